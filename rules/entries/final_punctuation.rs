//! # entries/final-punctuation
//!
//! A description that does not end its sentence where most of them do.
//!
//! ## Why
//!
//! A list that reads `A compiler.` in one line and `A compiler` in the next looks unkept, and every newcomer asks which
//! of the two is right. The mark follows the script: `.` `!` `?` in Latin and most others, `。` `！` `？` in Chinese and
//! Japanese, `।` in Devanagari. Brackets, quotes and emoji may follow it; badges, tags and links in brackets after the
//! description are left out. Scripts without such marks (Thai, Khmer and those not known here) are never reported.
//! A full stop of another script (`编译器.`, `A compiler。`) is reported where descriptions in this script have one of
//! their own.
//!
//! ## Bad
//!
//! ```markdown
//! - [Ada](https://ada.example) - A compiler.
//! - [Basil](https://basil.example) - An interpreter
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
//! Safe: the mark is put after the description, the one that nine tenths of the descriptions in the same script have,
//! else the script's own. No fix where
//! the description ends in a comma, an emoji, an HTML element that goes on, or a bare URL, which would swallow the mark. A full stop of another script
//! is replaced.
//!
//! ## Options
//!
//! - `style`: `"majority"` (the default: what most of the section, else of the document does; a full stop where most
//!   have none is a hint), `"always"` or `"never"`.

use crate::engine::diagnostic::{Finding, Fix, Severity};
use crate::engine::majority::Majority;
use crate::engine::rule::{Context, Declaration, FixKind, OptionDeclaration, OptionKind, Rule, Sink, Subject};
use crate::engine::settings::Options;
use crate::entries::description::{description, presenting};
use crate::entries::sentence::{End, Sentence, inlines_in, sentence_at};
use curate_document::script::{LetterCounts, WritingSystem, is_han, is_kana};
use curate_document::{Document, Entry, InlineKind, SectionId, Span};
use std::collections::BTreeMap;

/// The declaration of `entries/final-punctuation`.
pub const RULE: Declaration = Declaration {
    name: "entries/final-punctuation",
    summary: "a description that does not end like most others, with or without a mark",
    severity: Severity::Warning,
    on_by_default: true,
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    yields_to: &["entries/glued", "formatting/broken-heading"],
    options: &[OptionDeclaration {
        name: "style",
        summary: "whether descriptions end with a mark",
        kind: OptionKind::Choice(&["majority", "always", "never"]),
    }],
    source: include_str!("final_punctuation.rs"),
    build: |options| Box::new(FinalPunctuation::of(options)),
};

/// So many full stops of one writing system tell which one it has.
const OWN_SAMPLES: usize = 5;
/// So many are enough where there is no other.
const ONLY_SAMPLES: usize = 3;
/// Elements of text that have no end tag.
const VOID_ELEMENTS: [&str; 5] = ["br", "hr", "img", "input", "wbr"];

struct FinalPunctuation {
    /// `None` where the majority decides.
    ended: Option<bool>,
}

impl FinalPunctuation {
    fn of(options: &Options) -> Self {
        let ended = match options.text("style") {
            Some("always") => Some(true),
            Some("never") => Some(false),
            _ => None,
        };
        Self { ended }
    }
}

/// A description that can be judged.
struct Judged {
    section: Option<SectionId>,
    row: bool,
    span: Span,
    sentence: Sentence,
}

impl Rule for FinalPunctuation {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let edition = context.list.edition(context.edition).and_then(|edition| edition.writing_system);
        let judged = judge(context, edition);
        // Cells and items are styled apart.
        let mut majorities = [Majority::default(), Majority::default()];
        let mut marks = Marks::new();
        for Judged { section, row, sentence, .. } in &judged {
            if let Some(majority) = majorities.get_mut(usize::from(*row)) {
                majority.add(*section, matches!(sentence.end, End::Closed { .. }));
            }
            if let End::Closed { mark, span, .. } = sentence.end
                && is_full_stop(mark)
            {
                let count = marks.entry((sentence.writing_system, mark)).or_default();
                count.all += 1;
                count.own += usize::from(follows_letter(sentence.writing_system, span, context.document));
            }
        }
        for judged in &judged {
            let majority = majorities.get(usize::from(judged.row)).and_then(|majority| majority.style(judged.section));
            let ended = self.ended.or(majority);
            let writing_system = judged.sentence.writing_system;
            match judged.sentence.end {
                End::Open { last, mendable } if ended == Some(true) => {
                    let mark = usual_mark(writing_system, &marks);
                    sink.report(missing(judged, last, mark, mendable, context));
                }
                End::Closed { mark, span, .. } if ended != Some(false) => {
                    let usual =
                        expected_mark(writing_system, &marks).filter(|usual| *usual != mark && is_full_stop(mark));
                    let judged =
                        follows_letter(writing_system, span, context.document) && !is_guest(writing_system, edition);
                    if let Some(usual) = usual.filter(|_| judged) {
                        sink.report(foreign(mark, usual, span, context));
                    }
                }
                End::Closed { mark, span, alone: true }
                    if ended == Some(false) && is_full_stop(mark) && !is_abbreviation(context.document, span) =>
                {
                    let finding = needless(mark, span, context);
                    sink.report(if self.ended.is_some() { finding } else { finding.at_most(Severity::Hint) });
                }
                _ => {}
            }
        }
    }
}

fn judge(context: &Context<'_>, edition: Option<WritingSystem>) -> Vec<Judged> {
    let document = context.document;
    let entries = document.entries();
    let tagged = entries
        .iter()
        .filter(|entry| entry.trailer.is_some_and(|trailer| document.text(trailer).contains('`')))
        .count();
    let tags = tagged * 2 >= entries.len();
    let judge = |entry: &Entry| {
        let span = without_tags(document, description(document, entry)?, tags)?;
        let sentence = sentence_at(document, span, edition)?;
        Some(Judged { section: entry.section, row: entry.row, span, sentence })
    };
    presenting(document).filter_map(judge).collect()
}

/// The description without code spans at its end that are tags. Where most entries are `tags`, one is enough; else
/// several are told from code only by a reader, so there is nothing to judge.
fn without_tags(document: &Document, span: Span, tags: bool) -> Option<Span> {
    let inlines = inlines_in(document, span);
    let is_tag =
        |kind: InlineKind, text: &str| kind == InlineKind::Code || (kind == InlineKind::Text && text.trim().is_empty());
    let trailing = inlines.iter().rev().take_while(|inline| is_tag(inline.kind, document.text(inline.span)));
    let codes: Vec<Span> =
        trailing.filter(|inline| inline.kind == InlineKind::Code).map(|inline| inline.span).collect();
    match codes.last() {
        Some(first) if tags => {
            let kept = document.text(Span::new(span.start, first.start)).trim_end().len();
            (kept > 0).then(|| Span::new(span.start, span.start + kept))
        }
        Some(_) if codes.len() > 1 => None,
        _ => Some(span),
    }
}

fn missing(judged: &Judged, last: Span, mark: char, mendable: bool, context: &Context<'_>) -> Finding {
    let finding = Finding::at(last, format!("the description does not end with `{mark}`"));
    match after_elements(context.document, judged.span).filter(|_| mendable) {
        Some(place) => {
            finding.fix(Fix::safe(format!("Add `{mark}`"), context.edition, Span::at(place), mark.to_string()))
        }
        None => finding,
    }
}

/// The byte after `description` and the closing tags at its end; `None` where that is within an element that the
/// description opens.
fn after_elements(document: &Document, description: Span) -> Option<usize> {
    let mut end = description.end;
    let mut open = 0_usize;
    let first = document.inlines().partition_point(|inline| inline.span.start < description.start);
    for inline in document.inlines().iter().skip(first) {
        let tag = if inline.kind == InlineKind::Html { document.text(inline.span) } else { "" };
        let closing = tag.starts_with("</");
        if inline.span.start >= end {
            if !closing || inline.span.start > end {
                break;
            }
            end = inline.span.end;
        }
        if closing {
            open = open.saturating_sub(1);
        } else if opens_element(tag) {
            open += 1;
        }
    }
    (open == 0).then_some(end)
}

/// Whether `tag` opens an element that another tag closes (HTML, 13.1.2).
fn opens_element(tag: &str) -> bool {
    let Some(name) = tag.strip_prefix('<').filter(|_| !tag.ends_with("/>")) else { return false };
    let name = name.split(|character: char| !character.is_ascii_alphanumeric()).next().unwrap_or("");
    !name.is_empty() && !VOID_ELEMENTS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn needless(mark: char, span: Span, context: &Context<'_>) -> Finding {
    Finding::at(span, format!("the description ends with `{mark}`, most do not")).fix(Fix::safe(
        format!("Remove `{mark}`"),
        context.edition,
        span,
        "",
    ))
}

fn foreign(mark: char, usual: char, span: Span, context: &Context<'_>) -> Finding {
    Finding::at(span, format!("the description ends with `{mark}` instead of `{usual}`")).fix(Fix::safe(
        format!("Replace it by `{usual}`"),
        context.edition,
        span,
        usual.to_string(),
    ))
}

/// How often a full stop ends descriptions of one writing system.
#[derive(Clone, Copy, Default)]
struct Count {
    /// After a letter of that writing system.
    own: usize,
    /// After anything: names and numbers too.
    all: usize,
}

type Marks = BTreeMap<(WritingSystem, char), Count>;

/// The full stop that nearly all descriptions in `writing_system` have here, by `count`.
fn clear_mark(writing_system: WritingSystem, marks: &Marks, count: fn(&Count) -> usize) -> Option<char> {
    let here = || marks.iter().filter(|((system, _), _)| *system == writing_system);
    let all: usize = here().map(|(_, counts)| count(counts)).sum();
    let ((_, mark), counts) = here().max_by_key(|(_, counts)| count(counts))?;
    (all >= OWN_SAMPLES && count(counts) * 10 >= all * 9).then_some(*mark)
}

/// The full stop that another one is held to: the clear one after letters, else the script's own where that is clear
/// with what stands after names and numbers.
fn expected_mark(writing_system: WritingSystem, marks: &Marks) -> Option<char> {
    let own = clear_mark(writing_system, marks, |count| count.own);
    let script = || clear_mark(writing_system, marks, |count| count.all);
    own.or_else(|| script().filter(|mark| *mark == script_mark(writing_system)))
}

/// Whether a letter of `writing_system` stands before `span`, so that no name or abbreviation of another script does.
fn follows_letter(writing_system: WritingSystem, span: Span, document: &Document) -> bool {
    let before = document.source().get(..span.start).and_then(|before| before.chars().next_back());
    let Some(last) = before.filter(|last| *last != '\n') else { return false };
    if matches!(writing_system, WritingSystem::Chinese | WritingSystem::Japanese) {
        return is_han(last) || is_kana(last);
    }
    let mut letters = LetterCounts::default();
    letters.add(last.encode_utf8(&mut [0; 4]));
    letters.writing_system() == Some(writing_system)
}

/// Whether Latin words stand in for a Chinese or Japanese description (`QQ for Mac。`), whose mark is then right too.
fn is_guest(writing_system: WritingSystem, edition: Option<WritingSystem>) -> bool {
    writing_system == WritingSystem::Latin
        && matches!(edition, Some(WritingSystem::Chinese | WritingSystem::Japanese) | None)
}

/// The full stop to put after a description: the clear one, else the only one there is, else the one of the script.
fn usual_mark(writing_system: WritingSystem, marks: &Marks) -> char {
    let only = || {
        let mut here = marks.iter().filter(|((system, _), _)| *system == writing_system);
        let ((_, mark), count) = here.next()?;
        (here.next().is_none() && count.all >= ONLY_SAMPLES).then_some(*mark)
    };
    let own = clear_mark(writing_system, marks, |count| count.own);
    own.or_else(only).unwrap_or_else(|| script_mark(writing_system))
}

/// The full stop of the script.
fn script_mark(writing_system: WritingSystem) -> char {
    match writing_system {
        WritingSystem::Chinese | WritingSystem::Japanese => '。',
        WritingSystem::Devanagari => '।',
        _ => '.',
    }
}

fn is_full_stop(mark: char) -> bool {
    matches!(mark, '.' | '。' | '．' | '｡' | '।' | '۔')
}

/// Whether the full stop at `span` may belong to the word before it: `et al.`, `Jr.`, `etc.`, `...`.
fn is_abbreviation(document: &Document, span: Span) -> bool {
    let line = document.lines().span(document.line_of(span.start)).start;
    let before = document.text(Span::new(line, span.start));
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    word.contains('.') || word.chars().filter(|character| character.is_alphanumeric()).count() <= 3
}
