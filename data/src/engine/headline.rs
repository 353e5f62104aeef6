//! What stands around the charts: headline tiles and facets.

use super::answer::{Asked, measure_info, toggle, value_and_label};
use super::ignore::Ignore;
use crate::Basis;
use crate::query::{Overlap, Query};
use crate::report::{Facet, FacetValue, Published, Tile, TileOverlap, TileValue};
use crate::schema::{Dimension, TileSpec};

/// Values of a facet that the report lists, besides the selected ones.
const MOST_VALUES: usize = 50;

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
        let ignore = split.map_or(Ignore::NOTHING, |split| self.verdicts.on(&schema.dimensions[split].id));
        let versus = self.versus(at, &[split], &ignore);
        let values: Vec<TileValue> = match split {
            None => vec![TileValue {
                value: self.total(at, &Ignore::NOTHING),
                now: versus.now(at, &[]).ok()?.map(|now| index.amount(now.get(&[]))),
                before: versus.before(at, &[]).ok()?.map(|before| index.amount(before.get(&[]))),
                total: self.total(at, &Ignore::EVERYTHING),
                published: spec.statements.get("").and_then(|id| self.published(id)),
                ..TileValue::default()
            }],
            Some(split) => {
                let dimension = &schema.dimensions[split];
                let now = self.accumulate(at, &[split], &ignore).ok()?;
                let ever = self.accumulate(at, &[split], &Ignore::EVERYTHING).ok()?;
                let (present, then) = (versus.now(at, &[split]).ok()?, versus.before(at, &[split]).ok()?);
                let stands = |code: &usize| *code < dimension.values.len() || !ever.get(&[*code]).is_empty();
                (0..self.codes(split))
                    .filter(stands)
                    .map(|code| {
                        let (value, label) = value_and_label(dimension, code);
                        let (link, selected) = toggle(&self.plan.query, dimension, code);
                        TileValue {
                            label,
                            value: index.amount(now.get(&[code])),
                            now: present.as_ref().map(|present| index.amount(present.get(&[code]))),
                            before: then.as_ref().map(|then| index.amount(then.get(&[code]))),
                            total: index.amount(ever.get(&[code])),
                            published: spec.statements.get(&value).and_then(|id| self.published(id)),
                            link: Some(link),
                            selected,
                        }
                    })
                    .collect()
            }
        };
        Some(Tile {
            id: spec.id.clone(),
            title: spec.title.clone().unwrap_or_else(|| measure.title.clone()),
            measure: measure_info(measure, index),
            basis: values.iter().map(|value| value.value.basis).max().unwrap_or_default(),
            values,
            overlap,
            vs: versus.dates(),
            uncompared: versus.why(),
            ignores: self.ignores(index.table, &ignore),
        })
    }

    fn published(&self, id: &str) -> Option<Published> {
        self.store.figure(id).map(|figure| figure.published(&self.plan.query))
    }

    /// A dimension's values with the rows of the first table shown that has it, or with the measure that it names.
    pub(super) fn facet(&self, dimension: &Dimension) -> Option<Facet> {
        let at = self.store.dimension_at(&dimension.id)?;
        let measure = self.measure_counted(dimension);
        let first = || self.shown_tables().into_iter().find(|table| self.store.tables[*table].codes[at].is_some());
        self.facet_in(dimension, measure.map(|measure| self.store.measures[measure].table).or_else(first)?, measure)
    }

    /// The measure that a dimension names, where its table is shown.
    pub(super) fn measure_counted(&self, dimension: &Dimension) -> Option<usize> {
        let measure = self.store.measure_at(dimension.counts.as_deref()?)?;
        Some(measure).filter(|measure| self.shown_tables().contains(&self.store.measures[*measure].table))
    }

    /// A dimension's values with the rows of a table that has it, and with a measure of this table.
    pub(super) fn facet_in(&self, dimension: &Dimension, table: usize, measure: Option<usize>) -> Option<Facet> {
        let schema = &self.store.schema;
        let at = self.store.dimension_at(&dimension.id)?;
        let index = &self.store.tables[table];
        let codes = index.codes[at].as_ref()?;
        let size = dimension.values.len() + crate::Missing::OF_CELLS.len();
        let mut ever = vec![0u32; size];
        for code in codes {
            ever[*code as usize] += 1;
        }
        let own = self.verdicts.on(&dimension.id);
        let mut counts = vec![0u32; size];
        let mut basis = Basis::Published;
        for row in self.verdicts.rows(table, &own) {
            counts[codes[row] as usize] += 1;
            basis = basis.max(index.basis[row]);
        }
        if counts.iter().all(|count| *count == 0) {
            basis = index.worst;
        }
        let amounts = |measure: usize, ignore: &Ignore| -> Option<Vec<Option<f64>>> {
            let index = &self.store.measures[measure];
            let accs = self.accumulate(measure, &[at], ignore).ok()?;
            Some((0..size).map(|code| index.amount(accs.get(&[code])).value).collect())
        };
        let now = measure.and_then(|measure| amounts(measure, &own));
        let mut values: Vec<(usize, FacetValue)> = (0..size)
            .map(|code| {
                let (value, label) = value_and_label(dimension, code);
                let (link, selected) = toggle(&self.plan.query, dimension, code);
                let amount = now.as_ref().and_then(|now| now[code]);
                (code, FacetValue { value, label, count: counts[code], amount, selected, link })
            })
            .filter(|(code, value)| value.selected || ever[*code] > 0)
            .collect();
        if dimension.role == crate::schema::Role::Plain || dimension.role == crate::schema::Role::Region {
            // By how many there are without a filter, so that the order stays while one filters; the missing last.
            let all = measure.and_then(|measure| amounts(measure, &Ignore::EVERYTHING));
            let size = |code: usize| all.as_ref().map_or(Some(f64::from(ever[code])), |all| all[code]).unwrap_or(f64::NEG_INFINITY);
            let is_missing = |code: usize| code >= dimension.values.len();
            values.sort_by(|(a, _), (b, _)| is_missing(*a).cmp(&is_missing(*b)).then(size(*b).total_cmp(&size(*a))).then(a.cmp(b)));
        }
        let all = values.len();
        let listed: Vec<FacetValue> = values
            .into_iter()
            .enumerate()
            .filter(|(at, (_, value))| *at < MOST_VALUES || value.selected)
            .map(|(_, (_, value))| value)
            .collect();
        let counted = &schema.tables[table].title;
        Some(Facet {
            dimension: dimension.id.clone(),
            title: dimension.title.clone(),
            counts: measure.map_or(counted, |at| &schema.measures[at].title).clone(),
            measure: measure.map(|at| measure_info(&schema.measures[at], &self.store.measures[at])),
            hidden: (all - listed.len()) as u32,
            values: listed,
            basis,
        })
    }
}
