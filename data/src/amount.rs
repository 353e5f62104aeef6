//! A number that may be missing. Not reported, suppressed, not applicable and a true zero are four different things.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::exact::sum_of;
use crate::number::{Decimal, shortest};
use crate::{Basis, Text};

/// Why a value is missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// Nobody reported it.
    #[default]
    NotReported,
    /// Known to the publisher and withheld.
    Suppressed,
    /// The question does not arise.
    NotApplicable,
    /// An aggregate over no rows at all.
    NoRows,
    /// What the rows add up to is beyond the numbers that a computer holds (some 1.8 × 10³⁰⁸).
    OutOfRange,
}

impl Missing {
    /// The reasons that a cell of a file can carry, in the order of the URL grammar.
    pub const OF_CELLS: [Missing; 3] = [Missing::NotReported, Missing::Suppressed, Missing::NotApplicable];

    /// The word in `datapackage.json` and URLs.
    pub fn id(self) -> &'static str {
        match self {
            Missing::NotReported => "not_reported",
            Missing::Suppressed => "suppressed",
            Missing::NotApplicable => "not_applicable",
            Missing::NoRows => "no_rows",
            Missing::OutOfRange => "out_of_range",
        }
    }

    /// Reads the word of a file or URL.
    pub fn from_id(id: &str) -> Option<Missing> {
        Missing::OF_CELLS.into_iter().find(|reason| reason.id() == id)
    }

    /// The reasons that only a computation has.
    pub const OF_AGGREGATES: [Missing; 2] = [Missing::NoRows, Missing::OutOfRange];

    /// The words on the screen.
    pub fn title(self) -> Text {
        match self {
            Missing::NotReported => Text::new("未报告", "Not reported"),
            Missing::Suppressed => Text::new("依规不公布", "Suppressed"),
            Missing::NotApplicable => Text::new("不适用", "Not applicable"),
            Missing::NoRows => Text::new("没有记录", "No rows"),
            Missing::OutOfRange => Text::new("超出数值范围", "Out of range"),
        }
    }
}

/// One aggregate: its value or why there is none, over how many rows, and what it rests on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// The value in the measure's unit. `None` when every input is missing; then `missing` says why.
    pub value: Option<f64>,
    /// Every digit of the value where there are more than fifteen: a double need not keep them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub digits: String,
    /// Why there is no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Missing>,
    /// Rows under the filter that the measure counts.
    pub rows: u32,
    /// Of these, rows whose input is missing: they do not contribute to the value.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub lacking: u32,
    /// Of these, illustrative rows.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub illustrative: u32,
    /// The worst basis among the rows.
    pub basis: Basis,
    /// Of a count that the rows leave open: between what it lies. There is no value then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bounds: Option<Bounds>,
    /// Of an indicator over fewer units than its measure asks for: how far one unit moves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub small: Option<Small>,
}

/// An indicator over few units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Small {
    /// Units that have a value.
    pub units: u32,
    /// What it can be with any one of them left out and, where `added`, with one more. `None`: it rests on one unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<Bounds>,
    /// Whether one unit more was tried too: only of a share is known what it can be.
    #[serde(default)]
    pub added: bool,
}

/// The least and the most that a number can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    /// At least.
    pub low: f64,
    /// At most.
    pub high: f64,
}

/// A number computed from others, where it is one: what overflows or is nothing over nothing is none.
pub fn finite(number: f64) -> Option<f64> {
    Some(number).filter(|number| number.is_finite())
}

impl Amount {
    /// A published number, with the digits that it is written with.
    pub fn stated(value: f64, written: &str) -> Amount {
        Amount { value: Some(value), digits: written.to_string(), ..Amount::default() }
    }

    /// The value as files write it, every digit; empty when there is none.
    pub fn written(&self) -> String {
        if self.digits.is_empty() { self.value.map(shortest).unwrap_or_default() } else { self.digits.clone() }
    }

    /// The value as the decimal that is written; `None` where there is none, or beyond its digits.
    pub fn exact(&self) -> Option<Decimal> {
        self.value.and_then(|_| Decimal::parse(&self.written()))
    }

    /// The order by value, every digit of it; what is missing comes first.
    pub fn by_value(&self, other: &Amount) -> Ordering {
        let Some((a, b)) = self.value.zip(other.value) else { return self.value.is_some().cmp(&other.value.is_some()) };
        // Doubles that differ are in the order of what they are nearest to.
        let nearest = a.partial_cmp(&b).unwrap_or(Ordering::Equal);
        nearest.then_with(|| match self.digits == other.digits {
            true => Ordering::Equal,
            false => self.exact().zip(other.exact()).map_or(Ordering::Equal, |(a, b)| a.by_value(b)),
        })
    }

    /// How often another goes into it, times a factor, rounded once. `None`: either is missing, or the other nothing.
    pub fn over(&self, other: &Amount, factor: i32) -> Option<f64> {
        let (a, b) = self.value.zip(other.value).filter(|(_, b)| *b != 0.0)?;
        let exact = self.exact().zip(other.exact()).and_then(|(a, b)| a.over(b, factor.into()));
        exact.or_else(|| finite(a / b * f64::from(factor)))
    }

    /// What it is more than another, both taken as the decimals that they are written with: 0.3 less 0.1 is 0.2. `None`: either is missing.
    pub fn minus(&self, other: &Amount) -> Option<Amount> {
        let (a, b) = self.value.zip(other.value)?;
        let exact = self.exact().zip(other.exact()).and_then(|(a, b)| a.minus(b));
        exact.map(Amount::from).or_else(|| finite(a - b).map(|value| Amount { value: Some(value), ..Amount::default() }))
    }

    /// By how much it has grown from another, in per cent, rounded once; nothing can be said of growth from zero or below.
    pub fn growth(&self, from: &Amount) -> Option<f64> {
        let (now, before) = self.value.zip(from.value).filter(|(_, before)| *before > 0.0)?;
        let exact = self.exact().zip(from.exact()).and_then(|(now, before)| now.minus(before)?.over(before, 100.into()));
        exact.or_else(|| finite((now / before - 1.0) * 100.0))
    }

    /// What it is in per cent of another, rounded once; nothing can be said in per cent of zero or less.
    pub fn index(&self, first: &Amount) -> Option<f64> {
        first.value.filter(|first| *first > 0.0).and_then(|_| self.over(first, 100))
    }
}

impl From<Decimal> for Amount {
    fn from(number: Decimal) -> Amount {
        Amount { value: Some(number.nearest()), digits: number.digits(), ..Amount::default() }
    }
}

/// What some amounts come to together, as decimals where they are some; without those that are missing.
pub fn total<'a>(amounts: impl Iterator<Item = &'a Amount> + Clone) -> Amount {
    let mut known = amounts.filter(|amount| amount.value.is_some());
    let exact = known.clone().try_fold(Decimal::default(), |sum, amount| sum.plus(amount.exact()?));
    exact.map_or_else(
        || Amount { value: finite(sum_of(known.by_ref().filter_map(|amount| amount.value))), ..Amount::default() },
        Amount::from,
    )
}

/// What amounts down to each are of all together, in per cent. None where one is missing; none at all where one is below zero or all are nothing.
pub fn running<'a>(amounts: impl Iterator<Item = &'a Amount> + Clone) -> Vec<Option<f64>> {
    let whole = total(amounts.clone());
    let is_whole = amounts.clone().all(|amount| amount.value.is_none_or(|value| value >= 0.0));
    let mut sum = Amount::from(Decimal::default());
    let mut share = |amount: &'a Amount| {
        amount.value?;
        sum = total([&sum, amount].into_iter());
        share(&sum, &whole).filter(|_| is_whole)
    };
    amounts.map(&mut share).collect()
}

/// What a part is of a whole, in per cent. None where either is missing or below zero, the whole nothing, or the part larger: then they are no part
/// and whole.
pub fn share(part: &Amount, whole: &Amount) -> Option<f64> {
    let is_part = part.value? >= 0.0 && whole.value? > 0.0 && part.by_value(whole).is_le();
    if is_part { part.over(whole, 100) } else { None }
}

pub(crate) fn is_zero(n: &u32) -> bool {
    *n == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An amount as a sum of decimals has it: with its digits where there are many.
    fn amount(written: &str) -> Amount {
        let long = written.chars().filter(char::is_ascii_digit).count() > 15 && !written.contains('e');
        Amount { value: written.parse().ok(), digits: if long { written.to_string() } else { String::new() }, ..Amount::default() }
    }

    #[test]
    fn shares_are_of_wholes() {
        for (part, whole, expected) in [
            ("30", "120", Some(25.0)),
            ("0", "50", Some(0.0)),
            ("50", "50", Some(100.0)),
            // 0.28 × 100 would be 28.000000000000004.
            ("7", "25", Some(28.0)),
            // The nearest doubles would be alike, or their quotient another one.
            ("9007199254740993", "9007199254740992", None),
            ("9007199254740993", "27021597764222979", Some(33.333_333_333_333_336)),
            ("4503599627370496", "9007199254740993", Some(49.999_999_999_999_99)),
            ("0.1", "0.3", Some(33.333_333_333_333_336)),
            ("1e300", "2e300", Some(50.0)),
            // Of 100, −60 and 10: the total is 50.
            ("100", "50", None),
            ("-60", "50", None),
            ("0", "0", None),
            ("-1", "-2", None),
            ("10", "-2", None),
            ("", "2", None),
        ] {
            assert_eq!(share(&amount(part), &amount(whole)), expected, "{part} of {whole}");
        }
    }

    #[test]
    fn running_shares_end_with_the_whole() {
        for (amounts, expected) in [
            (vec!["0.7", "0.1", "", "0.2"], vec![Some(70.0), Some(80.0), None, Some(100.0)]),
            (vec!["9007199254740993", "9007199254740993"], vec![Some(50.0), Some(100.0)]),
            (vec!["3", "-1"], vec![None, None]),
            (vec!["0", "0"], vec![None, None]),
        ] {
            let amounts: Vec<Amount> = amounts.into_iter().map(amount).collect();
            assert_eq!(running(amounts.iter()), expected, "{amounts:?}");
        }
    }

    #[test]
    fn amounts_are_held_against_each_other_to_the_last_digit() {
        for (a, b, order, gap, growth) in [
            ("9007199254740993", "9007199254740992", Ordering::Greater, Some(1.0), Some(1.110_223_024_625_156_5e-14)),
            ("1234567.123456789", "1234567.123456788", Ordering::Greater, Some(1e-9), Some(8.100_005_103_003_229e-14)),
            ("0.3", "0.1", Ordering::Greater, Some(0.2), Some(200.0)),
            ("0.1", "0.3", Ordering::Less, Some(-0.2), Some(-66.666_666_666_666_67)),
            ("1e300", "1e300", Ordering::Equal, Some(0.0), Some(0.0)),
            ("-1", "0", Ordering::Less, Some(-1.0), None),
            ("", "-1", Ordering::Less, None, None),
            ("", "", Ordering::Equal, None, None),
        ] {
            let (a, b) = (amount(a), amount(b));
            assert_eq!((a.by_value(&b), b.by_value(&a)), (order, order.reverse()), "{a:?} {b:?}");
            assert_eq!((a.minus(&b).and_then(|gap| gap.value), a.growth(&b)), (gap, growth), "{a:?} {b:?}");
        }
    }

    #[test]
    fn an_index_is_in_per_cent_of_a_first_value_above_zero() {
        for (now, first, expected) in [
            ("50", "40", Some(125.0)),
            // 0.28 × 100 would be 28.000000000000004.
            ("0.07", "0.25", Some(28.0)),
            ("0", "8", Some(0.0)),
            ("-5", "10", Some(-50.0)),
            ("7", "0", None),
            ("7", "-2", None),
            ("7", "", None),
            ("", "7", None),
        ] {
            assert_eq!(amount(now).index(&amount(first)), expected, "{now} of {first}");
        }
    }

    #[test]
    fn amounts_together_keep_every_digit() {
        for (parts, whole) in [
            (vec!["9007199254740993", "", "9007199254740992"], "18014398509481985"),
            (vec!["0.1", "0.2"], "0.3"),
            (vec!["1e300", "1", "-1e300"], "1"),
            (vec![], "0"),
        ] {
            let parts: Vec<Amount> = parts.into_iter().map(amount).collect();
            assert_eq!(total(parts.iter()).written(), whole, "{parts:?}");
        }
    }
}
