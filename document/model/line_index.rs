//! The lines of a source, and columns on them.

use super::span::Span;
use memchr::memchr2_iter;
use std::sync::OnceLock;

/// The lines of a source: where each begins. `\n`, `\r\n` and a lone `\r` end a line (CommonMark 2.1).
#[derive(Clone, Debug, Default)]
pub struct LineIndex {
    /// Sources are far smaller than 4 GiB ([`crate::LARGEST_SOURCE`]).
    starts: Vec<u32>,
    length: usize,
    /// How many characters begin before each [`STEP`] bytes of the source; found for the first column on a long line.
    characters: OnceLock<Vec<usize>>,
}

/// In so many bytes, characters are counted anew for every column.
const STEP: usize = 256;

impl LineIndex {
    /// Finds the line starts of `source`.
    pub fn of(source: &str) -> Self {
        let bytes = source.as_bytes();
        let mut starts = vec![0];
        for index in memchr2_iter(b'\n', b'\r', bytes) {
            let is_split = bytes.get(index) == Some(&b'\r') && bytes.get(index + 1) == Some(&b'\n');
            if !is_split {
                starts.push((index + 1) as u32);
            }
        }
        starts.shrink_to_fit();
        Self { starts, length: bytes.len(), characters: OnceLock::new() }
    }

    /// How many lines there are; a source that ends in a line ending has an empty last line.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The 1-based line that holds the byte at `offset`.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start as usize <= offset)
    }

    /// The bytes of the 1-based `line`, its line ending included; empty when there is no such line.
    pub fn span(&self, line: usize) -> Span {
        let begin = |index: usize| self.starts.get(index).map_or(self.length, |start| *start as usize);
        let start = line.checked_sub(1).map_or(self.length, begin);
        let end = begin(line);
        Span::new(start, end)
    }

    /// The bytes of the 1-based `line` without its line ending.
    pub fn content(&self, line: usize, source: &str) -> Span {
        let span = self.span(line);
        let text = source.get(span.start..span.end).unwrap_or("");
        Span::new(span.start, span.start + text.trim_end_matches(['\n', '\r']).len())
    }

    /// The 1-based column of `offset` on its line, counted in characters.
    pub fn column_of(&self, offset: usize, source: &str) -> usize {
        let start = self.span(self.line_of(offset)).start;
        let Some(before) = source.get(start..offset) else { return 1 };
        if before.len() <= STEP {
            return before.chars().count() + 1;
        }
        self.characters_before(offset, source) - self.characters_before(start, source) + 1
    }

    /// How many characters begin before `offset`.
    fn characters_before(&self, offset: usize, source: &str) -> usize {
        let begun = |bytes: &[u8]| bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        let steps = self.characters.get_or_init(|| {
            let counts = source.as_bytes().chunks(STEP).scan(0, |sum, chunk| {
                let before = *sum;
                *sum += begun(chunk);
                Some(before)
            });
            counts.collect()
        });
        let step = (offset / STEP).min(steps.len().saturating_sub(1));
        let rest = source.as_bytes().get(step * STEP..offset).unwrap_or(&[]);
        steps.get(step).copied().unwrap_or(0) + begun(rest)
    }
}
