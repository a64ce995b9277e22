//! Pairs the members of two rows by what they have in common and by their order.

use super::super::order::best_in_order;
use super::super::text_hash::TextHash;

/// From this share on two members are one.
pub(super) const ALIKE: f32 = 0.34;
/// The largest product of the lengths of two rows that are compared member by member.
const LARGEST: usize = 40_000;

/// What of a block or row is the same in every language.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bag {
    /// Its words, sorted; one that is there twice counts twice.
    words: Vec<TextHash>,
}

impl Bag {
    /// The bag of `words`.
    pub(super) fn of(mut words: Vec<TextHash>) -> Self {
        words.sort_unstable();
        Self { words }
    }

    /// How many words are in it.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// How much of both is the same: 0 to 1.
    pub(super) fn similarity(&self, other: &Self) -> f32 {
        let (mut mine, mut theirs, mut shared) = (self.words.iter().peekable(), other.words.iter().peekable(), 0_usize);
        while let (Some(a), Some(b)) = (mine.peek(), theirs.peek()) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => _ = mine.next(),
                std::cmp::Ordering::Greater => _ = theirs.next(),
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    (_, _) = (mine.next(), theirs.next());
                }
            }
        }
        let all = self.len() + other.len();
        if all == 0 { 0.0 } else { 2.0 * shared as f32 / all as f32 }
    }
}

/// The weightiest pairing of two rows that crosses nowhere; nothing but the common beginning and end where they are very long.
pub fn aligned_in_order(first: usize, second: usize, weight: &dyn Fn(usize, usize) -> f32) -> Vec<(usize, usize)> {
    let is_same = |pair: &(usize, usize)| weight(pair.0, pair.1) >= 1.0;
    let start = (0..first).zip(0..second).take_while(is_same).count();
    let (rest, other) = (first - start, second - start);
    let end = (0..rest.min(other)).take_while(|back| is_same(&(first - 1 - back, second - 1 - back))).count();
    let inner = |row: usize, column: usize| weight(start + row, start + column);
    let (rows, columns) = (rest - end, other - end);
    let middle = if rows * columns <= LARGEST { best_in_order(rows, columns, &inner) } else { Vec::new() };
    let middle = middle.into_iter().map(|(row, column)| (start + row, start + column));
    let tail = (0..end).rev().map(|back| (first - 1 - back, second - 1 - back));
    (0..start).map(|at| (at, at)).chain(middle).chain(tail).collect()
}
