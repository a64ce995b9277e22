//! `curate lint`: judges lists, fixes them where that is wanted, and reports.

use crate::cli::LintCommandArguments;
use crate::commands::failure::Failure;
use crate::commands::outputs;
use crate::commands::steps::details::Stopwatch;
use crate::commands::steps::judge::{Judgement, judge};
use crate::commands::steps::load::load;
use crate::commands::steps::plan::Plan;
use crate::commands::steps::report::report;
use crate::commands::steps::work::Work;
use crate::commands::watch;
use crate::terminal::streams::Terminal;
use curate_rules::text;

/// Lints what `arguments` name; gives the exit status.
pub(super) fn run(arguments: &LintCommandArguments, terminal: Terminal) -> Result<u8, Failure> {
    let LintCommandArguments { lint: arguments, watch } = arguments;
    for note in arguments.select.iter().chain(&arguments.ignore).filter_map(|selector| selector.note()) {
        terminal.notice(note);
    }
    if *watch {
        return watch::run(arguments, terminal, lint);
    }
    let plan = Plan::of(arguments)?;
    let terminal = terminal.speaking(plan.language);
    Ok(lint(&plan, terminal, &mut |_| {})?.end(&plan))
}

/// Lints as `plan` says, and reports; `on_work` sees what was read.
fn lint(plan: &Plan, terminal: Terminal, on_work: &mut dyn FnMut(&Work)) -> Result<Judgement, Failure> {
    let mut stopwatch = Stopwatch::start(terminal);
    let work = load(&plan.input, terminal)?;
    stopwatch.done(text!("reading the files"));
    outputs::refuse_inputs(plan, &work)?;
    on_work(&work);
    let judgement = judge(work, plan, terminal)?;
    stopwatch.done(text!("running the rules"));
    report(&judgement, plan, terminal)?;
    stopwatch.done(text!("writing the report"));
    Ok(judgement)
}
