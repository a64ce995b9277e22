//! The JSON schema of the configuration, made from the structs that read it and from what rules and presets declare.

use crate::config::file;
use crate::config::levels::{LEVEL, LEVELS};
use crate::config::presets::PRESETS;
use curate_rules::{Declaration, RULES};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The schema, for editors: completion, documentation on hover, mistakes as they are typed. Draft 7, which they know best.
pub(crate) fn schema() -> Value {
    let mut schema = file::schema();
    schema["title"] = json!("curate");
    schema["description"] = json!("The configuration of curate: curate.toml or .curate.toml");
    let presets: Vec<Value> =
        PRESETS.iter().map(|preset| json!({ "const": preset.name, "description": preset.summary })).collect();
    schema["properties"]["extends"]["items"] = json!({ "oneOf": presets });
    schema["definitions"] = json!({
        LEVEL: { "enum": LEVELS },
        "rules": {
            "description": "The level of a rule or a group, or a table of its level and options",
            "type": "object",
            "additionalProperties": false,
            "properties": rules(),
        },
    });
    schema
}

/// A property for each group and each rule.
fn rules() -> Map<String, Value> {
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for rule in RULES {
        groups.entry(rule.group()).or_default().push(rule.name);
    }
    let level = json!({ "$ref": format!("#/definitions/{LEVEL}") });
    let group = |(group, rules): (&str, Vec<&str>)| {
        let property = json!({
            "description": format!("Every rule of the group that is on by default: {}", rules.join(", ")),
            "oneOf": [level.clone(), table(Map::from_iter([(LEVEL.to_owned(), level.clone())]))],
        });
        (group.to_owned(), property)
    };
    let rule = |rule: &&Declaration| {
        let mut properties = rule.make.schemas();
        properties.insert(LEVEL.to_owned(), level.clone());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_rule_and_option_is_in_the_schema() {
        let schema = schema();
        let keys: Vec<&String> = schema["properties"].as_object().expect("an object").keys().collect();
        assert_eq!(keys, ["baseline", "exclude", "extends", "fail-on", "links", "list", "override", "rules"]);
        let rules = &schema["definitions"]["rules"]["properties"];
        for rule in RULES {
            let property = &rules[rule.name];
            assert_eq!(property["description"], rule.summary);
            for option in rule.make.options() {
                let known = &property["oneOf"][1]["properties"][&option.name];
                assert!(known["description"].is_string(), "{} {}", rule.name, option.name);
            }
            assert!(rules[rule.group()].is_object());
        }
    }

    #[test]
    fn what_is_never_read_is_not_in_the_schema() {
        let schema = schema();
        let host = &schema["properties"]["links"]["properties"]["host"]["items"]["properties"];
        let headers = &host["headers"];
        assert_eq!(headers["additionalProperties"], false);
        let patterns: Vec<&String> = headers["patternProperties"].as_object().expect("an object").keys().collect();
        assert!(
            matches!(patterns[..], [one] if one.starts_with("^(?!") && one.contains("[Hh][Oo][Ss][Tt]")),
            "{patterns:?}"
        );
        assert_eq!(schema["properties"]["override"]["items"]["properties"]["paths"]["minItems"], 1);
        let text = schema.to_string();
        assert!(!text.contains("null"), "TOML has no null");
        for number in text.split("\"format\":\"uint32\"").skip(1) {
            assert!(number.starts_with(",\"maximum\":4294967295,"), "{number}");
        }
    }
}
