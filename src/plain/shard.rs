//! A part of a run that is split over several machines.

use std::str::FromStr;

/// One part of a run. Hosts of one registrable domain are in the same part, so that no server is asked from two machines
/// at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    index: u32,
    count: u32,
}

/// Why a shard is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no part of a run; write I/N with 1 ≤ I ≤ N ≤ 10000, such as 2/5")]
pub struct ShardError(String);

impl Shard {
    /// The most parts of a run.
    pub const MOST: u32 = 10_000;

    /// Part `index` (from 1) of `count`; `None` where there is no such part.
    pub fn new(index: u32, count: u32) -> Option<Self> {
        (1..=count.min(Self::MOST)).contains(&index).then_some(Self { index, count }).filter(|_| count <= Self::MOST)
    }

    /// Which part, from 1.
    pub fn index(self) -> u32 {
        self.index
    }

    /// Of how many.
    pub fn count(self) -> u32 {
        self.count
    }
}

impl FromStr for Shard {
    type Err = ShardError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split_once('/').and_then(|(index, count)| Some((index.parse().ok()?, count.parse().ok()?)));
        parts.and_then(|(index, count)| Self::new(index, count)).ok_or_else(|| ShardError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        assert_eq!("2/5".parse(), Ok(Shard { index: 2, count: 5 }));
        for text in ["", "1", "0/3", "4/3", "1/0", "1/10001", "-1/3", "1/3/4", "a/b", " 1/3"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }
}
