//! `curate completions` and `curate man`: what shells and readers are told of the command line.

use crate::cli::{self, CompletionsArguments, ManArguments};
use crate::commands::failure::{CLEAN, Failure, written};

use crate::terminal::streams::Terminal;
use std::io::Write as _;
use std::path::PathBuf;

/// Why pages cannot be written.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{}: the pages cannot be written: {reason}", folder.display())]
struct ManError {
    folder: PathBuf,
    reason: std::io::Error,
}

/// Prints the completions of a shell.
pub(super) fn completions(arguments: &CompletionsArguments, terminal: Terminal) -> Result<u8, Failure> {
    let mut bytes = Vec::new();
    clap_complete::generate(arguments.shell, &mut cli::command(), "curate", &mut bytes);
    print(&bytes, terminal)
}

/// Prints the manual's first page, or writes all pages into a folder.
pub(super) fn man(arguments: &ManArguments, terminal: Terminal) -> Result<u8, Failure> {
    if let Some(folder) = &arguments.output_dir {
        let result = std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(cli::command(), folder));
        result.map_err(|reason| ManError { folder: folder.clone(), reason })?;
        return Ok(CLEAN);
    }
    let mut bytes = Vec::new();
    written(clap_mangen::Man::new(cli::command()).render(&mut bytes))?;
    print(&bytes, terminal)
}

fn print(bytes: &[u8], terminal: Terminal) -> Result<u8, Failure> {
    let mut out = terminal.raw_stdout();
    written(out.write_all(bytes).and_then(|()| out.flush()))?;
    Ok(CLEAN)
}
