//! The JSON schema of the configuration, made from the structs that read it and from what rules and presets declare.

use crate::config::file::{FileTables, OVERRIDE_KEY, RULES_KEY};
use crate::config::levels::LEVELS;
use crate::config::presets::PRESETS;
use curate_rules::{Declaration, RULES};
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The schema, for editors: completion, documentation on hover, mistakes as they are typed. Draft 7, which they know best.
pub(crate) fn schema() -> Value {
    let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    let mut schema = settings.into_generator().into_root_schema_for::<FileTables>().to_value();
    schema["title"] = json!("curate");
    schema["description"] = json!("The configuration of curate: curate.toml or .curate.toml");
    let presets: Vec<Value> =
        PRESETS.iter().map(|preset| json!({ "const": preset.name, "description": preset.summary })).collect();
    let properties = &mut schema["properties"];
    properties["extends"]["items"] = json!({ "oneOf": presets });
    properties[OVERRIDE_KEY]["items"]["properties"][RULES_KEY] = json!({ "$ref": "#/definitions/rules" });
    properties[RULES_KEY] = json!({ "$ref": "#/definitions/rules" });
    schema["definitions"] = json!({
        "level": { "enum": LEVELS },
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
    let level = json!({ "$ref": "#/definitions/level" });
    let group = |(group, rules): (&str, Vec<&str>)| {
        let property = json!({
            "description": format!("Every rule of the group that is on by default: {}", rules.join(", ")),
            "oneOf": [level.clone(), table(Map::from_iter([("level".to_owned(), level.clone())]))],
        });
        (group.to_owned(), property)
    };
    let rule = |rule: &&Declaration| {
        let mut properties = rule.make.schemas();
        properties.insert("level".to_owned(), level.clone());
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
        assert_eq!(keys, ["exclude", "extends", "links", "list", "override", "rules"]);
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
}
