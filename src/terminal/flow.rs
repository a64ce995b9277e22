//! Text in lines of so many columns.

use anstyle::Style;
use curate_document::script::display_width;

/// Characters that begin no line.
const CLOSING: &str = ",.;:!?)]}>%…，。、；：！？）】》」』〉”’·";
/// Characters that end no line.
const OPENING: &str = "([{<（【《「『〈“‘";
/// Joins two emoji into one.
const JOINER: char = '\u{200D}';

/// A piece of text that stands on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct TextPiece {
    /// Its characters, each plain or in the style of code.
    characters: Vec<(char, bool)>,
    /// Whether a space is before it.
    is_spaced: bool,
}

impl TextPiece {
    fn text(&self) -> String {
        self.characters.iter().map(|(character, _)| *character).collect()
    }

    fn columns(&self) -> usize {
        display_width(&self.text())
    }

    /// Its text, what is code styled as `code`: escapes are added here, so that no line ends within one.
    fn styled(&self, code: Style) -> String {
        let mut out = String::new();
        for run in self.characters.chunk_by(|a, b| a.1 == b.1) {
            let text: String = run.iter().map(|(character, _)| *character).collect();
            let style = if run.iter().any(|(_, is_code)| *is_code) { code } else { Style::new() };
            out.push_str(&format!("{style}{text}{style:#}"));
        }
        out
    }
}

/// `text` in lines of at most `columns`, all but the first indented by `indent`; a word that is longer is broken. Between wide
/// characters (Chinese, Japanese) any place is good for a break, except before what closes and after what opens.
pub(crate) fn flow(text: &str, columns: usize, indent: usize) -> Vec<String> {
    lines(&text.chars().map(|character| (character, false)).collect::<Vec<_>>(), columns, indent, Style::new())
}

/// Markdown prose in lines like those of [`flow`]: code spans styled as `code`, or in their backticks where that is plain.
pub(crate) fn flow_markdown(text: &str, columns: usize, indent: usize, code: Style) -> Vec<String> {
    let mut characters = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('`') {
        let ticks = 1 + after.len() - after.trim_start_matches('`').len();
        let fence = "`".repeat(ticks);
        let Some((inside, behind)) = after.trim_start_matches('`').split_once(&fence) else { break };
        characters.extend(before.chars().map(|character| (character, false)));
        if code == Style::new() {
            characters.extend(format!("{fence}{inside}{fence}").chars().map(|character| (character, true)));
        } else {
            characters.extend(inside.chars().map(|character| (character, true)));
        }
        rest = behind;
    }
    characters.extend(rest.chars().map(|character| (character, false)));
    lines(&characters, columns, indent, code)
}

fn lines(characters: &[(char, bool)], columns: usize, indent: usize, code: Style) -> Vec<String> {
    let room = columns.saturating_sub(indent).max(2);
    let mut lines: Vec<String> = Vec::new();
    let mut taken = 0;
    for word in pieces(characters).iter().flat_map(|word| broken(word, room)) {
        let width = word.columns();
        let space = usize::from(word.is_spaced);
        match lines.last_mut() {
            Some(line) if taken + space + width <= columns => {
                line.push_str(&" ".repeat(space));
                line.push_str(&word.styled(code));
                taken += space + width;
            }
            Some(_) => {
                lines.push(format!("{}{}", " ".repeat(indent), word.styled(code)));
                taken = indent + width;
            }
            None => {
                lines.push(word.styled(code));
                taken = width;
            }
        }
    }
    lines
}

/// `characters` in pieces between which a line may end.
fn pieces(characters: &[(char, bool)]) -> Vec<TextPiece> {
    let mut words: Vec<TextPiece> = Vec::new();
    let mut is_spaced = false;
    for &(character, is_code) in characters {
        if character.is_whitespace() {
            is_spaced = true;
            continue;
        }
        let last = words.last().and_then(|word| word.characters.last()).map(|(last, _)| *last);
        let breaks = is_spaced || last.is_none_or(|last| is_break(last, character));
        match words.last_mut() {
            Some(word) if !breaks => word.characters.push((character, is_code)),
            _ => {
                words
                    .push(TextPiece { characters: vec![(character, is_code)], is_spaced: is_spaced && last.is_some() });
            }
        }
        is_spaced = false;
    }
    words
}

/// Whether a line may end between these two.
fn is_break(before: char, after: char) -> bool {
    let width = |character: char| display_width(character.encode_utf8(&mut [0; 4]));
    let is_one = before == JOINER || width(after) == 0;
    !is_one && (width(before) > 1 || width(after) > 1) && !CLOSING.contains(after) && !OPENING.contains(before)
}

/// `word` in pieces of at most `room` columns.
fn broken(word: &TextPiece, room: usize) -> Vec<TextPiece> {
    if word.columns() <= room {
        return vec![word.clone()];
    }
    let mut pieces = vec![TextPiece { characters: Vec::new(), is_spaced: word.is_spaced }];
    let mut taken = 0;
    for &(character, is_code) in &word.characters {
        let width = display_width(character.encode_utf8(&mut [0; 4]));
        if taken + width > room {
            pieces.push(TextPiece::default());
            taken = 0;
        }
        if let Some(piece) = pieces.last_mut() {
            piece.characters.push((character, is_code));
        }
        taken += width;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use anstyle::AnsiColor;

    #[test]
    fn lines_end_where_they_may() {
        for (text, columns, expected) in [
            ("one two three", 7, &["one two", " three"][..]),
            ("one  two", 80, &["one two"]),
            ("abcdefghij", 5, &["abcd", " efgh", " ij"]),
            ("灯具大全，各种", 8, &["灯具大", " 全，各", " 种"]),
            ("（灯）Lamp 灯", 6, &["（灯）", " Lamp", " 灯"]),
            ("👩‍💻👩‍💻", 3, &["👩‍💻", " 👩‍💻"]),
            ("", 5, &[]),
        ] {
            assert_eq!(flow(text, columns, 1), expected, "{text} {columns}");
        }
    }

    #[test]
    fn code_is_styled_on_each_line_by_itself() {
        let style = AnsiColor::Cyan.on_default();
        assert_eq!(
            flow_markdown("see `a b` and ``c`d``", 6, 0, style),
            [format!("see {style}a{style:#}"), format!("{style}b{style:#} and"), format!("{style}c`d{style:#}")]
        );
        assert_eq!(flow_markdown("a `b", 80, 0, style), ["a `b"]);
        assert_eq!(flow_markdown("see `a b`", 80, 0, Style::new()), ["see `a b`"]);
    }
}
