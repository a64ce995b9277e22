//! What of an entry is a description for certain, and how it is separated from the title.

use crate::entries::support::sentence::{ENDS, inlines_in};
use curate_document::script::{display_width, is_emoji_like, is_han, is_kana};
use curate_document::{Document, Entry, InlineKind, Link, Span, Target};

/// A text before a dash that is wider than this, in columns, is prose rather than a title.
const TITLE_CAP: usize = 40;
/// Where a second link or a colon comes this early, in bytes, the words before it belong to the title.
const TITLE_TAIL: usize = 30;

/// So many letters of a script without spaces are a noun, and no sentence yet.
const CLAUSE: usize = 4;

/// Dashes that separate.
const DASHES: [char; 5] = ['-', '–', '—', '−', '―'];
/// What stands between the links of one entry, or around them.
const JOINERS: [char; 17] = ['|', '/', '·', '•', ',', '、', '，', ';', '&', '+', '*', '_', '~', '(', '[', '｜', '・'];

/// Words that carry a title on rather than describe it.
const CONNECTORS: [&str; 32] = [
    "&", "a.k.a.", "aka", "and", "at", "by", "da", "de", "del", "des", "di", "du", "e", "et", "for", "from", "für",
    "in", "of", "on", "or", "par", "por", "to", "u", "und", "van", "via", "von", "vs", "with", "y",
];
/// Han and kana beginnings that do the same.
const PARTICLES: [&str; 14] = ["和", "与", "與", "及", "或", "的", "以及", "と", "の", "や", "を", "は", "が", "も"];
/// Verbs that make the title the subject of a sentence.
const VERBS: [&str; 12] = ["is", "are", "was", "were", "has", "have", "can", "will", "does", "lets", "est", "ist"];

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

/// How a title and its description are separated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SeparatorStyle<'a> {
    /// A dash, a colon or another sign; empty where there is white space only, or nothing.
    pub mark: &'a str,
    /// Whether white space stands before the mark.
    pub before: bool,
    /// Whether white space stands after it.
    pub after: bool,
}

impl<'a> SeparatorStyle<'a> {
    /// The style of `separator`, white space included.
    pub(crate) fn of(separator: &'a str) -> Self {
        let mark = separator.trim();
        let after = !mark.is_empty() && separator.ends_with(char::is_whitespace);
        Self { mark, before: separator.starts_with(char::is_whitespace), after }
    }

    /// The separator in this style, with single spaces.
    pub(crate) fn text(&self) -> String {
        let space = |wanted| if wanted { " " } else { "" };
        format!("{}{}{}", space(self.before), self.mark, space(self.after))
    }

    /// Whether `text` is the separator in this style, with single spaces.
    pub(crate) fn is_written_as(&self, text: &str) -> bool {
        let rest = if self.before { text.strip_prefix(' ') } else { Some(text) };
        let mark = if self.after { rest.and_then(|rest| rest.strip_suffix(' ')) } else { rest };
        mark == Some(self.mark)
    }

    /// Whether no list means to separate so: a hyphen or en dash without its spaces, two marks, nothing at all.
    pub(crate) fn is_slip(&self) -> bool {
        if self.mark.contains(char::is_whitespace) {
            return true;
        }
        let is_short_dash = self.is_dash() && !self.mark.contains(['—', '―']);
        let is_tight = !self.before || !self.after;
        is_short_dash && is_tight || self.mark.is_empty() && !self.before
    }

    /// Whether only a reader can tell what to put in its place: there was no mark, or one that may end a sentence.
    pub(crate) fn is_doubtful(&self) -> bool {
        self.mark.is_empty() || self.mark == "."
    }

    fn is_colon(&self) -> bool {
        !self.before && matches!(self.mark, ":" | "：")
    }

    fn is_dash(&self) -> bool {
        self.mark.starts_with(DASHES)
    }
}

/// The entries of `document` that present something. What leads to another page of a list of URLs (`moved to …`) is a
/// signpost, and not written like the rest.
pub(crate) fn presenting(document: &Document) -> impl Iterator<Item = &Entry> {
    let leads_near = |entry: &Entry| {
        let target = document.link_of(entry).map(|link| &link.target);
        matches!(target, Some(Target::Path { .. } | Target::Anchor(_)))
    };
    let near = document.entries().iter().filter(|entry| leads_near(entry)).count();
    let linked = document.entries().iter().filter(|entry| entry.link.is_some()).count();
    let are_signposts = near * 5 <= linked;
    document.entries().iter().filter(move |entry| !are_signposts || !leads_near(entry))
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
    for link in links_in(document, span).filter(|link| !link.image) {
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
    let links = links_in(document, span).filter(|link| !link.image);
    let texts: Vec<usize> = links.clone().map(|link| document.text(link.text).chars().count()).collect();
    let whole: usize = links.map(|link| document.text(link.span).chars().count()).sum();
    let outside = document.text(span).chars().count().saturating_sub(whole);
    texts.len() > 1 && outside <= 2 * texts.iter().sum::<usize>()
}

fn links_in(document: &Document, span: Span) -> impl Iterator<Item = &Link> + Clone {
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

/// The description of `entry`, where it is one for certain.
pub(crate) fn description(document: &Document, entry: &Entry) -> Option<Span> {
    let wraps = entry.separator.is_some_and(|span| document.has_line_ending(span));
    let certain = entry.row || wraps || separation(document, entry).is_some();
    entry.description.filter(|_| certain)
}

/// The title of `entry` as rendered; `None` where there is none.
pub(crate) fn rendered_title(document: &Document, entry: &Entry) -> Option<String> {
    let title = document.rendered_at(entry.body?, entry.title?);
    (!title.trim().is_empty()).then_some(title)
}

/// The text at `span`, which lies in one paragraph or cell, as rendered: code without its backticks, no images.
pub(crate) fn rendered(document: &Document, span: Span) -> String {
    let mut text = String::new();
    for inline in inlines_in(document, span) {
        if span.contains(inline.span) {
            text.push_str(&document.rendered_inlines(std::slice::from_ref(inline)));
        } else if inline.kind == InlineKind::Text {
            text.push_str(document.text(Span::new(inline.span.start.max(span.start), inline.span.end.min(span.end))));
        }
    }
    text
}

/// Whether `entry` holds more than its own line: nested items, further paragraphs.
pub(crate) fn holds_more(document: &Document, entry: &Entry) -> bool {
    !document.text(Span::new(entry.own.end, entry.span.end)).trim().is_empty() && !entry.row
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

/// Whether `text`, which no certain mark separates from a title, describes it rather than going on with it.
fn describes(style: SeparatorStyle<'_>, text: &str) -> bool {
    let plain = text.trim_start_matches(['*', '_', '~']);
    let words = plain.trim_start_matches(is_emoji_like).trim_start();
    let Some(first) = words.chars().next().filter(|first| first.is_alphanumeric()) else { return false };
    let tail = words.get(..floor(words, TITLE_TAIL)).unwrap_or(words);
    let goes_on = [" - ", " – ", " — ", " -- "].iter().any(|dash| words.contains(dash))
        || tail.contains([':', '：', '['])
        || PARTICLES.iter().any(|particle| words.starts_with(particle));
    if goes_on || CONNECTORS.contains(&first_word(words)) || !words.contains(char::is_alphabetic) {
        return false;
    }
    if is_han(first) || is_kana(first) {
        // `[Ada](…) 系列`, `[Ada](…) 分支，…`: a noun that the title tells more of.
        return !is_short_clause(words) && (style.before || ends_sentence(words));
    }
    // `[Ada](…)s`, `[Ada](…). see`
    let is_several = words.split_whitespace().nth(1).is_some();
    if !style.before || !style.mark.is_empty() {
        return first.is_uppercase() && is_several;
    }
    // In lower case, and in scripts without case, it may as well be a phrase of which the title is a part.
    let is_begun = is_several && (first.is_uppercase() || first.is_numeric());
    is_begun || ends_sentence(words) || is_predicate(words)
}

/// Whether the first clause of `text` is no longer than a name for the kind of a thing, in Chinese or Japanese, and no sentence.
fn is_short_clause(text: &str) -> bool {
    let clause = text.chars().take_while(|character| character.is_alphanumeric()).count();
    let letters = text.chars().take(clause).filter(|character| is_han(*character) || is_kana(*character)).count();
    let rest: String = text.chars().skip(clause).collect();
    letters == clause && clause <= CLAUSE && !(rest.chars().count() == 1 && ends_sentence(&rest))
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(ENDS)
}

/// Whether `text` goes on with a sentence that the title begins: it begins with a verb, or in Chinese
/// and Japanese with what stands for one.
fn is_predicate(text: &str) -> bool {
    VERBS.contains(&first_word(text)) || text.starts_with(['是', '为', '為', 'は', 'が'])
}

fn first_word(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or("")
}

/// The last character boundary of `text` up to `offset`.
fn floor(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
