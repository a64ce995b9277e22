//! # project/unparsed
//!
//! A file that is not read, and so not checked: it is larger than 64 MiB, or not UTF-8.
//!
//! ## Why
//!
//! What is not read is not checked, and saying nothing would look like approval.
//!
//! ## Bad
//!
//! A file of 70 MiB, or in Latin-1.
//!
//! ## Good
//!
//! ```markdown
//! - [Lamp](https://lamp.example/) - A light for the desk.
//! ```
//!
//! ## Fix
//!
//! By hand: split the file, or convert it with `iconv -f ENCODING -t UTF-8`; or leave it out with `exclude`.

use crate::api::declaration::{Declaration, Scope, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use curate_document::{LARGEST_SOURCE, Span};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::Document],
    scope: Scope::Files,
    reports_unchecked: true,
    ..Declaration::warning(
        include_str!("unparsed.rs"),
        "a file that is too large, or not UTF-8, and so not checked",
        Make::plain(|_| Box::new(Unparsed)),
    )
};

struct Unparsed;

impl Rule for Unparsed {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let Some(bytes) = context.document.unparsed() else { return };
        let most = LARGEST_SOURCE >> 20;
        let message = text!("nothing of this file is checked: it has {bytes} bytes, more than {most} MiB", bytes, most);
        sink.report(Finding::at(Span::at(0), message).help(text!("split the file, or leave it out with `exclude`")));
    }
}
