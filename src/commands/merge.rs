//! `curate merge`: joins stores.

use super::links_memory::now;
use super::{CLEAN, Failure};
use crate::cli::MergeArguments;
use crate::links::store::{Store, StoreError};
use crate::terminal::Terminal;

/// Why stores cannot be joined.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error(transparent)]
struct MergeError(#[from] StoreError);

/// Joins the stores that `arguments` name. The order does not matter, nor how often each is joined.
pub fn run(arguments: &MergeArguments, terminal: Terminal) -> Result<u8, Failure> {
    let now = now();
    // All are read before anything is written: where one is no store, nothing is joined.
    let read = |path: &std::path::PathBuf| Store::existing(path)?.all(now);
    let stores: Vec<_> = arguments.stores.iter().map(read).collect::<Result<_, _>>().map_err(MergeError)?;
    let (mut output, notice) = Store::open(&arguments.output).map_err(MergeError)?;
    if let Some(notice) = notice {
        terminal.notice(&notice);
    }
    for rows in stores {
        output.join(rows, now).map_err(MergeError)?;
    }
    Ok(CLEAN)
}
