//! URLs that differ only in the language of what they lead to.

use super::key::UrlKey;
use crate::language::{Language, edition_name, is_ambiguous};

/// Hosts where the first two segments of a path are an owner and a repository, never a language.
pub const CODE_HOSTS: &[&str] = &["github.com", "gitlab.com", "gitee.com", "codeberg.org", "bitbucket.org"];

/// Projects whose first host label is the language of the edition.
const WIKIMEDIA: &[&str] = &[
    "wikipedia.org",
    "wikibooks.org",
    "wiktionary.org",
    "wikiversity.org",
    "wikiquote.org",
    "wikisource.org",
    "wikivoyage.org",
    "wikinews.org",
];

/// Query parameters that choose a language, when their value is one.
const LANGUAGE_PARAMETERS: &[&str] = &["hl", "lang", "locale", "l", "la", "language", "setlang", "uselang", "lng"];

impl UrlKey {
    /// The key without what names a language: the first label of a host (`en.wikipedia.org`, `cn.example.org`), a path segment
    /// (`/en/`, `/zh_CN/`), the name of a front page (`index_ko`), `hl=`, `lang=`, `locale=` and the like, the language in the
    /// name of a markdown file (`README.zh-cn.md` becomes `readme.md`). App Store pages keep the app's number only, since
    /// country and name are both translated. Codes that are also words (`it`, `no`, `cs`) count as the first path segment only.
    #[must_use]
    pub fn localised(&self) -> UrlKey {
        let (before, fragment) = split_before(self.as_str(), '#');
        let (before, query) = split_before(before, '?');
        let (host, path) = split_before(before, '/');
        if let Some(app) = app_store_number(host, path) {
            return UrlKey::from_normal_form(format!("apps.apple.com/app/{app}"));
        }
        let host = host_without_language(host);
        let mut key = String::with_capacity(self.as_str().len());
        key.push_str(host);
        push_path(&mut key, host, path);
        push_query(&mut key, query);
        key.push_str(fragment);
        UrlKey::from_normal_form(key)
    }
}

/// Whether two keys lead to the same resource, perhaps in two languages. Any two articles of two language editions of
/// Wikipedia (or another Wikimedia project) count, since their titles are translated as well.
pub fn is_same_except_language(a: &UrlKey, b: &UrlKey) -> bool {
    a == b || a.localised() == b.localised() || are_translated_articles(a.as_str(), b.as_str())
}

fn are_translated_articles(a: &str, b: &str) -> bool {
    let article = |key: &str| -> Option<(Language, &'static str)> {
        let (host, path) = key.split_once('/')?;
        let (label, project) = wikimedia_edition(host)?;
        Some((Language::parse(label)?, project)).filter(|_| !path.is_empty())
    };
    match (article(a), article(b)) {
        (Some((first, project)), Some((second, other))) => project == other && first != second,
        _ => false,
    }
}

/// `en` and `wikipedia.org` of `en.wikipedia.org`.
fn wikimedia_edition(host: &str) -> Option<(&str, &'static str)> {
    let (label, site) = host.split_once('.')?;
    let project = WIKIMEDIA.iter().find(|project| **project == site)?;
    Some((label, project))
}

/// `text` before the first `mark`, and the rest with the mark.
fn split_before(text: &str, mark: char) -> (&str, &str) {
    let index = text.find(mark).unwrap_or(text.len());
    text.split_at_checked(index).unwrap_or((text, ""))
}

fn app_store_number<'a>(host: &str, path: &'a str) -> Option<&'a str> {
    if !matches!(host, "apps.apple.com" | "itunes.apple.com") {
        return None;
    }
    let number = path.rsplit('/').next()?.strip_prefix("id")?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(number)
}

fn host_without_language(host: &str) -> &str {
    if let Some((label, project)) = wikimedia_edition(host) {
        return if Language::parse(label).is_some() { project } else { host };
    }
    match host.split_once('.') {
        Some((label, site)) if site.contains('.') && is_language(label) => site,
        _ => host,
    }
}

/// A code or tag that can hardly be anything else.
fn is_language(text: &str) -> bool {
    (2..=12).contains(&text.len()) && !is_ambiguous(text) && Language::parse(text).is_some()
}

fn push_path(key: &mut String, host: &str, path: &str) {
    let owned = if CODE_HOSTS.contains(&host) { 2 } else { 0 };
    let mut is_found = false;
    let mut segments = path.split('/').skip(1).enumerate().peekable();
    while let Some((number, segment)) = segments.next() {
        let is_last = segments.peek().is_none();
        let next = segments.peek().map_or("", |(_, next)| *next);
        if !is_found && number >= owned {
            if segment == "intl" && is_language(next) {
                continue;
            }
            is_found = is_language(segment) || (number == 0 && Language::parse(segment).is_some());
            if is_found {
                // `zh.wikipedia.org/zh-cn/…` is a variant of `/wiki/…`.
                key.push_str(if WIKIMEDIA.contains(&host) { "/wiki" } else { "" });
                continue;
            }
        }
        if is_last && names_language_of_index(segment) {
            continue;
        }
        key.push('/');
        // `deed.de`: the page in a language.
        if is_last
            && number >= owned
            && let Some(page) = without_language(segment)
        {
            key.push_str(page);
            continue;
        }
        match edition_name(segment).filter(|_| is_last && number >= owned) {
            Some(name) => {
                key.push_str(&name.stem);
                key.push_str(".md");
            }
            None => key.push_str(segment),
        }
    }
}

/// `index_ko`, `index-de.html`: the front page in a language.
fn names_language_of_index(segment: &str) -> bool {
    let name = segment.strip_suffix(".html").or_else(|| segment.strip_suffix(".htm")).unwrap_or(segment);
    name.strip_prefix("index").and_then(|rest| rest.strip_prefix(['_', '-', '.'])).is_some_and(is_language)
}

/// `deed` of `deed.de`, `page` of `page.ja.html`; not where the end may be the kind of a file.
fn without_language(segment: &str) -> Option<&str> {
    let name = segment.strip_suffix(".html").unwrap_or(segment);
    let (page, end) = name.rsplit_once('.')?;
    let is_kind = ["pl", "vb", "hr", "el", "mk", "tk", "br"].contains(&end) && name.len() == segment.len();
    (!page.is_empty() && !is_kind && is_language(end)).then_some(page)
}

fn push_query(key: &mut String, query: &str) {
    let mut mark = '?';
    for parameter in query.trim_start_matches('?').split('&').filter(|parameter| !parameter.is_empty()) {
        let chooses_language = parameter
            .split_once('=')
            .is_some_and(|(name, value)| LANGUAGE_PARAMETERS.contains(&name) && Language::parse(value).is_some());
        if !chooses_language {
            key.push(mark);
            key.push_str(parameter);
            mark = '&';
        }
    }
}
