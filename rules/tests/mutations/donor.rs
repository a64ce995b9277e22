//! Words of a page, to be put where others stood.

use curate_document::{BlockKind, Document, InlineKind, Span};

/// Runs of prose without names, numbers and punctuation.
pub struct Donor<'a> {
    document: &'a Document,
    pub runs: Vec<Span>,
    next: usize,
}

/// The fewest letters of a run.
const LETTERS: usize = 8;

impl<'a> Donor<'a> {
    pub fn of(document: &'a Document) -> Self {
        let mut runs = Vec::new();
        for block in document.blocks().iter().filter(|block| block.kind == BlockKind::Paragraph) {
            let inlines = &document.inlines()[block.inlines.0 as usize..block.inlines.1 as usize];
            for inline in inlines.iter().filter(|inline| inline.kind == InlineKind::Text && inline.link.is_none()) {
                runs.extend(longest_run(document, inline.span));
            }
        }
        Self { document, runs, next: 0 }
    }

    /// The next words, the same ones again after the last.
    pub fn words(&mut self) -> Option<String> {
        let span = *self.runs.get(self.next % self.runs.len().max(1))?;
        self.next += 1;
        Some(self.document.text(span).trim().to_owned())
    }
}

/// The longest run of words of one script: of a Latin text those after a first small letter, of others without Latin letters.
fn longest_run(document: &Document, span: Span) -> Option<Span> {
    let text = document.text(span);
    let is_latin =
        text.chars().filter(char::is_ascii_alphabetic).count() * 2 > text.chars().filter(|c| c.is_alphabetic()).count();
    let is_word = |letter: char| {
        let is_mark = ('\u{300}'..'\u{370}').contains(&letter)
            || matches!(letter, '\u{900}'..='\u{DFF}' | '\u{E00}'..='\u{E7F}' | '\u{200C}');
        letter == ' ' || is_mark || (letter.is_alphabetic() && (is_latin || !letter.is_ascii()))
    };
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), '.')]) {
        match (start, is_word(letter)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                runs.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    let trimmed = runs.into_iter().map(|(from, end)| {
        let run = &text[from..end];
        let skipped = if is_latin && !run.starts_with(' ') { run.find(' ').unwrap_or(run.len()) } else { 0 };
        let inner = run[skipped..].trim();
        let from = from + skipped + (run[skipped..].len() - run[skipped..].trim_start().len());
        (from, from + inner.len())
    });
    let has_no_name = |(from, end): &(usize, usize)| !is_latin || !text[*from..*end].contains(char::is_uppercase);
    let (from, end) = trimmed.filter(has_no_name).max_by_key(|(from, end)| end - from)?;
    let letters = text[from..end].chars().filter(|letter| letter.is_alphabetic()).count();
    (letters >= LETTERS).then(|| Span::new(span.start + from, span.start + end))
}
