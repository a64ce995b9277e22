//! The entries of a list that its translation lacks, each with the line it has in the list:
//!
//! ```sh
//! cargo run -p curate-document --example missing -- README.md README.zh-cn.md
//! ```

#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "what uses the crate touches the world"
)]

use curate_document::{Alignment, Document, Side};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let mut names = env::args().skip(1);
    let mut read = || fs::read_to_string(names.next().unwrap_or_default());
    print!("{}", missing(&read()?, &read()?));
    Ok(())
}

/// The entries that `list` has and `translation` has not, a line each.
pub fn missing(list: &str, translation: &str) -> String {
    let (list, translation) = (Document::parse(list), Document::parse(translation));
    let alignment = Alignment::of(&list, &translation);
    let mut lines = String::new();
    for entry in alignment.lone_entries(Side::First).filter_map(|id| list.entry(id)) {
        // Where a translator would put it: in the section that is the same one there.
        let section = entry.section.and_then(|section| alignment.section(Side::First, section));
        let section = section.and_then(|section| translation.section(section));
        let place = section.map_or("no section of the translation", |section| &section.rendered);
        let title = list.rendered_title(entry).unwrap_or_default();
        lines += &format!("line {}, {title}: missing in {place}\n", list.line_of(entry.own.start));
    }
    lines
}
