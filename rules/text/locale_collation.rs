//! The order of titles in a language, as CLDR has it (Unicode Technical Standard 10 with its tailorings).

use crate::text::collation::bare_title;
use curate_document::Edition;
use curate_document::language::Language;
use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;

/// The order of titles in a language.
pub(crate) struct LocaleCollation {
    collator: CollatorBorrowed<'static>,
}

impl LocaleCollation {
    /// That of the language `tag`, such as `sv` or `zh-tw`; where it is not known, what is common to most languages. Numbers count by their
    /// value, case does not.
    fn of(tag: &str) -> Option<Self> {
        let locale = Locale::try_from_str(&format!("{tag}-u-kn")).or_else(|_| Locale::try_from_str("und-u-kn")).ok()?;
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Secondary);
        Some(Self { collator: Collator::try_new((&locale).into(), options).ok()? })
    }

    /// That of the language that `edition` is in.
    pub(crate) fn of_edition(edition: &Edition) -> Option<Self> {
        Self::of(edition.language.as_ref().map_or("und", Language::tag))
    }

    /// What `title` is compared by: each character is a byte of its sort key. One of `articles` (lower case) at its start does not count.
    pub(crate) fn key(&self, title: &str, articles: &[String]) -> String {
        let mut key = Vec::new();
        let Ok(()) = self.collator.write_sort_key_to(bare_title(title.trim(), articles), &mut key);
        key.into_iter().map(char::from).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders() {
        for (tag, expected) in [
            ("sv", ["adel", "zebra", "ål", "ärt", "öl"]),
            ("de", ["adel", "ål", "ärt", "öl", "zebra"]),
            ("es", ["nube", "ñandú", "oso", "zorro", "🚀 Zulu"]),
            ("zh", ["🚀 阿里", "编译器", "西安", "先生", "中文"]),
            ("ja", ["あかり", "アヒル", "いえ", "カメラ", "さくら"]),
            ("ko", ["가방", "나무", "다리", "라면", "마을"]),
            ("xx-unknown", ["Lesson 2", "lesson 10", "Manual 3.9", "Manual 3.10", "The Zebra"]),
        ] {
            let collation = LocaleCollation::of(tag).expect("a collation");
            let articles = ["the".to_owned()];
            let mut titles = expected;
            titles.reverse();
            titles.sort_by_key(|title| collation.key(title, &articles));
            assert_eq!(titles, expected, "{tag}");
        }
    }
}
