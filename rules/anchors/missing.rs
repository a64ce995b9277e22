//! # anchors/missing
//!
//! A `#fragment` that nothing answers: no heading, no `id=` or `name=`, no footnote, in this document or in the linked
//! file of the repository.
//!
//! ## Why
//!
//! The link is clicked and nothing happens, or the reader lands at the top of another file. It is the usual trace of a
//! heading that was renamed.
//!
//! ## Bad
//!
//! ```markdown
//! See [what to send](#contributing-guide).
//!
//! ## Contribution guide
//! ```
//!
//! ## Good
//!
//! ```markdown
//! See [what to send](#contribution-guide).
//!
//! ## Contribution guide
//! ```
//!
//! Anchors are those of github.com; `#top`, `#readme`, `#user-content-…`, `{#id}` at the end of a heading, routes (`#/…`)
//! and lines of a file (`#L10`) are left alone. A line of the table of contents is judged by `anchors/toc`, which knows
//! what belongs there.
//!
//! ## Fix
//!
//! Unsafe: the anchor that is most like it takes its place, where one is.

use crate::anchors::fragments::{Found, Fragment, misfits, spelled_like};
use crate::engine::diagnostic::{Finding, Fix, Severity};
use crate::engine::gathered;
use crate::engine::rule::{Context, Declaration, FixKind, Rule, Sink, Subject};

/// The declaration of `anchors/missing`.
pub const RULE: Declaration = Declaration {
    name: "anchors/missing",
    summary: "a #fragment that no heading, id, name or footnote answers",
    severity: Severity::Error,
    on_by_default: true,
    fix: FixKind::Unsafe,
    judges: &[Subject::Document],
    yields_to: &["anchors/toc"],
    options: &[],
    source: include_str!("missing.rs"),
    build: |_| Box::new(Missing),
};

struct Missing;

impl Rule for Missing {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let misfits = misfits(context);
        let found = misfits.0.iter().filter_map(|fragment| match &fragment.found {
            Found::Missing(meant) => Some(finding(context, fragment, meant.as_deref())),
            _ => None,
        });
        let summary = |count| format!("{count} links from here on lead to anchors that nothing has");
        gathered::report(found.collect(), summary, "Link to the anchors that are most like them", context, sink);
    }
}

fn finding(context: &Context<'_>, fragment: &Fragment, meant: Option<&str>) -> Finding {
    let place = fragment.file.as_ref().map_or_else(|| "here".to_owned(), |file| format!("in `{file}`"));
    let message = format!("nothing {place} has the anchor `#{}`", fragment.decoded);
    let Some(meant) = meant else {
        return Finding::at(fragment.span, message)
            .help("link to a heading as its anchor is now, or drop the fragment");
    };
    let heading = fragment.edition.and_then(|edition| {
        let document = &context.list.edition(edition)?.document;
        let section = document.sections().iter().find(|section| *section.slug == *meant)?;
        Some((edition, section.title, document.line_of(section.title.start)))
    });
    let line = heading.map_or_else(String::new, |(_, _, line)| format!(" of line {line}"));
    let mut finding = Finding::at(fragment.span, format!("{message}; did you mean `#{meant}`{line}?"));
    if let Some((edition, title, _)) = heading {
        finding = finding.label(edition, title, format!("this heading has the anchor `#{meant}`"));
    }
    if fragment.exact {
        let text = format!("#{}", spelled_like(meant, &fragment.written));
        finding = finding.fix(
            Fix::risky(format!("Link to `#{meant}`"), context.edition, fragment.span, text)
                .with_effects(fragment.effects()),
        );
    }
    finding
}
