//! Finds the place that comments mark off for the table of contents: `<!-- toc -->` … `<!-- /toc -->`, and what doctoc,
//! markdown-toc, gh-md-toc and the extensions of editors write instead.

use crate::language::contents_title::is_contents_title;
use crate::model::{BlockKind, Comment, ContentsRegion, Document};

/// A comment of more bytes is no mark.
const LONGEST_MARK: usize = 300;
/// Comments that open a place, in lower case.
const OPENING: [&str; 17] = [
    "toc",
    "toc start",
    "toc-start",
    "toc:start",
    "start toc",
    "toc begin",
    "toc:begin",
    "begin toc",
    "begin-markdown-toc",
    "ts",
    "mtoc-start",
    "mtoc start",
    "markdown-toc",
    "vscode-markdown-toc",
    "markdowntoc",
    "mdtoc",
    "mdtoc-start",
];
/// Comments that close it.
const CLOSING: [&str; 20] = [
    "/toc",
    "tocstop",
    "toc stop",
    "toc-stop",
    "toc:stop",
    "stop toc",
    "toc end",
    "tocend",
    "toc-end",
    "toc:end",
    "end toc",
    "endtoc",
    "end-markdown-toc",
    "te",
    "mtoc-end",
    "mtoc end",
    "/markdown-toc",
    "/vscode-markdown-toc",
    "/markdowntoc",
    "/mdtoc",
];
/// How those begin that open a place and go on with a note.
const NOTED: [&str; 1] = ["start doctoc"];
/// The same for those that close it.
const NOTED_CLOSING: [&str; 1] = ["end doctoc"];
/// What opens a place with settings behind it, `TOC depthFrom:2`.
const WITH_SETTINGS: [&str; 4] = ["toc ", "markdowntoc ", "mdtoc ", "mtoc "];
/// What vim-markdown-toc writes: with the name of a host before the contents, alone behind them.
const VIM: &str = "vim-markdown-toc";

/// What a comment says of the place for the contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Opens,
    Closes,
    /// `<!-- TOC -->`, which an editor writes before and behind the contents.
    Either,
}

/// The first place for the contents of `document` that holds no heading but one that names them.
pub(super) fn find(document: &Document) -> Option<ContentsRegion> {
    let marks: Vec<(&Comment, Mark)> = document
        .comments()
        .iter()
        .filter(|comment| is_line(document, comment))
        .filter_map(|comment| Some((comment, mark(document.text(comment.text))?)))
        .collect();
    let pairs = marks.iter().zip(marks.iter().skip(1));
    let pairs = pairs.filter(|((_, first), (_, second))| *first != Mark::Closes && *second != Mark::Opens);
    pairs
        .filter(|((_, first), (_, second))| *first == Mark::Either || *second == Mark::Closes)
        .map(|((open, _), (close, _))| ContentsRegion { open: open.span, close: close.span })
        .find(|region| holds_no_section(document, *region))
}

/// Whether `comment` is a block of its own or its first line, in nothing else.
fn is_line(document: &Document, comment: &Comment) -> bool {
    document.block(comment.block).is_some_and(|block| block.kind == BlockKind::Html && block.parent.is_none())
}

/// What the comment with `text` inside says.
fn mark(text: &str) -> Option<Mark> {
    if text.len() > LONGEST_MARK {
        return None;
    }
    let words: Vec<&str> =
        text.trim_matches(|character: char| character == '-' || character.is_whitespace()).split_whitespace().collect();
    let text = words.join(" ").to_lowercase();
    let begins = |names: &[&str]| names.iter().any(|name| text.starts_with(name));
    let has_settings = begins(&WITH_SETTINGS) && text.contains([':', '=']);
    let is_vim = text.starts_with(VIM);
    if text == "toc" {
        return Some(Mark::Either);
    }
    if CLOSING.contains(&&*text) || begins(&NOTED_CLOSING) || text == VIM {
        return Some(Mark::Closes);
    }
    (OPENING.contains(&&*text) || begins(&NOTED) || has_settings || is_vim).then_some(Mark::Opens)
}

fn holds_no_section(document: &Document, region: ContentsRegion) -> bool {
    let (inside, sections) = (region.inside(), document.sections());
    let first = sections.partition_point(|section| section.span.start < inside.start);
    let mut within = sections.iter().skip(first).take_while(|section| section.span.start < inside.end);
    within.all(|section| is_contents_title(&section.rendered))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is marked off in `source`.
    fn inside(source: &str) -> Option<String> {
        let document = Document::parse(source);
        document.contents_region().map(|region| document.text(region.inside()).trim().to_owned())
    }

    #[test]
    fn marks() {
        for (open, close) in [
            ("toc", "/toc"),
            ("TOC", "TOC"),
            ("toc", "tocstop"),
            ("TOC depthFrom:2 depthTo:3", "/TOC"),
            ("START doctoc generated TOC please keep comment here", "END doctoc generated TOC please keep"),
            ("ts", "te"),
            ("vim-markdown-toc GFM", "vim-markdown-toc"),
            ("vscode-markdown-toc", "/vscode-markdown-toc"),
            ("MarkdownTOC levels=\"1,2\"", "/MarkdownTOC"),
        ] {
            let source = format!("# L\n\n<!-- {open} -->\nhere\n<!--{close}-->\n\n## A\n");
            assert_eq!(inside(&source).as_deref(), Some("here"), "{source}");
        }
    }

    #[test]
    fn what_marks_nothing_off() {
        for source in [
            "# L\n\n<!-- toc -->\n\n## A\n",
            "# L\n\n<!-- toc -->\n\n## A\n\n<!-- /toc -->\n",
            "# L\n\n<!-- /toc -->\n\n<!-- toc -->\n\n## A\n",
            "# L\n\n```html\n<!-- toc -->\n<!-- /toc -->\n```\n\n## A\n",
            "# L\n\n- a\n\n  <!-- toc -->\n\n  <!-- /toc -->\n\n## A\n",
            "# L\n\n<!-- toc or not -->\n<!-- tea -->\n\n## A\n",
            "# L\n\n`<!-- toc -->` and <!-- toc --> b <!-- /toc -->\n\n## A\n",
        ] {
            assert_eq!(inside(source), None, "{source}");
        }
        assert_eq!(inside("<!-- toc --><!-- /toc -->\n").as_deref(), Some(""));
        assert_eq!(inside("<!-- toc -->\n\n## Contents\n\n<!-- /toc -->\n").as_deref(), Some("## Contents"));
    }
}
