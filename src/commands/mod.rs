//! What the program does: each command is a row of plain steps, and ties the other modules together.

mod badge;
mod check;
mod ci;
mod completions;
mod config;
mod explain;
pub(crate) mod failure;
mod fleet;
mod init;
mod links;
mod lint;
mod lsp;
mod merge;
mod outputs;
mod parity;
mod rules;
mod steps;
mod watch;

use crate::cli::{Arguments, Command, FleetCommand};
use crate::commands::failure::FAILED;
use crate::terminal::streams::Terminal;

/// Does what `arguments` say; gives the exit status.
pub(crate) fn run(arguments: &Arguments) -> u8 {
    let terminal = Terminal::new(arguments.color, arguments.quiet, arguments.verbose).speaking(arguments.lang);
    let done = match &arguments.command {
        Command::Lint(lint) => lint::run(lint, terminal),
        Command::Links(links) => links::run(links, terminal),
        Command::Check(check) => check::run(check, terminal),
        Command::Ci(ci) => ci::run(ci, terminal),
        Command::Parity(parity) => parity::run(parity, terminal),
        Command::Badge(badge) => badge::run(badge, terminal),
        Command::Rules(rules) => rules::run(rules, terminal),
        Command::Explain(explain) => explain::run(explain, terminal),
        Command::Merge(merge) => merge::run(merge, terminal),
        Command::Worker(worker) => fleet::worker(worker, terminal),
        Command::Fleet(fleet) => match &fleet.command {
            FleetCommand::Status(status) => fleet::status(status, terminal),
        },
        Command::Lsp(_) => Ok(lsp::run(terminal)),
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
