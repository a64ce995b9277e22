//! Makes facts and settings of what is given in a `case.toml`.

use super::case::{Given, GivenFile, GivenOutcome, GivenRepository};
use super::{Folder, examples};
use curate_document::{Document, List};
use curate_rules::api::blame::{Ages, Commit};
use curate_rules::api::change::Change;
use curate_rules::api::linked_file::LinkedFile;
use curate_rules::api::outcome::{FragmentState, OutcomeDetails, Repository, Suspicion};
use curate_rules::api::own_repository::OwnRepository;
use curate_rules::{Declaration, Facts, Outcome, RULES, Settings, Verdict};
use curate_testing::entries;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// The facts for the example called `name`.
pub fn facts(folder: &Folder, name: &str, given: &Given, list: &List) -> Result<Facts, String> {
    let outcomes: Result<Vec<Outcome>, String> = given.outcomes.iter().flatten().map(outcome).collect();
    let files = given.files.iter().flatten().map(|(path, known)| (path.clone(), linked_file(known)));
    Ok(Facts {
        outcomes: outcomes?.into_iter().collect(),
        files: files.collect(),
        own_repository: given.repository.as_ref().map(own_repository),
        root: Some(String::new()),
        beside: given.neighbours.iter().flatten().cloned().collect::<BTreeSet<_>>().into(),
        terms: given.terms.iter().flatten().cloned().collect(),
        ages: ages(folder, name, given, list)?,
        change: change(folder, name, list)?,
        wants_copies: given.copies.unwrap_or(false),
        ..Facts::default()
    })
}

/// Settings with `rule` alone, with its options.
pub fn alone(rule: &Declaration, given: &Given, list: &List) -> Result<Vec<Settings>, String> {
    let mut settings = Settings::defaults(RULES);
    settings.retain(|name| name == rule.name);
    let setting = settings.rule_mut(rule.name).ok_or("there is no setting for the rule")?;
    setting.severity = Some(rule.severity);
    setting.options = given.options.clone().unwrap_or_default();
    let written = toml::Value::from(setting.options.clone()).to_string();
    let options = toml::de::ValueDeserializer::parse(&written).map_err(|error| error.to_string())?;
    rule.make.check(options).map_err(|error| error.to_string())?;
    Ok(vec![settings; list.editions.len()])
}

/// Settings with every rule that is on by default.
pub fn defaults(list: &List) -> Vec<Settings> {
    vec![Settings::defaults(RULES); list.editions.len()]
}

fn outcome(given: &GivenOutcome) -> Result<Outcome, String> {
    let verdict = Verdict::named(&given.verdict).ok_or_else(|| format!("no verdict is called {}", given.verdict))?;
    let state = |is_there: &bool| if *is_there { FragmentState::Found } else { FragmentState::Missing };
    let repository = Repository { archived: given.archived, empty: given.empty, idle_days: given.idle_days };
    let plain = OutcomeDetails::of(verdict, &given.cause);
    let details = OutcomeDetails {
        status: given.status,
        moved_to: given.moved_to.clone(),
        secure: given.secure,
        archived_at: given.archived_at.clone(),
        is_private: given.private,
        fragments: given.fragments.iter().map(|(name, is_there)| (name.clone(), state(is_there))).collect(),
        final_url: given.final_url.clone(),
        suspicion: match (&given.parked, &given.led_to) {
            (Some(parker), _) => Some(Suspicion::Parked(parker.clone())),
            (None, Some(domain)) => Some(Suspicion::DomainChanged(domain.clone())),
            (None, None) => given.video_removed.then_some(Suspicion::VideoRemoved),
        },
        repository: (repository != Repository::default()).then_some(repository),
        ..plain
    };
    Ok(Outcome::new(given.url.as_str(), details))
}

fn linked_file(given: &GivenFile) -> LinkedFile {
    match given {
        GivenFile::IsThere(true) => LinkedFile::Present,
        GivenFile::IsThere(false) => LinkedFile::Missing,
        GivenFile::OtherCase(actual) => LinkedFile::OtherCase(actual.clone()),
    }
}

fn own_repository(given: &GivenRepository) -> OwnRepository {
    OwnRepository {
        host: given.host.clone(),
        owner: given.owner.clone(),
        name: given.name.clone(),
        branches: vec![given.branch.clone()],
        root: String::new(),
        readme: Some("README.md".to_owned()),
    }
}

/// What the list was before a change: the folder `before-NAME`.
fn change(folder: &Folder, name: &str, list: &List) -> Result<Option<Change>, String> {
    let place = folder.path.join(format!("before-{name}"));
    if !place.is_dir() {
        return Ok(None);
    }
    let before = examples::read(&place, &Given::default())?;
    if before.editions.len() != list.editions.len() {
        return Err(format!("{} holds another number of editions", curate_testing::shown(&place)));
    }
    Ok(Some(Change { before, added: BTreeSet::new(), files: BTreeMap::new() }))
}

/// When lines last changed, and what the source edition was at the commits in the folder `former-NAME`.
fn ages(folder: &Folder, name: &str, given: &Given, list: &List) -> Result<Ages, String> {
    const DAY: i64 = 86_400;
    let mut ages = Ages::default();
    let mut named = BTreeMap::new();
    for blame in given.blame.iter().flatten() {
        let commit = Commit { name: blame.commit.clone(), time: blame.day.map(|day| day * DAY) };
        named.extend(blame.lines.iter().map(|line| ((blame.path.as_str(), *line), commit.clone())));
    }
    for (id, edition) in list.iter().filter(|_| !named.is_empty()) {
        let first = Commit { name: "first".to_owned(), time: Some(0) };
        let commit = |line| named.get(&(edition.path.as_str(), line)).unwrap_or(&first).clone();
        ages.lines.insert(id, (1..=edition.document.lines().count()).map(commit).collect());
    }
    for path in entries(&folder.path.join(format!("former-{name}"))) {
        let commit = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("?").to_owned();
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", curate_testing::shown(&path)))?;
        ages.former.insert(commit, Document::parse(text));
    }
    Ok(ages)
}
