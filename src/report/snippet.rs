//! The lines that a finding shows: a window around each span, harmless for a terminal.
//!
//! miette prints lines whole and lets every character through, so it gets a source of its own: one segment for each
//! place, made of clipped and sanitized lines that keep their numbers.

use crate::report::clip::Clip;
use crate::report::findings::ReportedFinding;
use crate::terminal::sanitize;
use curate_document::{EditionId, Span};
use curate_rules::Text;
use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

/// Lines of a span that are shown.
const TALLEST: usize = 4;
/// Places of a finding that are shown.
const MOST_LABELS: usize = 6;

/// One or more lines of a document.
#[derive(Debug)]
struct SnippetSegment {
    /// `path`, sanitized.
    name: String,
    /// The number of the first line, from 0.
    line: usize,
    /// The column of the first span in the document, from 0.
    column: usize,
    /// Where the first span begins in the virtual source.
    column_at: usize,
    /// Where the segment begins in the virtual source.
    start: usize,
    text: String,
}

/// A source that holds only what a finding shows.
#[derive(Debug)]
pub(super) struct Snippet {
    segments: Vec<SnippetSegment>,
    labels: Vec<LabeledSpan>,
    length: usize,
    clip: Clip,
}

impl Snippet {
    /// The lines of `found` and of its labels, each clipped by `clip`.
    pub(super) fn of(found: &ReportedFinding<'_>, clip: Clip) -> Self {
        let diagnostic = found.diagnostic;
        let mut snippet = Self { segments: Vec::new(), labels: Vec::new(), length: 0, clip };
        let line = |edition: EditionId, span: Span| (edition, found.position(edition, span.start).0);
        let own = line(diagnostic.edition, diagnostic.span);
        let labels = || diagnostic.labels.iter().take(MOST_LABELS);
        let is_beside = |edition: EditionId, span: Span| line(edition, span) == own;
        let mut spans = vec![(diagnostic.span, None)];
        spans.extend(
            labels()
                .filter(|label| is_beside(label.edition, label.span))
                .map(|label| (label.span, Some(&label.message))),
        );
        snippet.add(found, diagnostic.edition, &spans);
        for label in labels().filter(|label| !is_beside(label.edition, label.span)) {
            snippet.add(found, label.edition, &[(label.span, Some(&label.message))]);
        }
        snippet
    }

    /// What is marked.
    pub(super) fn labels(&self) -> &[LabeledSpan] {
        &self.labels
    }

    /// Adds a segment for `spans`, which begin on one line of `edition`.
    fn add(&mut self, found: &ReportedFinding<'_>, edition: EditionId, spans: &[(Span, Option<&Text>)]) {
        let (Some(document), Some((first, _))) = (found.document(edition), spans.first()) else { return };
        let around = spans.iter().map(|(span, _)| *span).reduce(Span::join).unwrap_or(*first);
        let (line, column) = found.position(edition, first.start);
        // A span that takes the end of its line along ends on that line.
        let last_byte = around.end.saturating_sub(usize::from(!around.is_empty()));
        let last = document.line_of(last_byte).min(line + TALLEST - 1);
        let mut segment = SnippetSegment {
            name: sanitize::line(found.path(edition)).into_owned(),
            line: line.saturating_sub(1),
            column: column.saturating_sub(1),
            column_at: self.length,
            start: self.length,
            text: String::new(),
        };
        let mut marks: Vec<(Option<usize>, Option<usize>)> = vec![(None, None); spans.len()];
        for number in line..=last {
            let content = document.lines().content(number, document.source());
            let window = if number == line { around } else { Span::at(content.start) };
            let start = segment.start;
            self.clip.push(document, content, window, &mut segment.text, |offset, at| {
                for ((span, _), mark) in spans.iter().zip(&mut marks) {
                    if mark.0.is_none() && offset >= span.start {
                        mark.0 = Some(start + at);
                    }
                    if offset <= span.end {
                        mark.1 = Some(start + at);
                    }
                }
            });
            // miette leaves out a line without characters.
            if content.is_empty() {
                segment.text.push(' ');
            }
            if number < last {
                segment.text.push('\n');
            }
        }
        self.mark(&mut segment, spans, marks);
        self.length = segment.start + segment.text.len() + 1;
        self.segments.push(segment);
    }

    /// Marks `spans` in `segment`, each from and to where `marks` say; `None` where nothing of it is shown.
    fn mark(
        &mut self,
        segment: &mut SnippetSegment,
        spans: &[(Span, Option<&Text>)],
        marks: Vec<(Option<usize>, Option<usize>)>,
    ) {
        for (index, ((_, message), (from, to))) in spans.iter().zip(marks).enumerate() {
            let from = from.unwrap_or(segment.start);
            let length = to.unwrap_or(from).saturating_sub(from);
            let message = message.map(|message| sanitize::line(&message.to_string()).into_owned());
            let is_own = index == 0 && self.labels.is_empty();
            if index == 0 {
                segment.column_at = from;
            }
            self.labels.push(if is_own {
                LabeledSpan::new_primary_with_span(message, (from, length))
            } else {
                LabeledSpan::new_with_span(message, (from, length))
            });
        }
    }
}

impl SourceCode for Snippet {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        let inside = |segment: &&SnippetSegment| segment.start <= start && end <= segment.start + segment.text.len();
        let segment = self.segments.iter().find(inside).ok_or(MietteError::OutOfBounds)?;
        let whole = SourceSpan::from((segment.start, segment.text.len()));
        let lines = segment.text.matches('\n').count() + 1;
        // For a label's own place, miette wants its column in the document.
        let column = if start == segment.column_at { segment.column } else { 0 };
        let contents = MietteSpanContents::new_named(
            segment.name.clone(),
            segment.text.as_bytes(),
            whole,
            segment.line,
            column,
            lines,
        );
        Ok(Box::new(contents))
    }
}
