//! `--baseline` and `--write-baseline`.

use crate::commands::failure::Failure;
use crate::commands::outputs;
use crate::commands::steps::plan::BaselineOptions;
use crate::commands::steps::work::Work;
use crate::report::fingerprint::fingerprint;
use crate::report::{CheckedLinks, LintedList, declared};
use crate::terminal::streams::Terminal;
use crate::workspace::baseline::{Baseline, BaselineCounts, BaselineKey};
use crate::workspace::shown_path::ShownPath;
use crate::workspace::write;
use curate_document::{Document, EditionId, List};
use curate_rules::{Declaration, Diagnostic, RULES, Refusal, Severity, text};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// How many files and rules one notice names.
const NAMED: usize = 10;

/// The baseline was not written.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{shown}: the baseline was not written: not everything could be judged")]
struct NotWritten {
    shown: String,
}

/// What is known of a run's documents by a baseline.
pub(crate) struct BaselineFilter {
    baseline: Baseline,
    file: ShownPath,
    here: PathBuf,
    writes: bool,
    /// Whether only a change is judged, so that what is not found may still be there.
    is_change: bool,
    /// The rules that ran, by the baseline's name of the file.
    ran: BTreeMap<String, BTreeSet<&'static str>>,
}

/// Which findings are known, in the order of the lists and of their findings; and what is known beside them.
struct MatchedFindings {
    known: Vec<Vec<bool>>,
    left: BaselineCounts,
}

impl BaselineFilter {
    /// The baseline that `options` name, with what is to be judged of `work`.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, or may not be written.
    pub(crate) fn read(options: Option<&BaselineOptions>, work: &Work) -> Result<Option<Self>, Failure> {
        let Some(BaselineOptions { file, writes, is_change }) = options else { return Ok(None) };
        let (writes, is_change) = (*writes, *is_change);
        let here = work.workspace.here.clone();
        if writes {
            outputs::stays_inside(file)?;
        }
        let file = ShownPath::new(&here, file);
        let baseline = match Baseline::read(&file.path, &file.shown) {
            Err(_) if writes && !file.path.exists() => Baseline::empty(&file.path),
            read => read?,
        };
        let is_checked = work.checked.as_ref().is_some_and(is_whole);
        let mut ran: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
        for prepared in &work.lists {
            for ((edition, path), settings) in
                prepared.list.editions.iter().zip(&prepared.paths).zip(&prepared.settings)
            {
                let is_on = |rule: &&&Declaration| {
                    settings.severity(rule.name).is_some() && (is_checked || !rule.judges_only_outcomes())
                };
                if edition.judged {
                    ran.insert(baseline.name(path), RULES.iter().filter(is_on).map(|rule| rule.name).collect());
                }
            }
        }
        Ok(Some(Self { baseline, file, here, writes, is_change, ran }))
    }

    /// Whether a finding is not to be shown, given all `diagnostics` of its list; of a document, as it is by then.
    pub(crate) fn covers<'a>(
        &'a self,
        list: &'a List,
        diagnostics: &[Diagnostic],
    ) -> impl Fn(&Document, &Diagnostic) -> bool + use<'a> {
        let mut new: BTreeSet<BaselineKey> = BTreeSet::new();
        let mut known: BTreeSet<BaselineKey> = BTreeSet::new();
        if !self.writes {
            let matched = self.matched(&[(list, diagnostics)]);
            for (diagnostic, is_known) in diagnostics.iter().zip(matched.known.into_iter().flatten()) {
                let keys = if is_known { &mut known } else { &mut new };
                keys.extend(self.key(list, diagnostic));
            }
        }
        move |document, diagnostic| {
            let key = self.key_in(list, document, diagnostic);
            counts_in(diagnostic) && known.contains(&key) && !new.contains(&key)
        }
    }

    /// Takes what is known out of `judged`, says what is known no longer, and writes the baseline anew where that is wanted
    /// and the run was `complete`. Gives how many findings were taken out.
    ///
    /// # Errors
    ///
    /// Where the baseline cannot be written.
    pub(crate) fn apply(
        &mut self,
        judged: &mut [LintedList],
        complete: bool,
        terminal: Terminal,
    ) -> Result<usize, Failure> {
        if self.writes {
            if !complete {
                return Err(NotWritten { shown: self.file.shown.clone() }.into());
            }
            self.renew(judged, terminal)?;
        }
        let lists: Vec<(&List, &[Diagnostic])> =
            judged.iter().map(|judged| (&judged.list, &*judged.diagnostics)).collect();
        let MatchedFindings { known, left } = self.matched(&lists);
        if !self.is_change {
            self.say_what_is_gone(&left, terminal);
        }
        let mut taken = 0;
        for (LintedList { diagnostics, .. }, known) in judged.iter_mut().zip(known) {
            let before = diagnostics.len();
            let mut known = known.into_iter();
            diagnostics.retain(|_| !known.next().unwrap_or(false));
            taken += before - diagnostics.len();
        }
        Ok(taken)
    }

    /// Which findings of `lists` are known: as many of a key as the baseline counts, the first ones.
    fn matched(&self, lists: &[(&List, &[Diagnostic])]) -> MatchedFindings {
        let mut left = self.baseline.counts().clone();
        let mut known: Vec<Vec<bool>> = lists.iter().map(|(_, all)| vec![false; all.len()]).collect();
        let mut unknown = Vec::new();
        for ((list, diagnostics), known) in lists.iter().zip(&mut known) {
            let mut in_order: Vec<(&Diagnostic, &mut bool)> = diagnostics.iter().zip(known.iter_mut()).collect();
            in_order.sort_by_key(|(diagnostic, _)| (diagnostic.edition, diagnostic.span));
            for (diagnostic, is_known) in in_order {
                let Some(key) = self.key(list, diagnostic).filter(|_| counts_in(diagnostic)) else { continue };
                match left.get_mut(&key).filter(|count| **count > 0) {
                    Some(count) => (*count, *is_known) = (*count - 1, true),
                    None => unknown.push((key, is_known)),
                }
            }
        }
        let mut elsewhere = self.elsewhere(&left);
        for (key, is_known) in unknown {
            let Some(others) = elsewhere.get_mut(&(key.rule, key.fingerprint)) else { continue };
            while let Some(other) = others.last() {
                if let Some(count) = left.get_mut(other).filter(|count| **count > 0) {
                    (*count, *is_known) = (*count - 1, true);
                    break;
                }
                others.pop();
            }
        }
        left.retain(|_, count| *count > 0);
        MatchedFindings { known, left }
    }

    /// What of the findings that are `left` may have come to another file, by rule and fingerprint: its file was
    /// renamed, or it is about a URL that another edition still has.
    fn elsewhere(&self, left: &BaselineCounts) -> BTreeMap<(String, String), Vec<BaselineKey>> {
        let mut elsewhere: BTreeMap<(String, String), Vec<BaselineKey>> = BTreeMap::new();
        for (key, _) in left.iter().filter(|(_, count)| **count > 0) {
            let is_of_url = declared(&key.rule).is_some_and(Declaration::judges_only_outcomes);
            if (is_of_url && self.ran.contains_key(&key.file)) || self.is_removed(key) {
                elsewhere.entry((key.rule.clone(), key.fingerprint.clone())).or_default().push(key.clone());
            }
        }
        elsewhere
    }

    /// Whether the file of `key` is not there any more.
    fn is_removed(&self, key: &BaselineKey) -> bool {
        !self.ran.contains_key(&key.file) && !self.baseline.path(&key.file).is_file()
    }

    /// Whether what is known of `key` would have been found in this run, were it there still.
    fn would_be_found(&self, key: &BaselineKey) -> bool {
        self.ran.get(&key.file).is_some_and(|rules| rules.contains(&*key.rule))
            || self.is_removed(key)
            || declared(&key.rule).is_none()
    }

    fn renew(&mut self, judged: &[LintedList], terminal: Terminal) -> Result<(), Failure> {
        let mut found = BaselineCounts::new();
        for LintedList { list, diagnostics, .. } in judged {
            for diagnostic in diagnostics.iter().filter(|diagnostic| counts_in(diagnostic)) {
                if let Some(key) = self.key(list, diagnostic) {
                    *found.entry(key).or_default() += 1;
                }
            }
        }
        let mut renewed = self.baseline.clone();
        renewed.renew(found, &|key| !self.would_be_found(key));
        self.baseline = renewed;
        write::put(&self.file.path, &self.file.shown, &self.baseline.text())?;
        let total: usize = self.baseline.counts().values().sum();
        let files: BTreeSet<&str> = self.baseline.counts().keys().map(|key| &*key.file).collect();
        let shown = &self.file.shown;
        terminal.notice(text!(
            "{shown}: findings that are known now: {total}; files that have some: {files}",
            shown,
            total,
            files = files.len()
        ));
        Ok(())
    }

    /// What was not judged may still be there.
    fn say_what_is_gone(&self, left: &BaselineCounts, terminal: Terminal) {
        let mut gone: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for (key, count) in left.iter().filter(|(key, _)| self.would_be_found(key)) {
            *gone.entry((&key.file, &key.rule)).or_default() += count;
        }
        if gone.is_empty() {
            return;
        }
        let total: usize = gone.values().sum();
        let named = gone.iter().take(NAMED).map(|((file, rule), count)| {
            let shown = ShownPath::new(&self.here, &self.baseline.path(file)).shown;
            format!("{shown}: {rule} ({count})")
        });
        let named = named.collect::<Vec<_>>().join("; ");
        let more = gone.len().saturating_sub(NAMED);
        let shown = &self.file.shown;
        terminal.notice(match more {
            0 => text!(
                "{shown}: known findings that occur no longer: {total}; --write-baseline takes them out: {named}",
                shown,
                total,
                named
            ),
            _ => text!(
                "{shown}: known findings that occur no longer: {total}; --write-baseline takes them out: {named}; and \
                 {more} more",
                shown,
                total,
                named,
                more
            ),
        });
    }

    fn key(&self, list: &List, diagnostic: &Diagnostic) -> Option<BaselineKey> {
        list.edition(diagnostic.edition).map(|edition| self.key_in(list, &edition.document, diagnostic))
    }

    /// What makes `diagnostic` the same, in the `document` as it is now.
    fn key_in(&self, list: &List, document: &Document, diagnostic: &Diagnostic) -> BaselineKey {
        BaselineKey {
            file: self.name(list, diagnostic.edition),
            rule: diagnostic.rule.to_owned(),
            fingerprint: fingerprint(list, document, diagnostic),
        }
    }

    /// How the baseline calls the file of `edition`.
    fn name(&self, list: &List, edition: EditionId) -> String {
        list.edition(edition).map(|edition| self.baseline.name(&self.here.join(&edition.path))).unwrap_or_default()
    }
}

/// Whether a baseline counts it: a hint fails no run.
fn counts_in(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity > Severity::Hint
}

/// Whether every URL was checked, so that one which is not found is not there any more.
fn is_whole(checked: &CheckedLinks) -> bool {
    let is_left_out = checked.outcomes.any(|outcome| outcome.refusal == Some(Refusal::NotIncluded));
    let is_cut = checked.unchecked.iter().any(|unchecked| unchecked.reason.is_failure());
    checked.shard.is_none() && !is_left_out && !is_cut
}
