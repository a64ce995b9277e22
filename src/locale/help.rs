//! The help of commands in other languages: what a text of it says, by the English text.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The texts in Chinese by those in English.
const CATALOGUE: &str = include_str!("../../locales/zh-Hans/help.toml");

/// The same; read only where somebody wants help in Chinese.
static IN_CHINESE: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| toml::from_str(CATALOGUE).unwrap_or_default());

/// A paragraph, line or word of the help in Chinese, by what it is in English.
pub(crate) fn help_in_chinese(english: &str) -> Option<&'static str> {
    IN_CHINESE.get(english).map(String::as_str)
}

/// All texts in English that have a translation, and their translations.
#[cfg(test)]
pub(crate) fn known() -> &'static BTreeMap<String, String> {
    &IN_CHINESE
}
