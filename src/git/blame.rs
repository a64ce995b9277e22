//! When the lines of a file last changed.

use std::collections::HashMap;

/// The commits that the lines of a file are from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blame {
    /// The commits: their names, and when they were made, in seconds since 1970; `None` for what is not committed.
    pub commits: Vec<(String, Option<i64>)>,
    /// For each line the commit's place in `commits`.
    pub lines: Vec<usize>,
}

impl Blame {
    /// Reads what `git blame --porcelain` prints: before each line its commit's name, and, where a commit is named for
    /// the first time, what is known of it.
    pub(super) fn parse(output: &[u8]) -> Self {
        let mut blame = Self::default();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut current = None;
        for line in output.split(|byte| *byte == b'\n') {
            if line.first() == Some(&b'\t') {
                blame.lines.extend(current.take());
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
    }
}
