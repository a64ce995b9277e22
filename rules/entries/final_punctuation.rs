//! # entries/final-punctuation
//!
//! A description that does not end its sentence where most of them do.
//!
//! ## Why
//!
//! A list that reads `A compiler.` in one line and `A compiler` in the next looks unkept, and every newcomer asks which
//! of the two is right. The mark follows the script: `.` `!` `?` in Latin and most others, `。` `！` `？` in Chinese and
//! Japanese, `।` in Devanagari. Brackets, quotes and emoji may follow it, and so may tags, links, notes, badges and attribute
//! lists (`. [MIT] [site](…)`). Scripts without such marks (Thai, Khmer and those not known here) are never reported.
//! A full stop of another script (`编译器.`, `A compiler。`) is reported where descriptions in this script have one of
//! their own; a mark of the script's own (`。` and `．`, `।`, `۔`) is never wrong.
//!
//! Where the document decides that descriptions have no full stop, it does so for no section without a clear style of which more
//! than a third (of three and more) have one.
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
//! else the script's own; before or behind tags, links and notes as the other descriptions have it. No fix where they do not
//! tell, where the description ends in a comma, an emoji or an HTML element that goes on. A full stop of another script is
//! replaced.
//!
//! ## Options
//!
//! - `style`: `"majority"` (the default: what most of the section, else of the document does; a full stop where most
//!   have none is a hint), `"always"` or `"never"`.

use crate::engine::diagnostic::{Finding, Fix, Severity};
use crate::engine::heading_names::Roles;
use crate::engine::rule::{Context, Declaration, FixKind, OptionDeclaration, OptionKind, Rule, Sink, Subject};
use crate::engine::settings::Options;
use crate::entries::description::{description, presenting};
use crate::entries::end_style::{EndStyle, EndStyles, Source};
use crate::entries::ending::End;
use crate::entries::full_stops::{FullStops, follows_letter, is_full_stop, is_own, own_within};
use crate::entries::metadata::is_metadata;
use crate::entries::sentence::{Sentence, sentence_at};
use crate::entries::tail::Tails;
use curate_document::script::{WritingSystem, is_han, is_kana};
use curate_document::{Document, Entry, InlineKind, SectionId, Span};

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

/// So many letters of a script without spaces are a word and no sentence.
const NOUN: usize = 2;
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
    /// Where the entry ends, with what stands behind the description.
    end: usize,
    sentence: Sentence,
}

impl Rule for FinalPunctuation {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let edition = context.list.edition(context.edition).and_then(|edition| edition.writing_system);
        let judged = judge(context, edition);
        let mut styles = EndStyles::default();
        let mut stops = FullStops::default();
        for Judged { section, row, sentence, .. } in &judged {
            styles.add(*section, *row, sentence.writing_system, sentence.end != End::Open);
            if let End::Closed { mark, span, .. } = sentence.end
                && is_full_stop(mark)
            {
                stops.add(sentence.writing_system, mark, follows_letter(sentence.writing_system, span, document));
            }
        }
        let style = |judged: &Judged| match self.ended {
            Some(is_ended) => Some(EndStyle { is_ended, source: Source::Configuration }),
            None => styles.of(judged.section, judged.row, judged.sentence.writing_system),
        };
        let ended = |judged: &Judged| style(judged).map(|style| style.is_ended);
        let (open, closed): (Vec<&Judged>, Vec<&Judged>) =
            judged.iter().partition(|judged| judged.sentence.end == End::Open);
        let open: Vec<&Judged> = open.into_iter().filter(|judged| ended(judged) == Some(true)).collect();
        // Held against the others is what is there once the missing marks are.
        let all = if open.is_empty() { stops } else { report_missing(&judged, &open, stops, context, sink) };
        for judged in closed {
            report_closed(judged, style(judged), &all, context, sink);
        }
    }
}

/// Reports those that are `open`; returns the full stops with those that they will get.
fn report_missing(
    judged: &[Judged],
    open: &[&Judged],
    stops: FullStops,
    context: &Context<'_>,
    sink: &mut Sink<'_>,
) -> FullStops {
    let document = context.document;
    let tails = Tails::of(document, judged.iter().map(|judged| &judged.sentence));
    let tags = has_tags(document);
    let mut all = stops.clone();
    for Judged { span, end, sentence, .. } in open {
        let inside = document.text(Span::new(span.start, *end));
        let own = own_within(sentence.writing_system, inside);
        let mark = own.unwrap_or_else(|| stops.usual(sentence.writing_system));
        let place = tails.place(document, &sentence.pieces, *end, tags);
        let at = place.unwrap_or(*end);
        let own = follows_letter(sentence.writing_system, Span::at(at), document);
        all.add(sentence.writing_system, mark, own);
        let last = document.text(Span::new(span.start, at)).trim_end();
        let width = last.chars().next_back().map_or(0, char::len_utf8);
        let last = Span::new(span.start + last.len() - width, span.start + last.len());
        let mut finding = Finding::at(last, format!("the description does not end with `{mark}`"));
        if let Some(place) = place.and_then(|place| after_elements(document, Span::new(span.start, place))) {
            let fix = Fix::safe(format!("Add `{mark}`"), context.edition, Span::at(place), mark.to_string());
            finding = finding.fix(fix);
        }
        sink.report(finding);
    }
    all
}

fn report_closed(
    judged: &Judged,
    style: Option<EndStyle>,
    stops: &FullStops,
    context: &Context<'_>,
    sink: &mut Sink<'_>,
) {
    let End::Closed { mark, span, alone, .. } = judged.sentence.end else { return };
    if !is_full_stop(mark) {
        return;
    }
    let writing_system = judged.sentence.writing_system;
    let Some(style) = style.filter(|style| !style.is_ended) else {
        let edition = context.list.edition(context.edition).and_then(|edition| edition.writing_system);
        if is_own(writing_system, mark)
            || is_guest(writing_system, edition)
            || !follows_letter(writing_system, span, context.document)
        {
            return;
        }
        if let Some(usual) = stops.expected(writing_system).filter(|usual| *usual != mark) {
            sink.report(foreign(mark, usual, span, context));
        }
        return;
    };
    if alone && !is_abbreviation(context.document, span) {
        let finding = needless(mark, span, style.source, context);
        let is_configured = style.source == Source::Configuration;
        sink.report(if is_configured { finding } else { finding.at_most(Severity::Hint) });
    }
}

fn judge(context: &Context<'_>, edition: Option<WritingSystem>) -> Vec<Judged> {
    let document = context.document;
    let roles = Roles::of(context);
    let judge = |entry: &Entry| {
        let span = description(document, entry)?;
        // The rest of a row is in other cells.
        let end =
            if entry.row { span.end } else { entry.trailer.map_or(span.end, |trailer| trailer.end.max(span.end)) };
        let sentence = sentence_at(document, span, end, edition)?;
        // `[Ada](…)：系列` and `[Ada](…) · PDF` tell what the title is, and are no sentences.
        if sentence.end == End::Open && (is_noun(document.text(span)) || is_metadata(document, span)) {
            return None;
        }
        Some(Judged { section: entry.section, row: entry.row, span, end, sentence })
    };
    // What contributors did is no description.
    presenting(document).filter(|entry| roles.within(entry.section).is_none()).filter_map(judge).collect()
}

/// Whether `text` is a word of one or two letters of a script without spaces.
fn is_noun(text: &str) -> bool {
    text.chars().count() <= NOUN && text.chars().all(|character| is_han(character) || is_kana(character))
}

/// Whether most entries have code spans behind their description.
fn has_tags(document: &Document) -> bool {
    let entries = document.entries();
    let is_tagged = |entry: &&Entry| entry.trailer.is_some_and(|trailer| document.text(trailer).contains('`'));
    entries.iter().filter(is_tagged).count() * 2 >= entries.len()
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

fn needless(mark: char, span: Span, source: Source, context: &Context<'_>) -> Finding {
    let others = match source {
        Source::Configuration => "which the configuration rules out",
        Source::Section => "most do not",
        Source::Document => "most of the document do not",
    };
    Finding::at(span, format!("the description ends with `{mark}`, {others}")).fix(Fix::safe(
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

/// Whether Latin words stand in for a Chinese or Japanese description (`QQ for Mac。`), whose mark is then right too.
fn is_guest(writing_system: WritingSystem, edition: Option<WritingSystem>) -> bool {
    writing_system == WritingSystem::Latin
        && matches!(edition, Some(WritingSystem::Chinese | WritingSystem::Japanese) | None)
}

/// Whether the full stop at `span` may belong to the word before it: `et al.`, `Jr.`, `etc.`, `...`.
fn is_abbreviation(document: &Document, span: Span) -> bool {
    let line = document.lines().span(document.line_of(span.start)).start;
    let before = document.text(Span::new(line, span.start));
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    word.contains('.') || word.chars().filter(|character| character.is_alphanumeric()).count() <= 3
}
