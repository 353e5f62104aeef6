//! Published figures against what the rows give: the page of one, and the table of all under the filter.

use super::worst;
use crate::Basis;
use crate::engine::answer::{Asked, measure_info};
use crate::engine::caps::Refusal;
use crate::engine::figures::Figure;
use crate::engine::ignore::Ignore;
use crate::schema::Source;
use crate::sheet::{Body, Checked, Part, Reconciliation};
use crate::statement::{Statement, Status, difference, rounded, why_missing};
use crate::{Amount, Text, share};

impl Asked<'_> {
    /// Every figure that passes the filter, with its check.
    pub(super) fn reconcile(&self) -> Result<(Basis, Body), Refusal> {
        let schema = &self.store.schema;
        let table = schema.statements.as_deref().and_then(|statements| self.store.table_at(statements)).unwrap_or_default();
        let rows = self.matching(table, &Ignore::NOTHING)?;
        let rows: Vec<Checked> =
            rows.into_iter().filter_map(|row| self.store.figures.get(row as usize)).map(|it| self.checked(it)).collect();
        let count = |status: Status| rows.iter().filter(|row| row.status == status).count() as u32;
        let summary = Status::ALL.map(|status| (status, count(status))).to_vec();
        let basis = worst(rows.iter().filter_map(|row| row.counted.as_ref()).map(|counted| counted.basis));
        Ok((basis, Body::Reconcile(Reconciliation { summary, total: self.store.figures.len() as u32, rows })))
    }

    /// One figure with its check.
    pub(super) fn checked(&self, figure: &Figure) -> Checked {
        let query = &self.plan.query;
        let statement = figure.statement.clone();
        let counted = figure.check.as_ref().map(|check| check.count(self.store).clone());
        let status = counted.as_ref().map_or(Status::NotComputable, |counted| Status::of(statement.qualifier, &statement.written, counted));
        let gap = counted.as_ref().and_then(|counted| difference(&statement.written, counted));
        let why = match (&counted, status) {
            (Some(counted), Status::NotComputable) => why_missing(counted),
            (Some(_), Status::Equal) if gap.as_ref().is_some_and(|gap| gap.value != Some(0.0)) => rounded(),
            (None, _) if figure.unchecked.is_empty() => {
                Text::new("数据包没有为此数字声明核对式。", "The bundle declares no check for this figure.")
            }
            (None, _) => figure.unchecked.clone(),
            _ => Text::default(),
        };
        let measure = figure.check.as_ref().map(|check| (&self.store.schema.measures[check.measure], check));
        let info = measure.map(|(measure, check)| measure_info(measure, &self.store.measures[check.measure]));
        Checked {
            source: self.document(&statement),
            link: query.statement(&statement.id),
            difference: gap.as_ref().and_then(|gap| gap.value),
            difference_written: gap.map(|gap| gap.written()).unwrap_or_default(),
            rows: figure.check.as_ref().map(|check| self.rows_of(check.measure, &check.clauses)),
            measure: info,
            part: figure.part_of.map(|whole| self.part(figure, counted.as_ref(), &self.store.figures[whole])),
            statement,
            counted,
            status,
            why,
        }
    }

    /// The document that a figure stands in: the source that has each word of what the figure's row says of it; else these words alone.
    pub(super) fn document(&self, statement: &Statement) -> Source {
        let table = self.store.schema.statements.as_deref().and_then(|statements| self.store.table_at(statements)).unwrap_or_default();
        let names = |source: &Source| statement.document.split_whitespace().all(|word| source.title.contains(word));
        let cited = Source { title: statement.document.clone(), ..Source::default() };
        self.sources(table).into_iter().find(|source| !statement.document.trim().is_empty() && names(source)).unwrap_or(cited)
    }

    fn part(&self, figure: &Figure, counted: Option<&Amount>, whole: &Figure) -> Part {
        let stated = |figure: &Figure| Amount::stated(figure.statement.value, &figure.statement.written);
        let (part, all) = (stated(figure), stated(whole));
        let all_counted = whole.check.as_ref().map(|check| check.count(self.store)).filter(|all| all.value.is_some());
        let counted = counted.filter(|counted| counted.value.is_some());
        let counts_hold = counted.zip(all_counted).is_none_or(|(part, whole)| part.by_value(whole).is_le());
        Part {
            link: self.plan.query.statement(&whole.statement.id),
            whole: whole.statement.clone(),
            share: share(&part, &all),
            holds: part.by_value(&all).is_le() && counts_hold,
        }
    }
}
