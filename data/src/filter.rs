//! The operators of the URL grammar, one row each: suffix, how often it may stand, and the human sentence.

use serde::{Deserialize, Serialize};

use crate::Text;

/// How a clause compares. The order is the canonical order of clauses on one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// `key=`: any of the values.
    Is,
    /// `key__not=`: none of the values. A missing value is none of them.
    Not,
    /// `key__gte=`: at least.
    Gte,
    /// `key__lte=`: at most.
    Lte,
    /// `key__lt=`: below.
    Lt,
    /// `key__contains=`: the text contains this: letters of either case, full or half width, composed or not.
    Contains,
    /// `key__missing=any|not_reported|suppressed|not_applicable`.
    Missing,
}

/// One operator as the grammar has it.
pub struct Operator {
    /// The operator.
    pub op: Op,
    /// What follows the key in a URL.
    pub suffix: &'static str,
    /// Whether the parameter may be repeated.
    pub repeats: bool,
    /// What stands between the key's title and the values, and what behind them, in Chinese and in English.
    pub sentence: [[&'static str; 2]; 2],
}

/// Every operator, in canonical order.
pub const OPERATORS: [Operator; 7] = [
    Operator { op: Op::Is, suffix: "", repeats: true, sentence: [["：", ""], [": ", ""]] },
    Operator { op: Op::Not, suffix: "__not", repeats: true, sentence: [["不是 ", ""], [" is not ", ""]] },
    Operator { op: Op::Gte, suffix: "__gte", repeats: false, sentence: [[" ≥ ", ""], [" ≥ ", ""]] },
    Operator { op: Op::Lte, suffix: "__lte", repeats: false, sentence: [[" ≤ ", ""], [" ≤ ", ""]] },
    Operator { op: Op::Lt, suffix: "__lt", repeats: false, sentence: [[" < ", ""], [" < ", ""]] },
    Operator { op: Op::Contains, suffix: "__contains", repeats: false, sentence: [["含“", "”"], [" contains “", "”"]] },
    Operator { op: Op::Missing, suffix: "__missing", repeats: true, sentence: [["缺失：", ""], [" missing: ", ""]] },
];

impl Op {
    /// The operator's row.
    pub fn row(self) -> &'static Operator {
        &OPERATORS[self as usize]
    }

    /// The sentence with the key's title and the values put in.
    pub fn sentence(self, title: &Text, values: &Text) -> Text {
        let [[zh, zh_end], [en, en_end]] = self.row().sentence;
        Text::new(title.zh.clone() + zh + &values.zh + zh_end, title.en.clone() + en + &values.en + en_end)
    }
}

/// Splits a parameter's name into key and operator; `None` when what follows `__` is no operator.
pub fn split_name(name: &str) -> Option<(&str, Op)> {
    match name.find("__") {
        None => Some((name, Op::Is)),
        Some(at) => {
            let (key, suffix) = name.split_at(at);
            let row = OPERATORS.iter().find(|row| row.suffix == suffix)?;
            (!key.is_empty()).then_some((key, row.op))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_at_their_operator() {
        for (at, row) in OPERATORS.iter().enumerate() {
            assert_eq!(row.op as usize, at);
        }
    }

    #[test]
    fn names_split() {
        for (name, outcome) in [
            ("city", Some(("city", Op::Is))),
            ("city__not", Some(("city", Op::Not))),
            ("clusters.founded__gte", Some(("clusters.founded", Op::Gte))),
            ("rd__lt", Some(("rd", Op::Lt))),
            ("rd__missing", Some(("rd", Op::Missing))),
            ("city__like", None),
            ("city__", None),
            ("__not", None),
            ("a__b__not", None),
        ] {
            assert_eq!(split_name(name), outcome, "{name}");
        }
    }
}
