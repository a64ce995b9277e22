//! What the program does: ties the other modules together, and nothing else.

mod ci;
mod completions;
mod config;
mod explain;
mod init;
mod links;
mod lint;
mod merge;
mod outputs;
mod rules;

use crate::cli::{Arguments, Command};
use crate::terminal::streams::Terminal;
use std::io;

/// Exit status: nothing at or above `--fail-on`.
pub const CLEAN: u8 = 0;
/// Exit status: findings.
pub const FOUND: u8 = 1;
/// Exit status: the job could not be done.
pub const FAILED: u8 = 2;
/// Exit status: interrupted, after a partial report.
pub const INTERRUPTED: u8 = 130;

/// Does what `arguments` say; gives the exit status.
pub fn run(arguments: &Arguments) -> u8 {
    let terminal = Terminal::new(arguments.color, arguments.quiet);
    let done = match &arguments.command {
        Command::Lint(lint) => lint::run(lint, terminal),
        Command::Links(links) => links::run(links, false, terminal),
        Command::Check(links) => links::run(links, true, terminal),
        Command::Ci(ci) => ci::run(ci, terminal),
        Command::Rules(rules) => rules::run(rules, terminal),
        Command::Explain(explain) => explain::run(explain, terminal),
        Command::Merge(merge) => merge::run(merge, terminal),
        Command::Init(init) => init::run(init, terminal),
        Command::Config(config) => config::run(config, terminal),
        Command::Completions(arguments) => completions::completions(arguments, terminal),
        Command::Man(man) => completions::man(man, terminal),
    };
    done.unwrap_or_else(|failure| {
        terminal.failure(failure.as_ref());
        FAILED
    })
}

/// Why a command could not go on.
type Failure = Box<dyn miette::Diagnostic + Send + Sync>;

/// Output that could not be written.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
enum OutputError {
    #[error("standard output cannot be written: {0}")]
    Stdout(io::Error),
    #[error("{shown}: cannot be written: {reason}")]
    File { shown: String, reason: io::Error },
    #[error("{shown}: leads out of the repository by a symbolic link, so nothing was written")]
    #[diagnostic(help("name the file that it leads to"))]
    LeadsOut { shown: String },
    #[error("{shown}: is an input of this run; the report would take its place, so nothing was written")]
    #[diagnostic(help("name another file for the output"))]
    Input { shown: String },
    #[error(
        "{shown}: is a markdown file, and no earlier report; the report would take its place, so nothing was written"
    )]
    #[diagnostic(help("name another file for the output"))]
    List { shown: String },
}

/// A reader that went away (`curate … | head`) has all it wanted.
fn written(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.map_err(|error| OutputError::Stdout(error).into()),
    }
}
