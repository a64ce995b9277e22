//! `curate lint`: judges lists, fixes them where that is wanted, and reports.

use crate::cli::LintArguments;
use crate::commands::failure::Failure;
use crate::commands::outputs;
use crate::commands::steps::details::Stopwatch;
use crate::commands::steps::judge::judge;
use crate::commands::steps::load::load;
use crate::commands::steps::plan::Plan;
use crate::commands::steps::report::report;
use crate::terminal::streams::Terminal;
use curate_rules::text;

/// Lints what `arguments` name; gives the exit status.
pub(super) fn run(arguments: &LintArguments, terminal: Terminal) -> Result<u8, Failure> {
    let plan = Plan::of(arguments)?;
    let terminal = terminal.speaking(plan.language);
    for note in arguments.select.iter().chain(&arguments.ignore).filter_map(|selector| selector.note()) {
        terminal.notice(note);
    }
    let mut stopwatch = Stopwatch::start(terminal);
    let work = load(&plan.input, terminal)?;
    stopwatch.done(text!("reading the files"));
    outputs::refuse_inputs(&plan, &work)?;
    let judgement = judge(work, &plan, terminal)?;
    stopwatch.done(text!("running the rules"));
    report(&judgement, &plan, terminal)?;
    stopwatch.done(text!("writing the report"));
    Ok(judgement.end(&plan))
}
