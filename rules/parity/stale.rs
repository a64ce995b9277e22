//! # parity/stale
//!
//! The source entry says something else since the translation last changed. Off by default; needs git history.
//!
//! ## Why
//!
//! A translation that once was right goes on saying what the source no longer says.
//!
//! For every entry, git knows when its lines last changed in each edition (white space and moves do not count). Where the
//! source changed at least a day later, what it says now is compared with what it said when the translation last changed:
//! letters and digits of title and description, in any case, and a slip of the pen does not count. What is not committed
//! yet is not judged, nor is anything in a shallow clone, which a note says.
//!
//! ## Bad
//!
//! ```markdown
//! README.md, changed in May                        README.de.md, changed in March
//!
//! - [Alpha](https://alpha.example) - Was sold.     - [Alpha](https://alpha.example) - Ist kostenlos.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! README.md, changed in May                        README.de.md, changed in May
//!
//! - [Alpha](https://alpha.example) - Was sold.     - [Alpha](https://alpha.example) - Wurde verkauft.
//! ```
//!
//! ## Fix
//!
//! None: a translation is never guessed.

use crate::api::blame::Commit;
use crate::api::declaration::{Declaration, Need, Reach, Scope, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::parity::support::comparison::{Comparison, translations};
use crate::parity::support::outdated::{OutdatedEntry, outdated_entries};
use crate::text::entry_name::{entry_span, shortened};
use curate_document::{Document, Entry, Span, UrlKey};
use std::collections::{BTreeMap, HashMap};
use strsim::normalized_damerau_levenshtein;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    on_by_default: false,
    judges: &[Subject::List],
    scope: Scope::Translations,
    needs: &[Need::Ages],
    reach: Reach::NewLines,
    revealed_by_fixes: true,
    ..Declaration::warning(
        include_str!("stale.rs"),
        "a source entry that says something else since its translation last changed",
        Make::plain(|_| Box::new(Stale)),
    )
};

/// Texts this similar differ by a slip of the pen.
const SLIP: f64 = 0.95;
/// As many characters of two texts are compared at most.
const COMPARED: usize = 400;

struct Stale;

impl Rule for Stale {
    fn list(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let ages = &context.facts.ages;
        let mut formers: BTreeMap<&str, Former<'_>> = BTreeMap::new();
        for comparison in translations(context).filter(|comparison| comparison.edition.judged) {
            let (source, translation) = ((comparison.there, comparison.other), (comparison.here, comparison.document));
            for outdated in outdated_entries(comparison.alignment, source, translation, ages) {
                let Some(document) = ages.former.get(&outdated.translated.name) else { continue };
                let former = formers.entry(&outdated.translated.name).or_insert_with(|| Former::of(document));
                let finding = judge(&comparison, &outdated, former);
                if let Some(finding) = finding {
                    sink.report(finding);
                }
            }
        }
    }
}

/// The source edition as it was, by what its entries are known.
struct Former<'a> {
    document: &'a Document,
    by_key: HashMap<&'a UrlKey, &'a Entry>,
    by_title: HashMap<&'a str, &'a Entry>,
}

impl<'a> Former<'a> {
    fn of(document: &'a Document) -> Self {
        let (mut by_key, mut by_title) = (HashMap::new(), HashMap::new());
        for entry in document.entries() {
            if let Some(key) = document.link_of(entry).and_then(|link| link.key()) {
                by_key.entry(key).or_insert(entry);
            }
            if let Some(title) = entry.title {
                by_title.entry(document.text(title)).or_insert(entry);
            }
        }
        Self { document, by_key, by_title }
    }

    /// What `entry` of the source as it is now was.
    fn find(&self, document: &Document, entry: &Entry) -> Option<&'a Entry> {
        let key = document.link_of(entry).and_then(|link| link.key());
        let by_key = key.and_then(|key| self.by_key.get(key).copied());
        by_key.or_else(|| self.by_title.get(document.text(entry.title?)).copied())
    }
}

fn judge(comparison: &Comparison<'_>, outdated: &OutdatedEntry<'_>, former: &Former<'_>) -> Option<Finding> {
    let source = comparison.other.entry(outdated.source)?;
    let entry = comparison.document.entry(outdated.translation)?;
    let was = former.find(comparison.other, source)?;
    let (old, new) = (said(former.document, was), said(comparison.other, source));
    if is_same(&old, &new) {
        return None;
    }
    let line = comparison.other.line_of(source.own.start);
    let short = |commit: &Commit| commit.name.chars().take(9).collect::<String>();
    let message = format!(
        "commit {} changed line {line} of {} after this translation last changed ({}): it said \"{}\"",
        short(outdated.changed),
        comparison.other_edition.path,
        short(outdated.translated),
        shortened(text_of(former.document, was).trim())
    );
    let finding = Finding::at(entry_span(comparison.document, entry), message).in_edition(comparison.here);
    let finding = finding.label(comparison.there, entry_span(comparison.other, source), "what it says now");
    Some(finding.help("translate it anew; any change of the entry ends this finding"))
}

/// The description, else the title.
fn text_of<'a>(document: &'a Document, entry: &Entry) -> &'a str {
    document.text(entry.description.or(entry.title).unwrap_or(entry.own))
}

/// The letters and digits of title and description, in lower case, URLs left out.
fn said(document: &Document, entry: &Entry) -> String {
    let mut said = String::new();
    for span in [entry.title, entry.description].into_iter().flatten() {
        let mut at = span.start;
        let links = document.links_of(entry).iter().map(|link| link.destination);
        for hidden in links.filter(|destination| span.contains(*destination)).chain([Span::at(span.end)]) {
            let text = document.text(Span::new(at, hidden.start.max(at)));
            said.extend(text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase));
            at = hidden.end.max(at);
        }
    }
    said
}

fn is_same(old: &str, new: &str) -> bool {
    let start = |text: &str| text.chars().take(COMPARED).collect::<String>();
    old == new || normalized_damerau_levenshtein(&start(old), &start(new)) > SLIP
}
