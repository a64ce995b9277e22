//! The names of what a fleet keeps at the broker: streams, buckets, consumers and subjects. Pure.
//!
//! Everything of the fleet `lists` begins with `curate-lists` (streams and buckets) or `curate.lists` (subjects), so that several
//! fleets share one broker, and an account can be allowed one of them.

use std::fmt;
use std::str::FromStr;

/// The name of a fleet: 1 to 32 of `a` to `z`, `0` to `9` and `-`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FleetName(String);

/// Why a text does not name a fleet.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("invalid name of a fleet `{0}`; write 1 to 32 of a-z, 0-9 and -")]
pub struct FleetNameError(String);

impl FromStr for FleetName {
    type Err = FleetNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let is_name = (1..=32).contains(&text.len()) && text.bytes().all(is_plain);
        is_name.then(|| Self(text.to_owned())).ok_or_else(|| FleetNameError(text.to_owned()))
    }
}

impl Default for FleetName {
    fn default() -> Self {
        Self("default".to_owned())
    }
}

impl fmt::Display for FleetName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FleetName {
    /// The stream of targets that wait to be checked.
    pub fn work_stream(&self) -> String {
        format!("curate-{self}-work")
    }

    /// Where the target whose URL has this key waits. At most one message of a subject is in the stream: a URL that waits is not
    /// queued a second time.
    pub fn work_subject(&self, partition: u16, key: &str) -> String {
        format!("curate.{self}.work.{partition}.{key}")
    }

    /// All subjects of a partition.
    pub fn partition_subjects(&self, partition: u16) -> String {
        format!("curate.{self}.work.{partition}.>")
    }

    /// All subjects of the stream.
    pub fn work_subjects(&self) -> String {
        format!("curate.{self}.work.>")
    }

    /// The durable consumer of a partition.
    pub fn consumer(&self, partition: u16) -> String {
        format!("partition-{partition}")
    }

    /// The bucket of outcomes, by URL key. It is the shared store.
    pub fn outcomes_bucket(&self) -> String {
        format!("curate-{self}-outcomes")
    }

    /// The bucket of leases and workers. What is in it ends by itself.
    pub fn leases_bucket(&self) -> String {
        format!("curate-{self}-leases")
    }

    /// The bucket of what is fixed when the fleet is made, and of runs.
    pub fn settings_bucket(&self) -> String {
        format!("curate-{self}-settings")
    }

    /// Where a request to a host of a partition is sent, which that partition's worker takes in the host's turn.
    pub fn turn_subject(&self, partition: u16) -> String {
        format!("curate.{self}.turn.{partition}")
    }

    /// Where a request is sent that a certain worker sends at once.
    pub fn worker_subject(&self, worker: &str) -> String {
        format!("curate.{self}.worker.{worker}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for name in ["default", "lists", "a-1", "0"] {
            assert!(name.parse::<FleetName>().is_ok(), "{name}");
        }
        for name in ["", "A", "a.b", "a b", "a*", "a>", "ä", &"a".repeat(33)] {
            assert!(name.parse::<FleetName>().is_err(), "{name}");
        }
        let name: FleetName = "lists".parse().expect("a name");
        assert_eq!(name.work_subject(7, "abc"), "curate.lists.work.7.abc");
    }
}
