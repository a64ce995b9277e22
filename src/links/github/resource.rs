//! What of GitHub a URL shows: a repository, an account, a gist.

use crate::links::github::repository_name::RepositoryName;
use crate::links::target::QueuedTarget;
use url::Url;

/// First parts of paths that are not accounts: pages of GitHub itself. What is missing here costs one request more, since
/// the page is requested of an account that the API does not know.
const PAGES: &[&str] = &[
    "about",
    "account",
    "advisories",
    "apps",
    "codespaces",
    "collections",
    "contact",
    "copilot",
    "customer-stories",
    "dashboard",
    "discussions",
    "enterprise",
    "events",
    "explore",
    "features",
    "gist",
    "issues",
    "join",
    "login",
    "logout",
    "marketplace",
    "mobile",
    "models",
    "new",
    "nonprofit",
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
    "signup",
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

/// What the API may know of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum GithubResource {
    /// A repository as a whole.
    Repository(RepositoryName),
    /// The profile of a user or an organisation.
    Account {
        /// Its name.
        login: String,
        /// Whether only an organisation has such a page.
        organization: bool,
    },
    /// A gist of a user.
    Gist {
        /// The login of that user.
        owner: String,
        /// Hexadecimal digits.
        id: String,
    },
}

impl GithubResource {
    /// What `url` shows of the host `site`: `https://github.com/owner/name`, `https://github.com/login`,
    /// `https://gist.github.com/login/id`.
    pub(crate) fn at(url: &Url, site: &str) -> Option<Self> {
        let host = url.host_str().filter(|_| url.port().is_none())?;
        let mut segments: Vec<&str> = url.path_segments()?.collect();
        segments.pop_if(|last| last.is_empty());
        if host.strip_prefix("gist.") == Some(site) {
            return gist(&segments).filter(|_| url.query().is_none());
        }
        if host.strip_prefix("www.").unwrap_or(host) != site {
            return None;
        }
        let is_page = |first: &str| PAGES.contains(&first.to_ascii_lowercase().as_str());
        match *segments {
            // A tab is shown of the same account or repository.
            _ if url.query().is_some() && !url.query_pairs().any(|(name, _)| name == "tab") => None,
            [login] if !is_page(login) => account(login, false),
            ["orgs", login] | ["orgs", login, "repositories"] => account(login, true),
            [owner, name] if !is_page(owner) => {
                RepositoryName::new(owner, name.strip_suffix(".git").unwrap_or(name)).map(Self::Repository)
            }
            _ => None,
        }
    }
}

fn account(login: &str, organization: bool) -> Option<GithubResource> {
    is_login(login).then(|| GithubResource::Account { login: login.to_owned(), organization })
}

/// The gist at a path. Those without an owner belong to no account that could be queried for them.
fn gist(segments: &[&str]) -> Option<GithubResource> {
    let &[owner, id] = segments else { return None };
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let is_id = (1..=40).contains(&id.len()) && id.bytes().all(is_digit);
    let is_gist = is_id && is_login(owner) && owner != "anonymous";
    is_gist.then(|| GithubResource::Gist { owner: owner.to_owned(), id: id.to_owned() })
}

/// Whether an account may have that name. Those that an enterprise manages have an underscore.
fn is_login(name: &str) -> bool {
    (1..=39).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// How many of `urls` show what the API of github.com knows.
pub(crate) fn count_resources(targets: &[QueuedTarget]) -> usize {
    let github = targets.iter().filter(|target| target.host().ends_with("github.com"));
    let urls = github.filter_map(QueuedTarget::unpacked).map(|target| target.url);
    urls.filter(|url| GithubResource::at(url, "github.com").is_some()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `owner/name`, `@login`, `@login (organisation)`, `owner: id`.
    fn shown(url: &str) -> Option<String> {
        Some(match GithubResource::at(&Url::parse(url).expect("a URL"), "github.com")? {
            GithubResource::Repository(name) => format!("{}/{}", name.owner, name.name),
            GithubResource::Account { login, organization: false } => format!("@{login}"),
            GithubResource::Account { login, organization: true } => format!("@{login} (organisation)"),
            GithubResource::Gist { owner, id } => format!("{owner}: {id}"),
        })
    }

    #[test]
    fn resources_are_found_by_their_url() {
        for (url, resource) in [
            ("https://github.com/lamp/desk", Some("lamp/desk")),
            ("http://www.github.com/lamp/desk/", Some("lamp/desk")),
            ("https://github.com/lamp/desk.js.git", Some("lamp/desk.js")),
            ("https://github.com/lamp/desk/issues", None),
            ("https://github.com/topics/lamp", None),
            ("https://github.com/Sponsors/lamp", None),
            ("https://github.com/lamp/desk?tab=readme-ov-file", Some("lamp/desk")),
            ("https://github.com/lamp/desk?path=x", None),
            ("https://github.com/lamp/%22%29", None),
            ("https://github.com/lamp/..git", None),
            ("https://github.com:8443/lamp/desk", None),
            ("https://github.com/lamp", Some("@lamp")),
            ("http://www.github.com/La-mp/", Some("@La-mp")),
            ("https://github.com/lamp?tab=repositories", Some("@lamp")),
            ("https://github.com/lamp?q=x&tab=stars", Some("@lamp")),
            ("https://github.com/lamp?q=x", None),
            ("https://github.com/orgs/lamp", Some("@lamp (organisation)")),
            ("https://github.com/orgs/lamp/repositories", Some("@lamp (organisation)")),
            ("https://github.com/orgs/lamp/teams", None),
            ("https://github.com/orgs/lamp?x", None),
            ("https://github.com/", None),
            ("https://github.com//lamp", None),
            ("https://github.com/Trending", None),
            ("https://github.com/orgs", None),
            ("https://github.com/robots.txt", None),
            ("https://github.com/lamp%20x", None),
            ("https://github.com/a23456789012345678901234567890123456789b", None),
            ("https://gist.github.com/lamp/0123", Some("lamp: 0123")),
            ("http://gist.github.com/lamp/01ef/", Some("lamp: 01ef")),
            ("https://gist.github.com/lamp/0123?file=x", None),
            ("https://gist.github.com/lamp/0123/raw", None),
            ("https://gist.github.com/lamp/starred", None),
            ("https://gist.github.com/anonymous/0123", None),
            ("https://gist.github.com/0123", None),
            ("https://www.gist.github.com/lamp/0123", None),
            ("https://lamp.example/lamp", None),
        ] {
            assert_eq!(shown(url).as_deref(), resource, "{url}");
        }
    }
}
