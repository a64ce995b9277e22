//! Footnotes: references without a definition, definitions without a reference.

use crate::links::support::brackets::BracketText;
use curate_document::{Block, BlockId, BlockKind, Characters, Document, InlineKind, LinkKind, Prose, Span};
use std::collections::{BTreeMap, BTreeSet};

/// A footnote, or a reference to one, with which something is wrong.
pub(crate) struct BrokenFootnote {
    /// Its label as written.
    pub(crate) label: String,
    /// The reference, or the label of the definition with its brackets and its colon.
    pub(crate) place: Span,
    /// What is wrong.
    pub(crate) defect: FootnoteDefect,
}

/// What is wrong with a footnote.
pub(crate) enum FootnoteDefect {
    /// No footnote has the label.
    Undefined,
    /// Nothing leads to it. It is all of this span.
    Unused(Span),
    /// Another one before it has the label.
    Repeated {
        /// The label of that one.
        before: Span,
        /// All of this one, where it has the same text.
        same: Option<Span>,
    },
}

/// A footnote as it is defined.
struct Footnote<'a> {
    label: &'a str,
    /// The label with its brackets and its colon.
    place: Span,
    /// All of it.
    span: Span,
}

/// The defects of `document`.
pub(crate) fn broken_footnotes(document: &Document) -> Vec<BrokenFootnote> {
    if !document.source().contains("[^") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut first: BTreeMap<String, Footnote<'_>> = BTreeMap::new();
    for block in document.blocks().iter().filter(|block| block.kind == BlockKind::Footnote) {
        let Some(footnote) = Footnote::of(block, document) else { continue };
        let Some(before) = first.get(&footnote.label.to_lowercase()) else {
            first.insert(footnote.label.to_lowercase(), footnote);
            continue;
        };
        let same = (before.text(document) == footnote.text(document)).then_some(footnote.span);
        let defect = FootnoteDefect::Repeated { before: before.place, same };
        found.push(BrokenFootnote { label: footnote.label.to_owned(), place: footnote.place, defect });
    }
    let references = document.inlines().iter().filter(|inline| inline.kind == InlineKind::FootnoteReference);
    let used: BTreeSet<String> = references.map(|inline| bare(document.text(inline.span)).to_lowercase()).collect();
    let unused = first.iter().filter(|(label, _)| !used.contains(*label)).map(|(_, footnote)| BrokenFootnote {
        label: footnote.label.to_owned(),
        place: footnote.place,
        defect: FootnoteDefect::Unused(footnote.span),
    });
    found.extend(unused);
    for (block, leaf) in document.leaves() {
        if leaf.characters.has_all(Characters::marks(b"[^]")) {
            found.extend(undefined_footnotes(document, block, !first.is_empty()));
        }
    }
    found.sort_by_key(|footnote| footnote.place);
    found
}

impl<'a> Footnote<'a> {
    fn of(block: &Block, document: &'a Document) -> Option<Self> {
        let text = document.text(block.span);
        let (label, _) = text.strip_prefix("[^")?.split_once("]:")?;
        let place = Span::new(block.span.start, block.span.start + label.len() + "[^]:".len());
        Some(Self { label, place, span: Span::new(block.span.start, block.span.start + text.trim_end().len()) })
    }

    /// What it says.
    fn text(&self, document: &'a Document) -> &'a str {
        document.text(Span::new(self.place.end, self.span.end)).trim()
    }
}

/// References in the text of `block` that lead nowhere.
fn undefined_footnotes(document: &Document, block: BlockId, has_footnotes: bool) -> Vec<BrokenFootnote> {
    let undefined =
        |label: &str, place: Span| BrokenFootnote { label: label.to_owned(), place, defect: FootnoteDefect::Undefined };
    let mut found = Vec::new();
    let prose = Prose::of(document, block);
    let leaf = BracketText::new(&prose, document);
    for pair in leaf.brackets().square {
        let span = Span::new(leaf.span(pair.open).start, leaf.span(pair.close).end);
        let label = bare(document.text(span));
        let before = pair.open.checked_sub(1).and_then(|before| leaf.character(before));
        if is_reference(label, before, leaf.character(pair.close + 1), has_footnotes) {
            found.push(undefined(label, span));
        }
    }
    // `[text[^label]](https://…)`: the text of a link.
    let is_made =
        |id| document.link(id).is_some_and(|link| matches!(link.kind, LinkKind::Inline | LinkKind::Reference));
    let texts = document.inlines_of(block).iter().filter(|inline| inline.kind == InlineKind::Text);
    for inline in texts.filter(|inline| inline.link.is_some_and(is_made)) {
        let text = document.text(inline.span);
        for (at, _) in text.match_indices("[^") {
            let (before, rest) = (text.get(..at).unwrap_or(""), text.get(at..).unwrap_or(""));
            let Some(length) = rest.find(']').map(|end| end + 1) else { continue };
            let label = bare(rest.get(..length).unwrap_or(""));
            let follows = rest.get(length..).and_then(|rest| rest.chars().next());
            if is_reference(label, before.chars().next_back(), follows, has_footnotes) {
                found.push(undefined(label, Span::new(inline.span.start + at, inline.span.start + at + length)));
            }
        }
    }
    found
}

/// Whether `[^label]` between the characters `before` and `follows` is a reference, and not a set of characters as regular
/// expressions have them (`[^a-z]`, `a[^bc]d`).
fn is_reference(label: &str, before: Option<char>, follows: Option<char>, has_footnotes: bool) -> bool {
    let is_name = |character: char| character.is_alphanumeric() || "-_".contains(character) || !character.is_ascii();
    let is_range = label.len() == 3 && label.as_bytes().get(1) == Some(&b'-');
    let is_other = follows.is_some_and(|follows| ":([+*{?|".contains(follows) || follows.is_ascii_alphanumeric());
    if label.is_empty() || !label.chars().all(is_name) || label.contains(char::is_whitespace) || is_range || is_other {
        return false;
    }
    if label.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    let is_attached = before.is_some_and(|before| !before.is_whitespace());
    let is_word = label.len() > LONGEST_SET;
    if has_footnotes { is_attached || is_word } else { is_word && label.is_ascii() && before.is_some_and(is_letter) }
}

/// In bytes: what is longer is a word.
const LONGEST_SET: usize = 3;

fn is_letter(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '.' | ',' | ')' | '"' | '。' | '，' | '）')
}

/// The label of the reference `text`.
fn bare(text: &str) -> &str {
    text.strip_prefix("[^").and_then(|text| text.strip_suffix(']')).unwrap_or("")
}
