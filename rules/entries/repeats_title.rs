//! # entries/repeats-title
//!
//! A description that begins with the title: `[Ada](…) - Ada is a compiler`.
//!
//! ## Why
//!
//! The title stands right before it. Said twice, it pushes what tells one entry from the next out of sight, and lists
//! are skimmed by their first words.
//!
//! Only whole words count (`Go` is not repeated by `Golang` nor by `Go-like`), and only where the title is the subject of
//! what follows: a verb, a comma and an article, a bracket or the end of the description comes next. `[React](…) - React bindings for …`
//! names what is bound and is left alone, as is a title in a script whose sentences are not known here, and a cell that names the
//! owner (`[@Ada](…)`).
//!
//! Where twenty descriptions of a document and every sixth begin so, it is the list's way of writing, and only those are reported that say
//! nothing else.
//!
//! ## Bad
//!
//! ```markdown
//! - [Ada](https://ada.example) - Ada is a compiler.
//! - [星图](https://map.example) - 星图是一个地图工具。
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Ada](https://ada.example) - A compiler.
//! - [星图](https://map.example) - 地图工具。
//! ```
//!
//! ## Fix
//!
//! None: what is left needs a sentence of its own.

use crate::api::declaration::{Declaration, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::entries::support::description::{description, rendered_title};
use crate::entries::support::inlines::inlines_in;
use curate_document::normal_text::letters;
use curate_document::script::{is_cjk_letter, is_hangul};
use curate_document::{Document, Entry, Glyph, Link, Span};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::Document],
    yields_to: &["entries/glued", "entries/separator"],
    aliases: &["no-repeat-item-in-description"],
    ..Declaration::hint(
        include_str!("repeats_title.rs"),
        "a description that begins with the title",
        Make::plain(|_| Box::new(RepeatsTitle)),
    )
};

/// A shorter title, in letters, is as likely a word of the description.
const FEWEST_LETTERS: usize = 2;
/// This many descriptions that begin so, and one in this many of all, are the list's way of writing.
const FEWEST_SENTENCES: usize = 20;
const STYLE: usize = 6;

/// Words after a title that make it the subject of a sentence. Languages with cases or articles before names are not
/// among them; what is missing here is not reported.
#[rustfmt::skip]
const VERBS: [&str; 61] = [
    "is", "was", "are", "were", "has", "have", "had", "can", "could", "will", "does", "allows", "lets", "helps", "provides", "offers", "makes",
    "aims", "gives", "enables", "supports", "uses", "combines", "stands", "contains", "brings", "takes", "turns", "runs", "works", "comes",
    "ist", "sind", "kann", "hilft", "bietet", "est", "sont", "permet", "offre", "propose", "es", "son", "permite", "ofrece", "é", "oferece",
    "consente", "offre", "è", "jest", "pozwala", "je", "är", "er", "это", "позволяет", "является", "là", "adalah", "dir",
];
/// Words after a comma that say what the title is.
const ARTICLES: [&str; 19] = [
    "a", "an", "the", "formerly", "also", "un", "une", "le", "la", "el", "una", "um", "uma", "ein", "eine", "der",
    "die", "das", "il",
];
/// What follows a name of Han letters or kana where it is the subject.
#[rustfmt::skip]
const HAN_SUBJECT: [&str; 58] = [
    "是", "为", "為", "可以", "可用", "提供", "能", "支持", "支援", "允许", "允許", "使用", "采用", "採用", "利用", "帮", "幫", "让", "讓",
    "旨在", "正在", "会", "會", "将", "將", "已", "也", "就是", "有", "具有", "具备", "具備", "拥有", "擁有", "包含", "包括", "基于", "基於",
    "通过", "透過", "致力", "专注", "專注", "用于", "用於", "用来", "用來", "由", "来自", "來自", "内置", "适合", "適合",
    "は", "とは", "が", "、", "，",
];
/// Particles that mark a subject or topic in Korean.
const KOREAN_PARTICLES: [&str; 4] = ["은 ", "는 ", "이 ", "가 "];

struct RepeatsTitle;

impl Rule for RepeatsTitle {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let entries = || context.document.markdown_entries();
        let found: Vec<Repetition> = entries().filter_map(|entry| repetition(entry, context)).collect();
        let described = entries().filter(|entry| entry.link.is_some() && entry.description.is_some()).count();
        let sentences = found.iter().filter(|found| !found.is_whole).count();
        let is_style = sentences >= FEWEST_SENTENCES && sentences * STYLE >= described;
        for Repetition { finding, .. } in found.into_iter().filter(|found| found.is_whole || !is_style) {
            sink.report(finding);
        }
    }
}

/// A description that begins with its title.
struct Repetition {
    finding: Finding,
    /// Whether it says nothing else.
    is_whole: bool,
}

fn repetition(entry: &Entry, context: &Context<'_>) -> Option<Repetition> {
    let document = context.document;
    let (title, text) = (entry.title.filter(|_| entry.link.is_some())?, entry.description?);
    if !may_begin_with(document.text(text), document.text(title)) {
        return None;
    }
    let span = description(document, entry)?;
    let title = rendered_title(document, entry)?;
    let name = letters(&title);
    if name.chars().count() < FEWEST_LETTERS {
        return None;
    }
    let mut glyphs = Vec::new();
    document.push_glyphs(inlines_in(document, span), &mut glyphs);
    glyphs.retain(|glyph| span.contains(glyph.span));
    let end = end_of_name(&glyphs, &name)?;
    let rest: String = glyphs.iter().skip(end).map(|glyph| glyph.character).collect();
    // `Ahoy!` is a name with its mark.
    let tail = title.trim_end().rsplit(char::is_alphanumeric).next().unwrap_or("");
    let rest = rest.strip_prefix(tail).unwrap_or(&rest);
    let (first, last) = (glyphs.first()?, glyphs.get(end.checked_sub(1)?)?);
    if !is_subject(last.character, rest) {
        return None;
    }
    let is_whole = matches!(rest.trim(), "" | ".");
    if is_whole && is_owner(&glyphs, entry, document) {
        return None;
    }
    let message = if is_whole {
        text!("the description only repeats the title")
    } else {
        text!("the description begins with the title")
    };
    let help = text!("\"{title}\" stands right before it; say at once what it is", title = title.trim());
    let finding = Finding::at(Span::new(first.span.start, last.span.end), message).help(help);
    Some(Repetition { finding, is_whole })
}

/// Whether `glyphs`, all of what is said of `entry`, name who has it: `@name`, or a link to what its own URL is below.
fn is_owner(glyphs: &[Glyph], entry: &Entry, document: &Document) -> bool {
    let Some(first) = glyphs.first() else { return false };
    let url = |link: &Link| link.url.trim_end_matches('/').to_owned();
    let owner = first.link.and_then(|id| document.link(id)).map(url);
    let own = document.link_of(entry).map(url);
    first.character == '@'
        || owner
            .zip(own)
            .is_some_and(|(owner, own)| own.strip_prefix(&*owner).is_some_and(|rest| rest.starts_with('/')))
}

/// Whether `text` may begin with `title`, whatever stands between letters: which rules most descriptions out. Where
/// links, references or scripts other than ASCII come into it, only the first letters count.
fn may_begin_with(text: &str, title: &str) -> bool {
    let initial = |text: &str| text.chars().find(|character| character.is_alphanumeric())?.to_lowercase().next();
    if initial(title) != initial(text) {
        return false;
    }
    let is_plain = |byte: u8| byte.is_ascii() && !matches!(byte, b'&' | b'[' | b'<' | b'!' | b'`');
    let Some(beginning) = text.as_bytes().get(..title.len()) else { return true };
    if !title.bytes().chain(beginning.iter().copied()).all(is_plain) {
        return true;
    }
    let letters = |bytes: &[u8]| -> Vec<u8> {
        bytes.iter().filter(|byte| byte.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase).collect()
    };
    let (title, beginning) = (letters(title.as_bytes()), letters(beginning));
    title.starts_with(&beginning) || beginning.starts_with(&title)
}

/// How many glyphs spell `name`, in the form of [`letters`], from the first on.
fn end_of_name(glyphs: &[Glyph], name: &str) -> Option<usize> {
    let mut left = name;
    for (index, glyph) in glyphs.iter().enumerate() {
        if glyph.character.is_ascii() {
            if !glyph.character.is_ascii_alphanumeric() {
                continue;
            }
            left = left.strip_prefix(glyph.character.to_ascii_lowercase())?;
        } else {
            left = left.strip_prefix(&*letters(glyph.character.encode_utf8(&mut [0; 4])))?;
        }
        if left.is_empty() {
            return Some(index + 1);
        }
    }
    None
}

/// Whether a name that ends with `last` is the subject of what goes on with `rest`.
fn is_subject(last: char, rest: &str) -> bool {
    let Some(next) = rest.chars().next() else { return true };
    if is_hangul(last) && KOREAN_PARTICLES.iter().any(|particle| rest.starts_with(particle)) {
        return true;
    }
    let words = rest.trim_start();
    if HAN_SUBJECT.iter().any(|subject| words.starts_with(subject)) {
        return true;
    }
    if next.is_alphanumeric() && !(is_cjk_letter(next) && !is_cjk_letter(last)) {
        return false;
    }
    // `Ada, a compiler`, `Ada (a compiler)`, `Ada: a compiler`, `Ada - a compiler`; not `Ada-like`, `Ada.js`, `Ada++`.
    let mut characters = words.chars();
    let (mark, after) = (characters.next(), characters.next());
    let ends = |character: Option<char>| character.is_none_or(char::is_whitespace);
    match mark {
        None | Some('，' | '：' | '。') => true,
        // `星图（一个工具）的文档` is about the documentation.
        Some('（') => {
            let behind =
                words.find('）').and_then(|close| words.get(close + '）'.len_utf8()..)).unwrap_or("").trim_start();
            !behind.starts_with(['の', '的', '(', '（'])
        }
        Some(':' | '.' | '!' | ';') => ends(after),
        // `Humor, jokes and more` is a row of names, `Ada, a compiler` is not.
        Some(',') => {
            let word = words.trim_start_matches(',').split_whitespace().next().unwrap_or("");
            ARTICLES.contains(&word)
        }
        Some('-' | '–' | '—') => next.is_whitespace() && ends(after),
        // `ADA (a dull assembler) is …`, not `ADA (a dull assembler) parser`.
        Some('(') => {
            let behind = words.find(')').and_then(|close| words.get(close + 1..)).unwrap_or("");
            next.is_whitespace() && !behind.trim_start().starts_with(['(', '（']) && is_subject(last, behind)
        }
        _ => {
            let verb = words.split_whitespace().next().unwrap_or("");
            next.is_whitespace() && VERBS.contains(&verb)
        }
    }
}
