//! # formatting/doubled-punctuation
//!
//! Two punctuation marks where one was meant: `，。`, `。。`, `、，`, `,.`.
//!
//! ## Why
//!
//! They are left over when a clause was cut or moved. Readers stumble over it, and tools see a sentence end in the
//! middle.
//!
//! Not `……`, `...`, `?!` or repeated `！`, which are meant; not what comes after an abbreviation (`etc..`, `Inc.。`);
//! not the dot of a path or a name (`。./docs`, `，.md`); not emoticons such as `(,,Ò‿Ó,,)`; not in code (`<kbd>` and
//! `<code>` too), URLs, templates and the text of links, which are names.
//!
//! ## Bad
//!
//! ```markdown
//! - [Larch](https://larch.example.com/) - Takes notes, offline,.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Larch](https://larch.example.com/) - Takes notes, offline.
//! ```
//!
//! ## Fix
//!
//! Safe: the stop is kept, else the comma. Unsafe where the stop comes first (`。，`), since the sentence may go on,
//! after Latin letters (`Foo.。`), which may be an abbreviation, and for `..`, which may have been an ellipsis.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Applicability, Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::fixing::heading::in_block;
use crate::formatting::support::emoticons::is_emoticon;
use crate::formatting::support::non_prose::non_prose;
use curate_document::block::OBJECT;
use curate_document::script::{is_cjk_letter, is_latin_letter};
use curate_document::{Characters, Document, Glyph, InlineKind, Prose};
use memchr::memchr2_iter;
use std::cell::OnceCell;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Prose],
    scope: Scope::Markdown,
    aliases: &["no-repeat-punctuation"],
    ..Declaration::warning(
        include_str!("doubled_punctuation.rs"),
        "two punctuation marks where one was meant",
        Make::plain(|_| Box::new(DoubledPunctuation)),
    )
};

/// Marks that are wrong side by side, and the one to keep.
const PAIRS: [(&str, char, Applicability); 30] = [
    ("，。", '。', Applicability::Safe),
    ("、。", '。', Applicability::Safe),
    ("；。", '。', Applicability::Safe),
    ("。。", '。', Applicability::Safe),
    ("，，", '，', Applicability::Safe),
    ("、、", '、', Applicability::Safe),
    ("；；", '；', Applicability::Safe),
    ("、，", '，', Applicability::Safe),
    ("，、", '，', Applicability::Unsafe),
    ("；，", '；', Applicability::Unsafe),
    ("，；", '；', Applicability::Safe),
    ("。，", '。', Applicability::Unsafe),
    ("。、", '。', Applicability::Unsafe),
    // Half-width and full-width: the full-width one belongs to the text.
    (",。", '。', Applicability::Safe),
    ("，.", '。', Applicability::Safe),
    ("。.", '。', Applicability::Safe),
    ("，,", '，', Applicability::Safe),
    (",，", '，', Applicability::Safe),
    (".。", '。', Applicability::Safe),
    (".，", '，', Applicability::Unsafe),
    (",、", '、', Applicability::Safe),
    ("、,", '、', Applicability::Safe),
    ("；;", '；', Applicability::Safe),
    (";；", '；', Applicability::Safe),
    ("：：", '：', Applicability::Safe),
    ("：:", '：', Applicability::Safe),
    (":：", '：', Applicability::Safe),
    (",.", '.', Applicability::Safe),
    (",,", ',', Applicability::Safe),
    // It may have been an ellipsis.
    ("..", '.', Applicability::Unsafe),
];

struct DoubledPunctuation;

impl Rule for DoubledPunctuation {
    fn prose(&self, prose: &Prose<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
        if !may_be_doubled(prose, context.document) {
            return;
        }
        let glyphs = prose.glyphs();
        let blocked = OnceCell::new();
        for (index, pair) in glyphs.windows(2).enumerate() {
            let [first, second] = pair else { continue };
            if !is_mark(first.character) || !is_mark(second.character) {
                continue;
            }
            let Some((marks, kept, applicability)) = doubled(glyphs, index, first, second) else { continue };
            let blocked: &Vec<bool> = blocked.get_or_init(|| non_prose(prose, context.document));
            if blocked.get(index..index + 2).is_none_or(|part| part.contains(&true)) || is_emoticon(glyphs, index) {
                continue;
            }
            let span = first.span.join(second.span);
            let title = text!("Keep `{kept}`", kept);
            let fix = Fix::of(title, applicability).edit(context.edition, span, kept.to_string());
            let message = text!("doubled punctuation `{marks}`: one `{kept}` is enough", marks, kept);
            let finding = Finding::at(span, message);
            sink.report(match in_block(fix, prose.block, context) {
                Some(fix) => finding.fix(fix),
                None => finding,
            });
        }
    }
}

/// Whether two marks stand side by side in the text, or may do so; said by its bytes, at little cost.
fn may_be_doubled(prose: &Prose<'_>, document: &Document) -> bool {
    const WIDE: Characters = Characters::KANA.with(Characters::FORMS);
    if prose.characters.has(WIDE) {
        return true;
    }
    let is_doubled = |text: &str| {
        let bytes = text.as_bytes();
        memchr2_iter(b',', b'.', bytes).any(|at| matches!(bytes.get(at..at + 2), Some(b",," | b",." | b"..")))
    };
    prose.characters.has(Characters::marks(b",."))
        && prose.inlines.iter().any(|inline| inline.kind == InlineKind::Text && is_doubled(document.text(inline.span)))
}

fn is_mark(character: char) -> bool {
    matches!(character, ',' | '.' | ';' | ':' | '，' | '。' | '、' | '；' | '：')
}

/// The pair at `index`, where it is a mistake: two marks of prose with no third beside them, after a word, and for
/// half-width ones before the end of a word.
fn doubled(
    glyphs: &[Glyph],
    index: usize,
    first: &Glyph,
    second: &Glyph,
) -> Option<(&'static str, char, Applicability)> {
    let (marks, kept, mut applicability) =
        PAIRS.into_iter().find(|(marks, ..)| marks.chars().eq([first.character, second.character]))?;
    let is_text = |glyph: &Glyph| {
        glyph.kind == InlineKind::Text && glyph.link.is_none() && glyph.span.len() == glyph.character.len_utf8()
    };
    if !is_text(first) || !is_text(second) || first.span.end != second.span.start {
        return None;
    }
    let before = index.checked_sub(1).and_then(|index| glyphs.get(index))?.character;
    let after = glyphs.get(index + 2).map(|glyph| glyph.character);
    if after.is_some_and(|after| is_mark(after) || matches!(after, '…' | '!' | '?' | '！' | '？'))
        || is_mark(before)
        || ends_abbreviation(glyphs, index)
    {
        return None;
    }
    let goes_on = match second.character {
        '.' if first.character == '.' => !ends_sentence(glyphs, index + 2),
        // `。./docs`, `，.md`, `。\.`: the dot belongs to what follows.
        '.' if !first.character.is_ascii() => {
            after.is_some_and(|after| after.is_ascii_alphanumeric() || matches!(after, '/' | '\\' | '_'))
        }
        // `：:name:`
        ':' => after.is_some_and(|after| after.is_ascii_alphanumeric()),
        ',' | '.' if first.character.is_ascii() => !ends_word(after),
        _ => false,
    };
    let is_wide = !second.character.is_ascii() || !first.character.is_ascii();
    let after_word =
        if is_wide { !before.is_whitespace() } else { is_word(before) || matches!(before, ')' | '"' | '”' | OBJECT) };
    let after_letter = marks != ".." || is_latin_letter(before) || before == ')';
    if marks == ".。" && is_latin_letter(before) {
        applicability = Applicability::Unsafe;
    }
    (after_word && after_letter && !goes_on).then_some((marks, kept, applicability))
}

fn ends_word(after: Option<char>) -> bool {
    after.is_none_or(|after| after.is_whitespace() || matches!(after, ')' | '"' | '”' | '’' | OBJECT))
}

/// Whether no text is at `index`, or a new sentence begins there: `a tool.. It works`, not `wait.. what`, `1..10`, `../x`.
fn ends_sentence(glyphs: &[Glyph], index: usize) -> bool {
    let rest = glyphs.get(index..).unwrap_or(&[]);
    let is_blank = |glyph: &&Glyph| matches!(glyph.character, ' ' | OBJECT);
    let blanks = rest.iter().take_while(is_blank).count();
    match rest.get(blanks) {
        None => true,
        Some(next) => blanks > 0 && next.character.is_uppercase(),
    }
}

/// Words that a full stop belongs to.
const ABBREVIATIONS: [&str; 18] = [
    "etc", "inc", "ltd", "co", "corp", "vs", "al", "jr", "sr", "ca", "approx", "eg", "ie", "cf", "vol", "no", "ed",
    "st",
];

/// Whether the mark at `index` is the full stop of an abbreviation: `etc.`, `Inc.`, `U.S.`, `e.g.`.
fn ends_abbreviation(glyphs: &[Glyph], index: usize) -> bool {
    if glyphs.get(index).is_none_or(|glyph| glyph.character != '.') {
        return false;
    }
    let before = glyphs.get(..index).unwrap_or(&[]).iter().rev().map(|glyph| glyph.character);
    let word: Vec<char> = before.take(LONGEST_ABBREVIATION).take_while(|letter| is_latin_letter(*letter)).collect();
    let is_dotted =
        word.len() == 1 && index.checked_sub(2).and_then(|dot| glyphs.get(dot)).is_some_and(|dot| dot.character == '.');
    let word: String = word.into_iter().rev().map(|letter| letter.to_ascii_lowercase()).collect();
    is_dotted || ABBREVIATIONS.contains(&&*word)
}

const LONGEST_ABBREVIATION: usize = 8;

/// Letters of scripts that are known to use these marks, and digits.
fn is_word(character: char) -> bool {
    character.is_ascii_digit()
        || is_latin_letter(character)
        || is_cjk_letter(character)
        || matches!(character, '\u{370}'..='\u{52F}')
}
