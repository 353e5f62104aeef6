//! Axes of numbers: the range they hold, their ticks, where values lie on them; linear or logarithmic. Called by scatter, course, histogram, boxes
//! and grouped.

use ::data::Lang;

use super::color::Role;
use super::paint::{Anchor, Bounds, Canvas};
use super::scale::{Linear, ends, ticks};
use super::spaced::spaced;
use super::text;
use crate::format::{self, Scale};

/// Between the numbers of an axis and the plot.
pub(super) const GAP: i32 = 6;
/// The line of words over the plot.
const HEAD: i32 = 24;
/// One more line of words.
const HEAD_LINE: i32 = 16;
/// Below the plot: the lines of the horizontal axis's numbers and title.
pub(super) const FOOT: i32 = 40;
/// Over the plot without words: half a number.
const NO_HEAD: i32 = 10;
/// The most numbers on a logarithmic axis.
const MOST_POWERS: usize = 8;

/// What an axis says and how.
pub(super) struct Look<'a> {
    pub(super) title: &'a str,
    pub(super) scale: &'a Scale,
    /// About how many steps a linear axis has.
    pub(super) wanted: u32,
    pub(super) log: bool,
    pub(super) lang: Lang,
}

/// One axis: its ticks, the numbers beside them, where values lie.
pub(super) struct Axis {
    ticks: Vec<f64>,
    pub(super) numbers: Vec<String>,
    pub(super) title: String,
    log: bool,
    scale: Linear,
}

/// The range that an axis over `values` needs: from zero unless the values lie far from it, with a little room beyond them. On a
/// logarithmic axis only what lies above zero counts.
pub(super) fn range(values: impl Iterator<Item = f64>, log: bool) -> (f64, f64) {
    let (low, high) = match (log, ends(values.filter(|value| !log || *value > 0.0))) {
        (true, ends) => return ends.unwrap_or((1.0, 10.0)),
        (false, None) => return (0.0, 1.0),
        (false, Some(ends)) => ends,
    };
    if low == 0.0 && high == 0.0 {
        return (0.0, 1.0);
    }
    let margin = (high - low) / 20.0;
    let from = if low >= 0.0 && low <= high / 2.0 { 0.0 } else { low - margin };
    let to = if high <= 0.0 && high >= low / 2.0 { 0.0 } else { high + margin };
    (from, to)
}

impl Axis {
    /// An axis over a range, which ends at ticks. Where it lies is set by `place`.
    pub(super) fn new((low, high): (f64, f64), look: &Look<'_>) -> Axis {
        let divisor = look.scale.divisor;
        let (low, high) = (low / divisor, high / divisor);
        let (ends, mut values, numbers);
        if look.log {
            (ends, values) = powers(low, high);
            numbers = values.iter().map(|value| format::number(*value, power_decimals(*value))).collect();
        } else {
            let found = ticks(low, high, look.wanted);
            values = found.values;
            ends = (values.first().copied().unwrap_or(0.0), values.last().copied().unwrap_or(1.0));
            numbers = self::numbers(&values, found.decimals);
        }
        for value in &mut values {
            *value *= divisor;
        }
        let ends = (ends.0 * divisor, ends.1 * divisor);
        let domain = if look.log { (ends.0.log10(), ends.1.log10()) } else { ends };
        Axis { ticks: values, numbers, title: title(look), log: look.log, scale: Linear { domain, range: (0, 0) } }
    }

    /// The lowest and the highest value that it holds.
    pub(super) fn domain(&self) -> (f64, f64) {
        self.scale.domain
    }

    /// Says where its ends lie.
    pub(super) fn place(&mut self, from: i32, to: i32) {
        self.scale.range = (from, to);
    }

    /// Where a value lies; `None` for what a logarithmic axis cannot show.
    pub(super) fn at(&self, value: f64) -> Option<i32> {
        match self.log {
            true if value > 0.0 => Some(self.scale.at(value.log10())),
            true => None,
            false => Some(self.scale.at(value)),
        }
    }

    /// Where zero lies, when the axis holds it.
    pub(super) fn zero(&self) -> Option<i32> {
        (!self.log && self.scale.domain.0 <= 0.0 && self.scale.domain.1 >= 0.0).then(|| self.scale.at(0.0))
    }

    /// The width of its widest number.
    pub(super) fn width(&self) -> i32 {
        self.numbers.iter().map(|number| text::width(number)).max().unwrap_or(0)
    }

    /// The width of its last number, half of which stands beyond a plot.
    pub(super) fn last(&self) -> i32 {
        self.numbers.last().map_or(0, |number| text::width(number))
    }

    fn places(&self) -> impl Iterator<Item = (i32, &str)> {
        self.ticks.iter().filter_map(|tick| self.at(*tick)).zip(self.numbers.iter().map(String::as_str))
    }

    /// Hair-thin lines across the plot with their numbers on the left; the one at `base` is stronger.
    pub(super) fn draw_across(&self, canvas: &mut Canvas<'_>, plot: Bounds, base: Option<i32>) {
        for (at, number) in self.places() {
            let role = if base == Some(at) { Role::Axis } else { Role::Grid };
            canvas.line((plot.left, at), (plot.right, at), role, 1);
            canvas.text(number, (plot.left - GAP, at), Anchor::End, Role::Muted);
        }
    }

    /// Hair-thin lines down the plot, their numbers below it, as many as stand apart, and the title at the right end of the picture.
    pub(super) fn draw_down(&self, canvas: &mut Canvas<'_>, plot: Bounds, width: i32) {
        for (at, _) in self.places() {
            canvas.line((at, plot.top), (at, plot.bottom), Role::Grid, 1);
        }
        for (middle, number) in spaced(self.places().map(|(at, number)| (at, number.to_string())), (0, width)) {
            canvas.text(&number, (middle, plot.bottom + 15), Anchor::Middle, Role::Muted);
        }
        canvas.text(&text::ellipsize(&self.title, width - 4), (width, plot.bottom + 30), Anchor::End, Role::Muted);
    }
}

/// The numbers of linear ticks; more decimals than others have where the ticks would look alike.
fn numbers(ticks: &[f64], decimals: u8) -> Vec<String> {
    // Beside powers of ten a zero has no decimals.
    let number = |tick: &f64| format::number(*tick, if *tick == 0.0 && decimals > 3 { 0 } else { decimals });
    let numbers: Vec<String> = ticks.iter().map(number).collect();
    if numbers.windows(2).all(|pair| pair[0] != pair[1]) {
        return numbers;
    }
    ticks.iter().map(|tick| format!("{tick:.*}", usize::from(decimals)).replace('-', "−")).collect()
}

/// The title with its unit and the word for a logarithmic axis.
fn title(look: &Look<'_>) -> String {
    let log = match (look.log, look.lang) {
        (false, _) => "",
        (true, Lang::Zh) => "对数轴",
        (true, Lang::En) => "log scale",
    };
    match (look.lang, look.scale.unit.as_str(), log) {
        (_, unit, "") => titled(look.title, unit, look.lang),
        (_, "", log) => titled(look.title, log, look.lang),
        (Lang::Zh, unit, log) => titled(look.title, &format!("{unit}，{log}"), look.lang),
        (Lang::En, unit, log) => titled(look.title, &format!("{unit}, {log}"), look.lang),
    }
}

/// A measure's title with its unit in brackets.
pub(super) fn titled(title: &str, unit: &str, lang: Lang) -> String {
    match (unit, lang) {
        ("", _) => title.to_string(),
        (_, Lang::Zh) => format!("{title}（{unit}）"),
        (_, Lang::En) => format!("{title} ({unit})"),
    }
}

/// The ends and ticks of a logarithmic axis over `low..=high`, both above zero: powers of ten, with 2 and 5 between under two decades.
fn powers(low: f64, high: f64) -> ((f64, f64), Vec<f64>) {
    let (first, last) = (exponent(low) - 1, exponent(high) + 1);
    let steps: Vec<f64> = (first..=last).flat_map(|power| [1.0, 2.0, 5.0].map(|step| ten(step, power))).collect();
    let (low_slack, high_slack) = (low * (1.0 + 1e-9), high * (1.0 - 1e-9));
    let mut from = steps.iter().rposition(|step| *step <= low_slack).unwrap_or(0);
    let mut to = steps.iter().position(|step| *step >= high_slack).unwrap_or(steps.len() - 1);
    if from == to {
        (from, to) = (from.saturating_sub(1), (to + 1).min(steps.len() - 1));
    }
    let ends = (steps[from], steps[to]);
    let inside = |step: &f64| *step >= ends.0 * (1.0 - 1e-9) && *step <= ends.1 * (1.0 + 1e-9);
    if ends.1 / ends.0 < 99.0 {
        return (ends, steps.into_iter().filter(inside).collect());
    }
    let powers: Vec<f64> = (first..=last).map(|power| ten(1.0, power)).filter(inside).collect();
    let stride = powers.len().div_ceil(MOST_POWERS).max(1);
    (ends, powers.into_iter().step_by(stride).collect())
}

/// `factor` × 10^`power`.
pub(super) fn ten(factor: f64, power: i32) -> f64 {
    let size = (0..power.unsigned_abs()).fold(1.0, |size: f64, _| size * 10.0);
    if power < 0 { factor / size } else { factor * size }
}

/// The power of ten of a number's first digit.
pub(super) fn exponent(value: f64) -> i32 {
    let mut power = 0;
    while power < 300 && value >= ten(1.0, power + 1) {
        power += 1;
    }
    while power > -300 && value < ten(1.0, power) {
        power -= 1;
    }
    power
}

fn power_decimals(value: f64) -> u8 {
    (-exponent(value)).clamp(0, 9) as u8
}

/// The words over the plot: the axis's title on the left, what a logarithmic axis leaves out on the right or below.
pub(super) struct Head {
    title: String,
    remark: Option<String>,
    width: i32,
}

impl Head {
    /// `left_out`: how many marks a logarithmic axis cannot show.
    pub(super) fn new(title: &str, left_out: usize, width: i32, lang: Lang) -> Head {
        let count = format::count(left_out as u32);
        let remark = (left_out > 0).then(|| match lang {
            Lang::Zh => format!("{count} 项无法在对数轴上显示"),
            Lang::En => format!("{count} cannot be shown on a log axis"),
        });
        Head { title: text::ellipsize(title, width - 4), remark, width }
    }

    /// Whether the remark has a line of its own.
    fn two(&self) -> bool {
        !self.title.is_empty()
            && self.remark.as_ref().is_some_and(|remark| text::width(&self.title) + 16 + text::width(remark) > self.width)
    }

    pub(super) fn height(&self) -> i32 {
        match (self.title.is_empty() && self.remark.is_none(), self.two()) {
            (true, _) => NO_HEAD,
            (false, false) => HEAD,
            (false, true) => HEAD + HEAD_LINE,
        }
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>) {
        if !self.title.is_empty() {
            canvas.text(&self.title, (0, 8), Anchor::Start, Role::Muted);
        }
        if let Some(remark) = &self.remark {
            canvas.text(remark, (self.width, if self.two() { 8 + HEAD_LINE } else { 8 }), Anchor::End, Role::Muted);
        }
    }
}

/// That there is nothing to see, where no value has a place.
pub(super) fn nothing(canvas: &mut Canvas<'_>, plot: Bounds, lang: Lang) {
    let words = match lang {
        Lang::Zh => "没有可显示的数值",
        Lang::En => "No values to show",
    };
    let (x, y, half) = ((plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2, text::width(words) / 2 + GAP);
    canvas.rect(Bounds { left: x - half, top: y - 10, right: x + half, bottom: y + 10 }, Role::Paper);
    canvas.text(words, (x, y), Anchor::Middle, Role::Muted);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(scale: &Scale, log: bool) -> Look<'_> {
        Look { title: "产值", scale, wanted: 4, log, lang: Lang::Zh }
    }

    #[test]
    fn ranges() {
        let table: &[(&[f64], bool, (f64, f64))] = &[
            (&[], false, (0.0, 1.0)),
            (&[0.0, 0.0], false, (0.0, 1.0)),
            (&[4.0, 20.0], false, (0.0, 20.8)),
            (&[80.0, 100.0], false, (79.0, 101.0)),
            (&[-20.0, 20.0], false, (-22.0, 22.0)),
            (&[-20.0, -4.0], false, (-20.8, 0.0)),
            (&[], true, (1.0, 10.0)),
            (&[-3.0, 0.0, 4.0, 90.0], true, (4.0, 90.0)),
        ];
        for (values, log, expected) in table {
            assert_eq!(range(values.iter().copied(), *log), *expected, "{values:?}");
        }
    }

    #[test]
    fn logarithmic_ticks() {
        type Case = (f64, f64, (f64, f64), &'static [f64]);
        let table: &[Case] = &[
            (532.7, 7632.2, (500.0, 10_000.0), &[500.0, 1000.0, 2000.0, 5000.0, 10_000.0]),
            (1.0, 100.0, (1.0, 100.0), &[1.0, 10.0, 100.0]),
            (3.0, 40_000.0, (2.0, 50_000.0), &[10.0, 100.0, 1000.0, 10_000.0]),
            (7.0, 7.0, (5.0, 10.0), &[5.0, 10.0]),
            (10.0, 10.0, (5.0, 20.0), &[5.0, 10.0, 20.0]),
            (0.02, 0.3, (0.02, 0.5), &[0.02, 0.05, 0.1, 0.2, 0.5]),
        ];
        for (low, high, ends, values) in table {
            assert_eq!(powers(*low, *high), (*ends, values.to_vec()), "{low} to {high}");
        }
        assert_eq!(powers(1e-9, 1e12).1.len(), 8);
    }

    #[test]
    fn places_by_hand() {
        let scale = Scale { divisor: 1.0, unit: "亿元".into(), decimals: 0 };
        let mut axis = Axis::new((1.0, 100.0), &look(&scale, true));
        axis.place(200, 0);
        assert_eq!([1.0, 10.0, 100.0, 0.0, -1.0].map(|value| axis.at(value)), [Some(200), Some(100), Some(0), None, None]);
        assert_eq!((axis.title.as_str(), axis.zero()), ("产值（亿元，对数轴）", None));
        let mut axis = Axis::new((-5.0, 15.0), &look(&scale, false));
        axis.place(0, 200);
        assert_eq!((axis.at(-5.0), axis.at(15.0), axis.zero()), (Some(0), Some(200), Some(50)));
        assert_eq!(axis.numbers, ["−5", "0", "5", "10", "15"]);
    }

    #[test]
    fn numbers_tell_ticks_apart() {
        assert_eq!(numbers(&[0.001, 0.0015, 0.002], 4), ["0.0010", "0.0015", "0.0020"]);
        assert_eq!(numbers(&[-2.0, 0.0, 2.0], 0), ["−2", "0", "2"]);
    }
}
