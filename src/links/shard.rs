//! A run that is split over several machines: its parts, and which of them checks which URL.

use crate::links::domain::registrable;
use crate::links::target::CheckTarget;
use std::str::FromStr;

/// One part of a run. Hosts of one registrable domain are in the same part, so that no server gets requests from two machines
/// at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shard {
    index: u32,
    count: u32,
}

/// Why a shard is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no part of a run; write I/N with 1 ≤ I ≤ N ≤ 10000, such as 2/5")]
pub(crate) struct ShardError(String);

impl Shard {
    /// The most parts of a run.
    pub(crate) const MOST: u32 = 10_000;

    /// Part `index` (from 1) of `count`; `None` where there is no such part.
    pub(crate) fn new(index: u32, count: u32) -> Option<Self> {
        (1..=count.min(Self::MOST)).contains(&index).then_some(Self { index, count }).filter(|_| count <= Self::MOST)
    }

    /// Which part, from 1.
    pub(crate) fn index(self) -> u32 {
        self.index
    }

    /// Of how many.
    pub(crate) fn count(self) -> u32 {
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

/// Whether `shard` checks `target`. Hosts of one registrable domain are in the same part.
pub(crate) fn has(shard: Shard, target: &CheckTarget) -> bool {
    let domain = registrable(&target.url).unwrap_or_default();
    stable_hash(&domain) % u64::from(shard.count()) == u64::from(shard.index() - 1)
}

/// A hash that is the same on every machine and in every release: FNV-1a of 64 bits, then stirred, since FNV leaves the low
/// bits of similar names similar. (Noll's FNV, offset 14695981039346656037, prime 1099511628211; the finish is that of `MurmurHash3`.)
pub(crate) fn stable_hash(text: &str) -> u64 {
    let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let mut hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, fold);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    fn target(url: &str) -> CheckTarget {
        CheckTarget::new(&Url::parse(url).expect("a URL")).expect("a web address")
    }

    #[test]
    fn every_target_is_in_one_part_and_parts_have_similar_sizes() {
        let targets: Vec<CheckTarget> =
            (0..3_000).map(|number| target(&format!("https://host-{number}.com/"))).collect();
        let mut sizes = [0_usize; 5];
        for target in &targets {
            let parts: Vec<u32> =
                (1..=5).filter(|index| Shard::new(*index, 5).is_some_and(|shard| has(shard, target))).collect();
            assert_eq!(parts.len(), 1);
            sizes[parts[0] as usize - 1] += 1;
        }
        assert!(sizes.iter().all(|size| (500..=700).contains(size)), "{sizes:?}");
    }

    #[test]
    fn hosts_of_one_owner_stay_together() {
        let owner =
            |url: &str| (1..=97).find(|index| Shard::new(*index, 97).is_some_and(|shard| has(shard, &target(url))));
        assert_eq!(owner("https://www.example.co.uk/a"), owner("http://blog.example.co.uk:8080/b"));
        assert_ne!(owner("https://me.github.io/"), owner("https://you.github.io/"));
    }

    #[test]
    fn the_hash_never_changes() {
        // Recorded: a change would move URLs between the parts of a run whose machines have different releases.
        assert_eq!(stable_hash(""), 0xefd0_1f60_ba99_2926);
        assert_eq!(stable_hash("example.com"), stable_hash("example.com"));
    }

    #[test]
    fn spellings() {
        assert_eq!("2/5".parse(), Ok(Shard { index: 2, count: 5 }));
        for text in ["", "1", "0/3", "4/3", "1/0", "1/10001", "-1/3", "1/3/4", "a/b", " 1/3"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }
}
