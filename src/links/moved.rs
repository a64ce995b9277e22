//! What the address that a redirect leads to says of the page there. Pure.

use url::Url;

/// What an address says of its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AddressKind {
    /// That it is a page like any other.
    Page,
    /// That there is none: "not found", an error, a suspended account, maintenance.
    NotFound,
    /// That the reader has to log in, consent, or be old enough first.
    Gate,
    /// That it is the home page, where an inner page was meant.
    Home,
    /// That it is the page of the folder that the meant page is in.
    Above,
    /// That it is the page for readers of one language or country.
    Locale,
}

/// Words in paths and hosts of pages that want to know who the reader is, instead of showing the page.
const GATES: &[&str] = &[
    "account",
    "accounts",
    "age check",
    "age gate",
    "age verification",
    "agegate",
    "auth",
    "authenticate",
    "authorize",
    "captcha",
    "challenge",
    "consent",
    "cookie",
    "cookie consent",
    "cookies",
    "log in",
    "log on",
    "login",
    "logon",
    "oauth",
    "oauth2",
    "passport",
    "register",
    "saml",
    "session",
    "sign in",
    "sign up",
    "signin",
    "signup",
    "sso",
    "unsupported",
    "verify age",
    "wp login",
    "wp signup",
];
/// Last parts of paths of pages that say that there is no page, in words.
const NOT_FOUND: &[&str] = &[
    "404",
    "404 error",
    "404 not found",
    "404 page",
    "404error",
    "404page",
    "account suspended",
    "coming soon",
    "default site",
    "default web page",
    "defaultsite",
    "defaultwebpage",
    "discontinued",
    "domain for sale",
    "error",
    "error 404",
    "error page",
    "error404",
    "errors",
    "expired",
    "file not found",
    "for sale",
    "http 404",
    "lander",
    "maintenance",
    "maintenance mode",
    "missing",
    "no encontrado",
    "not found",
    "notfound",
    "oops",
    "page 404",
    "page introuvable",
    "page not found",
    "page404",
    "pagenotfound",
    "pagina no encontrada",
    "parked",
    "parking",
    "retired",
    "seite nicht gefunden",
    "site maintenance",
    "site not found",
    "sorry",
    "suspended",
    "suspended page",
    "suspendedpage",
    "unavailable",
    "under construction",
    "under maintenance",
];
/// Endings of the names of files that make pages.
const ENDINGS: &[&str] = &["asp", "aspx", "cgi", "htm", "html", "jsp", "php", "shtml", "xhtml"];

/// What the address `to` says of its page, for a reader who follows a link to `from`.
pub(crate) fn address_kind(from: &Url, to: &Url) -> AddressKind {
    let (old, new) = (parts(from), parts(to));
    let is_in = |words: &'static [&'static str]| move |part: &String| words.contains(&&**part);
    let is_error = |url: &Url| url.query_pairs().any(|(key, value)| key.contains("err") && value == "404");
    if (new.last().is_some_and(is_in(NOT_FOUND)) && !old.iter().any(is_in(NOT_FOUND)))
        || (is_error(to) && !is_error(from))
    {
        return AddressKind::NotFound;
    }
    let host_word = to.host_str().and_then(|host| host.split('.').next()).unwrap_or("");
    let is_gate = new.iter().any(is_in(GATES)) || (GATES.contains(&host_word) && from.host_str() != to.host_str());
    if is_gate && !old.iter().any(is_in(GATES)) {
        return AddressKind::Gate;
    }
    if is_home(&new) && to.query().is_none() && !is_home(&old) {
        return AddressKind::Home;
    }
    // The folder of a page lists what is left, and the page may well not be.
    let page = old.split_last().filter(|(last, _)| is_index(last)).map_or(&*old, |(_, folder)| folder);
    if from.host() == to.host() && to.query().is_none() && new.len() < page.len() && page.starts_with(&new) {
        return AddressKind::Above;
    }
    let locale = |url: &Url| {
        let first = url.path().trim_matches('/').split('/').next().unwrap_or("").to_ascii_lowercase();
        is_locale(&first)
    };
    let language = |url: &Url| url.query_pairs().any(|(key, _)| matches!(&*key, "hl" | "lang" | "locale" | "gl"));
    if (locale(to) && !locale(from)) || (language(to) && !language(from)) {
        return AddressKind::Locale;
    }
    AddressKind::Page
}

/// The parts of the path of `url` as words: `/cgi-bin/Page-Not_Found.php` is `cgi bin` and `page not found`.
fn parts(url: &Url) -> Vec<String> {
    let path = url.path().to_ascii_lowercase();
    let words = |part: &str| {
        let part = part.rsplit_once('.').filter(|(_, ending)| ENDINGS.contains(ending)).map_or(part, |(name, _)| name);
        let words = part.split(['-', '_', '.', '+']).flat_map(|word| word.split("%20"));
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    };
    path.split('/').map(words).filter(|part| !part.is_empty()).collect()
}

/// Whether the address with these `parts` is a home page, be it that of a language in a country.
fn is_home(parts: &[String]) -> bool {
    let is_country = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let locale = |part: &String| is_locale(&part.replace(' ', "-"));
    let has_locale = parts.iter().any(locale);
    parts.len() <= 3 && parts.iter().all(|part| is_index(part) || locale(part) || (has_locale && is_country(part)))
}

fn is_index(part: &str) -> bool {
    matches!(part, "index" | "home" | "default")
}

/// `en`, `zh-cn`, `pt_br`, `zh-hans-cn`.
fn is_locale(part: &str) -> bool {
    let mut parts = part.split(['-', '_']);
    let letters = |part: &str, lengths: &[usize]| {
        lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let known = |part: &str| {
        const KNOWN: &[&str] = &[
            "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu",
            "id", "it", "ja", "ko", "lt", "lv", "ms", "nb", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv",
            "th", "tr", "uk", "ur", "vi", "zh",
        ];
        KNOWN.contains(&part)
    };
    parts.next().is_some_and(known) && parts.all(|part| letters(part, &[2, 4]))
}

#[cfg(test)]
mod tests {
    use super::AddressKind::{Above, Gate, Home, Locale, NotFound, Page};
    use super::*;

    #[test]
    fn addresses_say_what_they_lead_to() {
        for (from, to, wanted) in [
            ("http://a.example/x", "https://a.example/x", Page),
            ("https://github.com/a/b", "https://github.com/c/d", Page),
            ("https://a.example/x", "https://a.example/login?next=/x", Gate),
            ("https://a.example/x", "https://a.example/wp-login.php", Gate),
            ("https://a.example/x", "https://a.example/log-in", Gate),
            ("https://a.example/x", "https://a.example/age-gate", Gate),
            ("https://a.example/x", "https://a.example/login/oauth/authorize", Gate),
            ("https://a.example/x", "https://accounts.a.example/", Gate),
            ("https://a.example/login", "https://b.example/login", Page),
            ("https://a.example/x/y", "https://a.example/", Home),
            ("https://a.example/x/y", "https://a.example/index.html", Home),
            ("https://a.example/en/guide", "https://a.example/en/", Home),
            ("https://a.example/x", "https://a.example/zh-CN/index.html", Home),
            ("https://a.example/x/y", "https://a.example/us/en/", Home),
            ("https://a.example/blog/2019/post", "https://a.example/blog/", Above),
            ("https://a.example/blog/index.html", "https://a.example/blog/", Page),
            ("https://a.example/x", "https://a.example/?error=404", NotFound),
            ("https://a.example/x", "https://a.example/under-construction", NotFound),
            ("https://a.example/x", "https://a.example/cgi-sys/defaultwebpage.cgi", NotFound),
            ("https://a.example/x", "https://a.example/cookie-consent?to=x", Gate),
            ("https://a.example/", "https://b.example/", Page),
            ("https://a.example/index.html", "https://a.example/", Page),
            ("https://a.example/x", "https://a.example/?p=7", Page),
            ("https://a.example/x", "https://a.example/en/x", Locale),
            ("https://a.example/", "https://a.example/zh-CN/", Locale),
            ("https://a.example/en/x", "https://a.example/fr/x", Page),
            ("https://a.example/x", "https://a.example/x?hl=en", Locale),
            ("https://a.example/x", "https://a.example/404.html", NotFound),
            ("https://a.example/x", "https://a.example/404.php", NotFound),
            ("https://a.example/x", "https://a.example/page-not-found", NotFound),
            ("https://a.example/x", "https://a.example/en/Page_Not_Found.aspx", NotFound),
            ("https://a.example/x", "https://a.example/error.html?code=7", NotFound),
            ("https://a.example/x", "https://a.example/cgi-sys/suspendedpage.cgi", NotFound),
            ("https://a.example/x", "https://a.example/maintenance/", NotFound),
            ("https://a.example/go", "https://a.example/golang", Page),
            ("https://a.example/?p=1", "https://a.example/blog/error-handling-in-rust", Page),
            ("https://a.example/x", "https://a.example/maintenance/oil-change", Page),
            ("https://a.example/errors", "https://a.example/v2/errors", Page),
            ("https://a.example/x", "https://a.example/sign-language", Page),
        ] {
            let kind = address_kind(&Url::parse(from).unwrap(), &Url::parse(to).unwrap());
            assert_eq!(kind, wanted, "{from} → {to}");
        }
    }
}
