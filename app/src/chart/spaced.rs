//! Numbers under an axis that stand apart. Called by axis, histogram and percent.

use super::text;

/// Between two numbers beside each other.
const BETWEEN: i32 = 6;

/// Numbers under an axis, each with its middle: moved into `room`, and every second, third … of them where all would overlap.
pub(super) fn spaced(numbers: impl Iterator<Item = (i32, String)>, room: (i32, i32)) -> Vec<(i32, String)> {
    let numbers: Vec<(i32, String)> = numbers.collect();
    (1..=numbers.len()).find_map(|step| fit(numbers.iter().step_by(step).cloned().collect(), room)).unwrap_or_default()
}

/// The same, all of them or none.
pub(super) fn fit(mut numbers: Vec<(i32, String)>, room: (i32, i32)) -> Option<Vec<(i32, String)>> {
    let mut free = i32::MIN;
    for (middle, number) in &mut numbers {
        let width = text::width(number);
        *middle = (*middle).min(room.1 - (width - width / 2)).max(room.0 + width / 2);
        if *middle - width / 2 < free {
            return None;
        }
        free = *middle - width / 2 + width + BETWEEN;
    }
    Some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_apart() {
        // '100' is 24 wide (1.92 em), '0' 8: with 6 between, every second of numbers 20 apart.
        let numbers = (0..5).map(|index| (20 * index, format!("{}", 100 * index)));
        let shown: Vec<(i32, String)> = spaced(numbers, (0, 100));
        assert_eq!(shown, [(4, String::from("0")), (40, String::from("200")), (80, String::from("400"))]);
    }
}
