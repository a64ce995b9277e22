//! Repositories of GitHub, asked of its GraphQL API: a hundred with one question.

mod batches;
mod query;
mod questioner;

pub use crate::links::github::batches::start;
pub use crate::links::github::query::Name;
pub use crate::links::github::questioner::Questioner;

use crate::links::day::Day;
use crate::links::github::query::Known;
use crate::links::learnt::Learnt;
use curate_rules::Verdict;
use curate_rules::api::outcome::{FragmentState, Outcome, Repository};
use reqwest::header::HeaderValue;
use url::{Host, Url};

/// First parts of paths that are no accounts: pages of GitHub itself. What is missing here costs one request more, since an
/// account that the API does not know is asked for by its page.
const PAGES: &[&str] = &[
    "about",
    "account",
    "apps",
    "collections",
    "contact",
    "customer-stories",
    "enterprise",
    "events",
    "explore",
    "features",
    "gist",
    "issues",
    "join",
    "login",
    "marketplace",
    "new",
    "notifications",
    "organizations",
    "orgs",
    "pricing",
    "pulls",
    "readme",
    "resources",
    "search",
    "security",
    "sessions",
    "settings",
    "site",
    "solutions",
    "sponsors",
    "stars",
    "team",
    "teams",
    "topics",
    "trending",
    "user",
    "users",
];

/// The API of GitHub or of a GitHub Enterprise server, with the token that it is asked with.
#[derive(Clone, Debug)]
pub struct Api {
    /// Where questions go; the token goes nowhere else.
    endpoint: Url,
    token: HeaderValue,
    /// The host of the repositories it knows.
    site: String,
}

/// Why the API cannot be asked.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// The address is none, or would show the token to everybody on the way.
    #[error("`{0}` is no address that a token may be sent to: it must begin with https://")]
    Address(String),
    /// The token cannot be sent.
    #[error("GITHUB_TOKEN holds characters that no token has")]
    Token,
}

impl Api {
    /// The API that the command line (`named`) or the environment names, else GitHub's own. `None` without `GITHUB_TOKEN`.
    ///
    /// # Errors
    ///
    /// Where its address or the token is none.
    pub fn of(named: Option<&str>, environment: &dyn Fn(&str) -> Option<String>) -> Result<Option<Self>, Unfit> {
        let variable = |name: &str| environment(name).filter(|value| !value.trim().is_empty());
        let Some(token) = variable("GITHUB_TOKEN") else { return Ok(None) };
        let address = named.map(str::to_owned);
        let address = address.or_else(|| variable("GITHUB_GRAPHQL_URL")).or_else(|| variable("GITHUB_API_URL"));
        let address = address.unwrap_or_else(|| "https://api.github.com".to_owned());
        let endpoint = endpoint(&address).ok_or(Unfit::Address(address))?;
        // The environment speaks of the server that it belongs to.
        let server =
            variable("GITHUB_SERVER_URL").filter(|_| named.is_none()).and_then(|server| Url::parse(&server).ok());
        let site = server.and_then(|server| server.host_str().map(str::to_owned)).unwrap_or_else(|| site(&endpoint));
        let mut token = HeaderValue::from_str(&format!("bearer {}", token.trim())).map_err(|_| Unfit::Token)?;
        token.set_sensitive(true);
        Ok(Some(Self { endpoint, token, site }))
    }

    /// The host that questions go to.
    pub fn host(&self) -> &str {
        self.endpoint.host_str().unwrap_or_default()
    }

    /// The repository that `url` shows, where the API knows it and it is shown as a whole.
    pub fn repository(&self, url: &Url) -> Option<Name> {
        repository(url, &self.site)
    }
}

/// How many of `urls` show a repository on github.com.
pub fn count_repositories<'a>(urls: impl Iterator<Item = &'a Url>) -> usize {
    urls.filter(|url| repository(url, "github.com").is_some()).count()
}

/// The repository on the host `site` that `url` shows, where it shows one as a whole: `https://github.com/owner/name`.
fn repository(url: &Url, site: &str) -> Option<Name> {
    let host = url.host_str()?;
    let is_site = host == site || host.strip_prefix("www.") == Some(site);
    if !is_site || url.port().is_some() || url.query().is_some() {
        return None;
    }
    let mut segments = url.path_segments()?;
    let (owner, name) = (segments.next()?, segments.next()?);
    if segments.any(|rest| !rest.is_empty()) || PAGES.contains(&owner.to_ascii_lowercase().as_str()) {
        return None;
    }
    Name::new(owner, name.strip_suffix(".git").unwrap_or(name))
}

/// Where questions go to the API at `address`: the endpoint itself, or the base of the older API beside it.
fn endpoint(address: &str) -> Option<Url> {
    let mut url = Url::parse(address).ok()?;
    let is_loopback = match url.host()? {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    };
    if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback) {
        return None;
    }
    let path = url.path().trim_end_matches('/');
    let base = path.strip_suffix("/graphql").or_else(|| path.strip_suffix("/v3")).unwrap_or(path);
    let path = format!("{base}/graphql");
    url.set_path(&path);
    url.set_query(None);
    url.set_fragment(None);
    Some(url)
}

/// The host whose repositories the API at `endpoint` knows: an Enterprise server has its API on its own host, under `/api`.
fn site(endpoint: &Url) -> String {
    let host = endpoint.host_str().unwrap_or_default();
    if endpoint.path() == "/api/graphql" {
        return host.to_owned();
    }
    host.strip_prefix("api.").unwrap_or("github.com").to_owned()
}

/// What the API's answer means for the link to `url`, which shows the repository `asked`.
fn learnt(url: &Url, asked: &Name, fragments: &[String], known: &Known, today: Day) -> Learnt {
    let mut outcome = Outcome::of(url.as_str(), Verdict::Ok, "GitHub's API says that the repository is there");
    if known.private {
        outcome.verdict = Verdict::Blocked;
        "GitHub's API says that the repository is private".clone_into(&mut outcome.cause);
    }
    let idle = known.pushed_on.map(|day| u32::try_from(today.since(day)).unwrap_or(u32::MAX));
    outcome.repository = Some(Repository { archived: known.archived, empty: known.empty, idle_days: idle });
    outcome.secure = (url.scheme() == "http").then_some(true);
    // `http` and `www.` redirect for good, as a new name does.
    let name = if known.name.is(asked) { asked } else { &known.name };
    let mut now = url.clone();
    let is_usual = url.scheme() == "https" && !url.host_str().is_some_and(|host| host.starts_with("www."));
    if !is_usual || name != asked {
        // All three can only fail for URLs without a host.
        let _ = now.set_scheme("https");
        let _ = now.set_host(url.host_str().map(|host| host.strip_prefix("www.").unwrap_or(host)));
        now.set_path(&format!("{}/{}", name.owner, name.name));
    }
    if now != *url && outcome.verdict == Verdict::Ok {
        outcome.verdict = Verdict::Moved;
        if name != asked {
            outcome.cause = format!("GitHub's API says that the repository is called {}/{} now", name.owner, name.name);
        }
        outcome.moved_to = Some(now.to_string());
        outcome.final_url = Some(now.into());
    }
    for fragment in fragments {
        let state = if fragment == "readme" && !known.empty { FragmentState::Found } else { FragmentState::Unknown };
        outcome.fragments.insert(fragment.clone(), state);
    }
    Learnt { outcome, counts: false, etag: None, answered: true }
}

/// The same where there is no such repository, though its account is there.
fn missing(url: &Url) -> Learnt {
    let outcome = Outcome::of(url.as_str(), Verdict::Dead, "GitHub's API says that there is no such repository");
    Learnt { outcome, counts: false, etag: None, answered: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn api(named: Option<&str>, variables: &[(&str, &str)]) -> Result<Option<Api>, Unfit> {
        let find = |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        Api::of(named, &find)
    }

    #[test]
    fn where_questions_go() {
        let token = ("GITHUB_TOKEN", "t");
        for (named, variables, endpoint, site) in [
            (None, &[token][..], "https://api.github.com/graphql", "github.com"),
            (Some("https://git.example/api/v3"), &[token], "https://git.example/api/graphql", "git.example"),
            (
                None,
                &[token, ("GITHUB_API_URL", "https://api.git.example/")],
                "https://api.git.example/graphql",
                "git.example",
            ),
            (
                None,
                &[
                    token,
                    ("GITHUB_GRAPHQL_URL", "https://x.example/api/graphql"),
                    ("GITHUB_SERVER_URL", "https://y.example"),
                ],
                "https://x.example/api/graphql",
                "y.example",
            ),
            (Some("http://127.0.0.1:8080"), &[token], "http://127.0.0.1:8080/graphql", "github.com"),
            (
                Some("https://git.example/api/graphql"),
                &[token, ("GITHUB_SERVER_URL", "https://github.com")],
                "https://git.example/api/graphql",
                "git.example",
            ),
        ] {
            let api = api(named, variables).expect("an address").expect("a token");
            assert_eq!((api.endpoint.as_str(), api.site.as_str()), (endpoint, site));
            assert!(!format!("{api:?}").contains("bearer t"), "the token is not shown");
        }
        assert!(api(None, &[]).expect("nothing wrong").is_none());
        assert!(api(None, &[("GITHUB_TOKEN", " ")]).expect("nothing wrong").is_none());
        assert!(matches!(api(Some("http://git.example/api/v3"), &[token]), Err(Unfit::Address(_))));
        assert!(matches!(api(Some("nonsense"), &[token]), Err(Unfit::Address(_))));
        assert!(matches!(api(None, &[("GITHUB_TOKEN", "a\nb")]), Err(Unfit::Token)));
    }

    #[test]
    fn repositories_are_known_by_their_address() {
        let api = api(None, &[("GITHUB_TOKEN", "t")]).expect("an address").expect("a token");
        for (url, name) in [
            ("https://github.com/lamp/desk", Some("lamp/desk")),
            ("http://www.github.com/lamp/desk/", Some("lamp/desk")),
            ("https://github.com/lamp/desk.js.git", Some("lamp/desk.js")),
            ("https://github.com/lamp/desk/issues", None),
            ("https://github.com/lamp", None),
            ("https://github.com/lamp/", None),
            ("https://github.com/topics/lamp", None),
            ("https://github.com/Sponsors/lamp", None),
            ("https://github.com/lamp/desk?tab=readme-ov-file", None),
            ("https://github.com/lamp/%22%29", None),
            ("https://github.com/lamp/..git", None),
            ("https://gist.github.com/lamp/0123", None),
            ("https://github.com:8443/lamp/desk", None),
        ] {
            let found = api.repository(&Url::parse(url).expect("a URL"));
            assert_eq!(found.map(|found| format!("{}/{}", found.owner, found.name)).as_deref(), name, "{url}");
        }
    }

    #[test]
    fn what_is_known_is_a_verdict() {
        let today = Day::parse("2026-11-26").expect("a day");
        let known = |name: &str| Known {
            name: name.split_once('/').and_then(|(owner, name)| Name::new(owner, name)).expect("a name"),
            archived: true,
            empty: false,
            private: false,
            pushed_on: Day::parse("2026-11-20"),
        };
        for (url, called, verdict, to) in [
            ("https://github.com/lamp/desk", "Lamp/Desk", Verdict::Ok, None),
            ("https://github.com/lamp/desk/", "lamp/desk", Verdict::Ok, None),
            ("https://github.com/lamp/desk", "light/desk", Verdict::Moved, Some("https://github.com/light/desk")),
            ("http://www.github.com/lamp/desk", "lamp/desk", Verdict::Moved, Some("https://github.com/lamp/desk")),
        ] {
            let url = Url::parse(url).expect("a URL");
            let asked = Name::new("lamp", "desk").expect("a name");
            let outcome = learnt(&url, &asked, &["readme".into(), "use".into()], &known(called), today).outcome;
            assert_eq!((outcome.verdict, outcome.moved_to.as_deref()), (verdict, to), "{url}");
            let repository = Repository { archived: true, empty: false, idle_days: Some(6) };
            assert_eq!(outcome.repository, Some(repository));
            assert_eq!(outcome.fragments["readme"], FragmentState::Found);
            assert_eq!(outcome.fragments["use"], FragmentState::Unknown);
        }
    }
}
