//! Which full stop descriptions end with, by what they are written in.

use curate_document::Document;
use curate_document::Span;
use curate_document::script::{LetterCounts, WritingSystem, is_han, is_kana};
use std::collections::BTreeMap;

/// This many full stops of one writing system show which one it has.
const OWN_SAMPLES: usize = 5;
/// This many are enough where no other is used.
const ONLY_SAMPLES: usize = 3;

/// How often full stops end descriptions, by the writing system of these.
#[derive(Clone, Debug, Default)]
pub(crate) struct FullStops {
    counts: BTreeMap<(WritingSystem, char), FullStopCount>,
}

/// How often a full stop ends descriptions of one writing system.
#[derive(Clone, Copy, Debug, Default)]
struct FullStopCount {
    /// After a letter of that writing system.
    own: usize,
    /// After anything: names and numbers too.
    all: usize,
}

impl FullStops {
    /// Counts `mark` at the end of a description in `writing_system`; `own` where it follows a letter of it.
    pub(crate) fn add(&mut self, writing_system: WritingSystem, mark: char, own: bool) {
        let count = self.counts.entry((writing_system, mark)).or_default();
        count.all += 1;
        count.own += usize::from(own);
    }

    /// The full stop to put after a description: the clear one, else the only one there is, else the one of the script.
    pub(crate) fn usual(&self, writing_system: WritingSystem) -> char {
        let only = || {
            let mut here = self.counts.iter().filter(|((system, _), _)| *system == writing_system);
            let ((_, mark), count) = here.next()?;
            (here.next().is_none() && count.all >= ONLY_SAMPLES).then_some(*mark)
        };
        let own = self.clear(writing_system, |count| count.own);
        own.or_else(only).unwrap_or_else(|| script_mark(writing_system))
    }

    /// The full stop that another one is held to: the clear one after letters, else the script's own where that is clear
    /// with what stands after names and numbers.
    pub(crate) fn expected(&self, writing_system: WritingSystem) -> Option<char> {
        let own = self.clear(writing_system, |count| count.own);
        let script = || self.clear(writing_system, |count| count.all);
        own.or_else(|| script().filter(|mark| *mark == script_mark(writing_system)))
    }

    /// The full stop that nearly all descriptions in `writing_system` have here, by `count`.
    fn clear(&self, writing_system: WritingSystem, count: fn(&FullStopCount) -> usize) -> Option<char> {
        let here = || self.counts.iter().filter(|((system, _), _)| *system == writing_system);
        let all: usize = here().map(|(_, counts)| count(counts)).sum();
        let ((_, mark), counts) = here().max_by_key(|(_, counts)| count(counts))?;
        (all >= OWN_SAMPLES && count(counts) * 10 >= all * 9).then_some(*mark)
    }
}

/// Whether `mark` ends sentences as a full stop does.
pub(crate) fn is_full_stop(mark: char) -> bool {
    matches!(mark, '.' | '。' | '．' | '｡' | '।' | '۔')
}

/// Whether `mark` is one of the script's own full stops, which is never wrong.
pub(crate) fn is_own(writing_system: WritingSystem, mark: char) -> bool {
    match writing_system {
        WritingSystem::Chinese | WritingSystem::Japanese => matches!(mark, '。' | '．' | '｡'),
        WritingSystem::Devanagari => mark == '।',
        WritingSystem::Arabic => matches!(mark, '.' | '۔'),
        _ => mark == '.',
    }
}

/// A full stop of the script's own that ends sentences within `text`, other than the usual one of most languages.
pub(crate) fn own_within(writing_system: WritingSystem, text: &str) -> Option<char> {
    text.chars().find(|character| *character != '.' && is_full_stop(*character) && is_own(writing_system, *character))
}

/// The full stop of the script.
fn script_mark(writing_system: WritingSystem) -> char {
    match writing_system {
        WritingSystem::Chinese | WritingSystem::Japanese => '。',
        WritingSystem::Devanagari => '।',
        _ => '.',
    }
}

/// Whether a letter of `writing_system` stands before `span`, so that no name or abbreviation of another script does.
pub(crate) fn follows_letter(writing_system: WritingSystem, span: Span, document: &Document) -> bool {
    let before = document.source().get(..span.start).and_then(|before| before.chars().next_back());
    let Some(last) = before.filter(|last| *last != '\n') else { return false };
    if matches!(writing_system, WritingSystem::Chinese | WritingSystem::Japanese) {
        return is_han(last) || is_kana(last);
    }
    let mut letters = LetterCounts::default();
    letters.add(last.encode_utf8(&mut [0; 4]));
    letters.writing_system() == Some(writing_system)
}
