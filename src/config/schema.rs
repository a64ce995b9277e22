//! The JSON schema of the configuration, made of what rules and presets declare.

use super::presets::PRESETS;
use curate_rules::api::rule::OptionDeclaration;
use curate_rules::{Declaration, OptionKind, RULES};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The schema, for editors: completion, documentation on hover, mistakes as they are typed. Draft 7, which they know best.
pub fn schema() -> Value {
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "curate",
        "description": "The configuration of curate: curate.toml or .curate.toml",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "exclude": {
                "description": "Files that are left out, with the meaning patterns have in a .gitignore",
                "type": "array",
                "items": { "type": "string" },
            },
            "extends": {
                "description": "Tables of levels and options that count less than [rules]",
                "type": "array",
                "items": { "oneOf": PRESETS.iter().map(|preset| json!({
                    "const": preset.name,
                    "description": preset.summary,
                })).collect::<Vec<_>>() },
            },
            "links": super::schema_links::links(),
            "list": {
                "description": "Lists whose editions are named; others are found by their names and what is in them",
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["source"],
                    "properties": {
                        "source": { "description": "The edition that the others translate", "type": "string" },
                        "translations": {
                            "description": "The other editions",
                            "type": "array",
                            "items": { "type": "string" },
                        },
                    },
                },
            },
            "override": {
                "description": "What is said of rules for some files only",
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["paths"],
                    "properties": {
                        "paths": { "type": "array", "items": { "type": "string" } },
                        "rules": { "$ref": "#/definitions/rules" },
                    },
                },
            },
            "rules": { "$ref": "#/definitions/rules" },
        },
        "definitions": {
            "level": { "enum": ["off", "hint", "warning", "error"] },
            "rules": {
                "description": "The level of a rule or a group, or a table of its level and options",
                "type": "object",
                "additionalProperties": false,
                "properties": rules(),
            },
        },
    })
}

/// A property for each group and each rule.
fn rules() -> Map<String, Value> {
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for rule in RULES {
        groups.entry(rule.group()).or_default().push(rule.name);
    }
    let level = json!({ "$ref": "#/definitions/level" });
    let group = |(group, rules): (&str, Vec<&str>)| {
        let property = json!({
            "description": format!("Every rule of the group that is on by default: {}", rules.join(", ")),
            "oneOf": [level.clone(), table(Map::from_iter([("level".to_owned(), level.clone())]))],
        });
        (group.to_owned(), property)
    };
    let rule = |rule: &&Declaration| {
        let own = rule.options.iter().map(|option| (option.name.to_owned(), option_schema(option)));
        let properties = std::iter::once(("level".to_owned(), level.clone())).chain(own).collect();
        let property = json!({
            "description": rule.summary,
            "default": if rule.on_by_default { rule.severity.name() } else { "off" },
            "oneOf": [level.clone(), table(properties)],
        });
        (rule.name.to_owned(), property)
    };
    groups.into_iter().map(group).chain(RULES.iter().map(rule)).collect()
}

fn table(properties: Map<String, Value>) -> Value {
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

fn option_schema(option: &OptionDeclaration) -> Value {
    let mut schema = match option.kind {
        OptionKind::Text => json!({ "type": "string" }),
        OptionKind::Choice(choices) => json!({ "enum": choices }),
        OptionKind::Number => json!({ "type": "number" }),
        OptionKind::Flag => json!({ "type": "boolean" }),
        OptionKind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
    };
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), Value::from(option.summary));
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::super::file::KEYS;
    use super::*;

    #[test]
    fn the_schema_knows_the_keys_that_are_read() {
        let schema = schema();
        let known: Vec<&str> =
            schema["properties"].as_object().expect("an object").keys().map(String::as_str).collect();
        let mut read = KEYS.to_vec();
        read.sort_unstable();
        assert_eq!(known, read);
    }

    #[test]
    fn every_rule_and_option_is_in_the_schema() {
        let rules = &schema()["definitions"]["rules"]["properties"];
        for rule in RULES {
            let property = &rules[rule.name];
            assert_eq!(property["description"], rule.summary);
            for option in rule.options {
                assert!(property["oneOf"][1]["properties"][option.name].is_object(), "{} {}", rule.name, option.name);
            }
            assert!(rules[rule.group()].is_object());
        }
    }
}
