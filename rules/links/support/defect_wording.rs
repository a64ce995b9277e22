//! What a broken link is reported with.

use crate::api::template::Text;
use crate::links::support::broken_link::LinkDefect;

impl LinkDefect {
    /// What is wrong.
    pub(crate) fn message(self) -> Text {
        match self {
            LinkDefect::Apart => text!("a blank stands between `]` and `(`, so this is not a link"),
            LinkDefect::Invisible => text!("an invisible character stands between `]` and `(`, so this is not a link"),
            LinkDefect::Reversed => text!("the brackets are the wrong way round: this is not a link"),
            LinkDefect::Square => text!("the URL is in square brackets: no definition has it as its label"),
            LinkDefect::FullWidth => text!("full-width brackets do not make a link"),
            LinkDefect::Unclosed => text!("the destination is not closed by `)`, so this is not a link"),
            LinkDefect::UnclosedAngle => text!("the `<` before the destination is not closed, so this is not a link"),
            LinkDefect::Doubled => text!("two `(` open the destination and one `)` closes it, so this is not a link"),
            LinkDefect::WhiteSpace => text!("white space is in the destination, so this is not a link"),
            LinkDefect::Anchor => text!("white space is in the anchor, so this is not a link"),
            LinkDefect::Title => text!("the title's quotes keep this from being a link"),
            LinkDefect::Bare => text!("the URL is not in round brackets, so this is not a link"),
            LinkDefect::Unopened => text!("no `[` opens the text of this link, so it is not a link"),
            LinkDefect::ClosedTwice => text!("two `]` close the text, so this is not a link"),
            LinkDefect::Cell => text!("a `|` in the link's text ends the cell, so this is not a link"),
            LinkDefect::Emphasis => text!("emphasis ends between `]` and `(`, so this is not a link"),
            LinkDefect::Mark => text!("a mark stands between `]` and `(`, so this is not a link"),
            LinkDefect::LineEnd => text!("the line ends between `]` and `(`, so this is not a link"),
            LinkDefect::Braces => text!("the destination is in braces, so this is not a link"),
            LinkDefect::WrongCloser => text!("a bracket other than `]` closes the text, so this is not a link"),
            LinkDefect::Unended => text!("no `]` ends the text of this link, so it is not a link"),
            LinkDefect::Code => text!("the brackets of the text are code, so this is not a link"),
            LinkDefect::Badge => text!("no destination follows this image in brackets: readers see the brackets"),
            LinkDefect::Swapped => text!("the URL is the link's text, and the text its destination"),
            LinkDefect::OpenImage => text!("nothing closes the image in the link's text, so no image is shown"),
            LinkDefect::SplitImage => text!("a blank stands behind the `!` of an image, so no image is shown"),
            LinkDefect::Second => text!("two destinations follow one text: the second is shown as text"),
            LinkDefect::ImageBeside => text!("a destination follows the image and does not link it"),
        }
    }

    /// What to do about it.
    pub(crate) fn help(self) -> Text {
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
            | LinkDefect::Unended => text!("write `[text](destination)`"),
            LinkDefect::FullWidth => text!("write `[`, `]`, `(` and `)`"),
            LinkDefect::Unclosed => text!("add `)` after the URL"),
            LinkDefect::Doubled => text!("remove one `(`"),
            LinkDefect::WhiteSpace => text!("remove it, write `%20`, or put the destination in `<` and `>`"),
            LinkDefect::Anchor => text!("an anchor has `-` for each space and lower case letters"),
            LinkDefect::Title => text!("put the title in straight quotes: `[text](destination \"title\")`"),
            LinkDefect::Unopened => text!("put `[` before the link's text"),
            LinkDefect::ClosedTwice => text!("remove one `]`"),
            LinkDefect::Cell => text!("write `\\|`"),
            LinkDefect::Emphasis => text!("write `**[text](destination)**`"),
            LinkDefect::Code => text!("write ``[`text`](destination)``"),
            LinkDefect::Badge => text!("add `(destination)`, or remove the brackets"),
            LinkDefect::OpenImage => text!("write `[![text](image)](destination)`"),
            LinkDefect::SplitImage => text!("write `![text](image)` without blanks"),
            LinkDefect::Second => text!("keep one of them, or give the second a text of its own"),
            LinkDefect::ImageBeside => text!("put the image into the link's text: `[![…]…](destination)`"),
        }
    }
}
