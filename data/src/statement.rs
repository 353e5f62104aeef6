//! A published figure against a count: the qualifiers of official prose as bounds, and the honest outcomes of a check. Used by the
//! reconciliation, the page of a single figure and `clusterboard check`.

use serde::{Deserialize, Serialize};

use crate::number::Decimal;
use crate::{Amount, Missing, Text};

/// One published figure.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Its id in the bundle.
    pub id: String,
    /// Whose figure it is.
    pub subject: Text,
    /// What it counts.
    pub indicator: Text,
    /// What it covers.
    pub scope: String,
    /// The number.
    pub value: f64,
    /// The number as written: 66.7 has one decimal.
    pub written: String,
    /// Its unit.
    pub unit: String,
    /// How the text qualifies it.
    pub qualifier: Qualifier,
    /// The time it is about; none where the text does not say.
    pub as_of: Option<String>,
    /// The document.
    pub document: String,
    /// Its section and paragraph.
    pub section: String,
    /// The paragraph.
    pub paragraph: String,
    /// The few words that carry the number.
    pub phrase: String,
}

/// How a text qualifies a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    /// The number itself.
    #[default]
    Exact,
    /// 累计: at least so many up to now.
    Cumulative,
    /// N余: more than N, less than N and one unit of its last non-zero digit.
    Over,
    /// 近N: less than N, at least nine tenths of it.
    Nearly,
}

impl Qualifier {
    /// Every qualifier: the words that a bundle's column `qualifier` may hold.
    pub const ALL: [Qualifier; 4] = [Qualifier::Exact, Qualifier::Cumulative, Qualifier::Over, Qualifier::Nearly];

    /// The word in files.
    pub fn id(self) -> &'static str {
        match self {
            Qualifier::Exact => "exact",
            Qualifier::Cumulative => "cumulative",
            Qualifier::Over => "over",
            Qualifier::Nearly => "nearly",
        }
    }

    /// Reads the word of a file.
    pub fn from_id(id: &str) -> Option<Qualifier> {
        Qualifier::ALL.into_iter().find(|qualifier| qualifier.id() == id)
    }

    /// What the qualifier says of a number, in words.
    pub fn rule(self) -> Text {
        match self {
            Qualifier::Exact => Text::new("确数：应相等", "Exact: equal"),
            Qualifier::Cumulative => Text::new("累计：不少于", "Cumulative: at least"),
            Qualifier::Over => Text::new(
                "“余”：大于所列数，小于其末位非零数字加一",
                "“Over”: more than the figure, less than its last non-zero digit and one",
            ),
            Qualifier::Nearly => {
                Text::new("“近”：不低于所列数的九成，小于所列数", "“Nearly”: at least nine tenths of the figure, less than it")
            }
        }
    }

    /// Whether a count stands with a published figure. The number itself, and a least number, are compared at half a unit of the figure's last
    /// decimal as written: a text that says 66.7 has rounded.
    pub fn admits(self, figure: Decimal, counted: Decimal) -> bool {
        let Some(gap) = counted.minus(figure) else { return false };
        let less = |a: Decimal, b: Decimal| a.minus(b).is_some_and(|gap| gap.units < 0);
        match self {
            Qualifier::Exact => rounds(gap, figure),
            Qualifier::Cumulative => gap.units >= 0 || rounds(gap, figure),
            Qualifier::Over => gap.units > 0 && less(gap, last_unit(figure)),
            // Nine tenths: the gap below is at most a tenth.
            Qualifier::Nearly => gap.units < 0 && !less(gap, Decimal { units: -figure.units, scale: figure.scale + 1 }),
        }
    }
}

/// Whether a gap is at most half a unit of a figure's last decimal as written.
fn rounds(gap: Decimal, figure: Decimal) -> bool {
    let half = Decimal { units: 5, scale: figure.scale + 1 };
    half.minus(Decimal { units: gap.units.abs(), ..gap }).is_some_and(|rest| rest.units >= 0)
}

/// One unit of a number's last non-zero digit: 10 for 60 and 130, 1 for 14086, 0.1 for 2.5 and 2.50.
fn last_unit(figure: Decimal) -> Decimal {
    let (mut rest, mut unit) = (figure, Decimal { units: 1, scale: figure.scale });
    while rest.units != 0 && rest.units % 10 == 0 {
        rest.units /= 10;
        unit = if unit.scale > 0 { Decimal { scale: unit.scale - 1, ..unit } } else { Decimal { units: unit.units * 10, scale: 0 } };
    }
    unit
}

/// What became of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The rows give the same number.
    Equal,
    /// The rows give another number, which the qualifier admits.
    Within,
    /// The rows contradict the figure.
    Differs,
    /// Illustrative rows were made to give the number: no check of it.
    Constructed,
    /// There is nothing to compute it from.
    NotComputable,
}

impl Status {
    /// Every status, in the order of the page's summary.
    pub const ALL: [Status; 5] = [Status::Equal, Status::Within, Status::Differs, Status::Constructed, Status::NotComputable];

    /// The word in files and URLs.
    pub fn id(self) -> &'static str {
        match self {
            Status::Equal => "equal",
            Status::Within => "within",
            Status::Differs => "differs",
            Status::Constructed => "constructed",
            Status::NotComputable => "not_computable",
        }
    }

    /// The words on the screen.
    pub fn title(self) -> Text {
        match self {
            Status::Equal => Text::new("相等", "Equal"),
            Status::Within => Text::new("在限定范围内", "Within the qualifier"),
            Status::Differs => Text::new("不符", "Differs"),
            Status::Constructed => Text::new("构造吻合，不构成核对", "Constructed to fit, not a check"),
            Status::NotComputable => Text::new("无法计算", "Cannot be computed"),
        }
    }

    /// The outcome for a figure as written and the amount that should reproduce it.
    pub fn of(qualifier: Qualifier, figure: &str, counted: &Amount) -> Status {
        if counted.value.is_none() {
            return Status::NotComputable;
        }
        if counted.illustrative > 0 {
            return Status::Constructed;
        }
        let Some((figure, counted)) = Decimal::parse(figure).zip(counted.exact()) else {
            // Too large for any rounding to matter.
            return if figure.parse().ok() == counted.value { Status::Equal } else { Status::Differs };
        };
        if !qualifier.admits(figure, counted) {
            return Status::Differs;
        }
        // 近 and 余 exclude the figure itself.
        let is_figure = matches!(qualifier, Qualifier::Exact | Qualifier::Cumulative) && Qualifier::Exact.admits(figure, counted);
        if is_figure { Status::Equal } else { Status::Within }
    }
}

/// What a count is more than a figure as written; `None` where nothing was counted.
pub fn difference(figure: &str, counted: &Amount) -> Option<Amount> {
    counted.minus(&Amount::stated(figure.parse().ok()?, figure))
}

/// Why a figure is equal to an amount that is another number.
pub fn rounded() -> Text {
    Text::new("四舍五入后相等。", "Equal when rounded.")
}

/// Why an amount has no value, as the reason that a check cannot be computed.
pub fn why_missing(counted: &Amount) -> Text {
    let reason = counted.missing.unwrap_or(Missing::NoRows).title();
    Text::new(format!("数据中{}", reason.zh), format!("In the data: {}", reason.en.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Basis;

    fn read(number: &str) -> Decimal {
        Decimal::parse(number).expect("a number")
    }

    #[test]
    fn units_of_the_last_digit() {
        for (figure, unit) in [("60", "10"), ("130", "10"), ("100000000", "100000000"), ("14086", "1"), ("300", "100"), ("2.50", "0.1")] {
            assert_eq!(last_unit(read(figure)).to_string(), unit, "{figure}");
        }
    }

    #[test]
    fn qualifiers_are_bounds() {
        use Qualifier::{Cumulative, Exact, Nearly, Over};
        for (qualifier, figure, yes, no) in [
            (Exact, "56", vec!["56"], vec!["55", "57"]),
            (Exact, "66.7", vec!["66.66666666666667", "66.65", "66.75", "66.7"], vec!["66.64", "66.76", "67"]),
            (Exact, "66.70", vec!["66.7", "66.695"], vec!["66.66666666666667"]),
            (Exact, "13572", vec!["13572.24"], vec!["13572.51"]),
            (Cumulative, "4", vec!["4", "5"], vec!["3"]),
            (Cumulative, "66.7", vec!["66.65", "80"], vec!["66.6"]),
            (Over, "60", vec!["61", "69", "60.3"], vec!["60", "70"]),
            (Over, "130", vec!["131", "139"], vec!["130", "140", "129"]),
            (Over, "0.7", vec!["0.71", "0.79"], vec!["0.7", "0.8"]),
            (Over, "100000000", vec!["100000001", "199999999"], vec!["100000000", "200000000"]),
            (Nearly, "300", vec!["270", "299"], vec!["269", "300"]),
            (Nearly, "7", vec!["6.3", "6.9"], vec!["6.2", "7"]),
        ] {
            assert!(yes.iter().all(|counted| qualifier.admits(read(figure), read(counted))), "{qualifier:?} {figure} admits {yes:?}");
            assert!(!no.iter().any(|counted| qualifier.admits(read(figure), read(counted))), "{qualifier:?} {figure} refuses {no:?}");
        }
    }

    #[test]
    fn every_status() {
        let counted = |value: f64| Amount { value: Some(value), rows: 1, ..Amount::default() };
        let made = Amount { illustrative: 1, basis: Basis::Illustrative, ..counted(56.0) };
        let none = Amount { missing: Some(Missing::Suppressed), ..Amount::default() };
        for (qualifier, figure, amount, status) in [
            (Qualifier::Exact, "56", counted(56.0), Status::Equal),
            (Qualifier::Exact, "56", counted(55.0), Status::Differs),
            (Qualifier::Exact, "56", made, Status::Constructed),
            (Qualifier::Exact, "56", none, Status::NotComputable),
            (Qualifier::Exact, "0.3", counted(0.3), Status::Equal),
            (Qualifier::Exact, "66.7", counted(200.0 / 3.0), Status::Equal),
            (Qualifier::Exact, "66.66", counted(200.0 / 3.0), Status::Differs),
            (Qualifier::Exact, "1e300", counted(1e300), Status::Equal),
            (Qualifier::Exact, "1e300", counted(1.1e300), Status::Differs),
            (Qualifier::Cumulative, "66.7", counted(200.0 / 3.0), Status::Equal),
            (Qualifier::Cumulative, "4", counted(4.0), Status::Equal),
            (Qualifier::Cumulative, "4", counted(6.0), Status::Within),
            (Qualifier::Cumulative, "4", counted(3.0), Status::Differs),
            (Qualifier::Over, "60", counted(65.0), Status::Within),
            (Qualifier::Over, "60", counted(60.0), Status::Differs),
            (Qualifier::Nearly, "300", counted(280.0), Status::Within),
            (Qualifier::Nearly, "300", counted(300.0), Status::Differs),
        ] {
            assert_eq!(Status::of(qualifier, figure, &amount), status, "{qualifier:?} {figure} {amount:?}");
        }
    }
}
