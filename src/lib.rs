//! The program `curate`: everything that touches the world. What a list is and what can be wrong with it are the
//! crates `curate_document` and `curate_rules`; here are arguments, files, configuration, terminal and reports.
//!
//! `terminal` and `workspace` carry the other modules, which do not import one another; `cli` alone names what `config`, `links` and
//! `report` take, and `commands` ties all of them together.

#![deny(unreachable_pub)]

mod cli;
mod commands;
pub mod config;
#[cfg(feature = "fleet")]
mod fleet;
mod git;
mod interop;
pub mod links;
mod locale;
mod lsp;
mod report;
mod terminal;
mod watch;
mod workspace;

use std::process::ExitCode;

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let code = terminal::panics::guarded(commands::failure::FAILED, || match cli::arguments() {
        Ok(arguments) => commands::run(&arguments),
        Err(error) => {
            // Help and version are "errors" that end well; a closed stdout is nobody's fault.
            let _ = error.print();
            u8::try_from(error.exit_code()).unwrap_or(commands::failure::FAILED)
        }
    });
    ExitCode::from(code)
}
