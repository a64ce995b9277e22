//! # anchors/case
//!
//! An anchor that fits its heading only when letter case is ignored, or only without the invisible U+FE0F of an emoji.
//!
//! ## Why
//!
//! github.com alone forgives the case; in an editor, on GitLab, in a rendered site or an app the link does nothing. The
//! anchor of `❤️ Sponsors` keeps the emoji's U+FE0F, and a link without it leads nowhere.
//!
//! ## Bad
//!
//! ```markdown
//! - [Web Tools](#Web-Tools)
//!
//! ## Web Tools
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Web Tools](#web-tools)
//!
//! ## Web Tools
//! ```
//!
//! ## Fix
//!
//! Safe: the anchor as the heading has it, percent-encoded where the link was.

use crate::anchors::support::fragment_spelling::spelled_like;
use crate::anchors::support::fragments::{Fragment, Mismatch, mismatched_fragments};
use crate::api::declaration::{Declaration, FixKind, Reach, Scope, Subject};
use crate::api::diagnostic::{Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::engine::summarize;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    aliases: &["MD051"],
    reach: Reach::Anywhere,
    ..Declaration::warning(
        include_str!("case.rs"),
        "an anchor that fits only when case or U+FE0F is ignored",
        Make::plain(|_| Box::new(Case)),
    )
};

struct Case;

impl Rule for Case {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let mismatched = mismatched_fragments(context);
        let found = mismatched.0.iter().filter_map(|fragment| match &fragment.mismatch {
            Mismatch::OtherCase(right) => {
                let message = format!("the anchor `#{}` fits only on github.com; it is `#{right}`", fragment.decoded);
                Some(with_fix(context, fragment, right, Finding::at(fragment.span, message)))
            }
            Mismatch::OtherSelectors(right) => {
                let message = format!(
                    "the anchor `#{}` lacks, or has too much, the invisible U+FE0F of an emoji",
                    fragment.decoded
                );
                Some(with_fix(context, fragment, right, Finding::at(fragment.span, message)))
            }
            Mismatch::Missing(_) => None,
        });
        let summary = |count| format!("{count} anchors from here on fit only on github.com, or only nearly");
        summarize::report(found.collect(), summary, "Write the anchors as they are", context, sink);
    }
}

fn with_fix(context: &Context<'_>, fragment: &Fragment, right: &str, finding: Finding) -> Finding {
    if !fragment.exact {
        return finding;
    }
    let text = format!("#{}", spelled_like(right, &fragment.written));
    finding.fix(
        Fix::safe(format!("Write `#{right}`"), context.edition, fragment.span, text).with_effects(fragment.effects()),
    )
}
