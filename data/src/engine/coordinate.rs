//! Asks made fewer: what no condition touches is counted once and kept, and what falls into fewer groups of the same rows is merged from an answer
//! that is counted anyway.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::ask::{Ask, By, Of};
use super::catalog::Catalog;
use super::groups::{Groups, TooMany};
use crate::stop;

/// An answer: shared with all who ask the same.
pub(super) type Answer = Result<Arc<Groups>, TooMany>;

/// Groups that are kept of what no condition touches, all together.
const MOST_KEPT: usize = 1_000_000;

/// Where the answer to an ask comes from.
#[derive(Debug, PartialEq, Eq)]
enum From {
    /// It is counted.
    Counted,
    /// From that of another ask, by the things at these places of its groups.
    Merged(usize, Vec<usize>),
}

/// What is known without a filter.
#[derive(Default)]
pub(super) struct Kept {
    answers: Mutex<HashMap<Ask, Arc<Groups>>>,
}

impl Kept {
    fn get(&self, ask: &Ask) -> Option<Arc<Groups>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).get(ask).cloned()
    }

    fn put(&self, ask: &Ask, groups: &Arc<Groups>) {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.values().map(|groups| groups.len()).sum::<usize>() + groups.len() <= MOST_KEPT {
            answers.insert(ask.clone(), groups.clone());
        }
    }
}

/// Answers asks of at most `most` groups each, of which `count` counts as few as will do.
pub(super) fn answer(
    catalog: &Catalog,
    kept: &Kept,
    asks: &[Ask],
    most: usize,
    count: impl Fn(&[Ask]) -> Vec<Result<Groups, TooMany>>,
) -> Vec<Answer> {
    let is_constant = |ask: &Ask| ask.passing.is_empty();
    let known = |ask: &Ask| {
        let groups = kept.get(ask).filter(|_| is_constant(ask))?;
        Some(if groups.len() > ask.most(catalog, most) { Err(TooMany) } else { Ok(groups) })
    };
    let mut answers: Vec<Option<Answer>> = asks.iter().map(known).collect();
    let counted = |places: &[usize], answers: &mut Vec<Option<Answer>>| {
        let wanted: Vec<Ask> = places.iter().map(|at| asks[*at].clone()).collect();
        for (at, groups) in places.iter().zip(if wanted.is_empty() { Vec::new() } else { count(&wanted) }) {
            answers[*at] = Some(groups.map(Arc::new));
        }
    };
    let open: Vec<usize> = (0..asks.len()).filter(|at| answers[*at].is_none()).collect();
    let plan = plan(catalog, asks, &open);
    let first: Vec<usize> = open.iter().copied().filter(|at| plan[at] == From::Counted).collect();
    counted(&first, &mut answers);
    // Of groups too many the few that another part wants are counted by themselves.
    let mut alone = Vec::new();
    for at in &open {
        let From::Merged(from, places) = &plan[at] else { continue };
        match &answers[*from] {
            Some(Ok(groups)) => {
                stop::look();
                let basis = catalog.worst_of(asks[*at].of);
                answers[*at] = Some(groups.merged(places, asks[*at].most(catalog, most)).map(|groups| Arc::new(groups.rest_on(basis))));
            }
            _ => alone.push(*at),
        }
    }
    counted(&alone, &mut answers);
    for at in open.iter().filter(|at| is_constant(&asks[**at])) {
        answers[*at].iter().flatten().for_each(|groups| kept.put(&asks[*at], groups));
    }
    answers.into_iter().map(|answer| answer.expect("every ask is counted, merged or kept")).collect()
}

/// Where the answers to the asks at `open` come from: those of the most groups are counted, the others merged where they can be.
fn plan(catalog: &Catalog, asks: &[Ask], open: &[usize]) -> HashMap<usize, From> {
    let mut order = open.to_vec();
    order.sort_by_key(|at| (std::cmp::Reverse(asks[*at].by.len()), rank(asks[*at].of), *at));
    let mut counted: Vec<usize> = Vec::new();
    let mut plan = HashMap::new();
    for at in order {
        // The one of the fewest groups comes last.
        let from = counted.iter().rev().find_map(|from| Some((*from, places_in(catalog, &asks[at], &asks[*from])?)));
        match from {
            Some((from, places)) => drop(plan.insert(at, From::Merged(from, places))),
            None => {
                counted.push(at);
                plan.insert(at, From::Counted);
            }
        }
    }
    plan
}

/// Of two asks in the same groups the one that says more comes first.
fn rank(of: Of) -> u8 {
    match of {
        Of::Numbers(_) => 0,
        Of::Amount(_) => 1,
        Of::Rows(_) => 2,
        Of::Table(_) => 3,
    }
}

/// The places among another ask's groups of what an ask wants its groups by, where the other's answer has all that it asks for.
fn places_in(catalog: &Catalog, ask: &Ask, other: &Ask) -> Option<Vec<usize>> {
    let is_one_date = |ask: &Ask| match ask.of {
        Of::Amount(at) | Of::Numbers(at) => catalog.measures[at].stock.is_some_and(|stock| !ask.by.contains(&By::Dimension(stock))),
        Of::Rows(_) | Of::Table(_) => false,
    };
    let has_rows = match (ask.of, other.of) {
        (Of::Amount(a), Of::Numbers(b)) => a == b,
        (Of::Rows(a), Of::Amount(b) | Of::Numbers(b)) => a == b,
        (Of::Table(table), Of::Rows(at) | Of::Amount(at) | Of::Numbers(at)) => {
            catalog.measures[at].table == table && catalog.measures[at].takes_all
        }
        (of, other) => of == other,
    };
    if !has_rows || ask.passing != other.passing || ask.on != other.on || is_one_date(ask) != is_one_date(other) {
        return None;
    }
    ask.by.iter().map(|by| other.by.iter().position(|known| known == by)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Basis;
    use crate::engine::ask::On;
    use crate::engine::catalog::TableFacts;
    use crate::engine::evaluator::Evaluator;
    use crate::schema::Formula;
    use std::cell::RefCell;

    /// One table of two dimensions; of its measures 0 takes in every row, 1 some, 2 is a stock by dimension 1.
    fn catalog() -> Catalog {
        let measure = |takes_all, stock| Evaluator { takes_all, stock, ..Evaluator::of_table(0, Formula::Count) };
        let facts = TableFacts { rows: 0, worst: Basis::Published, has: vec![true; 2], reaches: vec![0], dates: 0 };
        Catalog {
            tables: vec![facts],
            measures: vec![measure(true, None), measure(false, None), measure(true, Some(1))],
            ..Catalog::default()
        }
    }

    fn ask(of: Of, by: &[usize]) -> Ask {
        Ask { of, passing: vec![0], on: On::Any, by: by.iter().map(|at| By::Dimension(*at)).collect() }
    }

    #[test]
    fn fewer_groups_of_the_same_rows_are_merged() {
        let amount = |at, by: &[usize]| ask(Of::Amount(at), by);
        let elsewhere = |ask: Ask| Ask { passing: vec![1], ..ask };
        let table: &[(Ask, Ask, Option<&[usize]>)] = &[
            (amount(0, &[0]), amount(0, &[1, 0]), Some(&[1])),
            (amount(0, &[]), amount(0, &[0]), Some(&[])),
            (amount(0, &[0, 1]), amount(0, &[1, 0]), Some(&[1, 0])),
            (amount(0, &[0]), amount(0, &[1]), None),
            (amount(0, &[0]), amount(1, &[0]), None),
            (amount(0, &[]), elsewhere(amount(0, &[0])), None),
            (ask(Of::Rows(1), &[0]), amount(1, &[0, 1]), Some(&[0])),
            (amount(1, &[0]), ask(Of::Rows(1), &[0]), None),
            (amount(1, &[0]), ask(Of::Numbers(1), &[0]), Some(&[0])),
            // Every row of the table is in a measure that takes in all.
            (ask(Of::Table(0), &[]), amount(0, &[0]), Some(&[])),
            (ask(Of::Table(0), &[]), amount(1, &[0]), None),
            // A stock is of its latest date, unless its dates are told apart.
            (amount(2, &[]), amount(2, &[0]), Some(&[])),
            (amount(2, &[]), amount(2, &[1]), None),
            (amount(2, &[1]), amount(2, &[0, 1]), Some(&[1])),
            (ask(Of::Rows(2), &[]), amount(2, &[0]), None),
            (ask(Of::Rows(2), &[1]), amount(2, &[0, 1]), Some(&[1])),
        ];
        for (ask, other, expected) in table {
            assert_eq!(places_in(&catalog(), ask, other).as_deref(), *expected, "{ask:?} from {other:?}");
        }
    }

    /// One row in group 1 of whatever is asked.
    fn count(asks: &[Ask]) -> Vec<Result<Groups, TooMany>> {
        let one = |ask: &Ask| {
            let mut groups = Groups::room(vec![3; ask.by.len()], 9);
            let group = groups.group(ask.by.iter().map(|_| 1));
            groups.at(group)?.row(Basis::Published);
            Ok(groups)
        };
        asks.iter().map(one).collect()
    }

    #[test]
    fn what_is_merged_or_kept_is_not_counted() {
        let (catalog, kept) = (catalog(), Kept::default());
        let constant = Ask { passing: Vec::new(), ..ask(Of::Amount(0), &[0]) };
        let asks = [ask(Of::Amount(0), &[]), ask(Of::Amount(0), &[0, 1]), ask(Of::Table(0), &[1]), constant.clone()];
        let seen = RefCell::new(Vec::new());
        let answers = || {
            let answers = answer(&catalog, &kept, &asks, 9, |asks| {
                seen.borrow_mut().push(asks.to_vec());
                count(asks)
            });
            answers
                .iter()
                .map(|answer| answer.as_ref().expect("few groups").each().map(|(_, acc)| acc.rows).sum::<u32>())
                .collect::<Vec<_>>()
        };
        assert_eq!(answers(), [1; 4]);
        assert_eq!(answers(), [1; 4]);
        assert_eq!(seen.take(), [vec![asks[1].clone(), constant], vec![asks[1].clone()]]);
    }

    #[test]
    fn of_too_many_groups_the_few_are_counted_alone() {
        let asks = [ask(Of::Amount(0), &[0]), ask(Of::Amount(0), &[0, 1])];
        let refuse = |asks: &[Ask]| -> Vec<Result<Groups, TooMany>> {
            asks.iter().zip(count(asks)).map(|(ask, groups)| if ask.by.len() > 1 { Err(TooMany) } else { groups }).collect()
        };
        let answers = answer(&catalog(), &Kept::default(), &asks, 9, refuse);
        assert!(answers[0].as_ref().is_ok_and(|groups| groups.get(&[1]).rows == 1) && answers[1].is_err());
    }
}
