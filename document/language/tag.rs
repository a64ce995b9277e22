//! Languages of editions, as file names and URLs write them.

use super::script::WritingSystem;
use super::table::{ALIASES, AMBIGUOUS, LANGUAGES, LanguageRow, REGIONS};
use std::fmt;

/// A language, as a normalised tag: lower case, with hyphens, `zh-cn` for simplified and `zh-tw` for traditional Chinese.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language {
    tag: Box<str>,
    row: &'static LanguageRow,
}

impl Language {
    /// Reads a tag or a name in any case, with `-` or `_`: `zh_CN`, `zh-Hans`, `cn`, `pt-BR`, `jp`, `chinese`, `日本語`.
    ///
    /// Takes ISO 639-1 and a few three-letter codes, with a script (ISO 15924) and a country (ISO 3166-1 or three
    /// digits). `no`, `it` and `is` are languages here; whether they are meant as one in a file name is decided by
    /// [`edition_name`](super::edition_name()).
    pub fn parse(text: &str) -> Option<Self> {
        // The longest name in the tables has 20 letters; nothing longer is worth lowering.
        if text.is_empty() || text.len() > 64 {
            return None;
        }
        let mut tag = text.to_lowercase();
        if tag.contains('_') {
            tag = tag.replace('_', "-");
        }
        if let Some((_, meant)) = ALIASES.iter().find(|(alias, _)| *alias == tag) {
            tag.clear();
            tag.push_str(meant);
        }
        let mut parts = tag.split('-');
        let primary = parts.next()?;
        let row = row_of(primary).or_else(|| {
            let (_, meant) = ALIASES.iter().find(|(alias, _)| alias.len() == 3 && *alias == primary)?;
            row_of(meant)
        })?;
        let (script, region) = subtags(parts)?;
        Some(Self { tag: normalised(row.0, script, region).into(), row })
    }

    /// The normalised tag, such as `zh-cn` or `en`.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The language without script and country: `zh` of `zh-cn`.
    pub fn primary(&self) -> &str {
        self.row.0
    }

    /// How the language is written; `None` where several scripts are usual (Serbian) and the tag names none.
    pub fn writing_system(&self) -> Option<WritingSystem> {
        let mut parts = self.tag.split('-').skip(1);
        match parts.next() {
            Some("latn") => Some(WritingSystem::Latin),
            Some("cyrl") => Some(WritingSystem::Cyrillic),
            Some("arab") => Some(WritingSystem::Arabic),
            Some("deva") => Some(WritingSystem::Devanagari),
            _ => self.row.2,
        }
    }

    /// The name in English, for messages: `Chinese (Simplified)`, `Portuguese (Brazil)`, `German`.
    pub fn english_name(&self) -> &str {
        match &*self.tag {
            "zh-cn" => "Chinese (Simplified)",
            "zh-tw" => "Chinese (Traditional)",
            "zh-hk" => "Chinese (Hong Kong)",
            "pt-br" => "Portuguese (Brazil)",
            "pt-pt" => "Portuguese (Portugal)",
            "en-us" => "English (United States)",
            "en-gb" => "English (United Kingdom)",
            "es-mx" => "Spanish (Mexico)",
            _ => self.row.1,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.tag)
    }
}

/// Whether a tag, as it was written, is more often a word or an abbreviation (`it`, `no`, `ml`): alone or with a country.
pub(crate) fn is_ambiguous(written: &str) -> bool {
    let primary = written.split(['-', '_']).next().unwrap_or(written);
    AMBIGUOUS.iter().any(|word| word.eq_ignore_ascii_case(primary))
}

fn row_of(primary: &str) -> Option<&'static LanguageRow> {
    let index = LANGUAGES.binary_search_by(|row| row.0.cmp(primary)).ok()?;
    LANGUAGES.get(index)
}

/// Script and region of a tag, each at most once and in this order; `None` when anything else is there.
fn subtags<'a>(parts: impl Iterator<Item = &'a str>) -> Option<(Option<&'a str>, Option<&'a str>)> {
    let (mut script, mut region) = (None, None);
    for part in parts {
        if region.is_some() {
            return None;
        }
        if is_script(part) && script.is_none() {
            script = Some(part);
        } else if is_region(part) {
            region = Some(part);
        } else {
            return None;
        }
    }
    Some((script, region))
}

fn is_script(part: &str) -> bool {
    matches!(
        part,
        "hans"
            | "hant"
            | "latn"
            | "cyrl"
            | "arab"
            | "deva"
            | "jpan"
            | "kore"
            | "hira"
            | "kana"
            | "hebr"
            | "thai"
            | "beng"
    )
}

fn is_region(part: &str) -> bool {
    match part.as_bytes() {
        [first, second] => REGIONS.as_bytes().chunks_exact(2).any(|region| region == [*first, *second]),
        digits @ [_, _, _] => digits.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

fn normalised(primary: &str, script: Option<&str>, region: Option<&str>) -> String {
    let chinese = match (primary, script, region) {
        ("zh", _, Some("hk" | "mo")) => Some("zh-hk"),
        ("zh", Some("hant"), _) | ("zh", _, Some("tw")) => Some("zh-tw"),
        ("zh", Some("hans"), _) | ("zh", _, Some("cn" | "sg" | "my")) => Some("zh-cn"),
        _ => None,
    };
    if let Some(tag) = chinese {
        return tag.to_owned();
    }
    let mut tag = primary.to_owned();
    for part in [script, region].into_iter().flatten() {
        tag.push('-');
        tag.push_str(part);
    }
    tag
}
