//! What keeps its order.

/// Marks the members of a longest strictly increasing subsequence of `values`: what is not in it has moved. Of several
/// such subsequences the same is taken each time.
pub fn longest_increasing(values: &[usize]) -> Vec<bool> {
    // The index of the smallest value that ends an increasing run of each length.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (index, value) in values.iter().enumerate() {
        let length = ends.partition_point(|end| values.get(*end).is_some_and(|last| last < value));
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut kept = vec![false; values.len()];
    let mut at = ends.last().copied();
    while let Some(index) = at {
        if let Some(slot) = kept.get_mut(index) {
            *slot = true;
        }
        at = before.get(index).copied().flatten();
    }
    kept
}

/// The weightiest pairing of two rows that crosses nowhere; `weight` of 0 or less makes no pair. Pairs in order.
///
/// Takes time and room in proportion to `first * second`.
pub(super) fn best_in_order(first: usize, second: usize, weight: &dyn Fn(usize, usize) -> f32) -> Vec<(usize, usize)> {
    let width = second + 1;
    let mut best = vec![0_f32; (first + 1) * width];
    let mut weights = vec![0_f32; first * second];
    let at = |row: usize, column: usize| row * width + column;
    for row in (0..first).rev() {
        for column in (0..second).rev() {
            let mine = weight(row, column);
            if let Some(slot) = weights.get_mut(row * second + column) {
                *slot = mine;
            }
            let read = |index: usize| best.get(index).copied().unwrap_or(0.0);
            let paired = if mine > 0.0 { mine + read(at(row + 1, column + 1)) } else { 0.0 };
            let value = paired.max(read(at(row + 1, column))).max(read(at(row, column + 1)));
            if let Some(slot) = best.get_mut(at(row, column)) {
                *slot = value;
            }
        }
    }
    let read = |row: usize, column: usize| best.get(at(row, column)).copied().unwrap_or(0.0);
    let (mut row, mut column, mut pairs) = (0, 0, Vec::new());
    while row < first && column < second {
        let mine = weights.get(row * second + column).copied().unwrap_or(0.0);
        let here = read(row, column);
        if mine > 0.0 && here <= mine + read(row + 1, column + 1) {
            pairs.push((row, column));
            row += 1;
            column += 1;
        } else if here <= read(row + 1, column) {
            row += 1;
        } else {
            column += 1;
        }
    }
    pairs
}
