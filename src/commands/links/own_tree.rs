//! Links to files of the judged repository, shown on the web: the working tree knows them, and knows better.

use crate::links::fragment_policy::names_part;
use crate::links::target::CheckTarget;
use curate_rules::api::linked_file::LinkedFile;
use curate_rules::api::outcome::{FragmentState, Outcome};
use curate_rules::api::paths::percent_decoded;
use curate_rules::{Facts, Verdict, text};
use std::collections::BTreeMap;
use url::Url;

/// Adds to `outcomes`, by URL, what the working tree knows of a link to `url`, which is checked as `target`. Nothing where
/// it shows no file of the repository.
pub(crate) fn look_up(facts: &Facts, target: &CheckTarget, url: &Url, outcomes: &mut BTreeMap<String, Outcome>) {
    let file = facts.own_repository.as_ref().and_then(|own| own.file_of(url)).and_then(|key| facts.files.get(&key));
    let Some(file) = file else { return };
    let outcome = outcomes.entry(target.url.to_string()).or_insert_with_key(|url| of_file(url, file));
    if let Some((fragment, state)) = of_fragment(url, file) {
        outcome.fragments.insert(fragment, state);
    }
}

/// Adds to `outcomes` what the working tree knows of `path`, which begins at the root of the repository that the document at
/// `document` is in. Nothing is known of what leads to something else in the repository of another document.
pub(crate) fn look_up_path(
    facts: &Facts,
    document: &str,
    path: &str,
    outcomes: &mut BTreeMap<String, Option<Outcome>>,
) {
    let file = facts.resolve(document, path).and_then(|key| facts.files.get(&key));
    let outcome = file.map(|file| of_file(path, file));
    let known = outcomes.entry(path.to_owned()).or_insert_with(|| outcome.clone());
    if *known != outcome {
        *known = None;
    }
}

fn of_file(url: &str, file: &LinkedFile) -> Outcome {
    let (verdict, cause) = match file {
        LinkedFile::Missing => (Verdict::Dead, text!("there is no such file in the working tree").to_string()),
        LinkedFile::OtherCase(name) => {
            (Verdict::Dead, text!("in the working tree it is called `{name}`", name).to_string())
        }
        LinkedFile::Present | LinkedFile::Markdown(_) => (Verdict::Ok, text!("it is in the working tree").to_string()),
    };
    Outcome::of(url, verdict, cause)
}

/// Whether the fragment of `url` names a part of `file`, where that can be checked.
fn of_fragment(url: &Url, file: &LinkedFile) -> Option<(String, FragmentState)> {
    let LinkedFile::Markdown(anchors) = file else { return None };
    // A file shown raw is text without parts.
    let is_raw = url.host_str().is_some_and(|host| host.starts_with("raw.")) || url.path().contains("/raw/");
    let fragment = url.fragment().filter(|fragment| !is_raw && names_part(fragment))?;
    let name = percent_decoded(fragment.split_once(":~:").map_or(fragment, |(name, _)| name));
    let name = name.strip_prefix("user-content-").unwrap_or(&name);
    // GitHub looks for the name in small letters too.
    let is_there = anchors.contains(name) || anchors.contains(&name.to_lowercase());
    Some((fragment.to_owned(), if is_there { FragmentState::Found } else { FragmentState::Missing }))
}
