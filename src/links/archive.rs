//! The Wayback Machine's last copies of dead pages.

use crate::links::dns::{AddressPolicy, Resolver};
use crate::links::http::{ClientError, read_at_most};
use crate::links::settings::{CheckSettings, PrivateAddresses};
use crate::links::target::host;
use reqwest::Client;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use tokio::time::{sleep, timeout};
use url::Url;

/// Between two requests: it is a library, and poor.
const INTERVAL: Duration = Duration::from_millis(200);
/// After so many failures in a row it gets no more requests.
const GIVE_UP: u32 = 3;
/// Bytes of a response.
const LONGEST: usize = 64 << 10;

#[derive(Deserialize)]
struct AvailabilityResponse {
    archived_snapshots: Snapshots,
}

#[derive(Deserialize)]
struct Snapshots {
    closest: Option<ArchivedCopy>,
}

#[derive(Deserialize)]
struct ArchivedCopy {
    #[serde(default)]
    available: bool,
    url: String,
    /// What the page was when it was copied, as a text: `200`.
    status: Option<String>,
}

/// Those of `urls` whose names lead to private addresses alone: the archive cannot know them, and is not to hear of them. Names
/// that are resolved by a proxy are not looked up.
///
/// # Errors
///
/// [`ClientError::Resolver`] where `settings` cannot be followed.
pub(crate) async fn at_private_addresses(
    urls: &[String],
    settings: &CheckSettings,
) -> Result<BTreeSet<String>, ClientError> {
    let mut private = BTreeSet::new();
    if settings.proxy {
        return Ok(private);
    }
    let settings = CheckSettings { private: PrivateAddresses::Refused, ..settings.clone() };
    let policy = AddressPolicy::new(&settings, Vec::new());
    let resolver = Resolver::new(&settings, policy).map_err(ClientError::Resolver)?;
    for url in urls {
        if resolver.is_refused(host(url)).await {
            private.insert(url.clone());
        }
    }
    Ok(private)
}

/// The addresses of the last copies of `dead`, by URL, one request each to the API at `base`; `false` where it failed too
/// often. One request takes at most `whole`.
pub(crate) async fn copies(
    client: &Client,
    base: &Url,
    dead: &[String],
    whole: Duration,
) -> (BTreeMap<String, String>, bool) {
    let mut copies = BTreeMap::new();
    let mut failures = 0;
    for (at, url) in dead.iter().enumerate() {
        if at > 0 {
            sleep(INTERVAL).await;
        }
        match timeout(whole, copy(client, base, url)).await {
            Ok(Some(found)) => {
                failures = 0;
                copies.extend(found.map(|copy| (url.clone(), copy)));
            }
            _ => failures += 1,
        }
        if failures >= GIVE_UP {
            return (copies, false);
        }
    }
    (copies, true)
}

/// The address of the last copy of `url`, where there is one; `None` where the API does not respond.
async fn copy(client: &Client, base: &Url, url: &str) -> Option<Option<String>> {
    let mut request = base.join("wayback/available").ok()?;
    request.query_pairs_mut().append_pair("url", url);
    let response = client.get(request).send().await.ok().filter(|response| response.status() == 200)?;
    let body = read_at_most(response, LONGEST).await?;
    let response: AvailabilityResponse = serde_json::from_slice(&body).ok()?;
    let closest = response.archived_snapshots.closest.filter(|closest| closest.available);
    let is_page = |closest: &ArchivedCopy| closest.status.as_deref().is_none_or(|status| status == "200");
    let closest = closest.filter(|closest| is_page(closest) && is_copy_of(&closest.url, url));
    let mut address = closest.and_then(|closest| Url::parse(&closest.url).ok());
    if let Some(address) = address.as_mut().filter(|address| address.host_str() == Some("web.archive.org")) {
        // It says `http` for what it serves over `https` too. That cannot fail between these two.
        let _ = address.set_scheme("https");
    }
    Some(address.filter(|address| matches!(address.scheme(), "http" | "https")).map(String::from))
}

/// Whether `copy` (`…/web/20240501000000/http://lamp.example/`) is one of the page at `url`. The archive has one page for all
/// schemes and ports, for `www.` before its name and for `/` at its end.
fn is_copy_of(copy: &str, url: &str) -> bool {
    let original = copy.split_once("/web/").and_then(|(_, rest)| rest.split_once('/')).map(|(_, original)| original);
    let pages = original.and_then(page).zip(page(url));
    pages.is_some_and(|(original, wanted)| original == wanted)
}

/// What of `url` tells one page of the archive from another: host, path and query.
fn page(url: &str) -> Option<(String, String, Option<String>)> {
    let url = if url.contains("://") { Url::parse(url) } else { Url::parse(&format!("http://{url}")) }.ok()?;
    let host = url.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host).to_owned();
    let path = url.path().strip_suffix('/').unwrap_or(url.path()).to_owned();
    Some((host, path, url.query().map(str::to_owned)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_of_the_same_page() {
        let wanted = "https://lamp.example/a?b=c#d";
        for original in [
            "https://lamp.example/a?b=c",
            "http://lamp.example:80/a?b=c",
            "http://www.lamp.example/a/?b=c",
            "lamp.example/a?b=c",
            "http://LAMP.example/a?b=c#e",
        ] {
            let copy = format!("http://web.archive.org/web/20240501000000/{original}");
            assert!(is_copy_of(&copy, wanted), "{copy}");
        }
        for copy in [
            "http://web.archive.org/web/20240501000000/https://lamp.example/",
            "http://web.archive.org/web/20240501000000/https://lamp.example/a",
            "http://web.archive.org/web/20240501000000/https://lamp.example/A?b=c",
            "http://web.archive.org/web/20240501000000/https://desk.example/a?b=c",
            "http://web.archive.org/web/20240501000000/https://my.lamp.example/a?b=c",
            "http://web.archive.org/web/20240501000000/",
            "https://lamp.example/a?b=c",
            "",
        ] {
            assert!(!is_copy_of(copy, wanted), "{copy}");
        }
        assert!(is_copy_of(
            "https://web.archive.org/web/20240501000000id_/http://lamp.example",
            "http://lamp.example/"
        ));
    }
}
