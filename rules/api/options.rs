//! Options of rules: one struct a rule, from which come the configuration, its errors, its schema and the documentation.

use crate::api::rule::Rule;
use crate::api::toml_schema::{choices, toml_schema};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt;
use toml::de::ValueDeserializer;

/// The options of one rule as the configuration has them; what is not set has the rule's default.
pub type Options = toml::Table;

/// How a rule is made from its options.
#[derive(Clone, Copy)]
pub struct Make {
    build: fn(&Options) -> Box<dyn Rule>,
    check: fn(ValueDeserializer<'_>) -> Result<(), toml::de::Error>,
    schema: fn() -> Value,
}

/// What is known of one option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionPage {
    /// The key in the rule's table.
    pub name: String,
    /// The kind of value.
    pub kind: OptionKind,
    /// What it does, in markdown.
    pub description: String,
}

/// The kind of value that an option takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// Any text.
    Text,
    /// One of these texts.
    Choice(Vec<String>),
    /// A whole number, from this one on.
    Number(u64),
    /// `true` or `false`.
    Flag,
    /// A list of texts.
    Texts,
}

impl fmt::Display for OptionKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => formatter.write_str("text"),
            Self::Choice(choices) => {
                let quoted: Vec<String> = choices.iter().map(|choice| format!("`\"{choice}\"`")).collect();
                formatter.write_str(&quoted.join(" or "))
            }
            Self::Number(least) => write!(formatter, "whole number from {least}"),
            Self::Flag => formatter.write_str("`true` or `false`"),
            Self::Texts => formatter.write_str("list of texts"),
        }
    }
}

/// The options of a rule that has none.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NoOptions {}

impl Make {
    /// A rule without options; `build` ignores its argument.
    pub const fn plain(build: fn(&Options) -> Box<dyn Rule>) -> Self {
        Self { build, check: check::<NoOptions>, schema: toml_schema::<NoOptions> }
    }

    /// The rule `R` with the options `O`: a struct with `#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]`
    /// whose fields have a doc comment each, which documents the option. Where a rule is made of nothing but its options,
    /// both are one type.
    pub const fn configured<O, R>() -> Self
    where
        O: Default + DeserializeOwned + JsonSchema + 'static,
        R: From<O> + Rule + 'static,
    {
        Self { build: build::<O, R>, check: check::<O>, schema: toml_schema::<O> }
    }

    /// Makes the rule. Options that [`check`](Self::check) refuses count as not set.
    pub fn build(&self, options: &Options) -> Box<dyn Rule> {
        (self.build)(options)
    }

    /// Checks a table of options.
    ///
    /// # Errors
    ///
    /// Where it has an unknown key or a wrong value; the error points to it.
    pub fn check(&self, options: ValueDeserializer<'_>) -> Result<(), toml::de::Error> {
        (self.check)(options)
    }

    /// The JSON schema (draft 7) of each option, by name.
    pub fn schemas(&self) -> serde_json::Map<String, Value> {
        match (self.schema)().get_mut("properties").map(Value::take) {
            Some(Value::Object(properties)) => properties,
            _ => serde_json::Map::new(),
        }
    }

    /// The options, by name.
    pub fn options(&self) -> Vec<OptionPage> {
        let page = |(name, schema): (String, Value)| OptionPage {
            name,
            kind: kind(&schema),
            description: schema.get("description").and_then(Value::as_str).unwrap_or("").to_owned(),
        };
        self.schemas().into_iter().map(page).collect()
    }
}

impl fmt::Debug for Make {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Make")
    }
}

fn build<O: Default + DeserializeOwned, R: From<O> + Rule + 'static>(options: &Options) -> Box<dyn Rule> {
    let options = if options.is_empty() { O::default() } else { options.clone().try_into().unwrap_or_default() };
    Box::new(R::from(options))
}

fn check<O: DeserializeOwned>(options: ValueDeserializer<'_>) -> Result<(), toml::de::Error> {
    O::deserialize(options).map(drop)
}

/// The kind of value that `schema` allows.
fn kind(schema: &Value) -> OptionKind {
    if let Some(choices) = choices(schema) {
        return OptionKind::Choice(choices.into_iter().map(str::to_owned).collect());
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("integer") => OptionKind::Number(schema.get("minimum").and_then(Value::as_u64).unwrap_or(0)),
        Some("boolean") => OptionKind::Flag,
        Some("array") => OptionKind::Texts,
        _ => OptionKind::Text,
    }
}
