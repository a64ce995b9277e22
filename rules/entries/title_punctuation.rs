//! # entries/title-punctuation
//!
//! A title that ends with `:`, `.` or `|`, in any width.
//!
//! ## Why
//!
//! The mark belongs to the sentence, not to the name: it is underlined with the link, and whoever copies the title
//! copies it too. A colon is the separator, drawn into the link by accident.
//!
//! The name of an emoji (`:tada:`), an ellipsis, an abbreviation (`Acme Inc.`, `J. R. R.`, `Node.`-like names with a dot inside) and a title that is a
//! sentence of its own (four words and more) are left alone, and so is a section where most titles end that way.
//!
//! ## Bad
//!
//! ```markdown
//! - [Ada:](https://ada.example) A compiler.
//! - [Basil.](https://basil.example) - An interpreter.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Ada](https://ada.example): A compiler.
//! - [Basil](https://basil.example) - An interpreter.
//! ```
//!
//! ## Fix
//!
//! Unsafe, as the mark may be part of a name: it is taken out of the title. A colon that is the only separator is put
//! behind the link.

use crate::api::declaration::{Declaration, FixKind, Subject};
use crate::api::diagnostic::{Applicability, Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::entries::support::inlines::inlines_in;
use crate::text::majority::Majority;
use curate_document::script::is_cjk_letter;
use curate_document::{Document, Entry, Glyph, InlineKind, LinkKind, Span};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Unsafe,
    judges: &[Subject::Document],
    yields_to: &["entries/glued", "links/malformed"],
    aliases: &["awesome-list-item"],
    ..Declaration::hint(
        include_str!("title_punctuation.rs"),
        "a title that ends with `:`, `.` or `|`",
        Make::plain(|_| Box::new(TitlePunctuation)),
    )
};

/// A title of this many words that ends with a full stop is a sentence, which has a right to it.
const SENTENCE: usize = 4;
/// This many letters of a script without spaces make a sentence too.
const SENTENCE_LETTERS: usize = 12;
/// Abbreviations that names end with, without their dot, lower case.
const ABBREVIATIONS: [&str; 25] = [
    "inc", "ltd", "co", "corp", "llc", "jr", "sr", "bros", "etc", "vol", "ed", "dr", "st", "no", "vs", "al", "gmbh",
    "sa", "srl", "oy", "ab", "rev", "dept", "univ", "mt",
];

struct TitlePunctuation;

/// A title with the mark it ends with.
struct MarkedTitle<'a> {
    entry: &'a Entry,
    mark: Option<(char, Span)>,
}

impl Rule for TitlePunctuation {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let mut majority = Majority::default();
        let mut judged = Vec::new();
        for entry in document.markdown_entries() {
            let mark = final_mark(document, entry);
            if entry.link.is_some() {
                majority.add(entry.section, mark.is_some());
                judged.push(MarkedTitle { entry, mark });
            }
        }
        for MarkedTitle { entry, mark } in judged {
            let Some((mark, span)) = mark else { continue };
            if majority.style(entry.section) == Some(true) {
                continue;
            }
            let mut finding = Finding::at(span, text!("the title ends with `{mark}`", mark));
            if let Some(fix) = fix(context, entry, mark, span) {
                finding = finding.fix(fix);
            }
            sink.report(finding.help(text!("the mark belongs behind the link, or nowhere")));
        }
    }
}

/// The mark that the title of `entry` ends with, where it does not belong there.
fn final_mark(document: &Document, entry: &Entry) -> Option<(char, Span)> {
    let (link, title) = (document.link_of(entry)?, entry.title?);
    let tail = document.text(title).trim_end_matches(['*', '_', '~']).trim_end();
    let bare = matches!(link.kind, LinkKind::Autolink | LinkKind::Literal);
    if bare || !tail.ends_with([':', '.', '|', '：', '。', '｜', '．']) {
        return None;
    }
    let mut glyphs = Vec::new();
    document.push_glyphs(inlines_in(document, title), &mut glyphs);
    glyphs.retain(|glyph| title.contains(glyph.span));
    let last = glyphs.iter().rposition(|glyph| !glyph.character.is_whitespace())?;
    let (mark, span) =
        glyphs.get(last).filter(|glyph| glyph.kind == InlineKind::Text).map(|glyph| (glyph.character, glyph.span))?;
    let before = glyphs.get(..last).unwrap_or(&[]);
    let is_letter = before.last().is_some_and(|glyph| {
        glyph.character.is_alphanumeric() || matches!(glyph.character, ')' | '）' | '"' | '”' | '»' | '」')
    });
    let belongs = match mark {
        ':' if ends_emoji(before) => true,
        ':' | '：' | '|' | '｜' => before.iter().all(|glyph| glyph.character.is_whitespace()),
        '.' | '。' | '．' => !is_letter || is_abbreviation(before) || is_sentence(before),
        _ => true,
    };
    (!belongs).then_some((mark, span))
}

/// Whether a colon behind `before` ends the name of an emoji: `:tada:`.
fn ends_emoji(before: &[Glyph]) -> bool {
    let is_name =
        |glyph: &&Glyph| glyph.character.is_ascii_alphanumeric() || matches!(glyph.character, '_' | '+' | '-');
    let length = before.iter().rev().take_while(is_name).count();
    let opens = before.iter().rev().nth(length);
    let outside = before.iter().rev().nth(length + 1);
    length > 0
        && opens.is_some_and(|glyph| glyph.character == ':')
        && outside.is_none_or(|glyph| !glyph.character.is_alphanumeric())
}

/// Whether the last word is cut short by its dot: known, an initial, or with another dot inside.
fn is_abbreviation(before: &[Glyph]) -> bool {
    let start = before.iter().rposition(|glyph| glyph.character.is_whitespace()).map_or(0, |at| at + 1);
    let word: String = before.iter().skip(start).flat_map(|glyph| glyph.character.to_lowercase()).collect();
    let word = word.trim_start_matches(['(', '（', '"', '“']);
    word.chars().count() == 1 || word.contains('.') || ABBREVIATIONS.contains(&word)
}

/// Whether the title is a sentence rather than a name.
fn is_sentence(before: &[Glyph]) -> bool {
    let spaces = before.iter().filter(|glyph| glyph.character.is_whitespace()).count();
    let letters = before.iter().filter(|glyph| is_cjk_letter(glyph.character)).count();
    let inner = before.iter().any(|glyph| matches!(glyph.character, '!' | '?' | ',' | '，' | '。' | '！' | '？' | ';'));
    spaces + 1 >= SENTENCE || letters >= SENTENCE_LETTERS || inner
}

fn fix(context: &Context<'_>, entry: &Entry, mark: char, span: Span) -> Option<Fix> {
    let document = context.document;
    let link = document.link_of(entry)?;
    let separator = entry.separator.map(|separator| document.text(separator));
    let is_separator = matches!(mark, ':' | '：') && separator.is_some_and(|separator| separator.trim().is_empty());
    let is_inline = matches!(link.kind, LinkKind::Inline | LinkKind::Reference)
        && entry.separator.is_some_and(|separator| separator.start == link.span.end);
    // In `[Ada:][]` the text is the name of the definition.
    let is_label = link.kind == LinkKind::Reference && {
        let behind = document.text(Span::new(link.text.end, link.span.end));
        !behind.starts_with("][") || behind == "][]"
    };
    if is_label || (is_separator && !is_inline) {
        return None;
    }
    // White space before the mark goes with it.
    let title = entry.title?;
    let kept = document.text(Span::new(title.start, span.start)).trim_end().len();
    let removed = Span::new(title.start + kept, span.end);
    let title = text!("Take `{mark}` out of the title", mark);
    let fix = Fix::of(title, Applicability::Unsafe).edit(context.edition, removed, "");
    Some(if is_separator { fix.edit(context.edition, Span::at(link.span.end), mark.to_string()) } else { fix })
}
