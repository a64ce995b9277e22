//! Runs the rules over a list: one walk over each document for all of them.

use crate::engine::diagnostic::Diagnostic;
use crate::engine::facts::Facts;
use crate::engine::rule::{Context, Declaration, Rule, Sink};
use crate::engine::settings::Settings;
use crate::engine::shared::Shared;
use crate::engine::suppression;
use curate_document::block::glyphs_of;
use curate_document::{BlockId, EditionId, EntryId, LinkId, List, Prose, is_list};
use rayon::prelude::*;

/// How many entries, links or paragraphs one task judges.
const TASK: usize = 256;

/// Rules ready to run, with the settings of each edition.
pub struct Linter<'a> {
    rules: &'a [&'static Declaration],
    /// By edition.
    settings: &'a [Settings],
    facts: &'a Facts,
}

/// A rule made for one edition.
struct Active {
    declaration: &'static Declaration,
    rule: Box<dyn Rule>,
}

impl<'a> Linter<'a> {
    /// A linter of `rules`; `settings` are by edition of the list to be linted.
    pub fn new(rules: &'a [&'static Declaration], settings: &'a [Settings], facts: &'a Facts) -> Self {
        Self { rules, settings, facts }
    }

    /// All findings in `list`: in the order of editions and places, the same for the same input.
    pub fn lint(&self, list: &List) -> Vec<Diagnostic> {
        let shared = Shared::of(list);
        let mut diagnostics: Vec<Diagnostic> = Vec::new();
        for (edition, _) in list.iter().filter(|(_, edition)| edition.judged) {
            diagnostics.extend(self.edition(list, edition, &shared));
        }
        diagnostics.extend(self.whole(list, &shared));
        let diagnostics = self.without_repetitions(diagnostics);
        let mut diagnostics = suppression::apply(list, self.settings, self.rules, diagnostics);
        diagnostics.sort_by(|a, b| order(a).cmp(&order(b)));
        diagnostics.dedup();
        diagnostics
    }

    /// The hooks for entries, links, prose and documents.
    fn edition(&self, list: &List, edition: EditionId, shared: &Shared) -> Vec<Diagnostic> {
        let Some(document) = list.edition(edition).map(|edition| &edition.document) else { return Vec::new() };
        let context = Context { list, edition, document, is_list: is_list(document), facts: self.facts, shared };
        let active = self.active(edition, context.is_list);
        let run = |work: &dyn Fn(&Active, &mut Sink<'_>)| {
            let mut found = Vec::new();
            for active in &active {
                work(active, &mut self.sink(active.declaration.name, edition, list, &mut found));
            }
            found
        };
        let entries = || tasks(document.entries(), |first, entries| {
            run(&|active, sink| {
                for (index, entry) in entries.iter().enumerate() {
                    active.rule.entry(EntryId((first + index) as u32), entry, &context, sink);
                }
            })
        });
        let links = || tasks(document.links(), |first, links| {
            run(&|active, sink| {
                for (index, link) in links.iter().enumerate() {
                    active.rule.link(LinkId((first + index) as u32), link, &context, sink);
                }
            })
        });
        let leaves: Vec<BlockId> = document.leaves().map(|(id, _)| id).collect();
        let prose = || tasks(&leaves, |_, leaves| {
            let mut found = Vec::new();
            let mut glyphs = Vec::new();
            for block in leaves {
                glyphs.clear();
                let inlines = document.inlines_of(*block);
                glyphs_of(document.source(), inlines, &mut glyphs);
                let prose = Prose { block: *block, inlines, glyphs: &glyphs };
                found.extend(run(&|active, sink| active.rule.prose(&prose, &context, sink)));
            }
            found
        });
        let whole = || -> Vec<Diagnostic> {
            active
                .par_iter()
                .flat_map_iter(|active| {
                    let mut found = Vec::new();
                    active.rule.document(&context, &mut self.sink(active.declaration.name, edition, list, &mut found));
                    found
                })
                .collect()
        };
        let ((entries, links), (prose, whole)) = rayon::join(|| rayon::join(entries, links), || rayon::join(prose, whole));
        [entries, links, prose, whole].concat()
    }

    /// The hook for lists.
    fn whole(&self, list: &List, shared: &Shared) -> Vec<Diagnostic> {
        if !list.is_translated() {
            return Vec::new();
        }
        let edition = list.source;
        let Some(document) = list.edition(edition).map(|edition| &edition.document) else { return Vec::new() };
        let context = Context { list, edition, document, is_list: is_list(document), facts: self.facts, shared };
        self.active(edition, context.is_list)
            .par_iter()
            .flat_map_iter(|active| {
                let mut found = Vec::new();
                active.rule.list(&context, &mut self.sink(active.declaration.name, edition, list, &mut found));
                found
            })
            .collect()
    }

    /// The rules that run on an edition. Markdown that is no list gets only what is true of any markdown.
    fn active(&self, edition: EditionId, is_list: bool) -> Vec<Active> {
        let Some(settings) = self.settings.get(edition.0 as usize) else { return Vec::new() };
        let wanted = |declaration: &Declaration| {
            is_list || matches!(declaration.group(), "anchors" | "links" | "formatting" | "project")
        };
        let settings: std::collections::BTreeMap<_, _> = settings.iter().collect();
        self.rules
            .iter()
            .filter(|declaration| wanted(declaration))
            .filter_map(|declaration| {
                let setting = settings.get(declaration.name)?;
                setting.severity?;
                Some(Active { declaration, rule: (declaration.build)(&setting.options) })
            })
            .collect()
    }

    fn sink<'s>(&'s self, rule: &'static str, edition: EditionId, list: &'s List, diagnostics: &'s mut Vec<Diagnostic>) -> Sink<'s> {
        Sink { rule, edition, settings: self.settings, list, diagnostics }
    }

    /// One defect, one finding: drops what a rule says where a rule it yields to says it better.
    fn without_repetitions(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let yielding: std::collections::BTreeMap<&str, &[&str]> =
            self.rules.iter().map(|rule| (rule.name, rule.yields_to)).filter(|(_, to)| !to.is_empty()).collect();
        let better: Vec<(&str, EditionId, curate_document::Span)> = diagnostics
            .iter()
            .filter(|diagnostic| yielding.values().any(|to| to.contains(&diagnostic.rule)))
            .map(|diagnostic| (diagnostic.rule, diagnostic.edition, diagnostic.span))
            .collect();
        let repeated = |diagnostic: &Diagnostic| {
            yielding.get(diagnostic.rule).is_some_and(|to| {
                better.iter().any(|(rule, edition, span)| {
                    to.contains(rule) && *edition == diagnostic.edition && span.overlaps(diagnostic.span)
                })
            })
        };
        diagnostics.iter().filter(|diagnostic| !repeated(diagnostic)).cloned().collect()
    }
}

fn order(diagnostic: &Diagnostic) -> (EditionId, curate_document::Span, &str, &str) {
    (diagnostic.edition, diagnostic.span, diagnostic.rule, &diagnostic.message)
}

fn tasks<T: Sync>(items: &[T], work: impl Fn(usize, &[T]) -> Vec<Diagnostic> + Sync) -> Vec<Diagnostic> {
    items.par_chunks(TASK).enumerate().flat_map_iter(|(index, chunk)| work(index * TASK, chunk)).collect()
}
