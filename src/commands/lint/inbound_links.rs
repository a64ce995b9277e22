//! Whether a text may link to a heading of one of some files, told from its bytes: only such a text is worth parsing.

use std::collections::BTreeSet;
use std::ops::Bound;
use std::path::PathBuf;

/// The names of files that links may lead to.
pub struct FileNames {
    /// The bytes of each name, last one first.
    reversed: BTreeSet<Vec<u8>>,
}

impl FileNames {
    /// The names of the files at `paths`.
    pub fn of<'a>(paths: impl Iterator<Item = &'a PathBuf>) -> Self {
        let names = paths.filter_map(|path| path.file_name());
        Self { reversed: names.map(|name| name.as_encoded_bytes().iter().rev().copied().collect()).collect() }
    }

    /// Whether a name stands before a `#` in `text`: as it is, percent-encoded or escaped as markdown allows it, with a
    /// query between them or without. Names that are in longer ones count too.
    pub fn are_linked_in(&self, text: &str) -> bool {
        let before = |(at, _): (usize, &str)| text.as_bytes().get(..at).unwrap_or_default();
        text.match_indices('#').map(before).any(|before| self.end(before) || self.end(without_query(before)))
    }

    /// Whether `bytes` end with a name.
    fn end(&self, bytes: &[u8]) -> bool {
        let mut read = Vec::new();
        let mut rest = bytes;
        while let Some((byte, before)) = last_byte(rest) {
            // Nearly always this ends at once: what stands before a `#` is seldom the end of a name.
            if read.is_empty() && self.first_after(&[byte]).is_none_or(|name| name.first() != Some(&byte)) {
                return false;
            }
            read.push(byte);
            rest = before;
            match self.first_after(&read) {
                Some(name) if *name == read => return true,
                Some(name) if name.starts_with(&read) => {}
                _ => return false,
            }
        }
        false
    }

    /// The first of the reversed names that is `read` or comes after it: one that begins with it, where there is one.
    fn first_after(&self, read: &[u8]) -> Option<&Vec<u8>> {
        self.reversed.range::<[u8], _>((Bound::Included(read), Bound::Unbounded)).next()
    }
}

/// The last byte of an address, its encoding undone, with what comes before it.
fn last_byte(bytes: &[u8]) -> Option<(u8, &[u8])> {
    if let [before @ .., b'%', high, low] = bytes
        && let (Some(high), Some(low)) = (digit(*high), digit(*low))
    {
        return Some((high * 16 + low, before));
    }
    if let Some(before) = bytes.strip_suffix(b"&amp;") {
        return Some((b'&', before));
    }
    let (last, before) = bytes.split_last()?;
    let before = if last.is_ascii_punctuation() { before.strip_suffix(b"\\").unwrap_or(before) } else { before };
    Some((*last, before))
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// `bytes` up to the query that they end with; nothing where they end with none.
fn without_query(bytes: &[u8]) -> &[u8] {
    let ends = |byte: &&u8| byte.is_ascii_whitespace() || matches!(byte, b'?' | b'#' | b'<' | b'>' | b'"');
    let length = bytes.iter().rev().take_while(|byte| !ends(byte)).count();
    match bytes.get(..bytes.len() - length) {
        Some([before @ .., b'?']) => before,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(paths: &[&str]) -> FileNames {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        FileNames::of(paths.iter())
    }

    #[test]
    fn addresses_of_headings() {
        let names = names(&["/a/README.md", "/a/灯.md", "/a/two words.md", "/a/x_1.md", "/a/b&c.md"]);
        for text in [
            "[a](README.md#way)",
            "[a]: <../README.md#way>",
            "<a href=README.md#way>",
            "https://github.com/a/b/blob/main/README.md?plain=1#way",
            "[a](README%2Emd#way)",
            "[a](R%45ADME.md#way)",
            "[a](README\\.md#way)",
            "[a](x\\_1.md#way)",
            "[a](x%5f1.md#way)",
            "[a](b&c.md#way) or [a](b&amp;c.md#way)",
            "[a](b&amp;c.md#way)",
            "[a](灯.md#way)",
            "[a](%E7%81%AF.md#way)",
            "[a](%e7%81%af.md#way)",
            "[a](<two words.md#way>)",
            "[a](two%20words.md#way)",
            "# One\n\n## Two\n\n[b](other.md#x) [a](README.md#way)",
        ] {
            assert!(names.are_linked_in(text), "{text}");
        }
        for text in [
            "",
            "#",
            "# README.md\n\nSee README.md.\n\n## Two\n",
            "[a](README.md)\n\n# Next",
            "[a](README.md) #1",
            "[a](README.mdx#way)",
            "[a](README.md/#way)",
            "[a](README.md?a b#way)",
            "[a](readme.md#way)",
            "[a](two  words.md#way)",
            "words.md#way",
            "%#way %2#way d%#way",
        ] {
            assert!(!names.are_linked_in(text), "{text}");
        }
    }

    #[test]
    fn names_in_names() {
        let names = names(&["b.md", "ab.md", "cab.md"]);
        for text in ["b.md#x", "ab.md#x", "cab.md#x", "zab.md#x"] {
            assert!(names.are_linked_in(text), "{text}");
        }
        assert!(!names.are_linked_in("c.md#x"));
        assert!(!FileNames::of([].iter()).are_linked_in("a.md#x"));
    }
}
