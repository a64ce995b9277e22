//! `--baseline` and `--write-baseline`.

use crate::commands::failure::Failure;
use crate::commands::outputs;
use crate::commands::steps::plan::BaselineOptions;
use crate::commands::steps::work::Work;
use crate::commands::steps::workspace::working_folder;
use crate::report::LintedList;
use crate::terminal::streams::Terminal;
use crate::workspace::baseline::{Baseline, BaselineCounts};
use crate::workspace::shown_path::ShownPath;
use crate::workspace::write;
use curate_document::{EditionId, List};
use curate_rules::{Diagnostic, RULES, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// How many entries one notice names.
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
    /// The rules that ran, by the baseline's name of the file.
    ran: BTreeMap<String, BTreeSet<&'static str>>,
}

impl BaselineFilter {
    /// The baseline that `options` name, with what is to be judged of `work`.
    pub(crate) fn read(options: Option<&BaselineOptions>, work: &Work) -> Result<Option<Self>, Failure> {
        let Some(BaselineOptions { file, writes }) = options else { return Ok(None) };
        let here = working_folder()?;
        if *writes {
            outputs::stays_inside(file)?;
        }
        let file = ShownPath::new(&here, file);
        let baseline = match Baseline::read(&file.path, &file.shown) {
            Err(_) if *writes && !file.path.exists() => Baseline::empty(&file.path),
            read => read?,
        };
        let mut ran: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
        for prepared in &work.lists {
            let checked = !prepared.facts.outcomes.is_empty();
            for ((edition, path), settings) in
                prepared.list.editions.iter().zip(&prepared.paths).zip(&prepared.settings)
            {
                let on = RULES
                    .iter()
                    .filter(|rule| settings.severity(rule.name).is_some() && (checked || !rule.judges_only_outcomes()));
                if edition.judged {
                    ran.insert(baseline.name(path), on.map(|rule| rule.name).collect());
                }
            }
        }
        Ok(Some(Self { baseline, file, here, writes: *writes, ran }))
    }

    /// Whether a finding is not to be shown, given all `diagnostics` of its list.
    pub(crate) fn covers<'a>(
        &'a self,
        list: &'a List,
        diagnostics: &[Diagnostic],
    ) -> impl Fn(&Diagnostic) -> bool + use<'a> {
        let mut counts: BTreeMap<(EditionId, &'static str), usize> = BTreeMap::new();
        for diagnostic in diagnostics.iter().filter(|diagnostic| counts_in(diagnostic)) {
            *counts.entry((diagnostic.edition, diagnostic.rule)).or_default() += 1;
        }
        move |diagnostic| {
            let found = counts.get(&(diagnostic.edition, diagnostic.rule)).copied().unwrap_or(0);
            let known = || self.baseline.known(&self.name(list, diagnostic.edition), diagnostic.rule);
            !self.writes && counts_in(diagnostic) && found <= known()
        }
    }

    /// Takes what is known out of `judged`, says what is known no longer, and writes the baseline anew where that is wanted
    /// and the run was `complete`. Gives how many findings were taken out.
    pub(crate) fn apply(
        &mut self,
        judged: &mut [LintedList],
        complete: bool,
        terminal: Terminal,
    ) -> Result<usize, Failure> {
        let found = self.counts(judged);
        if self.writes {
            if !complete {
                return Err(NotWritten { shown: self.file.shown.clone() }.into());
            }
            self.renew(&found, terminal)?;
        } else {
            self.say_what_is_new(&found, terminal);
            self.say_what_is_gone(&found, terminal);
        }
        let mut taken = 0;
        for LintedList { list, diagnostics } in judged {
            let before = diagnostics.len();
            let is_known = |diagnostic: &Diagnostic| {
                let name = self.name(list, diagnostic.edition);
                let count = found.get(&name).and_then(|rules| rules.get(diagnostic.rule)).copied().unwrap_or(0);
                counts_in(diagnostic) && count <= self.baseline.known(&name, diagnostic.rule)
            };
            diagnostics.retain(|diagnostic| !is_known(diagnostic));
            taken += before - diagnostics.len();
        }
        Ok(taken)
    }

    fn renew(&mut self, found: &BaselineCounts, terminal: Terminal) -> Result<(), Failure> {
        let before = self.baseline.clone();
        let is_gone =
            |file: &str, rule: &str| !before.path(file).is_file() || RULES.iter().all(|known| known.name != rule);
        self.baseline.renew(found, &self.ran, &is_gone);
        write::put(&self.file.path, &self.file.shown, &self.baseline.text())?;
        let total: usize = self.baseline.iter().map(|(_, _, count)| count).sum();
        let files: BTreeSet<&str> = self.baseline.iter().map(|(file, _, _)| file).collect();
        let shown = &self.file.shown;
        terminal
            .notice(&format!("{shown}: findings that are known now: {total}; files that have some: {}", files.len()));
        Ok(())
    }

    fn say_what_is_new(&self, found: &BaselineCounts, terminal: Terminal) {
        for (file, rules) in found {
            for (rule, count) in rules {
                let known = self.baseline.known(file, rule);
                if known > 0 && *count > known {
                    let shown = ShownPath::new(&self.here, &self.baseline.path(file)).shown;
                    terminal.notice(&format!(
                        "{shown}: {rule}: {count} found, {known} known; counts do not tell which are new, so all are shown"
                    ));
                }
            }
        }
    }

    /// What was not judged may still be there.
    fn say_what_is_gone(&self, found: &BaselineCounts, terminal: Terminal) {
        let gone = self.baseline.iter().filter_map(|(file, rule, known)| {
            let count = found.get(file).and_then(|rules| rules.get(rule)).copied().unwrap_or(0);
            let judged = self.ran.get(file).is_some_and(|rules| rules.contains(rule));
            let shown = ShownPath::new(&self.here, &self.baseline.path(file)).shown;
            if RULES.iter().all(|declared| declared.name != rule) {
                Some(format!("{shown}: {rule} (there is no such rule)"))
            } else if !self.baseline.path(file).is_file() {
                Some(format!("{shown}: {rule} (there is no such file)"))
            } else if judged && count < known {
                Some(format!("{shown}: {rule} ({known} known, {count} found)"))
            } else {
                None
            }
        });
        let gone: Vec<String> = gone.collect();
        if gone.is_empty() {
            return;
        }
        let more = gone.len().saturating_sub(NAMED);
        let more = if more == 0 { String::new() } else { format!("; {more} more") };
        let named = gone.iter().take(NAMED).cloned().collect::<Vec<_>>().join("; ");
        let shown = &self.file.shown;
        terminal
            .notice(&format!("{shown}: findings that occur no longer; --write-baseline takes them out: {named}{more}"));
    }

    fn counts(&self, judged: &[LintedList]) -> BaselineCounts {
        let mut counts = BaselineCounts::new();
        for LintedList { list, diagnostics } in judged {
            for diagnostic in diagnostics.iter().filter(|diagnostic| counts_in(diagnostic)) {
                let rules = counts.entry(self.name(list, diagnostic.edition)).or_default();
                *rules.entry(diagnostic.rule.to_owned()).or_default() += 1;
            }
        }
        counts
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
