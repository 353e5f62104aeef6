//! Asks made fewer. What no condition on a number or a text touches is taken from rollups: counts without any condition, by what the ask is by and
//! what its conditions are about, kept from one question to the next. What falls into fewer groups of the same rows is taken from what is counted
//! anyway. Only the rest is counted by itself.

use std::sync::Arc;

use super::ask::{Ask, By, Count, Of, On};
use super::catalog::Catalog;
use super::condition::{Condition, Folded};
use super::groups::{Groups, OfDate, Taken, TooMany};
use super::rollups::{Rollup, Rollups};
use crate::Basis;
use crate::schema::Formula;

/// An answer: shared with all who ask the same.
pub(super) type Answer = Result<Arc<Groups>, TooMany>;

/// What an ask needs.
struct Need {
    /// What is counted where nothing else has it.
    count: Count,
    /// Which date counts, of dimensions that its groups are by.
    dates: Vec<(By, OfDate)>,
    /// The rollup that has its answer, and what of it passes; none where its conditions are about numbers or texts, or where it is of single rows.
    rollup: Option<(Rollup, Vec<Folded>)>,
    few: u32,
    /// What a zero rests on where there are no rows.
    basis: Basis,
}

/// Answers asks of at most `most` groups each, of which `count` counts as few as will do.
pub(super) fn answer(
    catalog: &Catalog,
    conditions: &[Condition<'_>],
    rollups: &Rollups,
    asks: &[Ask],
    most: usize,
    count: impl Fn(&[Count]) -> Vec<Result<Groups, TooMany>>,
) -> Vec<Answer> {
    let folded: Vec<Option<Folded>> = conditions.iter().map(|condition| condition.folded(catalog)).collect();
    let needs: Vec<Need> = asks.iter().map(|ask| need(catalog, &folded, ask, most)).collect();
    let take = |at: usize, groups: &Arc<Groups>, by: &[By], passing: &[Folded]| {
        taken(groups, by, &asks[at].by, passing, &needs[at], caps(catalog, &asks[at], most))
    };
    let mut answers: Vec<Option<Answer>> = Vec::new();
    for (at, need) in needs.iter().enumerate() {
        let known = need.rollup.as_ref().and_then(|(rollup, passing)| Some((rollups.get(catalog, rollup)?, passing)));
        answers.push(known.map(|((by, groups), passing)| take(at, &groups, &by, passing)));
    }
    // Rollups that are too large are not tried again, and what they would have answered is counted as it is.
    for by_rollups in [true, false] {
        let open: Vec<usize> = (0..asks.len()).filter(|at| answers[*at].is_none()).collect();
        let wanted = |at: &usize| {
            let rolled = needs[*at].rollup.as_ref().filter(|(rollup, _)| by_rollups && rollups.may(catalog, rollup));
            rolled.map_or_else(|| needs[*at].count.clone(), |(rollup, _)| rollups.count(catalog, rollup))
        };
        let wanted: Vec<Count> = open.iter().map(wanted).collect();
        let counts = if by_rollups { fewest(catalog, &wanted) } else { each(&wanted) };
        let counted: Vec<Answer> =
            if counts.is_empty() { Vec::new() } else { count(&counts).into_iter().map(|it| it.map(Arc::new)).collect() };
        for (count, groups) in counts.iter().zip(&counted).filter(|(count, _)| count.passing.is_empty() && !keeps_rows(catalog, count.of)) {
            rollups.put(catalog, Rollup { of: count.of, by: count.by.clone() }, groups);
        }
        for (at, wanted) in open.into_iter().zip(wanted) {
            let from = counts.iter().zip(&counted).filter(|(count, _)| has(catalog, count, &wanted));
            let from = from.min_by_key(|(_, groups)| groups.as_ref().map_or(usize::MAX, |groups| groups.len()));
            let rolled = needs[at].rollup.as_ref().filter(|_| wanted.passing.is_empty());
            let passing = rolled.map_or(&[][..], |(_, passing)| passing);
            answers[at] = match from {
                Some((count, Ok(groups))) => Some(take(at, groups, &count.by, passing)),
                Some((count, Err(TooMany))) if is_own(count, &needs[at].count) => Some(Err(TooMany)),
                _ => None,
            };
        }
    }
    answers.into_iter().map(|answer| answer.unwrap_or(Err(TooMany))).collect()
}

/// How many groups an ask may have where others may have `most`: every value of a facet is counted, and the intervals of a group are one group.
fn caps(catalog: &Catalog, ask: &Ask, most: usize) -> usize {
    match (ask.of, ask.by.as_slice()) {
        (Of::Table(_), [] | [_]) => usize::MAX,
        (of, by) if by.contains(&By::Interval) => most.saturating_mul(catalog.size(of, By::Interval)),
        _ => most,
    }
}

fn need(catalog: &Catalog, folded: &[Option<Folded>], ask: &Ask, most: usize) -> Need {
    let latest = |at: usize| (By::Dimension(at), OfDate::LatestBelow(catalog.schema.dimensions[at].values.len() as u32));
    let on = match ask.on {
        On::Any => None,
        On::Latest(at) => Some(latest(at)),
        On::Date(at, date) => Some((By::Dimension(at), OfDate::Only(date))),
    };
    let measure = ask.of.measure().map(|at| &catalog.measures[at]);
    let is_amount = matches!(ask.of, Of::Amount(_) | Of::Numbers(_));
    let stock = measure.filter(|_| is_amount).and_then(|measure| measure.stock);
    let stock = stock.filter(|stock| !ask.by.contains(&By::Dimension(*stock))).map(latest);
    let dates: Vec<(By, OfDate)> = on.into_iter().chain(stock).collect();
    let mut by = ask.by.clone();
    let mut most = caps(catalog, ask, most);
    for (date, _) in &dates {
        if !by.contains(date) {
            by.push(*date);
            most = most.saturating_mul(catalog.size(ask.of, *date));
        }
    }
    let passing: Option<Vec<Folded>> = ask.passing.iter().map(|at| folded[*at].clone()).collect();
    let rollup = passing.filter(|_| !keeps_rows(catalog, ask.of)).map(|passing| {
        let mut all: Vec<By> = by.iter().copied().chain(passing.iter().map(|folded| folded.by)).collect();
        all.sort_unstable();
        all.dedup();
        (Rollup { of: ask.of, by: all }, passing)
    });
    let few = measure.map_or(0, |measure| measure.small);
    Need { count: Count { of: ask.of, passing: ask.passing.clone(), by, most }, dates, rollup, few, basis: catalog.worst_of(ask.of) }
}

/// Whether what is counted keeps something of each row: a median, a number of different values.
fn keeps_rows(catalog: &Catalog, of: Of) -> bool {
    match of {
        Of::Table(_) | Of::Rows(_) => false,
        Of::Numbers(_) => true,
        Of::Amount(at) => matches!(catalog.measures[at].formula, Formula::Median(_) | Formula::CountDistinct(_) | Formula::Holders { .. }),
    }
}

/// Whether a count is what an ask would count by itself.
fn is_own(count: &Count, own: &Count) -> bool {
    count.by == own.by && count.passing == own.passing && count.most >= own.most
}

/// An ask's answer taken from groups `by` things that have it.
fn taken(groups: &Arc<Groups>, by: &[By], kept: &[By], passing: &[Folded], need: &Need, most: usize) -> Answer {
    let place = |wanted: &By| by.iter().position(|known| known == wanted).expect("these groups are by all that is needed");
    let taken = Taken {
        kept: kept.iter().map(place).collect(),
        passing: passing.iter().map(|folded| (place(&folded.by), folded.passes.clone())).collect(),
        dates: need.dates.iter().map(|(by, date)| (place(by), *date)).collect(),
        few: need.few,
    };
    if taken.passing.is_empty() && taken.dates.is_empty() && kept == by {
        return if groups.len() > most { Err(TooMany) } else { Ok(groups.clone()) };
    }
    groups.taken(&taken, most).map(|fewer| Arc::new(fewer.rest_on(need.basis)))
}

/// Of some counts those that have what all of them want.
fn fewest(catalog: &Catalog, wanted: &[Count]) -> Vec<Count> {
    let mut order: Vec<&Count> = wanted.iter().collect();
    order.sort_by_key(|count| (std::cmp::Reverse(count.by.len()), rank(count.of)));
    let mut counts: Vec<Count> = Vec::new();
    for count in order {
        match counts.iter_mut().find(|known| has(catalog, known, count)) {
            Some(known) => known.most = known.most.max(if known.by.len() == count.by.len() { count.most } else { 0 }),
            None => counts.push(count.clone()),
        }
    }
    counts
}

/// The same counts, equal ones once.
fn each(wanted: &[Count]) -> Vec<Count> {
    let mut counts: Vec<Count> = Vec::new();
    wanted.iter().for_each(|count| {
        if !counts.contains(count) {
            counts.push(count.clone())
        }
    });
    counts
}

/// Of two counts by the same things the one that says more comes first.
fn rank(of: Of) -> u8 {
    match of {
        Of::Numbers(_) => 0,
        Of::Amount(_) => 1,
        Of::Rows(_) => 2,
        Of::Table(_) => 3,
    }
}

/// Whether a count has what another wants.
fn has(catalog: &Catalog, count: &Count, wanted: &Count) -> bool {
    is_of(catalog, count.of, wanted.of) && count.passing == wanted.passing && wanted.by.iter().all(|by| count.by.contains(by))
}

/// Whether what is counted of some rows has what is wanted of others.
pub(super) fn is_of(catalog: &Catalog, counted: Of, wanted: Of) -> bool {
    match (wanted, counted) {
        (Of::Amount(a), Of::Numbers(b)) | (Of::Rows(a), Of::Amount(b) | Of::Numbers(b)) => a == b,
        (Of::Table(table), Of::Rows(at) | Of::Amount(at) | Of::Numbers(at)) => {
            catalog.measures[at].table == table && catalog.measures[at].takes_all
        }
        (wanted, counted) => wanted == counted,
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::engine::catalog::TableFacts;
    use crate::engine::evaluator::Evaluator;
    use crate::plan::{Filter, Target, Test};
    use crate::query::Clause;
    use crate::schema::{Category, Dimension};
    use crate::{Schema, Text};

    /// One table of two dimensions of three values; of its measures 0 takes in every row, 1 some, 2 is a stock by dimension 1, 3 a median.
    fn catalog() -> Catalog {
        let measure = |takes_all, stock| Evaluator { takes_all, stock, ..Evaluator::of_table(0, Formula::Count) };
        let values = || ["a", "b", "c"].map(|value| Category { value: value.into(), ..Category::default() }).to_vec();
        let dimension = |id: &str| Dimension { id: id.into(), values: values(), ..Dimension::default() };
        let facts = TableFacts { rows: 0, worst: Basis::Published, has: vec![true; 2], reaches: vec![0], dates: 0 };
        Catalog {
            schema: Schema { dimensions: vec![dimension("x"), dimension("y")], ..Schema::default() },
            tables: vec![facts],
            measures: vec![
                measure(true, None),
                measure(false, None),
                measure(true, Some(1)),
                Evaluator::of_table(0, Formula::Median("n".into())),
            ],
            ..Catalog::default()
        }
    }

    fn by(by: &[usize]) -> Vec<By> {
        by.iter().map(|at| By::Dimension(*at)).collect()
    }

    fn ask(of: Of, passing: &[usize], dimensions: &[usize]) -> Ask {
        Ask { of, passing: passing.to_vec(), on: On::Any, by: by(dimensions) }
    }

    /// That x is a; that a number is large.
    fn filters() -> [Filter; 2] {
        let filter = |target, test| Filter {
            target,
            test,
            clause: Clause { key: String::new(), op: crate::filter::Op::Is, values: Vec::new() },
            title: Text::default(),
            labels: Vec::new(),
            measure: None,
        };
        [
            filter(Target::Dimension("x".into()), Test::Among(vec!["a".into()])),
            filter(Target::Column { table: "t".into(), column: "n".into() }, Test::Contains(String::new())),
        ]
    }

    /// Rows with all codes of `by`: of dimension x 0 and 1, of y 0 and 2; of a stock or another, whatever the conditions.
    fn count(count: &Count) -> Result<Groups, TooMany> {
        let mut groups = Groups::room(vec![6; count.by.len()], count.most);
        for (x, y) in [(0, 0), (0, 2), (1, 0), (1, 2), (1, 2)] {
            let codes: Vec<u32> = count.by.iter().map(|by| if *by == By::Dimension(0) { x } else { y }).collect();
            groups.at(&codes)?.row(Basis::Published);
        }
        Ok(groups)
    }

    /// Of what, under how many conditions, by how many things.
    type Counted = (Of, usize, usize);

    /// How many rows each ask gets, over its groups; with them what was counted.
    fn run(rollups: &Rollups, asks: &[Ask], most: usize) -> (Vec<Option<u32>>, Vec<Counted>) {
        let (filters, seen) = (filters(), RefCell::new(Vec::new()));
        let conditions = [Condition::Filter(&filters[0]), Condition::Filter(&filters[1])];
        let answers = answer(&catalog(), &conditions, rollups, asks, most, |counts| {
            seen.borrow_mut().extend(counts.iter().map(|it| (it.of, it.passing.len(), it.by.len())));
            counts.iter().map(count).collect()
        });
        let rows = |answer: &Answer| Some(answer.as_ref().ok()?.each().map(|(_, acc)| acc.rows).sum());
        (answers.iter().map(rows).collect(), seen.take())
    }

    #[test]
    fn conditions_on_dimensions_take_from_rollups() {
        let rollups = Rollups::of(&catalog());
        let asks = [ask(Of::Amount(0), &[0], &[1]), ask(Of::Amount(0), &[], &[1]), ask(Of::Table(0), &[0], &[])];
        // One count answers all: by both dimensions, without a condition.
        assert_eq!(run(&rollups, &asks, 9), (vec![Some(2), Some(5), Some(2)], vec![(Of::Amount(0), 0, 2)]));
        assert_eq!(run(&rollups, &asks, 9), (vec![Some(2), Some(5), Some(2)], vec![]));
    }

    #[test]
    fn a_condition_on_numbers_is_counted_and_so_are_single_rows() {
        let rollups = Rollups::of(&catalog());
        let asks = [
            ask(Of::Amount(0), &[0, 1], &[1]),
            ask(Of::Rows(0), &[0, 1], &[]),
            ask(Of::Amount(3), &[0], &[]),
            ask(Of::Amount(3), &[], &[]),
        ];
        let (rows, seen) = run(&rollups, &asks, 9);
        assert_eq!(rows, [Some(5); 4]);
        let expected = [(Of::Amount(0), 2, 1), (Of::Amount(3), 1, 0), (Of::Amount(3), 0, 0)];
        assert_eq!(seen, expected);
        // Nothing of them is kept.
        assert_eq!(run(&rollups, &asks, 9).1, expected);
    }

    #[test]
    fn a_stock_is_of_its_latest_date() {
        let rollups = Rollups::of(&catalog());
        let asks = [ask(Of::Amount(2), &[], &[]), ask(Of::Amount(2), &[], &[1]), ask(Of::Rows(2), &[], &[]), ask(Of::Amount(2), &[0], &[])];
        // y is its date: the latest is 2, of three rows, of which one has x a.
        assert_eq!(run(&rollups, &asks, 9), (vec![Some(3), Some(5), Some(5), Some(1)], vec![(Of::Amount(2), 0, 2)]));
        let on = |on| Ask { on, ..ask(Of::Amount(0), &[], &[0]) };
        assert_eq!(run(&rollups, &[on(On::Latest(1)), on(On::Date(1, 0)), on(On::Date(1, 1))], 9).0, [Some(3), Some(2), Some(0)]);
    }

    #[test]
    fn too_many_groups_are_refused_and_few_of_them_counted_alone() {
        let asks = [ask(Of::Amount(0), &[1], &[0, 1]), ask(Of::Amount(0), &[1], &[0]), ask(Of::Amount(1), &[1], &[0, 1])];
        let (rows, seen) = run(&Rollups::of(&catalog()), &asks, 2);
        assert_eq!(rows, [None, Some(5), None]);
        assert_eq!(seen, [(Of::Amount(0), 1, 2), (Of::Amount(1), 1, 2), (Of::Amount(0), 1, 1)]);
    }

    #[test]
    fn what_has_what_is_wanted() {
        type Case = (Of, &'static [usize], Of, &'static [usize], bool);
        let table: &[Case] = &[
            (Of::Amount(0), &[1, 0], Of::Amount(0), &[0, 1], true),
            (Of::Amount(0), &[1], Of::Amount(0), &[0], false),
            (Of::Amount(0), &[1], Of::Amount(1), &[1], false),
            (Of::Amount(1), &[0, 1], Of::Rows(1), &[0], true),
            (Of::Rows(1), &[0], Of::Amount(1), &[0], false),
            (Of::Numbers(1), &[0], Of::Amount(1), &[0], true),
            (Of::Amount(0), &[0], Of::Table(0), &[], true),
            (Of::Amount(1), &[0], Of::Table(0), &[], false),
        ];
        let count = |of: Of, dimensions: &[usize]| Count { of, passing: vec![0], by: by(dimensions), most: 9 };
        for (counted, counted_by, wanted, wanted_by, expected) in table {
            assert_eq!(has(&catalog(), &count(*counted, counted_by), &count(*wanted, wanted_by)), *expected, "{wanted:?} from {counted:?}");
        }
        assert!(!has(&catalog(), &count(Of::Amount(0), &[0]), &Count { passing: Vec::new(), ..count(Of::Amount(0), &[0]) }));
    }
}
