//! How the lines of a table of contents word the headings that they list.

use crate::anchors::support::anchor_index::attribute_id;
use crate::anchors::support::contents_map::{ContentsLine, ContentsMap};
use crate::anchors::support::heading_name::heading_name;
use curate_document::script::is_emoji_like;
use curate_document::{Document, Section};
use std::borrow::Cow;

/// From this share of lines on, a wording is that of the contents.
const SHARE: f64 = 0.8;
/// The marks that may stand around the text of every line.
const WRAPPERS: [&str; 5] = ["**", "__", "`", "*", "_"];

/// How a line's text comes of a heading's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wording {
    Whole,
    WithoutEmoji,
    Lower,
    AfterColon,
    BeforeColon,
    WithoutBrackets,
    WithoutNumber,
}

/// From the usual to the rare; of two that fit equally well the first is taken.
const WORDINGS: [Wording; 7] = [
    Wording::Whole,
    Wording::WithoutEmoji,
    Wording::WithoutNumber,
    Wording::WithoutBrackets,
    Wording::AfterColon,
    Wording::BeforeColon,
    Wording::Lower,
];

impl Wording {
    fn of(self, heading: &str) -> String {
        match self {
            Self::Whole => heading.to_owned(),
            Self::WithoutEmoji => {
                let bare: String = heading.chars().filter(|character| !is_emoji_like(*character)).collect();
                let bare = bare.trim();
                if bare.is_empty() { heading.to_owned() } else { bare.to_owned() }
            }
            Self::Lower => heading.to_lowercase(),
            Self::AfterColon => heading.split_once([':', '：']).map_or(heading, |(_, after)| after.trim()).to_owned(),
            Self::BeforeColon => {
                heading.split_once([':', '：']).map_or(heading, |(before, _)| before.trim()).to_owned()
            }
            Self::WithoutBrackets => {
                let open = heading.find(['(', '（', '[', '【']).filter(|_| heading.ends_with([')', '）', ']', '】']));
                open.and_then(|open| heading.get(..open)).map_or(heading, str::trim_end).to_owned()
            }
            Self::WithoutNumber => {
                let digits =
                    heading.trim_start_matches(|character: char| character.is_ascii_digit() || character == '.');
                let rest = digits.strip_prefix(')').unwrap_or(digits).trim_start();
                if digits.len() == heading.len() || rest.is_empty() { heading.to_owned() } else { rest.to_owned() }
            }
        }
    }
}

/// What a line like `model` says of `section`, as markdown; and whether the lines at its depth are worded in one way, so that this is
/// how the list would say it.
pub(crate) fn label(map: &ContentsMap<'_>, model: &ContentsLine<'_>, section: &Section) -> (String, bool) {
    let lines = map.lines.iter().filter(|line| line.item.depth == model.item.depth);
    let pairs: Vec<(&str, Cow<str>)> = lines
        .filter_map(|line| Some((&*line.text, map.section(line.stands_for.section()?)?)))
        .map(|(text, section)| (text, name(map.document, section)))
        .collect();
    let fits = |wording: &Wording| pairs.iter().filter(|(text, heading)| wording.of(heading) == *text).count();
    let rated = WORDINGS.iter().map(|wording| (fits(wording), *wording));
    // Of equals the first, which `max_by_key` takes last.
    let (count, wording) = rated.rev().max_by_key(|(count, _)| *count).unwrap_or((0, Wording::Whole));
    let is_sure = count as f64 >= SHARE * pairs.len() as f64;
    let text = wording.of(&name(map.document, section));
    (wrapped(map.document, model, escaped(&text)), is_sure)
}

/// What a line of new contents says of `section`, as markdown.
pub(crate) fn new_label(document: &Document, section: &Section) -> String {
    escaped(name(document, section).trim())
}

/// The text of the heading of `section` without an `{#id}` or a link back behind it.
fn name<'a>(document: &Document, section: &'a Section) -> Cow<'a, str> {
    if attribute_id(&section.rendered).is_none() {
        return heading_name(document, section);
    }
    Cow::Borrowed(section.rendered.trim().rsplit_once("{#").map_or("", |(text, _)| text.trim_end()))
}

/// `text` between the marks that the text of `model` is between.
fn wrapped(document: &Document, model: &ContentsLine<'_>, text: String) -> String {
    let written = document.text(model.link.text);
    let is_around = |mark: &&&str| {
        let inner = written.strip_prefix(**mark).and_then(|rest| rest.strip_suffix(**mark));
        inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(**mark))
    };
    match WRAPPERS.iter().find(is_around) {
        Some(mark) if !text.contains(['*', '_', '`']) => format!("{mark}{text}{mark}"),
        _ => text,
    }
}

/// `text` with a backslash before what would be markup in a link's text.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (index, character) in text.char_indices() {
        let inside_word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        let before = text.get(..index).and_then(|before| before.chars().next_back());
        let after = text.get(index + character.len_utf8()..).and_then(|after| after.chars().next());
        let is_markup = match character {
            '[' | ']' | '*' | '`' | '<' | '\\' => true,
            '_' => !(inside_word(before) && inside_word(after)),
            _ => false,
        };
        if is_markup {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings() {
        for (wording, heading, text) in [
            (Wording::Whole, "🚀 Launch", "🚀 Launch"),
            (Wording::WithoutEmoji, "🚀 Launch", "Launch"),
            (Wording::WithoutEmoji, "🚀", "🚀"),
            (Wording::AfterColon, "Tool: tar", "tar"),
            (Wording::AfterColon, "工具：甲", "甲"),
            (Wording::BeforeColon, "Tool", "Tool"),
            (Wording::WithoutBrackets, "Lists (12)", "Lists"),
            (Wording::WithoutBrackets, "Lists (12) more", "Lists (12) more"),
            (Wording::WithoutNumber, "1.2. Lists", "Lists"),
            (Wording::WithoutNumber, "3", "3"),
            (Wording::Lower, "Lists", "lists"),
        ] {
            assert_eq!(wording.of(heading), text);
        }
    }
}
