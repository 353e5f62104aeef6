//! What the values of a facet and the dates of the strip count: rows, or the measure that their dimension names, all in one unit. Called by both.

use data::report::{Facet, FacetValue, MeasureInfo, Time};
use data::{Amount, Lang, Text};

use crate::format::{self, Scale};
use crate::words::words;

/// Values and what they count.
pub(crate) struct Counted<'a> {
    title: &'a Text,
    measure: Option<&'a MeasureInfo>,
    values: &'a [FacetValue],
}

impl<'a> From<&'a Facet> for Counted<'a> {
    fn from(facet: &'a Facet) -> Counted<'a> {
        Counted { title: &facet.counts, measure: facet.measure.as_ref(), values: &facet.values }
    }
}

impl<'a> From<&'a Time> for Counted<'a> {
    fn from(time: &'a Time) -> Counted<'a> {
        Counted { title: &time.counts, measure: time.measure.as_ref(), values: &time.values }
    }
}

impl Counted<'_> {
    fn size(&self, value: &FacetValue) -> f64 {
        if self.measure.is_some() { value.amount.unwrap_or(0.0) } else { f64::from(value.count) }
    }

    fn most(&self) -> f64 {
        self.values.iter().map(|value| self.size(value)).fold(0.0, f64::max)
    }

    fn scale(&self, lang: Lang) -> Option<Scale> {
        self.measure.map(|measure| format::scale(self.most(), measure.unit.get(lang), measure.decimals, lang))
    }

    /// What is counted, with the unit of a measure.
    pub(crate) fn title(&self, lang: Lang) -> String {
        let unit = self.scale(lang).map(|scale| scale.unit).filter(|unit| !unit.is_empty());
        let title = self.title.get(lang);
        unit.map_or_else(|| title.to_string(), |unit| words(lang).beside(title, &unit))
    }

    /// What a value has.
    pub(crate) fn number(&self, value: &FacetValue, lang: Lang) -> String {
        match self.scale(lang) {
            None => format::count(value.count),
            Some(scale) => match value.amount {
                // As it is, it keeps its last digit.
                Some(amount) if scale.divisor == 1.0 => format::value(&Amount::stated(amount, &value.digits), scale.decimals),
                Some(amount) => scale.number(amount),
                None => format::NO_VALUE.to_string(),
            },
        }
    }

    /// How long its bar is, in per cent of the longest.
    pub(crate) fn share(&self, value: &FacetValue) -> u32 {
        let most = self.most();
        if most > 0.0 { (self.size(value).max(0.0) * 100.0 / most) as u32 } else { 0 }
    }
}
