//! Keeps curated markdown lists correct. See the library for everything.

use std::process::ExitCode;

fn main() -> ExitCode {
    curate::run()
}
