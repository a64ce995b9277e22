//! Headings that the contents name without a link that leads to them, mostly because the link is broken.

use crate::anchors::support::contents_map::{ContentsMap, StandsFor};
use crate::anchors::support::fragment_spelling::decoded;
use curate_document::normal_text::{letters, words};
use curate_document::{BlockKind, Document, Link, Span, Target};
use std::collections::BTreeSet;

/// What may stand on a line beside the name and the anchor of a heading, so that the line is a broken link and nothing else.
const BRACKETS: &str = "[](){}<>（）［］-*+•·–—#: \t\u{A0}\u{3000}";

/// The lines in and beside a table of contents, without the links that list a section, or one that is gone.
pub(crate) struct Mentions {
    lines: Vec<Mention>,
}

/// A line of the source.
pub(crate) struct Mention {
    /// Its bytes.
    pub span: Span,
    /// Whether it is in the contents themselves, not above or below them.
    pub is_inside: bool,
    /// Whether such a link is on it.
    has_link: bool,
    rest: String,
    words: Vec<String>,
    letters: String,
}

impl Mentions {
    /// Those of `map`: between the listed sections before and after the contents, which headings may part. Not the headings.
    pub(crate) fn of(map: &ContentsMap<'_>) -> Self {
        let document = map.document;
        let contents = map.contents.span;
        let sections = document.sections();
        let next = sections.partition_point(|section| section.span.start < contents.start);
        let is_listed = |index: &usize| map.line_of.get(*index).is_some_and(Option::is_some);
        let above = (0..next).rfind(is_listed).and_then(|index| sections.get(index));
        let below = (next..sections.len()).find(is_listed).and_then(|index| sections.get(index));
        let start = above.map_or(0, |section| section.title.end);
        let end = below.map_or(document.source().len(), |section| section.span.start);
        let titles: BTreeSet<usize> = sections.iter().map(|section| document.line_of(section.title.start)).collect();
        let mut links = map.lines.iter().filter(|line| line.stands_for != StandsFor::Other).peekable();
        let mut lines = Vec::new();
        for number in document.line_of(start)..=document.line_of(end) {
            let line = document.lines().content(number, document.source());
            let line = Span::new(line.start.max(start), line.end.min(end).max(line.start.max(start)));
            let mut rest = String::new();
            let mut at = line.start;
            while let Some(listing) = links.next_if(|listing| listing.link.span.start < line.end) {
                let link = listing.link.span;
                rest.push_str(document.text(Span::new(at, link.start.max(at))));
                at = link.end.clamp(at, line.end);
            }
            rest.push_str(document.text(Span::new(at.min(line.end), line.end)));
            let is_inside = contents.start <= line.start && line.start < contents.end;
            let has_link = at > line.start;
            if rest.contains(char::is_alphanumeric) && !titles.contains(&number) {
                let (words, letters) = (words(&rest), letters(&rest));
                lines.push(Mention { span: line, is_inside, has_link, rest, words, letters });
            }
        }
        Self { lines }
    }

    /// The first line that names a section called `name`, or one of its `anchors`.
    pub(crate) fn find(&self, name: &str, anchors: &[&str]) -> Option<&Mention> {
        let (name_words, name) = (words(name), letters(name));
        let has_anchor = |line: &Mention| anchors.iter().any(|anchor| line.has_anchor(anchor));
        self.lines.iter().find(|line| has_anchor(line) || line.names(&name_words, &name))
    }
}

impl Mention {
    /// Whether it has `#` and `anchor`.
    fn has_anchor(&self, anchor: &str) -> bool {
        if anchor.is_empty() || !self.rest.contains('#') {
            return false;
        }
        let text = decoded(&self.rest).to_lowercase();
        let goes_on = |rest: &str| {
            rest.starts_with(|next: char| next.is_alphanumeric() || next == '_')
                || rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
        };
        text.split('#').skip(1).any(|rest| rest.trim_start().strip_prefix(anchor).is_some_and(|rest| !goes_on(rest)))
    }

    /// Whether it has the name with these words and letters; above and below the contents nothing else.
    fn names(&self, words: &[String], letters: &str) -> bool {
        if letters.is_empty() {
            return false;
        }
        if !self.is_inside {
            return self.letters == letters;
        }
        self.words.windows(words.len().max(1)).any(|window| window == words)
            || !letters.is_ascii() && self.letters.contains(letters)
    }

    /// Whether an item of another list of contents than the first links to one of `anchors` here.
    pub(crate) fn lists(&self, document: &Document, anchors: &[&str]) -> bool {
        let mut links = document.links_in(self.span).iter().take_while(|link| link.span.end <= self.span.end);
        let leads_there = |link: &Link| matches!(&link.target, Target::Anchor(anchor) if anchors.contains(&&**anchor));
        let is_item =
            |link: &Link| document.ancestors(link.block).any(|block| matches!(block.kind, BlockKind::Item { .. }));
        !self.is_inside && links.any(|link| leads_there(link) && is_item(link))
    }

    /// Whether it has nothing but `name`, one of `anchors` and brackets.
    pub(crate) fn is_broken_link(&self, name: &str, anchors: &[&str]) -> bool {
        let name = letters(name);
        let rest = self.letters.strip_prefix(&*name).filter(|_| !name.is_empty());
        let is_named = rest.is_some_and(|rest| anchors.iter().any(|anchor| letters(anchor) == rest));
        // Below its item's text a whole link may be meant as a part of it.
        let is_part = self.rest.starts_with([' ', '\t']) && self.rest.trim_start().starts_with('[');
        let inner = self.rest.trim().trim_start_matches(['*', '-', '+']);
        // Marks of emphasis or code are to be kept, and nobody can say around what.
        let is_plain = !inner.contains(['*', '_', '~', '`', '\\'])
            && self.rest.chars().all(|character| {
                character.is_alphanumeric()
                    || name.contains(character)
                    || BRACKETS.contains(character)
                    || anchors.iter().any(|anchor| anchor.contains(character))
            });
        !self.has_link && !is_part && is_plain && is_named
    }
}
