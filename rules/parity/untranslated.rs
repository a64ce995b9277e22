//! # parity/untranslated
//!
//! A description or heading left in the other edition's language, or a stub that waits for its translation.
//!
//! ## Why
//!
//! Whoever reads one edition does so because the other is no use to them.
//!
//! Between writing systems (English and Chinese) the letters show it, between languages that share one (English and German)
//! only a text that is the same in both. Names and titles are left alone: a Latin text must have words in lower case as
//! sentences do, a heading one that joins words (`and`, `for`), and a few letters say nothing. More than 20 in an edition
//! become one finding.
//!
//! ## Bad
//!
//! ```markdown
//! README.md                                        README.zh-cn.md
//!
//! - [Alpha](https://alpha.example) - Draws maps    - [Alpha](https://alpha.example) - Draws maps
//!   of places that are gone.                         of places that are gone.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! README.md                                        README.zh-cn.md
//!
//! - [Alpha](https://alpha.example) - Draws maps    - [Alpha](https://alpha.example) - 绘制消失之地的地图。
//!   of places that are gone.
//! ```
//!
//! ## Fix
//!
//! None: a translation is never guessed.

use crate::api::declaration::{Declaration, Scope, SectionState, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::engine::summarize;
use crate::parity::support::comparison::{Comparison, both_ways};
use crate::parity::support::stub::TODO;
use crate::text::entry_name::first_line;
use curate_document::script::{LetterCounts, WritingSystem};
use curate_document::{Document, Edition, EditionId, MatchKind, Side, Span};
use std::collections::{BTreeMap, BTreeSet};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::List],
    scope: Scope::Translations,
    section_state: SectionState::Untranslated,
    revealed_by_fixes: true,
    ..Declaration::hint(
        include_str!("untranslated.rs"),
        "a description or heading left in the other language",
        Make::plain(|_| Box::new(Untranslated)),
    )
};

/// Letters of a writing system that is not Latin from which on a text is more than a name.
const LETTERS: u32 = 8;
/// The same for Han letters in a Japanese edition, where short texts may do without kana.
const HAN_LETTERS: u32 = 16;
/// Words of a Latin text from which on it is more than a name, and how many of them begin in lower case.
const WORDS: (usize, usize) = (5, 3);
/// Words that join others, in the languages that lists are mostly written in.
const JOINING: &[&str] = &[
    "a", "an", "and", "by", "da", "das", "de", "del", "der", "des", "die", "e", "el", "en", "et", "for", "from", "für",
    "in", "la", "le", "les", "los", "mit", "of", "on", "or", "para", "por", "pour", "the", "to", "und", "with", "y",
    "zu",
];

struct Untranslated;

impl Rule for Untranslated {
    fn list(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let mut found: BTreeMap<EditionId, BTreeMap<Span, Finding>> = BTreeMap::new();
        for comparison in both_ways(context).filter(|comparison| comparison.edition.judged) {
            let here = found.entry(comparison.here).or_default();
            for (span, finding) in descriptions(&comparison).chain(headings(&comparison)).chain(stubs(&comparison)) {
                here.entry(span).or_insert(finding);
            }
        }
        for findings in found.into_values() {
            let summary = |count: usize| {
                text!("{count} texts are left in another edition's language, of which this is the first", count)
            };
            summarize::report(findings.into_values().collect(), summary, "", context, sink);
        }
    }
}

fn descriptions<'a>(comparison: &'a Comparison<'_>) -> impl Iterator<Item = (Span, Finding)> + use<'a> {
    let pairs = comparison.alignment.pairs().filter(|(_, _, how)| *how != MatchKind::Position);
    pairs.filter_map(|(first, second, _)| {
        let (theirs, mine) = if comparison.side == Side::First { (first, second) } else { (second, first) };
        let theirs = comparison.other.entry(theirs).filter(|entry| !entry.html)?.description?;
        let mine = comparison.document.entry(mine).filter(|entry| !entry.html)?.description?;
        let (text, across) = (visible(comparison.document, mine), visible(comparison.other, theirs));
        let is_left = match systems(comparison) {
            Some((own, other)) => {
                let text = without_same_names(&text, &across);
                let is_left = is_in(&text, own, other) && (other != WritingSystem::Latin || is_sentence(&text));
                is_left && is_of(comparison.document, (&text, &across), (own, other))
            }
            // Only which of the two is the translation shows it.
            None if comparison.side == Side::Second => false,
            None => is_sentence(&text) && text == across,
        };
        is_left.then(|| {
            let path = &comparison.other_edition.path;
            let message = text!("this description is left in the language of {path}", path);
            finding(comparison, (mine, message), (theirs, text!("the same description")))
        })
    })
}

fn headings<'a>(comparison: &'a Comparison<'_>) -> impl Iterator<Item = (Span, Finding)> + use<'a> {
    comparison.alignment.sections().filter_map(|(first, second)| {
        let (theirs, mine) = if comparison.side == Side::First { (first, second) } else { (second, first) };
        let (theirs, mine) = (comparison.other.section(theirs)?, comparison.document.section(mine)?);
        let is_same = theirs.rendered == mine.rendered;
        let (own, other) = systems(comparison)?;
        let is_left = match other {
            WritingSystem::Latin => is_same && is_in(&mine.rendered, own, other) && joins_words(&mine.rendered),
            _ => is_in(&mine.rendered, own, other),
        };
        is_left.then(|| {
            let path = &comparison.other_edition.path;
            let message = text!("this heading is left in the language of {path}", path);
            finding(comparison, (mine.title, message), (theirs.title, text!("the same heading")))
        })
    })
}

/// What `--unsafe-fixes` has put there.
fn stubs<'a>(comparison: &'a Comparison<'_>) -> impl Iterator<Item = (Span, Finding)> + use<'a> {
    let document = comparison.document;
    let comments = document.comments().iter().filter(|comment| document.text(comment.span) == TODO);
    comments.map(|comment| {
        let message = text!("this stub is still to be translated");
        (comment.span, Finding::at(comment.span, message).in_edition(comparison.here))
    })
}

fn finding(
    comparison: &Comparison<'_>,
    (mine, message): (Span, Text),
    (theirs, label): (Span, Text),
) -> (Span, Finding) {
    let finding = Finding::at(first_line(comparison.document, mine), message).in_edition(comparison.here);
    let finding = finding.label(comparison.there, first_line(comparison.other, theirs), label);
    (mine, finding.help(text!("translate it")))
}

/// The writing systems of the edition here and the other, where they differ.
fn systems(comparison: &Comparison<'_>) -> Option<(WritingSystem, WritingSystem)> {
    let of = |edition: &Edition| {
        let named = edition.language.as_ref().and_then(curate_document::Language::writing_system);
        named.or(edition.writing_system)
    };
    let (own, other) = (of(comparison.edition)?, of(comparison.other_edition)?);
    (own != other).then_some((own, other))
}

/// The text of a description without the destinations of its links.
fn visible(document: &Document, span: Span) -> String {
    let inside = document.links_in(span).iter();
    let mut text = String::new();
    let mut at = span.start;
    for destination in inside.map(|link| link.destination).filter(|destination| span.contains(*destination)) {
        text.push_str(document.text(Span::new(at, destination.start.max(at))));
        at = destination.end.max(at);
    }
    text.push_str(document.text(Span::new(at, span.end)));
    text
}

/// Whether `text` is written as `other` and not as `own`, and is more than a name.
fn is_in(text: &str, own: WritingSystem, other: WritingSystem) -> bool {
    let counts = LetterCounts::of(text);
    if counts.writing_system() != Some(other) {
        return false;
    }
    if other == WritingSystem::Latin {
        // Not one letter of its own: who translates leaves names as they are, not sentences.
        return counts.latin() == counts.letters();
    }
    let letters = counts.letters() - counts.latin();
    let least = if (own, other) == (WritingSystem::Japanese, WritingSystem::Chinese) { HAN_LETTERS } else { LETTERS };
    letters >= least && letters * 2 >= counts.letters()
}

/// How much of a text's letters the text across has, where it is surely left in that language.
const SAME_LETTERS: f64 = 0.75;

/// Whether a text here can be in the language of the one across: both may leave what they present in a third one.
fn is_of(document: &Document, (text, across): TextPair<'_>, (own, other): (WritingSystem, WritingSystem)) -> bool {
    let found = LetterCounts::of(across).writing_system();
    // A short Japanese text may do without kana.
    let may_be_short = other == WritingSystem::Japanese && found == Some(WritingSystem::Chinese);
    if found != Some(other) && !may_be_short {
        return false;
    }
    // Between Japanese ones a text without kana is Japanese as well.
    let is_kana = |character: char| ('\u{3041}'..='\u{30FA}').contains(&character);
    let is_ambiguous = other == WritingSystem::Chinese && own != WritingSystem::Japanese;
    if !is_ambiguous || !document.source().contains(is_kana) {
        return true;
    }
    let letters = |text: &str| -> BTreeSet<char> {
        text.chars().filter(|character| !character.is_ascii() && character.is_alphabetic()).collect()
    };
    let (own, theirs) = (letters(text), letters(across));
    own.intersection(&theirs).count() as f64 >= SAME_LETTERS * own.len() as f64
}

/// A text here and what stands for it there.
type TextPair<'a> = (&'a str, &'a str);

/// A text without the parentheses that the text across has as well: names in the language of what is presented.
fn without_same_names(text: &str, across: &str) -> String {
    let mut left = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once(['(', '（']) {
        left.push_str(before);
        let Some((name, after)) = inside.split_once([')', '）']) else {
            left.push_str(inside);
            return left;
        };
        if !across.contains(name.trim()) {
            left.push_str(&format!(" {name} "));
        }
        rest = after;
    }
    left.push_str(rest);
    left
}

/// Whether a Latin text reads as a sentence, not as a name or a title.
fn is_sentence(text: &str) -> bool {
    let words = || text.split_whitespace().filter(|word| word.starts_with(char::is_alphabetic));
    words().count() >= WORDS.0 && words().filter(|word| word.starts_with(char::is_lowercase)).count() >= WORDS.1
}

fn joins_words(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.len() > 2 && words.iter().any(|word| JOINING.contains(&word.to_lowercase().as_str()))
}
