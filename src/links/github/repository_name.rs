//! Names of repositories, and the URLs that show them.

use url::Url;

/// First parts of paths that are not accounts: pages of GitHub itself. What is missing here costs one request more, since
/// the page is requested of an account that the API does not know.
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

/// The name of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RepositoryName {
    /// The account.
    pub(crate) owner: String,
    /// Its name within the account.
    pub(crate) name: String,
}

impl RepositoryName {
    /// The name of a repository, where both parts are valid.
    pub(crate) fn new(owner: &str, name: &str) -> Option<Self> {
        let may = |part: &str| {
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
            (1..=100).contains(&part.len()) && part.bytes().all(is_plain) && !matches!(part, "." | "..")
        };
        (may(owner) && may(name)).then(|| Self { owner: owner.to_owned(), name: name.to_owned() })
    }

    /// Whether both name the same repository: GitHub ignores letter case.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.owner.eq_ignore_ascii_case(&other.owner) && self.name.eq_ignore_ascii_case(&other.name)
    }
}

/// How many of `urls` show a repository on github.com.
pub(crate) fn count_repositories<'a>(urls: impl Iterator<Item = &'a Url>) -> usize {
    urls.filter(|url| repository(url, "github.com").is_some()).count()
}

/// The repository on the host `site` that `url` shows, where it shows one as a whole: `https://github.com/owner/name`.
pub(crate) fn repository(url: &Url, site: &str) -> Option<RepositoryName> {
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
    RepositoryName::new(owner, name.strip_suffix(".git").unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repositories_are_found_by_their_url() {
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
            let found = repository(&Url::parse(url).expect("a URL"), "github.com");
            assert_eq!(found.map(|found| format!("{}/{}", found.owner, found.name)).as_deref(), name, "{url}");
        }
    }

    #[test]
    fn names_hold_what_github_allows() {
        for (owner, name) in [("", "a"), ("a", ""), ("a\"", "b"), ("a", "b){x}"), ("a", ".."), ("ä", "b"), ("a", "b c")]
        {
            assert_eq!(RepositoryName::new(owner, name), None, "{owner}/{name}");
        }
    }
}
