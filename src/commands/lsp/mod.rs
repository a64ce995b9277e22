//! `curate lsp`: the language server, with the steps of `lint` behind it.

mod around;
mod link_check;
mod list_project;
mod mistakes;
mod open_list;

use crate::commands::lsp::list_project::ListProject;
use crate::lsp::session;
use crate::terminal::streams::Terminal;

/// Serves an editor on standard input and output until it ends that; gives the exit status.
pub(super) fn run(terminal: Terminal) -> u8 {
    session::serve(Box::new(ListProject::new(terminal)))
}
