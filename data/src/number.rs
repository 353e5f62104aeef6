//! Numbers as they are written: text that comes back by value, decimals to the last digit, and their order. Used by everything that writes a
//! number which is not made for the screen, and by what compares numbers exactly.

use std::cmp::Ordering;

/// The fewest digits that read back as this number, as ECMAScript writes them but for the sign of an exponent: `0.1`, `100`, `1e300`,
/// `5e-324`.
pub fn shortest(number: f64) -> String {
    ryu_js::Buffer::new().format(number).replace("e+", "e")
}

/// The order of two written numbers by value; what is no number comes last, as text.
pub fn by_value(a: &str, b: &str) -> Ordering {
    let real = |text: &str| text.parse::<f64>().unwrap_or(f64::INFINITY);
    let by_size = match (a.parse::<i64>(), b.parse::<i64>()) {
        (Ok(a), Ok(b)) => a.cmp(&b),
        _ => real(a).total_cmp(&real(b)),
    };
    by_size.then_with(|| a.cmp(b))
}

/// A decimal number, exactly: `units` of `10^-scale`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decimal {
    /// The digits as a whole number.
    pub units: i128,
    /// Decimals.
    pub scale: u8,
}

impl Decimal {
    /// Decimals at most.
    pub const MOST_SCALE: u8 = 30;

    /// Reads a number as files and links write it, with the decimals that it is written with. `None`: it is no number, or has more than 30
    /// decimals or so many digits that they do not fit.
    pub fn parse(text: &str) -> Option<Decimal> {
        let (digits, exponent) = match text.split_once(['e', 'E']) {
            None => (text, 0),
            Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
        };
        let (is_negative, digits) = match digits.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, digits.strip_prefix('+').unwrap_or(digits)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.len() + fraction.len() == 0 {
            return None;
        }
        let mut units: i128 = 0;
        for digit in whole.bytes().chain(fraction.bytes()) {
            let digit = char::from(digit).to_digit(10)?;
            units = units.checked_mul(10)?.checked_add(i128::from(digit))?;
        }
        let units = if is_negative { -units } else { units };
        let scale = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
        match u8::try_from(scale) {
            Ok(scale) => (scale <= Decimal::MOST_SCALE).then_some(Decimal { units, scale }),
            Err(_) if scale < 0 => Some(Decimal { units: units.checked_mul(power(scale.unsigned_abs())?)?, scale: 0 }),
            Err(_) => None,
        }
    }

    /// The number with another count of decimals: the largest one that is not above it, and whether it is the same number. `None`: its digits
    /// do not fit.
    pub fn at(self, scale: u8) -> Option<(i128, bool)> {
        if scale >= self.scale {
            return Some((self.units.checked_mul(power(u32::from(scale - self.scale))?)?, true));
        }
        let divisor = power(u32::from(self.scale - scale))?;
        Some((self.units.div_euclid(divisor), self.units.rem_euclid(divisor) == 0))
    }

    /// What this number is more than another. `None`: its digits do not fit.
    pub fn minus(self, other: Decimal) -> Option<Decimal> {
        let scale = self.scale.max(other.scale);
        let (a, b) = (self.at(scale)?.0, other.at(scale)?.0);
        Some(Decimal { units: a.checked_sub(b)?, scale })
    }

    /// All its digits, zeros at the end of the decimals among them: 66.70.
    pub fn padded(self) -> String {
        let digits = format!("{:0>width$}", self.units.unsigned_abs(), width = usize::from(self.scale) + 1);
        let (whole, fraction) = digits.split_at(digits.len() - usize::from(self.scale));
        let (sign, point) = (if self.units < 0 { "-" } else { "" }, if fraction.is_empty() { "" } else { "." });
        format!("{sign}{whole}{point}{fraction}")
    }

    /// How often another number goes into it, times a factor: one division of whole numbers. `None`: over nothing, or the digits do not fit.
    pub fn over(self, other: Decimal, factor: f64) -> Option<f64> {
        let factor = Decimal::parse(&shortest(factor))?;
        let over = self.units.checked_mul(factor.units)?.checked_mul(power(u32::from(other.scale))?)?;
        let under = other.units.checked_mul(power(u32::from(self.scale) + u32::from(factor.scale))?)?;
        (under != 0).then(|| over as f64 / under as f64)
    }

    /// The nearest double.
    pub fn nearest(self) -> f64 {
        const EXACT: i128 = 1 << 53;
        if (-EXACT..=EXACT).contains(&self.units) && self.scale <= 22 {
            // Both are exact, so that one division rounds once.
            return self.units as f64 / 10_f64.powi(i32::from(self.scale));
        }
        self.to_string().parse().unwrap_or(f64::NAN)
    }
}

impl std::fmt::Display for Decimal {
    /// All digits, without zeros at the end of the decimals.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let padded = self.padded();
        f.write_str(if self.scale > 0 { padded.trim_end_matches('0').trim_end_matches('.') } else { &padded })
    }
}

fn power(exponent: u32) -> Option<i128> {
    10_i128.checked_pow(exponent)
}

/// A number of an address: to the last digit where it can be said, else the nearest double.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Real {
    /// Exactly.
    Decimal(Decimal),
    /// Beyond the digits of a decimal.
    Double(f64),
}

impl Real {
    /// Reads a number; `None` when it is none, or not finite.
    pub fn parse(text: &str) -> Option<Real> {
        let double = text.parse::<f64>().ok().filter(|double| double.is_finite())?;
        Some(Decimal::parse(text).map_or(Real::Double(double), Real::Decimal))
    }

    /// The nearest double.
    pub fn nearest(self) -> f64 {
        match self {
            Real::Decimal(decimal) => decimal.nearest(),
            Real::Double(double) => double,
        }
    }

    /// The largest count of units of `10^-scale` that is not above it, and whether it is the same number.
    pub fn at(self, scale: u8) -> (i128, bool) {
        if let Real::Decimal(decimal) = self
            && let Some(at) = decimal.at(scale)
        {
            return at;
        }
        // Far beyond what a column holds, or far below its units: a cast stops at the ends.
        ((self.nearest() * 10_f64.powi(i32::from(scale))).floor() as i128, false)
    }
}

/// What one number is more than another, both taken as the decimals that they are written with: 0.3 less 0.1 is 0.2.
pub fn difference(a: f64, b: f64) -> f64 {
    let read = |number: f64| Decimal::parse(&shortest(number));
    read(a).zip(read(b)).and_then(|(a, b)| a.minus(b)).map_or(a - b, Decimal::nearest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_by_value() {
        for (number, written) in [
            (0.1, "0.1"),
            (-0.0, "0"),
            (100.0, "100"),
            (-2.5, "-2.5"),
            (0.1 + 0.2, "0.30000000000000004"),
            (123_456_789_012_345_680_000.0, "123456789012345680000"),
            (1e21, "1e21"),
            (1e300, "1e300"),
            (1e-6, "0.000001"),
            (1.5e-7, "1.5e-7"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e308"),
        ] {
            assert_eq!(shortest(number), written);
            assert_eq!(written.parse(), Ok(number));
        }
    }

    #[test]
    fn order_is_by_value() {
        let mut numbers = ["10", "9007199254740993", "-1", "100", "0.5", "1e300", "2", "x", "-10", "9007199254740992", "9", "11", "1"];
        numbers.sort_by(|a, b| by_value(a, b));
        assert_eq!(numbers, ["-10", "-1", "0.5", "1", "2", "9", "10", "11", "100", "9007199254740992", "9007199254740993", "1e300", "x"]);
    }

    #[test]
    fn decimals_are_read_to_the_last_digit() {
        for (text, read) in [
            ("66.70", Some((6670, 2, "66.7"))),
            ("-0.05", Some((-5, 2, "-0.05"))),
            ("9223372036854775807", Some((9_223_372_036_854_775_807, 0, "9223372036854775807"))),
            ("1.5e3", Some((1500, 0, "1500"))),
            ("25e-3", Some((25, 3, "0.025"))),
            ("+.5", Some((5, 1, "0.5"))),
            ("7.", Some((7, 0, "7"))),
            ("1e300", None),
            ("1e-31", None),
            (".", None),
            ("", None),
            ("1,5", None),
            ("０", None),
        ] {
            let found = Decimal::parse(text);
            assert_eq!(found, read.map(|(units, scale, _)| Decimal { units, scale }), "{text}");
            assert_eq!(found.map(|it| it.to_string()), read.map(|(.., written)| written.to_string()), "{text}");
        }
    }

    #[test]
    fn decimals_are_subtracted_exactly() {
        for (a, b, gap) in [(0.3, 0.1, 0.2), (13.05, 4.35, 8.7), (0.3, 0.3, 0.0), (1e300, 1e300, 0.0), (-1.0, 0.5, -1.5)] {
            assert_eq!(difference(a, b), gap, "{a} {b}");
        }
        let over = |a: &str, b: &str, factor| Decimal::parse(a)?.over(Decimal::parse(b)?, factor);
        assert_eq!(over("0.3", "0.1", 1.0), Some(3.0));
        assert_eq!(over("2", "3", 100.0), Some(200.0 / 3.0));
        assert_eq!(over("13.05", "3", 1.0), Some(4.35));
        assert_eq!(over("13.05", "0.00", 1.0), None);
        assert_eq!(Decimal { units: -15, scale: 1 }.at(0), Some((-2, false)));
        assert_eq!(Decimal { units: 15, scale: 1 }.at(2), Some((150, true)));
        assert_eq!(Decimal { units: 9_007_199_254_740_993, scale: 3 }.nearest(), 9_007_199_254_740.993);
    }
}
