//! Code in sentences, and what of it is nearly the same.

use crate::parity::support::code_difference::is_one_path;
use crate::parity::support::slips::slips;
use curate_document::alignment::page::Regions;
use curate_document::{Document, InlineKind, Span};
use std::collections::BTreeSet;

/// The code in the sentences of a document.
pub(crate) struct CodeSpans {
    /// By part of the document, each in order with what it renders.
    by_region: Vec<Vec<(String, Span)>>,
    /// All that is in it.
    known: BTreeSet<String>,
}

impl CodeSpans {
    /// Reads `document`, which is on `side` (0 or 1) of `regions`.
    pub(crate) fn of(document: &Document, side: usize, regions: &Regions) -> Self {
        let mut all = Self { by_region: vec![Vec::new(); regions.pairs().len()], known: BTreeSet::new() };
        for (id, block) in document.leaves() {
            let code = document.inlines_of(id).iter().filter(|inline| inline.kind == InlineKind::Code);
            for inline in code {
                let text = document.rendered_inline(inline).into_owned();
                let region = regions.index(side, block.section).and_then(|region| all.by_region.get_mut(region));
                all.known.insert(text.clone());
                if let Some(region) = region {
                    region.push((text, inline.span));
                }
            }
        }
        all
    }

    /// What is in the part called `region`, in order.
    pub(crate) fn in_region(&self, region: usize) -> &[(String, Span)] {
        self.by_region.get(region).map_or(&[], Vec::as_slice)
    }

    /// Whether `text` is anywhere.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.known.contains(text)
    }
}

/// Shorter names of files than this, in bytes, are not alike where they differ.
const TELLING_NAME: usize = 6;
/// Names that differ in more letters are two.
const SLIPS: usize = 2;

/// Whether two pieces of code are meant to be one: they differ in the number of a version, in a word of a command, or in the ending or
/// a letter or two of the name of a file. Where both editions are written in Latin letters (`is_latin`), a word of a command that is
/// altogether another one is taken for a translated argument.
pub(crate) fn are_nearly_same(first: &str, second: &str, is_latin: bool) -> bool {
    let is_plain = |text: &str| {
        text.is_ascii()
            && !["your", "xxx", "example", "<", "path/to", "{{", "->"].iter().any(|part| text.contains(part))
    };
    if !is_plain(first) || !is_plain(second) || is_one_path(first, second) {
        return false;
    }
    are_versions(first, second) || are_commands(first, second, is_latin) || are_files(first, second)
}

fn are_versions(first: &str, second: &str) -> bool {
    let mask = |text: &str| -> String {
        let digits = text.split(|character: char| !character.is_ascii_digit() && character != '.');
        let plain = digits.clone().filter(|part| part.bytes().any(|byte| byte.is_ascii_digit()));
        plain.fold(text.to_owned(), |masked, part| masked.replacen(part.trim_matches('.'), "#", 1))
    };
    let is_version = |text: &str| {
        let bytes = text.as_bytes();
        let has_dot =
            bytes.windows(3).any(|part| matches!(part, [a, b'.', c] if a.is_ascii_digit() && c.is_ascii_digit()));
        let is_date = bytes.len() >= 8
            && bytes.iter().all(|byte| byte.is_ascii_digit() || b"-/.: ".contains(byte))
            && bytes.iter().take(4).all(u8::is_ascii_digit);
        let is_marked = bytes.windows(2).any(|part| matches!(part, [b'v' | b'@', digit] if digit.is_ascii_digit()));
        (has_dot || is_marked) && !is_date
    };
    is_version(first) && is_version(second) && mask(first) == mask(second)
}

/// Words that begin a line of a program, whose names may be translated.
const STATEMENTS: [&str; 12] =
    ["except", "await", "async", "return", "import", "from", "def", "class", "if", "for", "const", "let"];

fn are_commands(first: &str, second: &str, is_latin: bool) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split_whitespace().map(|word| word.trim_matches(['"', '\'']).to_owned()).collect()
    };
    let (mine, theirs) = (words(first), words(second));
    let is_command = |words: &[String]| {
        words.len() > 1
            && words.first().is_some_and(|name| {
                name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte == b'.' || byte == b'/')
            })
    };
    let is_statement = mine.first().is_some_and(|first| STATEMENTS.contains(&first.as_str()));
    if is_statement || mine == theirs {
        return false;
    }
    let same = mine.iter().zip(&theirs).filter(|(a, b)| a == b).count();
    let is_translated =
        |a: &str, b: &str| is_latin && !(a.starts_with('-') || b.starts_with('-')) && slips(a, b) > SLIPS;
    is_command(&mine)
        && is_command(&theirs)
        && mine.first() == theirs.first()
        && mine.len() == theirs.len()
        && 2 * same >= mine.len()
        && !mine.iter().zip(&theirs).any(|(a, b)| is_translated(a, b))
}

fn are_files(first: &str, second: &str) -> bool {
    let split = |text: &str| -> Option<(String, String)> {
        let (stem, ending) = text.rsplit_once('.')?;
        let is_ending = (1..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphabetic());
        (is_ending && !stem.is_empty() && !text.contains([' ', '(', ':'])).then(|| (stem.to_owned(), ending.to_owned()))
    };
    let (Some((stem, ending)), Some((other, other_ending))) = (split(first), split(second)) else { return false };
    (stem == other && ending != other_ending)
        || (ending == other_ending && stem.len().min(other.len()) >= TELLING_NAME && slips(&stem, &other) <= SLIPS)
}
