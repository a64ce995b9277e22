//! # entries/final-punctuation
//!
//! A description that does not end its sentence where most of them do.
//!
//! ## Why
//!
//! A list that reads `A compiler.` in one line and `A compiler` in the next looks unkept, and no newcomer knows which
//! of the two is right. The mark follows the script: `.` `!` `?` in Latin and most others, `。` `！` `？` in Chinese and
//! Japanese, `।` in Devanagari. Brackets, quotes and emoji may follow it, and so may tags, links, notes, badges and attribute
//! lists (`. [MIT] [site](…)`). Scripts without such marks (Thai, Khmer and those not known here) are never reported.
//! A full stop of another script (`编译器.`, `A compiler。`) is reported where descriptions in this script have one of
//! their own; a mark of the script's own (`。` and `．`, `।`, `۔`) is never wrong.
//!
//! Where the document decides that descriptions have no full stop, this does not hold for a section without a clear style in which more
//! than a third (of three and more) have one. A section of less than ten descriptions has no style of its own where most of the document
//! in the same script differ from it, and items without links in a section that has no other take none from the document.
//!
//! Sentences may have a stop where names of things have none: where most descriptions have no full stop, a sentence (`Ada is a
//! compiler.`, `計算します。`, `계산합니다.`, `गणना करता है।`) keeps it, and so does what may be one. Where sentences have
//! one and seven of ten names have none, a name needs none. Where most cells of a section are labels (`intermediate`), a description
//! among them keeps its stop.
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
//! Safe: the mark is added after the description, the one that nine tenths of the descriptions in the same script have, else the
//! script's own; before or behind tags, links and notes, as the other descriptions have it. A full stop of another script is replaced.
//!
//! None where the other descriptions do not show the place, and where the description ends in a comma, an emoji or an HTML element that
//! goes on.

use crate::api::declaration::{Declaration, FixKind, Subject};
use crate::api::diagnostic::{Finding, Fix, Severity};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::entries::support::checked_description::{CheckedDescription, judge, latin_texts};
use crate::entries::support::description_form::{DescriptionForm, FormReader};
use crate::entries::support::end_style::{EndStyle, EndStyles, StyleSource};
use crate::entries::support::ending::SentenceEnd;
use crate::entries::support::form_habits::FormHabits;
use crate::entries::support::full_stops::{FullStops, follows_letter, is_full_stop, is_own, own_within};
use crate::entries::support::html_tags::after_elements;
use crate::entries::support::label_columns::LabelColumns;
use crate::entries::support::mark_position::MarkPositions;
use curate_document::script::WritingSystem;
use curate_document::{Document, Entry, SectionId, Span};
use schemars::JsonSchema;
use serde::Deserialize;
use std::cell::LazyCell;
use std::collections::BTreeSet;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    yields_to: &["entries/glued", "formatting/broken-heading"],
    aliases: &["awesome-list-item"],
    ..Declaration::warning(
        include_str!("final_punctuation.rs"),
        "a description that does not end like most others, with or without a mark",
        Make::configured::<FinalPunctuation, FinalPunctuation>(),
    )
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct FinalPunctuation {
    /// Whether descriptions end with a mark: as the `majority` of the section, else of the document does (the default; a full
    /// stop where most have none is a hint), `always` or `never`.
    style: FinalMarkStyle,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum FinalMarkStyle {
    #[default]
    Majority,
    Always,
    Never,
}

impl FinalPunctuation {
    /// Whether descriptions end with a mark; `None` where the majority decides.
    fn ended(&self) -> Option<bool> {
        (self.style != FinalMarkStyle::Majority).then_some(self.style == FinalMarkStyle::Always)
    }
}

impl Rule for FinalPunctuation {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let edition = context.list.edition(context.edition).and_then(|edition| edition.writing_system);
        let judged = judge(context, edition);
        let mut styles = EndStyles::default();
        let mut stops = FullStops::default();
        for CheckedDescription { section, row, sentence, .. } in &judged {
            styles.add(*section, *row, sentence.writing_system, sentence.end != SentenceEnd::Open);
            if let SentenceEnd::Closed { mark, span, .. } = sentence.end
                && is_full_stop(mark)
            {
                stops.add(sentence.writing_system, mark, follows_letter(sentence.writing_system, span, document));
            }
        }
        let style = |judged: &CheckedDescription| match self.ended() {
            Some(is_ended) => Some(EndStyle { is_ended, source: StyleSource::Configuration }),
            None => styles.of(judged.section, judged.row, judged.sentence.writing_system),
        };
        let ended = |judged: &CheckedDescription| style(judged).map(|style| style.is_ended);
        let (open, closed): (Vec<&CheckedDescription>, Vec<&CheckedDescription>) =
            judged.iter().partition(|judged| judged.sentence.end == SentenceEnd::Open);
        let forms =
            LazyCell::new(|| FormReader::of(context.list.edition(context.edition), latin_texts(document, &judged)));
        let form = |judged: &CheckedDescription| judged.form(document, *forms);
        let linked: BTreeSet<Option<SectionId>> =
            judged.iter().filter(|judged| judged.linked).map(|judged| judged.section).collect();
        // `- Models - GPT, Llama` among features is like its neighbours, not like the entries of other sections.
        let is_feature = |judged: &CheckedDescription| {
            let is_elsewhere = style(judged).is_some_and(|style| style.source == StyleSource::Document);
            !judged.row && is_elsewhere && !linked.contains(&judged.section)
        };
        let mut open: Vec<&CheckedDescription> =
            open.into_iter().filter(|judged| ended(judged) == Some(true) && !is_feature(judged)).collect();
        if self.ended().is_none() && !open.is_empty() {
            let habits = FormHabits::of(
                judged.iter().filter_map(|judged| Some((judged.kind(), form(judged)?, judged.is_ended()))),
            );
            open.retain(|judged| {
                !habits.are_phrases_open(judged.kind()) || form(judged) != Some(DescriptionForm::Phrase)
            });
        }
        // Held against the others is what is there once the missing marks are.
        let all = if open.is_empty() { stops } else { report_missing(&judged, &open, stops, context, sink) };
        let labels = LabelColumns::of(&judged, document);
        for judged in closed {
            let style = style(judged);
            let is_needless = style.is_some_and(|style| !style.is_ended);
            // A sentence has its stop where names have none, and so has what may be one.
            if self.ended().is_none()
                && is_needless
                && (form(judged) != Some(DescriptionForm::Phrase) || labels.hold(judged, document))
            {
                continue;
            }
            report_closed(judged, style, &all, context, sink);
        }
    }
}

/// Reports those that are `open`; returns the full stops with those that they will get.
fn report_missing(
    judged: &[CheckedDescription],
    open: &[&CheckedDescription],
    stops: FullStops,
    context: &Context<'_>,
    sink: &mut Sink<'_>,
) -> FullStops {
    let document = context.document;
    let positions = MarkPositions::of(document, judged.iter().map(|judged| &judged.sentence));
    let tags = has_tags(document);
    let mut all = stops.clone();
    for CheckedDescription { span, end, sentence, .. } in open {
        let inside = document.text(Span::new(span.start, *end));
        // What strikes the whole entry out begins before its description: nobody reads on.
        if inside.matches("~~").count() % 2 == 1 {
            continue;
        }
        let own = own_within(sentence.writing_system, inside);
        let mark = own.unwrap_or_else(|| stops.usual(sentence.writing_system));
        let place = positions.place(document, &sentence.parts, Span::new(span.start, *end), tags);
        let at = place.unwrap_or(*end);
        let own = follows_letter(sentence.writing_system, Span::at(at), document);
        all.add(sentence.writing_system, mark, own);
        let last = document.text(Span::new(span.start, at)).trim_end();
        let width = last.chars().next_back().map_or(0, char::len_utf8);
        let last = Span::new(span.start + last.len() - width, span.start + last.len());
        let mut finding = Finding::at(last, text!("the description does not end with `{mark}`", mark));
        if let Some(place) = place.and_then(|place| after_elements(document, Span::new(span.start, place))) {
            let fix = Fix::safe(text!("Add `{mark}`", mark), context.edition, Span::at(place), mark.to_string());
            finding = finding.fix(fix);
        }
        sink.report(finding);
    }
    all
}

fn report_closed(
    judged: &CheckedDescription,
    style: Option<EndStyle>,
    stops: &FullStops,
    context: &Context<'_>,
    sink: &mut Sink<'_>,
) {
    let SentenceEnd::Closed { mark, span, alone, .. } = judged.sentence.end else { return };
    if !is_full_stop(mark) {
        return;
    }
    let writing_system = judged.sentence.writing_system;
    let Some(style) = style.filter(|style| !style.is_ended) else {
        let edition = context.list.edition(context.edition).and_then(|edition| edition.writing_system);
        if is_own(writing_system, mark)
            || is_name_in_other_script(writing_system, edition)
            || !follows_letter(writing_system, span, context.document)
        {
            return;
        }
        if let Some(usual) = stops.expected(writing_system).filter(|usual| *usual != mark) {
            sink.report(foreign(mark, usual, span, context));
        }
        return;
    };
    if alone && !is_abbreviation(context.document, span) && !ends_remark(context.document, judged.span, span) {
        let finding = needless(mark, span, style.source, context);
        let is_configured = style.source == StyleSource::Configuration;
        sink.report(if is_configured { finding } else { finding.at_most(Severity::Hint) });
    }
}

/// Whether most entries have code spans behind their description.
fn has_tags(document: &Document) -> bool {
    let entries = || document.markdown_entries();
    let is_tagged = |entry: &&Entry| entry.trailer.is_some_and(|trailer| document.text(trailer).contains('`'));
    entries().filter(is_tagged).count() * 2 >= entries().count()
}

fn needless(mark: char, span: Span, source: StyleSource, context: &Context<'_>) -> Finding {
    let message = match source {
        StyleSource::Configuration => {
            text!("the description ends with `{mark}`, which the configuration rules out", mark)
        }
        StyleSource::Section => text!("the description ends with `{mark}`, most do not", mark),
        StyleSource::Document => text!("the description ends with `{mark}`, most of the document do not", mark),
    };
    Finding::at(span, message).fix(Fix::safe(text!("Remove `{mark}`", mark), context.edition, span, ""))
}

fn foreign(mark: char, usual: char, span: Span, context: &Context<'_>) -> Finding {
    Finding::at(span, text!("the description ends with `{mark}` instead of `{usual}`", mark, usual)).fix(Fix::safe(
        text!("Replace it by `{usual}`", usual),
        context.edition,
        span,
        usual.to_string(),
    ))
}

/// Whether Latin words stand in for a Chinese or Japanese description (`QQ for Mac。`), whose mark is then right too.
fn is_name_in_other_script(writing_system: WritingSystem, edition: Option<WritingSystem>) -> bool {
    writing_system == WritingSystem::Latin
        && matches!(edition, Some(WritingSystem::Chinese | WritingSystem::Japanese) | None)
}

/// Whether the full stop at `stop` ends emphasised words behind others in `description`: `Jane Doe _The file is large._`
fn ends_remark(document: &Document, description: Span, stop: Span) -> bool {
    let begins = |offset: usize| document.source().get(offset..).is_some_and(|text| text.starts_with(['_', '*']));
    begins(stop.end) && !begins(description.start)
}

/// Whether the full stop at `span` may belong to the word before it: `et al.`, `Jr.`, `etc.`, `...`.
fn is_abbreviation(document: &Document, span: Span) -> bool {
    let line = document.lines().span(document.line_of(span.start)).start;
    let before = document.text(Span::new(line, span.start));
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    word.contains('.') || word.chars().filter(|character| character.is_alphanumeric()).count() <= 3
}
