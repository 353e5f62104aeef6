//! A measured edge of a picture: nice ticks within what it spans, their numbers, its title. Called by histogram,
//! boxes and percent.

use ::data::Lang;

use super::scale::ticks;
use super::text;
use crate::format::{self, Scale};

/// Between two numbers beside each other.
const BETWEEN: i32 = 8;

/// What an axis spans, and its ticks with their numbers.
pub(super) struct Ruler {
    /// The lowest and the highest value.
    pub(super) domain: (f64, f64),
    /// The ticks within, rising.
    pub(super) ticks: Vec<(f64, String)>,
}

impl Ruler {
    /// An axis that holds `low..=high` and ends on ticks; exactly `fixed` where that is given.
    pub(super) fn new((low, high): (f64, f64), fixed: Option<(f64, f64)>, scale: &Scale, wanted: u32) -> Ruler {
        let (low, high) = fixed.unwrap_or((low, high));
        let ticks = ticks(low / scale.divisor, high / scale.divisor, wanted);
        let place = |tick: f64| tick * scale.divisor;
        let domain = match (fixed, ticks.values.first(), ticks.values.last()) {
            (None, Some(first), Some(last)) => (place(*first), place(*last)),
            _ => (low, if high > low { high } else { low + 1.0 }),
        };
        let slack = (domain.1 - domain.0) / 1e9;
        let number =
            |tick: f64| format::number(tick, if tick == 0.0 && ticks.decimals > format::MOST_DECIMALS { 0 } else { ticks.decimals });
        let within = |tick: &f64| place(*tick) >= domain.0 - slack && place(*tick) <= domain.1 + slack;
        let ticks = ticks.values.iter().copied().filter(within).map(|tick| (place(tick), number(tick))).collect();
        Ruler { domain, ticks }
    }

    /// The width of its widest number.
    pub(super) fn width(&self) -> i32 {
        self.ticks.iter().map(|(_, number)| text::width(number)).max().unwrap_or(0)
    }
}

/// The title of an axis with its unit.
pub(super) fn title(title: &str, scale: &Scale, lang: Lang) -> String {
    match (scale.unit.as_str(), lang) {
        ("", _) => title.to_string(),
        (unit, Lang::Zh) => format!("{title}（{unit}）"),
        (unit, Lang::En) => format!("{title} ({unit})"),
    }
}

/// Numbers under an axis, each with its middle: moved into `room`, and every second, third … of them where all would overlap.
pub(super) fn spaced(numbers: impl Iterator<Item = (i32, String)>, room: (i32, i32)) -> Vec<(i32, String)> {
    let numbers: Vec<(i32, String)> = numbers.collect();
    (1..=numbers.len()).find_map(|step| fit(numbers.iter().step_by(step).cloned().collect(), room)).unwrap_or_default()
}

/// The same, all of them or none.
pub(super) fn fit(mut numbers: Vec<(i32, String)>, room: (i32, i32)) -> Option<Vec<(i32, String)>> {
    let mut free = i32::MIN;
    for (middle, number) in &mut numbers {
        let width = text::width(number);
        *middle = (*middle).min(room.1 - (width - width / 2)).max(room.0 + width / 2);
        if *middle - width / 2 < free {
            return None;
        }
        free = *middle - width / 2 + width + BETWEEN;
    }
    Some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain() -> Scale {
        Scale { divisor: 1.0, unit: String::from("个"), decimals: 0 }
    }

    #[test]
    fn ends_on_ticks_unless_fixed() {
        let open = Ruler::new((0.0, 17.0), None, &plain(), 4);
        assert_eq!((open.domain, open.ticks.len()), ((0.0, 20.0), 5));
        let fixed = Ruler::new((0.0, 17.0), Some((0.0, 17.0)), &plain(), 4);
        assert_eq!(fixed.domain, (0.0, 17.0));
        assert_eq!(fixed.ticks.iter().map(|(_, number)| number.as_str()).collect::<Vec<_>>(), ["0", "5", "10", "15"]);
        assert_eq!(title("企业", &plain(), Lang::En), "企业 (个)");
    }

    #[test]
    fn numbers_keep_apart() {
        // '100' is 24 wide (1.92 em), '0' 8: with 8 between, every second of numbers 20 apart.
        let numbers = (0..5).map(|index| (20 * index, format!("{}", 100 * index)));
        let shown: Vec<(i32, String)> = spaced(numbers, (0, 100));
        assert_eq!(shown, [(4, String::from("0")), (40, String::from("200")), (80, String::from("400"))]);
    }
}
