//! How two URLs of the same thing differ.

use curate_document::url::is_same_except_language;
use curate_document::{Language, UrlKey};

/// Parameters that only say who refers to a site.
const REFERRALS: [&str; 7] = ["via", "ref", "referral", "referrer", "aff", "aff_id", "affiliate"];

/// What is different.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    /// The language, or the country's site of the same name; or nothing that a reader sees.
    Language,
    /// The page of one site, or a shop's page or a repository against the maker's site.
    Page,
    /// Everything.
    Site,
}

/// How two different keys differ.
pub(crate) fn difference(first: &UrlKey, second: &UrlKey) -> Difference {
    if is_same_except_language(first, second) {
        return Difference::Language;
    }
    if same_page(first.as_str()) == same_page(second.as_str()) {
        return Difference::Language;
    }
    let (plain, other_plain) = (first.localised(), second.localised());
    let (host, path) = split(plain.as_str());
    let (other, other_path) = split(other_plain.as_str());
    // Where each names a language of its own, the rest of the path is translated too.
    let names_language = |key: &UrlKey, plain: &UrlKey| plain.as_str().len() < key.as_str().len();
    let name_two = || named_languages(first) != named_languages(second);
    if host == other && name_two() && names_language(first, &plain) && names_language(second, &other_plain) {
        return Difference::Language;
    }
    // A site without a page named sends each reader to their language.
    let is_root = |key: &UrlKey, plain: &UrlKey, path: &str| {
        names_language(key, plain) && path.split('/').filter(|part| !part.is_empty()).count() < 2
    };
    let roots = (path.is_empty() && is_root(second, &other_plain, other_path))
        || (other_path.is_empty() && is_root(first, &plain, path));
    if host == other && roots && name_two() {
        return Difference::Language;
    }
    if host != other && (is_shop(host) || is_shop(other) || is_forge(host) != is_forge(other)) {
        return Difference::Page;
    }
    let is_one_page = without_referral(path) == without_referral(other_path);
    if host == other && (is_one_page || without_texts(path) == without_texts(other_path)) {
        return Difference::Language;
    }
    if host == other {
        let near =
            path.is_empty() || other_path.is_empty() || starts_with(path, other_path) || starts_with(other_path, path);
        return if near { Difference::Page } else { Difference::Site };
    }
    let (name, is_national) = site_name(host);
    let (other_name, other_is_national) = site_name(other);
    if name == other_name && (is_national || other_is_national) { Difference::Language } else { Difference::Site }
}

/// The languages that the parts of a URL name.
fn named_languages(key: &UrlKey) -> Vec<String> {
    let named = key.as_str().split(['/', '.', '?', '&', '=', '#']).filter_map(Language::parse);
    named.map(|language| language.primary().to_owned()).collect()
}

/// Parameters that hold a text for somebody to send, in the language of its reader.
const TEXTS: [&str; 5] = ["text=", "title=", "body=", "subject=", "quote="];

/// A path without the texts in its query.
fn without_texts(path: &str) -> Vec<&str> {
    path.split(['?', '&']).filter(|part| !TEXTS.iter().any(|text| part.starts_with(text))).collect()
}

/// A path without a query that only says who refers to the site: `?via=ada`.
fn without_referral(path: &str) -> &str {
    let Some((page, query)) = path.split_once('?') else { return path.trim_end_matches('/') };
    let is_referral = |parameter: &str| {
        let name = parameter.split('=').next().unwrap_or(parameter);
        REFERRALS.iter().any(|referral| name.eq_ignore_ascii_case(referral))
    };
    if query.split('&').all(is_referral) { page.trim_end_matches('/') } else { path }
}

/// A URL without what leads to the same page: the name of a front page, the query by which a wiki shows one.
fn same_page(key: &str) -> &str {
    let key = key.split_once("?action=show").map_or(key, |(page, _)| page);
    if let Some(query) = key.strip_prefix("github.com/search?") {
        return query.split('&').find(|part| part.starts_with("q=")).unwrap_or(key);
    }
    let (host, path) = split(key);
    if matches!(path, "/home" | "/index" | "/index.html" | "/index.htm" | "/index.php") { host } else { key }
}

/// Shops of applications and books, whose pages are as good as the maker's.
fn is_shop(host: &str) -> bool {
    matches!(
        host,
        "apps.apple.com" | "itunes.apple.com" | "play.google.com" | "apps.microsoft.com" | "store.steampowered.com"
    ) || host.starts_with("amazon.")
}

/// Where code is kept: a project's repository is as good as its site.
fn is_forge(host: &str) -> bool {
    matches!(host, "github.com" | "gitlab.com" | "codeberg.org" | "gitee.com" | "bitbucket.org" | "sourceforge.net")
}

/// Whether two URLs are of one site that is about one thing: not where many have their pages, so that two of them are two things.
pub(crate) fn are_at_own_site(first: &UrlKey, second: &UrlKey) -> bool {
    let host = split(first.as_str()).0;
    are_at_one_host(first, second) && !is_of_many(first) && !is_forge(host) && !is_shop(host)
}

/// Whether a URL leads to a site where many have their pages.
pub(crate) fn is_of_many(key: &UrlKey) -> bool {
    let host = split(key.as_str()).0;
    SITES_OF_MANY
        .iter()
        .any(|site| host.strip_suffix(site).is_some_and(|before| before.is_empty() || before.ends_with('.')))
}

/// Sites where many have their pages.
const SITES_OF_MANY: &[&str] = &[
    "youtube.com",
    "youtu.be",
    "vimeo.com",
    "bilibili.com",
    "medium.com",
    "dev.to",
    "zhihu.com",
    "x.com",
    "twitter.com",
    "reddit.com",
    "t.me",
    "telegram.me",
    "discord.gg",
    "discord.com",
    "facebook.com",
    "linkedin.com",
    "wikipedia.org",
    "google.com",
    "npmjs.com",
    "pypi.org",
    "crates.io",
    "arxiv.org",
    "huggingface.co",
    "shields.io",
    "weixin.qq.com",
    "githubusercontent.com",
    "stackoverflow.com",
    "archive.org",
];

/// Whether two URLs have a host and the first two segments of their paths in common.
pub(crate) fn are_neighbours(first: &UrlKey, second: &UrlKey) -> bool {
    let start =
        |key: &UrlKey| -> Vec<String> { key.as_str().split(['/', '?', '#']).take(3).map(str::to_owned).collect() };
    start(first) == start(second)
}

/// Whether two URLs of one host differ in one part alone, before the last one or of four and more, and that is a word or a number, and
/// no name of a file or a video: one of them is misspelt, or the page has moved.
pub(crate) fn differ_in_one_part(first: &UrlKey, second: &UrlKey) -> bool {
    let parts = |key: &UrlKey| -> Vec<String> { key.as_str().split(['/', '?', '#', '&']).map(str::to_owned).collect() };
    let (first, second) = (parts(first), parts(second));
    let differences: Vec<usize> = (0..first.len()).filter(|index| first.get(*index) != second.get(*index)).collect();
    let [place] = differences[..] else { return false };
    let is_word = |parts: &[String]| {
        let part = parts.get(place).map_or("", String::as_str);
        let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
        is_number || part.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'_' | b'.'))
    };
    is_word(&first)
        && is_word(&second)
        && first.len() == second.len()
        && place > 0
        && first.len() >= 3
        && (place + 1 < first.len() || first.len() > 3)
}

/// Whether two URLs lead to repositories of one owner.
pub(crate) fn are_of_one_owner(first: &UrlKey, second: &UrlKey) -> bool {
    let start = |key: &UrlKey| -> Vec<String> { key.as_str().split('/').take(2).map(str::to_owned).collect() };
    is_forge(split(first.as_str()).0) && start(first) == start(second)
}

/// Whether two URLs are of one host.
pub(crate) fn are_at_one_host(first: &UrlKey, second: &UrlKey) -> bool {
    split(first.as_str()).0 == split(second.as_str()).0
}

/// The name of the site that a URL leads to: `example` of `www.example.com/lamps`.
pub(crate) fn name_of_site(key: &UrlKey) -> &str {
    site_name(split(key.as_str()).0).0
}

/// Whether two URLs end with one segment: the page was moved.
pub(crate) fn end_alike(first: &UrlKey, second: &UrlKey) -> bool {
    let last = |key: &UrlKey| key.as_str().rsplit('/').next().map(str::to_ascii_lowercase);
    last(first) == last(second)
}

/// Whether one path goes on where the other ends, at a slash or a query.
fn starts_with(path: &str, start: &str) -> bool {
    path.strip_prefix(start).is_some_and(|rest| rest.starts_with(['/', '?', '#']))
}

fn split(key: &str) -> (&str, &str) {
    let at = key.find(['/', '?', '#']).unwrap_or(key.len());
    (key.get(..at).unwrap_or(key), key.get(at..).unwrap_or(""))
}

/// Top-level domains of countries that sites use for the country, not for their looks as `io` or `ai`.
const NATIONAL: &[&str] = &[
    "ar", "at", "au", "be", "br", "ch", "cl", "cn", "cz", "de", "dk", "es", "fi", "fr", "gr", "hk", "hu", "id", "il",
    "in", "ir", "it", "jp", "kr", "mx", "my", "nl", "no", "pl", "pt", "ro", "ru", "se", "sg", "th", "tr", "tw", "ua",
    "uk", "vn", "za",
];

/// The name of a site without what is before and after it, and whether it is a country's: `example` of
/// `shop.example.com.cn`.
fn site_name(host: &str) -> (&str, bool) {
    let mut labels: Vec<&str> = host.split('.').collect();
    let last = labels.pop().unwrap_or("");
    let is_national = NATIONAL.contains(&last);
    if is_national
        && labels.len() > 1
        && labels
            .last()
            .is_some_and(|label| matches!(*label, "com" | "co" | "net" | "org" | "or" | "ne" | "edu" | "ac"))
    {
        labels.pop();
    }
    (labels.last().copied().unwrap_or(""), is_national)
}

/// Whether `short` is what is left of `whole` after its end got lost: it ends where no URL ends of its own accord.
pub(crate) fn is_cut(short: &str, whole: &str) -> bool {
    let Some(rest) = whole.strip_prefix(short).filter(|rest| !rest.is_empty()) else { return false };
    let path = short.split_once("://").map_or("", |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    if path.is_empty() {
        return false;
    }
    let is_escape = |text: &str| {
        let mut bytes = text.bytes().rev();
        bytes.next() == Some(b'%') || bytes.next() == Some(b'%')
    };
    let in_tail = path.contains(['#', '?']);
    let inside_word = short.ends_with(|end: char| end.is_ascii_alphanumeric())
        && rest.starts_with(|next: char| next.is_ascii_alphanumeric());
    short.ends_with(['_', '-', '=', '&', '%', '+', '~', ',']) || is_escape(short) || (in_tail && inside_word)
}
