//! The headline tiles.

use super::answer::{Answers, Asked, choose, measure_info, value_and_label};
use super::ask::{Asks, Of, Ticket};
use super::caps::Refusal;
use super::ignore::Ignore;
use super::time::{Versus, VersusTickets};
use crate::Text;
use crate::query::{Overlap, Query};
use crate::report::{Published, Tile, TileOverlap, TileValue};
use crate::schema::TileSpec;

/// A tile that was asked for.
pub(super) struct TileAsked<'a> {
    spec: &'a TileSpec,
    measure: usize,
    split: Option<usize>,
    /// The conditions on its split, which do not apply to it, and those on dates that its measure is of one of.
    own: Ignore,
    dates: Ignore,
    versus: Versus,
    counted: Result<Counted, Refusal>,
}

/// What a tile counts.
struct Counted {
    now: Ticket,
    ever: Ticket,
    versus: VersusTickets,
}

impl<'a> Asked<'a> {
    /// Asks for the tile that the bundle declares. `None`: its table cannot see its split.
    pub(super) fn ask_tile(&self, spec: &'a TileSpec, asks: &mut Asks) -> Option<TileAsked<'a>> {
        let measure = match self.holders(spec) {
            Some(holders) if self.plan.query.overlap == Overlap::Bounds => holders,
            _ => self.store.measure_at(&spec.measure)?,
        };
        let split = spec.split.as_ref().and_then(|id| self.store.dimension_at(id));
        let own = split.map_or(Ignore::NOTHING, |split| self.on(&self.store.schema.dimensions[split].id));
        let dates = self.on_dates_of(measure);
        let ignore = own.and(&dates);
        let versus = self.versus(measure, &[split], &ignore, asks);
        let values = split.map_or(1, |split| self.store.schema.dimensions[split].values.len());
        let counted = self.caps.allow_values(values, self.plan.query.to_string().len()).and_then(|()| {
            Ok(Counted {
                now: asks.add(self.ask(Of::Amount(measure), split.as_slice(), &ignore)?),
                ever: asks.add(self.ask(Of::Amount(measure), split.as_slice(), &Ignore::EVERYTHING)?),
                versus: versus.ask(self, split.as_slice(), asks)?,
            })
        });
        if matches!(counted, Err(Refusal::Unseen)) {
            return None;
        }
        Some(TileAsked { spec, measure, split, own, dates, versus, counted })
    }

    /// The measure that counts the holders of a tile's awards.
    fn holders(&self, spec: &TileSpec) -> Option<usize> {
        spec.holders.as_ref().and_then(|id| self.store.measure_at(id))
    }

    /// The tile.
    pub(super) fn tile(&self, asked: &TileAsked<'_>, answers: &Answers) -> Option<Tile> {
        let (schema, query, spec) = (&self.store.schema, &self.plan.query, asked.spec);
        let (measure, evaluator) = (&schema.measures[asked.measure], &self.store.measures[asked.measure]);
        let overlap = self.holders(spec).map(|holders| TileOverlap {
            awards: Query { overlap: Overlap::Awards, ..query.clone() },
            bounds: Query { overlap: Overlap::Bounds, ..query.clone() },
            is_bounds: query.overlap == Overlap::Bounds,
            why: schema.measures[holders].description.clone(),
        });
        let (values, refused) = match self.tile_values(asked, answers) {
            Ok(values) => (values, Text::default()),
            Err(Refusal::Unseen) => return None,
            Err(Refusal::Beyond(why)) => (Vec::new(), why),
        };
        let judged = asked.versus.judged(self, answers);
        Some(Tile {
            id: spec.id.clone(),
            title: spec.title.clone().unwrap_or_else(|| measure.title.clone()),
            measure: measure_info(measure, evaluator),
            split: asked.split.map(|split| schema.dimensions[split].id.clone()).unwrap_or_default(),
            basis: values.iter().map(|value| value.value.basis).max().unwrap_or_default(),
            values,
            refused,
            overlap,
            vs: judged.dates(self),
            uncompared: judged.why,
            ignores: self.ignores(evaluator.table, &asked.own, &asked.dates),
        })
    }

    /// A tile's numbers: of everything, or of each value of its split.
    fn tile_values(&self, asked: &TileAsked<'_>, answers: &Answers) -> Result<Vec<TileValue>, Refusal> {
        let evaluator = &self.store.measures[asked.measure];
        let counted = asked.counted.as_ref().map_err(Clone::clone)?;
        let (now, ever) = (answers.get(counted.now)?, answers.get(counted.ever)?);
        let judged = asked.versus.judged(self, answers);
        let (present, then) = judged.groups(&counted.versus, answers)?;
        let amount = |codes: &[usize]| TileValue {
            value: evaluator.amount(now.get(codes)),
            now: present.map(|present| evaluator.amount(present.get(codes))),
            before: then.map(|then| evaluator.amount(then.get(codes))),
            total: evaluator.amount(ever.get(codes)),
            ..TileValue::default()
        };
        let published = |value: &str| asked.spec.statements.get(value).and_then(|id| self.published(id));
        let Some(split) = asked.split else {
            return Ok(vec![TileValue { published: published(""), ..amount(&[]) }]);
        };
        let dimension = &self.store.schema.dimensions[split];
        let stands = |code: &usize| *code < dimension.values.len() || !ever.get(&[*code]).is_empty();
        let value = |code: usize| {
            let (value, label) = value_and_label(dimension, code);
            let (link, add, selected) = choose(&self.plan.query, dimension, code);
            TileValue { label, published: published(&value), link: Some(link), add, selected, ..amount(&[code]) }
        };
        Ok((0..self.store.codes(split)).filter(stands).map(value).collect())
    }

    fn published(&self, id: &str) -> Option<Published> {
        self.store.figure(id).map(|figure| figure.published(&self.plan.query))
    }
}
