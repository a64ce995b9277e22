//! Lines that look like headings without being any (CommonMark 4.2).

/// What keeps a line from being a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingDefect {
    /// Text follows the `#`s at once.
    NoBlank,
    /// The blank is an ideographic or a no-break space.
    OtherBlank,
    /// The marks are U+FF03.
    FullWidth,
    /// There are more than six.
    TooMany,
    /// Four blanks or more, or a tab, stand before a heading.
    Indented,
}

/// The marks at the beginning of a line, and the text behind them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingMarks {
    /// What is wrong with them.
    pub defect: HeadingDefect,
    /// How many there are.
    pub count: usize,
    /// The level that was meant, from 1 to 6.
    pub level: usize,
    /// Bytes before them.
    pub indent: usize,
    /// Where the text ends, in bytes from the beginning of the line.
    pub end: usize,
    /// The text, trimmed.
    pub text: String,
    /// Whether the line reads as a heading and as nothing else.
    pub is_plain: bool,
}

/// The most marks of a heading.
const MOST: usize = 6;
/// More marks than this are a banner.
const BANNER: usize = 9;

/// Reads `line`; `None` where it is a heading, or does not look like one.
pub fn heading_marks(line: &str) -> Option<HeadingMarks> {
    let bytes = line.as_bytes();
    let indent = bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let mark = match bytes.get(indent)? {
        b'#' => '#',
        0xEF => '＃',
        _ => return None,
    };
    let rest = line.get(indent..)?;
    let after = rest.trim_start_matches(mark);
    let count = (rest.len() - after.len()) / mark.len_utf8();
    let text = after.trim();
    let first = text.chars().next()?;
    if count == 0 || count >= BANNER || !begins_text(first, text) {
        return None;
    }
    let next = after.chars().next()?;
    let has_blank = matches!(next, ' ' | '\t');
    let is_indented = indent >= 4 || line.get(..indent)?.contains('\t');
    let defect = match (mark, is_indented) {
        ('#', true) if has_blank && count <= MOST => HeadingDefect::Indented,
        (_, true) => return None,
        ('＃', _) => HeadingDefect::FullWidth,
        _ if count > MOST => HeadingDefect::TooMany,
        _ if has_blank => return None,
        _ if next.is_whitespace() => HeadingDefect::OtherBlank,
        _ => HeadingDefect::NoBlank,
    };
    // One mark before a word is a hashtag, two before a small letter a channel, one before code a comment.
    let is_plain = match defect {
        HeadingDefect::NoBlank => count > 2 || count == 2 && !first.is_ascii_lowercase(),
        HeadingDefect::FullWidth | HeadingDefect::Indented => count > 1,
        HeadingDefect::OtherBlank | HeadingDefect::TooMany => true,
    };
    let end = indent + rest.trim_end().len();
    // The closing marks of a heading are not part of its text; `C#` is.
    let text = if count > 1 && text.ends_with("##") { text.trim_end_matches(mark).trim_end() } else { text };
    let text = text.to_owned();
    (!text.is_empty()).then_some(HeadingMarks { defect, count, level: count.min(MOST), indent, end, text, is_plain })
}

/// Whether a heading may begin with `first`, the first character of `text`; not numbers and signs alone.
fn begins_text(first: char, text: &str) -> bool {
    let opens = matches!(first, '[' | '*' | '_' | '`' | '(' | '<' | '"' | '“' | '《' | '「' | '【' | '（')
        || first.is_alphanumeric();
    // `##[group]` is a program's.
    if first == '[' && !text.contains("](") && !text.contains("][") {
        return false;
    }
    let is_sign = !first.is_ascii() && !first.is_alphanumeric() && !first.is_whitespace() && first != '＃';
    (opens || is_sign) && text.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        for (line, expected) in [
            ("##Text", Some((HeadingDefect::NoBlank, 2, true))),
            ("###2 Text", Some((HeadingDefect::NoBlank, 3, true))),
            ("  ##工具", Some((HeadingDefect::NoBlank, 2, true))),
            ("##🚀 Launch", Some((HeadingDefect::NoBlank, 2, true))),
            ("###[Text](u)", Some((HeadingDefect::NoBlank, 3, true))),
            ("##_Text_", Some((HeadingDefect::NoBlank, 2, true))),
            ("##Инструменты", Some((HeadingDefect::NoBlank, 2, true))),
            ("##أدوات", Some((HeadingDefect::NoBlank, 2, true))),
            ("##उपकरण", Some((HeadingDefect::NoBlank, 2, true))),
            ("##도구", Some((HeadingDefect::NoBlank, 2, true))),
            ("##linux", Some((HeadingDefect::NoBlank, 2, false))),
            ("#hashtag", Some((HeadingDefect::NoBlank, 1, false))),
            ("#include <x>", Some((HeadingDefect::NoBlank, 1, false))),
            ("#ffcc00", Some((HeadingDefect::NoBlank, 1, false))),
            ("＃＃ Text", Some((HeadingDefect::FullWidth, 2, true))),
            ("＃＃أدوات", Some((HeadingDefect::FullWidth, 2, true))),
            ("＃タグ", Some((HeadingDefect::FullWidth, 1, false))),
            ("#\u{3000}标题", Some((HeadingDefect::OtherBlank, 1, true))),
            ("##\u{A0}Title", Some((HeadingDefect::OtherBlank, 2, true))),
            ("####### Rest", Some((HeadingDefect::TooMany, 7, true))),
            ("#######Инструменты", Some((HeadingDefect::TooMany, 7, true))),
            ("    ## 资源", Some((HeadingDefect::Indented, 2, true))),
            ("    ## Text", Some((HeadingDefect::Indented, 2, true))),
            ("\t## Text", Some((HeadingDefect::Indented, 2, true))),
            ("    # comment", Some((HeadingDefect::Indented, 1, false))),
            ("## Text", None),
            ("##", None),
            ("#1", None),
            ("#!/bin/sh", None),
            ("##[group]Build", None),
            ("##########", None),
            ("########## Part ##########", None),
            ("    ##comment", None),
            ("text", None),
        ] {
            let found = heading_marks(line).map(|marks| (marks.defect, marks.count, marks.is_plain));
            assert_eq!(found, expected, "{line:?}");
        }
        for (line, text) in [("##Text##", "Text"), ("##C#", "C#"), ("##Text ##", "Text")] {
            assert_eq!(heading_marks(line).map(|marks| marks.text).as_deref(), Some(text));
        }
    }
}
