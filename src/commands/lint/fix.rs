//! `--fix`, `--unsafe-fixes` and `--diff`.

use crate::cli::LintArguments;
use crate::commands::lint::Done;
use crate::commands::lint::baseline_filter::Known;
use crate::commands::lint::inbound_links::changed;
use crate::commands::lint::load::Prepared;
use crate::commands::{Failure, written};
use crate::report::LintedList;
use crate::report::diff;
use crate::terminal::streams::Terminal;
use crate::workspace::write::{Replacement, remove_leftovers, replace};
use curate_document::{Edition, List};
use curate_rules::api::linked_file::LinkedFile;
use curate_rules::{Applicability, Diagnostic, Fixed, Linter, RULES, Severity, fix, screen_offers};
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
    terminal: Terminal,
) -> Result<Done, Failure> {
    let stdin = arguments.paths.iter().any(|path| path.as_os_str() == "-");
    let fixed = all_fixed(&mut lists, arguments, known, stdin);
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
    let least = crate::commands::lint::least_shown(arguments);
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
) -> LintedList {
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
    // What the fixer was told one by one is summed up again.
    let is_little = |fixed: &Fixed| fixed.diagnostics.len() < FEW;
    let (list, mut diagnostics) = match fixed {
        Some(fixed) if !is_touched && is_little(&fixed) => (fixed.list, fixed.diagnostics),
        Some(Fixed { list, .. }) => relinted(&linter, list),
        None => relinted(&linter, prepared.list),
    };
    screen_offers(&list, &mut diagnostics, least);
    LintedList { list, diagnostics }
}

fn relinted(linter: &Linter<'_>, list: List) -> (List, Vec<Diagnostic>) {
    let diagnostics = linter.lint(&list);
    (list, diagnostics)
}

/// Fixes all lists; the fixer is told of findings one by one.
fn all_fixed(lists: &mut [Prepared], arguments: &LintArguments, known: Option<&Known>, stdin: bool) -> Vec<Fixed> {
    for prepared in &mut *lists {
        prepared.facts.apart = true;
    }
    let all = lists.par_iter().map(|prepared| fixed(prepared, arguments, known, stdin)).collect();
    for prepared in lists {
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
pub fn patch(arguments: &LintArguments, lists: &mut [Prepared]) -> Result<String, Failure> {
    let fixed = all_fixed(lists, arguments, None, false);
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
