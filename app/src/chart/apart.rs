//! Labels that would meet in a column are pushed apart. Called by course and slope.

/// Heights at least `pitch` from each other and within `low..=high` where they fit, as near to those wanted as that allows: neighbours in
/// each other's way move together. Of equal heights the first stays above.
pub(super) fn apart(wanted: &[i32], pitch: i32, (low, high): (i32, i32)) -> Vec<i32> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|index| wanted[*index]);
    // Without its place in the order a height must only not fall: the mean of each run that would.
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for (index, place) in order.iter().zip(0..) {
        let mut run = (wanted[*index] - pitch * place, 1);
        while let Some(before) = runs.pop_if(|before| before.0 * run.1 >= run.0 * before.1) {
            run = (before.0 + run.0, before.1 + run.1);
        }
        runs.push(run);
    }
    let last = high - pitch * (wanted.len() as i32 - 1);
    let levels = runs.into_iter().flat_map(|(sum, count)| (0..count).map(move |_| sum.div_euclid(count)));
    let mut heights = vec![0; wanted.len()];
    for ((index, level), place) in order.into_iter().zip(levels).zip(0..) {
        heights[index] = level.min(last).max(low) + pitch * place;
    }
    heights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heights_by_hand() {
        let table: &[(&[i32], &[i32])] = &[
            (&[], &[]),
            (&[50], &[50]),
            (&[20, 60, 100], &[20, 60, 100]),
            (&[20, 90, 50], &[20, 90, 50]),
            // Two at one height share the shift; three too.
            (&[50, 50], &[42, 57]),
            (&[50, 50, 50], &[35, 50, 65]),
            (&[40, 60, 50], &[35, 65, 50]),
            // At the edges they move inwards.
            (&[0, 0], &[0, 15]),
            (&[2, 4], &[0, 15]),
            (&[100, 100], &[85, 100]),
            (&[98, 99, 100], &[70, 85, 100]),
        ];
        for (wanted, heights) in table {
            assert_eq!(&apart(wanted, 15, (0, 100)), heights, "{wanted:?}");
        }
    }
}
