//! Time: the bundle's dates as a strip to filter by, and what one of them is compared with.

use super::answer::Asked;
use super::caps::Refusal;
use super::dates::Axis;
use super::groups::Grouped;
use super::ignore::Ignore;
use super::measure::Acc;
use super::store::Store;
use crate::plan::{Target, Test};
use crate::query::Query;
use crate::report::{Chip, ChoiceOption, Compared, FacetValue, Time};
use crate::schema::{Dimension, Role};
use crate::{Schema, Text};

/// Dates of the strip.
const MOST_DATES: usize = 400;

/// The bundle's dimension of dates.
pub(super) fn dimension(schema: &Schema) -> Option<&Dimension> {
    schema.dimension(schema.time.as_deref()?)
}

impl Store {
    /// The one date of the bundle that all rows of a table are of, those that `within` takes; a bundle of one date has no others to tell it from.
    pub(super) fn one_date(&self, table: usize, within: Option<&[bool]>) -> Option<u32> {
        let dimension = dimension(&self.schema).filter(|time| time.values.len() > 1)?;
        let codes = self.tables[table].codes[self.dimension_at(&dimension.id)?].as_ref()?;
        let mut dates = codes.iter().enumerate().filter(|(row, _)| within.is_none_or(|within| within[*row])).map(|(_, date)| *date);
        let first = dates.next().filter(|date| (*date as usize) < dimension.values.len())?;
        dates.all(|date| date == first).then_some(first)
    }
}

/// A date as it stands before what is of it: `2024 年`, `季度 1`.
fn named(dimension: &Dimension, date: u32) -> Option<Text> {
    let label = &dimension.values.get(date as usize)?.label;
    Some(match dimension.role {
        Role::Year if !label.zh.ends_with('年') => Text::new(format!("{} 年", label.zh), label.en.as_str()),
        _ if Axis::of(dimension).is_some() => label.clone(),
        _ => Text::new(format!("{} {}", dimension.title.zh, label.zh), format!("{} {}", dimension.title.en.to_lowercase(), label.en)),
    })
}

/// What a comparison lacks.
enum Lacks {
    /// The measure's table has no dates.
    Dates,
    /// The measure has two dates of its own.
    Own,
    /// No row of the measure has the date chosen.
    Before,
    /// No row passes.
    Now,
    /// The date chosen is the one shown.
    Another,
}

/// How a measure of one part of the page is compared: by its latest date that passes the filter and the date chosen.
pub(super) struct Versus<'a> {
    asked: &'a Asked<'a>,
    ignore: Ignore,
    /// The codes of the two dates, the later shown first.
    dates: Option<(u32, u32)>,
    /// Whether what is shown is of several dates, and so not of the latest alone.
    several: bool,
    /// Why there is no comparison, where one was asked for.
    why: Text,
}

impl Versus<'_> {
    /// The measure by dimensions at the latest date, where what is shown is of several.
    pub(super) fn now(&self, measure: usize, dimensions: &[usize]) -> Result<Option<Grouped<Acc>>, Refusal> {
        let now = self.dates.filter(|_| self.several).map(|(now, _)| now);
        now.map(|now| self.asked.accumulate_at(measure, dimensions, &self.ignore, Some(now))).transpose()
    }

    /// The same at the date chosen.
    pub(super) fn before(&self, measure: usize, dimensions: &[usize]) -> Result<Option<Grouped<Acc>>, Refusal> {
        let own = dimension(&self.asked.store.schema).map_or(Ignore::NOTHING, |time| self.asked.verdicts.on(&time.id));
        let ignore = self.ignore.and(&own);
        self.dates.map(|(_, before)| self.asked.accumulate_at(measure, dimensions, &ignore, Some(before))).transpose()
    }

    /// The two dates.
    pub(super) fn dates(&self) -> Option<Compared> {
        let dimension = dimension(&self.asked.store.schema)?;
        let label = |code: u32| dimension.values.get(code as usize).map(|date| date.label.clone());
        let (now, before) = self.dates?;
        Some(Compared { now: label(now)?, before: label(before)? })
    }

    /// Why there is no comparison; empty where there is one, or none was asked for.
    pub(super) fn why(&self) -> Text {
        self.why.clone()
    }
}

impl Asked<'_> {
    /// The conditions on the bundle's dates, where all rows of a measure are of one of them: such a part of the page is of that date whatever
    /// the filter, and says so, where the condition could only leave it as it is or empty it.
    pub(super) fn on_dates_of(&self, measure: usize) -> Ignore {
        let time = dimension(&self.store.schema).filter(|_| self.store.measures[measure].date.is_some());
        time.map_or(Ignore::NOTHING, |time| self.verdicts.on(&time.id))
    }

    /// The one date that a measure is of; empty where it is of several or of none.
    pub(super) fn dated(&self, measure: usize) -> Text {
        let time = dimension(&self.store.schema).zip(self.store.measures[measure].date);
        time.and_then(|(time, date)| named(time, date)).unwrap_or_default()
    }

    /// The codes of the bundle's dates, row by row of a table that sees them.
    pub(super) fn dates(&self, table: usize) -> Option<&[u32]> {
        let time = self.store.dimension_at(self.store.schema.time.as_deref()?)?;
        self.store.tables[table].codes[time].as_deref()
    }

    /// How a part that shows a measure `by` some dimensions, and leaves out the conditions `ignore`, is compared with the date chosen. One that
    /// shows the dates themselves is not.
    pub(super) fn versus(&self, measure: usize, by: &[Option<usize>], ignore: &Ignore) -> Versus<'_> {
        let (mut dates, mut several, mut why) = (None, false, Text::default());
        let schema = &self.store.schema;
        let chosen = dimension(schema).zip(self.plan.query.vs.as_ref());
        let chosen = chosen.and_then(|(time, date)| Some((time, time.values.iter().position(|known| known.value == *date)?)));
        let chosen = chosen.filter(|(time, _)| !by.contains(&self.store.dimension_at(&time.id)));
        if let Some((time, before)) = chosen {
            match self.both(measure, before as u32, ignore) {
                Ok((now, more)) => (dates, several) = (Some((now, before as u32)), more),
                Err(lacks) => {
                    let date = &time.values[before].label;
                    why = match lacks {
                        Lacks::Dates => Text::new("该指标不分日期", "this measure has no dates"),
                        Lacks::Own => Text::new("该指标自有起止日期", "this measure has two dates of its own"),
                        Lacks::Before => {
                            Text::new(format!("该指标没有{}的数据", date.zh), format!("this measure has nothing for {}", date.en))
                        }
                        Lacks::Now => Text::new("筛选后没有数据", "nothing passes the filter"),
                        Lacks::Another => Text::new(format!("所示即{}", date.zh), format!("{} is the date shown", date.en)),
                    };
                    why = Text::new(format!("不与{}比较：{}", date.zh, why.zh), format!("Not compared with {}: {}", date.en, why.en));
                }
            }
        }
        Versus { asked: self, ignore: ignore.clone(), dates, several, why }
    }

    /// The latest date of a measure that passes, and whether others pass too; or why it cannot be compared with the date `before`.
    fn both(&self, measure: usize, before: u32, ignore: &Ignore) -> Result<(u32, bool), Lacks> {
        let index = &self.store.measures[measure];
        if index.growing.is_some() {
            return Err(Lacks::Own);
        }
        let codes = self.dates(index.table).ok_or(Lacks::Dates)?;
        if !(0..codes.len()).any(|row| codes[row] == before && index.has(row)) {
            return Err(Lacks::Before);
        }
        let known = dimension(&self.store.schema).map_or(0, |time| time.values.len() as u32);
        let passing = || self.verdicts.rows(index.table, ignore).filter(|row| index.has(*row)).map(|row| codes[row]);
        let now = passing().filter(|date| *date < known).max().ok_or(Lacks::Now)?;
        let of_one = index.stock.is_some() && index.stock == self.store.schema.time.as_deref().and_then(|id| self.store.dimension_at(id));
        if now == before { Err(Lacks::Another) } else { Ok((now, !of_one && passing().any(|date| date != now))) }
    }

    /// The date of comparison as a chip.
    pub(super) fn compared_with(&self) -> Option<Chip> {
        let query = &self.plan.query;
        let time = dimension(&self.store.schema)?;
        let date = &time.values.iter().find(|known| query.vs.as_ref() == Some(&known.value))?.label;
        Some(Chip {
            key: "vs".into(),
            text: Text::new(format!("比较：{}", date.zh), format!("Compared with: {}", date.en)),
            remove: Query { vs: None, page: 1, ..query.clone() },
        })
    }

    /// The strip of dates: how many rows each has under every other condition, and what can be compared with.
    pub(super) fn time(&self) -> Option<Time> {
        let schema = &self.store.schema;
        let dimension = dimension(schema)?;
        let at = self.store.dimension_at(&dimension.id)?;
        let query = &self.plan.query;
        // The table of the measure that the dimension names; else of the tables shown the one with the most dates, of equals the first.
        let dates = |table: usize| -> usize {
            let codes = self.store.tables[table].codes[at].iter().flatten();
            codes.filter(|code| (**code as usize) < dimension.values.len()).collect::<std::collections::HashSet<_>>().len()
        };
        let most = || self.shown_tables().into_iter().rev().max_by_key(|table| dates(*table));
        let measure = self.measure_counted(dimension);
        let table = measure.map(|measure| self.store.measures[measure].table).or_else(most).filter(|table| dates(*table) > 1)?;
        let mut values = self.values_in(dimension, table, measure)?;
        // Rows without a date are in no strip; an empty text is a value like any other.
        values.order.retain(|code| *code < dimension.values.len());
        // The latest, where there are more than a strip has room for.
        let facet = self.listed(&values, values.order.iter().skip(values.order.len().saturating_sub(MOST_DATES)));
        let tests: Vec<&Test> = self
            .plan
            .filters
            .iter()
            .filter(|filter| filter.target == Target::Dimension(dimension.id.clone()))
            .map(|filter| &filter.test)
            .collect();
        let passes = |value: &String| {
            tests.iter().all(|test| match test {
                Test::Among(values) => values.contains(value),
                Test::NoneOf(values) => !values.contains(value),
                _ => false,
            })
        };
        let mut values: Vec<FacetValue> = facet.values;
        for value in &mut values {
            value.selected = !tests.is_empty() && passes(&value.value);
            // A date alone, or every date again.
            let alone = query.only(&dimension.id, &value.value);
            value.link = Some(if alone.clauses == query.clauses { query.without(&dimension.id) } else { alone });
        }
        let with = |vs: Option<String>| Query { vs, page: 1, ..query.clone() };
        let none = ChoiceOption {
            label: Text::new("不比较", "Nothing"),
            link: with(None),
            selected: query.vs.is_none(),
            ..ChoiceOption::default()
        };
        let option = |value: &FacetValue| ChoiceOption {
            value: value.value.clone(),
            label: value.label.clone(),
            link: with(Some(value.value.clone())),
            selected: query.vs.as_ref() == Some(&value.value),
            ..ChoiceOption::default()
        };
        // `vs=` says nothing, so that an empty text is nothing to compare with.
        let dates = values.iter().filter(|value| !value.value.is_empty());
        let versus = std::iter::once(none).chain(dates.map(option)).collect();
        Some(Time {
            dimension: dimension.id.clone(),
            title: dimension.title.clone(),
            counts: facet.counts,
            measure: facet.measure,
            base: query.without(&dimension.id),
            values,
            earlier: facet.hidden,
            all: facet.all,
            versus,
        })
    }
}
