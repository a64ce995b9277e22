//! What a process uses, as Linux tells it (proc(5)).

use std::iter::Sum;
use std::ops::Add;
use std::time::Duration;

/// What one or several processes have used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Of all processors, in the program and in the system for it.
    pub processor: Duration,
    /// The most memory that it had, in bytes; of several processes, the sum of that.
    pub memory: u64,
}

impl Add for Usage {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { processor: self.processor + other.processor, memory: self.memory + other.memory }
    }
}

impl Sum for Usage {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}

/// The state of the process `id`, and what it has used so far. One that has ended keeps its times until it is waited for
/// (`Z`), and no memory. `None` where there is none.
pub fn look(id: u32) -> Option<(char, Usage)> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let memory = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes: u64 = memory.and_then(|text| text.split_whitespace().next()?.parse().ok()).unwrap_or(0);
    let state = fields(&stat)?.next()?.chars().next()?;
    Some((state, Usage { processor: processor(&stat)?, memory: kibibytes * 1024 }))
}

/// The fields `utime` and `stime` of a `stat`, which are in hundredths of a second on every Linux.
pub fn processor(stat: &str) -> Option<Duration> {
    let mut fields = fields(stat)?.skip(11);
    let (user, system): (u64, u64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some(Duration::from_millis(10 * (user + system)))
}

/// The fields of a `stat` behind the name of the program, which may have blanks and brackets: from the state on.
fn fields(stat: &str) -> Option<std::str::SplitWhitespace<'_>> {
    Some(stat.rsplit_once(')')?.1.split_whitespace())
}
