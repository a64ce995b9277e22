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
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::outcome::{FragmentState, Outcome, Outcomes, url_of};
use crate::api::paths::percent_decoded;
use crate::api::rule::{Context, Rule, Sink};
use crate::links::support::outcome_places::checked_urls;
use curate_document::{EditionId, Link};
use std::collections::BTreeMap;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::Outcomes],
    scope: Scope::Markdown,
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
            let mut places: BTreeMap<&str, Vec<(EditionId, &Link)>> = BTreeMap::new();
            for (edition, link) in &checked.places {
                if let Some(fragment) = missing(link, checked.outcome) {
                    places.entry(fragment).or_default().push((*edition, link));
                }
            }
            for (fragment, places) in places {
                if let Some(finding) = finding(fragment, &places) {
                    sink.report(finding);
                }
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

fn finding(fragment: &str, places: &[(EditionId, &Link)]) -> Option<Finding> {
    let ((edition, link), others) = places.split_first()?;
    let message = format!("the page is there, but nothing in it is called `#{}`", percent_decoded(fragment));
    let finding = Finding::at(link.destination, message).in_edition(*edition);
    let finding =
        others.iter().fold(finding, |finding, (edition, link)| finding.label(*edition, link.destination, "here too"));
    Some(finding.help("link to the part's new name, or to the page as a whole"))
}
