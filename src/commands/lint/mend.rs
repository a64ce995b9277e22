//! `--fix`, `--unsafe-fixes` and `--diff`.

use super::Done;
use super::gather::World;
use super::known::Known;
use super::linking::{changed, learn, outside};
use super::load::Prepared;
use crate::cli::LintArguments;
use crate::commands::{Failure, written};
use crate::diff;
use crate::report::Judged;
use crate::terminal::Terminal;
use crate::write::{Replacement, remove_leftovers, replace};
use curate_document::{Edition, List};
use curate_rules::engine::facts::LinkedFile;
use curate_rules::{Applicability, Diagnostic, Fix, Fixed, Linter, RULES, Severity, fix, screen_offers};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

/// Of so few findings none are told as one.
const FEW: usize = 20;

/// Mends `lists`: writes files, shows a diff, or prints what standard input becomes.
pub fn mend(
    arguments: &LintArguments,
    mut lists: Vec<Prepared>,
    known: Option<&Known>,
    world: &World,
    terminal: Terminal,
) -> Result<Done, Failure> {
    let stdin = arguments.paths.iter().any(|path| path.as_os_str() == "-");
    let fixed = all_fixed(&mut lists, arguments, known, stdin, world);
    let mut anchors = BTreeMap::new();
    let mut outcomes = Vec::new();
    let mut done = Done { judged: Vec::new(), applied: None, failed: false, would_change: false };
    let mut applied: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut out = match (arguments.diff, stdin) {
        (true, _) => Some(terminal.stdout()),
        (false, true) => Some(terminal.raw_stdout()),
        (false, false) => None,
    };
    if out.is_none() {
        let folders: BTreeSet<&Path> =
            lists.iter().flat_map(|list| &list.paths).filter_map(|path| path.parent()).collect();
        folders.into_iter().for_each(remove_leftovers);
    }
    for (prepared, fixed) in lists.into_iter().zip(fixed) {
        fixed.notes.iter().for_each(|note| terminal.notice(note));
        let replacements = replacements(&prepared, &fixed);
        done.would_change |= replacements.iter().any(|replacement| replacement.before != replacement.after);
        let kept = match &mut out {
            Some(out) if arguments.diff => {
                written(show(&replacements, terminal.is_coloured(), &mut **out)).map(|()| true)?
            }
            Some(out) => written(print(&prepared, &fixed, &mut **out)).map(|()| true)?,
            None => replace(&replacements).map_err(|error| terminal.failure(&error)).is_ok(),
        };
        if kept {
            fixed.applied.iter().for_each(|(rule, count)| *applied.entry(rule).or_default() += count);
            anchors
                .extend(changed(&prepared.list, &fixed).into_iter().map(|(path, anchors)| (path, Arc::new(anchors))));
        } else {
            done.failed = true;
        }
        outcomes.push((prepared, Some(fixed).filter(|_| kept)));
    }
    let least = super::least_shown(arguments);
    let outcomes = outcomes.into_par_iter();
    done.judged = outcomes.map(|(prepared, fixed)| judged_anew(prepared, fixed, &anchors, least)).collect();
    if let Some(mut out) = out {
        written(out.flush())?;
    }
    done.applied = Some(applied);
    Ok(done)
}

/// What is found in a list after all were mended; `fixed` is `None` where it could not be. `anchors` are those of the
/// documents that have others now.
fn judged_anew(
    mut prepared: Prepared,
    fixed: Option<Fixed>,
    anchors: &BTreeMap<String, Arc<BTreeSet<String>>>,
    least: Severity,
) -> Judged {
    let mut is_touched = false;
    for (path, file) in &mut prepared.facts.files {
        if let LinkedFile::Markdown(known) = file
            && let Some(anchors) = anchors.get(path)
        {
            is_touched |= known != anchors;
            known.clone_from(anchors);
        }
    }
    let linter = Linter::new(RULES, &prepared.settings, &prepared.facts);
    // Fixes that were not applied were made as if no file that was not searched led to a heading.
    let is_doubtful = |diagnostics: &[Diagnostic]| {
        let mut fixes = diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref());
        let is_safe = |fix: &Fix| fix.applicability == Applicability::Safe && fix.effects.headings;
        prepared.facts.inbound_links_unsearched && fixes.any(is_safe)
    };
    // What the fixer was told one by one is summed up again.
    let is_little = |fixed: &Fixed| fixed.diagnostics.len() < FEW;
    let (list, mut diagnostics) = match fixed {
        Some(fixed) if !is_touched && is_little(&fixed) && !is_doubtful(&fixed.diagnostics) => {
            (fixed.list, fixed.diagnostics)
        }
        Some(Fixed { list, .. }) => relinted(&linter, list),
        None => relinted(&linter, prepared.list),
    };
    screen_offers(&list, &mut diagnostics, least);
    Judged { list, diagnostics }
}

fn relinted(linter: &Linter<'_>, list: List) -> (List, Vec<Diagnostic>) {
    let diagnostics = linter.lint(&list);
    (list, diagnostics)
}

/// Fixes all lists. Where a heading has another anchor then, files that are no part of the run are searched for links to
/// it. In the end the facts of each list say whether they were.
fn all_fixed(
    lists: &mut [Prepared],
    arguments: &LintArguments,
    known: Option<&Known>,
    stdin: bool,
    world: &World,
) -> Vec<Fixed> {
    for prepared in lists.iter_mut() {
        prepared.facts.inbound_links_unsearched = false;
        prepared.facts.apart = true;
    }
    let mend = |prepared: &Prepared| fixed(prepared, arguments, known, stdin);
    let mut all: Vec<Fixed> = lists.par_iter().map(mend).collect();
    let is_changed: Vec<bool> =
        lists.iter().zip(&all).map(|(prepared, fixed)| !changed(&prepared.list, fixed).is_empty()).collect();
    if is_changed.contains(&true) {
        let links = outside(lists, &is_changed, world);
        let changed = lists.iter_mut().zip(&mut all).zip(&is_changed).filter(|(_, is_changed)| **is_changed);
        for ((prepared, fixed), _) in changed {
            if learn(&mut prepared.facts, &prepared.list, &links) {
                *fixed = mend(prepared);
            }
        }
    }
    for (prepared, is_changed) in lists.iter_mut().zip(is_changed) {
        prepared.facts.inbound_links_unsearched = !is_changed;
        prepared.facts.apart = false;
    }
    all
}

/// Fixes what the run would show. What standard input holds can only be mended where that takes no other file along.
fn fixed(prepared: &Prepared, arguments: &LintArguments, known: Option<&Known>, stdin: bool) -> Fixed {
    let least = if arguments.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
    let is_alone = |diagnostic: &Diagnostic| {
        let mut edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
        edits.all(|edit| prepared.list.edition(edit.edition).is_some_and(|edition| edition.judged))
    };
    // Where it is not known what the change introduced, nothing is taken for it.
    let can_tell = arguments.since.is_none() && !arguments.staged || prepared.facts.change.is_some();
    let linter = Linter::new(RULES, &prepared.settings, &prepared.facts);
    // What is known is not shown, and so not mended.
    let is_known = known.map(|known| known.covers(&prepared.list, &linter.lint(&prepared.list)));
    let wanted = |diagnostic: &Diagnostic| {
        can_tell
            && (arguments.hints || diagnostic.severity > Severity::Hint)
            && (!stdin || is_alone(diagnostic))
            && !is_known.as_ref().is_some_and(|is_known| is_known(diagnostic))
    };
    fix(&linter, prepared.list.clone(), least, &wanted)
}

fn replacements<'a>(prepared: &'a Prepared, fixed: &'a Fixed) -> Vec<Replacement<'a>> {
    let editions = prepared.list.editions.iter().zip(&fixed.list.editions).zip(&prepared.paths);
    let replacement = |((before, after), path): ((&'a Edition, &'a Edition), &'a std::path::PathBuf)| Replacement {
        path,
        shown: &before.path,
        before: before.document.source(),
        after: after.document.source(),
    };
    editions.map(replacement).collect()
}

/// What mending `lists` would change, as a diff without colours; nothing is written.
pub fn patch(arguments: &LintArguments, lists: &mut [Prepared], world: &World) -> Result<String, Failure> {
    let fixed = all_fixed(lists, arguments, None, false, world);
    let mut out = Vec::new();
    for (prepared, fixed) in lists.iter().zip(&fixed) {
        written(show(&replacements(prepared, fixed), false, &mut out))?;
    }
    Ok(String::from_utf8_lossy(&out).into_owned())
}

fn show(replacements: &[Replacement<'_>], coloured: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut changed = replacements.iter().filter(|replacement| replacement.before != replacement.after);
    changed.try_for_each(|change| diff::write(out, change.shown, change.before, change.after, coloured))
}

/// The mended text itself, byte for byte: it is meant for a file.
fn print(prepared: &Prepared, fixed: &Fixed, out: &mut dyn Write) -> io::Result<()> {
    let editions = prepared.list.editions.iter().zip(&fixed.list.editions);
    editions
        .filter(|(before, _)| before.judged)
        .try_for_each(|(_, after)| out.write_all(after.document.source().as_bytes()))
}
