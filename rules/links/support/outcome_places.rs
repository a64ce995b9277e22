//! Where the URLs stand that were checked.

use crate::api::diagnostic::Finding;
use crate::api::outcome::{Outcome, Verdict};
use crate::api::outcome_group::LinkSubject;
use crate::api::outcomes::Outcomes;
use crate::api::rule::Context;
use crate::api::template::Text;
use crate::engine::suppression::unchecked::UncheckedStretches;
use crate::links::support::outcome_subject::{title, without_credentials};
use curate_document::{EditionId, Link, Span};
use std::collections::BTreeMap;

/// A URL that was checked, with its places.
pub(crate) struct CheckedUrl<'a> {
    /// Its outcome.
    pub(crate) outcome: &'a Outcome,
    /// Every link to it, by edition; at least one, those of judged editions first.
    pub(crate) places: Vec<(EditionId, &'a Link)>,
}

impl CheckedUrl<'_> {
    /// A finding at its first place, which says what became of it; the others are places of the same finding.
    pub(crate) fn finding(&self, result: Text, context: &Context<'_>) -> Finding {
        let mut places = self.places.iter();
        let first = places.next();
        let title = |(edition, link): &(EditionId, &Link)| title(&context.list.edition(*edition)?.document, link);
        let mut subject = LinkSubject {
            title: first.and_then(title),
            url: without_credentials(&self.outcome.url),
            result,
            moved_to: None,
            others: BTreeMap::new(),
        };
        for place in places.clone() {
            let title = title(place);
            let message = subject.message_with(title.as_deref());
            subject.others.insert((place.0, place.1.destination), (title, message));
        }
        let Some((edition, link)) = first else { return Finding::about(subject, Span::at(0)) };
        let finding = Finding::about(subject, link.destination).in_edition(*edition);
        places.fold(finding, |finding, (edition, link)| finding.also_at(*edition, link.destination))
    }
}

/// The URLs of the list that have `verdict`, in the order of their first places.
pub(crate) fn with_verdict<'a>(outcomes: &'a Outcomes, verdict: Verdict, context: &Context<'a>) -> Vec<CheckedUrl<'a>> {
    // Most runs have no outcome of most verdicts, and looking up every link costs more than this.
    if !outcomes.has(verdict) {
        return Vec::new();
    }
    checked_urls(outcomes, context, &|_, outcome| outcome.verdict == verdict)
}

/// The URLs of the list with those of their links that `is_meant`, in the order of their first places. Where a document wants
/// no link checked, there is no place.
pub(crate) fn checked_urls<'a>(
    outcomes: &'a Outcomes,
    context: &Context<'a>,
    is_meant: &dyn Fn(&Link, &Outcome) -> bool,
) -> Vec<CheckedUrl<'a>> {
    let mut all: Vec<CheckedUrl<'a>> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for judged in [true, false] {
        for (id, edition) in context.list.iter().filter(|(_, edition)| edition.judged == judged) {
            let unchecked = if context.facts.ignores_link_check_comments {
                UncheckedStretches::default()
            } else {
                UncheckedStretches::of(&edition.document)
            };
            let links = edition.document.links_and_embeds().filter(|link| !unchecked.contain(link.span.start));
            for link in links {
                let Some(outcome) = outcomes.of(link).filter(|outcome| is_meant(link, outcome)) else { continue };
                if let Some(checked) = known.get(&*outcome.url).and_then(|at| all.get_mut(*at)) {
                    checked.places.push((id, link));
                } else if judged {
                    known.insert(&outcome.url, all.len());
                    all.push(CheckedUrl { outcome, places: vec![(id, link)] });
                }
            }
        }
    }
    all
}
