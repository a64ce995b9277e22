//! # links/padding
//!
//! White space at either end of a link's text or destination.
//!
//! ## Why
//!
//! `[Title ](url)` underlines a blank after the title, and other tools read the title with it.
//!
//! ## Bad
//!
//! ```markdown
//! - [Rust ](https://www.rust-lang.org/) - A language.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Rust](https://www.rust-lang.org/) - A language.
//! ```
//!
//! ## Fix
//!
//! Safe: the white space is removed.

use crate::engine::diagnostic::{Finding, Fix, Severity};
use crate::engine::rule::{Context, Declaration, FixKind, Rule, Sink};
use curate_document::{Link, LinkId, LinkKind, Span};

/// The declaration of `links/padding`.
pub const RULE: Declaration = Declaration {
    name: "links/padding",
    summary: "white space inside a link's text or destination",
    severity: Severity::Warning,
    on_by_default: true,
    fix: FixKind::Safe,
    yields_to: &[],
    options: &[],
    source: include_str!("padding.rs"),
    build: |_| Box::new(Padding),
};

struct Padding;

impl Rule for Padding {
    fn link(&self, _id: LinkId, link: &Link, context: &Context<'_>, sink: &mut Sink<'_>) {
        if link.image || !matches!(link.kind, LinkKind::Inline | LinkKind::Reference) {
            return;
        }
        let text = context.document.text(link.text);
        let trimmed = text.trim();
        if trimmed.is_empty() || trimmed.len() == text.len() {
            return;
        }
        let start = link.text.start + text.len() - text.trim_start().len();
        let inner = Span::new(start, start + trimmed.len());
        let fix = Fix::safe("Remove the white space", context.edition, link.text, context.document.text(inner));
        sink.report(Finding::at(link.text, "white space inside the link's text").fix(fix));
    }
}
