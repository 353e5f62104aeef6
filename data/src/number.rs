//! Numbers as they are written: text that comes back by value, decimals to the last digit, and their order. Used by everything that writes a
//! number which is not made for the screen, and by what compares numbers exactly.

use std::cmp::Ordering;

use crate::digits::Digits;

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
    let is_number = || real(a).is_finite();
    // Doubles of one size may stand for numbers of more digits.
    let by_digits = || is_number().then(|| Some(Digits::parse(a)?.cmp(&Digits::parse(b)?))).flatten();
    by_size.then_with(|| by_digits().unwrap_or(Ordering::Equal)).then_with(|| a.cmp(b))
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

    /// All digits where there are more than fifteen, which a double need not keep; else none.
    pub fn digits(self) -> String {
        if self.units.unsigned_abs() >= 10_u128.pow(15) { self.to_string() } else { String::new() }
    }

    /// The two together. `None`: their digits do not fit.
    pub fn plus(self, other: Decimal) -> Option<Decimal> {
        self.minus(Decimal { units: -other.units, ..other })
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

    /// Which of two numbers is more.
    pub fn by_value(self, other: Decimal) -> Ordering {
        self.minus(other).map_or_else(|| self.nearest().total_cmp(&other.nearest()), |gap| gap.units.cmp(&0))
    }

    /// How often another number goes into it, times a factor: the double nearest to the quotient. `None`: over nothing, or the digits do not
    /// fit.
    pub fn over(self, other: Decimal, factor: Decimal) -> Option<f64> {
        let tens = i32::from(other.scale) - i32::from(self.scale) - i32::from(factor.scale);
        let (more, less) = (power(tens.max(0).unsigned_abs())?, power(tens.min(0).unsigned_abs())?);
        let over = self.units.checked_mul(factor.units)?.checked_mul(more)?;
        let under = other.units.checked_mul(less)?;
        let size = (under != 0).then(|| quotient(over.unsigned_abs(), under.unsigned_abs(), 0))?;
        Some(if over != 0 && (over < 0) != (under < 0) { -size } else { size })
    }

    /// The same quotient with `scale` decimals, halves away from zero. `None`: over nothing, or the digits do not fit.
    pub fn divided(self, other: Decimal, factor: Decimal, scale: u8) -> Option<Decimal> {
        let tens = i32::from(scale) + i32::from(other.scale) - i32::from(self.scale) - i32::from(factor.scale);
        let (more, less) = (power(tens.max(0).unsigned_abs())?, power(tens.min(0).unsigned_abs())?);
        let over = self.units.checked_mul(factor.units)?.checked_mul(more)?;
        let under = other.units.checked_mul(less)?;
        let (whole, rest) = (over.checked_div(under)?, over.checked_rem(under)?);
        let up = rest.unsigned_abs() >= under.unsigned_abs() - rest.unsigned_abs();
        let away = if (over < 0) == (under < 0) { 1 } else { -1 };
        Some(Decimal { units: whole + if up { away } else { 0 }, scale })
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

impl From<i32> for Decimal {
    fn from(units: i32) -> Decimal {
        Decimal { units: units.into(), scale: 0 }
    }
}

impl std::fmt::Display for Decimal {
    /// All digits, without zeros at the end of the decimals.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let padded = self.padded();
        f.write_str(if self.scale > 0 { padded.trim_end_matches('0').trim_end_matches('.') } else { &padded })
    }
}

/// The double nearest to a quotient of whole numbers times a power of two. `under` is not zero.
pub(crate) fn quotient(over: u128, under: u128, exponent: i32) -> f64 {
    let (mut whole, mut rest, mut exponent) = (over / under, over % under, exponent);
    // Until there are more digits than a double has; a rest below 2^127 can be doubled.
    while rest != 0 && whole >> 64 == 0 {
        rest <<= 1;
        whole = whole << 1 | u128::from(rest >= under);
        rest -= if rest >= under { under } else { 0 };
        exponent -= 1;
    }
    // What is left only decides between two doubles.
    let mut nearest = (whole | u128::from(rest != 0)) as f64;
    while exponent != 0 {
        let step = exponent.clamp(-1000, 1000);
        nearest *= 2_f64.powi(step);
        exponent -= step;
    }
    nearest
}

pub(crate) fn power(exponent: u32) -> Option<i128> {
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
        let mut long = ["-9007199254740993.5", "0.1", "-9007199254740992.5", "0.10000000000000000001"];
        long.sort_by(|a, b| by_value(a, b));
        assert_eq!(long, ["-9007199254740993.5", "-9007199254740992.5", "0.1", "0.10000000000000000001"]);
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
    fn decimals_are_held_against_each_other_exactly() {
        let read = |text: &str| Decimal::parse(text).expect("a number");
        for (a, b, gap) in
            [("0.3", "0.1", "0.2"), ("13.05", "4.35", "8.7"), ("9007199254740993", "9007199254740992", "1"), ("-1", "0.5", "-1.5")]
        {
            assert_eq!(read(a).minus(read(b)).map(|gap| gap.to_string()), Some(gap.to_string()), "{a} {b}");
            assert_eq!(read(a).by_value(read(b)), if gap.starts_with('-') { Ordering::Less } else { Ordering::Greater }, "{a} {b}");
        }
        assert_eq!(read("1.50").by_value(read("1.5")), Ordering::Equal);
        assert_eq!(Decimal { units: -15, scale: 1 }.at(0), Some((-2, false)));
        assert_eq!(Decimal { units: 15, scale: 1 }.at(2), Some((150, true)));
        assert_eq!(Decimal { units: 9_007_199_254_740_993, scale: 3 }.nearest(), 9_007_199_254_740.993);
    }

    #[test]
    fn quotients_are_rounded_once() {
        for (a, b, factor, expected) in [
            ("0.3", "0.1", "1", Some(3.0)),
            ("2", "3", "100", Some(66.666_666_666_666_67)),
            ("7", "25", "100", Some(28.0)),
            ("13.05", "3", "1", Some(4.35)),
            ("-1", "8", "100", Some(-12.5)),
            ("0", "-8", "100", Some(0.0)),
            ("13.05", "0.00", "1", None),
            // 2^53 + 1 over 2^53 + 3 is 1 − 2^-52 and a little; rounded first it would be 2^53 over 2^53 + 4, 1 − 2^-51.
            ("9007199254740993", "9007199254740995", "1", Some(1.0 - f64::EPSILON)),
            ("9007199254740993", "3", "1", Some(3_002_399_751_580_331.0)),
            ("1", "170141183460469231731687303715884105727", "1", Some(5.877_471_754_111_438e-39)),
        ] {
            let [a, b, factor] = [a, b, factor].map(|text| Decimal::parse(text).expect("a number"));
            assert_eq!(a.over(b, factor), expected, "{a} over {b}, times {factor}");
            assert!(a.over(b, factor).is_none_or(|it| it != 0.0 || it.is_sign_positive()), "{a} over {b}");
        }
        for (a, b, expected) in [
            ("18014398509481985", "2", Some("9007199254740992.5")),
            ("27021597764222978", "3", Some("9007199254740992.666666667")),
            ("-27021597764222977", "3", Some("-9007199254740992.333333333")),
            ("1", "0", None),
        ] {
            let [over, under] = [a, b].map(|text| Decimal::parse(text).expect("a number"));
            let found = over.divided(under, 1.into(), 9).map(|it| it.to_string());
            assert_eq!(found.as_deref(), expected, "{a} over {b}");
        }
        assert_eq!(quotient(3, 2, -1074), 1e-323, "half way to the even one");
        assert_eq!(quotient(1, 3, 1000), 2_f64.powi(1000) / 3.0);
    }
}
