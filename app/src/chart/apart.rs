//! Labels that would meet in a column are pushed apart. Called by course and slope.

/// The middles of labels of these heights, none over another and all within `low..=high` where they fit, as near to those wanted as that
/// allows: neighbours in each other's way move together. Of equal ones the first stays above.
pub(super) fn apart(wanted: &[i32], heights: &[i32], (low, high): (i32, i32)) -> Vec<i32> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|index| wanted[*index]);
    // How far below the first one's top each one's middle lies, when all stand close.
    let mut used = 0;
    let close: Vec<i32> = order
        .iter()
        .map(|index| {
            used += heights[*index];
            used - (heights[*index] - heights[*index] / 2)
        })
        .collect();
    // Without its place in the order a height must only not fall: the mean of each run that would.
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for (index, close) in order.iter().zip(&close) {
        let mut run = (wanted[*index] - close, 1);
        while let Some(before) = runs.pop_if(|before| before.0 * run.1 >= run.0 * before.1) {
            run = (before.0 + run.0, before.1 + run.1);
        }
        runs.push(run);
    }
    let last = high - used;
    let levels = runs.into_iter().flat_map(|(sum, count)| (0..count).map(move |_| sum.div_euclid(count)));
    let mut middles = vec![0; wanted.len()];
    for ((index, level), close) in order.into_iter().zip(levels).zip(close) {
        middles[index] = level.min(last).max(low) + close;
    }
    middles
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
        // Labels 15 high have their middles 7 below their tops.
        for (wanted, middles) in table {
            assert_eq!(&apart(wanted, &vec![15; wanted.len()], (-7, 108)), middles, "{wanted:?}");
        }
        // One of two lines (30) between two of one: 22 from each.
        assert_eq!(apart(&[50, 50, 50], &[15, 30, 15], (-7, 108)), [27, 50, 72]);
        assert_eq!(apart(&[100, 90], &[30, 15], (-7, 108)), [93, 70]);
    }
}
