//! What `extends` can name: plain tables of levels and options. A file's own `[rules]` count more.
//!
//! A table may name a rule or an option that this build does not have; that line does nothing.

use super::State;
use crate::plain::selector::Selector;
use curate_rules::{OptionKind, OptionValue, RULES, Severity};
use std::str::FromStr as _;

/// A table with a name.
#[derive(Debug)]
pub struct Preset {
    /// Its name in `extends`.
    pub name: &'static str,
    /// What it is for, in one line.
    pub summary: &'static str,
    lines: &'static [Line],
}

/// What a preset says of one rule.
#[derive(Debug)]
struct Line {
    rule: &'static str,
    /// `None` where only options are given.
    state: Option<State>,
    options: &'static [(&'static str, &'static str)],
}

/// Every preset, by name.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: "awesome",
        summary: "what the awesome manifesto and awesome-lint ask of a list",
        lines: &[
            on("project/awesome", Severity::Warning, &[]),
            on("entries/separator", Severity::Warning, &[("style", " - ")]),
            on("entries/final-punctuation", Severity::Warning, &[("style", "always")]),
            on("entries/missing-link", Severity::Warning, &[]),
            on("entries/description-case", Severity::Warning, &[]),
            on("formatting/terms", Severity::Warning, &[]),
        ],
    },
    Preset {
        name: "bilingual",
        summary: "editions that are to say the same, kept so by every change",
        lines: &[
            on("parity/one-sided-change", Severity::Error, &[]),
            on("parity/stale", Severity::Warning, &[]),
            on("parity/length", Severity::Hint, &[]),
        ],
    },
    Preset {
        name: "table",
        summary: "a list whose entries are rows of tables",
        lines: &[
            on("entries/order", Severity::Warning, &[]),
            on("entries/template", Severity::Warning, &[]),
            on("entries/missing-description", Severity::Warning, &[]),
        ],
    },
    Preset {
        name: "zh",
        summary: "Chinese typography; order by pinyin where entries/order is on",
        lines: &[
            on("formatting/punctuation-width", Severity::Warning, &[]),
            on("formatting/terms", Severity::Warning, &[]),
            Line { rule: "entries/order", state: None, options: &[("collation", "pinyin")] },
        ],
    },
];

const fn on(rule: &'static str, severity: Severity, options: &'static [(&'static str, &'static str)]) -> Line {
    Line { rule, state: Some(State::On(severity)), options }
}

/// A line of a preset whose rule there is.
#[derive(Debug)]
pub struct Applied {
    /// The rule.
    pub selector: Selector,
    /// The level, where one is given.
    pub state: Option<State>,
    /// The options that the rule has.
    pub options: Vec<(String, OptionValue)>,
}

impl Preset {
    /// The preset called `name`.
    pub fn named(name: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.name == name)
    }

    /// What it says of rules that there are.
    pub fn levels(&self) -> impl Iterator<Item = Applied> {
        self.lines.iter().filter_map(|line| {
            let selector = Selector::from_str(line.rule).ok()?;
            let has = |(name, value): &&(&str, &str)| option_is_known(line.rule, name, value);
            let options = line.options.iter().filter(has);
            let options = options.map(|(name, value)| ((*name).to_owned(), OptionValue::Text((*value).to_owned())));
            Some(Applied { selector, state: line.state, options: options.collect() })
        })
    }
}

/// Whether `rule` takes `value` for the option `name`.
fn option_is_known(rule: &str, name: &str, value: &str) -> bool {
    let declared = RULES.iter().find(|declared| declared.name == rule);
    let option = declared.and_then(|declared| declared.options.iter().find(|option| option.name == name));
    match option.map(|option| option.kind) {
        Some(OptionKind::Text) => true,
        Some(OptionKind::Choice(choices)) => choices.contains(&value),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What presets name and this build does not have, a line each.
    fn missing() -> Vec<String> {
        let mut missing = Vec::new();
        for preset in PRESETS {
            for line in preset.lines {
                if !RULES.iter().any(|rule| rule.name == line.rule) {
                    missing.push(format!("{}: {}", preset.name, line.rule));
                    continue;
                }
                for (name, value) in line.options {
                    if !option_is_known(line.rule, name, value) {
                        missing.push(format!("{}: {} {name} = \"{value}\"", preset.name, line.rule));
                    }
                }
            }
        }
        missing
    }

    #[test]
    fn presets_name_groups_that_there_are() {
        for line in PRESETS.iter().flat_map(|preset| preset.lines) {
            let group = line.rule.split('/').next();
            assert!(RULES.iter().any(|rule| Some(rule.group()) == group), "{}", line.rule);
        }
        assert!(PRESETS.is_sorted_by_key(|preset| preset.name));
    }

    #[test]
    fn presets_name_rules_that_there_are() {
        assert_eq!(missing(), [""; 0]);
    }

    #[test]
    fn lines_for_rules_that_there_are_apply() {
        let levels: Vec<Applied> = PRESETS.iter().flat_map(Preset::levels).collect();
        let separator = levels
            .iter()
            .find(|level| matches!(level.selector, Selector::Rule(rule) if rule.name == "entries/separator"));
        assert_eq!(
            separator.expect("it is in `awesome`").options,
            [("style".to_owned(), OptionValue::Text(" - ".to_owned()))]
        );
    }
}
