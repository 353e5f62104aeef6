//! Time: the bundle's dates as a strip to filter by, and what one of them is compared with.

use super::answer::{Answers, Asked, latest};
use super::ask::{Ask, Asks, Of, On, Ticket};
use super::caps::Refusal;
use super::catalog::Catalog;
use super::dates::Axis;
use super::facet::FacetAsked;
use super::groups::Groups;
use super::ignore::Ignore;
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

impl Catalog {
    /// The place of the bundle's dimension of dates.
    pub(super) fn time_at(&self) -> Option<usize> {
        self.dimension_at(self.schema.time.as_deref()?)
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
#[derive(Clone, Copy)]
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

/// How a part that shows a measure is compared with the date chosen: by its latest date that passes the filter.
pub(super) struct Versus {
    measure: usize,
    /// The conditions that the part leaves out.
    ignore: Ignore,
    /// The date chosen, where there is one: its code, and what says whether there is anything to compare.
    chosen: Option<(usize, Result<Dated, Lacks>)>,
}

/// Rows of a measure by the bundle's dates.
#[derive(Clone, Copy)]
struct Dated {
    time: usize,
    passing: Ticket,
    ever: Ticket,
}

/// What is counted for a comparison by some dimensions.
#[derive(Default)]
pub(super) struct VersusTickets {
    /// At the latest date, where what is shown may be of several.
    now: Option<Ticket>,
    /// At the date chosen.
    before: Option<Ticket>,
}

/// Whether there is a comparison.
#[derive(Default)]
pub(super) struct Judged {
    /// The codes of the two dates, the later shown first.
    dates: Option<(usize, usize)>,
    /// Whether what is shown is of several dates, and so not of the latest alone.
    several: bool,
    /// Why there is no comparison, where one was asked for.
    pub(super) why: Text,
}

impl Versus {
    /// Asks for the measure by dimensions at both dates.
    pub(super) fn ask(&self, asked: &Asked<'_>, by: &[usize], asks: &mut Asks) -> Result<VersusTickets, Refusal> {
        let Some((before, Ok(Dated { time, .. }))) = self.chosen else { return Ok(VersusTickets::default()) };
        let schema = &asked.store.schema;
        let at = |ignore: &Ignore, on: On| Ok(Ask { on, ..asked.ask(Of::Amount(self.measure), by, ignore)? });
        let of_one = asked.store.measures[self.measure].stock == Some(time);
        let now = if of_one { None } else { Some(asks.add(at(&self.ignore, On::Latest(time))?)) };
        let own = self.ignore.and(&asked.on(&schema.dimensions[time].id));
        Ok(VersusTickets { now, before: Some(asks.add(at(&own, On::Date(time, before as u32))?)) })
    }

    /// Whether there is a comparison.
    pub(super) fn judged(&self, asked: &Asked<'_>, answers: &Answers) -> Judged {
        let Some((before, dated)) = &self.chosen else { return Judged::default() };
        match (*dated).and_then(|dated| self.both(asked, dated, *before, answers)) {
            Ok((now, several)) => Judged { dates: Some((now, *before)), several, why: Text::default() },
            Err(lacks) => Judged { why: lacks.said(asked, *before), ..Judged::default() },
        }
    }

    /// The latest date that passes, and whether others pass too.
    fn both(&self, asked: &Asked<'_>, dated: Dated, before: usize, answers: &Answers) -> Result<(usize, bool), Lacks> {
        let counted = |ticket| answers.get(ticket).map_err(|_| Lacks::Dates);
        let (passing, ever) = (counted(dated.passing)?, counted(dated.ever)?);
        if ever.get(&[before]).is_empty() {
            return Err(Lacks::Before);
        }
        let values = asked.store.schema.dimensions[dated.time].values.len();
        let now = latest(passing, values).ok_or(Lacks::Now)?;
        let of_one = asked.store.measures[self.measure].stock == Some(dated.time);
        let others = || passing.each().any(|(codes, acc)| codes != [now as u32] && !acc.is_empty());
        if now == before { Err(Lacks::Another) } else { Ok((now, !of_one && others())) }
    }
}

impl Judged {
    /// The measure at the latest date, where what is shown is of several, and at the date chosen.
    pub(super) fn groups<'b>(
        &self,
        tickets: &VersusTickets,
        answers: &'b Answers,
    ) -> Result<(Option<&'b Groups>, Option<&'b Groups>), Refusal> {
        let is_compared = self.dates.is_some();
        let now = answers.maybe(tickets.now.filter(|_| is_compared && self.several))?;
        Ok((now, answers.maybe(tickets.before.filter(|_| is_compared))?))
    }

    /// The two dates.
    pub(super) fn dates(&self, asked: &Asked<'_>) -> Option<Compared> {
        let dimension = dimension(&asked.store.schema)?;
        let label = |code: usize| dimension.values.get(code).map(|date| date.label.clone());
        let (now, before) = self.dates?;
        Some(Compared { now: label(now)?, before: label(before)? })
    }
}

impl Lacks {
    /// Why there is no comparison with a date.
    fn said(&self, asked: &Asked<'_>, before: usize) -> Text {
        let date =
            dimension(&asked.store.schema).and_then(|time| time.values.get(before)).map(|date| date.label.clone()).unwrap_or_default();
        let why = match self {
            Lacks::Dates => Text::new("该指标不分日期", "this measure has no dates"),
            Lacks::Own => Text::new("该指标自有起止日期", "this measure has two dates of its own"),
            Lacks::Before => Text::new(format!("该指标没有{}的数据", date.zh), format!("this measure has nothing for {}", date.en)),
            Lacks::Now => Text::new("筛选后没有数据", "nothing passes the filter"),
            Lacks::Another => Text::new(format!("所示即{}", date.zh), format!("{} is the date shown", date.en)),
        };
        Text::new(format!("不与{}比较：{}", date.zh, why.zh), format!("Not compared with {}: {}", date.en, why.en))
    }
}

impl<'a> Asked<'a> {
    /// The conditions on the bundle's dates, where all rows of a measure are of one of them: such a part of the page is of that date whatever
    /// the filter, and says so, where the condition could only leave it as it is or empty it.
    pub(super) fn on_dates_of(&self, measure: usize) -> Ignore {
        let time = dimension(&self.store.schema).filter(|_| self.store.measures[measure].date.is_some());
        time.map_or(Ignore::NOTHING, |time| self.on(&time.id))
    }

    /// The one date that a measure is of; empty where it is of several or of none.
    pub(super) fn dated(&self, measure: usize) -> Text {
        let time = dimension(&self.store.schema).zip(self.store.measures[measure].date);
        time.and_then(|(time, date)| named(time, date)).unwrap_or_default()
    }

    /// How a part that shows a measure `by` some dimensions, and leaves out the conditions `ignore`, is compared with the date chosen. One that
    /// shows the dates themselves is not.
    pub(super) fn versus(&self, measure: usize, by: &[Option<usize>], ignore: &Ignore, asks: &mut Asks) -> Versus {
        let time = self.store.time_at().filter(|time| !by.contains(&Some(*time)));
        let chosen = time.zip(self.plan.query.vs.as_ref()).and_then(|(time, date)| {
            let values = &self.store.schema.dimensions[time].values;
            Some((time, values.iter().position(|known| known.value == *date)?))
        });
        let chosen = chosen.map(|(time, before)| {
            let mut ask = |ignore: &Ignore| Ok(asks.add(self.ask(Of::Rows(measure), &[time], ignore).map_err(|_| Lacks::Dates)?));
            if self.store.measures[measure].growing.is_some() {
                return (before, Err(Lacks::Own));
            }
            let dated = ask(ignore).and_then(|passing| Ok(Dated { time, passing, ever: ask(&Ignore::EVERYTHING)? }));
            (before, dated)
        });
        Versus { measure, ignore: ignore.clone(), chosen }
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

    /// Asks for the strip of dates. `None`: no table shown has several.
    pub(super) fn ask_time(&self, asks: &mut Asks) -> Option<FacetAsked<'a>> {
        let at = self.store.time_at()?;
        let dimension = &self.catalog().schema.dimensions[at];
        // The table of the measure that the dimension names; else of the tables shown the one with the most dates, of equals the first.
        let dates = |table: &usize| self.store.tables[*table].dates;
        let most = || self.shown_tables().into_iter().rev().max_by_key(dates);
        let measure = self.measure_counted(dimension);
        let table = measure.map(|measure| self.store.measures[measure].table).or_else(most).filter(|table| dates(table) > 1)?;
        self.ask_values(dimension, table, measure, asks)
    }

    /// The strip of dates: how many rows each has under every other condition, and what can be compared with.
    pub(super) fn time(&self, asked: &FacetAsked<'_>, answers: &Answers) -> Option<Time> {
        let dimension = dimension(&self.store.schema)?;
        let query = &self.plan.query;
        let mut values = self.values(asked, answers);
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
