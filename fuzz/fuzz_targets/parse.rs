//! Any text parses, and every span of what was found is in range and on character boundaries.

#![no_main]

use curate_document::{Document, Span};
use libfuzzer_sys::fuzz_target;

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
    let anchors: Vec<&str> = document.anchors().collect();
    assert!(anchors.iter().all(|anchor| !anchor.contains('\n')));
});
