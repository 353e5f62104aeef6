//! Sums that are the same in every order: decimals as whole numbers, other doubles in one long fixed-point number. Used by the
//! engine's loading and measures, and by composite indicators.
//!
//! (The crates that sum doubles exactly do not serve: xsum 0.1.6 gives −3.0000000000000004 for −3 alone, accurate 0.4.1 panics where a partial
//! sum overflows.)

use std::cmp::Ordering;

use crate::number::{Decimal, power, quotient};

/// The numbers of a column that are decimals: whole numbers of units of `10^-scale`.
#[derive(Debug, Default)]
pub struct Decimals {
    /// Decimals of a unit.
    pub scale: u8,
    /// A cell a row; `None` where missing.
    pub units: Vec<Option<i64>>,
    /// For each row, how many decimals the file has; empty where it has whole numbers only.
    pub written: Vec<u8>,
}

impl Decimals {
    /// Decimals at most.
    pub const MOST_SCALE: u8 = 9;

    /// The number of a row.
    pub fn get(&self, row: usize) -> Option<Decimal> {
        let units = self.units.get(row).copied().flatten()?;
        Some(Decimal { units: i128::from(units), scale: self.scale })
    }

    /// The number of a row as its file has it, in plain digits: 66.70.
    pub fn as_written(&self, row: usize) -> Option<String> {
        let scale = self.written.get(row).copied().unwrap_or_default();
        let (units, _) = self.get(row)?.at(scale)?;
        Some(Decimal { units, scale }.padded())
    }
}

/// One number to add; all of a sum are of one kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// Units of a decimal whose scale the reader of the sum knows.
    Units(i64),
    /// A finite double.
    Double(f64),
}

impl Number {
    /// The nearest double.
    pub fn nearest(self, scale: u8) -> f64 {
        match self {
            Number::Units(units) => Decimal { units: i128::from(units), scale }.nearest(),
            Number::Double(double) => double,
        }
    }

    /// The order by value among numbers of one kind.
    pub fn by_value(&self, other: &Number) -> Ordering {
        match (self, other) {
            (Number::Units(a), Number::Units(b)) => a.cmp(b),
            (Number::Double(a), Number::Double(b)) => a.total_cmp(b),
            (Number::Units(_), Number::Double(_)) => Ordering::Less,
            (Number::Double(_), Number::Units(_)) => Ordering::Greater,
        }
    }
}

/// A sum; two of them merge.
#[derive(Clone, Debug, Default)]
pub struct Sum {
    units: i128,
    doubles: Option<Box<Long>>,
}

impl Sum {
    /// Adds a number.
    pub fn add(&mut self, number: Number) {
        match number {
            Number::Units(units) => self.units += i128::from(units),
            Number::Double(double) => self.doubles.get_or_insert_default().add(double),
        }
    }

    /// Adds another sum.
    pub fn merge(&mut self, other: &Sum) {
        self.units += other.units;
        if let Some(doubles) = &other.doubles {
            self.doubles.get_or_insert_default().merge(doubles);
        }
    }

    /// The sum without a number that was added.
    pub fn without(&self, number: Number) -> Sum {
        let mut rest = self.clone();
        match number {
            Number::Units(units) => rest.units -= i128::from(units),
            Number::Double(double) => rest.add(Number::Double(-double)),
        }
        rest
    }

    /// The sum exactly; `None` where it is of doubles.
    pub fn exact(&self, scale: u8) -> Option<Decimal> {
        self.doubles.is_none().then_some(Decimal { units: self.units, scale })
    }

    /// What is left of the sum without another.
    pub fn minus(&self, other: &Sum) -> Sum {
        let mut rest = Sum { units: self.units - other.units, doubles: self.doubles.clone() };
        if let Some(doubles) = &other.doubles {
            rest.doubles.get_or_insert_default().merge(&doubles.negated());
        }
        rest
    }

    /// How often another sum goes into it, times a factor, rounded once. With each sum stands its scale. `None`: over nothing, or the digits do
    /// not fit.
    pub fn over(&self, scale: u8, (other, other_scale): (&Sum, u8), factor: Decimal) -> Option<f64> {
        if let Some((over, under)) = self.exact(scale).zip(other.exact(other_scale)) {
            return over.over(under, factor);
        }
        let ((over, under), factor_is_negative) = ((self.leading(scale), other.leading(other_scale)), factor.units < 0);
        let tens = i32::from(under.scale) - i32::from(over.scale) - i32::from(factor.scale);
        let (more, less) = (power(tens.max(0).unsigned_abs())?, power(tens.min(0).unsigned_abs())?);
        let digits = over.digits.checked_mul(factor.units.unsigned_abs())?.checked_mul(more.unsigned_abs())?;
        let by = under.digits.checked_mul(less.unsigned_abs()).filter(|by| (1..=1 << 127).contains(by))?;
        let size = quotient(digits, by, over.exponent - under.exponent);
        Some(if size != 0.0 && (over.is_negative != under.is_negative) != factor_is_negative { -size } else { size })
    }

    fn leading(&self, scale: u8) -> Leading {
        match &self.doubles {
            None => Leading { is_negative: self.units < 0, digits: self.units.unsigned_abs(), exponent: 0, scale },
            Some(doubles) => doubles.leading(),
        }
    }

    /// The nearest double; infinite beyond them.
    pub fn nearest(&self, scale: u8) -> f64 {
        self.doubles.as_ref().map_or_else(|| Decimal { units: self.units, scale }.nearest(), |doubles| doubles.nearest())
    }
}

/// The sum of some doubles, the same in every order.
pub fn sum_of(doubles: impl Iterator<Item = f64>) -> f64 {
    let mut sum = Sum::default();
    doubles.for_each(|double| sum.add(Number::Double(double)));
    sum.nearest(0)
}

/// Limbs of 32 bits of a number whose last bit is 2^-1074: the doubles have 2,098 bits, the count of rows 32 more.
const LIMBS: usize = 67;

/// A sum as `digits · 2^exponent · 10^-scale`: to 64 bits and more. The last bit stands for whatever lies below, which only decides between two
/// doubles.
struct Leading {
    is_negative: bool,
    digits: u128,
    exponent: i32,
    scale: u8,
}

/// Additions before carries must be passed on.
const MOST_ADDS: u32 = 1 << 30;

/// A sum of doubles without any rounding: every limb takes what is added to it, carries are passed on now and then.
#[derive(Clone, Debug)]
struct Long {
    limbs: [i64; LIMBS],
    adds: u32,
}

impl Default for Long {
    fn default() -> Long {
        Long { limbs: [0; LIMBS], adds: 0 }
    }
}

impl Long {
    fn add(&mut self, double: f64) {
        if self.adds >= MOST_ADDS {
            self.carry();
        }
        self.adds += 1;
        let (bits, sign) = (double.to_bits(), if double < 0.0 { -1 } else { 1 });
        let (exponent, fraction) = ((bits >> 52) & 0x7ff, bits & ((1 << 52) - 1));
        // A subnormal number has the exponent of the least normal one, and no leading bit.
        let (place, digits) = if exponent == 0 { (0, fraction) } else { (exponent as usize - 1, fraction | 1 << 52) };
        let mut rest = u128::from(digits) << (place % 32);
        for limb in &mut self.limbs[place / 32..] {
            if rest == 0 {
                break;
            }
            *limb += sign * (rest & 0xffff_ffff) as i64;
            rest >>= 32;
        }
    }

    fn merge(&mut self, other: &Long) {
        let mut other = other.clone();
        self.carry();
        other.carry();
        self.limbs.iter_mut().zip(other.limbs).for_each(|(mine, theirs)| *mine += theirs);
        self.adds = 2;
    }

    /// Every limb but the last from 0 to 2^32: the sign is the last one's.
    fn carry(&mut self) {
        let mut carry = 0;
        let (last, limbs) = self.limbs.split_last_mut().expect("a long number has limbs");
        for limb in limbs {
            let sum = *limb + carry;
            (*limb, carry) = (sum & 0xffff_ffff, sum >> 32);
        }
        *last += carry;
        self.adds = 1;
    }

    fn negated(&self) -> Long {
        let mut other = self.clone();
        other.limbs.iter_mut().for_each(|limb| *limb = -*limb);
        other
    }

    fn leading(&self) -> Leading {
        let mut size = self.clone();
        size.carry();
        let is_negative = size.limbs[LIMBS - 1] < 0;
        if is_negative {
            size = size.negated();
            size.carry();
        }
        let top = size.limbs.iter().rposition(|limb| *limb != 0).unwrap_or(0);
        let first = top.saturating_sub(2);
        let mut digits = size.limbs[first..=first + 2].iter().rev().fold(0_u128, |digits, limb| digits << 32 | *limb as u128);
        digits |= u128::from(size.limbs[..first].iter().any(|limb| *limb != 0));
        let zeros = if digits == 0 { 0 } else { digits.trailing_zeros() };
        Leading { is_negative, digits: digits >> zeros, exponent: 32 * first as i32 - 1074 + zeros as i32, scale: 0 }
    }

    /// The nearest double, of two equally near the even one.
    fn nearest(&self) -> f64 {
        let Leading { is_negative, digits, exponent, .. } = self.leading();
        let nearest = quotient(digits, 1, exponent);
        if is_negative { -nearest } else { nearest }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sum(doubles: &[f64]) -> f64 {
        sum_of(doubles.iter().copied())
    }

    #[test]
    fn sums_by_hand() {
        for (doubles, expected) in [
            (vec![], 0.0),
            (vec![-3.0], -3.0),
            (vec![0.1, -0.3], -0.199_999_999_999_999_98),
            (vec![1e300, 1.0, -1e300], 1.0),
            (vec![1.7e308, 1.7e308, -1.7e308], 1.7e308),
            (vec![1.7e308, 1.7e308], f64::INFINITY),
            (vec![-1.7e308, -1.7e308], f64::NEG_INFINITY),
            (vec![5e-324, 5e-324], 1e-323),
            (vec![f64::MIN_POSITIVE, -5e-324], 2.225_073_858_507_201e-308),
            // Half way between two doubles to the even one; any bit beyond decides.
            (vec![9_007_199_254_740_992.0, 1.0], 9_007_199_254_740_992.0),
            (vec![9_007_199_254_740_992.0, 1.0, 1e-300], 9_007_199_254_740_994.0),
            (vec![-9_007_199_254_740_992.0, -1.0, 1e-300], -9_007_199_254_740_992.0),
            (vec![9_007_199_254_740_994.0, 1.0], 9_007_199_254_740_996.0),
        ] {
            assert_eq!(sum(&doubles), expected, "{doubles:?}");
        }
    }

    #[test]
    fn quotients_of_sums_are_rounded_once() {
        let of = |doubles: &[f64]| {
            let mut sum = Sum::default();
            doubles.iter().for_each(|double| sum.add(Number::Double(*double)));
            sum
        };
        let mut three = Sum::default();
        (0..3).for_each(|_| three.add(Number::Units(1)));
        let long = of(&[9_007_199_254_740_992.0, 1.0]);
        // 2^53 + 1 over 3; rounded first it would be 3002399751580330.5.
        assert_eq!(long.over(0, (&three, 0), 1.into()), Some(3_002_399_751_580_331.0));
        // In units of a tenth it is over 0.3.
        assert_eq!(long.over(0, (&three, 1), 1.into()), Some(30_023_997_515_803_310.0));
        assert_eq!(of(&[-1e300]).over(0, (&of(&[1e-300, 1e-300]), 0), 1.into()), Some(f64::NEG_INFINITY));
        assert_eq!(of(&[-1e300]).over(0, (&of(&[-2e300]), 0), 100.into()), Some(50.0));
        assert_eq!(long.over(0, (&of(&[1.0, -1.0]), 0), 1.into()), None);
        assert_eq!(long.minus(&of(&[1.0])).nearest(0), 9_007_199_254_740_992.0);
        assert_eq!(of(&[1.0]).minus(&long).nearest(0), -9_007_199_254_740_992.0);
    }

    proptest! {
        #[test]
        fn sums_of_doubles_in_any_order_and_in_parts_are_alike(
            doubles in prop::collection::vec(prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO, 1..40),
            cut in 0_usize..40,
            order in any::<prop::sample::Index>(),
        ) {
            let whole = sum(&doubles);
            let mut turned = doubles.clone();
            turned.rotate_left(order.index(doubles.len()));
            turned.reverse();
            prop_assert_eq!(sum(&turned).to_bits(), whole.to_bits());
            let (first, second) = doubles.split_at(cut.min(doubles.len()));
            let mut parts = [Sum::default(), Sum::default()];
            first.iter().for_each(|double| parts[0].add(Number::Double(*double)));
            second.iter().for_each(|double| parts[1].add(Number::Double(*double)));
            let [mut merged, other] = parts;
            merged.merge(&other);
            prop_assert_eq!(merged.nearest(0).to_bits(), whole.to_bits());
            let back = doubles.iter().fold(merged, |rest, double| rest.without(Number::Double(*double)));
            prop_assert_eq!(back.nearest(0), 0.0);
        }

        #[test]
        fn a_sum_of_doubles_is_the_nearest_one(quarters in prop::collection::vec(-(1_i64 << 52)..1_i64 << 52, 1..200)) {
            let doubles: Vec<f64> = quarters.iter().map(|quarters| *quarters as f64 / 4.0).collect();
            let exact: i128 = quarters.iter().map(|quarters| i128::from(*quarters)).sum();
            prop_assert_eq!(sum(&doubles), exact as f64 / 4.0);
        }
    }
}
