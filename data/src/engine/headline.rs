//! The headline tiles.

use super::answer::{Asked, choose, measure_info, value_and_label};
use super::caps::Refusal;
use super::ignore::Ignore;
use super::time::Versus;
use crate::Text;
use crate::query::{Overlap, Query};
use crate::report::{Published, Tile, TileOverlap, TileValue};
use crate::schema::TileSpec;

impl Asked<'_> {
    /// The tile that the bundle declares.
    pub(super) fn tile(&self, spec: &TileSpec) -> Option<Tile> {
        let schema = &self.store.schema;
        let query = &self.plan.query;
        let holders = spec.holders.as_ref().and_then(|id| self.store.measure_at(id));
        let overlap = holders.map(|holders| TileOverlap {
            awards: Query { overlap: Overlap::Awards, ..query.clone() },
            bounds: Query { overlap: Overlap::Bounds, ..query.clone() },
            is_bounds: query.overlap == Overlap::Bounds,
            why: schema.measures[holders].description.clone(),
        });
        let at = match holders {
            Some(holders) if query.overlap == Overlap::Bounds => holders,
            _ => self.store.measure_at(&spec.measure)?,
        };
        let (measure, index) = (&schema.measures[at], &self.store.measures[at]);
        let split = spec.split.as_ref().and_then(|id| self.store.dimension_at(id));
        let own = split.map_or(Ignore::NOTHING, |split| self.verdicts.on(&schema.dimensions[split].id));
        let dates = self.on_dates_of(at);
        let ignore = own.and(&dates);
        let versus = self.versus(at, &[split], &ignore);
        let (values, refused) = match self.tile_values(spec, at, split, &ignore, &versus) {
            Ok(values) => (values, Text::default()),
            Err(Refusal::Unseen) => return None,
            Err(Refusal::Beyond(why)) => (Vec::new(), why),
        };
        Some(Tile {
            id: spec.id.clone(),
            title: spec.title.clone().unwrap_or_else(|| measure.title.clone()),
            measure: measure_info(measure, index),
            split: split.map(|split| schema.dimensions[split].id.clone()).unwrap_or_default(),
            basis: values.iter().map(|value| value.value.basis).max().unwrap_or_default(),
            values,
            refused,
            overlap,
            vs: versus.dates(),
            uncompared: versus.why(),
            ignores: self.ignores(index.table, &own, &dates),
        })
    }

    /// A tile's numbers: of everything, or of each value of its split.
    fn tile_values(
        &self,
        spec: &TileSpec,
        at: usize,
        split: Option<usize>,
        ignore: &Ignore,
        versus: &Versus<'_>,
    ) -> Result<Vec<TileValue>, Refusal> {
        let index = &self.store.measures[at];
        let Some(split) = split else {
            return Ok(vec![TileValue {
                value: self.total(at, ignore),
                now: versus.now(at, &[])?.map(|now| index.amount(now.get(&[]))),
                before: versus.before(at, &[])?.map(|before| index.amount(before.get(&[]))),
                total: self.total(at, &Ignore::EVERYTHING),
                published: spec.statements.get("").and_then(|id| self.published(id)),
                ..TileValue::default()
            }]);
        };
        let dimension = &self.store.schema.dimensions[split];
        self.caps.allow_values(dimension.values.len(), self.plan.query.to_string().len())?;
        let now = self.accumulate(at, &[split], ignore)?;
        let ever = self.accumulate(at, &[split], &Ignore::EVERYTHING)?;
        let (present, then) = (versus.now(at, &[split])?, versus.before(at, &[split])?);
        let stands = |code: &usize| *code < dimension.values.len() || !ever.get(&[*code]).is_empty();
        let value = |code: usize| {
            let (value, label) = value_and_label(dimension, code);
            let (link, add, selected) = choose(&self.plan.query, dimension, code);
            TileValue {
                label,
                value: index.amount(now.get(&[code])),
                now: present.as_ref().map(|present| index.amount(present.get(&[code]))),
                before: then.as_ref().map(|then| index.amount(then.get(&[code]))),
                total: index.amount(ever.get(&[code])),
                published: spec.statements.get(&value).and_then(|id| self.published(id)),
                link: Some(link),
                add,
                selected,
            }
        };
        Ok((0..self.codes(split)).filter(stands).map(value).collect())
    }

    fn published(&self, id: &str) -> Option<Published> {
        self.store.figure(id).map(|figure| figure.published(&self.plan.query))
    }
}
