//! When the lines of a file last changed.

use std::collections::HashMap;

/// The commits that the lines of a file are from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Blame {
    /// The commits: their names, and when they were made, in seconds since 1970; `None` for what is not committed.
    pub commits: Vec<(String, Option<i64>)>,
    /// For each line the commit's place in `commits`.
    pub lines: Vec<usize>,
    /// The lines, without white space.
    texts: Vec<String>,
}

impl Blame {
    /// Reads what `git blame --porcelain` prints: before each line its commit's name, and, where a commit is named for
    /// the first time, what is known of it.
    pub(crate) fn parse(output: &[u8]) -> Self {
        let mut blame = Self::default();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut current = None;
        for line in output.split(|byte| *byte == b'\n') {
            if line.first() == Some(&b'\t') {
                if let Some(place) = current.take() {
                    blame.lines.push(place);
                    blame.texts.push(without_blanks(&String::from_utf8_lossy(line)));
                }
                continue;
            }
            if line.is_empty() && current.is_none() {
                continue;
            }
            let text = String::from_utf8_lossy(line);
            let (word, rest) = text.split_once(' ').unwrap_or((&text, ""));
            match current {
                None if word.is_empty() => {}
                None => {
                    let place = *places.entry(word.to_owned()).or_insert_with(|| {
                        blame.commits.push((word.to_owned(), None));
                        blame.commits.len() - 1
                    });
                    current = Some(place);
                }
                Some(place) if word == "committer-time" => {
                    if let Some((name, time)) = blame.commits.get_mut(place) {
                        let is_committed = name.bytes().any(|byte| byte != b'0');
                        *time = rest.parse().ok().filter(|_| is_committed);
                    }
                }
                Some(_) => {}
            }
        }
        blame
    }

    /// The same of `now`, which the text has become since: a line that was there keeps its commit, wherever it is; the
    /// others are in no commit.
    pub(crate) fn of_text(mut self, now: &str) -> Self {
        let texts: Vec<String> = now.strip_suffix('\n').unwrap_or(now).split('\n').map(without_blanks).collect();
        if now.is_empty() || texts == self.texts {
            return self;
        }
        // Those of its occurrences that were not found again, the last one first.
        let mut known: HashMap<&str, Vec<usize>> = HashMap::new();
        for (text, place) in self.texts.iter().zip(&self.lines).rev() {
            known.entry(text).or_default().push(*place);
        }
        self.commits.push(("0".repeat(40), None));
        let new = self.commits.len() - 1;
        let place = |text: &String| known.get_mut(text.as_str()).and_then(Vec::pop).unwrap_or(new);
        self.lines = texts.iter().map(place).collect();
        self.texts = texts;
        self
    }
}

fn without_blanks(line: &str) -> String {
    line.chars().filter(|character| !character.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn porcelain() {
        let output = b"aa11 1 1 2\nauthor A\ncommitter-time 100\nsummary \xff\nfilename README.md\n\tone\naa11 2 2\n\tcommitter-time 7\n0000 3 3 1\ncommitter-time 900\nfilename README.md\n\t\naa11 9 4 1\n\tfour\n";
        let blame = Blame::parse(output);
        assert_eq!(blame.commits, [("aa11".to_owned(), Some(100)), ("0000".to_owned(), None)]);
        assert_eq!(blame.lines, [0, 0, 1, 0]);
        let now = blame.of_text("four\n  o n e\r\nnew\none\n");
        assert_eq!(now.lines, [0, 0, 2, 2]);
        assert_eq!(now.commits.get(2), Some(&("0".repeat(40), None)));
    }
}
