//! # project/suppression
//!
//! A `<!-- curate … -->` comment that says nothing curate knows, or that silences nothing.
//!
//! ## Why
//!
//! A suppression with a typing error silences nothing, and one that has outlived its finding hides the next. Of the comments around a
//! list that is to be sorted (`<!-- curate sorted -->`, `<!-- /curate sorted -->`) one alone does nothing.
//!
//! ## Bad
//!
//! ```markdown
//! - [Lamp](https://lamp.example/) - A light. <!-- curate ignore duplicates/link: on purpose -->
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Lamp](https://lamp.example/) - A light.
//! ```
//!
//! A suppression of a rule that did not run is not called useless.
//!
//! ## Fix
//!
//! Safe: a comment that silences nothing at all is removed.

use crate::api::declaration::{Declaration, FixKind, Need, Scope, Subject};
use crate::api::diagnostic::{Effects, Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::suppression::{PartState, Suppression, VERBS, Verb};
use crate::api::template::Text;
use curate_document::Span;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Suppressions],
    scope: Scope::Files,
    needs: &[Need::Findings],
    ..Declaration::warning(
        include_str!("suppression.rs"),
        "unknown or useless suppression comments",
        Make::plain(|_| Box::new(SuppressionComments)),
    )
};

struct SuppressionComments;

impl Rule for SuppressionComments {
    fn suppressions(&self, suppressions: &[Suppression], context: &Context<'_>, sink: &mut Sink<'_>) {
        unpaired(suppressions, sink);
        for suppression in suppressions {
            if suppression.verb == Verb::Unknown {
                let written = context.document.text(suppression.verb_span);
                let known = VERBS.iter().map(|(name, _)| *name);
                sink.report(
                    Finding::at(suppression.verb_span, text!("curate has no comment `{written}`", written))
                        .help(did_you_mean(written, known)),
                );
                continue;
            }
            let useless = suppression.parts.iter().all(|part| part.state == PartState::Useless);
            for part in &suppression.parts {
                let written = context.document.text(part.span);
                match part.state {
                    PartState::Unknown => {
                        let known = context.rule_names.iter().copied();
                        sink.report(
                            Finding::at(part.span, text!("there is no rule or group `{written}`", written))
                                .help(did_you_mean(written, known)),
                        );
                    }
                    PartState::Useless if useless => {}
                    PartState::Useless => {
                        sink.report(Finding::at(part.span, text!("`{written}` silences nothing here", written)));
                    }
                    PartState::Used | PartState::Unjudged => {}
                }
            }
            if useless && !suppression.parts.is_empty() {
                let effects = Effects { verbatim: true, ..Effects::default() };
                let fix = Fix::safe(
                    text!("Remove the comment"),
                    context.edition,
                    with_space(context, suppression.comment),
                    "",
                )
                .with_effects(effects);
                sink.report(Finding::at(suppression.comment, text!("this comment silences nothing")).fix(fix));
            }
        }
    }
}

/// Reports comments that open a stretch which nothing ends, and that end one which nothing opens.
fn unpaired(suppressions: &[Suppression], sink: &mut Sink<'_>) {
    let mut open: Option<Span> = None;
    for suppression in suppressions {
        match (suppression.verb, open) {
            (Verb::Sorted, None) => open = Some(suppression.comment),
            (Verb::Sorted, Some(_)) => {
                let finding =
                    Finding::at(suppression.comment, text!("this comment stands within a sorted stretch already"));
                sink.report(finding.help(text!("end the one before with `<!-- /curate sorted -->`")));
            }
            (Verb::SortedEnd, Some(_)) => open = None,
            (Verb::SortedEnd, None) => {
                let finding =
                    Finding::at(suppression.comment, text!("no `<!-- curate sorted -->` stands before this comment"));
                sink.report(finding.help(text!("add it, or remove this comment")));
            }
            _ => {}
        }
    }
    if let Some(comment) = open {
        let finding =
            Finding::at(comment, text!("no `<!-- /curate sorted -->` ends this stretch: nothing in it is checked"));
        sink.report(finding.help(text!("add it behind the list")));
    }
}

/// The comment with the blanks before it on its line; the line ending stays.
fn with_space(context: &Context<'_>, comment: Span) -> Span {
    let line = context.document.lines().span(context.document.line_of(comment.start));
    let before = context.document.text(Span::new(line.start, comment.start));
    Span::new(line.start + before.trim_end_matches([' ', '\t']).len(), comment.end)
}

fn did_you_mean<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Text {
    let nearest = known.map(|name| (strsim::jaro_winkler(written, name), name)).max_by(|a, b| a.0.total_cmp(&b.0));
    match nearest {
        Some((likeness, name)) if likeness > 0.7 => text!("did you mean `{known}`?", known = name),
        _ => text!("`curate rules` lists what there is"),
    }
}
