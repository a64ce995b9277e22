//! The repository that the documents are in, and which web addresses show its files.

use crate::api::paths::percent_decoded;
use curate_document::Link;
use url::Url;

/// The repository that the documents are in, as its host shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnRepository {
    /// The host in lower case, with a port where its address names one: `github.com`.
    pub host: String,
    /// The user, organisation, or path of groups that it belongs to.
    pub owner: String,
    /// Its name.
    pub name: String,
    /// Names under which the host shows what is in the working tree: `HEAD`, the default branch, the one that is checked out.
    pub branches: Vec<String>,
    /// The path of its root relative to where curate ran; empty where that is the root.
    pub root: String,
    /// The page that the host shows for the repository itself, by its key in [`Facts::files`]; `None` where there is none.
    ///
    /// [`Facts::files`]: crate::api::facts::Facts::files
    pub readme: Option<String>,
}

impl OwnRepository {
    /// What [`OwnRepository::file_of`] says of the URL of `link`; most are told by their text to be of another repository.
    pub fn file_of_link(&self, link: &Link) -> Option<String> {
        self.may_be_own(&link.url).then(|| link.parsed_url()).flatten().and_then(|url| self.file_of(url))
    }

    /// The file that a reader of `url` sees: as [`OwnRepository::file_of`], and of the repository's own address its readme.
    pub fn page_of(&self, url: &str) -> Option<String> {
        if !self.may_be_own(url) {
            return None;
        }
        let url = Url::parse(url.trim()).ok()?;
        self.file_of(&url).or_else(|| self.readme.clone().filter(|_| self.is_root(&url)))
    }

    fn may_be_own(&self, url: &str) -> bool {
        let names = url.as_bytes().windows(self.name.len().max(1));
        url.contains('%') || names.into_iter().any(|part| part.eq_ignore_ascii_case(self.name.as_bytes()))
    }

    /// Whether `url` is that of the repository itself, where its readme is shown.
    fn is_root(&self, url: &Url) -> bool {
        let is_other_tab = url.query_pairs().any(|(key, value)| key == "tab" && !value.starts_with("readme"));
        let path = url.path().trim_matches('/');
        let path = path.strip_suffix(".git").unwrap_or(path);
        let is_web = matches!(url.scheme(), "http" | "https");
        is_web
            && !is_other_tab
            && self.is_host(url)
            && path.eq_ignore_ascii_case(&format!("{}/{}", self.owner, self.name))
    }

    /// The file or folder of the working tree that `url` shows, by its key in [`Facts::files`]; empty for where curate ran.
    /// `None` where it shows something else: another repository, a tag or commit, an issue.
    ///
    /// [`Facts::files`]: crate::api::facts::Facts::files
    pub fn file_of(&self, url: &Url) -> Option<String> {
        let path = self.path_of(url)?;
        let parts = [self.root.as_str(), path.as_str()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Some(parts.join("/"))
    }

    /// Whether `url` is the address of the repository itself, which shows the README at its root.
    pub fn is_front(&self, url: &Url) -> bool {
        let path = url.path().trim_matches('/');
        let path = path.strip_suffix(".git").unwrap_or(path);
        let own = path.split_once('/').is_some_and(|(owner, name)| {
            owner.eq_ignore_ascii_case(&self.owner) && name.eq_ignore_ascii_case(&self.name)
        });
        own && url.query().is_none() && matches!(url.scheme(), "http" | "https") && self.is_host(url)
    }

    /// The same relative to the root of the repository.
    fn path_of(&self, url: &Url) -> Option<String> {
        // Most URLs of a list are of other hosts, and taking paths apart is the dear part.
        let is_host = self.is_host(url);
        let is_raw = self.host == "github.com" && url.host_str() == Some("raw.githubusercontent.com");
        if !is_host && !is_raw {
            return None;
        }
        let segments: Vec<String> = url.path_segments()?.map(percent_decoded).collect();
        let leads_out = |segment: &String| segment == ".." || segment.contains(['/', '\\', '\0']);
        if !matches!(url.scheme(), "http" | "https") || segments.iter().any(leads_out) {
            return None;
        }
        let path = segments.join("/");
        let within = self.within(&path)?;
        let rest = if is_host {
            // GitLab puts a hyphen before what is not a group.
            let shown = within.strip_prefix("-/").unwrap_or(within);
            let (kind, rest) = shown.split_once('/')?;
            match kind {
                "blob" | "tree" => rest,
                // Gitea says what kind of name follows, GitHub does not.
                "raw" => rest.strip_prefix("branch/").unwrap_or(rest),
                "src" => rest.strip_prefix("branch/")?,
                _ => return None,
            }
        } else {
            within
        };
        let rest = rest.strip_prefix("refs/heads/").unwrap_or(rest);
        let shown = self.branches.iter().filter_map(|branch| {
            let rest = rest.strip_prefix(branch.as_str())?;
            if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
        });
        // Of `main` and `main/next` the longer one is meant.
        shown.min_by_key(|rest| rest.len()).map(|rest| rest.trim_end_matches('/').to_owned())
    }

    /// What follows owner and name in `path`. Hosts take them in any letter case.
    fn within<'a>(&self, path: &'a str) -> Option<&'a str> {
        let own = format!("{}/{}/", self.owner, self.name);
        let start = path.get(..own.len()).filter(|start| start.eq_ignore_ascii_case(&own))?;
        path.get(start.len()..)
    }

    fn is_host(&self, url: &Url) -> bool {
        let Some(host) = url.host_str() else { return false };
        let Some(port) = url.port() else {
            return host == self.host || (self.host == "github.com" && host == "www.github.com");
        };
        self.host.strip_prefix(host).and_then(|rest| rest.strip_prefix(':')) == Some(port.to_string().as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(host: &str, root: &str) -> OwnRepository {
        OwnRepository {
            host: host.to_owned(),
            owner: "Lamp-Lovers".to_owned(),
            name: "lamps".to_owned(),
            branches: ["HEAD", "main", "main/next"].map(str::to_owned).to_vec(),
            root: root.to_owned(),
            readme: Some("README.md".to_owned()),
        }
    }

    fn file(own: &OwnRepository, url: &str) -> Option<String> {
        own.file_of(&Url::parse(url).expect("a URL"))
    }

    #[test]
    fn addresses_of_files() {
        for (host, url, expected) in [
            ("github.com", "https://github.com/lamp-lovers/Lamps/blob/main/docs/a.md#way", Some("docs/a.md")),
            ("github.com", "https://www.github.com/lamp-lovers/lamps/tree/HEAD/docs/", Some("docs")),
            ("github.com", "https://github.com/lamp-lovers/lamps/raw/refs/heads/main/a%20b.md?raw=1", Some("a b.md")),
            ("github.com", "https://raw.githubusercontent.com/lamp-lovers/lamps/main/x.svg", Some("x.svg")),
            ("github.com", "https://github.com/lamp-lovers/lamps/tree/main", Some("")),
            ("github.com", "https://github.com/lamp-lovers/lamps/blob/main/next/a.md", Some("a.md")),
            ("gitlab.com", "https://gitlab.com/lamp-lovers/lamps/-/blob/main/a.md", Some("a.md")),
            ("git.example:3000", "https://git.example:3000/lamp-lovers/lamps/src/branch/main/a.md", Some("a.md")),
            ("git.example:3000", "https://git.example/lamp-lovers/lamps/src/branch/main/a.md", None),
            ("git.example:3000", "https://raw.githubusercontent.com/lamp-lovers/lamps/main/x.svg", None),
            ("github.com", "https://github.com/lamp-lovers/lamps/blob/v1.0/a.md", None),
            ("github.com", "https://github.com/lamp-lovers/lamps/blob/mainland/a.md", None),
            ("github.com", "https://github.com/lamp-lovers/lamps-2/blob/main/a.md", None),
            ("github.com", "https://github.com/lamp-lovers/lamps/issues/1", None),
            ("github.com", "https://github.com/lamp-lovers/lamps", None),
            ("github.com", "https://github.com/lamp-lovers/lamps/blob/main/..%2f..%2fsecret", None),
            ("github.com", "https://gitlab.com/lamp-lovers/lamps/blob/main/a.md", None),
        ] {
            assert_eq!(file(&own(host, ""), url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn pages() {
        let own = own("github.com", "");
        for (url, expected) in [
            ("https://github.com/lamp-lovers/lamps#way", Some("README.md")),
            ("https://github.com/Lamp-Lovers/lamps/?tab=readme-ov-file#way", Some("README.md")),
            ("http://www.github.com/lamp-lovers/lamps.git#way", Some("README.md")),
            ("https://github.com/lamp-lovers/lamps/blob/main/docs/a.md#way", Some("docs/a.md")),
            ("https://github.com/lamp-lovers/lamps?tab=MIT-1-ov-file#readme", None),
            ("https://github.com/lamp-lovers/lamps/issues#way", None),
            ("https://github.com/lamp-lovers/lamps-2#way", None),
            ("https://gitlab.com/lamp-lovers/lamps#way", None),
        ] {
            assert_eq!(own.page_of(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn keys_are_relative_to_where_curate_ran() {
        let url = "https://github.com/lamp-lovers/lamps/blob/main/docs/a.md";
        assert_eq!(file(&own("github.com", "../.."), url).as_deref(), Some("../../docs/a.md"));
        assert_eq!(file(&own("github.com", "lists"), url).as_deref(), Some("lists/docs/a.md"));
    }
}
