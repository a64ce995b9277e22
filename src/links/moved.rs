//! What the address that a redirect leads to says of the page there. Pure.

use crate::links::address_signs::{AddressSigns, ERROR_WORDS, GATE_WORDS, is_locale, words};
use crate::links::address_words::HOMES;
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

/// Endings of the names of files that make pages.
const ENDINGS: &[&str] = &["asp", "aspx", "cgi", "do", "htm", "html", "jsf", "jsp", "php", "shtml", "xhtml"];

/// What the address `to` says of its page, for a reader who follows a link to `from`.
pub(crate) fn address_kind(from: &Url, to: &Url) -> AddressKind {
    let (old, new) = (parts(from), parts(to));
    let (old_signs, new_signs) = (AddressSigns::of(from), AddressSigns::of(to));
    for (kind, words) in [(AddressKind::NotFound, &ERROR_WORDS), (AddressKind::Gate, &GATE_WORDS)] {
        if new_signs.says(words, &old_signs) {
            return kind;
        }
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

/// The parts of the path of `url` as words, without the endings of files: `/cgi-bin/Page-Not_Found.php` is `cgi bin` and
/// `page not found`.
fn parts(url: &Url) -> Vec<String> {
    let name = |part: &str| {
        let part = part.split(';').next().unwrap_or_default();
        let ending = part.rsplit_once('.').filter(|(_, ending)| ENDINGS.contains(&&*ending.to_ascii_lowercase()));
        words(ending.map_or(part, |(name, _)| name))
    };
    url.path().split('/').map(name).filter(|part| !part.is_empty()).collect()
}

/// Whether the address with these `parts` is a home page, be it that of a language in a country.
fn is_home(parts: &[String]) -> bool {
    let is_country = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let locale = |part: &String| is_locale(&part.replace(' ', "-"));
    let has_locale = parts.iter().any(locale);
    parts.len() <= 3 && parts.iter().all(|part| is_index(part) || locale(part) || (has_locale && is_country(part)))
}

fn is_index(part: &str) -> bool {
    HOMES.contains(&part)
}

#[cfg(test)]
mod tests {
    use super::AddressKind::{Above, Gate, Home, Locale, NotFound, Page};
    use super::*;

    #[test]
    fn addresses_of_errors_gates_and_homes() {
        let address = |to: &str| Url::parse("https://a.example/").unwrap().join(to).unwrap();
        for (kind, all) in [
            (
                NotFound,
                "/fehler /erreur /Errore.html /chyba /virhe /fel /hata.php /ошибка /错误 /エラー /gone /410.html
                /no-longer-available /unavailable /access-denied /accessDenied.jsp /forbidden /blocked.html /errors
                /pageNotFound /en/404 /pages/404-de.html /error/page /x?status=404 /?page=not-found /app#/404 /#error
                /wartung /mantenimiento.html /seite-nicht-gefunden /index.php?error=page-not-found /de/fehler.html",
            ),
            (
                Gate,
                "/login;jsessionid=7A1 /login.do /login_form /authwall?to=x /agecheck /over18?url=x /gdpr
                /privacy-consent /users/sign_in /x?view=login /#/login /auth/realms/x /LogIn.aspx",
            ),
            (Home, "/home /index.do /main.html /welcome /startseite /accueil"),
        ] {
            for to in all.split_whitespace() {
                assert_eq!(address_kind(&address("/docs/old-lamp"), &address(to)), kind, "{to}");
            }
        }
    }

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
            // Ordinary reorganisations.
            ("https://a.example/api/error-codes", "https://a.example/api/errors", Page),
            ("https://a.example/api/error-codes.html", "https://a.example/api/v2/errors", Page),
            ("https://a.example/book/unavailable-data", "https://a.example/book/missing", Page),
            ("https://a.example/art/parked-cars", "https://a.example/photos/parked", Page),
            ("https://a.example/blog/vol1", "https://a.example/music/sorry", Page),
            ("https://a.example/guide/authn.html", "https://a.example/docs/auth/", Page),
            ("https://a.example/docs/session-handling", "https://a.example/docs/session/handling", Page),
            ("https://a.example/kb/passport-js", "https://a.example/strategies/passport", Page),
            ("https://a.example/recipes/choc-chip", "https://a.example/recipes/cookies/choc-chip", Page),
            ("https://a.example/app/game", "https://a.example/games/challenge/1", Page),
            ("https://a.example/x", "https://a.example/?p=404", Page),
            ("https://a.example/x", "https://a.example/2024/how-to-design-a-good-404-page", Page),
        ] {
            let kind = address_kind(&Url::parse(from).unwrap(), &Url::parse(to).unwrap());
            assert_eq!(kind, wanted, "{from} → {to}");
        }
    }
}
