//! # formatting/terms
//!
//! A product's name in other letters than its own: `Github`, `Javascript`, `Iphone`, `youtube`.
//!
//! ## Why
//!
//! A curated list is read by people who know these names, and one list that has `GitHub`, `Github` and `github` looks
//! thrown together. Case-sensitive search finds some of the places.
//!
//! A short list of names is built in: those that are written in one way and mean nothing else. Words of the project's
//! `.autocorrectrc` (`spellcheck: words:`) are added. Only prose is judged: not URLs, code, paths, file names,
//! domains, handles, tags, slugs, images, or the text of a link that is a single word or in lower case, since that is
//! a project's own name; nor, in the text of a link, another word for a name (`NodeJS`) that the link's address has as
//! well.
//!
//! ## Bad
//!
//! ```markdown
//! - [Larch](https://larch.example.com/) - Notes that sync with Github, for IPhone and MacOs.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Larch](https://larch.example.com/) - Notes that sync with GitHub, for iPhone and macOS.
//! ```
//!
//! ## Fix
//!
//! Safe for names that cannot be anything else; in a heading with all that points to it. Unsafe in the text of links,
//! for `mysql` and others that are packages and commands in lower case, for `wrong = right` where more than the case
//! differs, and for words of the user that may be common words in lower case (`Windows`, `OSS`).

use crate::api::declaration::{Declaration, FixKind, Need, Scope, Subject};
use crate::api::diagnostic::{Applicability, Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::fixing::heading::in_block;
use crate::formatting::support::in_contents::is_in_contents;
use crate::formatting::support::non_prose::non_prose;
use crate::formatting::support::product_names::product_names;
use crate::formatting::support::word_list::{Certain, Word, WordList, WordMatch};
use curate_document::{Glyph, LinkKind, Prose};
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::OnceLock;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Prose],
    scope: Scope::Markdown,
    yields_to: &["links/malformed", "links/scheme"],
    aliases: &["MD044", "awesome-spell-check"],
    parameters: &[("MD044.names", Some("other-spellings"))],
    needs: &[Need::Terms],
    ..Declaration::hint(
        include_str!("terms.rs"),
        "a product's name in other letters than its own",
        Make::configured::<TermsOptions, Terms>(),
    )
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct TermsOptions {
    /// More names, each as it should be written, or `wrong = right`.
    words: Vec<String>,
    /// Names of the built-in list and of `.autocorrectrc` that are left alone.
    ignore: Vec<String>,
    /// Names as they are written here. Where the built-in list writes one in other letters, that one is left alone.
    other_spellings: Vec<String>,
}

struct Terms {
    words: Vec<Word>,
    ignored: Vec<String>,
    other_spellings: Vec<Word>,
    /// With those of the project; made when the first text is judged.
    all: OnceLock<WordList>,
}

impl From<TermsOptions> for Terms {
    fn from(options: TermsOptions) -> Self {
        let words = options.words.iter().filter_map(|line| Word::configured(line)).collect();
        let other_spellings = options.other_spellings.iter().filter_map(|name| Word::configured(name)).collect();
        Self { words, ignored: options.ignore, other_spellings, all: OnceLock::new() }
    }
}

impl Terms {
    /// The built-in names, then the project's, then the user's: the later ones count.
    fn all(&self, context: &Context<'_>) -> &WordList {
        self.all.get_or_init(|| {
            let mut all = WordList::default();
            let of_project = context.facts.terms.iter().filter_map(|line| Word::configured(line));
            let built_in: Vec<Word> = product_names().collect();
            for word in of_project {
                // What is built in is known better than a configuration can say.
                if !built_in.iter().any(|known| known.right == word.right && known.is_looked_for_as(&word)) {
                    all.add(word);
                }
            }
            for word in built_in {
                let is_other = |name: &Word| name.is_looked_for_as(&word) && name.right != word.right;
                if !all.has(&word) && !self.other_spellings.iter().any(is_other) {
                    all.add(word);
                }
            }
            for ignored in &self.ignored {
                all.remove(ignored);
            }
            for word in &self.words {
                all.add(word.clone());
            }
            all
        })
    }
}

impl Rule for Terms {
    fn prose(&self, prose: &Prose<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
        let words = self.all(context);
        if !words.may_be_misspelt(prose, context.document) {
            return;
        }
        let found = words.misspelt(prose.glyphs());
        if found.is_empty() || is_in_contents(prose.block, context) {
            return;
        }
        let blocked = non_prose(prose, context.document);
        for found in found {
            let is_blocked = blocked.get(found.start..found.end).is_none_or(|part| part.contains(&true));
            let Some((text, span)) = found.text(prose.glyphs()).filter(|_| !is_blocked) else { continue };
            if is_in_capitals(&text, prose.glyphs()) || begins_sentence(&text, &found, prose.glyphs()) {
                continue;
            }
            let Some(in_link) = in_link(prose.glyphs(), &found, &text, context) else { continue };
            let Word { right, certain, .. } = found.word;
            let is_certain = match certain {
                Certain::Always => true,
                Certain::WithCapitals => text.contains(char::is_uppercase),
                Certain::Never => false,
            };
            let applicability = if is_certain && !in_link { Applicability::Safe } else { Applicability::Unsafe };
            let title = text!("Write `{right}`", right);
            let fix = Fix::of(title, applicability).edit(context.edition, span, right.clone());
            let finding = Finding::at(span, text!("`{text}` is written `{right}`", text, right));
            sink.report(match in_block(fix, prose.block, context) {
                Some(fix) => finding.fix(fix),
                None => finding,
            });
        }
    }
}

/// Whether all of the text is in capitals, as headings are here and there.
fn is_in_capitals(text: &str, glyphs: &[Glyph]) -> bool {
    !text.contains(char::is_lowercase) && !glyphs.iter().any(|glyph| glyph.character.is_lowercase())
}

/// Whether `text` has the capital of its sentence and is right otherwise: `FreeCodeCamp` where a description begins.
fn begins_sentence(text: &str, found: &WordMatch<'_>, glyphs: &[Glyph]) -> bool {
    let mut right = found.word.right.chars();
    let mut letters = text.chars();
    let is_capital = right.next().is_some_and(|first| first.to_uppercase().eq(letters.next()));
    let before = glyphs.get(..found.start).unwrap_or(&[]).iter().rev().map(|glyph| glyph.character);
    let starts = before.clone().find(|character| *character != ' ');
    is_capital
        && right.eq(letters)
        && starts
            .is_none_or(|before| matches!(before, '.' | '!' | '?' | ':' | '-' | '–' | '—' | '。' | '：' | '！' | '？'))
}

/// Whether the word is in the text of a link; `None` where that is a URL or a project's own name.
fn in_link(glyphs: &[Glyph], found: &WordMatch<'_>, text: &str, context: &Context<'_>) -> Option<bool> {
    let Some(id) = glyphs.get(found.start).and_then(|glyph| glyph.link) else { return Some(false) };
    let link = context.document.link(id)?;
    let shown = context.document.text(link.text);
    let is_url = matches!(link.kind, LinkKind::Literal | LinkKind::Autolink);
    let is_name = !shown.trim().contains(' ') || !text.contains(char::is_uppercase);
    // Another word than the name's, which the address has too, is in the title that its author gave.
    let is_of_title = !text.eq_ignore_ascii_case(&found.word.right) && link.url.contains(text);
    (!is_url && !is_name && !is_of_title).then_some(true)
}
