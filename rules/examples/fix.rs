//! A list with all safe fixes of the rules that are on by default; what is left to do is told on standard error:
//!
//! ```sh
//! cargo run -p curate-rules --example fix < README.md
//! ```

#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "what uses the crate touches the world"
)]

use curate_document::{Document, Edition, List};
use curate_rules::{Applicability, Diagnostic, Facts, Linter, RULES, Settings, fix};
use std::io;

fn main() -> io::Result<()> {
    let (text, left) = fixed(&io::read_to_string(io::stdin())?);
    print!("{text}");
    eprint!("{left}");
    Ok(())
}

/// The list with the text `markdown` after fixing, and what is still found in it, a line each.
pub fn fixed(markdown: &str) -> (String, String) {
    let list = List::new(vec![Edition::new("README.md", Document::parse(markdown), true)]);
    // Settings are by edition, and there is one. Facts are what rules cannot see by themselves: files, outcomes of URLs, history.
    let (settings, facts) = ([Settings::defaults(RULES)], Facts::default());
    let fixed = fix(&Linter::new(RULES, &settings, &facts), list, Applicability::Safe, &|_, _| true);
    let document = &fixed.list.editions[0].document;
    let line = |found: &Diagnostic| {
        let line = document.line_of(found.span.start);
        format!("{line}: {} {}: {}\n", found.severity.name(), found.rule, found.message)
    };
    (document.source().to_owned(), fixed.diagnostics.iter().map(line).collect())
}
