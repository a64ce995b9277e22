//! The JSON form of a row: what a store holds for a URL, and what machines exchange. `docs/en/reference/store.md` describes it.

use crate::links::day::{Day, Timestamp};
use crate::links::domain::registrable;
use crate::links::store::row::StoreRow;
use crate::links::store::suspicion_json::SuspicionJson;
use curate_rules::Verdict;
use curate_rules::api::outcome::{FragmentState, Hop, Outcome, OutcomeDetails, Repository};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use url::Url;

/// Changes with the meaning of a field, or with one that readers cannot do without. It is the version of a store too.
pub(crate) const VERSION: u32 = 3;

/// Why a text is not a row.
#[derive(Debug, thiserror::Error)]
pub enum RowError {
    /// It is not the JSON of a row.
    #[error("not a row of a store: {0}")]
    Syntax(#[from] serde_json::Error),
    /// Another version of curate wrote it.
    #[error("a row of version {found}, where {VERSION} is understood")]
    Version {
        /// The version that it names.
        found: u32,
    },
    /// A field says what no run observes.
    #[error("a row whose `{0}` makes no sense")]
    Value(&'static str),
}

#[derive(Serialize, Deserialize)]
struct RowVersion {
    version: u32,
}

#[derive(Serialize, Deserialize)]
struct RowJson {
    version: u32,
    url: String,
    verdict: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    cause: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    hops: Vec<HopJson>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    final_url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    moved_to: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    suspicion: Option<SuspicionJson>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    secure: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    repository: Option<RepositoryJson>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    fragments: BTreeMap<String, FragmentJson>,
    counts: bool,
    checked_at: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    responded_at: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    home: Option<HomeJson>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    failed_on: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct HopJson {
    status: u16,
    to: String,
}

#[derive(Serialize, Deserialize)]
struct RepositoryJson {
    archived: bool,
    empty: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    idle_days: Option<u32>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum FragmentJson {
    Found,
    Missing,
    Unknown,
}

#[derive(Serialize, Deserialize)]
struct HomeJson {
    at: u64,
    domain: String,
}

impl StoreRow {
    /// The row as JSON, on one line.
    pub fn to_json(&self) -> String {
        // Every field is a plain value, and every key a text: there is nothing that cannot be written.
        serde_json::to_string(&RowJson::of(self)).unwrap_or_default()
    }

    /// The row that `text` describes. Fields that are not known are ignored.
    ///
    /// # Errors
    ///
    /// Where `text` is not a row of this version that a run could have observed.
    pub fn from_json(text: &str) -> Result<Self, RowError> {
        let row: Result<RowJson, _> = serde_json::from_str(text);
        match &row {
            Ok(row) if row.version == VERSION => {}
            // The fields of another version may be others.
            _ => {
                let RowVersion { version } = serde_json::from_str(text)?;
                if version != VERSION {
                    return Err(RowError::Version { found: version });
                }
            }
        }
        row?.row()
    }
}

impl RowJson {
    fn of(row: &StoreRow) -> Self {
        // Destructured, so that a new field cannot be forgotten here.
        let StoreRow { outcome, domain: _, counts, checked_at, responded_at, home, failed_on } = row;
        let OutcomeDetails {
            verdict,
            status,
            cause,
            refusal: _,
            hops,
            final_url,
            moved_to,
            cached: _,
            since: _,
            archived_at: _,
            is_private: _,
            repository,
            secure,
            suspicion,
            fragments,
        } = &**outcome;
        let repository =
            repository.map(|Repository { archived, empty, idle_days }| RepositoryJson { archived, empty, idle_days });
        Self {
            version: VERSION,
            url: outcome.url.to_string(),
            verdict: verdict.name().to_owned(),
            status: *status,
            cause: cause.clone(),
            hops: hops.iter().map(|Hop { status, to }| HopJson { status: *status, to: to.clone() }).collect(),
            final_url: final_url.clone(),
            moved_to: moved_to.clone(),
            suspicion: suspicion.as_ref().and_then(SuspicionJson::of),
            secure: *secure,
            repository,
            fragments: fragments.iter().map(|(name, state)| (name.clone(), FragmentJson::of(*state))).collect(),
            counts: *counts,
            checked_at: checked_at.0,
            responded_at: responded_at.map(|moment| moment.0),
            home: home.as_ref().map(|(at, domain)| HomeJson { at: at.0, domain: domain.clone() }),
            failed_on: failed_on.iter().map(Day::to_string).collect(),
        }
    }

    fn row(self) -> Result<StoreRow, RowError> {
        let checked = web(&self.url).ok_or(RowError::Value("url"))?;
        let verdict = Verdict::named(&self.verdict).filter(|verdict| *verdict != Verdict::Refused);
        let mut outcome = Outcome::of(self.url, verdict.ok_or(RowError::Value("verdict"))?, self.cause);
        outcome.status = self.status;
        outcome.hops = self.hops.into_iter().map(|HopJson { status, to }| Hop { status, to }).collect();
        // Lists are fixed with these: they have to be web addresses.
        let address = |text: Option<String>, name| match text {
            Some(text) => web(&text).map(Some).ok_or(RowError::Value(name)),
            None => Ok(None),
        };
        let final_url = address(self.final_url, "final_url")?;
        let domain = registrable(final_url.as_ref().unwrap_or(&checked));
        outcome.final_url = final_url.map(String::from);
        outcome.moved_to = address(self.moved_to, "moved_to")?.map(String::from);
        outcome.suspicion = self.suspicion.map(SuspicionJson::suspicion);
        outcome.secure = self.secure;
        outcome.repository = self.repository.map(|RepositoryJson { archived, empty, idle_days }| Repository {
            archived,
            empty,
            idle_days,
        });
        outcome.fragments = self.fragments.into_iter().map(|(name, state)| (name, state.state())).collect();
        let home = self.home.map(|home| Ok::<_, RowError>((moment(home.at, "home")?, home.domain))).transpose()?;
        let days = self.failed_on.iter().map(|day| Day::parse(day)).collect::<Option<_>>();
        Ok(StoreRow {
            outcome,
            domain,
            counts: self.counts,
            checked_at: moment(self.checked_at, "checked_at")?,
            responded_at: self.responded_at.map(|at| moment(at, "responded_at")).transpose()?,
            home,
            failed_on: days.ok_or(RowError::Value("failed_on"))?,
        })
    }
}

impl FragmentJson {
    const fn of(state: FragmentState) -> Self {
        match state {
            FragmentState::Found => Self::Found,
            FragmentState::Missing => Self::Missing,
            FragmentState::Unknown => Self::Unknown,
        }
    }

    const fn state(self) -> FragmentState {
        match self {
            Self::Found => FragmentState::Found,
            Self::Missing => FragmentState::Missing,
            Self::Unknown => FragmentState::Unknown,
        }
    }
}

fn web(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

fn moment(seconds: u64, name: &'static str) -> Result<Timestamp, RowError> {
    Some(Timestamp(seconds)).filter(|moment| *moment <= Timestamp::LAST).ok_or(RowError::Value(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::links::probe_result::ProbeResult;
    use curate_rules::api::outcome::Suspicion;
    use proptest::option;
    use proptest::prelude::*;

    fn any_outcome() -> impl Strategy<Value = Outcome> {
        let verdicts =
            [Verdict::Ok, Verdict::Moved, Verdict::Dead, Verdict::Blocked, Verdict::Unknown, Verdict::Suspect];
        let address = || option::of("https://[a-z]{1,8}\\.example/[a-z]{0,8}");
        let states = [FragmentState::Found, FragmentState::Missing, FragmentState::Unknown];
        let fragments = proptest::collection::btree_map(".{0,8}", proptest::sample::select(states.to_vec()), 0..3);
        let repository = (any::<bool>(), any::<bool>(), any::<Option<u32>>())
            .prop_map(|(archived, empty, idle_days)| Repository { archived, empty, idle_days });
        let hop = (300..309_u16, ".{0,20}").prop_map(|(status, to)| Hop { status, to });
        let of_response =
            (option::of(100..=999_u16), ".{0,20}", proptest::collection::vec(hop, 0..3), address(), address());
        let suspicion = (0..6_usize, ".{0,8}").prop_map(|(kind, text)| match kind {
            0 => Suspicion::Parked(text),
            1 => Suspicion::VideoRemoved,
            2 => Suspicion::NotFoundPage(text),
            3 => Suspicion::Gate(text),
            4 => Suspicion::HomePage,
            _ => Suspicion::SameAsMissing,
        });
        let of_page = (option::of(suspicion), any::<Option<bool>>(), option::of(repository), fragments);
        (proptest::sample::select(verdicts.to_vec()), of_response, of_page).prop_map(|(verdict, response, page)| {
            let (status, cause, hops, final_url, moved_to) = response;
            let (suspicion, secure, repository, fragments) = page;
            let plain = OutcomeDetails::of(verdict, cause);
            let details =
                OutcomeDetails { status, hops, final_url, moved_to, secure, repository, suspicion, fragments, ..plain };
            Outcome::new("https://lamp.example/a?b", details)
        })
    }

    proptest! {
        #[test]
        fn a_row_comes_back(outcome in any_outcome(), counts: bool, at in 0..=Timestamp::LAST.0, other in 0..=Timestamp::LAST.0) {
            let last = outcome.final_url.as_deref().unwrap_or(&outcome.url);
            let final_url = Url::parse(last).expect("a URL");
            let result = ProbeResult { outcome, final_url, counts, page: None, is_doubtful: false, responded: true };
            let row = StoreRow::observed(&result, Timestamp(at)).expect("observed");
            let earlier = StoreRow::observed(&result, Timestamp(other)).expect("observed");
            let row = row.merged(earlier);
            let json = row.to_json();
            prop_assert!(!json.contains('\n'));
            prop_assert_eq!(StoreRow::from_json(&json).expect("a row"), row, "{}", json);
        }

        #[test]
        fn any_text_is_a_row_or_an_error(text in ".{0,200}") {
            prop_assert!(StoreRow::from_json(&text).is_err());
        }
    }

    #[test]
    fn rows_that_make_no_sense() {
        let plain =
            r#"{"version":3,"url":"https://a.example/","verdict":"ok","cause":"200 OK","counts":false,"checked_at":5}"#;
        assert!(StoreRow::from_json(plain).is_ok());
        for (from, to, error) in [
            ("\"version\":3", "\"version\":4,\"url\":7", "a row of version 4, where 3 is understood"),
            ("https://a.example/", "javascript:alert(1)", "a row whose `url` makes no sense"),
            ("\"ok\"", "\"refused\"", "a row whose `verdict` makes no sense"),
            ("5}", "999999999999}", "a row whose `checked_at` makes no sense"),
            ("5}", "5,\"moved_to\":\"javascript:1\"}", "a row whose `moved_to` makes no sense"),
            ("5}", "5,\"final_url\":\"a\"}", "a row whose `final_url` makes no sense"),
            ("5}", "5,\"failed_on\":[\"2026-13-01\"]}", "a row whose `failed_on` makes no sense"),
            ("5}", "5,\"home\":{\"at\":999999999999,\"domain\":\"a.example\"}}", "a row whose `home` makes no sense"),
            ("5}", "-5}", "not a row of a store"),
            ("\"cause\"", "\"course\"", "not a row of a store"),
        ] {
            let said = StoreRow::from_json(&plain.replace(from, to)).expect_err(to).to_string();
            assert!(said.starts_with(error), "{to}: {said}");
        }
    }
}
