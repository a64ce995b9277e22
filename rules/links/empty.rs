//! # links/empty
//!
//! A link without text, or without a destination.
//!
//! ## Why
//!
//! A link without text cannot be seen, clicked or read out; one without a destination leads back to the page it is on.
//!
//! Alternative texts of images are not judged, and an image is content enough for a link. `<a name="…">` and
//! `<a href="#">` in raw HTML are left alone, and definitions that serve as comments (`[comment]: <> (…)`).
//!
//! ## Bad
//!
//! ```markdown
//! - [](https://quill.example.org) - A text editor.
//! - [Nib]() - Another one.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Quill](https://quill.example.org) - A text editor.
//! - [Nib](https://nib.example.org) - Another one.
//! ```
//!
//! ## Fix
//!
//! None: only the author knows what is missing.

use crate::api::declaration::{Declaration, Scope, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::links::support::brackets::has_no_width;
use crate::links::support::references::is_comment;
use curate_document::{Link, LinkId, LinkKind};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::Link, Subject::Document],
    scope: Scope::Markdown,
    yields_to: &["links/malformed"],
    aliases: &["MD042", "awesome-list-item", "no-empty-url"],
    ..Declaration::error(
        include_str!("empty.rs"),
        "a link without text or without a destination",
        Make::plain(|_| Box::new(Empty)),
    )
};

struct Empty;

impl Rule for Empty {
    fn link(&self, _id: LinkId, link: &Link, context: &Context<'_>, sink: &mut Sink<'_>) {
        if matches!(link.kind, LinkKind::Autolink | LinkKind::Literal) {
            return;
        }
        let no_text = link.kind != LinkKind::Html && !link.image && is_blank(context.document.text(link.text));
        let lack = match (no_text, lack_of_destination(link)) {
            (true, Some(_)) => text!("the link has neither text nor destination"),
            (true, None) => text!("the link has no text: nobody can see or follow it"),
            (false, Some(lack)) => lack,
            (false, None) => return,
        };
        let help = if no_text {
            text!("write the name of what it leads to between `[` and `]`")
        } else {
            text!("write the destination that was meant")
        };
        sink.report(Finding::at(link.span, lack).help(help));
    }

    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        let empty = document.definitions().iter().filter(|definition| is_blank(&definition.url));
        for definition in empty.filter(|definition| !is_comment(definition, document)) {
            sink.report(
                Finding::at(definition.span, text!("the definition has no destination"))
                    .help(text!("write the destination that was meant")),
            );
        }
    }
}

/// What is wrong with the destination; a reference's is judged where it is defined.
fn lack_of_destination(link: &Link) -> Option<Text> {
    if link.kind == LinkKind::Reference {
        return None;
    }
    let url = link.url.trim();
    let scheme_alone = ["http:", "https:"].iter().any(|scheme| url.trim_end_matches('/').eq_ignore_ascii_case(scheme));
    match (link.image, link.kind) {
        (true, _) if is_blank(url) => Some(text!("the image has no source")),
        (false, _) if is_blank(url) => Some(text!("the link has no destination")),
        (_, LinkKind::Inline) if url == "#" => Some(text!("`#` alone leads to the top of the page")),
        _ if scheme_alone => Some(text!("the destination is a scheme and nothing more")),
        _ => None,
    }
}

/// Whether `text` shows nothing: white space and characters without width.
fn is_blank(text: &str) -> bool {
    text.chars().all(|character| character.is_whitespace() || has_no_width(character))
}
