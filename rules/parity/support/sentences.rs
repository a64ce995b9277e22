//! The sentences of a page, and which differences between two of them change what is said.

use curate_document::script::is_cjk_letter;
use curate_document::{Block, BlockId, BlockKind, Document, InlineKind, LinkKind};
use std::collections::BTreeMap;
use strsim::damerau_levenshtein;

/// A word of fewer letters than this has no slip of the pen: another letter makes another word.
const SHORTEST_SLIP: usize = 4;
/// From so many letters on, a word may differ in two of them.
const LONG_WORD: usize = 8;
/// What is longer is no word, and is not compared letter by letter.
const LONGEST_WORD: usize = 64;
/// From so many Chinese, Japanese or Korean letters on, a sentence may differ in one.
const LONG_CJK: usize = 12;
/// Letters that turn what is said around.
const TELLING: &str = "不没沒无無未非否勿有可上下大小多少前后後新旧舊内內外左右一二三四五六七八九十百千万萬년월일안못";
/// Words without which a sentence says the same.
const ARTICLES: &[&str] = &["a", "an", "the"];
/// Years, which mark a date that is kept up to date.
const YEARS: std::ops::RangeInclusive<u32> = 1990..=2099;
/// Two sentences with this share of words in common are one that was changed.
const SAME_WORDS: f64 = 0.5;

/// A sentence, or a line of code.
#[derive(Clone, Debug)]
pub(crate) struct PageSentence {
    /// The block it is in.
    pub block: BlockId,
    /// The text as rendered.
    pub text: String,
    /// The words without case and punctuation; of code, what stands between blanks.
    words: Vec<String>,
    is_code: bool,
}

impl PageSentence {
    /// What it says: equal for sentences that differ in white space, punctuation, case or markup alone.
    pub(crate) fn key(&self) -> String {
        format!("{}{}", if self.is_code { "`" } else { "" }, self.words.join(" "))
    }
}

/// The sentences of a paragraph, a cell or a code block; those without a word are left out.
pub(crate) fn sentences(document: &Document, id: BlockId, block: &Block) -> Vec<PageSentence> {
    let is_code = block.kind == BlockKind::Code;
    let texts = if is_code {
        let lines = document.text(block.span).lines().map(|line| line.trim_start_matches(['>', ' ', '\t']));
        lines.filter(|line| !line.starts_with("```") && !line.starts_with("~~~")).map(str::to_owned).collect()
    } else {
        split(&text_of(document, id))
    };
    let sentence = |text: String| {
        let words = if is_code { code_words(&text) } else { words(&text) };
        let text = text.trim().to_owned();
        (!words.is_empty()).then_some(PageSentence { block: id, text, words, is_code })
    };
    texts.into_iter().filter_map(sentence).collect()
}

/// All sentences of `document`, those of entries too.
pub(crate) fn all_sentences(document: &Document) -> impl Iterator<Item = PageSentence> {
    let blocks = document.blocks().iter().zip(0..).map(|(block, id)| (BlockId(id), block));
    let leaves =
        blocks.filter(|(_, block)| matches!(block.kind, BlockKind::Paragraph | BlockKind::Cell | BlockKind::Code));
    leaves.flat_map(|(id, block)| sentences(document, id, block))
}

/// The text of a block as rendered, without URLs, images and HTML.
fn text_of(document: &Document, id: BlockId) -> String {
    let mut text = String::new();
    for inline in document.inlines_of(id) {
        let link = inline.link.and_then(|id| document.link(id));
        match inline.kind {
            _ if link.is_some_and(|link| matches!(link.kind, LinkKind::Autolink | LinkKind::Literal)) => {}
            InlineKind::Text | InlineKind::Code => text.push_str(&document.rendered_inline(inline)),
            InlineKind::SoftBreak | InlineKind::HardBreak => text.push(' '),
            InlineKind::Html | InlineKind::Image | InlineKind::FootnoteReference | InlineKind::Template => {}
        }
    }
    text
}

fn split(text: &str) -> Vec<String> {
    let mut sentences = vec![String::new()];
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if let Some(last) = sentences.last_mut() {
            last.push(character);
        }
        let is_end = match character {
            '。' | '！' | '？' | '।' | '\n' => true,
            '.' | '!' | '?' | '؟' => characters.peek().is_none_or(|next| next.is_whitespace()),
            _ => false,
        };
        if is_end {
            sentences.push(String::new());
        }
    }
    sentences
}

/// The words of `text` in lower case; a letter that is written without blanks around words is one of its own, and a full stop
/// between digits part of the number.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let is_point = character == '.'
            && word.ends_with(|last: char| last.is_ascii_digit())
            && characters.peek().is_some_and(char::is_ascii_digit);
        if is_cjk_letter(character) {
            words.extend([std::mem::take(&mut word), character.to_string()]);
        } else if character.is_alphanumeric() || is_point {
            word.extend(character.to_lowercase());
        } else if !matches!(character, '\'' | '’') {
            words.push(std::mem::take(&mut word));
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

/// What stands between blanks in a line of code; whether a URL has https makes no difference.
fn code_words(line: &str) -> Vec<String> {
    let words = line.split_whitespace().map(|word| word.replace("http://", "https://"));
    if line.contains(char::is_alphanumeric) { words.collect() } else { Vec::new() }
}

/// Whether `old` and `new`, each in order, say the same in other words than a few misspelt ones.
pub(crate) fn say_the_same(old: &[&PageSentence], new: &[&PageSentence]) -> bool {
    let all = |sentences: &[&PageSentence]| -> Vec<String> {
        let words = sentences.iter().flat_map(|sentence| &sentence.words);
        words.filter(|word| !ARTICLES.contains(&word.as_str())).cloned().collect()
    };
    let (old_words, new_words) = (all(old), all(new));
    if old_words.concat() == new_words.concat() {
        return true;
    }
    let is_code = old.iter().chain(new).any(|sentence| sentence.is_code);
    !is_code && old_words.len() == new_words.len() && differ_by_slips(&old_words, &new_words)
}

/// Whether `old` and `new`, texts of one kind, say the same as far as letters show.
pub(crate) fn texts_say_the_same(old: &str, new: &str) -> bool {
    let of = |text: &str| PageSentence { block: BlockId(0), text: String::new(), words: words(text), is_code: false };
    say_the_same(&[&of(old)], &[&of(new)])
}

/// Whether each word of one is that of the other, or the same with a slip of the pen or a newer date.
fn differ_by_slips(old: &[String], new: &[String]) -> bool {
    let is_cjk = |word: &String| word.chars().all(is_cjk_letter);
    let changed: Vec<(&String, &String)> = old.iter().zip(new).filter(|(old, new)| old != new).collect();
    let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_year = |word: &String| word.parse::<u32>().is_ok_and(|year| YEARS.contains(&year));
    if changed.iter().all(|(old, new)| is_number(old) && is_number(new)) {
        return changed.iter().any(|(old, new)| is_year(old) && is_year(new));
    }
    let (of_letters, of_words): (Vec<_>, Vec<_>) =
        changed.into_iter().partition(|(old, new)| is_cjk(old) && is_cjk(new));
    let is_telling = |word: &String| word.contains(|character| TELLING.contains(character));
    let letters_slip = match of_letters[..] {
        [] => true,
        [(was, is)] => {
            new.iter().filter(|word| is_cjk(word)).count() >= LONG_CJK && !is_telling(was) && !is_telling(is)
        }
        _ => false,
    };
    letters_slip && of_words.into_iter().all(|(old, new)| is_slip(old, new))
}

/// Whether two different words are one with a slip of the pen: they begin alike, and a letter or two differ.
fn is_slip(old: &str, new: &str) -> bool {
    let length = |word: &str| word.chars().count();
    let (shorter, longer) = (length(old).min(length(new)), length(old).max(length(new)));
    let has_digit = |word: &str| word.contains(|character: char| character.is_numeric());
    let is_word = shorter >= SHORTEST_SLIP && longer <= LONGEST_WORD;
    if !is_word || has_digit(old) || has_digit(new) || old.chars().next() != new.chars().next() {
        return false;
    }
    damerau_levenshtein(old, new) <= if longer >= LONG_WORD { 2 } else { 1 }
}

/// The one of `candidates` that `sentence` was or has become, if any: most of the words are the same.
pub(crate) fn likeliest<'a>(sentence: &PageSentence, candidates: &[&'a PageSentence]) -> Option<&'a PageSentence> {
    let share = |other: &PageSentence| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for word in &other.words {
            *counts.entry(word).or_default() += 1;
        }
        let is_shared = |word: &&String| {
            counts.get_mut(word.as_str()).filter(|count| **count > 0).is_some_and(|count| {
                *count -= 1;
                true
            })
        };
        let shared = sentence.words.iter().filter(is_shared).count();
        2.0 * shared as f64 / (sentence.words.len() + other.words.len()) as f64
    };
    let likely =
        candidates.iter().filter(|other| other.is_code == sentence.is_code).map(|other| (share(other), *other));
    let likely = likely.filter(|(share, _)| *share >= SAME_WORDS);
    // The first of those that are equally like it.
    likely.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_what_is_said() {
        for (old, new, is_same) in [
            ("Run the tool.", "run  the tool!", true),
            ("It is the fastest tool", "It is fastest tool", true),
            ("A web site for it", "A website for it", true),
            ("It suports many formats", "It supports many formats", true),
            ("It recieves mail", "It receives mail", true),
            ("You can use it", "You can't use it", false),
            ("It is stable", "It is unstable", false),
            ("Enable the cache", "Disable the cache", false),
            ("Needs 8 GB", "Needs 16 GB", false),
            ("Needs version 2.0", "Needs version 3.0", false),
            ("Copyright 2023 by us", "Copyright 2024 by us", true),
            ("Updated 3 May 2023", "Updated 12 May 2024", true),
            ("在这里登录您的帐号然后继续使用它", "在这里登录您的账号然后继续使用它", true),
            ("在这里不要登录您的账号然后继续", "在这里只要登录您的账号然后继续", false),
            ("支持它", "不支持它", false),
            ("", "", true),
        ] {
            assert_eq!(texts_say_the_same(old, new), is_same, "{old} → {new}");
        }
    }

    #[test]
    fn sentences_of_a_page() {
        let page = "One. Two is\n*long*! See <https://a.example> and [b](https://b.example).\n\n```sh\n\nrun http://a.example\n```\n\n第一。第二\n";
        let document = Document::parse(page);
        let keys: Vec<String> = all_sentences(&document).map(|sentence| sentence.key()).collect();
        assert_eq!(keys, ["one", "two is long", "see and b", "`run https://a.example", "第 一", "第 二"]);
    }
}
