//! # links/non-ascii
//!
//! Characters beyond ASCII in the path, query or fragment of a destination.
//!
//! ## Why
//!
//! A browser encodes them before it sends a request (WHATWG URL); other programs send them as they are, in another encoding, or end
//! the URL there, and the link is found dead.
//!
//! Names of hosts are left alone, since every program has to encode them and readers know them as they are. So are anchors and
//! files of the repository, and URLs that readers see, which are easier to read so, and those of images, which only browsers request.
//!
//! ## Bad
//!
//! ```markdown
//! - [Lampe](https://lampen.example/räume/küche) - A light for the kitchen.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Lampe](https://lampen.example/r%C3%A4ume/k%C3%BCche) - A light for the kitchen.
//! ```
//!
//! ## Fix
//!
//! Unsafe: they are percent-encoded as UTF-8, as a browser does; the rest of the URL stays as it is. None for blanks and
//! other characters that nobody sees, which are hardly meant.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Applicability, Finding};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::engine::summarize;
use crate::links::support::web_links::{edit, is_shown, web_links};
use curate_document::{Link, Span};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Unsafe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    yields_to: &["links/malformed", "links/scheme"],
    ..Declaration::hint(
        include_str!("non_ascii.rs"),
        "characters beyond ASCII in the path, query or fragment of a destination",
        Make::plain(|_| Box::new(NonAscii)),
    )
};

struct NonAscii;

fn title() -> Text {
    text!("Encode as a browser does")
}

impl Rule for NonAscii {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let links =
            web_links(context.document, |url| !url.is_ascii()).map(|(link, _)| link).filter(|link| !is_shown(link));
        let found = links.filter_map(|link| finding(link, context)).collect();
        let summary =
            |count: usize| text!("{count} links have characters beyond ASCII in their URLs; this is the first", count);
        summarize::report(found, summary, title(), context, sink);
    }
}

fn finding(link: &Link, context: &Context<'_>) -> Option<Finding> {
    let text = context.document.text(link.destination);
    if text.is_ascii() {
        return None;
    }
    let authority = text.find("//").map_or(0, |at| at + 2);
    let path = authority + text.get(authority..)?.find(['/', '?', '#'])?;
    let after = text.get(path..)?;
    let first = after.find(|character: char| !character.is_ascii())?;
    let last = after.rfind(|character: char| !character.is_ascii())?;
    let end = last + after.get(last..)?.chars().next()?.len_utf8();
    let start = link.destination.start + path;
    let place = Span::new(start + first, start + end);
    if let Some(unseen) = context.document.text(place).chars().find(|character| is_unseen(*character)) {
        let code = format!("{:04X}", u32::from(unseen));
        let message = text!("a character in the URL that nobody sees (U+{code})", code);
        return Some(Finding::at(place, message).help(text!("remove it, or write `%20` where a space is meant")));
    }
    // Only browsers request images, and the label of a badge is easier to read so.
    if link.image {
        return None;
    }
    let message = text!("characters beyond ASCII in the URL: not every program encodes them as a browser does");
    let encoded = encoded(context.document.text(place));
    let fix = edit((title(), &encoded), Applicability::Unsafe, link, place, false, context);
    Some(Finding::at(place, message).help(text!("write `{url}`", url = encoded)).fix(fix))
}

/// Blanks beyond ASCII, characters without width, and marks of direction, which hardly belong to a URL.
fn is_unseen(character: char) -> bool {
    let has_no_width = matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}');
    (!character.is_ascii() && character.is_whitespace()) || has_no_width || character == '\u{FEFF}'
}

/// `text` with everything beyond ASCII percent-encoded.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 3);
    for character in text.chars() {
        if character.is_ascii() {
            encoded.push(character);
            continue;
        }
        let mut bytes = [0; 4];
        for byte in character.encode_utf8(&mut bytes).bytes() {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
