//! The page of `--output-format html` in a real browser: Debian's Chromium, with axe-core. `.ci/tools` fetches both; where they are
//! not there, these tests skip, and fail where `CURATE_TOOLS=required`.
//!
//! `CURATE_SCREENSHOTS=FOLDER` keeps pictures, for people to look at: `base64 -d` makes PNG of them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice, reason = "a test may panic")]
#![allow(clippy::print_stdout, reason = "tests say what they skip")]

mod badge;
mod chromium;
#[path = "../links/fault/mod.rs"]
mod fault;
mod navigation;
mod pages;
mod report;
