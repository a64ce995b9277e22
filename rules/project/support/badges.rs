//! Badges: that of awesome lists, and those of builds.

use curate_document::{Document, Link};

/// Services whose badges report builds and coverage rather than of the list.
const BUILD_HOSTS: [&str; 9] = [
    "travis-ci.org",
    "travis-ci.com",
    "circleci.com",
    "ci.appveyor.com",
    "codecov.io",
    "coveralls.io",
    "dev.azure.com",
    "api.cirrus-ci.com",
    "drone.io",
];
/// The same, as paths of shields.io.
const BUILD_SHIELDS: [&str; 6] =
    ["/travis/", "/circleci/", "/appveyor/", "/github/actions/workflow/", "/github/workflow/status/", "/codecov/"];

/// What is wrong with the badge of awesome lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadgeDefect {
    /// There is none.
    Missing,
    /// It is shown from elsewhere than awesome.re: an old address, or a picture like it.
    Copy,
}

/// What is wrong with the badge of `document` as an awesome list; `None` where nothing is.
pub(crate) fn badge_defect(document: &Document) -> Option<BadgeDefect> {
    let mut badges = document.links().iter().filter(|link| is_awesome_badge(link)).peekable();
    if badges.peek().is_none() {
        return Some(BadgeDefect::Missing);
    }
    let is_own = |link: &Link| link.url.to_ascii_lowercase().contains("awesome.re/badge");
    (!badges.any(is_own)).then_some(BadgeDefect::Copy)
}

fn is_awesome_badge(link: &Link) -> bool {
    let url = link.url.to_ascii_lowercase();
    let is_picture = link.image || link.is_badge();
    is_picture
        && !url.contains("mentioned-badge")
        && (url.contains("awesome.re/")
            || (url.contains("sindresorhus") && url.contains("awesome"))
            || url.contains("badge/awesome")
            || url.contains("badges/awesome"))
}

/// Whether the link shows a badge of continuous integration or coverage.
pub(crate) fn is_build_badge(link: &Link) -> bool {
    let Some(url) = link.parsed_url() else { return false };
    let (host, path) = (url.host_str().unwrap_or(""), url.path());
    let is_host = |known: &str| host == known || host.strip_suffix(known).is_some_and(|sub| sub.ends_with('.'));
    let on_github = host == "github.com"
        && path.ends_with("badge.svg")
        && (path.contains("/workflows/") || path.contains("/actions/"));
    let on_shields = host == "img.shields.io" && BUILD_SHIELDS.iter().any(|part| path.contains(part));
    link.image && (BUILD_HOSTS.iter().any(|known| is_host(known)) || on_github || on_shields)
}
