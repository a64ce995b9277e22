//! The sentences of a page.

use curate_document::script::is_cjk_letter;
use curate_document::{Block, BlockId, BlockKind, Document, InlineKind, LinkKind};
use std::collections::BTreeMap;

/// Words without which a sentence says the same, or says it in better English.
const LIGHT: &[&str] = &[
    "a", "also", "an", "and", "are", "be", "been", "being", "has", "have", "how", "is", "it", "just", "so", "that",
    "the", "then", "there", "they", "thus", "to", "too", "was", "were", "which",
];
/// What a callout begins with, and its own markup (`[!NOTE]`) says as well.
const CALLOUTS: &[&str] = &["caution", "important", "note", "tip", "warning"];
/// Two sentences with this share of words in common are one that was changed.
const SAME_WORDS: f64 = 0.5;

/// A sentence, or a line of code.
#[derive(Clone, Debug)]
pub(crate) struct PageSentence {
    /// The block it is in.
    pub block: BlockId,
    /// The text as readers see it.
    pub text: String,
    /// The words without case and punctuation; of code, what stands between blanks.
    words: Vec<String>,
    /// Whether it is a line of code.
    pub is_code: bool,
}

impl PageSentence {
    /// `text` as one sentence, of no block.
    pub(crate) fn of(text: &str) -> Self {
        Self { block: BlockId(0), text: text.to_owned(), words: words(text), is_code: false }
    }

    /// What it says: equal for sentences that differ in white space, punctuation, case or markup alone.
    pub(crate) fn key(&self) -> String {
        if self.is_code { format!("`{}", self.words.concat()) } else { self.words.join(" ") }
    }

    /// The words but those that change nothing.
    pub(crate) fn telling_words(&self) -> impl Iterator<Item = &String> {
        let is_callout = !self.is_code && self.words.first().is_some_and(|word| CALLOUTS.contains(&word.as_str()));
        let words = self.words.iter().skip(usize::from(is_callout));
        words.filter(|word| self.is_code || !LIGHT.contains(&word.as_str()))
    }
}

/// The sentences of a paragraph, a cell or a code block; those without a word are left out.
pub(crate) fn sentences(document: &Document, id: BlockId, block: &Block) -> Vec<PageSentence> {
    let is_code = block.kind == BlockKind::Code;
    let mut left_out = Vec::new().into_iter();
    let texts: Vec<String> = if is_code {
        let lines = code_lines(document, block).filter(|line| line.contains(char::is_alphanumeric));
        lines.map(str::to_owned).collect()
    } else {
        let text = text_of(document, id);
        left_out = text.left_out.into_iter();
        split(&text.said)
    };
    let sentence = |text: String| {
        let words = if is_code { code_words(&text) } else { words(&text) };
        let text = if is_code { text } else { with_left_out(&text, &mut left_out) };
        let text = text.trim().to_owned();
        (!words.is_empty()).then_some(PageSentence { block: id, text, words, is_code })
    };
    texts.into_iter().filter_map(sentence).collect()
}

/// The code among `blocks`, equal for code that is broken into lines, spaced, quoted or ended with semicolons in another way.
pub(crate) fn code_of(document: &Document, blocks: &[(BlockId, &Block)]) -> String {
    let code = blocks.iter().filter(|(_, block)| block.kind == BlockKind::Code);
    let code: String = code.flat_map(|(_, block)| code_lines(document, block)).flat_map(code_words).collect();
    [")", "]", "}"].iter().fold(code, |code, bracket| code.replace(&format!(",{bracket}"), bracket))
}

/// The lines of a code block, without its fences.
fn code_lines<'a>(document: &'a Document, block: &Block) -> impl Iterator<Item = &'a str> {
    let lines = document.text(block.span).lines().map(|line| line.trim_start_matches(['>', ' ', '\t']));
    lines.filter(|line| !line.starts_with("```") && !line.starts_with("~~~"))
}

/// All sentences of `document`, those of entries too.
pub(crate) fn all_sentences(document: &Document) -> impl Iterator<Item = PageSentence> {
    let blocks = document.blocks().iter().zip(0..).map(|(block, id)| (BlockId(id), block));
    let leaves =
        blocks.filter(|(_, block)| matches!(block.kind, BlockKind::Paragraph | BlockKind::Cell | BlockKind::Code));
    leaves.flat_map(|(id, block)| sentences(document, id, block))
}

/// The text of a block.
#[derive(Default)]
struct BlockText {
    /// The text as rendered, with a [`LEFT_OUT`] for each address, image and template.
    said: String,
    /// What readers see of these: the address, the alternative text.
    left_out: Vec<String>,
}

/// Stands for what is seen, but says nothing that a translation must follow.
const LEFT_OUT: char = '\u{FFFC}';

fn text_of(document: &Document, id: BlockId) -> BlockText {
    let mut text = BlockText::default();
    for inline in document.inlines_of(id) {
        let link = inline.link.and_then(|id| document.link(id));
        let is_address = link.is_some_and(|link| matches!(link.kind, LinkKind::Autolink | LinkKind::Literal));
        let seen = match inline.kind {
            InlineKind::Text | InlineKind::Code if !is_address => {
                let rendered = document.rendered_inline(inline);
                text.said.extend(rendered.chars().filter(|character| *character != LEFT_OUT));
                continue;
            }
            InlineKind::SoftBreak | InlineKind::HardBreak => {
                text.said.push(' ');
                continue;
            }
            InlineKind::Html | InlineKind::FootnoteReference => continue,
            InlineKind::Image => {
                let image = inline.image.and_then(|id| document.link(id));
                image.map_or("", |image| document.text(image.text))
            }
            InlineKind::Text | InlineKind::Code | InlineKind::Template => document.text(inline.span),
        };
        text.said.push(LEFT_OUT);
        text.left_out.push(seen.to_owned());
    }
    text
}

/// `text` with what is seen in the place of each [`LEFT_OUT`].
fn with_left_out(text: &str, left_out: &mut impl Iterator<Item = String>) -> String {
    let mut parts = text.split(LEFT_OUT);
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        whole.push_str(&left_out.next().unwrap_or_default());
        whole.push_str(part);
    }
    whole
}

/// The sentences of `text`; the full stop of an initial (`Arthur C. Clarke`) ends none.
fn split(text: &str) -> Vec<String> {
    let mut sentences = vec![String::new()];
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if let Some(last) = sentences.last_mut() {
            last.push(character);
        }
        let is_end = match character {
            '。' | '！' | '？' | '।' | '\n' => true,
            '.' | '!' | '?' | '؟' => {
                let is_initial = sentences.last().is_some_and(|sentence| ends_with_initial(sentence));
                characters.peek().is_none_or(|next| next.is_whitespace() && !is_initial)
            }
            _ => false,
        };
        if is_end {
            sentences.push(String::new());
        }
    }
    sentences
}

fn ends_with_initial(sentence: &str) -> bool {
    let word = sentence.rsplit(char::is_whitespace).next().and_then(|word| word.strip_suffix('.'));
    word.is_some_and(|word| word.chars().count() == 1 && word.chars().all(char::is_uppercase))
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

/// What stands between blanks in a line of code; whether a URL has https, the kind of quotes, and semicolons make no difference.
fn code_words(line: &str) -> Vec<String> {
    let words = line.split_whitespace().map(|word| word.replace("http://", "https://").replace('\'', "\""));
    words.map(|word| word.replace(';', "")).filter(|word| !word.is_empty()).collect()
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
    fn sentences_of_a_page() {
        let page = "One. Two is\n*long*! See <https://a.example> and [b](https://b.example).\n\n```sh\n\nrun http://a.example\n```\n\n第一。第二\n";
        let document = Document::parse(page);
        let keys: Vec<String> = all_sentences(&document).map(|sentence| sentence.key()).collect();
        assert_eq!(keys, ["one", "two is long", "see and b", "`runhttps://a.example", "第 一", "第 二"]);
        let named = Document::parse("By Ada B. Lamp. It burns.\n");
        let texts: Vec<String> = all_sentences(&named).map(|sentence| sentence.text).collect();
        assert_eq!(texts, ["By Ada B. Lamp.", "It burns."]);
    }

    #[test]
    fn layout_of_code() {
        let code = |page: &str| {
            let document = Document::parse(page);
            let blocks = document.blocks().iter().zip(0..).map(|(block, id)| (BlockId(id), block));
            code_of(&document, &blocks.collect::<Vec<_>>())
        };
        let old = code("```js\nlight('red', [ 1, 2 ])\n```\n");
        assert_eq!(old, code("```js\nlight(\n  \"red\",\n  [1, 2],\n);\n```\n"));
        assert_ne!(old, code("```js\nlight('blue', [1, 2]);\n```\n"));
    }

    #[test]
    fn sentences_are_quoted_without_holes() {
        let page = "See <https://a.example>. Click ![run](run.svg) at www.b.example, then\u{FFFC} wait.\n";
        let document = Document::parse(page);
        let texts: Vec<String> = all_sentences(&document).map(|sentence| sentence.text).collect();
        assert_eq!(texts, ["See https://a.example.", "Click run at www.b.example, then wait."]);
    }
}
