//! Names and placeholders in code that a translation into a language of Latin letters translates.

use crate::parity::support::comparison::Comparison;
use crate::parity::support::slips::slips;
use curate_document::BlockKind;
use curate_document::alignment::page::{BlockPair, CodeText};
use curate_document::script::WritingSystem;
use std::collections::{BTreeMap, BTreeSet};

/// Words of programming languages, which nobody translates.
const OF_LANGUAGES: [&str; 8] = ["const", "let", "var", "function", "async", "await", "class", "import"];

/// Words behind which stands the name of what they declare.
const DECLARATIONS: [&str; 6] = ["const", "let", "var", "function", "def", "class"];

/// Which words of code two editions write in their own languages.
#[derive(Debug, Default)]
pub(crate) struct TranslatedNames<'d> {
    /// The words of all code of the source and of the translation; `None` where their letters tell names from code.
    known: Option<[BTreeSet<&'d str>; 2]>,
    /// What stands for what more than once.
    repeated: BTreeSet<[&'d str; 2]>,
}

impl<'d> TranslatedNames<'d> {
    /// Reads the code of both editions, of which `pairs` stand for each other.
    pub(crate) fn of(comparison: &Comparison<'d>, pairs: &[BlockPair]) -> Self {
        let editions = [comparison.other_edition, comparison.edition];
        if editions.iter().any(|edition| edition.writing_system != Some(WritingSystem::Latin)) {
            return Self::default();
        }
        let documents = [comparison.other, comparison.document];
        let known = documents.map(|document| -> BTreeSet<&'d str> {
            let blocks = document.blocks().iter().filter(|block| block.kind == BlockKind::Code);
            let lines = blocks.flat_map(|block| CodeText::of(document, block).lines);
            lines.flat_map(|line| line.words).collect()
        });
        let mut counts: BTreeMap<[&str; 2], usize> = BTreeMap::new();
        for pair in pairs {
            let Some((there, here)) = documents[0].block(pair.first).zip(documents[1].block(pair.second)) else {
                continue;
            };
            let [there, here] = [CodeText::of(documents[0], there).lines, CodeText::of(documents[1], here).lines];
            let lines = there.iter().zip(&here).filter(|(a, b)| a.words.len() == b.words.len());
            for (a, b) in lines.filter(|_| there.len() == here.len()).flat_map(|(a, b)| a.words.iter().zip(&b.words)) {
                if stem(a) != stem(b) {
                    *counts.entry([stem(a), stem(b)]).or_default() += 1;
                }
            }
        }
        let repeated = counts.into_iter().filter(|(_, count)| *count > 1).map(|(words, _)| words).collect();
        Self { known: Some(known), repeated }
    }

    /// Whether the words of two lines differ in translated names alone: not in what they begin with, in the number of words, flags,
    /// numbers, endings and addresses.
    pub(crate) fn are_all(&self, there: &[&str], here: &[&str]) -> bool {
        let Some(known) = &self.known else { return false };
        let is_one = |(at, (a, b)): (usize, (&&str, &&str))| {
            let is_repeated = || self.repeated.contains(&[stem(a), stem(b)]) && (at > 0 || is_compound(a));
            let is_declared = || {
                let before = at.checked_sub(1).and_then(|before| there.get(before));
                before.is_some_and(|before| DECLARATIONS.contains(before))
                    && !known[0].contains(b)
                    && slips(a, b) > SLIPS
            };
            a == b || (has_one_form(a, b) && (is_repeated() || (at > 0 && is_translated(a, b, known)) || is_declared()))
        };
        there.len() == here.len() && there.iter().zip(here).enumerate().all(is_one)
    }
}

/// Names that differ in more letters are no slip of the pen.
const SLIPS: usize = 2;
/// Words of commands and programs, which nobody translates into.
const COMMANDS: [&str; 52] = [
    "add", "apply", "async", "await", "branch", "build", "checkout", "class", "clean", "clone", "commit", "const",
    "create", "delete", "deploy", "dev", "diff", "disable", "down", "enable", "exec", "export", "fetch", "function",
    "get", "global", "import", "init", "install", "let", "list", "log", "login", "merge", "new", "prod", "pull",
    "push", "rebase", "remove", "reset", "restart", "run", "serve", "start", "stash", "status", "stop", "test", "up",
    "update", "var",
];

/// Whether a word is no command: it has capitals or is made of two.
fn is_compound(word: &str) -> bool {
    word.contains(|letter: char| letter.is_ascii_uppercase() || letter == '_')
}

/// A name without the letter or number that tells it from others: `functionA`.
fn stem(word: &str) -> &str {
    word.trim_end_matches(|last: char| last.is_ascii_uppercase() || last.is_ascii_digit())
}

/// Whether each part of a path `a` of the source is the part of `b`, or an altogether other word, neither of them known to the
/// other edition, as those of commands, keys and fields are.
fn is_translated(a: &str, b: &str, [theirs, mine]: &[BTreeSet<&str>; 2]) -> bool {
    let is_one = |(a, b): (&str, &str)| a == b || slips(a, b) > SLIPS;
    !mine.contains(a) && !theirs.contains(b) && a.split('/').zip(b.split('/')).all(is_one)
}

/// Whether two words have the form of one name: letters, with the same numbers, marks and ending, neither the end of the other
/// nor a word of the programming language.
fn has_one_form(a: &str, b: &str) -> bool {
    let is_name = |word: &str| {
        !word.starts_with('-') && !word.contains("://") && word.bytes().any(|byte| byte.is_ascii_alphabetic())
    };
    let form = |word: &str| -> String {
        word.chars().filter(|letter| !letter.is_alphabetic() && !matches!(letter, '-' | '_')).collect()
    };
    let ending = |word: &str| {
        let file = word.rsplit('/').next().unwrap_or(word);
        file.rsplit_once('.').map(|(_, ending)| ending.to_owned())
    };
    let is_command = COMMANDS.contains(&b) || OF_LANGUAGES.contains(&a);
    let [short, long] = if a.len() < b.len() { [a, b] } else { [b, a] };
    let is_part = long.to_ascii_lowercase().ends_with(&short.to_ascii_lowercase());
    !is_command && !is_part && is_name(a) && is_name(b) && form(a) == form(b) && ending(a) == ending(b)
}
