//! Comments that silence findings.

use crate::api::declaration::Declaration;
use crate::api::diagnostic::Diagnostic;
use crate::api::silenced_work::SilencedWork;
use crate::api::suppression::{PartState, SuppressedName, Suppression, Verb};
use crate::engine::aliases::{
    all_for_markdownlint, all_for_remark, work_for_markdownlint, work_for_prettier, work_for_remark,
};
use crate::engine::autocorrect::work_for_autocorrect;
use crate::engine::suppression::directive::{Dialect, Directive, directives};
use crate::engine::suppression::places::{FindingPosition, without_places};
use crate::engine::suppression::scope::scope_of;
use crate::engine::suppression::silence::{OpenSilences, Silence};
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
    pub(crate) fn silence(&mut self, list: &List, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
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
                    if silence.covers(list, diagnostic) {
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
        (Dialect::AutoCorrect, name) => work_for_autocorrect(name, rules),
        (Dialect::Prettier, _) => work_for_prettier(rules),
        // They say where no link is checked, and silence no rule.
        (Dialect::MarkdownLinkCheck, _) => BTreeSet::new(),
    }
}

fn read(document: &Document, directives: Vec<Directive>, rules: &[&'static Declaration]) -> EditionSuppressions {
    let mut of_edition = EditionSuppressions::default();
    let mut open = OpenSilences::default();
    // What is silent in a stretch already needs no second silence: stretches that overlap stay few.
    let mut known: BTreeMap<(usize, usize, bool), BTreeSet<SilencedWork>> = BTreeMap::new();
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
                    if open.close(&silent, &directive, &mut of_edition.silences) {
                        state = PartState::Used;
                    }
                }
                Verb::Capture => open.capture(directive.origin),
                Verb::Restore => open.restore(document, &directive, &mut of_edition.silences),
                Verb::Disable => open.open(document, &directive, silent, owner),
                Verb::Ignore | Verb::FileIgnore | Verb::DisableLine | Verb::DisableNextLine => {
                    let (start, end) = scope_of(document, &directive);
                    let origin = directive.origin;
                    let known = known.entry((start, end, origin == Dialect::Prettier)).or_default();
                    silent.retain(|work| known.insert(*work));
                    if !silent.is_empty() {
                        of_edition.silences.push(Silence { origin, start, end, work: silent, owner, used: false });
                    }
                }
            }
            parts.push(SuppressedName { span, state });
        }
        if is_own {
            of_edition.own.push((directive, parts));
        }
    }
    of_edition.silences.extend(open.all_until_the_end());
    of_edition.silences.sort_by_key(|silence| (silence.start, silence.end));
    of_edition
}
