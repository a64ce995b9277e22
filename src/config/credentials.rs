//! Which headers carry credentials, and which texts look like one. What is taken for one by mistake is merely kept out of the
//! file: also a cookie that only says yes to a consent page, since nothing tells it from one that logs somebody in, and lists are
//! public.

/// Words in the names of headers that carry credentials (`Authorization`, `Cookie`, `X-Api-Key`, `PRIVATE-TOKEN`).
const WORDS: &[&str] = &[
    "apikey",
    "auth",
    "authentication",
    "authorization",
    "cookie",
    "credential",
    "credentials",
    "jwt",
    "key",
    "passwd",
    "password",
    "secret",
    "session",
    "signature",
    "token",
];
/// How credentials begin: the schemes of `Authorization` (RFC 9110, section 11.4), and what services put before their tokens.
const BEGINNINGS: &[&str] = &[
    "basic ",
    "bearer ",
    "digest ",
    "negotiate ",
    "token ",
    "akia",
    "aiza",
    "dop_v1_",
    "eyj",
    "gho_",
    "ghp_",
    "ghr_",
    "ghs_",
    "ghu_",
    "github_pat_",
    "glpat-",
    "hf_",
    "npm_",
    "pypi-",
    "sk-",
    "sk_",
    "xoxa-",
    "xoxb-",
    "xoxp-",
];
/// Letters and digits in a row that nobody writes by hand.
const LONGEST_WORD: usize = 32;

/// Whether a header called `name` is there to carry credentials.
pub(crate) fn is_credential(name: &str) -> bool {
    name.split(['-', '_']).any(|part| WORDS.iter().any(|word| part.eq_ignore_ascii_case(word)))
        || WORDS.iter().filter(|word| word.len() > 4).any(|word| name.to_ascii_lowercase().ends_with(word))
}

/// Whether `value` looks like a password, a token or a key.
pub(crate) fn looks_secret(value: &str) -> bool {
    let value = value.trim().to_ascii_lowercase();
    let is_of_word = |character: char| character.is_ascii_alphanumeric() || "+_-=".contains(character);
    BEGINNINGS.iter().any(|beginning| value.starts_with(beginning))
        || value.split(|character| !is_of_word(character)).any(|word| {
            word.len() >= LONGEST_WORD
                && word.bytes().any(|byte| byte.is_ascii_digit())
                && word.bytes().any(|byte| byte.is_ascii_alphabetic())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for name in [
            "Authorization",
            "proxy-authorization",
            "Cookie",
            "X-Api-Key",
            "apikey",
            "PRIVATE-TOKEN",
            "X-Auth",
            "x_secret",
            "X-AuthToken",
            "Set-Cookie",
        ] {
            assert!(is_credential(name), "{name}");
        }
        for name in ["Accept", "Accept-Language", "User-Agent", "Referer", "X-Author", "X-Keyboard", "DNT", "Origin"] {
            assert!(!is_credential(name), "{name}");
        }
    }

    #[test]
    fn values() {
        for value in ["Bearer x", "basic Zm9v", "ghp_x", "github_pat_1", "sk-1", "0123456789abcdef0123456789abcdef"] {
            assert!(looks_secret(value), "{value}");
        }
        for value in [
            "en",
            "de-AT,de;q=0.9,en;q=0.5",
            "text/html,application/xhtml+xml,*/*;q=0.8",
            "application/vnd.github.v3+json",
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "https://lamp.example/why-we-check-links",
            "curate (+https://lamp.example/bots)",
        ] {
            assert!(!looks_secret(value), "{value}");
        }
    }
}
