//! `curate badge`: the state of lists as a picture, from what is remembered of their links; nothing is requested.

use crate::cli::BadgeArguments;
use crate::commands::failure::{CLEAN, FAILED, Failure, OutputError, written};
use crate::commands::links::check_links;
use crate::commands::links::plan::LinkPlan;
use crate::commands::outputs;
use crate::commands::steps::judge::judge;
use crate::commands::steps::load::load;
use crate::commands::steps::plan::{InputOptions, Plan};
use crate::commands::steps::run_settings::RunSettings;
use crate::config::Overrides;
use crate::config::argument::files_and_settings;
use crate::report::Badge;
use crate::terminal::streams::Terminal;
use curate_rules::Outcomes;
use std::fs;
use std::io::Write as _;

/// Writes a badge for what `arguments` name; gives the exit status.
pub(super) fn run(arguments: &BadgeArguments, terminal: Terminal) -> Result<u8, Failure> {
    let (config, settings) = files_and_settings(&arguments.config, arguments.isolated)?;
    let input = InputOptions {
        paths: arguments.paths.clone(),
        exclude: arguments.exclude.clone(),
        overrides: Overrides { config, settings, isolated: arguments.isolated, ..Overrides::default() },
        ..InputOptions::default()
    };
    let terminal = terminal.speaking(RunSettings::of(&input.paths, &input.overrides)?.language);
    let plan = Plan { input, ..Plan::default() };
    let mut work = load(&plan.input, terminal)?;
    if let Some(file) = &arguments.output {
        outputs::refuse_input(file, &plan, &work)?;
    }
    let is_able = work.unread.is_empty();
    let links = LinkPlan::remembered(arguments.store.as_deref(), &arguments.fleet, arguments.isolated)?;
    check_links(&mut work, &links, terminal)?;
    let badge = if let Some(badge) = work.checked.take().as_ref().and_then(Badge::of_links) {
        badge
    } else {
        for prepared in &mut work.lists {
            prepared.facts.outcomes = Outcomes::default();
        }
        Badge::of_findings(&judge(work, &plan, terminal)?.report(&plan.output))
    };
    let svg = badge.svg(|text| terminal.language().say(text));
    if let Some(file) = &arguments.output {
        fs::write(file, svg).map_err(|reason| OutputError::File { shown: file.display().to_string(), reason })?;
    } else {
        let mut out = terminal.stdout();
        written(out.write_all(svg.as_bytes()).and_then(|()| out.flush()))?;
    }
    Ok(if is_able { CLEAN } else { FAILED })
}
