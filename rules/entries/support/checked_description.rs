//! The descriptions whose last character is judged.

use crate::api::rule::Context;
use crate::entries::support::description::{description, presenting, rendered};
use crate::entries::support::description_form::{DescriptionForm, FormReader};
use crate::entries::support::ending::SentenceEnd;
use crate::entries::support::metadata::is_metadata;
use crate::entries::support::sentence::{Sentence, sentence_at};
use crate::text::section_kinds::SectionKinds;
use curate_document::script::{WritingSystem, is_han, is_kana};
use curate_document::{Document, Entry, SectionId, Span};

/// Up to this many letters of a script without spaces are a word, not a sentence.
const NOUN: usize = 2;

/// A description that can be judged.
pub(crate) struct CheckedDescription {
    /// The section of its entry.
    pub section: Option<SectionId>,
    /// Whether it is a cell.
    pub row: bool,
    /// Whether its entry has a link.
    pub linked: bool,
    /// What it describes.
    pub title: Option<Span>,
    /// Its bytes.
    pub span: Span,
    /// Where the entry ends, with what stands behind the description.
    pub end: usize,
    /// What it is written in, and how it ends.
    pub sentence: Sentence,
}

impl CheckedDescription {
    /// Whether it ends with a mark.
    pub(crate) fn is_ended(&self) -> bool {
        self.sentence.end != SentenceEnd::Open
    }

    /// Those of one kind are compared.
    pub(crate) fn kind(&self) -> (bool, WritingSystem) {
        (self.row, self.sentence.writing_system)
    }

    /// Whether it is a sentence; `None` where `forms` do not show it.
    pub(crate) fn form(&self, document: &Document, forms: FormReader) -> Option<DescriptionForm> {
        let title = self.title.map_or("", |title| document.text(title));
        let end = match self.sentence.end {
            SentenceEnd::Closed { span, .. } => span.start,
            SentenceEnd::Open => self.sentence.parts.last().map_or(self.end, |part| part.before),
        };
        let text = Span::new(self.span.start, end.clamp(self.span.start, self.span.end));
        forms.form(title, &rendered(document, text), self.sentence.writing_system)
    }
}

/// The descriptions in Latin letters.
pub(crate) fn latin_texts<'a>(
    document: &'a Document,
    judged: &'a [CheckedDescription],
) -> impl Iterator<Item = &'a str> {
    let latin = judged.iter().filter(|judged| judged.sentence.writing_system == WritingSystem::Latin);
    latin.map(|judged| document.text(judged.span))
}

/// The descriptions that can be judged; the edition is written in `edition`.
pub(crate) fn judge(context: &Context<'_>, edition: Option<WritingSystem>) -> Vec<CheckedDescription> {
    let document = context.document;
    let kinds = SectionKinds::of(context);
    let judge = |entry: &Entry| {
        let span = description(document, entry)?;
        // The rest of a row is in other cells.
        let end =
            if entry.row { span.end } else { entry.trailer.map_or(span.end, |trailer| trailer.end.max(span.end)) };
        let sentence = sentence_at(document, span, end, edition)?;
        // `[Ada](…)：系列` and `[Ada](…) · PDF` say what the title is, and are not sentences.
        if sentence.end == SentenceEnd::Open && (is_noun(document.text(span)) || is_metadata(document, span)) {
            return None;
        }
        Some(CheckedDescription {
            section: entry.section,
            row: entry.row,
            linked: entry.link.is_some(),
            title: entry.title,
            span,
            end,
            sentence,
        })
    };
    // What contributors did is not a description.
    presenting(document).filter(|entry| kinds.within(entry.section).is_none()).filter_map(judge).collect()
}

/// Whether `text` is a word of one or two letters of a script without spaces.
fn is_noun(text: &str) -> bool {
    text.chars().count() <= NOUN && text.chars().all(|character| is_han(character) || is_kana(character))
}
