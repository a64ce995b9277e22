//! `curate check`: lints lists and checks their links, in one report.

use crate::cli::LinksArguments;
use crate::commands::failure::Failure;
use crate::commands::links::plan::LinkPlan;
use crate::commands::links::{check_links, dump};
use crate::commands::outputs;
use crate::commands::steps::details::Stopwatch;
use crate::commands::steps::judge::judge;
use crate::commands::steps::load::load;
use crate::commands::steps::plan::Plan;
use crate::commands::steps::report::report;
use crate::terminal::streams::Terminal;
use curate_rules::text;

/// Lints and checks what `arguments` name; gives the exit status.
pub(super) fn run(arguments: &LinksArguments, terminal: Terminal) -> Result<u8, Failure> {
    let plan = Plan::of(&arguments.lint)?;
    let terminal = terminal.speaking(plan.language);
    let link_plan = LinkPlan::of(arguments)?;
    let mut stopwatch = Stopwatch::start(terminal);
    let mut work = load(&plan.input, terminal)?;
    stopwatch.done(text!("reading the files"));
    outputs::refuse_inputs(&plan, &work)?;
    if link_plan.dumps {
        return dump(&work, &link_plan, terminal);
    }
    check_links(&mut work, &link_plan, terminal)?;
    stopwatch.done(text!("checking the URLs"));
    let judgement = judge(work, &plan, terminal)?;
    stopwatch.done(text!("running the rules"));
    report(&judgement, &plan, terminal)?;
    stopwatch.done(text!("writing the report"));
    Ok(judgement.end(&plan))
}
