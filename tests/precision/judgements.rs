//! What people made of findings.

use super::findings::ListFinding;
use curate_testing::root;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// What a person made of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Worth a maintainer's time.
    Right,
    /// True, and nobody cares.
    Noise,
    /// Not true.
    Wrong,
    /// Its safe fix is one that a maintainer would take back.
    Fix,
}

const VERDICTS: [(&str, Verdict); 4] =
    [("right", Verdict::Right), ("noise", Verdict::Noise), ("wrong", Verdict::Wrong), ("fix", Verdict::Fix)];

/// The findings of a rule that were judged, by severity, verdict and fingerprint, with a reason where there is one.
type OfRule = BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>;

/// All that was judged, by rule.
#[derive(Debug, Default)]
pub struct Judgements(BTreeMap<String, OfRule>);

const PATH: &str = "docs/precision.toml";

impl Judgements {
    pub fn read() -> Self {
        let text = fs::read_to_string(root().join(PATH)).expect("what was judged");
        Self(toml::from_str(&text).expect("judgements by rule, severity and verdict"))
    }

    pub fn rules(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Adds the lines `rule fingerprint verdict reason` of a file, where it is there; the severity is not known yet.
    pub fn take_over(&mut self, path: &Path) {
        for line in fs::read_to_string(path).unwrap_or_default().lines().filter(|line| !line.trim().is_empty()) {
            let mut words = line.splitn(4, ' ');
            let mut word = || words.next().unwrap_or("").trim().to_owned();
            let (rule, fingerprint, verdict, reason) = (word(), word(), word(), word());
            assert!(VERDICTS.iter().any(|(name, _)| *name == verdict), "no verdict: {line}");
            for of_severity in self.0.entry(rule.clone()).or_default().values_mut() {
                for judged in of_severity.values_mut() {
                    judged.remove(&fingerprint);
                }
            }
            let unknown = self.0.entry(rule).or_default().entry(String::new()).or_default();
            unknown.entry(verdict).or_default().insert(fingerprint, reason);
        }
    }

    /// Keeps what was judged of `findings`, each under its severity.
    pub fn forget_all_but(&mut self, findings: &[ListFinding]) {
        let mut kept = BTreeMap::<String, OfRule>::new();
        let mut seen = BTreeSet::new();
        for found in findings {
            let (rule, fingerprint) = (found.text("rule"), found.fingerprint());
            let Some((verdict, reason)) = self.judged(rule, &fingerprint) else { continue };
            if seen.insert((rule.to_owned(), fingerprint.clone())) {
                let name = VERDICTS.iter().find(|(_, known)| *known == verdict).map_or("", |(name, _)| name);
                let of_severity = kept.entry(rule.to_owned()).or_default().entry(found.text("severity").to_owned());
                let of_verdict = of_severity.or_default().entry(name.to_owned()).or_default();
                of_verdict.insert(fingerprint, reason.to_owned());
            }
        }
        self.0 = kept;
    }

    /// What was made of a finding, and why.
    pub fn judged(&self, rule: &str, fingerprint: &str) -> Option<(Verdict, &str)> {
        let of_rule = self.0.get(rule)?;
        of_rule.values().find_map(|of_severity| {
            VERDICTS.iter().find_map(|(name, verdict)| {
                let reason = of_severity.get(*name)?.get(fingerprint)?;
                Some((*verdict, reason.as_str()))
            })
        })
    }

    /// How many findings of a rule have `verdict`.
    pub fn count(&self, rule: &str, verdict: Verdict) -> usize {
        self.0.get(rule).map_or(0, |of_rule| of_rule.values().map(|judged| of(judged, verdict)).sum())
    }

    /// The reasons for all but `Right`, each once.
    pub fn reasons(&self, rule: &str) -> Vec<&str> {
        let all = self.0.get(rule).into_iter().flat_map(BTreeMap::values).flat_map(|judged| judged.iter());
        let bad = all.filter(|(verdict, _)| *verdict != "right").flat_map(|(_, judged)| judged.values());
        let reasons: BTreeSet<&str> = bad.map(String::as_str).filter(|reason| !reason.is_empty()).collect();
        reasons.into_iter().collect()
    }

    /// How many findings of `severity` have one of `verdicts`.
    pub fn pooled(&self, severity: &str, verdicts: &[Verdict]) -> usize {
        let judged = self.0.values().filter_map(|of_rule| of_rule.get(severity));
        judged.map(|judged| verdicts.iter().map(|verdict| of(judged, *verdict)).sum::<usize>()).sum()
    }

    /// The share of the findings of `severity` that have one of `verdicts`.
    pub fn share(&self, severity: &str, verdicts: &[Verdict]) -> f64 {
        let all = VERDICTS.map(|(_, verdict)| verdict);
        self.pooled(severity, verdicts) as f64 / self.pooled(severity, &all).max(1) as f64
    }

    /// The rule and reason of each finding with `verdict`.
    pub fn of_verdict(&self, verdict: Verdict) -> Vec<(&str, &str)> {
        let name = VERDICTS.iter().find(|(_, known)| *known == verdict).map_or("", |(name, _)| name);
        let mut all = Vec::new();
        for (rule, of_rule) in &self.0 {
            let judged = of_rule.values().filter_map(|judged| judged.get(name)).flat_map(BTreeMap::values);
            all.extend(judged.map(|reason| (rule.as_str(), reason.as_str())));
        }
        all
    }

    pub fn write(&self) {
        let mut text = String::from(
            "# What people made of findings, by rule, severity and verdict: the fingerprint of each finding and, where it is not right, why.\n\
             # Written by `cargo test --release --test precision -- --ignored`.\n",
        );
        for (rule, of_rule) in &self.0 {
            for (severity, judged) in of_rule {
                writeln!(text, "\n[\"{rule}\".{severity}]").unwrap();
                for (verdict, findings) in judged {
                    let rows: Vec<String> = findings
                        .iter()
                        .map(|(fingerprint, reason)| {
                            format!("\"{fingerprint}\" = {}", toml::Value::String(reason.clone()))
                        })
                        .collect();
                    writeln!(text, "{verdict} = {{ {} }}", rows.join(", ")).unwrap();
                }
            }
        }
        fs::write(root().join(PATH), text).expect("written");
    }
}

fn of(judged: &BTreeMap<String, BTreeMap<String, String>>, verdict: Verdict) -> usize {
    VERDICTS
        .iter()
        .find(|(_, known)| *known == verdict)
        .and_then(|(name, _)| judged.get(*name))
        .map_or(0, BTreeMap::len)
}
