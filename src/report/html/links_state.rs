//! How the links of a list are, without claiming anything that is not known of them.

use crate::report::findings::CheckedLinks;
use crate::report::html::bar::Bar;
use crate::report::summary::{are_mostly_well, verdict_counts, verdicts, well};
use crate::report::unchecked::Unchecked;
use curate_rules::{Text, Verdict, plural, text};
use std::collections::BTreeMap;

/// How many links there are, by verdict, and how many were not checked.
pub(super) struct LinksState {
    counts: BTreeMap<Verdict, usize>,
    total: usize,
    unchecked: usize,
}

impl LinksState {
    /// What is known of `links`.
    pub(super) fn of(links: &CheckedLinks) -> Self {
        let (counts, total) = verdict_counts(links);
        Self { counts, total, unchecked: links.unchecked.iter().map(|unchecked| unchecked.count).sum() }
    }

    fn count(&self, verdict: Verdict) -> usize {
        self.counts.get(&verdict).copied().unwrap_or_default()
    }

    fn is_bad(&self) -> bool {
        self.count(Verdict::Dead) + self.count(Verdict::Suspect) > 0
    }

    fn is_partly_checked(&self) -> bool {
        self.unchecked * 10 > self.total
    }

    /// Whether every link responded, and from where the list says.
    pub(super) fn is_all_ok(&self) -> bool {
        self.count(Verdict::Ok) == self.total
    }

    /// Whether not one link was checked.
    pub(super) fn is_unchecked(&self) -> bool {
        self.unchecked == self.total
    }

    /// The bar beside it. As in the badge, little knowledge is not good.
    pub(super) fn bar(&self) -> Bar {
        match () {
            () if self.count(Verdict::Dead) > 0 => Bar::Error,
            () if self.count(Verdict::Suspect) > 0 => Bar::Warning,
            () if !are_mostly_well(&self.counts, self.total) => Bar::Unknown,
            () => Bar::Good,
        }
    }

    /// The verdicts that the headline counts.
    fn counted(&self) -> Vec<Verdict> {
        let mut counted = match () {
            () if self.is_bad() => vec![Verdict::Dead, Verdict::Suspect],
            // Where much was not checked, "none dead" would be said of it too.
            () if self.is_partly_checked() => vec![Verdict::Ok, Verdict::Moved],
            () => Vec::new(),
        };
        counted.extend([Verdict::Unknown, Verdict::Blocked]);
        counted
    }

    /// `312 links: 2 dead, 5 suspect, 3 not checked`.
    pub(super) fn headline(&self) -> Text {
        let counted = self.counted();
        let mut kinds: Vec<Text> = self.kinds(&counted).collect();
        if !self.is_bad() && !self.is_partly_checked() && well(&self.counts) > 0 {
            kinds.insert(0, text!("none dead"));
        }
        if self.is_unchecked() {
            kinds.push(text!("not checked"));
        } else if self.unchecked > 0 {
            kinds.push(text!("{count} not checked", count = self.unchecked));
        }
        let (total, kinds) = (self.total, Text::series(kinds));
        plural!(total, "{total} link: {kinds}", "{total} links: {kinds}", kinds)
    }

    /// What the headline does not say, and why links were not checked.
    pub(super) fn rest(&self, unchecked: &[Unchecked]) -> Option<Text> {
        let counted = self.counted();
        let mut others = vec![Verdict::Moved, Verdict::Ok];
        others.retain(|verdict| !counted.contains(verdict));
        let kinds: Vec<Text> = self.kinds(&others).chain(Unchecked::total(unchecked)).collect();
        (!kinds.is_empty()).then(|| text!("links: {kinds}", kinds = Text::series(kinds)))
    }

    fn kinds(&self, counted: &[Verdict]) -> impl Iterator<Item = Text> {
        let counts = counted.iter().map(|verdict| (*verdict, self.count(*verdict)));
        counts.filter(|(_, count)| *count > 0).map(|(verdict, count)| verdicts(verdict, count.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_claimed_that_is_not_known() {
        for (counts, unchecked, said, bar) in [
            (&[(Verdict::Ok, 300), (Verdict::Dead, 2)][..], 0, "302 links: 2 dead", Bar::Error),
            (&[(Verdict::Ok, 9), (Verdict::Moved, 1)], 0, "10 links: none dead", Bar::Good),
            (&[], 1, "1 link: not checked", Bar::Unknown),
            (
                &[(Verdict::Moved, 1), (Verdict::Unknown, 2), (Verdict::Blocked, 1)],
                0,
                "4 links: none dead, 2 unknown, 1 blocked",
                Bar::Unknown,
            ),
            (&[(Verdict::Ok, 1)], 24, "25 links: 1 ok, 24 not checked", Bar::Unknown),
            (&[(Verdict::Suspect, 1), (Verdict::Ok, 8)], 1, "10 links: 1 suspect, 1 not checked", Bar::Warning),
            (&[(Verdict::Unknown, 3)], 0, "3 links: 3 unknown", Bar::Unknown),
        ] {
            let counts: BTreeMap<Verdict, usize> = counts.iter().copied().collect();
            let total = counts.values().sum::<usize>() + unchecked;
            let state = LinksState { counts, total, unchecked };
            assert_eq!((state.headline().to_string().as_str(), state.bar()), (said, bar));
        }
    }
}
