//! Numbers for the screen: thousands separators, U+2212 minus, decimals, per cent, 万/亿. Called by the charts, the findings, the
//! tiles and the tables, on the server and in the browser alike: integer arithmetic only, so both write the same digits.

mod scale;

use data::report::MeasureInfo;
use data::text::grouped;
use data::{Amount, Lang, Small};

use self::scale::worded;
pub use self::scale::{Scale, scale};
use crate::words::plural;

/// What stands where there is no value.
pub const NO_VALUE: &str = "—";
/// The minus sign of the screen.
pub const MINUS: char = '\u{2212}';
/// Decimals shown at most.
pub const MOST_DECIMALS: u8 = 3;

/// A count: `3,012`.
pub fn count(value: u32) -> String {
    number(f64::from(value), 0)
}

/// A number with `decimals` decimals, at most three. A value that would round to zero is not shown as zero but with three significant
/// digits; beyond 1e15 and below 1e-6 it is written as a power of ten. What is not a number is [`NO_VALUE`].
pub fn number(value: f64, decimals: u8) -> String {
    if !value.is_finite() {
        return NO_VALUE.to_string();
    }
    let size = value.abs();
    let decimals = decimals.min(MOST_DECIMALS);
    let text = if size == 0.0 {
        fixed(0.0, decimals)
    } else if !(1e-6..1e15).contains(&size) {
        power_of_ten(size)
    } else if size * f64::from(10_u32.pow(u32::from(decimals))) < 0.5 {
        three_significant(size)
    } else {
        fixed(size, decimals)
    };
    if value < 0.0 { format!("{MINUS}{text}") } else { text }
}

/// Rising numbers, all in as few decimals as say them exactly.
pub fn exact(values: &[f64]) -> Vec<String> {
    let span = values.last().copied().unwrap_or(0.0) - values.first().copied().unwrap_or(0.0);
    let slack = span / values.len().max(1) as f64 / 1e3;
    let says = |decimals: &u8| {
        let power = f64::from(10_u32.pow(u32::from(*decimals)));
        values.iter().all(|value| (value - (value * power).round() / power).abs() <= slack)
    };
    let decimals = (0..=MOST_DECIMALS).find(says).unwrap_or(MOST_DECIMALS);
    values.iter().map(|value| number(*value, if *value == 0.0 { 0 } else { decimals })).collect()
}

/// Places of a ranking: `2–7`, or the one.
pub fn places(from: f64, to: f64) -> String {
    if from == to { number(from, 0) } else { format!("{}–{}", number(from, 0), number(to, 0)) }
}

/// A share in per cent, with one decimal: `30.4%`.
pub fn percent(value: f64) -> String {
    let mut text = number(value, 1);
    if value.is_finite() {
        text.push('%');
    }
    text
}

/// A number with its sign: `+13.3`.
pub fn signed(value: f64, decimals: u8) -> String {
    format!("{}{}", plus(value), number(value, decimals))
}

/// A difference with its sign and unit, every digit of one too long for a double; of percentages, percentage points. `written`: its digits, where
/// they are known.
pub fn gap(value: f64, written: &str, measure: &MeasureInfo, lang: Lang) -> String {
    if measure.unit.get(lang) != "%" {
        return format!("{}{}", plus(value), amount(&Amount::stated(value, written), measure, lang));
    }
    let points = signed(value, measure.decimals.max(1));
    match lang {
        Lang::Zh => format!("{points} 个百分点"),
        Lang::En => format!("{points} pp"),
    }
}

fn plus(value: f64) -> &'static str {
    if value > 0.0 { "+" } else { "" }
}

/// By how much a number has grown, in per cent: `+50.0%`.
pub fn growth(grown: f64) -> String {
    format!("{}{}", plus(grown), percent(grown))
}

/// A number with its unit: `17 个`, `30.4%`, `1 firm`, `12 × 1,000 tonnes`.
pub fn with_unit(number: &str, unit: &str) -> String {
    match unit {
        "" => number.to_string(),
        "%" | "％" | "‰" => format!("{number}{unit}"),
        _ if unit.starts_with(|c: char| c.is_ascii_digit()) => format!("{number} × {unit}"),
        _ => format!("{number} {}", plural::unit(number, unit)),
    }
}

/// The value of an amount in its measure's decimals, every digit of one too long for a double, without its unit.
pub fn value(amount: &Amount, decimals: u8) -> String {
    let whole = amount.digits.split('.').next().unwrap_or_default();
    match amount.value {
        Some(_) if whole.len() > 15 => grouped(&amount.digits),
        Some(value) => number(value, decimals),
        None => NO_VALUE.to_string(),
    }
}

/// An amount with its unit; [`NO_VALUE`] when it is missing.
pub fn amount(amount: &Amount, measure: &MeasureInfo, lang: Lang) -> String {
    match (amount.value, amount.bounds) {
        (Some(known), _) if known.is_finite() => {
            let scale = worded(known.abs(), measure.unit.get(lang), measure.decimals, lang);
            // As it is, it keeps its last digit.
            let number = if scale.divisor == 1.0 { value(amount, measure.decimals) } else { scale.number(known) };
            with_unit(&number, &scale.unit)
        }
        (_, Some(bounds)) => between(bounds.low, bounds.high, measure, lang),
        _ => NO_VALUE.to_string(),
    }
}

/// Two numbers of a measure with their unit, as an interval.
fn between(low: f64, high: f64, measure: &MeasureInfo, lang: Lang) -> String {
    let scale = worded(low.abs().max(high.abs()), measure.unit.get(lang), measure.decimals, lang);
    with_unit(&format!("{}–{}", scale.number(low), scale.number(high)), &scale.unit)
}

/// A value against that of the date of comparison: the difference, and the growth where one can be said; percentages have none.
pub fn change(difference: f64, grown: Option<f64>, measure: &MeasureInfo, lang: Lang) -> String {
    let gap = gap(difference, "", measure, lang);
    match (grown.filter(|_| measure.unit.get(lang) != "%").map(growth), lang) {
        (None, _) => gap,
        (Some(growth), Lang::Zh) => format!("{gap}（{growth}）"),
        (Some(growth), Lang::En) => format!("{gap} ({growth})"),
    }
}

/// Of an indicator over few units: how few, and how far one unit moves it.
pub fn small(small: &Small, measure: &MeasureInfo, lang: Lang) -> String {
    let few = match lang {
        Lang::Zh => format!("仅 {} 个单位", small.units),
        Lang::En => format!("only {}", plural::counted(small.units, ["unit", "units"])),
    };
    let Some(range) = small.range else { return few };
    let finer = MeasureInfo { decimals: measure.decimals.max(1), ..measure.clone() };
    let range = between(range.low, range.high, &finer, lang);
    match (lang, small.added) {
        (Lang::Zh, true) => format!("{few}，增减一个则为 {range}"),
        (Lang::Zh, false) => format!("{few}，少任何一个则为 {range}"),
        (Lang::En, true) => format!("{few}; one more or less: {range}"),
        (Lang::En, false) => format!("{few}; without any one: {range}"),
    }
}

/// Numbers of one sentence with their unit, scaled as a chart scales them, all alike: `29.29 billion CNY`; what is too long for that with every
/// digit.
pub fn brief<const N: usize>(amounts: [&Amount; N], measure: &MeasureInfo, lang: Lang) -> [String; N] {
    let most = amounts.iter().filter_map(|amount| amount.value).fold(0.0_f64, |most, value| most.max(value.abs()));
    let scale = scale(most, measure.unit.get(lang), measure.decimals, lang);
    let number = |amount: &Amount| match amount.value {
        Some(known) if scale.divisor != 1.0 => scale.number(known),
        _ => value(amount, scale.decimals),
    };
    amounts.map(|amount| with_unit(&number(amount), &scale.unit))
}

/// `size` (not negative, below 1e15) with exactly `decimals` decimals, half away from zero.
fn fixed(size: f64, decimals: u8) -> String {
    let power = 10_u64.pow(u32::from(decimals));
    let scaled = (size * power as f64).round() as u64;
    let mut text = grouped(&(scaled / power).to_string());
    if decimals > 0 {
        let fraction = (scaled % power).to_string();
        text.push('.');
        text.extend(std::iter::repeat_n('0', usize::from(decimals) - fraction.len()));
        text.push_str(&fraction);
    }
    text
}

/// `size` between 1e-6 and 1 with three significant digits, without trailing zeros: `0.00123`.
fn three_significant(size: f64) -> String {
    let (digits, exponent) = significant(size);
    let mut text = String::from("0.");
    text.extend(std::iter::repeat_n('0', (-exponent - 1).max(0) as usize));
    text.push_str(digits.to_string().trim_end_matches('0'));
    text
}

/// `size` as `1.23×10⁻⁹`.
fn power_of_ten(size: f64) -> String {
    let (digits, exponent) = significant(size);
    let digits = digits.to_string();
    let fraction = digits[1..].trim_end_matches('0');
    let mut text = digits[..1].to_string();
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text.push_str("×10");
    for sign in exponent.to_string().chars() {
        text.push(match sign {
            '-' => '⁻',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            digit => char::from_u32(0x2070 + (digit as u32 - '0' as u32)).unwrap_or(digit),
        });
    }
    text
}

/// Three significant digits (100 to 999) and the exponent of the first.
fn significant(size: f64) -> (u32, i32) {
    let mut exponent = 0;
    let mut power = 1.0;
    while size / power >= 10.0 {
        power *= 10.0;
        exponent += 1;
    }
    while size * power < 1.0 && exponent > -320 && power < 1e300 {
        power *= 10.0;
        exponent -= 1;
    }
    let first = if exponent < 0 { size * power } else { size / power };
    let digits = (first * 100.0).round() as u32;
    if digits >= 1000 { (digits / 10, exponent + 1) } else { (digits, exponent) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use data::{Basis, Bounds, Missing, Text};

    #[test]
    fn numbers() {
        let table: &[(f64, u8, &str)] = &[
            (0.0, 0, "0"),
            (-0.0, 0, "0"),
            (-0.0, 1, "0.0"),
            (17.0, 0, "17"),
            (999.0, 0, "999"),
            (1234.0, 0, "1,234"),
            (1_234_567.891, 2, "1,234,567.89"),
            (1e12, 0, "1,000,000,000,000"),
            (-1234.5, 1, "−1,234.5"),
            (0.25, 1, "0.3"),
            (1.0, 3, "1.000"),
            (1.23456, 9, "1.235"),
            (999.95, 1, "1,000.0"),
            (0.4, 0, "0.4"),
            (0.001234, 1, "0.00123"),
            (0.000_999_96, 1, "0.001"),
            (-0.004, 0, "−0.004"),
            (1e-9, 0, "1×10⁻⁹"),
            (1.234e-9, 3, "1.23×10⁻⁹"),
            (-2.5e-10, 0, "−2.5×10⁻¹⁰"),
            (1e15, 0, "1×10¹⁵"),
            (4.567e23, 2, "4.57×10²³"),
            (f64::NAN, 0, "—"),
            (f64::INFINITY, 0, "—"),
        ];
        for (value, decimals, expected) in table {
            assert_eq!(&number(*value, *decimals), expected, "{value} with {decimals}");
        }
    }

    #[test]
    fn shares() {
        for (value, expected) in [(30.357, "30.4%"), (100.0, "100.0%"), (0.0, "0.0%"), (0.01, "0.01%"), (-2.25, "−2.3%"), (f64::NAN, "—")]
        {
            assert_eq!(percent(value), expected);
        }
    }

    #[test]
    fn amounts() {
        let measure = MeasureInfo { unit: Text::new("万元", "10,000 CNY"), decimals: 1, ..MeasureInfo::default() };
        let known = Amount { value: Some(1234.56), rows: 3, basis: Basis::Published, ..Amount::default() };
        let missing = Amount { missing: Some(Missing::Suppressed), ..Amount::default() };
        assert_eq!(amount(&known, &measure, Lang::Zh), "1,234.6 万元");
        assert_eq!(amount(&known, &measure, Lang::En), "12.346 million CNY");
        assert_eq!(amount(&missing, &measure, Lang::Zh), "—");
        let long = Amount { value: Some(9_007_199_254_740_993_i64 as f64), digits: "9007199254740993".into(), ..known.clone() };
        assert_eq!(amount(&long, &measure, Lang::Zh), "9,007,199,254,740,993 万元");
        let share = MeasureInfo { unit: Text::same("%"), decimals: 1, ..MeasureInfo::default() };
        assert_eq!(amount(&known, &share, Lang::Zh), "1,234.6%");
    }

    #[test]
    fn changes() {
        let people = MeasureInfo { unit: Text::new("万人", "10,000 people"), decimals: 1, ..MeasureInfo::default() };
        assert_eq!(change(-13.31, Some(-10.216), &people, Lang::Zh), "−13.3 万人（−10.2%）");
        assert_eq!(change(4.0, Some(50.0), &people, Lang::En), "+40,000 people (+50.0%)");
        assert_eq!(change(3.0, None, &people, Lang::Zh), "+3.0 万人");
        let share = MeasureInfo { unit: Text::same("%"), decimals: 1, ..MeasureInfo::default() };
        assert_eq!(change(5.4, Some(10.8), &share, Lang::Zh), "+5.4 个百分点");
        assert_eq!(change(-5.4, Some(-9.7), &share, Lang::En), "−5.4 pp");
    }

    #[test]
    fn few_units() {
        let measure = MeasureInfo { unit: Text::same("%"), decimals: 1, ..MeasureInfo::default() };
        let of = |units, range: Option<(f64, f64)>, added| Small { units, range: range.map(|(low, high)| Bounds { low, high }), added };
        let share = of(5, Some((200.0 / 3.0, 100.0)), true);
        assert_eq!(small(&share, &measure, Lang::Zh), "仅 5 个单位，增减一个则为 66.7–100.0%");
        assert_eq!(small(&share, &measure, Lang::En), "only 5 units; one more or less: 66.7–100.0%");
        let mean = of(2, Some((40.0, 500.0)), false);
        assert_eq!(small(&mean, &measure, Lang::Zh), "仅 2 个单位，少任何一个则为 40.0–500.0%");
        assert_eq!(small(&mean, &measure, Lang::En), "only 2 units; without any one: 40.0–500.0%");
        assert_eq!(small(&of(1, None, false), &measure, Lang::En), "only 1 unit");
    }
}
