//! Runs the rules over a list: one walk over each document for all of them.

use crate::api::blame::Ages;
use crate::api::cache::ListCache;
use crate::api::change::Change;
use crate::api::declaration::{Declaration, Scope, Subject};
use crate::api::diagnostic::{Diagnostic, Severity};
use crate::api::facts::Facts;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::settings::Settings;
use crate::api::template::Text;
use crate::engine::precedence::without_repetitions;
use crate::engine::since::introduced;
use crate::engine::summarize::gather;
use crate::engine::suppression::comments::Suppressions;
use crate::engine::suppression::opened::stretches;
use curate_document::{BlockId, EditionId, EntryId, LinkId, List, Prose, Span};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// How many entries, links or blocks one task judges.
const TASK: usize = 256;

/// Documents of so many bytes or more are judged on all cores; waking them for less costs more than it saves.
const PARALLEL: usize = 16 * 1024;

/// Rules ready to run, with the settings of each edition.
pub struct Linter<'a> {
    rules: &'a [&'static Declaration],
    /// Of the rules and their groups.
    names: Vec<&'static str>,
    /// By edition.
    settings: &'a [Settings],
    /// The rules that are on, by edition.
    active: Vec<Vec<ActiveRule>>,
    facts: &'a Facts,
    /// What was found before the change.
    known: OnceLock<Vec<Diagnostic>>,
}

/// A rule made for one edition.
struct ActiveRule {
    declaration: &'static Declaration,
    rule: Box<dyn Rule>,
    /// Whether it runs only between the comments that open it.
    is_opened: bool,
    /// The rule's level, by edition.
    severities: Arc<[Option<Severity>]>,
}

impl ActiveRule {
    fn sink<'s>(&'s self, edition: EditionId, list: &'s List, diagnostics: &'s mut Vec<Diagnostic>) -> Sink<'s> {
        let document = list.edition(edition).map(|edition| &edition.document).filter(|_| self.is_opened);
        let opened = document.zip(self.declaration.opened_by).map(|(document, verb)| stretches(document, verb));
        Sink { rule: self.declaration.name, edition, severities: &self.severities, list, opened, diagnostics }
    }
}

impl<'a> Linter<'a> {
    /// A linter of `rules`; `settings` are by edition of the list to be linted.
    pub fn new(rules: &'a [&'static Declaration], settings: &'a [Settings], facts: &'a Facts) -> Self {
        let active = settings.iter().map(|own| active(rules, own, settings)).collect();
        let names = rules.iter().flat_map(|rule| [rule.name, rule.group()]).collect();
        Self { rules, names, settings, active, facts, known: OnceLock::new() }
    }

    /// The declaration of the rule called `name`.
    pub fn declaration(&self, name: &str) -> Option<&'static Declaration> {
        self.rules.iter().find(|rule| rule.name == name).copied()
    }

    /// The findings in `list`, or those of them that the change introduced: in the order of editions and places, the same
    /// for the same input.
    pub fn lint(&self, list: &List) -> Vec<Diagnostic> {
        let Some(change) = &self.facts.change else { return self.all(list) };
        let (found, known) = rayon::join(|| self.all(list), || self.known.get_or_init(|| self.before(change)));
        introduced(found, list, change, known, self.rules)
    }

    /// Whether the settings have the rule of `diagnostic` at a lower level than it declares.
    fn is_lowered(&self, diagnostic: &Diagnostic) -> bool {
        let settings = self.settings.get(diagnostic.edition.0 as usize);
        let level = settings.and_then(|settings| settings.severity(diagnostic.rule));
        let declared = self.declaration(diagnostic.rule).map(|rule| rule.severity);
        level.zip(declared).is_some_and(|(level, declared)| level < declared)
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
            expand_for_change: self.facts.expand_for_change,
            expand_for_fixes: self.facts.expand_for_fixes,
            outcomes: self.facts.outcomes.clone(),
            wants_copies: self.facts.wants_copies,
            ignores_link_check_comments: self.facts.ignores_link_check_comments,
            own_repository: self.facts.own_repository.clone(),
            beside: self.facts.beside.clone(),
            change: None,
            ages: Ages::default(),
        };
        Linter::new(self.rules, self.settings, &facts).all(&change.before)
    }

    /// All findings in `list`.
    fn all(&self, list: &List) -> Vec<Diagnostic> {
        let cache = ListCache::of(list);
        let mut diagnostics: Vec<Diagnostic> = Vec::new();
        let of_list = self.for_list(list, &cache);
        let of_editions = || {
            let judged = list.iter().filter(|(_, edition)| edition.judged);
            judged.flat_map(|(edition, _)| self.edition(list, edition, &cache)).collect::<Vec<_>>()
        };
        // What both take, they take from the cache.
        let align = || of_list.as_ref().map(|_| cache.align(list));
        diagnostics.extend(if of_list.is_some() { rayon::join(of_editions, align).0 } else { of_editions() });
        diagnostics.extend(of_list.map(|(context, rules)| self.whole(list, &context, &rules)).unwrap_or_default());
        diagnostics.extend(self.outcomes(list, &cache));
        diagnostics.retain(|diagnostic| {
            let settings = self.settings.get(diagnostic.edition.0 as usize);
            !settings.is_some_and(|settings| settings.silences(diagnostic))
        });
        let mut suppressions = Suppressions::of(list, self.rules);
        let once = without_repetitions(self.rules, diagnostics, |diagnostic| self.is_lowered(diagnostic));
        let mut diagnostics = gather(suppressions.silence(list, once));
        let of_comments = self.comments(list, &suppressions, &cache);
        diagnostics.extend(suppressions.silence(list, of_comments));
        diagnostics.sort_by(|a, b| order(a).cmp(&order(b)));
        diagnostics.dedup();
        diagnostics
    }

    /// The hooks for entries, links, prose and documents.
    fn edition(&self, list: &List, edition: EditionId, cache: &ListCache) -> Vec<Diagnostic> {
        let Some(context) = self.context(list, edition, cache) else { return Vec::new() };
        let document = context.document;
        let on = |subject| self.active_on(&context, subject).collect::<Vec<&ActiveRule>>();
        let parallel = document.source().len() >= PARALLEL;
        let entries = || {
            let rules = on(Subject::Entry);
            tasks(parallel, document.entries(), |first, entries, found| {
                for active in &rules {
                    let mut sink = active.sink(edition, list, found);
                    for (entry, id) in entries.iter().zip(first as u32..).filter(|(entry, _)| !entry.html) {
                        active.rule.entry(EntryId(id), entry, &context, &mut sink);
                    }
                }
            })
        };
        let links = || {
            let rules = on(Subject::Link);
            tasks(parallel, document.links(), |first, links, found| {
                for active in &rules {
                    let mut sink = active.sink(edition, list, found);
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
                        active.rule.prose(&prose, &context, &mut active.sink(edition, list, found));
                    }
                }
            })
        };
        let whole = || {
            let rules = on(Subject::Document);
            each(parallel, &rules, |active, found| {
                active.rule.document(&context, &mut active.sink(edition, list, found));
            })
        };
        if !parallel {
            return [entries(), links(), prose(), whole()].concat();
        }
        let ((entries, links), (prose, whole)) =
            rayon::join(|| rayon::join(entries, links), || rayon::join(prose, whole));
        [entries, links, prose, whole].concat()
    }

    /// What the hook for lists is called with, and by which rules; `None` where there is no translation, or no such rule is on.
    fn for_list<'c>(&'c self, list: &'c List, cache: &'c ListCache) -> Option<(Context<'c>, Vec<&'c ActiveRule>)> {
        let source = self.context(list, list.source, cache).filter(|_| list.is_translated())?;
        // What makes a list of the one edition may be what the other lacks.
        let is_list = source.is_list || list.iter().any(|(_, edition)| edition.is_list());
        let context = Context { is_list, ..source };
        let rules: Vec<&ActiveRule> = self.active_on(&context, Subject::List).collect();
        (!rules.is_empty()).then_some((context, rules))
    }

    /// The hook for lists.
    fn whole(&self, list: &List, context: &Context<'_>, rules: &[&ActiveRule]) -> Vec<Diagnostic> {
        each(true, rules, |active, found| {
            active.rule.list(context, &mut active.sink(list.source, list, found));
        })
    }

    /// The hook for outcomes of URLs.
    fn outcomes(&self, list: &List, cache: &ListCache) -> Vec<Diagnostic> {
        let outcomes = &self.facts.outcomes;
        let mut found = Vec::new();
        let Some(context) = self.context(list, list.source, cache).filter(|_| !outcomes.is_empty()) else {
            return found;
        };
        for active in self.active_on(&context, Subject::Outcomes) {
            let sink = &mut active.sink(list.source, list, &mut found);
            active.rule.outcomes(outcomes, &context, sink);
        }
        found
    }

    /// The hook for suppression comments.
    fn comments(&self, list: &List, suppressions: &Suppressions, cache: &ListCache) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for edition in suppressions.editions() {
            let Some(context) = self.context(list, edition, cache) else { continue };
            let on: BTreeSet<&str> = self.active_rules(&context).map(|active| active.declaration.name).collect();
            let settings = self.settings.get(edition.0 as usize);
            // That a rule finds nothing where it lacks a fact says little of a comment that silences it.
            let ran = |rule: &Declaration| {
                let is_alone = rule.judges(Subject::List) && !list.is_translated();
                let is_whole = settings.is_none_or(|settings| settings.reports_all_of(rule.name));
                on.contains(rule.name) && is_whole && !is_alone && !rule.judges_only_outcomes() && rule.needs.is_empty()
            };
            let judged = suppressions.judged(edition, self.rules, context.document.source(), &ran);
            for active in self.active_on(&context, Subject::Suppressions) {
                let sink = &mut active.sink(edition, list, &mut found);
                active.rule.suppressions(&judged, &context, sink);
            }
        }
        found
    }

    fn context<'c>(&'c self, list: &'c List, edition: EditionId, cache: &'c ListCache) -> Option<Context<'c>> {
        let (own, document) = list.edition(edition).map(|own| (own, &own.document))?;
        Some(Context {
            list,
            edition,
            document,
            is_list: self.facts.named_list || own.is_list(),
            facts: self.facts,
            rule_names: &self.names,
            cache,
        })
    }

    /// The rules that run on a document. Markdown that is not a list gets only what is true of any markdown, and the text of a licence,
    /// which nobody edits, what is about the file; what a comment opens runs on any.
    fn active_rules<'c>(&'c self, context: &Context<'_>) -> impl Iterator<Item = &'c ActiveRule> + use<'c> {
        let scope = match context.list.edition(context.edition) {
            _ if context.is_list => Scope::Translations,
            Some(edition) if edition.is_licence() => Scope::Files,
            _ => Scope::Markdown,
        };
        let active = self.active.get(context.edition.0 as usize).map_or(&[][..], Vec::as_slice);
        let has_comments = !context.document.comments().is_empty();
        let is_judged = move |active: &ActiveRule| active.declaration.scope >= scope;
        active.iter().filter(move |active| if active.is_opened { has_comments } else { is_judged(active) })
    }

    /// Those of them that judge `subject`.
    fn active_on<'c>(
        &'c self,
        context: &Context<'_>,
        subject: Subject,
    ) -> impl Iterator<Item = &'c ActiveRule> + use<'c> {
        self.active_rules(context).filter(move |active| active.declaration.judges(subject))
    }
}

/// The rules that `settings` turn on, made with their options.
fn active(rules: &[&'static Declaration], settings: &Settings, of_editions: &[Settings]) -> Vec<ActiveRule> {
    let settings: BTreeMap<_, _> = settings.iter().collect();
    let on = rules.iter().filter_map(|declaration| {
        let setting = settings.get(declaration.name)?;
        let is_opened = setting.severity.is_none();
        setting.severity.or(setting.opened)?;
        let level = |settings: &Settings| {
            if is_opened { settings.opened(declaration.name) } else { settings.severity(declaration.name) }
        };
        let severities = of_editions.iter().map(level).collect();
        Some(ActiveRule { declaration, rule: declaration.make.build(&setting.options), is_opened, severities })
    });
    on.collect()
}

/// By place; several findings of a rule at one place by what they point at elsewhere.
fn order(diagnostic: &Diagnostic) -> (EditionId, Span, &str, Option<(EditionId, Span)>, &Text) {
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
fn each(
    parallel: bool,
    rules: &[&ActiveRule],
    work: impl Fn(&ActiveRule, &mut Vec<Diagnostic>) + Sync,
) -> Vec<Diagnostic> {
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
