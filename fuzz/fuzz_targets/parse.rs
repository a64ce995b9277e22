//! Any text parses, and every span of what was found is in range and on character boundaries.

#![no_main]

use curate_document::{Document, Span};
use libfuzzer_sys::fuzz_target;
use std::collections::HashSet;

fuzz_target!(|text: &str| {
    let document = Document::parse(text);
    assert_eq!(document.source(), text);
    let is_sound = |span: Span, what: &str| {
        assert!(text.get(span.start..span.end).is_some(), "{what}: {span:?} in {text:?}");
    };
    for block in document.blocks() {
        is_sound(block.span, "block");
    }
    for section in document.sections() {
        is_sound(section.span, "section");
        is_sound(section.title, "title of a section");
    }
    for link in document.links() {
        is_sound(link.span, "link");
        is_sound(link.text, "text of a link");
        is_sound(link.destination, "destination");
    }
    for entry in document.entries() {
        is_sound(entry.span, "entry");
        entry.title.into_iter().for_each(|span| is_sound(span, "title"));
        entry.separator.into_iter().for_each(|span| is_sound(span, "separator"));
        entry.description.into_iter().for_each(|span| is_sound(span, "description"));
    }
    // Those of HTML are as they are written there, line endings included.
    let mut known = HashSet::new();
    for slug in document.sections().iter().map(|section| &*section.slug) {
        assert!(!slug.contains(char::is_control) && known.insert(slug), "slug {slug:?} in {text:?}");
    }
});
