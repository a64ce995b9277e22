//! Edits of a source: which fixes can be made together, and where everything is afterwards.

use crate::api::diagnostic::{Applicability, Diagnostic, Edit, Effects, Severity};
use curate_document::{EditionId, List, Span};
use std::collections::{BTreeMap, BTreeSet};

/// A fix that is to be tried, its edits ready to be made.
#[derive(Clone, Debug)]
pub(crate) struct FixCandidate {
    /// The rule that offers it.
    pub rule: &'static str,
    /// How bad the finding is.
    pub severity: Severity,
    /// Whether it may be applied unseen.
    pub applicability: Applicability,
    /// The document of the finding.
    pub edition: EditionId,
    /// Where the finding begins.
    pub offset: usize,
    /// Which of the findings it is.
    pub finding: usize,
    /// In order; line endings are the document's, edits that change nothing are left out.
    pub edits: Vec<Edit>,
    /// What it declares to change.
    pub effects: Effects,
}

/// What tells a fix from others of the same text.
pub(crate) type Identity = (&'static str, Vec<(EditionId, Span, String)>);

impl FixCandidate {
    /// The fixes of `diagnostic`, which is the one at `finding`, by group; `None` where one would change nothing.
    pub(crate) fn all_of(
        finding: usize,
        diagnostic: &Diagnostic,
        list: &List,
        endings: &[LineEnding],
    ) -> Vec<Option<Self>> {
        let Some(fix) = &diagnostic.fix else { return Vec::new() };
        let whole = [(fix.edits.len(), fix.effects)];
        let groups = if fix.groups.is_empty() { &whole[..] } else { &fix.groups };
        let mut rest = fix.edits.as_slice();
        let mut of_group = |(count, effects): &(usize, Effects)| {
            let (edits, others) = rest.split_at_checked(*count).unwrap_or((rest, &[]));
            rest = others;
            let edits = changing(edits, list, endings);
            (!edits.is_empty()).then_some(Self {
                rule: diagnostic.rule,
                severity: diagnostic.severity,
                applicability: fix.applicability,
                edition: diagnostic.edition,
                offset: diagnostic.span.start,
                finding,
                edits,
                effects: *effects,
            })
        };
        groups.iter().map(&mut of_group).collect()
    }

    /// What tells it from other fixes of the same text.
    pub(crate) fn identity(&self) -> Identity {
        (self.rule, self.edits.iter().map(|edit| (edit.edition, edit.span, edit.text.clone())).collect())
    }

    /// The documents it edits.
    pub(crate) fn editions(&self) -> BTreeSet<EditionId> {
        self.edits.iter().map(|edit| edit.edition).collect()
    }

    /// Whether its edits can be made at all: places that exist, on character boundaries, apart from one another.
    pub(crate) fn is_sound(&self, list: &List) -> bool {
        let exist = self.edits.iter().all(|edit| {
            let source = list.edition(edit.edition).map(|edition| edition.document.source());
            source.is_some_and(|source| source.get(edit.span.start..edit.span.end).is_some())
        });
        let apart = self.edits.windows(2).all(|pair| match pair {
            [a, b] => a.edition != b.edition || (a.span.end <= b.span.start && a.span.start < b.span.start),
            _ => true,
        });
        exist && apart
    }
}

/// `edits` ready to be made, in order, without those that change nothing.
fn changing(edits: &[Edit], list: &List, endings: &[LineEnding]) -> Vec<Edit> {
    let mut changing: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        let ending = endings.get(edit.edition.0 as usize).copied().unwrap_or_default();
        let text = ending.of_text(&edit.text);
        let present = list.edition(edit.edition).map(|edition| edition.document.text(edit.span));
        if present != Some(&*text) {
            changing.push(Edit { edition: edit.edition, span: edit.span, text });
        }
    }
    changing.sort_by(|a, b| (a.edition, a.span, &a.text).cmp(&(b.edition, b.span, &b.text)));
    changing.dedup();
    changing
}

/// The candidates that can be applied together, the safest and gravest first: none touches an edit of another,
/// unless the edits are the same. The others wait.
pub(crate) fn compatible(mut candidates: Vec<FixCandidate>) -> Vec<FixCandidate> {
    candidates
        .sort_by_key(|candidate| (std::cmp::Reverse(candidate.applicability), std::cmp::Reverse(candidate.severity)));
    let mut taken: BTreeMap<(EditionId, usize), (usize, String)> = BTreeMap::new();
    let mut chosen = Vec::new();
    for candidate in candidates {
        // What is taken is apart from each other, so only the last edit that begins before this one's end can touch it.
        let free = candidate.edits.iter().all(|edit| {
            let before = taken.range((edit.edition, 0)..=(edit.edition, edit.span.end)).next_back();
            before.is_none_or(|((_, start), (end, text))| {
                let same = *start == edit.span.start && *end == edit.span.end && *text == edit.text;
                same || *end < edit.span.start
            })
        });
        if free {
            for edit in &candidate.edits {
                taken.insert((edit.edition, edit.span.start), (edit.span.end, edit.text.clone()));
            }
            chosen.push(candidate);
        }
    }
    chosen.sort_by_key(|candidate| (candidate.edition, candidate.offset));
    chosen
}

/// How the lines of a document end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineEnding {
    /// `\n`.
    #[default]
    LineFeed,
    /// `\r\n`.
    CarriageReturnLineFeed,
}

impl LineEnding {
    /// How most lines of `source` end.
    pub fn in_source(source: &str) -> Self {
        let bytes = source.as_bytes();
        let is_pair = |at: &usize| bytes.get(at + 1) == Some(&b'\n');
        let pairs = memchr::memchr_iter(b'\r', bytes).filter(is_pair).count();
        if pairs > 0 && pairs * 2 > memchr::memchr_iter(b'\n', bytes).count() {
            Self::CarriageReturnLineFeed
        } else {
            Self::LineFeed
        }
    }

    /// `text` with its line endings made so.
    pub fn of_text(self, text: &str) -> String {
        match self {
            Self::CarriageReturnLineFeed if text.contains('\n') => text.replace("\r\n", "\n").replace('\n', "\r\n"),
            _ => text.to_owned(),
        }
    }
}

/// `source` with `edits` made, and what went where. The edits are in order and apart; the same edit twice is made once.
pub(crate) fn apply<'e>(source: &str, edits: impl IntoIterator<Item = &'e Edit>) -> (String, OffsetMap) {
    let sorted: BTreeSet<(Span, &str)> = edits.into_iter().map(|edit| (edit.span, &*edit.text)).collect();
    let mut text = String::with_capacity(source.len());
    let mut moves = Vec::with_capacity(sorted.len());
    let mut at = 0;
    for (old, replacement) in sorted {
        text.push_str(source.get(at..old.start).unwrap_or(""));
        moves.push(OffsetShift { old, new: Span::new(text.len(), text.len() + replacement.len()) });
        text.push_str(replacement);
        at = old.end;
    }
    text.push_str(source.get(at..).unwrap_or(""));
    (text, OffsetMap(moves))
}

/// What became of a span.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OffsetShift {
    /// Before the edit.
    pub old: Span,
    /// After all edits.
    pub new: Span,
}

/// What went where in one document.
#[derive(Clone, Debug, Default)]
pub(crate) struct OffsetMap(Vec<OffsetShift>);

impl OffsetMap {
    /// The edited places, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = OffsetShift> {
        self.0.iter().copied()
    }

    /// Where the byte at `offset` is now; for a replaced byte, where its replacement begins.
    pub(crate) fn offset(&self, offset: usize) -> usize {
        let next = self.0.partition_point(|moved| moved.old.start <= offset);
        match next.checked_sub(1).and_then(|index| self.0.get(index)) {
            None => offset,
            Some(moved) if offset < moved.old.end => moved.new.start,
            Some(moved) => moved.new.end + (offset - moved.old.end),
        }
    }

    /// What stands where an edit of `span` was made; where there was none, where `span` is now.
    pub(crate) fn replacement(&self, span: Span) -> Span {
        let index = self.0.partition_point(|moved| moved.old < span);
        self.0.get(index).filter(|moved| moved.old == span).map_or_else(|| self.span(span), |moved| moved.new)
    }

    /// Where `span` is now.
    pub(crate) fn span(&self, span: Span) -> Span {
        Span::new(self.offset(span.start), self.offset(span.end))
    }
}
