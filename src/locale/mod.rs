//! What the program says in other languages than English. English stands beside the code; here are the translations.

mod catalogue;
pub(crate) mod columns;
pub(crate) mod help;
pub(crate) mod page_address;
mod recognized;
mod rule_pages;
mod severity_words;

use crate::locale::rule_pages::RULE_PAGES;
use clap::ValueEnum;
use curate_rules::{Declaration, FixKind};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::HashMap;

/// A language that the program speaks; chosen for it alone, never by the language of the system, so that a run says the same anywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum SpokenLanguage {
    /// English.
    #[default]
    En,
    /// Chinese in simplified characters.
    #[value(alias = "zh-hans", alias = "zh-cn")]
    Zh,
}

impl SpokenLanguage {
    /// The tag of it in a page for a browser.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh-Hans",
        }
    }

    /// The code of it in the configuration.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }
}

/// The descriptions of rules and options in Chinese, by those in English: `[rules]` and `[options]`.
const DESCRIPTIONS: &str = include_str!("../../locales/zh-Hans/options.toml");

#[derive(Deserialize)]
struct DescriptionsFile {
    rules: HashMap<String, String>,
    options: HashMap<String, String>,
}

/// Texts about rules in one language.
pub(crate) struct RuleTexts {
    /// `None` in English, which needs none.
    descriptions: Option<DescriptionsFile>,
}

impl RuleTexts {
    /// Texts in `language`; those of another language than English are read only here.
    pub(crate) fn new(language: SpokenLanguage) -> Self {
        let descriptions = match language {
            SpokenLanguage::En => None,
            SpokenLanguage::Zh => toml::from_str(DESCRIPTIONS).ok(),
        };
        Self { descriptions }
    }

    /// What `rule` reports, in one line without a full stop.
    pub(crate) fn summary<'t>(&'t self, rule: &Declaration) -> &'t str {
        let found = self.descriptions.as_ref().and_then(|file| file.rules.get(rule.summary));
        found.map_or(rule.summary, String::as_str)
    }

    /// How what `rule` finds is fixed: the first paragraph of that part of its page.
    pub(crate) fn how_to_fix(&self, rule: &Declaration) -> String {
        let paragraph = self.paragraph(rule, ["## Fix", "## 修复"]);
        // What goes on with a list is left out.
        let is_open = paragraph.ends_with([':', '：']) && paragraph.contains(['.', '。']);
        let whole = if is_open { paragraph.trim_end_matches(|end| !['.', '。'].contains(&end)) } else { &paragraph };
        whole.to_owned()
    }

    /// Why `rule` is one, in a sentence.
    pub(crate) fn reason(&self, rule: &Declaration) -> String {
        let paragraph = self.paragraph(rule, ["## Why", "## 为什么"]);
        first_sentence(&paragraph).to_owned()
    }

    /// The first paragraph below one of `headings` on the page of `rule`, on one line; empty where there is none.
    fn paragraph(&self, rule: &Declaration, headings: [&str; 2]) -> String {
        let page = self.page(rule);
        let below = page.lines().skip_while(|line| !headings.contains(line)).skip(2);
        below.take_while(|line| !line.is_empty() && !line.starts_with('#')).collect::<Vec<_>>().join(" ")
    }

    /// The page of `rule` in markdown, with how loud it is, what fixes it and its options.
    pub(crate) fn page(&self, rule: &Declaration) -> String {
        let translated = self.descriptions.as_ref().zip(RULE_PAGES.iter().find(|(name, _)| *name == rule.name));
        match translated {
            Some((file, (_, page))) => in_chinese(rule, page, file),
            None => in_english(rule),
        }
    }
}

/// `text` up to the first full stop that ends a sentence; one in code ends none.
fn first_sentence(text: &str) -> &str {
    let mut is_code = false;
    for (at, character) in text.char_indices() {
        is_code ^= character == '`';
        let rest = text.get(at + character.len_utf8()..).unwrap_or("");
        if !is_code && (character == '。' || character == '.' && rest.starts_with(' ')) {
            return text.get(..text.len() - rest.len()).unwrap_or(text);
        }
    }
    text
}

fn in_english(rule: &Declaration) -> String {
    let default = if rule.on_by_default { "on by default" } else { "off by default" };
    let fix = match rule.fix {
        FixKind::Safe => "fixed with --fix",
        FixKind::Unsafe => "fixed with --unsafe-fixes",
        FixKind::None => "fixed by hand",
    };
    let page = rule.page();
    let (title, rest) = page.split_once('\n').unwrap_or((&page, ""));
    format!("{title}\n\n{}, {default}, {fix}\n{}", rule.severity.name(), rest.trim_end())
}

fn in_chinese(rule: &Declaration, page: &str, file: &DescriptionsFile) -> String {
    let severity = SpokenLanguage::Zh.severity(rule.severity);
    let default = if rule.on_by_default { "默认启用" } else { "默认关闭" };
    let fix = match rule.fix {
        FixKind::Safe => "可用 --fix 修复",
        FixKind::Unsafe => "可用 --unsafe-fixes 修复",
        FixKind::None => "需要手工修复",
    };
    let (title, rest) = page.split_once('\n').unwrap_or((page, ""));
    let mut text = format!("{title}\n\n{severity}，{default}，{fix}\n{}", rest.trim_end());
    let options = rule.make.options();
    if !options.is_empty() {
        text.push_str("\n\n## 选项\n");
    }
    for option in options {
        let key = option.description.split_whitespace().collect::<Vec<_>>().join(" ");
        let description = file.options.get(&key).unwrap_or(&option.description);
        text += &format!("\n- `{}`：{description}", option.name);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use curate_rules::RULES;

    #[test]
    fn every_rule_says_why_in_a_sentence() {
        for (language, end, least) in [(SpokenLanguage::En, '.', 20), (SpokenLanguage::Zh, '。', 6)] {
            let texts = RuleTexts::new(language);
            for rule in RULES {
                let reason = texts.reason(rule);
                assert!(reason.chars().count() > least && reason.ends_with(end), "{}: {reason}", rule.name);
            }
        }
    }

    #[test]
    fn a_sentence_ends_outside_of_code() {
        assert_eq!(first_sentence("In `a. b` it is. Not here."), "In `a. b` it is.");
        assert_eq!(first_sentence("在 `a。b` 里。不在这里。"), "在 `a。b` 里。");
        assert_eq!(first_sentence("One."), "One.");
    }
}
