//! Names of rules and groups, as users write them.

use crate::terminal::sanitize;
use curate_rules::{Declaration, RULES, Text, alias_called, markdownlint_alone, text};
use std::fmt;
use std::str::FromStr;

/// The longest name that is compared with others, in bytes.
const LONGEST: usize = 100;
/// What stands for every rule, as for ruff.
const ALL: &str = "all";

/// A rule or a whole group.
#[derive(Clone, Copy, Debug)]
pub enum Selector {
    /// Every rule.
    All,
    /// Every rule of a group.
    Group(&'static str),
    /// One rule.
    Rule(&'static Declaration),
    /// What does the work of another linter's rule: one of the aliases that rules declare.
    Alias(&'static str),
    /// A rule of markdownlint, by its number, whose work no rule here does.
    Nothing(&'static str),
}

/// A name that is neither a rule's nor a group's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct UnknownName {
    /// What was written.
    pub name: String,
    /// What was probably meant.
    nearest: Option<&'static str>,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        let said = match self.nearest {
            Some(nearest) => {
                text!("no rule or group is called `{name}`; did you mean `{nearest}`?", name, nearest)
            }
            None => text!("no rule or group is called `{name}`", name),
        };
        write!(formatter, "{said}")
    }
}

impl UnknownName {
    /// What to write instead.
    pub(crate) fn suggestion(&self) -> Option<String> {
        self.nearest.map(|nearest| text!("did you mean `{nearest}`?", nearest).to_string())
    }
}

impl Selector {
    /// Whether `rule` is meant.
    pub fn covers(self, rule: &Declaration) -> bool {
        match self {
            Self::All => true,
            Self::Group(group) => rule.group() == group,
            Self::Rule(meant) => meant.name == rule.name,
            Self::Alias(alias) => rule.aliases.contains(&alias),
            Self::Nothing(_) => false,
        }
    }

    /// The alias whose work is meant, where that is a part of `rule`.
    pub(crate) fn part_of(self, rule: &Declaration) -> Option<&'static str> {
        let Self::Alias(alias) = self else { return None };
        (rule.has_parts && self.covers(rule)).then_some(alias)
    }

    /// The rules that are meant, where they are called by another linter's name.
    pub(crate) fn note(self) -> Option<Text> {
        let alias = match self {
            Self::Alias(alias) => alias,
            Self::Nothing(number) => return Some(nothing(number)),
            _ => return None,
        };
        let rules = RULES.iter().filter(|rule| self.covers(rule)).map(|rule| Text::verbatim(rule.name));
        Some(text!("{alias}: another linter's name; here it is {rules}", alias, rules = Text::series(rules)))
    }
}

/// What is said of the rule `number` of markdownlint, whose work no rule here does.
pub(crate) fn nothing(number: &str) -> Text {
    text!("{number}: a rule of markdownlint that has no counterpart here", number)
}

impl FromStr for Selector {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        if name.eq_ignore_ascii_case(ALL) {
            return Ok(Self::All);
        }
        if let Some(rule) = RULES.iter().find(|rule| rule.name == name) {
            return Ok(Self::Rule(rule));
        }
        if let Some(rule) = RULES.iter().find(|rule| rule.group() == name) {
            return Ok(Self::Group(rule.group()));
        }
        if let Some(alias) = alias_called(name, RULES) {
            return Ok(Self::Alias(alias));
        }
        if let Some(number) = markdownlint_alone(name) {
            return Ok(Self::Nothing(number));
        }
        let short = |rule: &Declaration| rule.name.split_once('/').map_or(rule.name, |(_, short)| short);
        // A rule's name without its group is meant for the rule.
        let by_short = || {
            let meant = nearest(name, RULES.iter().map(|rule| short(rule)))?;
            RULES.iter().find(|rule| short(rule) == meant).map(|rule| rule.name)
        };
        let nearest =
            nearest(name, RULES.iter().flat_map(|rule| [rule.name, rule.group()]).chain([ALL])).or_else(by_short);
        Err(UnknownName { name: sanitize::line(name).into_owned(), nearest })
    }
}

/// The one of `candidates` that `name` is probably a misspelling of.
pub(crate) fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Comparing is quadratic, and nothing that long is a misspelling.
    if name.len() > LONGEST {
        return None;
    }
    let scored = candidates.into_iter().map(|candidate| (strsim::jaro_winkler(name, candidate), candidate));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))?;
    (best.0 >= 0.8).then_some(best.1)
}
