//! How much two names differ.

/// How many letters two names differ in, at one place: what is left between their common beginning and end.
pub(crate) fn slips(first: &str, second: &str) -> usize {
    let start = first.bytes().zip(second.bytes()).take_while(|(a, b)| a == b).count();
    let shortest = first.len().min(second.len());
    let end = first.bytes().rev().zip(second.bytes().rev()).take(shortest - start).take_while(|(a, b)| a == b).count();
    first.len().max(second.len()) - start - end
}
