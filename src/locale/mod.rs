//! What the program says in other languages than English. English stands beside the code; here are the translations.

mod rule_pages;

use crate::locale::rule_pages::RULE_PAGES;
use clap::ValueEnum;
use curate_rules::{Declaration, FixKind, Severity};
use std::collections::HashMap;

/// A language that the program speaks; chosen by its user alone, never by the environment, so that a run says the same anywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum SpokenLanguage {
    /// English.
    #[default]
    En,
    /// Chinese in simplified characters.
    #[value(alias = "zh-hans", alias = "zh-cn")]
    Zh,
}

/// The descriptions of rules and options in Chinese, by those in English: `[rules]` and `[options]`.
const DESCRIPTIONS: &str = include_str!("../../locales/zh-Hans/options.toml");

#[derive(serde::Deserialize)]
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

    /// The page of `rule` in markdown, with how loud it is, what fixes it and its options.
    pub(crate) fn page(&self, rule: &Declaration) -> String {
        let translated = self.descriptions.as_ref().zip(RULE_PAGES.iter().find(|(name, _)| *name == rule.name));
        match translated {
            Some((file, (_, page))) => in_chinese(rule, page, file),
            None => in_english(rule),
        }
    }
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
    let severity = match rule.severity {
        Severity::Hint => "提示",
        Severity::Warning => "警告",
        Severity::Error => "错误",
    };
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
