//! Hosts that have moved as a whole, with where their pages are now.

/// Hosts that have another name now, with the same paths.
const RENAMED: &[(&str, &str)] = &[
    ("twitter.com", "x.com"),
    ("www.twitter.com", "x.com"),
    ("discordapp.com", "discord.com"),
    ("raw.github.com", "raw.githubusercontent.com"),
    ("docs.microsoft.com", "learn.microsoft.com"),
    ("www.npmjs.org", "www.npmjs.com"),
    ("npmjs.org", "www.npmjs.com"),
    ("godoc.org", "pkg.go.dev"),
    ("nbviewer.ipython.org", "nbviewer.org"),
    ("nbviewer.jupyter.org", "nbviewer.org"),
];

/// Hosts for phones, with the host that serves the same paths to everybody.
const FOR_PHONES: &[(&str, &str)] = &[
    ("mobile.twitter.com", "x.com"),
    ("m.youtube.com", "www.youtube.com"),
    ("m.facebook.com", "www.facebook.com"),
    ("m.bilibili.com", "www.bilibili.com"),
];

/// Hosts of Read the Docs itself, which have not moved.
const READ_THE_DOCS: &[&str] = &["www", "media", "buildmedia", "docs", "blog", "about", "app"];

/// Whether [`newer`] or [`for_everybody`] may know `host`.
pub(crate) fn may_be_old(host: &str) -> bool {
    RENAMED.iter().chain(FOR_PHONES).any(|(old, _)| *old == host)
        || matches!(host, "pypi.python.org" | "chrome.google.com" | "itunes.apple.com")
        || host.ends_with(".readthedocs.org")
        || host.contains(".m.")
}

/// Where the page is now that was `rest` (path, query and fragment) on `host`: host and the rest; `None` where nothing
/// certain is known.
pub(crate) fn newer(host: &str, rest: &str) -> Option<String> {
    let path = rest.split(['?', '#']).next().unwrap_or("");
    if let Some((_, now)) = RENAMED.iter().find(|(old, _)| *old == host) {
        return (path.len() > 1).then(|| format!("{now}{rest}"));
    }
    match host {
        "pypi.python.org" => {
            let project = path.strip_prefix("/pypi/").or_else(|| path.strip_prefix("/project/"))?;
            let name = project.split('/').next().filter(|name| !name.is_empty())?;
            Some(format!("pypi.org/project/{name}/"))
        }
        "chrome.google.com" => {
            let page = rest.strip_prefix("/webstore/")?;
            page.starts_with("detail/").then(|| format!("chromewebstore.google.com/{page}"))
        }
        "itunes.apple.com" => path.contains("/app/").then(|| format!("apps.apple.com{rest}")),
        _ => {
            let project = host.strip_suffix(".readthedocs.org")?;
            let is_project = !project.contains('.') && !READ_THE_DOCS.contains(&project);
            is_project.then(|| format!("{project}.readthedocs.io{rest}"))
        }
    }
}

/// Where everybody finds the page that is `rest` on `host`, a site for phones.
pub(crate) fn for_everybody(host: &str, rest: &str) -> Option<String> {
    if let Some((_, site)) = FOR_PHONES.iter().find(|(phones, _)| *phones == host) {
        return (rest.len() > 1).then(|| format!("{site}{rest}"));
    }
    let (language, site) = host.split_once(".m.")?;
    let is_wiki = ["wikipedia.org", "wikibooks.org", "wiktionary.org", "wikiquote.org"].contains(&site);
    is_wiki.then(|| format!("{language}.{site}{rest}"))
}
