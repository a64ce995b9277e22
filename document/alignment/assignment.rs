//! Maximum-weight matching of two small sets.

/// The largest sets that are matched for the maximum; beyond that the best pair goes first.
const EXACT: usize = 192;

/// A pair that may be matched, and how good that is: above 0.
#[derive(Clone, Copy, Debug)]
pub(super) struct WeightedPair {
    /// Index in the first set.
    pub first: usize,
    /// Index in the second set.
    pub second: usize,
    /// How well they fit.
    pub weight: f32,
}

/// The pairs among `candidates` with the largest sum of weights, each index in one pair at most.
pub(super) fn matching(first: usize, second: usize, candidates: &[WeightedPair]) -> Vec<(usize, usize)> {
    if first.max(second) <= EXACT { exact(first, second, candidates) } else { greedy(first, second, candidates) }
}

fn greedy(first: usize, second: usize, candidates: &[WeightedPair]) -> Vec<(usize, usize)> {
    let mut sorted: Vec<WeightedPair> = candidates.to_vec();
    sorted.sort_by(|a, b| b.weight.total_cmp(&a.weight).then((a.first, a.second).cmp(&(b.first, b.second))));
    let (mut taken, mut given) = (vec![false; first], vec![false; second]);
    let mut pairs = Vec::new();
    for candidate in sorted {
        if let (Some(mine @ false), Some(theirs @ false)) =
            (taken.get_mut(candidate.first), given.get_mut(candidate.second))
        {
            (*mine, *theirs) = (true, true);
            pairs.push((candidate.first, candidate.second));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// The Hungarian method by shortest augmenting paths with potentials, on a square matrix of costs (negated weights).
fn exact(first: usize, second: usize, candidates: &[WeightedPair]) -> Vec<(usize, usize)> {
    let size = first.max(second);
    let mut costs = vec![0_f64; size * size];
    for candidate in candidates {
        if let Some(cost) = costs.get_mut(candidate.first * size + candidate.second) {
            *cost = -f64::from(candidate.weight);
        }
    }
    let mut solver = Solver::new(size, &costs);
    for row in 1..=size {
        solver.augment(row);
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (column, row) in solver.row_of.iter().enumerate().skip(1) {
        let (row, column) = (row.wrapping_sub(1), column - 1);
        if costs.get(row.wrapping_mul(size).wrapping_add(column)).is_some_and(|cost| *cost < 0.0) {
            pairs.push((row, column));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Rows and columns count from 1; 0 stands for none.
struct Solver<'a> {
    size: usize,
    costs: &'a [f64],
    row_potential: Vec<f64>,
    column_potential: Vec<f64>,
    row_of: Vec<usize>,
}

impl<'a> Solver<'a> {
    fn new(size: usize, costs: &'a [f64]) -> Self {
        let zeros = vec![0.0; size + 1];
        Self { size, costs, row_potential: zeros.clone(), column_potential: zeros, row_of: vec![0; size + 1] }
    }

    fn reduced(&self, row: usize, column: usize) -> f64 {
        let cost = self.costs.get((row - 1) * self.size + column - 1).copied().unwrap_or(0.0);
        cost - at(&self.row_potential, row) - at(&self.column_potential, column)
    }

    /// Gives `row` a column, moving rows that have one along a shortest path.
    fn augment(&mut self, row: usize) {
        let mut least = vec![f64::INFINITY; self.size + 1];
        let mut way = vec![0_usize; self.size + 1];
        let mut used = vec![false; self.size + 1];
        set(&mut self.row_of, 0, row);
        let mut column = 0;
        loop {
            set(&mut used, column, true);
            let current = at(&self.row_of, column);
            let (mut step, mut next) = (f64::INFINITY, 0);
            for other in 1..=self.size {
                if at(&used, other) {
                    continue;
                }
                let reduced = self.reduced(current, other);
                if reduced < at(&least, other) {
                    set(&mut least, other, reduced);
                    set(&mut way, other, column);
                }
                if at(&least, other) < step {
                    (step, next) = (at(&least, other), other);
                }
            }
            self.shift(&used, &mut least, step);
            column = next;
            if at(&self.row_of, column) == 0 || next == 0 {
                break;
            }
        }
        while column != 0 {
            let previous = at(&way, column);
            let moved = at(&self.row_of, previous);
            set(&mut self.row_of, column, moved);
            column = previous;
        }
    }

    fn shift(&mut self, used: &[bool], least: &mut [f64], step: f64) {
        for column in 0..=self.size {
            if at(used, column) {
                let row = at(&self.row_of, column);
                add(&mut self.row_potential, row, step);
                add(&mut self.column_potential, column, -step);
            } else {
                add(least, column, -step);
            }
        }
    }
}

fn at<T: Copy + Default>(values: &[T], index: usize) -> T {
    values.get(index).copied().unwrap_or_default()
}

fn set<T>(values: &mut [T], index: usize, value: T) {
    if let Some(slot) = values.get_mut(index) {
        *slot = value;
    }
}

fn add(values: &mut [f64], index: usize, value: f64) {
    if let Some(slot) = values.get_mut(index) {
        *slot += value;
    }
}
