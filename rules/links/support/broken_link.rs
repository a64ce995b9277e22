//! A link that was meant and that its brackets do not make.

use curate_document::{Document, Span};

/// A link that was meant.
#[derive(Debug)]
pub(crate) struct BrokenLink {
    /// From its first bracket to its last.
    pub(crate) span: Span,
    /// The place in the text after it.
    pub(crate) end: usize,
    /// What is wrong with it.
    pub(crate) defect: LinkDefect,
    /// What it should be; `None` where that is not known.
    pub(crate) replacement: Option<Replacement>,
}

impl BrokenLink {
    /// Takes in `other`, which overlaps: a second destination that was meant for the same link.
    pub(crate) fn absorb(&mut self, other: &Self, document: &Document) {
        let text = document.text(other.span);
        let again = text.strip_prefix("](").and_then(|text| text.strip_suffix(')'));
        let is_same = again.is_some_and(|again| {
            let first = document.text(Span::new(self.span.start, other.span.start));
            first.rsplit_once("](").is_some_and(|(_, destination)| destination == again)
        });
        let first = document.text(Span::new(self.span.start, other.span.end));
        let text = first.split_once("](").map(|(text, _)| text);
        self.replacement = text
            .zip(again.filter(|_| is_same))
            .map(|(text, again)| Replacement { text: format!("{text}]({again})"), certain: true });
        self.defect = LinkDefect::Second;
        self.span = self.span.join(other.span);
        self.end = self.end.max(other.end);
    }
}

/// What a broken link should be.
#[derive(Clone, Debug)]
pub(crate) struct Replacement {
    /// The whole link.
    pub(crate) text: String,
    /// Whether there is no other reading.
    pub(crate) certain: bool,
}

/// What is wrong with a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkDefect {
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
    /// `[text]](https://…)`.
    ClosedTwice,
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
    /// `[https://…](text)`.
    Swapped,
    /// `[![alternative](image](https://…)`.
    OpenImage,
    /// `! [text] (image)`, `[! [text] (image)] (https://…)`.
    SplitImage,
}
