//! `curate lint`: judges lists, fixes them where that is wanted, and reports.

use crate::cli::LintArguments;
use crate::commands::failure::Failure;
use crate::commands::outputs;
use crate::commands::steps::judge::judge;
use crate::commands::steps::load::load;
use crate::commands::steps::plan::Plan;
use crate::commands::steps::report::report;
use crate::terminal::streams::Terminal;

/// Lints what `arguments` name; gives the exit status.
pub fn run(arguments: &LintArguments, terminal: Terminal) -> Result<u8, Failure> {
    let plan = Plan::of(arguments)?;
    let work = load(&plan.input, terminal)?;
    outputs::refuse_inputs(&plan, &work)?;
    let judgement = judge(work, &plan, terminal)?;
    report(&judgement, &plan, terminal)?;
    Ok(judgement.end(&plan))
}
