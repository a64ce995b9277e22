//! What of an MDX file is code and not markdown: imports and exports, tags of JSX, expressions in braces (mdxjs.com, "What is
//! MDX?"). Tags that are HTML too stay.

mod scanner;

use crate::model::Span;
use memchr::{memchr, memrchr};
use scanner::Scanner;

/// The code of `source`, which begins at `first`, in order and apart.
pub(super) fn code(source: &str, first: usize) -> Vec<Span> {
    let mut scanner = Scanner::new(source, first);
    scanner.scan();
    scanner.spans
}

/// `source` with `code` made harmless byte by byte, so that every place stays where it is: blanks where nothing else is on its
/// lines, letters between blanks elsewhere. Line endings stay.
pub(super) fn without_code(source: &str, code: &[Span]) -> String {
    let mut bytes = source.as_bytes().to_vec();
    for span in code {
        fill(&mut bytes, *span, |_| b' ');
    }
    let mut line = LineText::default();
    let mut sides = Vec::with_capacity(code.len());
    for span in code {
        let before = line.at(span.start, &bytes).first < span.start;
        let after = line.at(span.end, &bytes).last > span.end;
        sides.push((before, after));
    }
    for (span, (before, after)) in code.iter().zip(sides).filter(|(_, (before, after))| *before || *after) {
        let is_edge = |at: usize| (at == span.start && before) || (at + 1 == span.end && after);
        fill(&mut bytes, *span, |at| if is_edge(at) { b' ' } else { b'x' });
    }
    // Whole characters became ASCII.
    String::from_utf8(bytes).unwrap_or_else(|_| source.to_owned())
}

/// Puts what `of` gives for each place into `span`, but for line endings.
fn fill(bytes: &mut [u8], span: Span, of: impl Fn(usize) -> u8) {
    let part = bytes.get_mut(span.start..span.end).unwrap_or(&mut []);
    for (byte, at) in part.iter_mut().zip(span.start..).filter(|(byte, _)| !matches!(**byte, b'\n' | b'\r')) {
        *byte = of(at);
    }
}

/// Where the text of a line begins and ends; a line without text has it begin at its end, and end at its start.
#[derive(Clone, Copy, Default)]
struct LineText {
    start: usize,
    /// Excluded; that of the line ending.
    end: usize,
    first: usize,
    /// Excluded.
    last: usize,
}

impl LineText {
    /// The line of `bytes` that `offset` is in. Those of one line are found once where they are wanted one after the other.
    fn at(&mut self, offset: usize, bytes: &[u8]) -> Self {
        if self.end == 0 || !(self.start..=self.end).contains(&offset) {
            let start = memrchr(b'\n', bytes.get(..offset).unwrap_or(&[])).map_or(0, |at| at + 1);
            let rest = bytes.get(start..).unwrap_or(&[]);
            let text = rest.get(..memchr(b'\n', rest).unwrap_or(rest.len())).unwrap_or(&[]);
            let blank = text.len() - text.trim_ascii_start().len();
            let last = start + text.trim_ascii_end().len();
            *self = Self { start, end: start + text.len(), first: start + blank, last };
        }
        *self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<&str> {
        code(source, 0).into_iter().map(|span| source.get(span.start..span.end).expect("a place")).collect()
    }

    #[test]
    fn what_is_code() {
        for (source, expected) in [
            (
                "import {A} from './a'\nimport B from \"b\"\n\n# T\n",
                &["import {A} from './a'\nimport B from \"b\""][..],
            ),
            ("import is a word\n\nexport of goods\n", &[]),
            ("Text\nimport {A} from 'a'\n", &["{A}"]),
            (
                "export const a = {\n  b: '(',\n\n  c: [1],\n}\n\nText\n",
                &["export const a = {\n  b: '(',\n\n  c: [1],\n}"],
            ),
            ("export const a = {\n\nText\n", &["export const a = {"]),
            (
                "<Tabs>\n<Tab label=\"a > b\">\n\ntext\n</Tab>\n</Tabs>\n",
                &["<Tabs>", "<Tab label=\"a > b\">", "</Tab>", "</Tabs>"],
            ),
            ("<a href=\"x\">b</a> <img src={c} /> <>d</> <x.y/>\n", &["<img src={c} />", "<>", "</>", "<x.y/>"]),
            ("{/* why */} {a + {b: 1}.b} \\{no} `{no}` ``{`no}``\n", &["{/* why */}", "{a + {b: 1}.b}"]),
            ("## T {#id}\n\n- ```js\n  {no}\n  ```\n  {yes}\n", &["{yes}"]),
            ("1 < 2 <https://a.example> <a@b.example> <3 {open\n", &[]),
            (
                "<Card\n  on={() => a > b}\n  title='c'\n>\n  text\n</Card>",
                &["<Card\n  on={() => a > b}\n  title='c'\n>", "</Card>"],
            ),
        ] {
            assert_eq!(found(source), expected, "{source:?}");
        }
    }

    #[test]
    fn what_is_left_is_as_long() {
        for (source, expected) in [
            ("<Tab>\n  <A>é</A>\n</Tab>\n", "     \n  xx é xxx\n      \n"),
            ("<A><B/>\n{\n}\n", "       \n \n \n"),
            ("a {b} c{d}\n", "a  x  c xx\n"),
            ("import a from 'b'\r\n\r\nc\r\n", "                 \r\n\r\nc\r\n"),
        ] {
            let left = without_code(source, &code(source, 0));
            assert_eq!((left.as_str(), left.len()), (expected, source.len()));
        }
    }

    #[test]
    fn hostile_files() {
        for one in [
            "{",
            "<a ",
            "<a '",
            "`",
            "<A {",
            "export const a = (\n\n",
            "export const a = {",
            "<a b='{",
            "``{`",
            "\\",
            "{}<A>",
        ] {
            let source = one.repeat(200_000 / one.len());
            assert_eq!(without_code(&source, &code(&source, 0)).len(), source.len());
        }
    }
}
