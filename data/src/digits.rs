//! Numbers with every digit that a file has, beyond what a double or 128 bits hold: their order, and one spelling of each. Used where
//! a bundle is loaded: two numbers that differ in the last digit must not be taken for one.

use std::cmp::Ordering;
use std::fmt;

use crate::number::shortest;

/// Significant digits that every double keeps.
const KEPT: usize = 15;

/// A decimal number of any length: `0.digits` times ten to the `power`, without zeros around the digits. Zero has no digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digits {
    is_negative: bool,
    power: i64,
    digits: String,
}

impl Digits {
    /// Reads a number of digits, a sign, a point and an exponent: `-1234.5`, `1e300`. `None`: its exponent has too many digits.
    pub fn parse(plain: &str) -> Option<Digits> {
        let (number, exponent) = plain.split_once(['e', 'E']).unwrap_or((plain, "0"));
        let unsigned = number.trim_start_matches(['-', '+']);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let all = format!("{whole}{fraction}");
        let significant = all.trim_start_matches('0');
        let zeros = all.len() - significant.len();
        let digits = significant.trim_end_matches('0').to_string();
        let power = exponent.parse::<i64>().ok()?.checked_add(whole.len() as i64)?.checked_sub(zeros as i64)?;
        Some(match digits.is_empty() {
            true => Digits { is_negative: false, power: 0, digits },
            false => Digits { is_negative: number.starts_with('-'), power, digits },
        })
    }
}

impl Ord for Digits {
    fn cmp(&self, other: &Digits) -> Ordering {
        let sign = |it: &Digits| if it.digits.is_empty() { 0 } else { 1 - 2 * i8::from(it.is_negative) };
        let size = || self.power.cmp(&other.power).then_with(|| self.digits.cmp(&other.digits));
        sign(self).cmp(&sign(other)).then_with(|| if self.is_negative { size().reverse() } else { size() })
    }
}

impl PartialOrd for Digits {
    fn partial_cmp(&self, other: &Digits) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Digits {
    /// As [`shortest`] writes what a double holds: all digits up to 21 of them, else with an exponent.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Digits { is_negative, power, digits } = self;
        if *is_negative {
            f.write_str("-")?;
        }
        match usize::try_from(*power) {
            _ if digits.is_empty() => f.write_str("0"),
            Ok(power) if power > 21 => {
                let (first, rest) = digits.split_at(1);
                write!(f, "{first}{}{rest}e{}", if rest.is_empty() { "" } else { "." }, power - 1)
            }
            Ok(power) if power >= digits.len() => write!(f, "{digits}{}", "0".repeat(power - digits.len())),
            Ok(power) if power > 0 => write!(f, "{}.{}", &digits[..power], &digits[power..]),
            _ if *power > -6 => write!(f, "0.{}{digits}", "0".repeat(power.unsigned_abs() as usize)),
            _ => {
                let (first, rest) = digits.split_at(1);
                write!(f, "{first}{}{rest}e{}", if rest.is_empty() { "" } else { "." }, power - 1)
            }
        }
    }
}

/// The number that `plain` writes, where its nearest double is written otherwise: what a double cannot tell from others.
pub fn beyond(plain: &str, nearest: f64) -> Option<Digits> {
    let is_kept = plain.len() <= KEPT && !plain.contains(['e', 'E']);
    if is_kept {
        return None;
    }
    let digits = Digits::parse(plain)?;
    (Digits::parse(&shortest(nearest)).as_ref() != Some(&digits)).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_ordered_by_value_and_have_one_spelling() {
        let rising = [
            ("-1e300", "-1e300"),
            ("-9007199254740993.50", "-9007199254740993.5"),
            ("-9007199254740993", "-9007199254740993"),
            ("-0.10", "-0.1"),
            ("-1e-400", "-1e-400"),
            ("-0.000", "0"),
            ("1.50e-400", "1.5e-400"),
            ("0.0000001", "1e-7"),
            ("0.000001", "0.000001"),
            ("+.1", "0.1"),
            ("0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827"),
            ("00010", "10"),
            ("9007199254740992", "9007199254740992"),
            ("9007199254740993", "9007199254740993"),
            ("123456789012345678901", "123456789012345678901"),
            ("1234567890123456789012", "1.234567890123456789012e21"),
            ("1e300", "1e300"),
        ];
        let read: Vec<Digits> = rising.iter().filter_map(|(text, _)| Digits::parse(text)).collect();
        assert!(read.len() == rising.len() && read.is_sorted_by(|a, b| a < b));
        for ((text, written), read) in rising.iter().zip(&read) {
            assert_eq!(read.to_string(), *written, "{text}");
            assert_eq!(Digits::parse(written).as_ref(), Some(read), "{text}");
        }
    }

    #[test]
    fn what_a_double_holds_is_spelled_as_the_double_is() {
        for number in [0.1, 100.0, -2.5, 1e21, 1e300, 1e-6, 1.5e-7, 5e-324, f64::MAX, 123_456_789_012_345_680_000.0, 0.0] {
            let written = shortest(number);
            assert_eq!(Digits::parse(&written).map(|digits| digits.to_string()), Some(written));
        }
        for (plain, is_beyond) in [
            ("0.10", false),
            ("9007199254740992", false),
            ("9007199254740993", true),
            ("0.3", false),
            ("0.30000000000000001", true),
            ("1e300", false),
            ("1e-400", true),
        ] {
            let nearest = plain.parse().expect("a number");
            assert_eq!(beyond(plain, nearest).is_some(), is_beyond, "{plain}");
        }
    }
}
