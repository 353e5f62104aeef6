//! How the numbers of a chart or a sentence are scaled: 万, 亿, million, billion, once for all of them.

use data::Lang;

use super::{MOST_DECIMALS, number};

/// How the numbers of one chart are scaled: divide by `divisor`, name `unit` once, and show `decimals`.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// What values are divided by.
    pub divisor: f64,
    /// The unit of the divided values: `亿元` for `万元` divided by 10,000.
    pub unit: String,
    /// Decimals of the divided values.
    pub decimals: u8,
}

impl Scale {
    /// A value under this scale.
    pub fn number(&self, value: f64) -> String {
        number(value / self.divisor, self.decimals)
    }
}

/// From here on numbers are scaled.
const LARGE: f64 = 1e6;
const ZH_STEPS: [(&str, f64); 3] = [("万亿", 1e12), ("亿", 1e8), ("万", 1e4)];
const EN_STEPS: [(&str, f64); 6] =
    [("trillion", 1e12), ("billion", 1e9), ("100 million", 1e8), ("million", 1e6), ("10,000", 1e4), ("thousand", 1e3)];

/// The scale for values up to `max` (its absolute value) in `unit`. Values below a million stand as they are; above, the unit takes
/// 万, 亿 or 万亿 in zh, million, billion or trillion in en, and a step that the unit has already is counted in. Units that English has no
/// word for, `10,000` and `100 million`, become millions and billions whatever the values, with the decimals that this takes, three at most.
pub fn scale(max: f64, unit: &str, decimals: u8, lang: Lang) -> Scale {
    let plain = Scale { divisor: 1.0, unit: unit.to_string(), decimals };
    let (steps, gap) = match lang {
        Lang::Zh => (&ZH_STEPS[..], ""),
        Lang::En => (&EN_STEPS[..], " "),
    };
    let is_word = |word: &str| !matches!(word, "100 million" | "10,000" | "thousand");
    let own = steps.iter().find_map(|(word, size)| unit.strip_prefix(word).map(|core| (*word, *size, core.trim_start())));
    let foreign = matches!(own, Some(("100 million" | "10,000", ..)));
    let (_, own, core) = own.unwrap_or(("", 1.0, unit));
    let large = max >= LARGE;
    if !max.is_finite() || max >= 1e15 || !(large || foreign) || unit.starts_with(['%', '％', '‰']) {
        return plain;
    }
    // Small values in such a unit take the step beside it: in a larger one the smallest of them would lose their digits.
    let most = if large { f64::INFINITY } else { own * 100.0 };
    let reached = steps.iter().find(|(word, size)| max * own >= *size && *size <= most && is_word(word));
    let (word, size) = match reached {
        Some((word, size)) if foreign || *size > own => (*word, *size),
        None if foreign => ("", 1.0),
        _ => return plain,
    };
    let divisor = size / own;
    let unit = if core.is_empty() || word.is_empty() { format!("{word}{core}") } else { format!("{word}{gap}{core}") };
    let decimals = match large {
        true if max / divisor >= 100.0 => 1,
        true => 2,
        false => (i32::from(decimals) + divisor.log10().round() as i32).clamp(0, i32::from(MOST_DECIMALS)) as u8,
    };
    Scale { divisor, unit, decimals }
}

/// A number that keeps its digits: scaled only where its unit is one that English has no word for.
pub(super) fn worded(most: f64, unit: &str, decimals: u8, lang: Lang) -> Scale {
    match unit.starts_with(|c: char| c.is_ascii_digit()) {
        true => scale(most.min(LARGE - 1.0), unit, decimals, lang),
        false => Scale { divisor: 1.0, unit: unit.to_string(), decimals },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales() {
        let table: &[(f64, &str, Lang, f64, &str, &str)] = &[
            (56.0, "个", Lang::Zh, 1.0, "个", "56"),
            (999_999.0, "人", Lang::Zh, 1.0, "人", "999,999"),
            (2_350_000.0, "人", Lang::Zh, 1e4, "万人", "235.0"),
            (7_632_000.0, "万元", Lang::Zh, 1e4, "亿元", "763.2"),
            (3.2e8, "万元", Lang::Zh, 1e8, "万亿元", "3.20"),
            (1e12, "元", Lang::Zh, 1e12, "万亿元", "1.00"),
            (2e6, "亿元", Lang::Zh, 1e4, "万亿元", "200.0"),
            (2e6, "%", Lang::Zh, 1.0, "%", "2,000,000"),
            (2_350_000.0, "people", Lang::En, 1e6, "million people", "2.35"),
            (3e7, "10,000 CNY", Lang::En, 1e5, "billion CNY", "300.0"),
            (5e6, "", Lang::En, 1e6, "million", "5.00"),
            // 26,727 hundred millions are 2,672.7 thousand millions; 909 ten thousands are 9.09 millions; 50 of them half a million.
            (26_727.0, "100 million CNY", Lang::En, 10.0, "billion CNY", "2,672.7"),
            (9.0, "100 million CNY", Lang::En, 0.01, "million CNY", "900"),
            (909.0, "10,000 people", Lang::En, 100.0, "million people", "9.09"),
            (50.0, "10,000 people", Lang::En, 1e-4, "people", "500,000"),
            (0.0, "10,000", Lang::En, 1e-4, "", "0"),
            (909.0, "thousand people", Lang::En, 1.0, "thousand people", "909"),
            (2e6, "100 million CNY", Lang::En, 1e4, "trillion CNY", "200.0"),
        ];
        for (max, unit, lang, divisor, scaled, text) in table {
            let scale = scale(*max, unit, 0, *lang);
            assert_eq!((scale.divisor, scale.unit.as_str(), scale.number(*max).as_str()), (*divisor, *scaled, *text), "{max} {unit}");
        }
    }
}
