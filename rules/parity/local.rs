//! What a translation has beyond its source for the readers of its own language.

use super::comparison::Comparison;
use curate_document::alignment::apparent_link;
use curate_document::script::{LetterCounts, WritingSystem};
use curate_document::{Entry, Language, Side, UrlKey};

/// The share of pairs whose titles a translation keeps from which on a title in its own letters tells a resource in its own
/// language.
const KEPT: f64 = 0.6;

/// How resources in the language of a translation are told.
pub struct Local<'a> {
    /// The language of the edition that has them; `None` where that is the source.
    language: Option<&'a Language>,
    /// Its writing system, where the source has another and titles are not translated.
    script: Option<WritingSystem>,
}

impl<'a> Local<'a> {
    /// What is told of the edition there, as long as it is a translation.
    pub fn of(comparison: &Comparison<'a>) -> Self {
        if comparison.side == Side::First {
            return Self { language: None, script: None };
        }
        let edition = comparison.other_edition;
        let script = edition.language.as_ref().and_then(Language::writing_system).or(edition.writing_system);
        let is_own = script != Some(WritingSystem::Latin) && script != comparison.edition.writing_system;
        Self { language: edition.language.as_ref(), script: script.filter(|_| is_own && keeps_titles(comparison)) }
    }

    /// Whether `entry` there presents a resource in the language of that edition.
    pub fn has_entry(&self, comparison: &Comparison<'_>, entry: &Entry) -> bool {
        if self.language.is_none() && self.script.is_none() {
            return false;
        }
        let document = comparison.other;
        let apparent = apparent_link(document, entry);
        let title = apparent.as_ref().map(|link| link.text).or(entry.title);
        let in_own_script = || {
            let text = title.map(|title| document.text(title)).unwrap_or_default();
            self.script.is_some_and(|script| is_in(text, script))
        };
        let key = document.link_of(entry).and_then(|link| link.key()).or(apparent.as_ref().map(|link| &link.key));
        in_own_script() || key.zip(self.language).is_some_and(|(key, language)| is_national(key, language))
    }
}

/// Whether most pairs of entries have one title in both editions.
fn keeps_titles(comparison: &Comparison<'_>) -> bool {
    let title = |document: &'_ curate_document::Document, id| -> Option<String> {
        let entry = document.entry(id)?;
        document.link_of(entry)?;
        Some(document.text(entry.title?).to_lowercase())
    };
    let (mut counted, mut kept) = (0_usize, 0_usize);
    for (first, second, _) in comparison.alignment.pairs() {
        // The comparison is seen from the translation: the first of a pair is the source's.
        if let Some((source, translated)) = title(comparison.document, first).zip(title(comparison.other, second)) {
            counted += 1;
            kept += usize::from(source == translated);
        }
    }
    counted > 0 && kept as f64 >= KEPT * counted as f64
}

/// Whether `text` has letters of `script`; Latin ones beside them may be names.
fn is_in(text: &str, script: WritingSystem) -> bool {
    let counts = LetterCounts::of(text);
    match counts.writing_system() {
        // A short Japanese or Korean title may do with Han alone.
        Some(WritingSystem::Chinese) => matches!(script, WritingSystem::Chinese | WritingSystem::Japanese),
        Some(found) => found == script || (found == WritingSystem::Latin && counts.latin() < counts.letters()),
        None => counts.letters() > counts.latin(),
    }
}

/// Countries whose sites are in a language.
#[rustfmt::skip]
const NATIONAL: &[(&str, &[&str])] = &[
    ("zh", &["cn", "tw", "hk"]), ("ja", &["jp"]), ("ko", &["kr"]), ("ru", &["ru", "su", "by"]), ("uk", &["ua"]),
    ("de", &["de", "at", "ch"]), ("fr", &["fr", "be", "ch"]), ("es", &["es", "mx", "ar", "cl"]), ("pt", &["br", "pt"]),
    ("it", &["it"]), ("nl", &["nl", "be"]), ("pl", &["pl"]), ("tr", &["tr"]), ("vi", &["vn"]), ("th", &["th"]),
    ("id", &["id"]), ("fa", &["ir"]), ("cs", &["cz"]), ("sv", &["se"]), ("da", &["dk"]), ("fi", &["fi"]), ("el", &["gr"]),
    ("he", &["il"]), ("hu", &["hu"]), ("ro", &["ro"]), ("bg", &["bg"]), ("no", &["no"]),
];

/// Whether a URL is of a site of the country, or names the language.
fn is_national(key: &UrlKey, language: &Language) -> bool {
    let host = key.as_str().split(['/', '?', '#']).next().unwrap_or("");
    let top = host.rsplit('.').next().unwrap_or("");
    let of_country =
        NATIONAL.iter().any(|(primary, countries)| *primary == language.primary() && countries.contains(&top));
    let parts = || key.as_str().split(['/', '?', '#', '.', '=']).skip(1);
    let names_language = || {
        key.localised() != *key
            && parts().filter_map(Language::parse).any(|named| named.primary() == language.primary())
    };
    let label = host.split('.').next().and_then(Language::parse);
    of_country || label.is_some_and(|label| label.primary() == language.primary()) || names_language()
}
