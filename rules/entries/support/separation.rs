//! How the description of an entry is separated from its title.

use crate::entries::support::description_start::{describes, first_word, is_predicate};
use crate::entries::support::separator_style::{DASHES, SeparatorStyle};
use curate_document::script::{display_width, is_han, is_kana};
use curate_document::{Document, Entry, Link, Span};

/// A text before a dash that is wider than this, in columns, is prose rather than a title.
const TITLE_CAP: usize = 40;
/// What stands between the links of one entry, or around them.
const JOINERS: [char; 17] = ['|', '/', '·', '•', ',', '、', '，', ';', '&', '+', '*', '_', '~', '(', '[', '｜', '・'];

/// The bytes between a title and its description.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Separation<'a> {
    /// White space included.
    pub span: Span,
    /// What it is, white space left out of account but for whether there is any.
    pub style: SeparatorStyle<'a>,
    /// Whether the description goes on with the title's sentence.
    pub is_sentence: bool,
    /// Whether no list means to separate so: a [slip](Style::is_slip), or a colon that a word sticks to.
    pub is_slip: bool,
}

/// How `entry` is separated; `None` where there is no description for certain, or a line break between.
pub(crate) fn separation<'a>(document: &'a Document, entry: &Entry) -> Option<Separation<'a>> {
    let (span, description) = (entry.separator?, entry.description?);
    let text = document.text(description);
    let second = second_mark(text);
    let (span, text) = (Span::new(span.start, description.start + second), text.get(second..)?);
    let separator = document.text(span);
    if entry.row || separator.contains(['\n', '\r']) {
        return None;
    }
    let style = SeparatorStyle::of(separator);
    let description = Span::new(span.end, description.end);
    if leads_over_links(document, description) || style.is_colon() && is_enumeration(document, description) {
        return None;
    }
    // `[Ada](…) * A compiler *`: what looks like a mark is the first half of emphasis.
    if matches!(style.mark, "*" | "_" | "~" | "**" | "__" | "~~")
        && has_twin(document, text, style.mark, description.end)
    {
        return None;
    }
    let certain = if entry.link.is_none() {
        style.is_dash() && !style.is_slip() && is_title(document, entry, style.mark, text)
    } else if style.is_doubtful() {
        !is_phrase(document, entry) && describes(style, text)
    } else {
        !is_part_of_text(style, text)
    };
    let is_stuck =
        style.mark == ":" && !style.after && text.starts_with(|first: char| !is_han(first) && !is_kana(first));
    let is_sentence = style.mark.is_empty() && is_predicate(text);
    certain.then(|| Separation { span, style, is_sentence, is_slip: is_stuck || style.is_slip() })
}

/// Whether `span` begins with links and has a mark of its own behind them: `[Ada](…) | [Code](…) - A compiler`.
fn leads_over_links(document: &Document, span: Span) -> bool {
    let mut at = span.start;
    for link in links_within(document, span).filter(|link| !link.image) {
        let between = document.text(Span::new(at, link.span.start.max(at)));
        if !between.chars().all(|character| character.is_whitespace() || JOINERS.contains(&character)) {
            return false;
        }
        at = link.span.end;
        let rest = document.text(Span::new(at, span.end.max(at))).trim_start_matches(['*', '_', '~', ')', ']']);
        let behind = rest.trim_start();
        let text = behind.trim_start_matches(DASHES);
        let is_mark = text.len() < behind.len() && behind.len() < rest.len() || behind.starts_with([':', '：']);
        if is_mark && text.starts_with([' ', ':', '：']) {
            return true;
        }
    }
    false
}

/// Whether `span` is hardly more than several links: the title introduces what they lead to.
fn is_enumeration(document: &Document, span: Span) -> bool {
    let links = links_within(document, span).filter(|link| !link.image);
    let texts: Vec<usize> = links.clone().map(|link| document.text(link.text).chars().count()).collect();
    let whole: usize = links.map(|link| document.text(link.span).chars().count()).sum();
    let outside = document.text(span).chars().count().saturating_sub(whole);
    texts.len() > 1 && outside <= 2 * texts.iter().sum::<usize>()
}

fn links_within(document: &Document, span: Span) -> impl Iterator<Item = &Link> + Clone {
    document.links_in(span).iter().take_while(move |link| link.span.end <= span.end)
}

/// Whether `mark` stands at the end of `text`, or right behind it at `end`.
fn has_twin(document: &Document, text: &str, mark: &str, end: usize) -> bool {
    let after = document.source().get(end..).unwrap_or("").trim_start_matches(' ');
    text.trim_end_matches(['.', '!', ' ']).ends_with(mark) || after.starts_with(mark)
}

/// The length in bytes of another mark that `text`, which follows one, begins with, white space behind it included: `- : text`.
fn second_mark(text: &str) -> usize {
    let rest = text.trim_start_matches(|first| DASHES.contains(&first) || matches!(first, ':' | '：'));
    let description = rest.trim_start();
    let is_mark = rest.len() < text.len() && description.len() < rest.len() && !description.is_empty();
    if is_mark { text.len() - description.len() } else { 0 }
}

/// Whether what stands before the dash of a text-only item is a title: prose has dashes too.
fn is_title(document: &Document, entry: &Entry, mark: &str, description: &str) -> bool {
    let Some(title) = entry.title.map(|title| document.text(title)) else { return false };
    let prose = title.contains(['.', ',', ';', ':', '!', '?', '。', '，', '；', '：', '！', '？', '、', '\n']);
    let is_digit = |character: Option<char>| character.is_some_and(|character| character.is_ascii_digit());
    let range = is_digit(title.chars().next_back()) && is_digit(description.chars().next());
    let pair = description.contains(&format!(" {mark} "));
    !prose && !range && !pair && display_width(title) <= TITLE_CAP
}

/// Whether a dash belongs to what follows: `-5`, `--flag`, `-like`, `-O3`.
fn is_part_of_text(style: SeparatorStyle<'_>, text: &str) -> bool {
    if style.after || !style.is_dash() {
        return false;
    }
    let Some(first) = text.chars().next() else { return true };
    let flag = first.is_ascii_lowercase() && !text.chars().nth(1).is_some_and(|second| second.is_ascii_lowercase());
    let option = first.is_ascii_alphabetic()
        && (text.chars().nth(1).is_some_and(|second| second.is_ascii_digit()) || first_word(text).contains('='));
    let tight = !style.before && (first.is_lowercase() || first.is_ascii_digit());
    style.mark.len() > 1 && style.mark.is_ascii()
        || first.is_ascii_digit()
        || flag
        || option
        || tight
        || matches!(first, '[' | '!' | '(' | '>')
}

/// Whether words before the link make it part of a phrase: `The author has an [Ada](…) edition`.
fn is_phrase(document: &Document, entry: &Entry) -> bool {
    let Some(prefix) = entry.prefix.map(|prefix| document.text(prefix)) else { return false };
    prefix.contains(char::is_alphabetic) && !prefix.ends_with([':', '：', ']', ')', '）', '|'])
}
