//! # formatting/misspelling
//!
//! A word that lists often get wrong: `recieve`, `seperate`, `dependancy`.
//!
//! ## Why
//!
//! No reader trusts a recommendation with a mistake in its first line, and search does not find the word. The list is short
//! and holds only what is not a word in any case; it is not a spelling checker. It is of English words, and looked for in
//! editions whose language is not known to be another one of Latin letters. Off by default.
//!
//! ## Bad
//!
//! ```markdown
//! - [Larch](https://larch.example.com/) - Keeps seperate notes for every enviroment.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Larch](https://larch.example.com/) - Keeps separate notes for every environment.
//! ```
//!
//! ## Fix
//!
//! Unsafe: the word is replaced, with its capitals. In a heading with all that points to it.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Applicability, Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::fixing::heading::in_block;
use crate::formatting::support::misspelt_words::misspelt_words;
use crate::formatting::support::non_prose::non_prose;
use crate::formatting::support::word_list::{Word, WordList, WordMatch};
use curate_document::script::WritingSystem;
use curate_document::{LinkKind, Prose};
use schemars::JsonSchema;
use serde::Deserialize;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    on_by_default: false,
    fix: FixKind::Unsafe,
    judges: &[Subject::Prose],
    scope: Scope::Markdown,
    yields_to: &["formatting/terms", "links/malformed"],
    aliases: &["awesome-spell-check"],
    ..Declaration::hint(
        include_str!("misspelling.rs"),
        "a word that lists often get wrong",
        Make::configured::<MisspellingOptions, Misspelling>(),
    )
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct MisspellingOptions {
    /// More words, each as `wrong = right`; they are looked for in every language.
    words: Vec<String>,
}

struct Misspelling {
    /// With the built-in ones.
    english: WordList,
    /// The user's alone.
    own: WordList,
}

impl From<MisspellingOptions> for Misspelling {
    fn from(options: MisspellingOptions) -> Self {
        let (mut english, mut own) = (WordList::default(), WordList::default());
        for word in misspelt_words() {
            english.add(word);
        }
        for word in options.words.iter().filter(|line| line.contains('=')).filter_map(|line| Word::configured(line)) {
            english.add(word.clone());
            own.add(word);
        }
        Self { english, own }
    }
}

impl Rule for Misspelling {
    fn prose(&self, prose: &Prose<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
        let words = if may_be_english(context) { &self.english } else { &self.own };
        if !words.may_be_misspelt(prose, context.document) {
            return;
        }
        let found = words.misspelt(prose.glyphs());
        if found.is_empty() {
            return;
        }
        let blocked = non_prose(prose, context.document);
        for found in found {
            let is_blocked = blocked.get(found.start..found.end).is_none_or(|part| part.contains(&true));
            if !is_blocked && !is_url(prose, &found, context) {
                report(prose, &found, context, sink);
            }
        }
    }
}

fn report(prose: &Prose<'_>, found: &WordMatch<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
    let Some((text, span)) = found.text(prose.glyphs()) else { return };
    let right = with_capitals_of(&text, &found.word.right);
    if right == text {
        return;
    }
    let title = text!("Write `{right}`", right = &right);
    let message = text!("`{text}` is misspelt: `{right}`", text, right = &right);
    let fix = Fix::of(title, Applicability::Unsafe).edit(context.edition, span, right);
    let finding = Finding::at(span, message);
    sink.report(match in_block(fix, prose.block, context) {
        Some(fix) => finding.fix(fix),
        None => finding,
    });
}

/// Whether words of Latin letters are English, as far as is known.
fn may_be_english(context: &Context<'_>) -> bool {
    let language = context.list.edition(context.edition).and_then(|edition| edition.language.as_ref());
    language
        .is_none_or(|language| language.primary() == "en" || language.writing_system() != Some(WritingSystem::Latin))
}

fn is_url(prose: &Prose<'_>, found: &WordMatch<'_>, context: &Context<'_>) -> bool {
    let link = prose.glyphs().get(found.start).and_then(|glyph| glyph.link).and_then(|id| context.document.link(id));
    link.is_some_and(|link| {
        // A single word in lower case is a project's own name.
        let shown = context.document.text(link.text);
        matches!(link.kind, LinkKind::Literal | LinkKind::Autolink)
            || !shown.contains(|character: char| character == ' ' || character.is_uppercase())
    })
}

/// `right` in the capitals of `text`: all, the first, or its own.
fn with_capitals_of(text: &str, right: &str) -> String {
    let letters = || text.chars().filter(|character| character.is_alphabetic());
    if letters().count() > 1 && letters().all(char::is_uppercase) {
        return right.to_uppercase();
    }
    let mut rest = right.chars();
    match rest.next() {
        Some(first) if letters().next().is_some_and(char::is_uppercase) => first.to_uppercase().chain(rest).collect(),
        _ => right.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals() {
        for (text, right, expected) in [
            ("recieve", "receive", "receive"),
            ("Recieve", "receive", "Receive"),
            ("RECIEVE", "receive", "RECEIVE"),
            ("larchnote", "LarchNote", "LarchNote"),
        ] {
            assert_eq!(with_capitals_of(text, right), expected);
        }
    }
}
