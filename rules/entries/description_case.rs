//! # entries/description-case
//!
//! A description that begins with a small letter where most begin with a capital, or the other way round.
//!
//! ## Why
//!
//! It is the first thing that a careful reader notices, and what newcomers copy from the line above.
//!
//! Scripts without letter case (Chinese, Japanese, Korean, Arabic, Devanagari, Thai, …) have nothing to report. Names
//! that are spelled as they are (`iOS`, `npm2`, `x86`, the title itself), code and links are left alone. A capital is
//! reported only for words that are certainly not names: articles and the like.
//!
//! ## Bad
//!
//! ```markdown
//! - [Ada](https://ada.example) - A compiler.
//! - [Basil](https://basil.example) - an interpreter.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Ada](https://ada.example) - A compiler.
//! - [Basil](https://basil.example) - An interpreter.
//! ```
//!
//! ## Fix
//!
//! None: only a person can say whether a word is a name.

use crate::api::declaration::{Declaration, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::entries::support::description::{description, presenting, rendered_title};
use crate::entries::support::inlines::inlines_in;
use crate::text::majority::Majority;
use curate_document::normal_text::letters;
use curate_document::{Document, Entry, InlineKind, SectionId, Span};
use schemars::JsonSchema;
use serde::Deserialize;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    on_by_default: false,
    judges: &[Subject::Document],
    yields_to: &["entries/glued", "entries/separator", "entries/repeats-title"],
    aliases: &["awesome-list-item"],
    ..Declaration::hint(
        include_str!("description_case.rs"),
        "a description that begins with a small letter where most begin with a capital, or the other way round",
        Make::configured::<DescriptionCase, DescriptionCase>(),
    )
};

/// Words that are not names, in lower case: what a description may begin with.
#[rustfmt::skip]
const NO_NAMES: [&str; 52] = [
    "a", "an", "the", "this", "that", "these", "your", "our", "its", "all", "and", "or", "for", "from", "with", "how", "simple", "fast", "small",
    "un", "une", "le", "la", "les", "des", "pour", "avec", "el", "los", "las", "una", "para", "con", "um", "uma", "os", "as", "com",
    "ein", "eine", "der", "die", "das", "für", "mit", "il", "lo", "gli", "per", "een", "het", "en",
];

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct DescriptionCase {
    /// How descriptions begin: as the `majority` of the section, else of the document does (the default), `upper` or `lower`.
    style: CaseStyle,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum CaseStyle {
    #[default]
    Majority,
    Upper,
    Lower,
}

impl DescriptionCase {
    /// Whether descriptions begin with a capital; `None` where the majority decides.
    fn upper(&self) -> Option<bool> {
        (self.style != CaseStyle::Majority).then_some(self.style == CaseStyle::Upper)
    }
}

/// The first word of a description.
struct Beginning {
    section: Option<SectionId>,
    span: Span,
    word: String,
    is_upper: bool,
}

impl Rule for DescriptionCase {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let beginnings: Vec<Beginning> = presenting(document).filter_map(|entry| beginning(document, entry)).collect();
        let mut majority = Majority::default();
        for beginning in &beginnings {
            majority.add(beginning.section, beginning.is_upper);
        }
        for Beginning { section, span, word, is_upper } in beginnings {
            let Some(upper) = self.upper().or_else(|| majority.style(section)).filter(|upper| *upper != is_upper)
            else {
                continue;
            };
            if !upper && !NO_NAMES.contains(&word.to_lowercase().as_str()) {
                continue;
            }
            let message = match (upper, self.upper().is_some()) {
                (true, true) => {
                    text!("the description begins with a small letter; the option `style` requires a capital")
                }
                (true, false) => {
                    text!("the description begins with a small letter; most descriptions begin with a capital")
                }
                (false, true) => {
                    text!("the description begins with a capital; the option `style` requires a small letter")
                }
                (false, false) => {
                    text!("the description begins with a capital; most descriptions begin with a small letter")
                }
            };
            sink.report(Finding::at(span, message));
        }
    }
}

/// The first word of the description of `entry`, where its case is a matter of style.
fn beginning(document: &Document, entry: &Entry) -> Option<Beginning> {
    let description = description(document, entry)?;
    let mut glyphs = Vec::new();
    document.push_glyphs(inlines_in(document, description), &mut glyphs);
    glyphs.retain(|glyph| description.contains(glyph.span));
    let start = glyphs.iter().position(|glyph| glyph.character.is_alphanumeric() || glyph.kind != InlineKind::Text)?;
    let word: Vec<_> = glyphs
        .iter()
        .skip(start)
        .take_while(|glyph| {
            !glyph.character.is_whitespace() && !matches!(glyph.character, ',' | ':' | ';' | ')' | '!' | '?')
        })
        .collect();
    let first = word.first()?;
    // `:yen:` is a picture, as 💴 is, and what stands behind pictures is not looked at.
    let character_at = |at: usize| glyphs.get(at).map(|glyph| glyph.character);
    if start > 0 && character_at(start - 1) == Some(':') && character_at(start + word.len()) == Some(':') {
        return None;
    }
    let is_prose = word.iter().all(|glyph| glyph.kind == InlineKind::Text && glyph.link.is_none());
    let is_cased = first.character.is_uppercase() || first.character.is_lowercase();
    let text: String = word.iter().map(|glyph| glyph.character).collect();
    // `iOS`, `npm2`, `node.js`: spelled as it is.
    let spelled = text.chars().skip(1).any(|character| {
        character.is_uppercase() || !(character.is_alphabetic() || matches!(character, '\'' | '’' | '-' | '.'))
    });
    let dotted = text.trim_end_matches('.').contains('.');
    if !is_prose || !is_cased || spelled || dotted {
        return None;
    }
    // A Latin name in a text without letter case: `hosts 기반`.
    let has_no_case = |letter: char| letter.is_alphabetic() && !letter.is_uppercase() && !letter.is_lowercase();
    if glyphs.iter().any(|glyph| has_no_case(glyph.character)) {
        return None;
    }
    let title = rendered_title(document, entry).unwrap_or_default();
    if title.split_whitespace().any(|word| letters(word) == letters(&text)) {
        return None;
    }
    Some(Beginning { section: entry.section, span: first.span, is_upper: first.character.is_uppercase(), word: text })
}
