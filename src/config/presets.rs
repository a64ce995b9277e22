//! What `extends` can name: plain tables of levels and options. A file's own `[rules]` count more.

use crate::config::levels::RuleState;
use crate::config::selector::Selector;
use curate_rules::{Options, Severity};
use std::collections::BTreeMap;
use std::str::FromStr as _;

/// A table with a name.
#[derive(Debug)]
pub(crate) struct Preset {
    /// Its name in `extends`.
    pub name: &'static str,
    /// What it is for, in one line.
    pub summary: &'static str,
    /// Whether the README beside the configuration is a list, however few entries it has.
    pub readme_is_list: bool,
    lines: &'static [PresetLine],
}

/// What a preset says of one rule.
#[derive(Debug)]
struct PresetLine {
    rule: &'static str,
    /// `None` where only options are given.
    state: Option<RuleState>,
    /// In TOML.
    options: &'static str,
}

/// Every preset, by name.
pub(crate) const PRESETS: &[Preset] = &[
    Preset {
        name: "awesome",
        summary: "what the awesome manifesto and awesome-lint require of a list",
        readme_is_list: true,
        lines: &[
            on("project/awesome", Severity::Warning, ""),
            on("entries/separator", Severity::Warning, r#"style = " - ""#),
            on("entries/final-punctuation", Severity::Warning, r#"style = "always""#),
            on("entries/missing-link", Severity::Warning, ""),
            on("entries/description-case", Severity::Warning, r#"style = "upper""#),
            on(
                "formatting/terms",
                Severity::Warning,
                r#"words = ["StackOverflow = Stack Overflow", "VueJS = Vue.js"]"#,
            ),
            options("anchors/toc", "complete = true, max-depth = 2"),
        ],
    },
    Preset {
        name: "bilingual",
        summary: "editions that are to say the same, kept so by every change",
        readme_is_list: false,
        lines: &[
            on("parity/one-sided-change", Severity::Error, ""),
            on("parity/stale", Severity::Warning, ""),
            on("parity/length", Severity::Hint, ""),
        ],
    },
    Preset {
        name: "table",
        summary: "a list whose entries are rows of tables",
        readme_is_list: false,
        lines: &[
            on("entries/order", Severity::Warning, ""),
            on("entries/template", Severity::Warning, ""),
            on("entries/missing-description", Severity::Warning, ""),
        ],
    },
    Preset {
        name: "zh",
        summary: "Chinese typography; order by pinyin where entries/order is on",
        readme_is_list: false,
        lines: &[
            on("formatting/punctuation-width", Severity::Warning, ""),
            on("formatting/terms", Severity::Warning, ""),
            options("entries/order", r#"collation = "pinyin""#),
        ],
    },
];

const fn on(rule: &'static str, severity: Severity, options: &'static str) -> PresetLine {
    PresetLine { rule, state: Some(RuleState::On(severity)), options }
}

const fn options(rule: &'static str, options: &'static str) -> PresetLine {
    PresetLine { rule, state: None, options }
}

/// What a preset says of one rule that there is.
#[derive(Debug)]
pub(crate) struct PresetLevel {
    /// The rule.
    pub selector: Selector,
    /// The level, where one is given.
    pub state: Option<RuleState>,
    /// The options that are given.
    pub options: Options,
}

impl Preset {
    /// The preset called `name`.
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.name == name)
    }

    /// What it says of rules.
    pub(crate) fn levels(&self) -> impl Iterator<Item = PresetLevel> {
        self.lines.iter().filter_map(|line| {
            let selector = Selector::from_str(line.rule).ok()?;
            Some(PresetLevel { selector, state: line.state, options: line.options() })
        })
    }
}

impl PresetLine {
    /// Its options; a test keeps them TOML.
    fn options(&self) -> Options {
        let table = toml::from_str::<BTreeMap<String, Options>>(&format!("options = {{ {} }}", self.options));
        table.ok().and_then(|mut table| table.remove("options")).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use curate_rules::RULES;
    use toml::de::ValueDeserializer;

    #[test]
    fn presets_name_rules_and_options_that_there_are() {
        let mut wrong = Vec::new();
        for preset in PRESETS {
            for line in preset.lines {
                let Some(rule) = RULES.iter().find(|rule| rule.name == line.rule) else {
                    wrong.push(format!("{}: {}", preset.name, line.rule));
                    continue;
                };
                let table = format!("{{ {} }}", line.options);
                if let Err(error) = rule.make.check(ValueDeserializer::parse(&table).expect("TOML")) {
                    wrong.push(format!("{}: {}: {error}", preset.name, line.rule));
                }
            }
        }
        assert_eq!(wrong, [""; 0]);
        assert!(PRESETS.is_sorted_by_key(|preset| preset.name));
    }

    #[test]
    fn options_of_presets_apply() {
        let levels: Vec<PresetLevel> = PRESETS.iter().flat_map(Preset::levels).collect();
        let separator = levels
            .iter()
            .find(|level| matches!(level.selector, Selector::Rule(rule) if rule.name == "entries/separator"));
        let style = separator.and_then(|level| level.options.get("style")?.as_str());
        assert_eq!(style, Some(" - "), "it is in `awesome`");
        let contents = levels.iter().map(|level| level.options.len()).max();
        assert_eq!(contents, Some(2), "`anchors/toc` has two");
    }
}
