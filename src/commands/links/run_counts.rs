//! What a run has found so far, and which host it waits for.

use crate::links::target::{QueuedTarget, host};
use crate::locale::SpokenLanguage;
use crate::report::shorten::shorten;
use crate::report::verdicts;
use crate::terminal::sanitize;
use curate_document::script::display_width;
use curate_rules::api::outcome::Outcome;
use curate_rules::{Text, Verdict, text};
use std::collections::{BTreeMap, HashMap};

/// What is worth telling while a run goes on, the worst first.
const TOLD: [Verdict; 2] = [Verdict::Dead, Verdict::Suspect];
/// Columns that tell one host from another.
const SHORTEST_HOST: usize = 12;

/// Counts of a run, kept from its targets and its results alone.
#[derive(Debug)]
pub(crate) struct RunCounts {
    total: usize,
    done: usize,
    by_verdict: BTreeMap<Verdict, usize>,
    /// How many URLs of each host have no result yet.
    left: HashMap<String, usize>,
}

impl RunCounts {
    /// The beginning of a run over `targets`.
    pub(crate) fn of(targets: &[QueuedTarget]) -> Self {
        let mut left: HashMap<String, usize> = HashMap::new();
        for target in targets {
            *left.entry(target.host().to_owned()).or_default() += 1;
        }
        Self { total: targets.len(), done: 0, by_verdict: BTreeMap::new(), left }
    }

    /// So many URLs are still to come; how many there are then.
    #[cfg(feature = "fleet")]
    pub(crate) fn expect(&mut self, left: usize) -> usize {
        self.total = self.done + left;
        self.total
    }

    /// One more URL has its result.
    pub(crate) fn add(&mut self, outcome: &Outcome) {
        self.done += 1;
        *self.by_verdict.entry(outcome.verdict).or_default() += 1;
        // The outcome has the URL that was checked.
        if let Some(left) = self.left.get_mut(host(&outcome.url)) {
            *left = left.saturating_sub(1);
        }
    }

    /// `312 of 1,204 URLs, 9 s · 3 dead, 1 suspect · waiting for example.org (12 left)` after so many `seconds`, in at most
    /// `columns`: the name of the host is shortened for that, or left out.
    pub(crate) fn line(&self, seconds: u64, columns: usize, language: SpokenLanguage) -> String {
        let (done, total) = (grouped(self.done), grouped(self.total));
        let mut line = text!("{done} of {total} URLs, {seconds} s", done, total, seconds);
        let told = |verdict: Verdict| Some(verdicts(verdict, grouped(*self.by_verdict.get(&verdict)?)));
        let found: Vec<Text> = TOLD.into_iter().filter_map(told).collect();
        if !found.is_empty() {
            line = text!("{line} · {found}", line, found = Text::series(found));
        }
        let Some((host, left)) = self.busiest() else { return language.say(line) };
        let host = sanitize::line(host);
        let with = |host: &str| {
            let (line, left) = (line.clone(), grouped(left));
            language.say(text!("{line} · waiting for {host} ({left} left)", line, host, left))
        };
        let room = columns.saturating_sub(display_width(&with("")));
        if room < SHORTEST_HOST.min(display_width(&host)) {
            return language.say(line);
        }
        with(&shorten(&host, room))
    }

    /// The host with most URLs that have no result, and how many.
    fn busiest(&self) -> Option<(&str, usize)> {
        let left = self.left.iter().filter(|(_, left)| **left > 0);
        left.map(|(host, left)| (&**host, *left)).max_by(|(a, most), (b, other)| most.cmp(other).then(b.cmp(a)))
    }
}

/// `count` with commas between its thousands.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::links::target::CheckTarget;
    use url::Url;

    fn outcome(url: &str, verdict: Verdict) -> Outcome {
        Outcome::of(url, verdict, "x")
    }

    #[test]
    fn it_says_what_was_found_and_what_it_waits_for() {
        let urls: Vec<String> = (0..1204).map(|at| format!("https://h{}.example/{at}", at % 3)).collect();
        let target =
            |url: &String| QueuedTarget::from(CheckTarget::new(&Url::parse(url).expect("a URL")).expect("web"));
        let mut counts = RunCounts::of(&urls.iter().map(target).collect::<Vec<_>>());
        assert_eq!(counts.line(0, 80, SpokenLanguage::En), "0 of 1,204 URLs, 0 s · waiting for h0.example (402 left)");
        for url in urls.iter().step_by(3) {
            counts.add(&outcome(url, Verdict::Ok));
        }
        counts.add(&outcome(&urls[1], Verdict::Dead));
        counts.add(&outcome(&urls[4], Verdict::Suspect));
        let line = "404 of 1,204 URLs, 9 s · 1 dead, 1 suspect · waiting for h2.example (401 left)";
        assert_eq!(counts.line(9, 80, SpokenLanguage::En), line);
        assert_eq!(
            counts.line(9, 60, SpokenLanguage::En),
            "404 of 1,204 URLs, 9 s · 1 dead, 1 suspect",
            "no host that nobody can tell from others"
        );
        urls.iter().skip(1).step_by(3).skip(2).for_each(|url| counts.add(&outcome(url, Verdict::Unknown)));
        urls.iter().skip(2).step_by(3).for_each(|url| counts.add(&outcome(url, Verdict::Ok)));
        assert_eq!(counts.line(9, 80, SpokenLanguage::En), "1,204 of 1,204 URLs, 9 s · 1 dead, 1 suspect");
        let long = Url::parse("https://lamps-of-all-kinds.and-shades.example/").expect("a URL");
        let counts = RunCounts::of(&[CheckTarget::new(&long).expect("a web address").into()]);
        let line = "0 of 1 URLs, 9 s · waiting for lamps-of-all-kind…es.example (1 left)";
        assert_eq!(counts.line(9, 68, SpokenLanguage::En), line);
    }
}
