//! Texts about outcomes by which others know them.

/// The cause of an outcome that is unknown since time ran out (`--deadline`) before the URL was checked.
pub const NO_TIME: &str = "there was no time left to check it";

/// Who a page belongs to that is for sale, where only its title says that it is.
pub const DOMAIN_PARKER: &str = "a domain parker";
