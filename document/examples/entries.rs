//! The entries of a list as JSON lines, each with its section, title, URL and description:
//!
//! ```sh
//! cargo run -p curate-document --example entries < README.md
//! ```

#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "what uses the crate touches the world"
)]

use curate_document::Document;
use serde_json::json;
use std::io;

fn main() -> io::Result<()> {
    print!("{}", entries(&io::read_to_string(io::stdin())?));
    Ok(())
}

/// The entries of the list with the text `markdown`, a line each.
pub fn entries(markdown: &str) -> String {
    let list = Document::parse(markdown);
    let line = |entry| {
        let section = list.section_of(entry).map(|section| &*section.rendered);
        let url = list.link_of(entry).map(|link| &*link.url);
        let description = entry.description.map(|bytes| list.text(bytes));
        let title = list.rendered_title(entry);
        json!({ "section": section, "title": title, "url": url, "description": description }).to_string() + "\n"
    };
    list.entries().iter().map(line).collect()
}
