//! Runs the rules over a list: one walk over each document for all of them.

use crate::api::blame::Ages;
use crate::api::cache::Shared;
use crate::api::change::Change;
use crate::api::diagnostic::Diagnostic;
use crate::api::facts::Facts;
use crate::api::rule::{Context, Declaration, Rule, Sink, Subject};
use crate::api::settings::Settings;
use crate::engine::precedence::without_repetitions;
use crate::engine::since::introduced;
use crate::engine::summarize::gather;
use crate::engine::suppression::comments::Suppressions;
use curate_document::{BlockId, EditionId, EntryId, LinkId, List, Prose, Span};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// How many entries, links or blocks one task judges.
const TASK: usize = 256;

/// Documents of so many bytes or more are judged on all cores; waking them for less costs more than it saves.
const PARALLEL: usize = 16 * 1024;

/// Rules whose findings hang on what the shell gathered: that one of them finds nothing says little of a comment that
/// silences it. `project/suppression` is judged when comments were.
const HANG_ON_FACTS: [&str; 8] = [
    "anchors/missing",
    "formatting/terms",
    "links/insecure",
    "links/missing-file",
    "parity/one-sided-change",
    "parity/stale",
    "project/awesome",
    "project/suppression",
];

/// Rules ready to run, with the settings of each edition.
pub struct Linter<'a> {
    rules: &'a [&'static Declaration],
    /// By edition.
    settings: &'a [Settings],
    /// The rules that are on, by edition.
    active: Vec<Vec<Active>>,
    facts: &'a Facts,
    /// What was found before the change.
    known: OnceLock<Vec<Diagnostic>>,
}

/// A rule made for one edition.
struct Active {
    declaration: &'static Declaration,
    rule: Box<dyn Rule>,
}

impl<'a> Linter<'a> {
    /// A linter of `rules`; `settings` are by edition of the list to be linted.
    pub fn new(rules: &'a [&'static Declaration], settings: &'a [Settings], facts: &'a Facts) -> Self {
        let active = settings.iter().map(|settings| active(rules, settings)).collect();
        Self { rules, settings, active, facts, known: OnceLock::new() }
    }

    /// The findings in `list`, or those of them that the change introduced: in the order of editions and places, the same
    /// for the same input.
    pub fn lint(&self, list: &List) -> Vec<Diagnostic> {
        let Some(change) = &self.facts.change else { return self.all(list) };
        let (found, known) = rayon::join(|| self.all(list), || self.known.get_or_init(|| self.before(change)));
        introduced(found, list, change, known)
    }

    /// What was found before `change`.
    fn before(&self, change: &Change) -> Vec<Diagnostic> {
        // Ages are those of the lines as they are.
        let facts = Facts {
            files: change.files.clone(),
            pages: self.facts.pages.clone(),
            linked_anchors: self.facts.linked_anchors.clone(),
            sections: self.facts.sections,
            editor_settings: self.facts.editor_settings.clone(),
            terms: self.facts.terms.clone(),
            root: self.facts.root.clone(),
            named_list: self.facts.named_list,
            expand: self.facts.expand,
            single: self.facts.single,
            apart: self.facts.apart,
            outcomes: self.facts.outcomes.clone(),
            own_repository: self.facts.own_repository.clone(),
            beside: self.facts.beside.clone(),
            change: None,
            ages: Ages::default(),
        };
        Linter::new(self.rules, self.settings, &facts).all(&change.before)
    }

    /// All findings in `list`.
    fn all(&self, list: &List) -> Vec<Diagnostic> {
        let shared = Shared::of(list);
        let mut diagnostics: Vec<Diagnostic> = Vec::new();
        for (edition, _) in list.iter().filter(|(_, edition)| edition.judged) {
            diagnostics.extend(self.edition(list, edition, &shared));
        }
        diagnostics.extend(self.whole(list, &shared));
        diagnostics.extend(self.outcomes(list, &shared));
        let mut suppressions = Suppressions::of(list, self.rules);
        let mut diagnostics = gather(suppressions.silence(without_repetitions(self.rules, diagnostics)));
        let of_comments = self.comments(list, &suppressions, &shared);
        diagnostics.extend(suppressions.silence(of_comments));
        diagnostics.sort_by(|a, b| order(a).cmp(&order(b)));
        diagnostics.dedup();
        diagnostics
    }

    /// The hooks for entries, links, prose and documents.
    fn edition(&self, list: &List, edition: EditionId, shared: &Shared) -> Vec<Diagnostic> {
        let Some(context) = self.context(list, edition, shared) else { return Vec::new() };
        let document = context.document;
        let on = |subject| self.active_on(&context, subject).collect::<Vec<&Active>>();
        let parallel = document.source().len() >= PARALLEL;
        let entries = || {
            let rules = on(Subject::Entry);
            tasks(parallel, document.entries(), |first, entries, found| {
                for active in &rules {
                    let mut sink = self.sink(active.declaration.name, edition, list, found);
                    for (entry, id) in entries.iter().zip(first as u32..) {
                        active.rule.entry(EntryId(id), entry, &context, &mut sink);
                    }
                }
            })
        };
        let links = || {
            let rules = on(Subject::Link);
            tasks(parallel, document.links(), |first, links, found| {
                for active in &rules {
                    let mut sink = self.sink(active.declaration.name, edition, list, found);
                    for (link, id) in links.iter().zip(first as u32..) {
                        active.rule.link(LinkId(id), link, &context, &mut sink);
                    }
                }
            })
        };
        let prose = || {
            let rules = on(Subject::Prose);
            tasks(parallel, document.blocks(), |first, blocks, found| {
                let leaves = blocks.iter().zip(first as u32..).filter(|(block, _)| block.inlines.0 < block.inlines.1);
                for (_, id) in leaves {
                    let prose = Prose::of(document, BlockId(id));
                    for active in &rules {
                        active.rule.prose(
                            &prose,
                            &context,
                            &mut self.sink(active.declaration.name, edition, list, found),
                        );
                    }
                }
            })
        };
        let whole = || {
            let rules = on(Subject::Document);
            each(parallel, &rules, |active, found| {
                active.rule.document(&context, &mut self.sink(active.declaration.name, edition, list, found));
            })
        };
        if !parallel {
            return [entries(), links(), prose(), whole()].concat();
        }
        let ((entries, links), (prose, whole)) =
            rayon::join(|| rayon::join(entries, links), || rayon::join(prose, whole));
        [entries, links, prose, whole].concat()
    }

    /// The hook for lists.
    fn whole(&self, list: &List, shared: &Shared) -> Vec<Diagnostic> {
        if !list.is_translated() {
            return Vec::new();
        }
        let Some(context) = self.context(list, list.source, shared) else { return Vec::new() };
        let rules: Vec<&Active> = self.active_on(&context, Subject::List).collect();
        if !rules.is_empty() {
            shared.align(list);
        }
        each(true, &rules, |active, found| {
            active.rule.list(&context, &mut self.sink(active.declaration.name, list.source, list, found));
        })
    }

    /// The hook for what was learnt of URLs.
    fn outcomes(&self, list: &List, shared: &Shared) -> Vec<Diagnostic> {
        let outcomes = &self.facts.outcomes;
        let mut found = Vec::new();
        let Some(context) = self.context(list, list.source, shared).filter(|_| !outcomes.is_empty()) else {
            return found;
        };
        for active in self.active_on(&context, Subject::Outcomes) {
            let sink = &mut self.sink(active.declaration.name, list.source, list, &mut found);
            active.rule.outcomes(outcomes, &context, sink);
        }
        found
    }

    /// The hook for suppression comments.
    fn comments(&self, list: &List, suppressions: &Suppressions, shared: &Shared) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for edition in suppressions.editions() {
            let Some(context) = self.context(list, edition, shared) else { continue };
            let on: BTreeSet<&str> = self.active_rules(&context).map(|active| active.declaration.name).collect();
            let ran = |rule: &Declaration| {
                let is_alone = rule.group() == "parity" && !list.is_translated();
                on.contains(rule.name) && !is_alone && !rule.is_about_outcomes() && !HANG_ON_FACTS.contains(&rule.name)
            };
            let judged = suppressions.judged(edition, self.rules, context.document.source(), &ran);
            for active in self.active_on(&context, Subject::Suppressions) {
                let sink = &mut self.sink(active.declaration.name, edition, list, &mut found);
                active.rule.suppressions(&judged, &context, sink);
            }
        }
        found
    }

    fn context<'c>(&'c self, list: &'c List, edition: EditionId, shared: &'c Shared) -> Option<Context<'c>> {
        let (own, document) = list.edition(edition).map(|own| (own, &own.document))?;
        Some(Context {
            list,
            edition,
            document,
            is_list: self.facts.named_list || own.is_list(),
            facts: self.facts,
            shared,
        })
    }

    /// The rules that run on a document. Markdown that is no list gets only what is true of any markdown, and the text of a licence,
    /// which nobody edits, what is about the file.
    fn active_rules<'c>(&'c self, context: &Context<'_>) -> impl Iterator<Item = &'c Active> + use<'c> {
        let groups: &[&str] = match context.list.edition(context.edition) {
            _ if context.is_list => &[],
            Some(edition) if edition.is_licence() => &["project"],
            _ => &["anchors", "links", "formatting", "project"],
        };
        let active = self.active.get(context.edition.0 as usize).map_or(&[][..], Vec::as_slice);
        active.iter().filter(move |active| groups.is_empty() || groups.contains(&active.declaration.group()))
    }

    /// Those of them that judge `subject`.
    fn active_on<'c>(&'c self, context: &Context<'_>, subject: Subject) -> impl Iterator<Item = &'c Active> + use<'c> {
        self.active_rules(context).filter(move |active| active.declaration.judges(subject))
    }

    fn sink<'s>(
        &'s self,
        rule: &'static str,
        edition: EditionId,
        list: &'s List,
        diagnostics: &'s mut Vec<Diagnostic>,
    ) -> Sink<'s> {
        Sink { rule, edition, settings: self.settings, list, diagnostics }
    }
}

/// The rules that `settings` turn on, made with their options.
fn active(rules: &[&'static Declaration], settings: &Settings) -> Vec<Active> {
    let settings: BTreeMap<_, _> = settings.iter().collect();
    let on = rules.iter().filter_map(|declaration| {
        let setting = settings.get(declaration.name)?;
        setting.severity?;
        Some(Active { declaration, rule: (declaration.build)(&setting.options) })
    });
    on.collect()
}

/// By place; several findings of a rule at one place by what they point at elsewhere.
fn order(diagnostic: &Diagnostic) -> (EditionId, Span, &str, Option<(EditionId, Span)>, &str) {
    let label = diagnostic.labels.first().map(|label| (label.edition, label.span));
    (diagnostic.edition, diagnostic.span, diagnostic.rule, label, &diagnostic.message)
}

/// Does `work` on `items`, in parts and on all cores where `parallel`; it gets the number of the first item of its part.
fn tasks<T: Sync>(
    parallel: bool,
    items: &[T],
    work: impl Fn(usize, &[T], &mut Vec<Diagnostic>) + Sync,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if !parallel || items.len() <= TASK {
        work(0, items, &mut found);
        return found;
    }
    let parts = items.par_chunks(TASK).enumerate();
    parts
        .flat_map_iter(|(index, part)| {
            let mut found = Vec::new();
            work(index * TASK, part, &mut found);
            found
        })
        .collect()
}

/// Does `work` with each of `rules`, on all cores where `parallel`.
fn each(parallel: bool, rules: &[&Active], work: impl Fn(&Active, &mut Vec<Diagnostic>) + Sync) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if !parallel {
        for active in rules {
            work(active, &mut found);
        }
        return found;
    }
    let found = rules.par_iter().flat_map_iter(|active| {
        let mut found = Vec::new();
        work(active, &mut found);
        found
    });
    found.collect()
}
