//! Brackets and quotation marks, and why one may stand alone: emoticons, enumerations, intervals, brackets that are talked about.

use crate::text::bare_url::end_of_link;
use curate_document::normal_text::is_part_of_word;
use curate_document::{Document, Glyph, InlineKind, LinkKind};

/// Marks that close one another, whatever their width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MarkFamily {
    /// `()`, `（）`.
    Round,
    /// `[]`, `［］`.
    Square,
    /// `【】`, `〖〗`.
    Black,
    /// `「」`.
    Corner,
    /// `『』`.
    DoubleCorner,
    /// `《》`.
    Title,
    /// `“”`.
    Curly,
    /// `«»`.
    Guillemet,
    /// `"`, which opens and closes.
    Straight,
}

/// The longest text between the ends of an interval, in characters.
const INTERVAL: usize = 28;
/// The longest topic before a title, in characters.
const TOPIC: usize = 20;

/// The family of `character`, whether it opens, and its partner.
pub(crate) fn paired_mark(character: char) -> Option<(MarkFamily, bool, char)> {
    Some(match character {
        '(' => (MarkFamily::Round, true, ')'),
        ')' => (MarkFamily::Round, false, '('),
        '（' => (MarkFamily::Round, true, '）'),
        '）' => (MarkFamily::Round, false, '（'),
        '[' => (MarkFamily::Square, true, ']'),
        ']' => (MarkFamily::Square, false, '['),
        '［' => (MarkFamily::Square, true, '］'),
        '］' => (MarkFamily::Square, false, '［'),
        '【' => (MarkFamily::Black, true, '】'),
        '】' => (MarkFamily::Black, false, '【'),
        '〖' => (MarkFamily::Black, true, '〗'),
        '〗' => (MarkFamily::Black, false, '〖'),
        '「' => (MarkFamily::Corner, true, '」'),
        '」' => (MarkFamily::Corner, false, '「'),
        '『' => (MarkFamily::DoubleCorner, true, '』'),
        '』' => (MarkFamily::DoubleCorner, false, '『'),
        '《' => (MarkFamily::Title, true, '》'),
        '》' => (MarkFamily::Title, false, '《'),
        '“' => (MarkFamily::Curly, true, '”'),
        '”' => (MarkFamily::Curly, false, '“'),
        '«' => (MarkFamily::Guillemet, true, '»'),
        '»' => (MarkFamily::Guillemet, false, '«'),
        '"' => (MarkFamily::Straight, true, '"'),
        _ => return None,
    })
}

/// So many characters at the end of a text tell whether it was cut.
const CUT: usize = 8;
/// Longer ones are taken as they are, in bytes.
const LONGEST_URL: usize = 2_048;

/// Text, and not that of a URL.
pub(crate) fn is_prose(glyph: &Glyph, document: &Document) -> bool {
    let link = glyph.link.and_then(|id| document.link(id));
    let url = link.filter(|link| matches!(link.kind, LinkKind::Literal | LinkKind::Autolink));
    // What a bare URL took with it is text of its own.
    let end = url.filter(|link| link.span.len() <= LONGEST_URL).and_then(|link| end_of_link(link, document));
    let is_url = url.is_some_and(|link| end.is_none_or(|end| glyph.span.start < link.destination.start + end.length));
    glyph.kind == InlineKind::Text && !is_url
}

/// Whether the partner of the opening mark at `index` was taken by a bare URL: `（https://larch.example.com/）`.
pub(crate) fn is_in_url(index: usize, glyphs: &[Glyph], document: &Document) -> bool {
    let Some((_, true, partner)) = glyphs.get(index).and_then(|glyph| paired_mark(glyph.character)) else {
        return false;
    };
    let mut rest = glyphs.get(index + 1..).unwrap_or(&[]).iter();
    rest.any(|glyph| glyph.character == partner && glyph.kind == InlineKind::Text && !is_prose(glyph, document))
}

/// More brackets in a row are not talked about.
const TALKED_ABOUT: usize = 16;

/// Whether the bracket at `index` is one that is talked about: `"("`, `"([)]"`, nothing but brackets between quotation marks.
pub(crate) fn is_quoted(glyphs: &[Glyph], index: usize) -> bool {
    let is_bracket = |glyph: &&Glyph| matches!(glyph.character, '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>');
    if !glyphs.get(index).is_some_and(|glyph| is_bracket(&glyph)) {
        return false;
    }
    let brackets = glyphs.get(..index).unwrap_or(&[]).iter().rev().take(TALKED_ABOUT).take_while(is_bracket).count();
    let before = (index - brackets).checked_sub(1);
    let quote = before.and_then(|before| glyphs.get(before)).filter(|glyph| is_quote(glyph.character));
    let after = glyphs.get(index..).unwrap_or(&[]).iter().take(TALKED_ABOUT).find(|glyph| !is_bracket(glyph));
    let (Some(quote), Some(after)) = (quote, after.filter(|glyph| is_quote(glyph.character))) else { return false };
    // A straight one opens where as many of them are closed before it.
    let earlier = glyphs.get(..before.unwrap_or(0)).unwrap_or(&[]);
    let earlier = earlier.iter().filter(|glyph| glyph.character == quote.character).count();
    quote.character != after.character || earlier.is_multiple_of(2)
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '\'' | '`' | '“' | '”' | '‘' | '’')
}

/// Whether the mark at `index` may be part of an emoticon, of an abbreviation, number an enumeration, or be inches.
pub(crate) fn is_doubtful(glyphs: &[Glyph], index: usize) -> bool {
    let at = |index: Option<usize>| index.and_then(|index| glyphs.get(index)).map(|glyph| glyph.character);
    let Some(character) = at(Some(index)) else { return false };
    let (before, after) = (at(index.checked_sub(1)), at(Some(index + 1)));
    match character {
        '"' | '”' | '“' if is_semitic(before) && is_semitic(after) => true,
        '"' => before.is_some_and(char::is_numeric),
        ')' | '(' | '）' | '（' | ']' | '[' => {
            is_smiley(before, at(index.checked_sub(2)))
                || is_smiley(after, at(Some(index + 2)))
                || matches!(character, ')' | '）') && numbers(glyphs, index)
        }
        _ => false,
    }
}

/// A letter of Hebrew, whose abbreviations have a `"` before their last letter (`צה"ל`), or of Arabic: both join short words to a
/// quotation.
fn is_semitic(character: Option<char>) -> bool {
    character.is_some_and(|character| character.is_alphabetic() && matches!(character, '\u{590}'..='\u{8FF}'))
}

/// `:)`, `;-)`, `(:`, `=(`: eyes beside the mouth, or a nose and then eyes.
fn is_smiley(beside: Option<char>, beyond: Option<char>) -> bool {
    let is_eye = |character: Option<char>| matches!(character, Some(':' | ';' | '=' | '：' | '；'));
    is_eye(beside) || matches!(beside, Some('-' | '^' | '\'' | 'o')) && is_eye(beyond)
}

/// Whether the closing bracket at `index` numbers an enumeration: `a)`, `12)`, `iv)`, `①）`, after a space or at the start.
fn numbers(glyphs: &[Glyph], index: usize) -> bool {
    let before = glyphs.get(..index).unwrap_or(&[]).iter().rev().map(|glyph| glyph.character);
    let label: Vec<char> = before.clone().take(5).take_while(|character| !is_boundary(*character)).collect();
    let is_number = label.iter().all(|character| character.is_numeric() || *character == '.');
    let is_letter =
        label.len() == 1 || label.iter().all(|character| matches!(character, 'i' | 'v' | 'x' | 'I' | 'V' | 'X'));
    let starts = before.clone().nth(label.len()).is_none_or(|before| is_boundary(before) || before == '*');
    let is_letter = is_letter && label.iter().all(|character| character.is_alphanumeric());
    starts && (1..=4).contains(&label.len()) && (is_number || is_letter)
}

fn is_boundary(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '\u{FFFC}' | ',' | ';' | ':' | '，' | '；' | '：' | '。' | '、' | '/')
}

/// Whether there is a reason why the mark at `index` has no partner here.
pub(crate) fn is_excused(index: usize, family: MarkFamily, glyphs: &[Glyph]) -> bool {
    let character = |index: Option<usize>| index.and_then(|index| glyphs.get(index)).map(|glyph| glyph.character);
    let (before, after) = (character(index.checked_sub(1)), character(Some(index + 1)));
    let opens = character(Some(index)).and_then(paired_mark).is_some_and(|(_, opens, _)| opens);
    let rest = glyphs.get(index..).unwrap_or(&[]);
    // Quoted, or between spaces: the mark itself is what is meant.
    let is_itself = before.is_some_and(is_quote) && after.is_some_and(is_quote)
        || before.is_some_and(char::is_whitespace) && after.is_some_and(char::is_whitespace);
    let any = |wanted: &[char]| glyphs.iter().any(|glyph| wanted.contains(&glyph.character));
    let is_math = any(&['$', '\\', '∈', '∞']);
    is_itself
        || is_math
        || is_interval(index, glyphs)
        || opens && is_cut(rest)
        || family == MarkFamily::Round && !opens && ends_topic(index, glyphs)
}

/// Whether the bracket at `index` ends a few words at the beginning of a link's text, which say what it is about: `[Topic) title](…)`.
fn ends_topic(index: usize, glyphs: &[Glyph]) -> bool {
    let Some(link) = glyphs.get(index).and_then(|glyph| glyph.link) else { return false };
    let own = |glyph: &&Glyph| glyph.link == Some(link);
    let topic: Vec<char> =
        glyphs.get(..index).unwrap_or(&[]).iter().rev().take_while(own).map(|glyph| glyph.character).collect();
    let is_name =
        |character: &char| is_part_of_word(*character) || matches!(character, ' ' | '.' | '+' | '#' | '&' | '-' | '/');
    let has_title =
        glyphs.get(index + 1..).unwrap_or(&[]).iter().take_while(own).any(|glyph| glyph.character.is_alphanumeric());
    let is_apart = glyphs.get(index + 1).is_some_and(|glyph| glyph.character.is_whitespace());
    (1..=TOPIC).contains(&topic.len()) && topic.iter().all(is_name) && is_apart && has_title
}

/// `[0, 1)`, `(0, 1]`, `[0x80, 0x800)`: a bracket of another kind is its partner, with two numbers or names between.
fn is_interval(index: usize, glyphs: &[Glyph]) -> bool {
    let is_end = |character: char| matches!(character, '(' | ')' | '[' | ']');
    let within = |part: &mut dyn Iterator<Item = char>| {
        let text: String = part.take(INTERVAL).take_while(|character| !is_end(*character)).collect();
        let ends: Vec<&str> = text.split(',').map(str::trim).collect();
        let is_number = |end: &&str| {
            end.len() == 1
                || end.chars().all(|character| {
                    character.is_ascii_hexdigit() || matches!(character, '.' | '-' | '+' | '_' | 'x' | '∞' | 'π' | '%')
                })
        };
        text.chars().count() < INTERVAL && ends.len() == 2 && ends.iter().all(|end| !end.is_empty() && is_number(end))
    };
    let mut after = glyphs.get(index + 1..).unwrap_or(&[]).iter().map(|glyph| glyph.character);
    let mut before = glyphs.get(..index).unwrap_or(&[]).iter().rev().map(|glyph| glyph.character);
    within(&mut after) || within(&mut before)
}

/// Whether the text was cut after what opened: it ends in `…`, `...` or `etc`, be they in brackets or not, or in `[..]`.
fn is_cut(rest: &[Glyph]) -> bool {
    let mut end = rest.iter().rev().map(|glyph| glyph.character).filter(|character| !character.is_whitespace());
    let shown = rest.iter().rev().map(|glyph| glyph.character).skip_while(|character| character.is_whitespace());
    let tail: String = shown.take(CUT).collect();
    let inside = tail.strip_prefix([']', ')', '}', '>']);
    let is_left_out = |inside: &str| inside.starts_with("..") || inside.starts_with('…');
    let tail = tail.trim_start_matches('.');
    let is_et_cetera = tail.strip_prefix("cte").is_some_and(|before| !before.starts_with(char::is_alphabetic));
    if inside.is_some_and(is_left_out) || is_et_cetera {
        return true;
    }
    match end.next() {
        Some('…') => true,
        Some('.') => end.next() == Some('.') && end.next() == Some('.'),
        _ => false,
    }
}
