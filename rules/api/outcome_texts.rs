//! Texts about outcomes by which others know them.

/// The cause of an outcome that is unknown since time ran out (`--deadline`) before the URL was checked.
pub const NO_TIME: &str = "there was no time left to check it";

/// How the result of a link that has moved begins; its new address follows.
pub const MOVED_TO: &str = "moved for good to ";
