//! Where dates lie on an axis of time, and how far one lies from the next. Called by panels.

use crate::schema::{Dimension, Role};

/// The dates of a dimension on an axis.
pub(super) struct Axis {
    /// Where each value lies, in the unit that values are written in: years, months or days.
    pub(super) places: Vec<f64>,
    /// How far one date lies from the next: as declared, else the smallest gap.
    pub(super) step: f64,
}

impl Axis {
    /// The axis of a dimension whose values are dates, rising: years, or of another order months (`2024-05`) or days (`2024-05-31`).
    pub(super) fn of(dimension: &Dimension) -> Option<Axis> {
        let written = match dimension.role {
            Role::Year => [year, month, day].as_slice(),
            Role::Ordered => [month, day].as_slice(),
            Role::Plain | Role::Region => return None,
        };
        let all = |read: &fn(&str) -> Option<f64>| dimension.values.iter().map(|known| read(&known.value)).collect::<Option<Vec<f64>>>();
        let places = written.iter().find_map(all)?;
        let gaps = || places.windows(2).map(|pair| pair[1] - pair[0]);
        let least = gaps().reduce(f64::min).filter(|least| *least > 0.0)?;
        Some(Axis { step: dimension.step.unwrap_or(least), places })
    }
}

fn year(value: &str) -> Option<f64> {
    value.parse::<i32>().ok().map(f64::from)
}

/// Months from the year 0.
fn month(value: &str) -> Option<f64> {
    let (year, month) = value.split_once('-')?;
    let month: i32 = month.parse().ok().filter(|month| (1..=12).contains(month))?;
    Some(f64::from(year.parse::<i32>().ok()? * 12 + month - 1))
}

/// Days from the first of March of the year 0: leap days end a year, and every fifth month begins anew (Gregorian calendar).
fn day(value: &str) -> Option<f64> {
    let (of, day) = value.rsplit_once('-')?;
    let (day, months) = (day.parse::<i32>().ok()?, month(of)? as i32 - 2);
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12));
    let leap = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(f64::from(year * 365 + leap + (month * 153 + 2) / 5 + day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Text;
    use crate::schema::Category;

    fn axis(role: Role, values: &[&str], step: Option<f64>) -> Option<(Vec<f64>, f64)> {
        let values = values.iter().map(|value| Category { value: value.to_string(), label: Text::same(*value) });
        let axis = Axis::of(&Dimension { role, values: values.collect(), step, ..Dimension::default() })?;
        Some((axis.places.iter().map(|place| place - axis.places[0]).collect(), axis.step))
    }

    #[test]
    fn dates_lie_at_their_places() {
        type Case = (Role, &'static [&'static str], Option<f64>, Option<(&'static [f64], f64)>);
        let table: &[Case] = &[
            (Role::Year, &["2010", "2011", "2012", "2022"], None, Some((&[0.0, 1.0, 2.0, 12.0], 1.0))),
            (Role::Year, &["2010", "2015", "2025"], None, Some((&[0.0, 5.0, 15.0], 5.0))),
            (Role::Year, &["2010", "2015", "2025"], Some(1.0), Some((&[0.0, 5.0, 15.0], 1.0))),
            (Role::Ordered, &["2023-11", "2024-02", "2024-03"], None, Some((&[0.0, 3.0, 4.0], 1.0))),
            // 2024 is a leap year, 2100 is none.
            (Role::Ordered, &["2024-02-28", "2024-03-01", "2025-03-01"], None, Some((&[0.0, 2.0, 367.0], 2.0))),
            (Role::Ordered, &["2099-12-31", "2100-02-28", "2100-03-01"], None, Some((&[0.0, 59.0, 60.0], 1.0))),
            // Grades are no dates; one date has no gap; dates that fall have no axis.
            (Role::Ordered, &["1", "2", "9"], None, None),
            (Role::Year, &["2024"], None, None),
            (Role::Year, &["2024", "2020"], None, None),
            (Role::Plain, &["2010", "2022"], None, None),
        ];
        for (role, values, step, expected) in table {
            assert_eq!(axis(*role, values, *step), expected.map(|(places, step)| (places.to_vec(), step)), "{values:?}");
        }
    }
}
