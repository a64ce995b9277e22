//! Links that were meant and are none: what their brackets tell.

use crate::links::support::bracket_missing::{beside_images, beside_text, in_square_brackets, unbracketed, unopened};
use crate::links::support::bracket_slips::{badge_alone, emphasis_between, in_braces, mark_between, slips};
use crate::links::support::brackets::{Brackets, Pair, Row, Tail};
use crate::links::support::destination::{
    Shape, is_balanced, is_spaced_path, key_of, shape_of, with_colon, without_white_space, written,
};
use crate::links::support::torn_images::torn_image;
use crate::links::support::unclosed::{CLOSERS, end_of_destination, goes_on_below, is_cut_by_bar, is_ended_at};
use curate_document::{BlockId, Document, Span};

/// A link that was meant.
#[derive(Debug)]
pub(crate) struct Broken {
    /// From its first bracket to its last.
    pub(crate) span: Span,
    /// The place in the row after it.
    pub(crate) end: usize,
    /// What is wrong with it.
    pub(crate) defect: Defect,
    /// What it should be; `None` where that cannot be told.
    pub(crate) repair: Option<Repair>,
}

impl Broken {
    /// Takes in `other`, which overlaps: a second destination that was meant for the same link.
    fn swallow(&mut self, other: &Self, document: &Document) {
        let text = document.text(other.span);
        let again = text.strip_prefix("](").and_then(|text| text.strip_suffix(')'));
        let is_same = again.is_some_and(|again| {
            let first = document.text(Span::new(self.span.start, other.span.start));
            first.rsplit_once("](").is_some_and(|(_, destination)| destination == again)
        });
        let first = document.text(Span::new(self.span.start, other.span.end));
        let text = first.split_once("](").map(|(text, _)| text);
        self.repair = text
            .zip(again.filter(|_| is_same))
            .map(|(text, again)| Repair { text: format!("{text}]({again})"), certain: true });
        self.defect = Defect::Second;
        self.span = self.span.join(other.span);
        self.end = self.end.max(other.end);
    }
}

/// What a broken link should be.
#[derive(Clone, Debug)]
pub(crate) struct Repair {
    /// The whole link.
    pub(crate) text: String,
    /// Whether there is no other reading.
    pub(crate) certain: bool,
}

/// What is wrong with a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Defect {
    /// `[text] (destination)`.
    Apart,
    /// The same with nothing to be seen between the brackets.
    Invisible,
    /// `(text)[destination]`.
    Reversed,
    /// `[text][destination]`.
    Square,
    /// `［text］(destination)`, `[text]（destination）`.
    FullWidth,
    /// `[text](destination`.
    Unclosed,
    /// `[text](<destination`.
    UnclosedAngle,
    /// `[text]((destination)`.
    Doubled,
    /// `[text](desti nation)`.
    WhiteSpace,
    /// `[text](#Anchor with spaces)`.
    Anchor,
    /// `[text](destination “title”)`.
    Title,
    /// `![text][label](destination)`.
    ImageBeside,
    /// `[text]https://…`, `[text]<https://…>`.
    Bare,
    /// `text](https://…)`.
    Unopened,
    /// `[te|xt](https://…)` in a table.
    Cell,
    /// `**[text]**(https://…)`.
    Emphasis,
    /// `[text]:(https://…)`.
    Mark,
    /// The destination is on the next line.
    LineEnd,
    /// `[text]{https://…}`.
    Braces,
    /// `[text}(https://…)`.
    WrongCloser,
    /// `[text (https://…)`.
    Unended,
    /// `` `[text]`(https://…) ``.
    Code,
    /// `[![alternative](image)]`.
    Badge,
    /// `[text](https://…)(https://…)`.
    Second,
    /// `! [text] (image)`, `[! [text] (image)] (https://…)`.
    TornImage,
}

/// The broken links of `row`, the text of `block`, in order of their ends.
pub(crate) fn broken_links(row: &Row<'_>, brackets: &Brackets, block: BlockId, document: &Document) -> Vec<Broken> {
    let mut found: Vec<Broken> = Vec::new();
    for pair in &brackets.square {
        let done = found.last().map_or(0, |last| last.end);
        if pair.open >= done {
            found.extend(of_pair(row, brackets, *pair, document));
        }
    }
    found.extend(beside_images(row, brackets, document));
    found.extend(slips(row, brackets, document));
    for broken in unopened(row, brackets, block, document) {
        // `[text](https://…](https://…)` is one slip.
        match found.iter_mut().find(|other| other.span.start < broken.span.end && broken.span.start < other.span.end) {
            Some(other) => other.swallow(&broken, document),
            None => found.push(broken),
        }
    }
    found
}

fn of_pair(row: &Row<'_>, brackets: &Brackets, pair: Pair, document: &Document) -> Option<Broken> {
    let inside = document.text(row.between(pair.open, pair.close));
    if matches!(shape_of(unbracketed(inside)), Some(Shape::Web))
        && let Some(broken) = in_square_brackets(row, brackets, pair, document)
    {
        return Some(broken);
    }
    if row.has_link(pair.open, pair.close) {
        return None;
    }
    let slip = torn_image(row, brackets, pair, document)
        .or_else(|| beside_text(row, brackets, pair, document))
        .or_else(|| badge_alone(row, pair, document))
        .or_else(|| in_braces(row, pair, document))
        .or_else(|| mark_between(row, pair, document));
    if slip.is_some() {
        return slip;
    }
    let next = pair.close + 1;
    let bracket = row.after_blanks(next);
    if !matches!(row.character(bracket), Some('(' | '（')) || row.link(bracket).is_some() {
        return None;
    }
    if let Some(broken) = emphasis_between(row, pair, bracket, document) {
        return Some(broken);
    }
    let image = pair.open.checked_sub(1).and_then(|before| row.character(before)) == Some('!');
    let start = row.span(pair.open - usize::from(image)).start;
    let text = inside.trim();
    if text.is_empty() && !image {
        return None;
    }
    let meant = Meant { row, document, pair, bracket, start, text, image };
    let tail = row.tail(bracket);
    if bracket > next { meant.apart(tail) } else { meant.beside(tail) }
}

/// `[text]` with a round bracket after it.
struct Meant<'a> {
    row: &'a Row<'a>,
    document: &'a Document,
    pair: Pair,
    /// The place of the round bracket.
    bracket: usize,
    /// The first byte.
    start: usize,
    text: &'a str,
    image: bool,
}

impl Meant<'_> {
    /// The round bracket stands apart from the square one.
    fn apart(&self, tail: Tail) -> Option<Broken> {
        let close = tail.close?;
        let inside = self.document.text(tail.inside).trim();
        let (destination, title) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
        let is_title = title.is_empty() || is_title(title.trim());
        let is_invisible = self.row.is_invisible(self.pair.close + 1, self.bracket);
        let defect = if is_invisible { Defect::Invisible } else { Defect::Apart };
        if !is_title && !self.is_mark() && shape_of(destination) == Some(Shape::Web) && !title.contains("://") {
            return Some(self.broken(defect, close, None));
        }
        if !is_title || self.is_mark() || !self.is_plausible(destination) {
            return None;
        }
        let certain = shape_of(destination) == Some(Shape::Web);
        Some(self.broken(defect, close, self.repair(inside, certain)))
    }

    /// The round bracket follows the square one at once.
    fn beside(&self, tail: Tail) -> Option<Broken> {
        let Some(close) = tail.close else { return self.unclosed(tail) };
        let inside = self.document.text(tail.inside).trim();
        if !inside.contains(char::is_whitespace) {
            let bare = inside.trim_start_matches('<');
            let narrow = [self.pair.open, self.pair.close, self.bracket, close]
                .iter()
                .all(|place| self.row.character(*place).is_some_and(|character| character.is_ascii()));
            let defect = match (narrow, bare.len() < inside.len() && !bare.ends_with('>')) {
                (true, true) => Defect::UnclosedAngle,
                (true, false) => return None,
                (false, _) => Defect::FullWidth,
            };
            let bare = bare.trim_end_matches('>');
            if bare.contains(['<', '>']) && defect == Defect::UnclosedAngle {
                return Some(self.broken(defect, close, None));
            }
            let plausible = self.is_plausible(bare) && !(defect == Defect::FullWidth && self.is_mark());
            let certain = shape_of(bare) == Some(Shape::Web);
            return plausible.then(|| self.broken(defect, close, self.repair(bare, certain)));
        }
        // A bracket far behind, as of `:)`, closes the first one.
        if let Some(rest) = self.document.text(tail.inside).strip_prefix('(') {
            return self.doubled(rest, tail, false);
        }
        self.spaced(inside, close)
    }

    /// White space is inside the destination.
    fn spaced(&self, inside: &str, close: usize) -> Option<Broken> {
        if inside.starts_with('#') {
            return Some(self.broken(Defect::Anchor, close, None));
        }
        let (first, rest) = inside.split_once(char::is_whitespace)?;
        let rest = rest.trim_start();
        let unfinished = first.ends_with("://") && key_of(&without_white_space(inside)).is_some()
            || matches!(first, "http:" | "https:" | "http" | "https") && shape_of(rest) == Some(Shape::Web);
        let leads = matches!(shape_of(first.trim_start_matches('<')), Some(Shape::Web | Shape::File));
        if !unfinished && !leads && !is_spaced_path(inside) {
            return None;
        }
        if rest.starts_with(['"', '\'', '“', '”', '‘', '「']) {
            let title = rest.trim_matches(['"', '“', '”', '「', '」']);
            let plain = !title.contains(['"', '“', '”']) && rest.starts_with(['“', '”', '「']);
            let repair = plain.then(|| format!("{first} \"{title}\"")).and_then(|inner| self.repair(&inner, true));
            return Some(self.broken(Defect::Title, close, repair));
        }
        Some(self.broken(Defect::WhiteSpace, close, None))
    }

    /// Nothing closes the round bracket.
    fn unclosed(&self, tail: Tail) -> Option<Broken> {
        let inside = self.document.text(tail.inside);
        if let Some(rest) = inside.strip_prefix('(') {
            return self.doubled(rest, tail, self.pair.depth == 0);
        }
        let bare = inside.trim_start().strip_prefix('<').unwrap_or(inside);
        let word = bare.split(char::is_whitespace).next().unwrap_or("");
        let cut = end_of_destination(word);
        let destination = word.get(..cut)?.trim_end_matches(['.', ',', ':', ';', '!', '?', '*', '_', '~', '\'', '"']);
        if shape_of(destination) != Some(Shape::Web) {
            return None;
        }
        let after = word.get(destination.len()..)?;
        let closer = after.chars().next().filter(|character| CLOSERS.contains(character)).map_or(0, char::len_utf8);
        let angle = bare.len() < inside.len();
        let start = tail.inside.start + (inside.len() - bare.len());
        let span = Span::new(self.start, start + word.len());
        // The destination goes on with what a site generator fills in.
        if self.document.is_beside_template(span.end) {
            return None;
        }
        // Where text touches the URL, nobody can say where that ends.
        let is_plain = destination.is_ascii() && !destination.contains(['<', '{', '[']);
        let is_ended = closer > 0 || is_ended_at(self.document, span.end) && !destination.ends_with(['-', '|', '`']);
        let certain = after.len() == closer && self.pair.depth == 0 && is_balanced(destination) && is_plain && is_ended;
        let end = (self.bracket..self.row.length()).find(|place| self.row.span(*place).start >= span.end);
        let defect = if angle { Defect::UnclosedAngle } else { Defect::Unclosed };
        let rest = after.get(closer..).unwrap_or("");
        let repair = self.repair(destination, certain).map(|repair| Repair { text: repair.text + rest, ..repair });
        let is_cut = goes_on_below(self.document, span.end) || is_cut_by_bar(self.document, span);
        let repair = repair.filter(|_| !is_cut);
        Some(Broken { span, end: end.unwrap_or(self.row.length()), defect, repair })
    }

    /// Two round brackets open the destination, `rest` is what follows them, and one closes it.
    fn doubled(&self, rest: &str, tail: Tail, certain: bool) -> Option<Broken> {
        let word = rest.split(char::is_whitespace).next().unwrap_or("");
        let ends = word.match_indices(')').map(|(at, _)| at);
        let destination = ends.filter_map(|at| word.get(..at)).find(|destination| is_balanced(destination))?;
        if shape_of(destination) != Some(Shape::Web) {
            return None;
        }
        let span = Span::new(self.start, tail.inside.start + "(".len() + destination.len() + ")".len());
        let end = (self.bracket..self.row.length()).find(|place| self.row.span(*place).start >= span.end);
        let repair = self.repair(destination, certain);
        Some(Broken { span, end: end.unwrap_or(self.row.length()), defect: Defect::Doubled, repair })
    }

    fn broken(&self, defect: Defect, close: usize, repair: Option<Repair>) -> Broken {
        Broken { span: Span::new(self.start, self.row.span(close).end), end: close + 1, defect, repair }
    }

    /// The link as it should be; `inside` is its destination, with a title or not.
    fn repair(&self, inside: &str, certain: bool) -> Option<Repair> {
        let (destination, title) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
        let blank = if title.is_empty() { "" } else { " " };
        let mark = if self.image { "!" } else { "" };
        let destination = written(&with_colon(destination));
        let text = format!("{mark}[{}]({destination}{blank}{})", self.text, title.trim());
        // `\［` would become `\[`, and `]［` the label of a reference.
        let before = self.document.source().get(..self.start).unwrap_or("");
        let spoils = inside.contains('\\') || before.ends_with(['\\', ']']) || !is_nested(self.text);
        // A bare URL in the text would be no link any more.
        let has_url = self.text.contains("://") || self.text.contains("www.");
        let certain = certain && (!has_url || inside.starts_with(self.text));
        (!spoils).then_some(Repair { text, certain })
    }

    /// Whether the square brackets are a task box, a footnote, an alert or a citation.
    fn is_mark(&self) -> bool {
        !self.image && is_mark(self.text)
    }

    /// Whether `destination` leads somewhere; an anchor does where the document has it.
    fn is_plausible(&self, destination: &str) -> bool {
        match shape_of(destination) {
            Some(Shape::Anchor) => {
                let anchor = destination.trim_start_matches('#');
                self.document.anchors().any(|known| known.eq_ignore_ascii_case(anchor))
            }
            shape => shape.is_some(),
        }
    }
}

/// Whether `text` in square brackets is that of a task box, a footnote, an alert or a citation.
pub(crate) fn is_mark(text: &str) -> bool {
    let is_number = |character: char| character.is_ascii_digit() || matches!(character, ',' | '-' | ' ');
    matches!(text, "x" | "X") || text.starts_with(['^', '!']) || text.chars().all(is_number)
}

fn is_title(text: &str) -> bool {
    ['"', '\''].iter().any(|quote| text.len() > 1 && text.starts_with(*quote) && text.ends_with(*quote))
}

/// Whether the square brackets in `text` are pairs, so that it can stand in some.
pub(crate) fn is_nested(text: &str) -> bool {
    let mut depth = 0_usize;
    for character in text.chars() {
        match character {
            '[' => depth += 1,
            ']' if depth == 0 => return false,
            ']' => depth -= 1,
            _ => {}
        }
    }
    depth == 0
}
