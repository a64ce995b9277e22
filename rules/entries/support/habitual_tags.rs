//! Which tags, code spans and images a document has behind finished sentences, so that others like them are not words of the sentence.

use crate::entries::support::ending::SentenceEnd;
use crate::entries::support::inlines::inlines_in;
use crate::entries::support::introduction::introduces;
use crate::entries::support::metadata::is_name_of_licence;
use crate::entries::support::sentence::Sentence;
use crate::entries::support::trailing_parts::{TrailingKind, TrailingPart};
use curate_document::{Document, InlineKind, Span};
use std::collections::{BTreeMap, BTreeSet};

/// This many entries with such a thing behind a finished sentence show that it is a tag …
const SAMPLES: usize = 3;
/// … where this many of five that end with one have it there.
const OF_FIVE: usize = 4;
/// This many, nine in ten of all, show that others are tags too, whatever they say.
const MANY: usize = 10;

/// What stands behind finished sentences.
#[derive(Clone, Debug, Default)]
pub(crate) struct HabitualTags {
    /// What they say, lower case.
    known: BTreeSet<(TrailingKind, String)>,
    counts: BTreeMap<TrailingKind, TagCount>,
}

/// How often entries end with things of a kind.
#[derive(Clone, Copy, Debug, Default)]
struct TagCount {
    /// Behind a finished sentence.
    behind_mark: usize,
    /// Behind one that lacks its mark, where the same stands behind a finished one elsewhere. Fixes turn these into the others.
    like_them: usize,
    /// Otherwise.
    other: usize,
}

impl HabitualTags {
    /// What `sentences` have.
    pub(crate) fn of<'a>(document: &Document, sentences: impl Iterator<Item = &'a Sentence> + Clone) -> Self {
        let mut tags = Self::default();
        for sentence in sentences.clone().filter(|sentence| sentence.end != SentenceEnd::Open) {
            for part in sentence.parts.iter().filter(|part| is_tag(part.kind)) {
                tags.known.extend(texts(document, part).into_iter().map(|text| (part.kind, text)));
            }
        }
        for sentence in sentences {
            for kind in [TrailingKind::Tag, TrailingKind::Code, TrailingKind::Image] {
                tags.count(document, sentence, kind);
            }
        }
        tags
    }

    fn count(&mut self, document: &Document, sentence: &Sentence, kind: TrailingKind) {
        let behind = match sentence.end {
            SentenceEnd::Closed { behind, .. } => behind,
            SentenceEnd::Open => None,
        };
        let mut parts = sentence.parts.iter().filter(|part| part.kind == kind).peekable();
        if parts.peek().is_none() && behind != Some(kind) {
            return;
        }
        let is_closed = sentence.end != SentenceEnd::Open;
        let is_like = !is_closed && parts.all(|part| self.may_be(document, part) && !introduces(document, part.before));
        let count = self.counts.entry(kind).or_default();
        if behind == Some(kind) || !is_closed && !is_like {
            count.other += 1;
        } else if is_closed {
            count.behind_mark += 1;
        } else {
            count.like_them += 1;
        }
    }

    /// Whether `part` is certainly a tag where no word before it goes on with it.
    pub(crate) fn are_sure(&self, document: &Document, part: &TrailingPart) -> bool {
        let TagCount { behind_mark, like_them, other } = self.counts.get(&part.kind).copied().unwrap_or_default();
        let (tags, all) = (behind_mark + like_them, behind_mark + like_them + other);
        let is_usual = behind_mark >= SAMPLES && tags * 5 >= all * OF_FIVE;
        is_usual && (tags >= MANY && tags * 10 >= all * 9 || self.may_be(document, part))
    }

    /// Whether any of `kind` stands behind a finished sentence.
    pub(crate) fn are_known(&self, kind: TrailingKind) -> bool {
        self.counts.get(&kind).is_some_and(|count| count.behind_mark > 0)
    }

    /// Whether `part` says what one behind a finished sentence says, or names a licence.
    pub(crate) fn may_be(&self, document: &Document, part: &TrailingPart) -> bool {
        let texts = texts(document, part);
        let is_licence = |text: &str| part.kind != TrailingKind::Image && is_name_of_licence(text);
        texts.into_iter().all(|text| is_licence(&text) || self.known.contains(&(part.kind, text)))
    }
}

fn is_tag(kind: TrailingKind) -> bool {
    matches!(kind, TrailingKind::Tag | TrailingKind::Code | TrailingKind::Image)
}

/// What `part` says, lower case: each of its images, else the whole.
fn texts(document: &Document, part: &TrailingPart) -> Vec<String> {
    let span = Span::new(part.start, part.end);
    let images = inlines_in(document, span).iter().filter(|inline| inline.kind == InlineKind::Image);
    let texts: Vec<String> = images.map(|image| document.text(image.span).to_lowercase()).collect();
    if texts.is_empty() { vec![document.text(span).to_lowercase()] } else { texts }
}
