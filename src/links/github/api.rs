//! Where the API is, and the token it takes.

use crate::links::github::resource::GithubResource;
use reqwest::header::HeaderValue;
use url::{Host, Url};

/// The API of GitHub or of a GitHub Enterprise server, with its token.
#[derive(Clone, Debug)]
pub(crate) struct Api {
    /// Where requests go; the token goes nowhere else.
    pub(crate) endpoint: Url,
    pub(crate) token: HeaderValue,
    /// The host of what it knows.
    site: String,
}

/// Why the API cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ApiConfigError {
    /// The address is invalid, or would show the token to everybody on the way.
    #[error("a token may not be sent to `{0}`: the address must begin with https://")]
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
    /// Where its address or the token cannot be used.
    pub(crate) fn of(
        named: Option<&str>,
        environment: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Option<Self>, ApiConfigError> {
        let variable = |name: &str| environment(name).filter(|value| !value.trim().is_empty());
        let Some(token) = variable("GITHUB_TOKEN") else { return Ok(None) };
        let address = named.map(str::to_owned);
        let address = address.or_else(|| variable("GITHUB_GRAPHQL_URL")).or_else(|| variable("GITHUB_API_URL"));
        let address = address.unwrap_or_else(|| "https://api.github.com".to_owned());
        let endpoint = endpoint(&address).ok_or(ApiConfigError::Address(address))?;
        // The environment is about its own server.
        let server =
            variable("GITHUB_SERVER_URL").filter(|_| named.is_none()).and_then(|server| Url::parse(&server).ok());
        let site = server.and_then(|server| server.host_str().map(str::to_owned)).unwrap_or_else(|| site(&endpoint));
        let mut token =
            HeaderValue::from_str(&format!("bearer {}", token.trim())).map_err(|_| ApiConfigError::Token)?;
        token.set_sensitive(true);
        Ok(Some(Self { endpoint, token, site }))
    }

    /// The host that requests go to.
    pub(crate) fn host(&self) -> &str {
        self.endpoint.host_str().unwrap_or_default()
    }

    /// What `url` shows, where the API may know it.
    pub(crate) fn resource(&self, url: &Url) -> Option<GithubResource> {
        GithubResource::at(url, &self.site)
    }
}

/// Where requests go for the API at `address`: the endpoint itself, or the base of the older API beside it.
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

/// The host of what the API at `endpoint` knows: an Enterprise server has its API on its own host, under `/api`.
fn site(endpoint: &Url) -> String {
    let host = endpoint.host_str().unwrap_or_default();
    if endpoint.path() == "/api/graphql" {
        return host.to_owned();
    }
    host.strip_prefix("api.").unwrap_or("github.com").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn api(named: Option<&str>, variables: &[(&str, &str)]) -> Result<Option<Api>, ApiConfigError> {
        let find = |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        Api::of(named, &find)
    }

    #[test]
    fn where_requests_go() {
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
        assert!(matches!(api(Some("http://git.example/api/v3"), &[token]), Err(ApiConfigError::Address(_))));
        assert!(matches!(api(Some("nonsense"), &[token]), Err(ApiConfigError::Address(_))));
        assert!(matches!(api(None, &[("GITHUB_TOKEN", "a\nb")]), Err(ApiConfigError::Token)));
    }
}
