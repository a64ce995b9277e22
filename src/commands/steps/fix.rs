//! `--fix`, `--unsafe-fixes` and `--diff`.

use crate::commands::failure::{Failure, written};
use crate::commands::steps::baseline_filter::BaselineFilter;
use crate::commands::steps::inbound_links::changed_anchors;
use crate::commands::steps::parity_overview::parity_of_judged;
use crate::commands::steps::plan::{FixOptions, Plan};
use crate::commands::steps::work::{PreparedList, Work};
use crate::report::LintedList;
use crate::report::diff;
use crate::terminal::streams::Terminal;
use crate::workspace::write::{FileReplacement, remove_leftovers, replace};
use curate_document::{Document, Edition, List};
use curate_rules::api::linked_file::LinkedFile;
use curate_rules::{Applicability, Diagnostic, Fixed, Linter, RULES, Severity, fix, screen_offers};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Of so few findings none are told as one.
const FEW: usize = 20;

/// What became of the fixes of a run.
#[derive(Debug, Default)]
pub(crate) struct Fixes {
    /// How many were applied, by rule; `None` where none were wanted.
    pub applied: Option<BTreeMap<&'static str, usize>>,
    /// Whether a file could not be written.
    pub failed: bool,
    /// Whether a text is another one after them.
    pub would_change: bool,
}

/// Fixes `lists`: writes files, shows a diff, or prints what standard input becomes. Gives what is found after that.
///
/// # Errors
///
/// Where standard output cannot be written.
pub(crate) fn fix_all(
    mut lists: Vec<PreparedList>,
    options: FixOptions,
    plan: &Plan,
    baseline: Option<&BaselineFilter>,
    terminal: Terminal,
) -> Result<(Vec<LintedList>, Fixes), Failure> {
    let stdin = plan.input.reads_stdin();
    let scope = FixScope { options, stdin, is_change: plan.input.change.is_some(), baseline, meant: None };
    let fixed = scope.fixed(&mut lists);
    let mut fixes = Fixes::default();
    let mut applied: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut anchors = BTreeMap::new();
    let mut after = Vec::new();
    let mut out = match (options.diff, stdin) {
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
        fixed.notes.iter().for_each(|note| terminal.notice(note.clone()));
        let replacements = replacements(&prepared, &fixed);
        fixes.would_change |= replacements.iter().any(|replacement| replacement.before != replacement.after);
        let is_kept = match &mut out {
            Some(out) if options.diff => {
                written(show(&replacements, terminal.is_coloured(), &mut **out)).map(|()| true)?
            }
            Some(out) => written(print(&prepared, &fixed, &mut **out)).map(|()| true)?,
            None => replace(&replacements).map_err(|error| terminal.failure(&error)).is_ok(),
        };
        if is_kept {
            fixed.applied.iter().for_each(|(rule, count)| *applied.entry(rule).or_default() += count);
            let changed = changed_anchors(&prepared.list, &fixed);
            anchors.extend(changed.into_iter().map(|(path, anchors)| (path, Arc::new(anchors))));
        } else {
            fixes.failed = true;
        }
        after.push((prepared, Some(fixed).filter(|_| is_kept)));
    }
    let least = plan.output.least_shown();
    let after = after.into_par_iter();
    let judged = after.map(|(prepared, fixed)| judged_anew(prepared, fixed, &anchors, least, plan)).collect();
    if let Some(mut out) = out {
        written(out.flush())?;
    }
    fixes.applied = Some(applied);
    Ok((judged, fixes))
}

/// What is found in a list after all were fixed; `fixed` is `None` where it could not be. `anchors` are those of the
/// documents that have others now.
fn judged_anew(
    mut prepared: PreparedList,
    fixed: Option<Fixed>,
    anchors: &BTreeMap<String, Arc<BTreeSet<String>>>,
    least: Severity,
    plan: &Plan,
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
    prepared.list = list;
    let overview = if plan.shows_parity() { parity_of_judged(&prepared, &diagnostics) } else { None };
    screen_offers(&prepared.list, &mut diagnostics, least);
    LintedList { list: prepared.list, diagnostics, overview }
}

fn relinted(linter: &Linter<'_>, list: List) -> (List, Vec<Diagnostic>) {
    let diagnostics = linter.lint(&list);
    (list, diagnostics)
}

/// What is fixed: what the run would show.
struct FixScope<'a> {
    options: FixOptions,
    /// What standard input holds can only be fixed where that takes no other file along.
    stdin: bool,
    /// Whether only what a change introduced is fixed.
    is_change: bool,
    baseline: Option<&'a BaselineFilter>,
    /// The group whose rules' fixes are meant; `None` for those of all.
    meant: Option<&'static str>,
}

impl FixScope<'_> {
    /// Fixes all lists; the fixer gets findings one by one.
    fn fixed(&self, lists: &mut [PreparedList]) -> Vec<Fixed> {
        for prepared in &mut *lists {
            prepared.facts.expand_for_fixes = true;
        }
        let all = lists.par_iter().map(|prepared| self.fixed_list(prepared)).collect();
        for prepared in lists {
            prepared.facts.expand_for_fixes = false;
        }
        all
    }

    fn fixed_list(&self, prepared: &PreparedList) -> Fixed {
        let is_alone = |diagnostic: &Diagnostic| {
            let mut edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
            edits.all(|edit| prepared.list.edition(edit.edition).is_some_and(|edition| edition.judged))
        };
        // Where it is not known what the change introduced, nothing is taken for it.
        let can_tell = !self.is_change || prepared.facts.change.is_some();
        let linter = Linter::new(RULES, &prepared.settings, &prepared.facts);
        // What is known is not shown, and so not fixed.
        let is_known = self.baseline.map(|known| known.covers(&prepared.list, &linter.lint(&prepared.list)));
        let wanted = |document: &Document, diagnostic: &Diagnostic| {
            can_tell
                && self.meant.is_none_or(|group| group_of(diagnostic) == Some(group))
                && (self.options.hints || diagnostic.severity > Severity::Hint || is_of_outcome(diagnostic))
                && (!self.stdin || is_alone(diagnostic))
                && !is_known.as_ref().is_some_and(|is_known| is_known(document, diagnostic))
        };
        let fixed = fix(&linter, prepared.list.clone(), self.options.least, &wanted);
        if !prepared.facts.wants_copies {
            return fixed;
        }
        // Whoever names the option for archived copies wants these fixes, unsafe as they are, and no other that is.
        let of_copies =
            |document: &Document, diagnostic: &Diagnostic| wanted(document, diagnostic) && fixes_on_request(diagnostic);
        let copies = fix(&linter, fixed.list.clone(), Applicability::Unsafe, &of_copies);
        joined(fixed, copies)
    }
}

/// What `last` made of what `first` made of a list.
fn joined(first: Fixed, last: Fixed) -> Fixed {
    let mut applied = first.applied;
    last.applied.iter().for_each(|(rule, count)| *applied.entry(rule).or_default() += count);
    let refused = [first.refused, last.refused].concat();
    Fixed { applied, refused, notes: [first.notes, last.notes].concat(), ..last }
}

/// Whether it is about the outcome of a URL.
fn is_of_outcome(diagnostic: &Diagnostic) -> bool {
    RULES.iter().any(|rule| rule.name == diagnostic.rule && rule.judges_only_outcomes())
}

/// The group of its rule.
fn group_of(diagnostic: &Diagnostic) -> Option<&'static str> {
    RULES.iter().find(|rule| rule.name == diagnostic.rule).map(|rule| rule.group())
}

/// Whether its fix is one that an option of its own asks for.
fn fixes_on_request(diagnostic: &Diagnostic) -> bool {
    RULES.iter().any(|rule| rule.name == diagnostic.rule && rule.fixes_on_request())
}

fn replacements<'a>(prepared: &'a PreparedList, fixed: &'a Fixed) -> Vec<FileReplacement<'a>> {
    let editions = prepared.list.editions.iter().zip(&fixed.list.editions).zip(&prepared.paths);
    let replacement = |((before, after), path): ((&'a Edition, &'a Edition), &'a std::path::PathBuf)| FileReplacement {
        path,
        shown: &before.path,
        before: before.document.source(),
        after: after.document.source(),
    };
    editions.map(replacement).collect()
}

/// What safe fixes of what a run shows would change in the lists of `work`, as a diff without colours; nothing is written.
///
/// # Errors
///
/// Where the baseline cannot be read.
pub(crate) fn patch(work: &mut Work, plan: &Plan) -> Result<String, Failure> {
    let options =
        plan.fixing.unwrap_or(FixOptions { diff: true, least: Applicability::Safe, hints: plan.output.hints });
    let baseline = BaselineFilter::read(plan.baseline.as_ref(), work)?;
    let is_change = plan.input.change.is_some();
    let scope = FixScope { options, stdin: false, is_change, baseline: baseline.as_ref(), meant: None };
    let fixed = scope.fixed(&mut work.lists);
    let mut out = Vec::new();
    for (prepared, fixed) in work.lists.iter().zip(&fixed) {
        written(show(&replacements(prepared, fixed), false, &mut out))?;
    }
    Ok(String::from_utf8_lossy(&out).into_owned())
}

/// The editions of the lists of `work` as safe fixes would leave them: with the `group` those of its rules alone, as far as they take no
/// edition along that is not judged. By path, those that would be others.
///
/// # Errors
///
/// Where the baseline cannot be read.
pub(crate) fn fixed_texts(
    work: &mut Work,
    plan: &Plan,
    group: Option<&'static str>,
) -> Result<Vec<(PathBuf, String)>, Failure> {
    let options = FixOptions { diff: false, least: Applicability::Safe, hints: plan.output.hints };
    let baseline = BaselineFilter::read(plan.baseline.as_ref(), work)?;
    let stdin = group.is_some();
    let scope = FixScope { options, stdin, is_change: false, baseline: baseline.as_ref(), meant: group };
    let fixed = scope.fixed(&mut work.lists);
    let pairs = work.lists.iter().zip(&fixed).flat_map(|(prepared, fixed)| replacements(prepared, fixed));
    let changed = pairs.filter(|change| change.before != change.after);
    Ok(changed.map(|change| (change.path.to_owned(), change.after.to_owned())).collect())
}

fn show(replacements: &[FileReplacement<'_>], coloured: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut changed = replacements.iter().filter(|replacement| replacement.before != replacement.after);
    changed.try_for_each(|change| diff::write(out, change.shown, change.before, change.after, coloured))
}

/// The fixed text itself, byte for byte: it is meant for a file.
fn print(prepared: &PreparedList, fixed: &Fixed, out: &mut dyn Write) -> io::Result<()> {
    let editions = prepared.list.editions.iter().zip(&fixed.list.editions);
    editions
        .filter(|(before, _)| before.judged)
        .try_for_each(|(_, after)| out.write_all(after.document.source().as_bytes()))
}
