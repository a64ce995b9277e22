//! What a broken link is reported with.

use crate::links::support::broken_link::LinkDefect;

impl LinkDefect {
    /// What is wrong.
    pub(crate) fn message(self) -> &'static str {
        match self {
            LinkDefect::Apart => "a blank stands between `]` and `(`, so this is not a link",
            LinkDefect::Invisible => "an invisible character stands between `]` and `(`, so this is not a link",
            LinkDefect::Reversed => "the brackets are the wrong way round: this is not a link",
            LinkDefect::Square => "the URL is in square brackets: no definition has it as its label",
            LinkDefect::FullWidth => "full-width brackets do not make a link",
            LinkDefect::Unclosed => "the destination is not closed by `)`, so this is not a link",
            LinkDefect::UnclosedAngle => "the `<` before the destination is not closed, so this is not a link",
            LinkDefect::Doubled => "two `(` open the destination and one `)` closes it, so this is not a link",
            LinkDefect::WhiteSpace => "white space is in the destination, so this is not a link",
            LinkDefect::Anchor => "white space is in the anchor, so this is not a link",
            LinkDefect::Title => "the title's quotes keep this from being a link",
            LinkDefect::Bare => "the URL is not in round brackets, so this is not a link",
            LinkDefect::Unopened => "no `[` opens the text of this link, so it is not a link",
            LinkDefect::ClosedTwice => "two `]` close the text, so this is not a link",
            LinkDefect::Cell => "a `|` in the link's text ends the cell, so this is not a link",
            LinkDefect::Emphasis => "emphasis ends between `]` and `(`, so this is not a link",
            LinkDefect::Mark => "a mark stands between `]` and `(`, so this is not a link",
            LinkDefect::LineEnd => "the line ends between `]` and `(`, so this is not a link",
            LinkDefect::Braces => "the destination is in braces, so this is not a link",
            LinkDefect::WrongCloser => "a bracket other than `]` closes the text, so this is not a link",
            LinkDefect::Unended => "no `]` ends the text of this link, so it is not a link",
            LinkDefect::Code => "the brackets of the text are code, so this is not a link",
            LinkDefect::Badge => "no destination follows this image in brackets: readers see the brackets",
            LinkDefect::Swapped => "the URL is the link's text, and the text its destination",
            LinkDefect::OpenImage => "nothing closes the image in the link's text, so no image is shown",
            LinkDefect::SplitImage => "a blank stands behind the `!` of an image, so no image is shown",
            LinkDefect::Second => "two destinations follow one text: the second is shown as text",
            LinkDefect::ImageBeside => "a destination follows the image and does not link it",
        }
    }

    /// What to do about it.
    pub(crate) fn help(self) -> &'static str {
        match self {
            LinkDefect::Apart
            | LinkDefect::Invisible
            | LinkDefect::Reversed
            | LinkDefect::Square
            | LinkDefect::UnclosedAngle
            | LinkDefect::Bare
            | LinkDefect::Mark
            | LinkDefect::LineEnd
            | LinkDefect::Braces
            | LinkDefect::WrongCloser
            | LinkDefect::Swapped
            | LinkDefect::Unended => "write `[text](destination)`",
            LinkDefect::FullWidth => "write `[`, `]`, `(` and `)`",
            LinkDefect::Unclosed => "add `)` after the URL",
            LinkDefect::Doubled => "remove one `(`",
            LinkDefect::WhiteSpace => "remove it, write `%20`, or put the destination in `<` and `>`",
            LinkDefect::Anchor => "an anchor has `-` for each space and lower case letters",
            LinkDefect::Title => "put the title in straight quotes: `[text](destination \"title\")`",
            LinkDefect::Unopened => "put `[` before the link's text",
            LinkDefect::ClosedTwice => "remove one `]`",
            LinkDefect::Cell => "write `\\|`",
            LinkDefect::Emphasis => "write `**[text](destination)**`",
            LinkDefect::Code => "write ``[`text`](destination)``",
            LinkDefect::Badge => "add `(destination)`, or remove the brackets",
            LinkDefect::OpenImage => "write `[![text](image)](destination)`",
            LinkDefect::SplitImage => "write `![text](image)` without blanks",
            LinkDefect::Second => "keep one of them, or give the second a text of its own",
            LinkDefect::ImageBeside => "put the image into the link's text: `[![…]…](destination)`",
        }
    }
}
