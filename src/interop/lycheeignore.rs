//! `.lycheeignore`: URLs that another link checker was told to leave alone, a regular expression on each line.

use crate::interop::link_checker_settings::listed;
use crate::interop::nearest::NearestSettings;
use crate::workspace::patterns::{MOST_EXPRESSIONS, expression};
use crate::workspace::regular_file::{FileError, bytes_within};
use curate_rules::{Text, plural, text};
use regex::Regex;
use std::path::Path;
use std::sync::Arc;

const NAME: &str = ".lycheeignore";
/// The largest file that is read, in bytes.
const SIZE_CAP: u64 = 256 * 1024;

/// What one such file says.
#[derive(Debug, Default)]
pub(crate) struct LycheeIgnore {
    /// The patterns.
    pub patterns: Vec<Regex>,
    /// What is taken over and what is not, on one line; `None` where nothing has to be said.
    pub notice: Option<Text>,
}

/// The files from a folder up, each read at most once.
#[derive(Debug, Default)]
pub(crate) struct LycheeIgnores {
    nearest: NearestSettings<LycheeIgnore>,
}

impl LycheeIgnores {
    /// The nearest file up to `root` for the file at `path`.
    pub(crate) fn of(&mut self, path: &Path, root: &Path) -> Option<Arc<LycheeIgnore>> {
        self.nearest.of(path, root, |folder| read(folder, root))
    }
}

fn read(folder: &Path, root: &Path) -> Option<Arc<LycheeIgnore>> {
    let path = folder.join(NAME);
    let shown = path.strip_prefix(root).unwrap_or(&path).display().to_string();
    let text = match bytes_within(&path, root, SIZE_CAP) {
        Ok(bytes) => String::from_utf8(bytes).ok(),
        Err(FileError::TooLarge(_) | FileError::Io(_)) => None,
        Err(_) => return None,
    };
    let unreadable = || LycheeIgnore {
        notice: Some(text!(
            "{shown}: is not a text of at most {most} KiB; it is left out",
            shown = &shown,
            most = SIZE_CAP >> 10
        )),
        ..LycheeIgnore::default()
    };
    Some(Arc::new(text.map_or_else(unreadable, |text| parse(&text, &shown))))
}

fn parse(text: &str, shown: &str) -> LycheeIgnore {
    let mut patterns = Vec::new();
    // The numbers of the lines that are not patterns.
    let (mut wrong, mut left_out) = (Vec::new(), None);
    for (line, number) in text.lines().zip(1..) {
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        if patterns.len() + wrong.len() == MOST_EXPRESSIONS {
            left_out = Some(number);
            break;
        }
        match expression(line) {
            Ok(pattern) => patterns.push(pattern),
            Err(_) => wrong.push(number),
        }
    }
    LycheeIgnore { notice: notice(shown, patterns.len(), &wrong, left_out), patterns }
}

/// One line about the file called `shown`: how many patterns are taken over, which lines are `wrong`, and from which on they are
/// `left_out`.
fn notice(shown: &str, taken: usize, wrong: &[usize], left_out: Option<usize>) -> Option<Text> {
    let mut parts = Vec::new();
    match taken {
        0 => {}
        taken => parts.push(plural!(taken, "1 pattern taken over", "{taken} patterns taken over")),
    }
    let lines = listed(wrong.iter().map(|line| Text::verbatim(line.to_string())).collect());
    parts.extend(lines.map(|lines| match wrong {
        [_] => text!("line {lines} is not a pattern", lines),
        _ => text!("lines {lines} are not patterns", lines),
    }));
    parts.extend(left_out.map(|number| {
        text!("what begins on line {number} is left out: {most} are the most", number, most = MOST_EXPRESSIONS)
    }));
    let parts = parts.into_iter().reduce(|before, after| text!("{before}; {after}", before, after))?;
    Some(text!("{shown}: {parts}", shown, parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let ignore = parse("# ours\n\n^https://a\\.example\r\n(\n  # more\n/login$\n", "x");
        let patterns: Vec<&str> = ignore.patterns.iter().map(Regex::as_str).collect();
        assert_eq!(patterns, ["^https://a\\.example", "/login$"]);
        assert_eq!(
            ignore.notice.map(|said| said.to_string()).as_deref(),
            Some("x: 2 patterns taken over; line 4 is not a pattern")
        );
    }

    #[test]
    fn one_line_for_a_file() {
        let said = |text: &str| parse(text, "x").notice.map(|said| said.to_string());
        assert_eq!(said("# nothing\n\n"), None);
        assert_eq!(said("a\n").as_deref(), Some("x: 1 pattern taken over"));
        assert_eq!(said("(\n)\n").as_deref(), Some("x: lines 1, 2 are not patterns"));
        assert_eq!(
            said(&"a\n".repeat(501)).as_deref(),
            Some("x: 500 patterns taken over; what begins on line 501 is left out: 500 are the most")
        );
    }
}
