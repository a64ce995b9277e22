//! Goes once through an MDX file and finds its code.

use crate::model::Span;
use memchr::memchr;

/// The most bytes of one tag, one expression, one import or export, or one code span.
const LONGEST: usize = 64 * 1024;
/// So many things that are never closed are looked for their ends; what comes after them is text.
const MOST_UNCLOSED: usize = 64;

/// A walk through the source.
pub(super) struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Whether the line before is blank, is code, or is not there: a statement may begin.
    may_state: bool,
    unclosed: usize,
    /// What was found, in order.
    pub(super) spans: Vec<Span>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(source: &'a str, first: usize) -> Self {
        Self { bytes: source.as_bytes(), at: first, may_state: true, unclosed: 0, spans: Vec::new() }
    }

    /// Finds all code.
    pub(super) fn scan(&mut self) {
        while self.at < self.bytes.len() {
            self.line();
        }
    }

    /// Goes from the start of a line to that of another one.
    fn line(&mut self) {
        let line = self.line_at(self.at);
        if line.trim_ascii().is_empty() {
            self.at += line.len();
            self.may_state = true;
            return;
        }
        if let Some(end) = self.fence(line) {
            (self.at, self.may_state) = (end, true);
            return;
        }
        if self.may_state && is_statement(line) {
            let end = self.statement_end();
            self.add(Span::new(self.at, end));
            self.at = self.next_line(end);
            return;
        }
        self.may_state = false;
        self.text();
    }

    /// Goes through text, up to the start of the next line.
    fn text(&mut self) {
        while let Some(byte) = self.bytes.get(self.at).copied() {
            let (end, is_code) = match byte {
                b'\n' => {
                    self.at += 1;
                    return;
                }
                b'\\' if self.bytes.get(self.at + 1) != Some(&b'\n') => (Some(self.at + 2), false),
                b'`' => (Some(self.code_span_end()), false),
                b'{' if self.bytes.get(self.at + 1) != Some(&b'#') => (self.braces(self.at), true),
                b'<' => self.tag(self.at).map_or((None, false), |(end, is_code)| (Some(end), is_code)),
                _ => (None, false),
            };
            let start = self.at;
            self.at = end.unwrap_or(self.at + 1);
            if is_code && end.is_some() {
                self.add(Span::new(start, self.at));
            }
        }
    }

    fn add(&mut self, span: Span) {
        self.spans.push(span);
    }

    /// The line at `start` with its ending.
    fn line_at(&self, start: usize) -> &'a [u8] {
        self.bytes.get(start..self.next_line(start)).unwrap_or(&[])
    }

    fn next_line(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or(&[]);
        from + memchr(b'\n', rest).map_or(rest.len(), |at| at + 1)
    }

    /// Where the fenced code ends that `line`, at hand, opens.
    fn fence(&self, line: &[u8]) -> Option<usize> {
        let (mark, length) = fence_marks(line)?;
        let mut at = self.at + line.len();
        while at < self.bytes.len() {
            let line = self.line_at(at);
            at += line.len();
            let closes = fence_marks(line).is_some_and(|(other, count)| other == mark && count >= length);
            let is_bare = line.iter().all(|byte| *byte == mark || byte.is_ascii_whitespace() || *byte == b'>');
            if closes && is_bare {
                break;
            }
        }
        Some(at)
    }

    /// Where the code span ends whose backticks begin here; behind the backticks where nothing closes them.
    fn code_span_end(&mut self) -> usize {
        let ticks = |at: usize| self.bytes.get(at..).unwrap_or(&[]).iter().take_while(|byte| **byte == b'`').count();
        let open = ticks(self.at);
        let mut at = self.at + open;
        let limit = self.limit(at);
        while at < limit {
            match self.bytes.get(at) {
                Some(b'`') => {
                    let count = ticks(at);
                    at += count;
                    if count == open {
                        return at;
                    }
                }
                Some(b'\n') if self.line_at(at + 1).trim_ascii().is_empty() => break,
                _ => at += 1,
            }
        }
        self.unclosed += 1;
        self.at + open
    }

    /// Up to where the end is looked for of what begins at `from`.
    fn limit(&self, from: usize) -> usize {
        if self.unclosed < MOST_UNCLOSED { self.bytes.len().min(from + LONGEST) } else { from }
    }

    /// Where the braces close that open at `from`.
    fn braces(&mut self, from: usize) -> Option<usize> {
        let mut depth = 0_usize;
        let limit = self.limit(from);
        for (at, byte) in self.bytes.iter().enumerate().take(limit).skip(from) {
            match byte {
                b'{' => depth += 1,
                b'}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(at + 1);
            }
        }
        self.unclosed += 1;
        None
    }

    /// Where the tag ends that the `<` at `from` opens, and whether HTML does not have it.
    fn tag(&mut self, from: usize) -> Option<(usize, bool)> {
        let name_start = from + 1 + usize::from(self.bytes.get(from + 1) == Some(&b'/'));
        let rest = self.bytes.get(name_start..).unwrap_or(&[]);
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(byte)).count();
        let name = rest.get(..length).unwrap_or(&[]);
        if !name.first().is_none_or(u8::is_ascii_alphabetic) {
            return None;
        }
        if name.is_empty() {
            // `<>` and `</>` hold what has no element.
            return (rest.first() == Some(&b'>')).then_some((name_start + 1, true));
        }
        let is_component = name.iter().any(|byte| byte.is_ascii_uppercase() || *byte == b'.');
        let mut at = name_start + length;
        let mut has_braces = false;
        if !matches!(self.bytes.get(at), Some(b' ' | b'\t' | b'\n' | b'\r' | b'/' | b'>' | b'{')) {
            return None;
        }
        let limit = self.limit(from);
        while at < limit {
            match self.bytes.get(at).copied()? {
                b'>' => return Some((at + 1, is_component || has_braces)),
                b'<' => break,
                b'{' => {
                    has_braces = true;
                    at = self.braces(at)?;
                }
                quote @ (b'"' | b'\'') => {
                    let value = self.bytes.get(at + 1..limit).unwrap_or(&[]);
                    let Some(length) = memchr(quote, value) else { break };
                    at += length + 2;
                }
                _ => at += 1,
            }
        }
        self.unclosed += 1;
        None
    }

    /// Where the import or export ends that begins here: before a blank line that no bracket of it is open at, or at the end.
    fn statement_end(&mut self) -> usize {
        let mut depth = 0_i64;
        let mut first_gap = None;
        let mut at = self.at;
        let limit = self.limit(at);
        loop {
            let line = self.line_at(at);
            if line.trim_ascii().is_empty() {
                first_gap = first_gap.or(Some(at));
                if depth <= 0 || at >= limit {
                    break;
                }
            }
            depth += balance(line);
            at += line.len();
        }
        if depth > 0 && at < self.bytes.len() {
            self.unclosed += 1;
        }
        let end = if depth > 0 { first_gap.unwrap_or(at) } else { at };
        let text = self.bytes.get(self.at..end).unwrap_or(&[]);
        self.at + text.trim_ascii_end().len()
    }
}

/// The marks of the fence that `line` begins with, behind blanks, markers of quotes and one of an item.
fn fence_marks(line: &[u8]) -> Option<(u8, usize)> {
    let is_before = |byte: &&u8| byte.is_ascii_whitespace() || matches!(**byte, b'>' | b'-' | b'*' | b'+');
    let skipped = line.iter().take_while(is_before).count();
    let rest = line.get(skipped..)?;
    let mark = *rest.first().filter(|byte| matches!(**byte, b'`' | b'~'))?;
    let count = rest.iter().take_while(|byte| **byte == mark).count();
    let info = rest.get(count..).unwrap_or(&[]);
    (count >= 3 && (mark == b'~' || !info.contains(&b'`'))).then_some((mark, count))
}

/// Whether `line` begins a statement of JavaScript that MDX has.
fn is_statement(line: &[u8]) -> bool {
    let begins = |word: &[u8], next: &[u8]| {
        line.strip_prefix(word).and_then(|rest| rest.first()).is_some_and(|byte| next.contains(byte))
    };
    begins(b"import", b" {\"'*") && (line.contains(&b'"') || line.contains(&b'\'') || line.contains(&b'{'))
        || begins(b"export", b" {*")
            && [&b"const "[..], b"let ", b"var ", b"function", b"async ", b"class ", b"default ", b"{", b"*"]
                .iter()
                .any(|word| line.strip_prefix(b"export").unwrap_or(line).trim_ascii_start().starts_with(word))
}

/// How many more brackets of JavaScript `line` opens than it closes; those in texts on one line do not count.
fn balance(line: &[u8]) -> i64 {
    let (mut depth, mut quote) = (0, None);
    let mut before = 0;
    for byte in line {
        match (quote, byte) {
            (Some(open), byte) if *byte == open && before != b'\\' => quote = None,
            (None, b'"' | b'\'') => quote = Some(*byte),
            (None, b'(' | b'[' | b'{') => depth += 1,
            (None, b')' | b']' | b'}') => depth -= 1,
            _ => {}
        }
        before = *byte;
    }
    depth
}
