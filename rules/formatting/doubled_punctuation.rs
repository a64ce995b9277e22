//! # formatting/doubled-punctuation
//!
//! Two punctuation marks where one was meant: `，。`, `。。`, `、，`, `,.`.
//!
//! ## Why
//!
//! What is left over when a clause was cut or moved. Readers stumble over it, and tools see a sentence end in the middle.
//!
//! Not `……`, `...`, `?!` or repeated `！`, which are meant; not `.,` after an abbreviation; not in code, URLs and the text of
//! links, which are names.
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
//! Safe: the stop is kept, else the comma. Unsafe where the stop comes first (`。，`), since the sentence may go on, and for
//! `..` at the end, which may have been an ellipsis.

use crate::engine::diagnostic::{Applicability, Finding, Fix, Severity};
use crate::engine::rule::{Context, Declaration, FixKind, Rule, Sink, Subject};
use crate::fixing::heading_edit::in_block;
use curate_document::script::{is_cjk_letter, is_latin_letter};
use curate_document::{Characters, Document, Glyph, InlineKind, Prose};

/// The declaration of `formatting/doubled-punctuation`.
pub const RULE: Declaration = Declaration {
    name: "formatting/doubled-punctuation",
    summary: "two punctuation marks where one was meant",
    severity: Severity::Warning,
    on_by_default: true,
    fix: FixKind::Safe,
    judges: &[Subject::Prose],
    yields_to: &[],
    options: &[],
    source: include_str!("doubled_punctuation.rs"),
    build: |_| Box::new(DoubledPunctuation),
};

/// Marks that are wrong side by side, and the one to keep.
const PAIRS: [(&str, char, Applicability); 21] = [
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
    (",.", '.', Applicability::Safe),
    (",,", ',', Applicability::Safe),
    // At the end only; it may have been an ellipsis.
    ("..", '.', Applicability::Unsafe),
];

struct DoubledPunctuation;

impl Rule for DoubledPunctuation {
    fn prose(&self, prose: &Prose<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
        if !may_be_doubled(prose, context.document) {
            return;
        }
        for (index, pair) in prose.glyphs().windows(2).enumerate() {
            let [first, second] = pair else { continue };
            if !is_mark(first.character) || !is_mark(second.character) {
                continue;
            }
            let Some((marks, kept, applicability)) = doubled(prose.glyphs(), index, first, second) else { continue };
            let span = first.span.join(second.span);
            let fix = Fix::of(format!("Keep `{kept}`"), applicability).edit(context.edition, span, kept.to_string());
            let finding = Finding::at(span, format!("doubled punctuation `{marks}`"));
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
    let is_doubled = |text: &str| [",,", ",.", ".."].iter().any(|pair| text.contains(pair));
    prose.characters.has(Characters::marks(b",."))
        && prose.inlines.iter().any(|inline| inline.kind == InlineKind::Text && is_doubled(document.text(inline.span)))
}

fn is_mark(character: char) -> bool {
    matches!(character, ',' | '.' | '，' | '。' | '、' | '；')
}

/// The pair at `index`, where it is a slip: two marks of prose with no third beside them, after a word, and for
/// half-width ones before the end of a word.
fn doubled(
    glyphs: &[Glyph],
    index: usize,
    first: &Glyph,
    second: &Glyph,
) -> Option<(&'static str, char, Applicability)> {
    let (marks, kept, applicability) =
        PAIRS.into_iter().find(|(marks, ..)| marks.chars().eq([first.character, second.character]))?;
    let is_text = |glyph: &Glyph| {
        glyph.kind == InlineKind::Text && glyph.link.is_none() && glyph.span.len() == glyph.character.len_utf8()
    };
    if !is_text(first) || !is_text(second) || first.span.end != second.span.start {
        return None;
    }
    let before = index.checked_sub(1).and_then(|index| glyphs.get(index))?.character;
    let after = glyphs.get(index + 2).map(|glyph| glyph.character);
    if after.is_some_and(|after| is_mark(after) || matches!(after, '…' | '!' | '?' | '！' | '？')) {
        return None;
    }
    let wide = !second.character.is_ascii() || !first.character.is_ascii();
    let ends = after.is_none_or(|after| after.is_whitespace() || matches!(after, ')' | '"' | '”' | '’' | '\u{FFFC}'));
    let after_word = if wide {
        !is_mark(before) && !before.is_whitespace()
    } else {
        is_word(before) || matches!(before, ')' | '"' | '”' | '\u{FFFC}')
    };
    let last = marks != ".."
        || glyphs.get(index + 2..).unwrap_or(&[]).iter().all(|glyph| matches!(glyph.character, ' ' | '\u{FFFC}'));
    let enough = marks != ".." || is_latin_letter(before) || before == ')';
    (after_word && last && enough && (wide || ends)).then_some((marks, kept, applicability))
}

/// Letters of scripts that are known to use these marks, and digits.
fn is_word(character: char) -> bool {
    character.is_ascii_digit()
        || is_latin_letter(character)
        || is_cjk_letter(character)
        || matches!(character, '\u{370}'..='\u{52F}')
}
