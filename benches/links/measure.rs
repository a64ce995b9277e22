//! Runs a program and measures it.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a run cost.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// From start to end.
    pub wall: Duration,
    /// Of all processors, in the program and in the system for it; `None` where the system does not tell.
    pub processor: Option<Duration>,
    /// The most memory it had, in bytes; `None` where the system does not tell.
    pub memory: Option<u64>,
    /// How it ended.
    pub status: Option<i32>,
}

/// How often the memory of a running program is looked at.
const LOOK: Duration = Duration::from_millis(5);
/// A program that takes longer is ended.
const LIMIT: Duration = Duration::from_mins(10);

/// Runs `program` in `folder`. What takes too long is ended, and has no status.
pub fn run(program: &Path, folder: &Path, arguments: &[&str]) -> Cost {
    let begun = Instant::now();
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .env("XDG_CACHE_HOME", folder.join(".cache"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let process = format!("/proc/{}", child.id());
    let mut memory = None;
    // A program that has ended keeps its times until it is waited for.
    while let Ok(status) = std::fs::read_to_string(format!("{process}/status")) {
        memory = field(&status, "VmHWM:").map(|kibibytes| kibibytes * 1024).max(memory);
        if status.lines().any(|line| line.starts_with("State:") && line.contains('Z')) {
            break;
        }
        if begun.elapsed() > LIMIT {
            child.kill().unwrap();
        }
        std::thread::sleep(LOOK);
    }
    let processor = std::fs::read_to_string(format!("{process}/stat")).ok().and_then(|stat| times(&stat));
    let status = child.wait().unwrap().code();
    Cost { wall: begun.elapsed(), processor, memory, status }
}

fn field(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// The fields `utime` and `stime` of `/proc/PID/stat` (proc(5)), which are in hundredths of a second on every Linux.
fn times(stat: &str) -> Option<Duration> {
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let (user, system): (u64, u64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some(Duration::from_millis(10 * (user + system)))
}

/// The middle one of `values`, by what `of` says of each.
pub fn median<T>(costs: &[Cost], of: impl Fn(&Cost) -> Option<T>) -> Option<T>
where
    T: Ord + Copy,
{
    let mut values: Vec<T> = costs.iter().filter_map(of).collect();
    values.sort();
    values.get(values.len() / 2).copied()
}
