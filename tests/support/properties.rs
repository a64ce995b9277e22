//! How properties are run: other inputs in every run; what failed once is kept in the repository, and run first.

use proptest::test_runner::{Config, FileFailurePersistence};

/// As many smaller inputs are tried once one fails: minutes of shrinking tell no more.
const MOST_SHRINKS: u32 = 5_000;

/// Runs `cases` inputs, or `PROPTEST_CASES`. Failures are kept in `kept`, an absolute path: `concat!(env!("CARGO_MANIFEST_DIR"),
/// "/proptest-regressions/….txt")`, which is committed.
pub fn config(cases: u32, kept: &'static str) -> Config {
    let wanted = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let persistence = FileFailurePersistence::Direct(kept);
    Config {
        cases: wanted.unwrap_or(cases),
        failure_persistence: Some(Box::new(persistence)),
        max_shrink_iters: MOST_SHRINKS,
        ..Config::default()
    }
}
