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
use crate::anchors::support::ignored_anchors::{AnchorPattern, IgnoredAnchors};
use crate::api::declaration::{Declaration, FixKind, Reach, Scope, Subject};
use crate::api::diagnostic::{Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::engine::summarize;
use schemars::JsonSchema;
use serde::Deserialize;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    aliases: &["MD051"],
    has_parts: true,
    parameters: &[("MD051.ignore_case", None), ("MD051.ignored_pattern", Some("ignore"))],
    reach: Reach::Anywhere,
    ..Declaration::warning(
        include_str!("case.rs"),
        "an anchor that fits only when case or U+FE0F is ignored",
        Make::configured::<CaseOptions, Case>(),
    )
};

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct CaseOptions {
    /// Regular expressions of anchors, without `#`, that are left alone.
    ignore: Vec<AnchorPattern>,
}

struct Case {
    ignored: IgnoredAnchors,
}

impl From<CaseOptions> for Case {
    fn from(options: CaseOptions) -> Self {
        Self { ignored: IgnoredAnchors::new(&options.ignore) }
    }
}

impl Rule for Case {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let mismatched = mismatched_fragments(context);
        let judged = mismatched.0.iter().filter(|fragment| !self.ignored.has(fragment));
        let found = judged.filter_map(|fragment| match &fragment.mismatch {
            Mismatch::OtherCase(right) => {
                let message = text!(
                    "the anchor `#{anchor}` fits only on github.com; it is `#{right}`",
                    anchor = &*fragment.decoded,
                    right = &**right,
                );
                let finding = Finding::at(fragment.span, message).aliases(&["MD051", "MD051.ignore_case"]);
                Some(with_fix(context, fragment, right, finding))
            }
            Mismatch::OtherSelectors(right) => {
                let message = text!(
                    "the anchor `#{anchor}` lacks, or has too much, the invisible U+FE0F of an emoji",
                    anchor = &*fragment.decoded,
                );
                let finding = Finding::at(fragment.span, message).aliases(RULE.aliases);
                Some(with_fix(context, fragment, right, finding))
            }
            Mismatch::Missing(_) => None,
        });
        let summary =
            |count: usize| text!("{count} anchors from here on fit only on github.com, or only nearly", count);
        summarize::report(found.collect(), summary, text!("Write the anchors as they are"), context, sink);
    }
}

fn with_fix(context: &Context<'_>, fragment: &Fragment, right: &str, finding: Finding) -> Finding {
    if !fragment.exact {
        return finding;
    }
    let text = format!("#{}", spelled_like(right, &fragment.written));
    finding.fix(
        Fix::safe(text!("Write `#{right}`", right), context.edition, fragment.span, text)
            .with_effects(fragment.effects()),
    )
}
