//! What rows under a measure come to: sums, quotients and medians in every digit, bounds of holders, and how far one unit moves them.

use super::Evaluator;
use crate::engine::accumulator::{Accumulator, UNKNOWN};
use crate::exact::{Decimals, Number, Sum};
use crate::number::{Decimal, shortest};
use crate::schema::Formula;
use crate::{Amount, Bounds, Missing, Small, finite, stop};

/// What a measure comes to: the nearest double, and every digit where they are known.
struct Value {
    nearest: f64,
    exact: Option<Decimal>,
}

impl Value {
    fn nearest(nearest: f64) -> Value {
        Value { nearest, exact: None }
    }

    fn exact(exact: Decimal) -> Value {
        Value { nearest: exact.nearest(), exact: Some(exact) }
    }

    /// Every digit, where a double need not keep them.
    fn digits(&self) -> String {
        self.exact.map(Decimal::digits).unwrap_or_default()
    }
}

/// From here on a double need not keep the whole digits.
const LONG: f64 = 1e15;

impl Evaluator {
    /// The amount of what was added.
    pub(in crate::engine) fn amount(&self, acc: &Accumulator) -> Amount {
        let with = acc.rows - acc.lacking;
        let bounds = matches!(self.formula, Formula::Holders { .. }).then(|| holders(acc.held()));
        let value = match &self.formula {
            Formula::Holders { .. } => Ok(Value::nearest(bounds.unwrap_or_default().low)),
            Formula::Count => Ok(Value::nearest(f64::from(acc.rows))),
            Formula::CountDistinct(_) => {
                let mut codes = acc.codes().to_vec();
                codes.sort_unstable_by(|a, b| {
                    stop::step();
                    a.cmp(b)
                });
                codes.dedup();
                Ok(Value::nearest(codes.len() as f64))
            }
            _ if acc.rows == 0 => Err(Missing::NoRows),
            _ if with == 0 => Err(acc.reason()),
            Formula::Sum(_) => Ok(Value { nearest: acc.over.nearest(self.scales.0), exact: acc.over.exact(self.scales.0) }),
            Formula::Median(_) => Ok(middle(&sorted(acc.values()), self.scales.0)),
            Formula::Mean(_) | Formula::Share(_) | Formula::Rate { .. } | Formula::Growth { .. } => {
                self.ratio(&acc.over, &acc.under).ok_or(Missing::NotApplicable)
            }
        };
        let value = value.and_then(|value| if value.nearest.is_finite() { Ok(value) } else { Err(Missing::OutOfRange) });
        // Bounds that meet are a number.
        let bounds = bounds.filter(|bounds| bounds.low < bounds.high);
        let known = value.as_ref().ok().filter(|_| bounds.is_none());
        Amount {
            bounds,
            value: known.map(|value| value.nearest),
            digits: known.map(Value::digits).unwrap_or_default(),
            missing: value.err(),
            rows: acc.rows,
            lacking: acc.lacking,
            illustrative: acc.illustrative,
            basis: acc.basis.unwrap_or(self.basis),
            small: self.small(acc, with),
        }
    }

    /// A numerator over its denominator in the measure's unit, rounded once; none over nothing. Where a double does not keep the whole digits, with
    /// nine decimals.
    fn ratio(&self, over: &Sum, under: &Sum) -> Option<Value> {
        let growth = matches!(self.formula, Formula::Growth { .. });
        let gain = growth.then(|| over.minus(under));
        let (over, factor) = (gain.as_ref().unwrap_or(over), self.factor());
        let nearest = over.over(self.scales.0, (under, self.scales.1), factor).or_else(|| {
            let (over, under) = (over.nearest(self.scales.0), under.nearest(self.scales.1));
            (under != 0.0).then(|| over * factor.nearest() / under)
        })?;
        let exact = over.exact(self.scales.0).zip(under.exact(self.scales.1)).filter(|_| nearest.abs() >= LONG);
        Some(Value { nearest, exact: exact.and_then(|(over, under)| over.divided(under, factor, Decimals::MOST_SCALE)) })
    }

    /// What quotients are multiplied by.
    fn factor(&self) -> Decimal {
        match self.formula {
            Formula::Share(_) | Formula::Growth { .. } => 100.into(),
            Formula::Rate { factor, .. } => Decimal::parse(&shortest(factor)).unwrap_or(1.into()),
            _ => 1.into(),
        }
    }

    /// How far one unit moves an indicator over `units` units, when they are few.
    fn small(&self, acc: &Accumulator, units: u32) -> Option<Small> {
        if units == 0 || units >= self.small {
            return None;
        }
        let added = matches!(self.formula, Formula::Share(_));
        let moved: Vec<f64> = if matches!(self.formula, Formula::Median(_)) {
            let values = sorted(acc.values());
            // Without the largest the median is least, without the smallest most.
            let rests = [&values[..values.len() - 1], &values[1..]];
            rests.into_iter().filter(|rest| !rest.is_empty()).map(|rest| middle(rest, self.scales.0).nearest).collect()
        } else {
            let less = acc.few().iter().filter(|_| units > 1).map(|(over, under)| (acc.over.without(*over), acc.under.without(*under)));
            let one = Number::Units(-1);
            let more = [(acc.over.clone(), acc.under.without(one)), (acc.over.without(one), acc.under.without(one))];
            less.chain(more.into_iter().filter(|_| added)).filter_map(|(over, under)| finite(self.ratio(&over, &under)?.nearest)).collect()
        };
        let bounds = Bounds {
            low: moved.iter().copied().fold(f64::INFINITY, f64::min),
            high: moved.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        };
        Some(Small { units, range: (!moved.is_empty()).then_some(bounds), added })
    }

    /// An amount with the median of its rows' own numbers in the place of its value.
    pub(in crate::engine) fn median(&self, amount: Amount, numbers: &[Number]) -> Amount {
        let value = (!numbers.is_empty()).then(|| middle(&sorted(numbers), self.scales.0));
        let missing = amount.missing.filter(|_| value.is_none());
        Amount { value: value.as_ref().map(|it| it.nearest), digits: value.map(|it| it.digits()).unwrap_or_default(), missing, ..amount }
    }
}

/// How many holders pairs of holder and thing held can have, when a holder has a thing at most once. At least: those named, and as many as
/// hold the commonest thing. At most: those named, and one more for each row that names nobody.
fn holders(held: &[(u32, u32)]) -> Bounds {
    let mut named: Vec<u32> = held.iter().map(|(holder, _)| *holder).filter(|holder| *holder != UNKNOWN).collect();
    named.sort_unstable_by(|a, b| {
        stop::step();
        a.cmp(b)
    });
    named.dedup();
    let unnamed = held.iter().filter(|(holder, _)| *holder == UNKNOWN).count();
    let mut pairs = held.to_vec();
    pairs.sort_unstable_by(|a, b| {
        stop::step();
        a.cmp(b)
    });
    let mut of_thing: std::collections::BTreeMap<u32, usize> = std::collections::BTreeMap::new();
    for (at, (holder, thing)) in pairs.iter().enumerate() {
        // The same holder and thing twice is one holding.
        let again = *holder != UNKNOWN && at > 0 && pairs[at - 1] == (*holder, *thing);
        if *thing != UNKNOWN && !again {
            *of_thing.entry(*thing).or_default() += 1;
        }
    }
    let most = of_thing.values().max().copied().unwrap_or_default();
    Bounds { low: named.len().max(most) as f64, high: (named.len() + unnamed) as f64 }
}

fn sorted(values: &[Number]) -> Vec<Number> {
    let mut values = values.to_vec();
    values.sort_unstable_by(|a, b| {
        stop::step();
        a.by_value(b)
    });
    values
}

/// The median of rising values: the middle one, or the mean of the two middle ones.
fn middle(values: &[Number], scale: u8) -> Value {
    let half = values.len() / 2;
    let (low, high) = if values.len() % 2 == 1 { (values[half], values[half]) } else { (values[half - 1], values[half]) };
    match (low, high) {
        // Half of a number of units is five times as many tenths.
        (Number::Units(low), Number::Units(high)) => {
            Value::exact(Decimal { units: (i128::from(low) + i128::from(high)) * 5, scale: scale + 1 })
        }
        (Number::Double(low), Number::Double(high)) => Value::nearest(low.midpoint(high)),
        (low, _) => Value::nearest(low.nearest(scale)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians() {
        for (values, expected) in [
            (vec![3.0], 3.0),
            (vec![1.0, 3.0, 10.0], 3.0),
            (vec![1.0, 3.0, 10.0, 20.0], 6.5),
            (vec![1.7e308, 1.7e308], 1.7e308),
            (vec![-1.7e308, 1.7e308], 0.0),
        ] {
            let values: Vec<Number> = values.into_iter().map(Number::Double).collect();
            assert_eq!(middle(&values, 0).nearest, expected, "{values:?}");
        }
        // 0.1 and 0.2: 0.15, not 0.15000000000000002.
        assert_eq!(middle(&[Number::Units(1), Number::Units(2)], 1).nearest, 0.15);
    }
}
