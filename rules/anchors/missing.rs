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
//! Headings have the anchors that their host makes: GitLab's or Gitea's (and Forgejo's) where `[links] host-style` or the
//! remote `origin` of the repository says so, else those of github.com. `#top`, `#readme`, `#user-content-…`, `{#id}` at
//! the end of a heading, routes (`#/…`) and lines of a file (`#L10`) are left alone. A line of the table of contents is
//! judged by `anchors/toc`, which knows what belongs there.
//!
//! ## Fix
//!
//! Unsafe: the most similar anchor takes its place, where there is one.

use crate::anchors::support::fragment_spelling::spelled_like;
use crate::anchors::support::fragments::{Fragment, Mismatch, mismatched_fragments};
use crate::anchors::support::ignored_anchors::{AnchorPattern, IgnoredAnchors};
use crate::api::declaration::{Declaration, FixKind, Need, Reach, Scope, Subject};
use crate::api::diagnostic::{Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::engine::summarize;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Unsafe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    yields_to: &["anchors/toc"],
    aliases: &["MD051"],
    parameters: &[("MD051.ignored_pattern", Some("ignore"))],
    needs: &[Need::Files],
    reach: Reach::Anywhere,
    ..Declaration::error(
        include_str!("missing.rs"),
        "a #fragment that no heading, id, name or footnote answers",
        Make::configured::<MissingAnchorOptions, MissingAnchor>(),
    )
};

/// An anchor is named where at least one in this many of the links leads to it.
const OFTEN_SHARE: usize = 5;

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct MissingAnchorOptions {
    /// Regular expressions of anchors, without `#`, that are left alone.
    ignore: Vec<AnchorPattern>,
}

struct MissingAnchor {
    ignored: IgnoredAnchors,
}

impl From<MissingAnchorOptions> for MissingAnchor {
    fn from(options: MissingAnchorOptions) -> Self {
        Self { ignored: IgnoredAnchors::new(&options.ignore) }
    }
}

impl Rule for MissingAnchor {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let mismatched = mismatched_fragments(context);
        // Components of MDX may have headings that do not stand here.
        let has_code = context.document.is_mdx() && !context.document.templates().is_empty();
        let is_here = |fragment: &&Fragment| fragment.file.is_none();
        let judged =
            mismatched.0.iter().filter(|fragment| !self.ignored.has(fragment) && !(has_code && is_here(fragment)));
        let missing = judged.filter_map(|fragment| match &fragment.mismatch {
            Mismatch::Missing(meant) => Some((fragment, finding(context, fragment, meant.as_deref()))),
            _ => None,
        });
        let mut of_anchor: BTreeMap<AnchorKey<'_>, Vec<Finding>> = BTreeMap::new();
        for (fragment, finding) in missing {
            let anchor = (finding.fix.is_some(), fragment.file.as_deref(), &*fragment.decoded);
            of_anchor.entry(anchor).or_default().push(finding);
        }
        let title = text!("Link to the anchors that are most like them");
        let mut others: [Others<'_>; 2] = Default::default();
        for ((is_fixed, file, anchor), found) in of_anchor {
            // One anchor that many links lead to is one fault; among others it would hide them, or they it.
            if found.len() > summarize::SINGLE {
                let (file, anchor) = (file.map(str::to_owned), anchor.to_owned());
                let summary = move |count: usize| match &file {
                    Some(file) => text!(
                        "{count} links from here on lead to `#{anchor}`, which nothing in `{file}` has",
                        count,
                        anchor = &anchor,
                        file,
                    ),
                    None => text!(
                        "{count} links from here on lead to `#{anchor}`, which nothing here has",
                        count,
                        anchor = &anchor,
                    ),
                };
                summarize::report(found, summary, title.clone(), context, sink);
                continue;
            }
            let [plain, fixed] = &mut others;
            let others = if is_fixed { fixed } else { plain };
            others.often = others.often.max((found.len(), anchor));
            others.found.extend(found);
        }
        for Others { mut found, often: (most, anchor) } in others {
            found.sort_by_key(|finding| finding.span);
            let often = (most > 1 && most * OFTEN_SHARE >= found.len()).then(|| anchor.to_owned());
            let summary = move |count: usize| match &often {
                Some(anchor) => text!(
                    "{count} links from here on lead to anchors that nothing has, most often to `#{anchor}`",
                    count,
                    anchor,
                ),
                None => text!("{count} links from here on lead to anchors that nothing has", count),
            };
            summarize::report(found, summary, title.clone(), context, sink);
        }
    }
}

/// Whether a fix is known, the file, `None` for the document itself, and an anchor in it.
type AnchorKey<'a> = (bool, Option<&'a str>, &'a str);

/// What leads to many anchors, each few times.
#[derive(Default)]
struct Others<'a> {
    found: Vec<Finding>,
    /// How many lead to the anchor that most lead to, and that.
    often: (usize, &'a str),
}

fn finding(context: &Context<'_>, fragment: &Fragment, meant: Option<&str>) -> Finding {
    let anchor = &*fragment.decoded;
    let message = match fragment.file.as_deref() {
        Some(file) => text!("nothing in `{file}` has the anchor `#{anchor}`", file, anchor),
        None => text!("nothing here has the anchor `#{anchor}`", anchor),
    };
    let Some(meant) = meant else {
        return Finding::at(fragment.span, message)
            .help(text!("link to a heading as its anchor is now, or drop the fragment"));
    };
    let heading = fragment.edition.and_then(|edition| {
        let document = &context.list.edition(edition)?.document;
        let section = document.sections().iter().find(|section| *section.slug == *meant)?;
        Some((edition, section.title, document.line_of(section.title.start)))
    });
    let message = match heading {
        Some((.., line)) => text!("{message}; did you mean `#{meant}` of line {line}?", message, meant, line),
        None => text!("{message}; did you mean `#{meant}`?", message, meant),
    };
    let mut finding = Finding::at(fragment.span, message);
    if let Some((edition, title, _)) = heading {
        finding = finding.label(edition, title, text!("this heading has the anchor `#{meant}`", meant));
    }
    if fragment.exact {
        let text = format!("#{}", spelled_like(meant, &fragment.written));
        finding = finding.fix(
            Fix::risky(text!("Link to `#{anchor}`", anchor = meant), context.edition, fragment.span, text)
                .with_effects(fragment.effects()),
        );
    }
    finding
}
