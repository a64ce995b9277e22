//! What a change introduced: git histories made here, and what is said of them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice, reason = "a test may panic")]

mod base;
mod findings;
#[cfg(unix)]
mod hostile;
mod one_sided;
mod repository;
mod stale;
mod stale_sections;
