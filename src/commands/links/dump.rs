//! `--dump`: what would be checked, and how much would not.

use crate::commands::failure::{CLEAN, FAILED, Failure, written};
use crate::commands::links::plan::LinkPlan;
use crate::commands::links::selection::LinkSelection;
use crate::commands::links::settings::LinkSettings;
use crate::commands::steps::work::Work;
use crate::links::http::refusal;
use crate::report::Unchecked;
use crate::terminal::sanitize;
use crate::terminal::streams::Terminal;
use curate_rules::{Outcome, Outcomes, plural};
use std::io::Write as _;
use std::sync::Arc;

/// Writes the URLs that would be requested, one a line, and says of how many others it knows that they would not; gives the
/// exit status.
pub(crate) fn dump(work: &Work, plan: &LinkPlan, terminal: Terminal) -> Result<u8, Failure> {
    let settings = LinkSettings::of(work, plan, terminal)?;
    let LinkSelection { targets, unchecked, of_schemes, .. } = LinkSelection::of(work, &settings, plan);
    let mut outcomes = Outcomes::default();
    outcomes.extend(unchecked);
    let mut requested: Vec<&str> = Vec::new();
    for target in &targets {
        let refusal = target.unpacked().and_then(|target| refusal(&target.url, &settings.check));
        match refusal {
            None => requested.push(&target.text),
            Some(refusal) => outcomes.insert(Outcome::refused(Arc::clone(&target.text), refusal, String::new())),
        }
    }
    let mut out = terminal.stdout();
    let lines = requested.iter().try_for_each(|url| writeln!(out, "{}", sanitize::beginning(url)));
    written(lines.and_then(|()| out.flush()))?;
    let unchecked: Vec<Unchecked> = Unchecked::refused(&outcomes).into_iter().chain(of_schemes).collect();
    if let Some(total) = Unchecked::total(&unchecked) {
        let count = requested.len();
        terminal.notice(plural!(count, "{count} URL to check, {total}", "{count} URLs to check, {total}", total));
    }
    Ok(if work.unread.is_empty() { CLEAN } else { FAILED })
}
