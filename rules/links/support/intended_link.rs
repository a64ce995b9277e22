//! `[text]` with a round bracket after it, of which the parser made no link.

use crate::links::support::brackets::{BracketPair, BracketText, Tail};
use crate::links::support::broken_link::{BrokenLink, LinkDefect, Replacement};
use crate::links::support::destination::{
    DestinationKind, as_destination, destination_kind, has_anchor, is_balanced, is_spaced_path, key_of, with_colon,
    without_white_space,
};
use crate::links::support::link_text::{is_mark, is_nested};
use crate::links::support::unclosed_destination::{
    CLOSERS, end_of_destination, goes_on_below, is_cut_by_bar, is_ended_at,
};
use curate_document::{Document, Span};

/// What parts two addresses, or an address from text.
const LIST_MARKS: &[char] = &[',', ';', '，', '、', '；', '|'];

/// `[text]` with a round bracket after it.
pub(crate) struct IntendedLink<'a> {
    pub(crate) leaf: &'a BracketText<'a>,
    pub(crate) document: &'a Document,
    pub(crate) pair: BracketPair,
    /// The place of the round bracket.
    pub(crate) bracket: usize,
    /// The first byte.
    pub(crate) start: usize,
    pub(crate) text: &'a str,
    pub(crate) image: bool,
}

impl IntendedLink<'_> {
    /// The round bracket stands apart from the square one.
    pub(crate) fn apart(&self, tail: Tail) -> Option<BrokenLink> {
        let close = tail.close?;
        let inside = self.document.text(tail.inside).trim();
        let (destination, title) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
        let is_title = title.is_empty() || is_title(title.trim());
        let is_invisible = self.leaf.is_invisible(self.pair.close + 1, self.bracket);
        let defect = if is_invisible { LinkDefect::Invisible } else { LinkDefect::Apart };
        if !is_title
            && !self.is_mark()
            && destination_kind(destination) == Some(DestinationKind::Web)
            && !title.contains("://")
        {
            return Some(self.broken(defect, close, None));
        }
        let path = inside.strip_prefix("./").or_else(|| inside.strip_prefix("../"));
        if path.is_some_and(|path| path.contains('.')) && is_spaced_path(inside) && !self.is_mark() {
            return Some(self.broken(defect, close, None));
        }
        if !is_title || self.is_mark() || !self.is_plausible(destination) {
            return None;
        }
        let certain = destination_kind(destination) == Some(DestinationKind::Web);
        Some(self.broken(defect, close, self.replacement(inside, certain)))
    }

    /// The round bracket follows the square one at once.
    pub(crate) fn beside(&self, tail: Tail) -> Option<BrokenLink> {
        let Some(close) = tail.close else { return self.unclosed(tail) };
        let inside = self.document.text(tail.inside).trim();
        if !inside.contains(char::is_whitespace) {
            let bare = inside.trim_start_matches('<');
            let narrow = [self.pair.open, self.pair.close, self.bracket, close]
                .iter()
                .all(|place| self.leaf.character(*place).is_some_and(|character| character.is_ascii()));
            let defect = match (narrow, bare.len() < inside.len() && !bare.ends_with('>')) {
                (true, true) => LinkDefect::UnclosedAngle,
                (true, false) => return None,
                (false, _) => LinkDefect::FullWidth,
            };
            let bare = bare.trim_end_matches('>');
            if bare.contains(['<', '>']) && defect == LinkDefect::UnclosedAngle {
                return Some(self.broken(defect, close, None));
            }
            let plausible = self.is_plausible(bare) && !(defect == LinkDefect::FullWidth && self.is_mark());
            let certain = destination_kind(bare) == Some(DestinationKind::Web);
            return plausible.then(|| self.broken(defect, close, self.replacement(bare, certain)));
        }
        // A bracket far behind, as of `:)`, closes the first one.
        if let Some(rest) = self.document.text(tail.inside).strip_prefix('(') {
            return self.doubled(rest, tail, false);
        }
        self.spaced(inside, close)
    }

    /// White space is inside the destination.
    fn spaced(&self, inside: &str, close: usize) -> Option<BrokenLink> {
        if inside.starts_with('#') {
            return Some(self.broken(LinkDefect::Anchor, close, None));
        }
        let (first, rest) = inside.split_once(char::is_whitespace)?;
        let rest = rest.trim_start();
        let begins = first.get(..4).is_some_and(|name| name.eq_ignore_ascii_case("http"));
        let unfinished = begins && key_of(&without_white_space(inside)).is_some()
            || matches!(first, "http:" | "https:" | "http" | "https")
                && destination_kind(rest) == Some(DestinationKind::Web);
        let leads = matches!(
            destination_kind(first.trim_start_matches('<').trim_end_matches(LIST_MARKS)),
            Some(DestinationKind::Web | DestinationKind::File)
        );
        if !unfinished && !leads && !is_spaced_path(inside) {
            return None;
        }
        if rest.starts_with(['"', '\'', '“', '”', '‘', '「']) {
            let title = rest.trim_matches(['"', '“', '”', '「', '」']);
            let plain = !title.contains(['"', '“', '”']) && rest.starts_with(['“', '”', '「']);
            let replacement =
                plain.then(|| format!("{first} \"{title}\"")).and_then(|inner| self.replacement(&inner, true));
            return Some(self.broken(LinkDefect::Title, close, replacement));
        }
        Some(self.broken(LinkDefect::WhiteSpace, close, None))
    }

    /// Nothing closes the round bracket.
    fn unclosed(&self, tail: Tail) -> Option<BrokenLink> {
        let inside = self.document.text(tail.inside);
        if let Some(rest) = inside.strip_prefix('(') {
            return self.doubled(rest, tail, self.pair.depth == 0);
        }
        let padded = inside.trim_start_matches([' ', '\t']);
        let bare = padded.strip_prefix('<').unwrap_or(padded);
        let word = bare.split(char::is_whitespace).next().unwrap_or("");
        let cut = end_of_destination(word);
        let destination = word.get(..cut)?.trim_end_matches(['.', ',', ':', ';', '!', '?', '*', '_', '~', '\'', '"']);
        let kind = destination_kind(destination)?;
        let after = word.get(destination.len()..)?;
        let closer = after.chars().next().filter(|character| CLOSERS.contains(character)).map_or(0, char::len_utf8);
        let angle = bare.len() < padded.len();
        let start = tail.inside.start + (inside.len() - bare.len());
        let span = Span::new(self.start, start + word.len());
        // The destination goes on with what a site generator fills in.
        if self.document.is_beside_template(span.end) {
            return None;
        }
        // Where text touches the URL, nobody can say where that ends.
        let is_plain = destination.is_ascii() && !destination.contains(['<', '{', '[']);
        let is_ended = closer > 0 || is_ended_at(self.document, span.end) && !destination.ends_with(['-', '|', '`']);
        // The name of a file or of a heading may begin a remark in brackets.
        if kind != DestinationKind::Web && !(is_ended && after.len() == closer && self.is_plausible(destination)) {
            return None;
        }
        let certain = after.len() == closer && self.pair.depth == 0 && is_balanced(destination) && is_plain && is_ended;
        let end = (self.bracket..self.leaf.length()).find(|place| self.leaf.span(*place).start >= span.end);
        let defect = if angle { LinkDefect::UnclosedAngle } else { LinkDefect::Unclosed };
        let rest = after.get(closer..).unwrap_or("");
        let replacement = self
            .replacement(destination, certain)
            .map(|replacement| Replacement { text: replacement.text + rest, ..replacement });
        let is_cut = goes_on_below(self.document, span.end) || is_cut_by_bar(self.document, span);
        let replacement = replacement.filter(|_| !is_cut);
        Some(BrokenLink { span, end: end.unwrap_or(self.leaf.length()), defect, replacement })
    }

    /// Two round brackets open the destination, `rest` is what follows them, and one closes it.
    fn doubled(&self, rest: &str, tail: Tail, certain: bool) -> Option<BrokenLink> {
        let word = rest.split(char::is_whitespace).next().unwrap_or("");
        let ends = word.match_indices(')').map(|(at, _)| at);
        let destination = ends.filter_map(|at| word.get(..at)).find(|destination| is_balanced(destination))?;
        if destination_kind(destination) != Some(DestinationKind::Web) {
            return None;
        }
        let span = Span::new(self.start, tail.inside.start + "(".len() + destination.len() + ")".len());
        let end = (self.bracket..self.leaf.length()).find(|place| self.leaf.span(*place).start >= span.end);
        let replacement = self.replacement(destination, certain);
        Some(BrokenLink { span, end: end.unwrap_or(self.leaf.length()), defect: LinkDefect::Doubled, replacement })
    }

    fn broken(&self, defect: LinkDefect, close: usize, replacement: Option<Replacement>) -> BrokenLink {
        BrokenLink { span: Span::new(self.start, self.leaf.span(close).end), end: close + 1, defect, replacement }
    }

    /// The link as it should be; `inside` is its destination, with a title or not.
    fn replacement(&self, inside: &str, certain: bool) -> Option<Replacement> {
        let (destination, title) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
        let blank = if title.is_empty() { "" } else { " " };
        let mark = if self.image { "!" } else { "" };
        let destination = as_destination(&with_colon(destination));
        let text = format!("{mark}[{}]({destination}{blank}{})", self.text, title.trim());
        // `\［` would become `\[`, and `]［` the label of a reference.
        let before = self.document.source().get(..self.start).unwrap_or("");
        let spoils = inside.contains('\\') || before.ends_with(['\\', ']']) || !is_nested(self.text);
        // Emphasis that reaches out of the text would end.
        let is_open = |mark: &&str| self.text.matches(*mark).count() % 2 == 1;
        let spoils = spoils || ["**", "__", "~~"].iter().any(is_open);
        // A bare URL in the text would be no link any more.
        let is_picture = self.text.starts_with("![");
        let has_url = !is_picture && (self.text.contains("://") || self.text.contains("www."));
        let certain = certain && (!has_url || inside.starts_with(self.text));
        (!spoils).then_some(Replacement { text, certain })
    }

    /// Whether the square brackets are a task box, a footnote, an alert or a citation.
    fn is_mark(&self) -> bool {
        !self.image && is_mark(self.text)
    }

    /// Whether `destination` leads somewhere; an anchor does where the document has it.
    fn is_plausible(&self, destination: &str) -> bool {
        match destination_kind(destination) {
            Some(DestinationKind::Anchor) => has_anchor(destination, self.document),
            shape => shape.is_some(),
        }
    }
}

fn is_title(text: &str) -> bool {
    ['"', '\''].iter().any(|quote| text.len() > 1 && text.starts_with(*quote) && text.ends_with(*quote))
}
