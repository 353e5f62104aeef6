//! A published figure against a count: the qualifiers of official prose as bounds, and the honest outcomes of a check. Used by the
//! reconciliation, the page of a single figure and `clusterboard check`.

use serde::{Deserialize, Serialize};

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

    /// Whether a count of `counted` stands with a published `figure`.
    pub fn admits(self, figure: f64, counted: f64) -> bool {
        match self {
            Qualifier::Exact => counted == figure,
            Qualifier::Cumulative => counted >= figure,
            Qualifier::Over => counted > figure && counted < figure + last_unit(figure),
            // Nine tenths as a comparison of whole numbers: 0.9 has no exact double.
            Qualifier::Nearly => counted * 10.0 >= figure * 9.0 && counted < figure,
        }
    }
}

/// One unit of a number's last non-zero digit: 10 for 60 and 130, 1 for 14086, 0.1 for 2.5.
fn last_unit(figure: f64) -> f64 {
    let digits = figure.abs().to_string();
    match digits.split_once('.') {
        Some((_, fraction)) => 10f64.powi(-(fraction.len() as i32)),
        None => 10f64.powi((digits.len() - digits.trim_end_matches('0').len()) as i32),
    }
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

    /// The outcome for a figure and the amount that should reproduce it.
    pub fn of(qualifier: Qualifier, figure: f64, counted: &Amount) -> Status {
        match counted.value {
            None => Status::NotComputable,
            Some(_) if counted.illustrative > 0 => Status::Constructed,
            Some(value) if value == figure => {
                // 近 and 余 exclude the figure itself.
                if qualifier.admits(figure, value) { Status::Equal } else { Status::Differs }
            }
            Some(value) if qualifier.admits(figure, value) => Status::Within,
            Some(_) => Status::Differs,
        }
    }
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

    #[test]
    fn units_of_the_last_digit() {
        for (figure, unit) in [(60.0, 10.0), (130.0, 10.0), (1e8, 1e8), (14086.0, 1.0), (300.0, 100.0), (2.5, 0.1)] {
            assert_eq!(last_unit(figure), unit, "{figure}");
        }
    }

    #[test]
    fn qualifiers_are_bounds() {
        use Qualifier::{Cumulative, Exact, Nearly, Over};
        for (qualifier, figure, yes, no) in [
            (Exact, 56.0, vec![56.0], vec![55.0, 57.0]),
            (Cumulative, 4.0, vec![4.0, 5.0], vec![3.0]),
            (Over, 60.0, vec![61.0, 69.0], vec![60.0, 70.0]),
            (Over, 130.0, vec![131.0, 139.0], vec![130.0, 140.0, 129.0]),
            (Over, 1e8, vec![100_000_001.0, 199_999_999.0], vec![1e8, 2e8]),
            (Nearly, 300.0, vec![270.0, 299.0], vec![269.0, 300.0]),
            (Nearly, 7.0, vec![6.3, 6.9], vec![6.2, 7.0]),
        ] {
            assert!(yes.iter().all(|counted| qualifier.admits(figure, *counted)), "{qualifier:?} {figure} admits {yes:?}");
            assert!(!no.iter().any(|counted| qualifier.admits(figure, *counted)), "{qualifier:?} {figure} refuses {no:?}");
        }
    }

    #[test]
    fn every_status() {
        let counted = |value: f64| Amount { value: Some(value), rows: 1, ..Amount::default() };
        let made = Amount { illustrative: 1, basis: Basis::Illustrative, ..counted(56.0) };
        let none = Amount { missing: Some(Missing::Suppressed), ..Amount::default() };
        for (qualifier, figure, amount, status) in [
            (Qualifier::Exact, 56.0, counted(56.0), Status::Equal),
            (Qualifier::Exact, 56.0, counted(55.0), Status::Differs),
            (Qualifier::Exact, 56.0, made, Status::Constructed),
            (Qualifier::Exact, 56.0, none, Status::NotComputable),
            (Qualifier::Cumulative, 4.0, counted(4.0), Status::Equal),
            (Qualifier::Cumulative, 4.0, counted(6.0), Status::Within),
            (Qualifier::Cumulative, 4.0, counted(3.0), Status::Differs),
            (Qualifier::Over, 60.0, counted(65.0), Status::Within),
            (Qualifier::Over, 60.0, counted(60.0), Status::Differs),
            (Qualifier::Nearly, 300.0, counted(280.0), Status::Within),
            (Qualifier::Nearly, 300.0, counted(300.0), Status::Differs),
        ] {
            assert_eq!(Status::of(qualifier, figure, &amount), status, "{qualifier:?} {figure} {amount:?}");
        }
    }
}
