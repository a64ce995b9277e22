//! Links to files of the repository that is being judged, shown on the web: the working tree knows them, and knows better.

use crate::commands::lint::load::Work;
use crate::links::sought::names_part;
use crate::links::targets::Target;
use curate_rules::Verdict;
use curate_rules::api::linked_file::LinkedFile;
use curate_rules::api::outcome::{FragmentState, Outcome, question_of, url_of};
use curate_rules::api::paths::percent_decoded;
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

/// Takes those of `targets` away that the working tree answers; its answers.
pub fn answered(work: &Work, targets: &mut Vec<Target>) -> Vec<Outcome> {
    let asked: BTreeSet<&str> = targets.iter().map(|target| target.url.as_str()).collect();
    let mut outcomes: BTreeMap<String, Outcome> = BTreeMap::new();
    for prepared in &work.lists {
        let Some(own) = &prepared.facts.own_repository else { continue };
        for edition in prepared.list.editions.iter().filter(|edition| edition.judged) {
            for link in edition.document.links() {
                let Some(url) = url_of(link) else { continue };
                let Some(file) = own.file_of(&url).and_then(|key| prepared.facts.files.get(&key)) else { continue };
                let Some(question) = question_of(&url).filter(|question| asked.contains(question.as_str())) else {
                    continue;
                };
                let outcome = outcomes.entry(question).or_insert_with_key(|question| of_file(question, file));
                if let Some((fragment, state)) = of_fragment(&url, file) {
                    outcome.fragments.insert(fragment, state);
                }
            }
        }
    }
    targets.retain(|target| !outcomes.contains_key(target.url.as_str()));
    outcomes.into_values().collect()
}

fn of_file(question: &str, file: &LinkedFile) -> Outcome {
    let (verdict, cause) = match file {
        LinkedFile::Missing => (Verdict::Dead, "there is no such file in the working tree".to_owned()),
        LinkedFile::OtherCase(name) => (Verdict::Dead, format!("in the working tree it is called `{name}`")),
        LinkedFile::Present | LinkedFile::Markdown(_) => (Verdict::Ok, "it is in the working tree".to_owned()),
    };
    Outcome::of(question, verdict, cause)
}

/// Whether the fragment of `url` names a part of `file`, where that can be told.
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
