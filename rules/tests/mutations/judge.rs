//! What the rules about editions say of a pair, before and after a change.

use super::mutant::Mutant;
use super::pairs::Pair;
use curate_document::{Document, Edition, EditionId, List, Span};
use curate_rules::{Declaration, Diagnostic, Facts, Linter, RULES, Settings};
use std::collections::BTreeSet;

/// The rules of the group that are on by default, hints too.
fn rules() -> Vec<&'static Declaration> {
    RULES.iter().copied().filter(|rule| rule.on_by_default && rule.group() == "parity").collect()
}

/// A pair with what is found in it as it is.
pub struct Judge<'a> {
    pair: &'a Pair,
    rules: Vec<&'static Declaration>,
    known: Vec<Diagnostic>,
    facts: Facts,
    /// Which edition of the list each side is.
    ids: [EditionId; 2],
}

/// A finding beside those that were there before.
pub struct NewFinding {
    pub rule: &'static str,
    /// Whether it is where the change is, there or across.
    pub is_at_place: bool,
    /// The line of the changed document, or of the other one.
    pub line: usize,
}

/// From a change that is found to the line it is reported on there are at most so many lines.
const NEAR: usize = 3;

impl<'a> Judge<'a> {
    pub fn of(pair: &'a Pair) -> Self {
        // Editions of a list are in the order of their paths.
        let ids = if pair.paths[0] < pair.paths[1] { [0, 1] } else { [1, 0] }.map(EditionId);
        let rules = rules();
        let list = list(pair, pair.documents.clone());
        // As with `--all`: a summary counts many and names three of them, so that which mutants it names is chance.
        let facts = Facts { expand: !pair.is_drifted(), ..Facts::default() };
        let known = lint(&rules, &facts, &list);
        Self { pair, rules, known, facts, ids }
    }

    /// What is found in the pair as it is.
    pub fn known(&self) -> &[Diagnostic] {
        &self.known
    }

    /// What is found after a change and was not before.
    pub fn new_findings(&self, mutant: &Mutant) -> Vec<NewFinding> {
        let (text, changed) = mutant.apply(self.pair.document(mutant.side).source());
        let mut documents = self.pair.documents.clone();
        documents[mutant.side] = Document::parse(text);
        let list = list(self.pair, documents);
        let edited = self.ids[mutant.side];
        let mut messages = BTreeSet::new();
        let mut places = BTreeSet::new();
        for known in &self.known {
            let start = if known.edition == edited { mutant.moved(known.span.start) } else { known.span.start };
            messages.insert((known.rule, known.edition, without_lines(&known.message.to_string())));
            places.insert((known.rule, known.edition, start));
        }
        let is_new = |found: &Diagnostic| {
            let is_said = messages.contains(&(found.rule, found.edition, without_lines(&found.message.to_string())));
            // Of what is there before, the count or the names in the message may change.
            let is_there = places.contains(&(found.rule, found.edition, found.span.start));
            !is_said && !is_there
        };
        let new = lint(&self.rules, &self.facts, &list).into_iter().filter(|found| {
            is_new(found)
                || (self.names(mutant, found)
                    && !messages.contains(&(found.rule, found.edition, without_lines(&found.message.to_string()))))
        });
        new.map(|found| NewFinding {
            rule: found.rule,
            is_at_place: self.is_at_place(&list, mutant, changed, &found),
            line: list.edition(found.edition).map_or(0, |edition| edition.document.line_of(found.span.start)),
        })
        .collect()
    }

    fn names(&self, mutant: &Mutant, found: &Diagnostic) -> bool {
        mutant.names.iter().any(|name| !name.is_empty() && found.message.to_string().contains(name.as_str()))
    }

    fn is_at_place(&self, list: &List, mutant: &Mutant, changed: Span, found: &Diagnostic) -> bool {
        let edited = self.ids[mutant.side];
        let near = |document: &Document, wanted: Span, span: Span| {
            let (first, last) = (document.line_of(wanted.start), document.line_of(wanted.end));
            let (start, end) = (document.line_of(span.start), document.line_of(span.end.max(span.start + 1) - 1));
            start <= last + NEAR && end + NEAR >= first
        };
        let is_there = |(edition, span): (EditionId, Span)| {
            let Some(document) = list.edition(edition).map(|edition| &edition.document) else { return false };
            let around = mutant.around.map(|span| Span::new(mutant.moved(span.start), mutant.moved(span.end)));
            let wanted = if edition == edited { [Some(changed), around] } else { [mutant.across, None] };
            wanted.into_iter().flatten().any(|wanted| near(document, wanted, span))
        };
        // What a finding points at beside its own place is shown with it: the section that belongs elsewhere.
        let labels = found.labels.iter().map(|label| (label.edition, label.span));
        self.names(mutant, found) || found.places().chain(labels).any(is_there)
    }
}

fn list(pair: &Pair, documents: [Document; 2]) -> List {
    let [source, translation] = documents;
    let edition = |path: &String, document| Edition::new(path.clone(), document, true);
    List::new(vec![edition(&pair.paths[0], source), edition(&pair.paths[1], translation)])
}

fn lint(rules: &[&'static Declaration], facts: &Facts, list: &List) -> Vec<Diagnostic> {
    let settings = [Settings::defaults(rules), Settings::defaults(rules)];
    Linter::new(rules, &settings, facts).lint(list)
}

/// A message without the numbers of lines in it.
fn without_lines(message: &str) -> String {
    let mut words = Vec::new();
    let mut is_line = false;
    for word in message.split(' ') {
        words.push(if is_line { "N" } else { word });
        is_line = matches!(word, "line" | "lines");
    }
    words.join(" ")
}
