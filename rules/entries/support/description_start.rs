//! Whether a text behind a title describes it or goes on with it.

use crate::entries::support::sentence_marks::SENTENCE_ENDS;
use crate::entries::support::separator_style::SeparatorStyle;
use curate_document::script::{is_emoji_like, is_han, is_kana};

/// Where a second link or a colon comes this early, in bytes, the words before it belong to the title.
const TITLE_TAIL: usize = 30;
/// Up to this many letters of a script without spaces are a noun, not a sentence.
const CLAUSE: usize = 4;
/// A tag has no more words than this.
const TAG_WORDS: usize = 4;
/// Words that carry a title on rather than describe it.
const CONNECTORS: [&str; 32] = [
    "&", "a.k.a.", "aka", "and", "at", "by", "da", "de", "del", "des", "di", "du", "e", "et", "for", "from", "für",
    "in", "of", "on", "or", "par", "por", "to", "u", "und", "van", "via", "von", "vs", "with", "y",
];
/// Han and kana beginnings that do the same.
const PARTICLES: [&str; 14] = ["和", "与", "與", "及", "或", "的", "以及", "と", "の", "や", "を", "は", "が", "も"];
/// Verbs that make the title the subject of a sentence.
const VERBS: [&str; 12] = ["is", "are", "was", "were", "has", "have", "can", "will", "does", "lets", "est", "ist"];

/// Whether `text`, which no certain mark separates from a title, describes it rather than going on with it.
pub(crate) fn describes(style: SeparatorStyle<'_>, text: &str) -> bool {
    if is_emphasised_tag(text) {
        return false;
    }
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
        // `[Ada](…) 系列`, `[Ada](…) 分支，…`: a noun that the title specifies.
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

/// Whether `text` is a few emphasised words that are no sentence, with nothing but a name behind them: `_In Chinese_`,
/// `_In Spanish._ by @ada`.
fn is_emphasised_tag(text: &str) -> bool {
    let inner = text.trim_start_matches(['*', '_']);
    let Some(mark) = text.get(..text.len() - inner.len()).filter(|mark| !mark.is_empty()) else { return false };
    let Some((words, rest)) = inner.split_once(mark) else { return false };
    let goes_on = CONNECTORS.contains(&first_word(words).to_lowercase().as_str());
    let is_sentence = words.contains(SENTENCE_ENDS) && !goes_on;
    let has_description = !rest.trim_matches([' ', '.']).is_empty() && !matches!(first_word(rest), "by" | "from");
    words.split_whitespace().count() <= TAG_WORDS && !is_sentence && !has_description
}

/// Whether the first clause of `text` is no longer than a name for the kind of a thing, in Chinese or Japanese, and not a sentence.
fn is_short_clause(text: &str) -> bool {
    let clause = text.chars().take_while(|character| character.is_alphanumeric()).count();
    let letters = text.chars().take(clause).filter(|character| is_han(*character) || is_kana(*character)).count();
    let rest: String = text.chars().skip(clause).collect();
    letters == clause && clause <= CLAUSE && !(rest.chars().count() == 1 && ends_sentence(&rest))
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(SENTENCE_ENDS)
}

/// Whether `text` goes on with a sentence that the title begins: it begins with a verb, or in Chinese
/// and Japanese with what stands for one.
pub(crate) fn is_predicate(text: &str) -> bool {
    VERBS.contains(&first_word(text)) || text.starts_with(['是', '为', '為', 'は', 'が'])
}

/// The first word of `text`.
pub(crate) fn first_word(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or("")
}

/// The last character boundary of `text` up to `offset`.
fn floor(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
