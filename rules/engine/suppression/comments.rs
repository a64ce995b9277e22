//! Comments that silence findings.

use crate::api::declaration::Declaration;
use crate::api::diagnostic::Diagnostic;
use crate::api::silenced_work::{SilencedWork, silences};
use crate::api::suppression::{PartState, SuppressedName, Suppression, Verb};
use crate::engine::aliases::{
    all_for_markdownlint, all_for_remark, work_for_markdownlint, work_for_prettier, work_for_remark,
};
use crate::engine::suppression::directive::{Dialect, Directive, directives};
use crate::engine::suppression::places::{FindingPosition, without_places};
use crate::engine::suppression::scope::scope_of;
use curate_document::{Document, EditionId, List};
use std::collections::{BTreeMap, BTreeSet};

/// The comments of a list that silence findings, with what they silenced so far.
pub(crate) struct Suppressions {
    editions: BTreeMap<EditionId, EditionSuppressions>,
    /// The editions that are judged.
    judged: BTreeSet<EditionId>,
}

#[derive(Default)]
struct EditionSuppressions {
    /// Our comments, in order.
    own: Vec<(Directive, Vec<SuppressedName>)>,
    /// In order of their starts.
    silences: Vec<Silence>,
}

/// A stretch in which rules are silent.
struct Silence {
    start: usize,
    /// Excluded.
    end: usize,
    work: BTreeSet<SilencedWork>,
    /// The comment of ours and its part that says so.
    owner: Option<(usize, usize)>,
    used: bool,
}

impl Suppressions {
    /// Reads the comments of `list`, which name `rules` or their groups.
    pub(crate) fn of(list: &List, rules: &[&'static Declaration]) -> Self {
        let judged = list.iter().filter(|(_, edition)| edition.judged);
        let read = judged.filter_map(|(id, edition)| {
            let directives = directives(&edition.document);
            (!directives.is_empty()).then(|| (id, read(&edition.document, directives, rules)))
        });
        let editions = read.collect();
        Self { editions, judged: list.iter().filter(|(_, edition)| edition.judged).map(|(id, _)| id).collect() }
    }

    /// The editions that have such comments.
    pub(crate) fn editions(&self) -> impl Iterator<Item = EditionId> {
        self.editions.keys().copied()
    }

    /// Drops the findings that a comment silences. Of one that is found in several places a comment silences its own alone.
    pub(crate) fn silence(&mut self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        if self.editions.values().all(|edition| edition.silences.is_empty()) {
            return diagnostics;
        }
        let all = diagnostics.iter().enumerate();
        let mut found: Vec<(FindingPosition, usize)> =
            all.flat_map(|(index, diagnostic)| diagnostic.places().map(move |place| (place, index))).collect();
        found.sort_unstable();
        let mut silenced: BTreeMap<usize, BTreeSet<FindingPosition>> = BTreeMap::new();
        for (id, edition) in &mut self.editions {
            let first = found.partition_point(|((edition, _), _)| edition < id);
            let last = found.partition_point(|((edition, _), _)| edition <= id);
            let mut next = 0;
            let mut active: Vec<usize> = Vec::new();
            for (place, index) in found.get(first..last).unwrap_or(&[]) {
                let offset = place.1.start;
                while edition.silences.get(next).is_some_and(|silence| silence.start <= offset) {
                    active.push(next);
                    next += 1;
                }
                active.retain(|at| edition.silences.get(*at).is_some_and(|silence| offset < silence.end));
                let Some(diagnostic) = diagnostics.get(*index) else { continue };
                for at in &active {
                    let Some(silence) = edition.silences.get_mut(*at) else { continue };
                    if silences(&silence.work, diagnostic) {
                        silence.used = true;
                        silenced.entry(*index).or_default().insert(*place);
                    }
                }
            }
        }
        let is_judged = |edition: EditionId| self.judged.contains(&edition);
        let left = diagnostics.into_iter().enumerate().filter_map(|(index, diagnostic)| match silenced.get(&index) {
            Some(silenced) => without_places(diagnostic, silenced, is_judged),
            None => Some(diagnostic),
        });
        left.collect()
    }

    /// Our comments in `edition` with what became of them; `ran` says whether a rule ran with all it needs to find anything.
    pub(crate) fn judged(
        &self,
        edition: EditionId,
        rules: &[&'static Declaration],
        source: &str,
        ran: &dyn Fn(&Declaration) -> bool,
    ) -> Vec<Suppression> {
        let Some(of_edition) = self.editions.get(&edition) else { return Vec::new() };
        let used: BTreeSet<(usize, usize)> =
            of_edition.silences.iter().filter(|silence| silence.used).filter_map(|silence| silence.owner).collect();
        let judged = |(index, (directive, parts)): (usize, &(Directive, Vec<SuppressedName>))| {
            let parts = parts.iter().enumerate().map(|(at, part)| {
                let state = match part.state {
                    PartState::Useless if used.contains(&(index, at)) => PartState::Used,
                    PartState::Useless if directive.verb != Verb::Enable => {
                        let name = if directive.names.is_empty() {
                            ""
                        } else {
                            source.get(part.span.start..part.span.end).unwrap_or("")
                        };
                        let all_ran =
                            named(name, rules).all(|rule| ran(rule) || (!rule.on_by_default && rule.name != name));
                        if all_ran { PartState::Useless } else { PartState::Unjudged }
                    }
                    state => state,
                };
                SuppressedName { span: part.span, state }
            });
            let Directive { comment, verb, verb_span, .. } = *directive;
            Suppression { comment, verb, verb_span, parts: parts.collect() }
        };
        of_edition.own.iter().enumerate().map(judged).collect()
    }
}

/// The rules that `name` stands for: one, a group, or for nothing all of them.
fn named<'r>(name: &'r str, rules: &'r [&'static Declaration]) -> impl Iterator<Item = &'static Declaration> + 'r {
    rules.iter().copied().filter(move |rule| name.is_empty() || rule.name == name || rule.group() == name)
}

/// What of our work a name in a comment stands for.
fn work_of(origin: Dialect, name: &str, rules: &[&'static Declaration]) -> BTreeSet<SilencedWork> {
    match (origin, name) {
        (Dialect::Curate, name) => named(name, rules).map(SilencedWork::whole).collect(),
        (Dialect::Remark, "") => all_for_remark(rules),
        (Dialect::Remark, name) => work_for_remark(name, rules),
        (Dialect::Markdownlint, "") => all_for_markdownlint(rules),
        (Dialect::Markdownlint, name) => work_for_markdownlint(name, rules),
        (Dialect::Prettier, _) => work_for_prettier(rules),
        // They say where no link is checked, and silence no rule.
        (Dialect::MarkdownLinkCheck, _) => BTreeSet::new(),
    }
}

/// A silence that nothing has ended yet.
struct OpenSilence {
    origin: Dialect,
    start: usize,
    work: BTreeSet<SilencedWork>,
    owner: Option<(usize, usize)>,
}

fn read(document: &Document, directives: Vec<Directive>, rules: &[&'static Declaration]) -> EditionSuppressions {
    let mut of_edition = EditionSuppressions::default();
    let mut open: Vec<OpenSilence> = Vec::new();
    // What is silent in a stretch already needs no second silence: stretches that overlap stay few.
    let mut known: BTreeMap<(usize, usize), BTreeSet<SilencedWork>> = BTreeMap::new();
    for directive in directives {
        let is_own = directive.origin == Dialect::Curate;
        let spans = if directive.names.is_empty() { vec![directive.verb_span] } else { directive.names.clone() };
        let mut parts = Vec::with_capacity(spans.len());
        for (at, span) in spans.into_iter().enumerate() {
            let name = if directive.names.is_empty() { "" } else { document.text(span) };
            let mut silent = work_of(directive.origin, name, rules);
            let mut state = if silent.is_empty() { PartState::Unknown } else { PartState::Useless };
            let owner = is_own.then_some((of_edition.own.len(), at));
            match directive.verb {
                Verb::Only | Verb::Sorted | Verb::SortedEnd | Verb::Unknown => state = PartState::Unjudged,
                Verb::Enable => {
                    if close(&mut open, &silent, &directive, &mut of_edition.silences) {
                        state = PartState::Used;
                    }
                }
                Verb::Disable => {
                    for other in open.iter().filter(|other| other.origin == directive.origin) {
                        silent.retain(|work| !other.work.contains(work));
                    }
                    if !silent.is_empty() {
                        open.push(OpenSilence {
                            origin: directive.origin,
                            start: start_of(document, &directive),
                            work: silent,
                            owner,
                        });
                    }
                }
                Verb::Ignore | Verb::FileIgnore | Verb::DisableLine | Verb::DisableNextLine => {
                    let (start, end) = scope_of(document, &directive);
                    let known = known.entry((start, end)).or_default();
                    silent.retain(|work| known.insert(*work));
                    if !silent.is_empty() {
                        of_edition.silences.push(Silence { start, end, work: silent, owner, used: false });
                    }
                }
            }
            parts.push(SuppressedName { span, state });
        }
        if is_own {
            of_edition.own.push((directive, parts));
        }
    }
    of_edition.silences.extend(open.into_iter().map(|open| open.until(usize::MAX)));
    of_edition.silences.sort_by_key(|silence| (silence.start, silence.end));
    of_edition
}

/// Where a `disable` begins: ours at the comment, markdownlint's at the beginning of its line.
fn start_of(document: &Document, directive: &Directive) -> usize {
    let start = directive.comment.start;
    let lines = document.lines();
    if directive.origin == Dialect::Markdownlint { lines.span(lines.line_of(start)).start } else { start }
}

/// Ends the silence of `work` at the comment `enable`; whether they were silent.
fn close(
    open: &mut Vec<OpenSilence>,
    work: &BTreeSet<SilencedWork>,
    enable: &Directive,
    silences: &mut Vec<Silence>,
) -> bool {
    let mut closed = false;
    for silent in open.iter_mut().filter(|silent| silent.origin == enable.origin) {
        let ended: BTreeSet<SilencedWork> = silent.work.intersection(work).copied().collect();
        if !ended.is_empty() {
            closed = true;
            silent.work.retain(|work| !ended.contains(work));
            let part = OpenSilence { origin: silent.origin, start: silent.start, work: ended, owner: silent.owner };
            silences.push(part.until(enable.comment.start));
        }
    }
    open.retain(|silent| !silent.work.is_empty());
    closed
}

impl OpenSilence {
    fn until(self, end: usize) -> Silence {
        Silence { start: self.start, end, work: self.work, owner: self.owner, used: false }
    }
}
