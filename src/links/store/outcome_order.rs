//! A total order of outcomes, to settle which of two rows of the same time is kept.

use curate_rules::api::outcome::{FragmentState, Hop, Outcome, OutcomeDetails, Repository, Suspicion};
use std::cmp::Ordering;

/// Compares two outcomes by every field, so that only equal ones are equal. Which one is greater means nothing.
pub(crate) fn compare(a: &Outcome, b: &Outcome) -> Ordering {
    // Destructured, so that a new field cannot be forgotten here.
    let OutcomeDetails {
        verdict,
        status,
        cause,
        refusal,
        hops,
        final_url,
        moved_to,
        cached,
        since,
        archived_at,
        is_private,
        repository,
        secure,
        suspicion,
        fragments,
    } = &**a;
    (&a.url, verdict, status, cause, refusal)
        .cmp(&(&b.url, &b.verdict, &b.status, &b.cause, &b.refusal))
        .then_with(|| (final_url, moved_to).cmp(&(&b.final_url, &b.moved_to)))
        .then_with(|| hops.iter().map(hop_key).cmp(b.hops.iter().map(hop_key)))
        .then_with(|| (cached, since, archived_at, secure).cmp(&(&b.cached, &b.since, &b.archived_at, &b.secure)))
        .then_with(|| is_private.cmp(&b.is_private))
        .then_with(|| repository.map(repository_key).cmp(&b.repository.map(repository_key)))
        .then_with(|| suspicion.as_ref().map(suspicion_key).cmp(&b.suspicion.as_ref().map(suspicion_key)))
        .then_with(|| fragments.iter().map(fragment_key).cmp(b.fragments.iter().map(fragment_key)))
}

fn hop_key(hop: &Hop) -> (u16, &str) {
    (hop.status, &hop.to)
}

fn repository_key(repository: Repository) -> (bool, bool, Option<u32>) {
    (repository.archived, repository.empty, repository.idle_days)
}

fn suspicion_key(suspicion: &Suspicion) -> (u8, u32, &str) {
    match suspicion {
        Suspicion::Parked(name) => (0, 0, name),
        Suspicion::DomainChanged(home) => (1, 0, home),
        Suspicion::VideoRemoved => (2, 0, ""),
        Suspicion::NotFoundPage(sign) => (3, 0, sign),
        Suspicion::Gate(address) => (4, 0, address),
        Suspicion::HomePage => (5, 0, ""),
        Suspicion::SameAsMissing => (6, 0, ""),
        Suspicion::Shared(count, address) => (7, *count, address),
    }
}

fn fragment_key<'a>((fragment, state): (&'a String, &FragmentState)) -> (&'a str, u8) {
    let rank = match state {
        FragmentState::Found => 0,
        FragmentState::Missing => 1,
        FragmentState::Unknown => 2,
    };
    (fragment, rank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use curate_rules::{Refusal, Verdict};

    #[test]
    fn outcomes_that_differ_anywhere_are_not_equal() {
        let plain = Outcome::of("https://a.example/", Verdict::Ok, "200 OK");
        let repository = Repository { archived: true, ..Repository::default() };
        let others = [
            plain.clone().with(|it| it.status = Some(200)),
            plain.clone().with(|it| it.cause = "204".into()),
            plain.clone().with(|it| it.refusal = Some(Refusal::Excluded)),
            plain.clone().with(|it| it.hops = vec![Hop { status: 302, to: "x".into() }]),
            plain.clone().with(|it| it.final_url = Some("x".into())),
            plain.clone().with(|it| it.moved_to = Some("x".into())),
            plain.clone().with(|it| it.cached = true),
            plain.clone().with(|it| it.since = Some("2026-11-24".into())),
            plain.clone().with(|it| it.archived_at = Some("x".into())),
            plain.clone().with(|it| it.is_private = true),
            plain.clone().with(|it| it.repository = Some(repository)),
            plain.clone().with(|it| it.secure = Some(true)),
            plain.clone().with(|it| it.suspicion = Some(Suspicion::Parked("x".into()))),
            plain.clone().with(|it| it.suspicion = Some(Suspicion::DomainChanged("x".into()))),
            plain.clone().with(|it| it.suspicion = Some(Suspicion::VideoRemoved)),
            plain.clone().with(|it| it.suspicion = Some(Suspicion::NotFoundPage("x".into()))),
            plain.clone().with(|it| it.suspicion = Some(Suspicion::Gate("x".into()))),
            plain.clone().with(|it| it.suspicion = Some(Suspicion::HomePage)),
            plain.clone().with(|it| it.suspicion = Some(Suspicion::SameAsMissing)),
            plain.clone().with(|it| it.suspicion = Some(Suspicion::Shared(3, "x".into()))),
            plain.clone().with(|it| it.fragments = [("x".to_owned(), FragmentState::Found)].into()),
            plain.clone().with(|it| it.fragments = [("x".to_owned(), FragmentState::Missing)].into()),
        ];
        for (at, one) in others.iter().enumerate() {
            assert_ne!(compare(&plain, one), Ordering::Equal, "{one:?}");
            assert_eq!(compare(one, one), Ordering::Equal);
            for other in others.iter().skip(at + 1) {
                assert_eq!(compare(one, other), compare(other, one).reverse(), "{one:?} {other:?}");
                assert_ne!(compare(one, other), Ordering::Equal, "{one:?} {other:?}");
            }
        }
    }
}
