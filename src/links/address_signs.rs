//! The parts of an address that may say what its page is, and what they say. Pure.

use crate::links::address_words::{ERRORS, GATES, NEUTRAL, WEAK_ERRORS, WEAK_GATES};
use percent_encoding::percent_decode_str;
use url::Url;

/// Words that say something of a page, where a part of its address is one of them and nothing else.
pub(crate) struct SignWords {
    /// Those that say it at the top and at the end of a path, in a query, and in a fragment.
    strong: &'static [&'static str],
    /// Those that are just as well a topic: they say it at the top of a site alone.
    weak: &'static [&'static str],
    /// Whether they say it in the middle of a path too, and for all that is below the top.
    stand_anywhere: bool,
}

/// That there is no page.
pub(crate) const ERROR_WORDS: SignWords = SignWords { strong: ERRORS, weak: WEAK_ERRORS, stand_anywhere: false };
/// That the reader has to do something first.
pub(crate) const GATE_WORDS: SignWords = SignWords { strong: GATES, weak: WEAK_GATES, stand_anywhere: true };
/// So many words of an address with 404 among them are no title of an article.
const FEW_WORDS: usize = 4;

/// The parts of an address that may say what its page is, as words.
pub(crate) struct AddressSigns {
    /// The first name of the host.
    host: String,
    /// Of the path, without a language before it.
    path: Vec<String>,
    /// Of the query and of the fragment.
    others: Vec<String>,
}

impl AddressSigns {
    /// Those of `url`.
    pub(crate) fn of(url: &Url) -> Self {
        let mut path: Vec<String> = url.path().split('/').map(words).filter(|part| !part.is_empty()).collect();
        if path.len() > 1 && path.first().is_some_and(|part| is_locale(&part.replace(' ', "-"))) {
            path.remove(0);
        }
        let mut others = Vec::new();
        for (key, value) in url.query_pairs() {
            // It may be the number of a page.
            let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
            let is_error = key.to_lowercase().contains("err") || key.contains("status") || key.contains("code");
            if !is_number || is_error {
                others.extend(value.split('/').map(words));
            }
            if !matches!(&*value, "0" | "false" | "no") {
                others.push(words(&key));
            }
        }
        others.extend(url.fragment().unwrap_or_default().split(['/', '!', '?', '&', '=']).map(words));
        others.retain(|part| !part.is_empty());
        let host = url.host_str().and_then(|host| host.split('.').next()).unwrap_or_default().to_owned();
        Self { host, path, others }
    }

    /// Whether a part is one of `words`, and the `old` address, for which this one stands, has no such part or word.
    pub(crate) fn says(&self, words: &SignWords, old: &Self) -> bool {
        let mut old_parts = old.path.iter().chain(&old.others);
        if old_parts.any(|part| sign(part, words.strong).or_else(|| sign(part, words.weak)).is_some()) {
            return false;
        }
        let is_sign = |part: &str, words: &[&str]| sign(part, words).is_some_and(|sign| !old.has_words_of(&sign));
        let is_in_path = self.path.iter().enumerate().any(|(at, part)| {
            let is_strong = words.stand_anywhere || at == 0 || at + 1 == self.path.len();
            let is_weak = at == 0 && (words.stand_anywhere || self.path.len() == 1);
            (is_strong && is_sign(part, words.strong)) || (is_weak && is_sign(part, words.weak))
        });
        let is_number = || self.path.iter().chain(&self.others).any(|part| has_404(part)) && !old.has_words_of("404");
        is_in_path
            || self.others.iter().any(|part| is_sign(part, words.strong))
            || (words.strong.contains(&"404") && is_number())
            || (self.host != old.host && (is_sign(&self.host, words.strong) || is_sign(&self.host, words.weak)))
    }

    /// Whether each word of `sign` stands here too, be it with another ending.
    fn has_words_of(&self, sign: &str) -> bool {
        let mut own = self.path.iter().chain(&self.others).flat_map(|part| part.split(' '));
        sign.split(' ').all(|word| own.any(|other| is_same_stem(word, other)))
    }
}

/// What `part` says of `words`, where it says nothing else.
fn sign(part: &str, words: &[&str]) -> Option<String> {
    let rest = || part.split(' ').filter(|word| !NEUTRAL.contains(word)).collect::<Vec<_>>().join(" ");
    let whole = words.contains(&part).then(|| part.to_owned());
    whole.or_else(|| Some(rest()).filter(|rest| words.contains(&&**rest)))
}

/// Whether `part` is 404 with few words beside it, none of which is a number.
fn has_404(part: &str) -> bool {
    let mut others = part.split(' ').filter(|word| *word != "404");
    let count = part.split(' ').count();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    others.clone().count() < count && count <= FEW_WORDS && !others.any(is_number)
}

/// Whether two words differ in their endings alone: `park` and `parking`, `error` and `errors`.
fn is_same_stem(one: &str, other: &str) -> bool {
    let common = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let shorter = one.chars().count().min(other.chars().count());
    one == other || common > 4 || (common > 3 && common == shorter)
}

/// The words of a part of an address: `Page-Not_Found.php;id=7` and `pageNotFound.php` are `page not found php`.
pub(crate) fn words(part: &str) -> String {
    let decoded = percent_decode_str(part).decode_utf8_lossy();
    let decoded = decoded.split(';').next().unwrap_or_default();
    let (mut words, mut was_small) = (String::new(), false);
    for character in decoded.chars() {
        if was_small && character.is_uppercase() {
            words.push(' ');
        }
        was_small = character.is_lowercase();
        let is_between = matches!(character, '-' | '_' | '.' | '+' | '=' | '&' | '?') || character.is_whitespace();
        if is_between { words.push(' ') } else { words.extend(character.to_lowercase()) }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `en`, `zh-cn`, `pt_br`, `zh-hans-cn`.
pub(crate) fn is_locale(part: &str) -> bool {
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
