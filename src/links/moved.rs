//! Whether the address that a permanent redirect leads to serves a reader well.

use url::Url;

/// Words in paths and hosts of pages that want to know who the reader is, instead of showing the page.
const GATES: &[&str] = &[
    "account",
    "accounts",
    "auth",
    "authenticate",
    "authorize",
    "captcha",
    "challenge",
    "consent",
    "cookie",
    "cookies",
    "login",
    "logon",
    "oauth",
    "oauth2",
    "passport",
    "register",
    "saml",
    "session",
    "signin",
    "sign-in",
    "sign_in",
    "signup",
    "sign-up",
    "sso",
    "unsupported",
];

/// Whether links to `from` should lead to `to` instead: not to a login, a consent, an error or a locale page, nor to a home
/// page in the place of an inner one.
pub(crate) fn is_better(from: &Url, to: &Url) -> bool {
    let path = |url: &Url| url.path().trim_matches('/').to_ascii_lowercase();
    let (old, new) = (path(from), path(to));
    let is_gate = |word: &str| GATES.contains(&word);
    let was_gate = old.split(['/', '.']).any(is_gate);
    let host_word = to.host_str().and_then(|host| host.split('.').next()).unwrap_or("");
    if !was_gate && (new.split(['/', '.']).any(is_gate) || (is_gate(host_word) && from.host_str() != to.host_str())) {
        return false;
    }
    if new.split('/').any(|part| matches!(part, "404" | "404.html" | "error" | "not-found" | "notfound" | "not_found"))
    {
        return false;
    }
    if new.is_empty() && to.query().is_none() && !(old.is_empty() || is_index(&old)) {
        return false;
    }
    let added_locale = new.split('/').next().is_some_and(is_locale) && !old.split('/').next().is_some_and(is_locale);
    if added_locale {
        return false;
    }
    let language = |url: &Url| url.query_pairs().any(|(key, _)| matches!(&*key, "hl" | "lang" | "locale" | "gl"));
    language(from) || !language(to)
}

fn is_index(path: &str) -> bool {
    matches!(path, "index.html" | "index.htm" | "index.php" | "home")
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
    use super::*;

    #[test]
    fn better_addresses() {
        for (from, to, wanted) in [
            ("http://a.example/x", "https://a.example/x", true),
            ("https://github.com/a/b", "https://github.com/c/d", true),
            ("https://a.example/x", "https://a.example/login?next=/x", false),
            ("https://a.example/x", "https://accounts.a.example/", false),
            ("https://a.example/login", "https://b.example/login", true),
            ("https://a.example/x/y", "https://a.example/", false),
            ("https://a.example/", "https://b.example/", true),
            ("https://a.example/index.html", "https://a.example/", true),
            ("https://a.example/x", "https://a.example/en/x", false),
            ("https://a.example/", "https://a.example/zh-CN/", false),
            ("https://a.example/en/x", "https://a.example/fr/x", true),
            ("https://a.example/x", "https://a.example/x?hl=en", false),
            ("https://a.example/x", "https://a.example/404.html", false),
            ("https://a.example/go", "https://a.example/golang", true),
        ] {
            assert_eq!(is_better(&Url::parse(from).unwrap(), &Url::parse(to).unwrap()), wanted, "{from} → {to}");
        }
    }
}
