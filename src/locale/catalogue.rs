//! Messages in other languages: `text!` of the code by its English template.

use crate::locale::SpokenLanguage;
use crate::locale::recognized::Recognizer;
use curate_rules::Text;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The templates of the program in Chinese by those in English.
const PROGRAM: &str = include_str!("../../locales/zh-Hans/messages/program.toml");

/// The same of rules: a file for each group, one for what they share.
const RULES: &[&str] = &[
    include_str!("../../locales/zh-Hans/messages/anchors.toml"),
    include_str!("../../locales/zh-Hans/messages/duplicates.toml"),
    include_str!("../../locales/zh-Hans/messages/entries.toml"),
    include_str!("../../locales/zh-Hans/messages/formatting.toml"),
    include_str!("../../locales/zh-Hans/messages/links.toml"),
    include_str!("../../locales/zh-Hans/messages/parity.toml"),
    include_str!("../../locales/zh-Hans/messages/project.toml"),
    include_str!("../../locales/zh-Hans/messages/rules.toml"),
];

/// All of them; read only where somebody speaks Chinese.
static IN_CHINESE: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let files = RULES.iter().chain([&PROGRAM]).filter_map(|file| toml::from_str::<BTreeMap<String, String>>(file).ok());
    files.flatten().collect()
});

/// What comes without a template comes from the program.
static RECOGNIZED: LazyLock<Recognizer> =
    LazyLock::new(|| Recognizer::new(toml::from_str::<BTreeMap<String, String>>(PROGRAM).unwrap_or_default()));

impl SpokenLanguage {
    /// Has `text` speak this language, as far as it is translated.
    pub(crate) fn translate(self, text: &mut Text) {
        match self {
            Self::En => {}
            Self::Zh => {
                let translation = |english: &str| IN_CHINESE.get(english).map(String::as_str);
                text.translate(&translation, &|english| RECOGNIZED.template(english));
            }
        }
    }

    /// What `text` says in this language.
    pub(crate) fn say(self, text: impl Into<Text>) -> String {
        let mut text = text.into();
        self.translate(&mut text);
        text.to_string()
    }
}
