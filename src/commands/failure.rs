//! How commands end: exit statuses, and why a command could not go on.

use std::io;

/// Exit status: nothing at or above `--fail-on`.
pub const CLEAN: u8 = 0;
/// Exit status: findings.
pub const FOUND: u8 = 1;
/// Exit status: the job could not be done.
pub const FAILED: u8 = 2;
/// Exit status: interrupted, after a partial report.
pub const INTERRUPTED: u8 = 130;

/// Why a command could not go on.
pub type Failure = Box<dyn miette::Diagnostic + Send + Sync>;

/// Output that could not be written.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum OutputError {
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
///
/// # Errors
///
/// Where the output cannot be written for another reason.
pub fn written(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.map_err(|error| OutputError::Stdout(error).into()),
    }
}
