//! # links/missing-fragment
//!
//! A link to a part of another page that the page does not have.
//!
//! ## Why
//!
//! The reader lands at the top of a long page and has to search. Reported only where it is certain: the whole page was
//! read, and it is not one that scripts put together. Files of this repository, shown on the web, are looked up in the
//! working tree.
//!
//! ## Bad
//!
//! ```markdown
//! - [Bulbs](https://lamp.example/manual#blubs) - The page has no such part.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Bulbs](https://lamp.example/manual#bulbs) - How to change them.
//! ```
//!
//! ## Fix
//!
//! By hand: link to the part's new name, or to the page.

use crate::api::declaration::{Declaration, Scope, Subject};
use crate::api::link_url::url_of;
use crate::api::options::Make;
use crate::api::outcome::{FragmentState, Outcome};
use crate::api::outcome_group::OutcomeGroup;
use crate::api::outcomes::Outcomes;
use crate::api::paths::percent_decoded;
use crate::api::rule::{Context, Rule, Sink};
use crate::links::support::outcome_places::{CheckedUrl, checked_urls};
use curate_document::{EditionId, Link};
use std::collections::BTreeMap;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::Outcomes],
    scope: Scope::Markdown,
    outcome_group: Some(OutcomeGroup::MissingPart),
    yields_to: &["links/malformed", "links/scheme"],
    ..Declaration::warning(
        include_str!("missing_fragment.rs"),
        "a link to a part of another page that the page does not have",
        Make::plain(|_| Box::new(MissingFragment)),
    )
};

struct MissingFragment;

impl Rule for MissingFragment {
    fn outcomes(&self, outcomes: &Outcomes, context: &Context<'_>, sink: &mut Sink<'_>) {
        for checked in checked_urls(outcomes, context, &|link, outcome| missing(link, outcome).is_some()) {
            let outcome = checked.outcome;
            let mut by_part: BTreeMap<&str, Vec<(EditionId, &Link)>> = BTreeMap::new();
            for (edition, link) in &checked.places {
                if let Some(fragment) = missing(link, outcome) {
                    by_part.entry(fragment).or_default().push((*edition, link));
                }
            }
            for (fragment, places) in by_part {
                let name = percent_decoded(fragment);
                let result = text!("no such part: #{name}", name);
                let finding = CheckedUrl { outcome, places }.finding(result, context);
                sink.report(finding.help(text!("link to the part's new name, or to the page as a whole")));
            }
        }
    }
}

/// The fragment of `link`, where its page does not have it.
fn missing<'a>(link: &Link, outcome: &'a Outcome) -> Option<&'a str> {
    let url = url_of(link)?;
    let (fragment, state) = outcome.fragments.get_key_value(url.fragment()?)?;
    (*state == FragmentState::Missing).then_some(fragment)
}
