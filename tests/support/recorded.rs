//! Results that are kept in files: compared in every run, rewritten where `CURATE_BLESS` is set.

use similar::TextDiff;
use std::fs;
use std::path::Path;

/// Whether results are to be written instead of compared (`CURATE_BLESS=1`).
pub fn is_blessing() -> bool {
    std::env::var_os("CURATE_BLESS").is_some_and(|value| !value.is_empty() && value != "0")
}

/// Compares `text` with the file at `path`, or writes it there where `CURATE_BLESS` is set.
///
/// # Errors
///
/// A message with the difference, where there is one, or with what keeps the file from being read or written.
pub fn compare(path: &Path, text: &str) -> Result<(), String> {
    let shown = super::shown(path);
    let recorded = fs::read_to_string(path);
    if recorded.as_deref().is_ok_and(|recorded| recorded == text) {
        return Ok(());
    }
    if is_blessing() {
        return fs::write(path, text).map_err(|error| format!("{shown} cannot be written: {error}"));
    }
    let recorded =
        recorded.map_err(|error| format!("{shown} cannot be read ({error}); CURATE_BLESS=1 records it:\n{text}"))?;
    let difference = TextDiff::from_lines(recorded.as_str(), text);
    let difference = difference.unified_diff().context_radius(2).header("recorded", "now").to_string();
    Err(format!("{shown} differs; where that is meant, record it with CURATE_BLESS=1:\n{difference}"))
}

/// Compares `text` with the file at `path` below the root of the workspace, as [`compare`] does.
///
/// # Panics
///
/// Where the two differ.
pub fn assert_recorded(path: &str, text: &str) {
    if let Err(message) = compare(&super::root().join(path), text) {
        panic!("{message}");
    }
}

/// An example of a crate.
pub struct Example<'a> {
    /// The name of its file, without the ending.
    pub name: &'a str,
    /// The file.
    pub source: &'a str,
}

/// Compares what the pages of the book about the library show of `examples` with the examples themselves, or writes it there
/// where `CURATE_BLESS` is set: a block that begins with `// examples/name.rs`, and goes on with the file from its first `use`. A heading
/// in the comment at its head, which names a rule, stands before that with its first sentence.
///
/// # Panics
///
/// Where a page does not show one, or shows another text.
pub fn assert_shown(examples: &[Example<'_>]) {
    for page in ["docs/en/reference/library.md", "docs/zh/reference/library.md"] {
        let mut text = fs::read_to_string(super::root().join(page)).unwrap_or_else(|error| panic!("{page}: {error}"));
        for Example { name, source } in examples {
            // Below its head and what it tells clippy.
            let code: Vec<&str> = source.lines().skip_while(|line| !line.starts_with("use ")).collect();
            let named = source.lines().take(3).filter(|_| source.starts_with("//! # ")).map(|line| format!("{line}\n"));
            let head: String = named.collect();
            let gap = if head.is_empty() { "" } else { "\n" };
            let begin = format!("```rust\n{head}{gap}// examples/{name}.rs\n");
            let shown =
                text.split_once(&begin).and_then(|(before, rest)| Some((before, rest.split_once("\n```\n")?.1)));
            let (before, after) = shown.unwrap_or_else(|| panic!("{page} does not show {name}"));
            text = format!("{before}{begin}{}\n```\n{after}", code.join("\n"));
        }
        assert_recorded(page, &text);
    }
}
