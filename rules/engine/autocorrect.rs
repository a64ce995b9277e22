//! What AutoCorrect calls its rules, and what its configuration makes of ours.

use crate::api::declaration::Declaration;
use crate::api::silenced_work::SilencedWork;
use crate::engine::other_setting::{OtherChange, OtherSetting};
use std::collections::BTreeSet;
use std::sync::Arc;

/// AutoCorrect's rules that have a counterpart here, with what they change.
const AUTOCORRECT: &[(&str, &str)] = &[
    ("fullwidth", "the width of punctuation"),
    ("no-space-fullwidth", "spaces beside full-width punctuation"),
    ("space-word", "spaces between Chinese and Latin text"),
];

/// What AutoCorrect's rule `name` changes, in words; `None` where it has no counterpart here.
pub(crate) fn words(name: &str) -> Option<&'static str> {
    AUTOCORRECT.iter().find(|(known, _)| *known == name).map(|(_, words)| *words)
}

/// What `rules` do of the work of AutoCorrect's rule `name`; for an empty one of all of them.
pub(crate) fn work_for_autocorrect(name: &str, rules: &[&'static Declaration]) -> BTreeSet<SilencedWork> {
    let is_meant = |alias: &str| words(alias).is_some() && (name.is_empty() || alias.eq_ignore_ascii_case(name));
    let of_rule = |rule: &&'static Declaration| {
        let rule = *rule;
        let meant = rule.aliases.iter().filter(move |alias| is_meant(alias));
        meant.map(move |alias| SilencedWork::of(rule, alias))
    };
    rules.iter().flat_map(of_rule).collect()
}

/// What is silent in `rules` where the file `source` switches AutoCorrect's rules `off`; all of them where there is an empty name.
pub fn settings_by_autocorrect(off: &[String], source: &Arc<str>, rules: &[&'static Declaration]) -> Vec<OtherSetting> {
    let is_off = |name: &str| off.iter().any(|off| off.is_empty() || off.eq_ignore_ascii_case(name));
    let names = AUTOCORRECT.iter().map(|(name, _)| *name).filter(|name| is_off(name));
    let silent = names.flat_map(|cause| {
        let work = work_for_autocorrect(cause, rules).into_iter();
        work.map(move |work| OtherSetting { change: OtherChange::Silence(work), cause, source: Arc::clone(source) })
    });
    silent.collect()
}
