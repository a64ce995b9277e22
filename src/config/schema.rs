//! The JSON schema of the configuration, made from the structs that read it and from what rules and presets declare.

use crate::config::any_case::in_any_case;
use crate::config::file;
use crate::config::levels::{LEVEL, LEVELS};
use crate::config::presets::PRESETS;
use crate::config::selector::Selector;
use curate_rules::{Declaration, RULES, alias_called, alias_in_words, alias_names, markdownlint_alone_names};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The schema, for editors: completion, documentation on hover, mistakes as they are typed. Draft 7, which they know best.
pub(crate) fn schema() -> Value {
    let mut schema = file::schema();
    schema["$id"] = json!(url());
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
            "patternProperties": other_spellings(),
        },
    });
    schema
}

/// Where the schema of this version is: the file `curate.schema.json` of its release, as its repository shows it.
pub(crate) fn url() -> String {
    let repository = env!("CARGO_PKG_REPOSITORY");
    let path = repository.strip_prefix("https://github.com/").unwrap_or(repository);
    format!("https://raw.githubusercontent.com/{path}/v{}/curate.schema.json", env!("CARGO_PKG_VERSION"))
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
    let others = alias_names(RULES).into_iter().map(|name| (name.to_owned(), of_other_linter(name)));
    groups.into_iter().map(group).chain(RULES.iter().map(rule)).chain(others).collect()
}

/// What stands behind the name of a rule of another linter.
fn of_other_linter(name: &'static str) -> Value {
    let alias = alias_called(name, RULES).unwrap_or(name);
    let selector = Selector::Alias(alias);
    let rules: Vec<&Declaration> = RULES.iter().copied().filter(|rule| selector.covers(rule)).collect();
    let level = if rules.iter().any(|rule| selector.part_of(rule).is_some()) {
        // A part of a rule can only be off.
        json!({ "enum": ["off"] })
    } else {
        json!({ "$ref": format!("#/definitions/{LEVEL}") })
    };
    let names: Vec<&str> = rules.iter().map(|rule| rule.name).collect();
    let words = alias_in_words(alias).map_or_else(String::new, |words| format!("{words}: "));
    json!({
        "description": format!("{words}what another linter calls {name} is the work of {}", names.join(", ")),
        "oneOf": [level.clone(), table(Map::from_iter([(LEVEL.to_owned(), level)]))],
    })
}

/// The same names in other cases, where case does not count, and with the prefixes of their packages.
fn other_spellings() -> Value {
    let level = json!({ "$ref": format!("#/definitions/{LEVEL}") });
    let of_rule = json!({ "oneOf": [level.clone(), table(Map::from_iter([(LEVEL.to_owned(), level)]))] });
    let names = alias_names(RULES);
    let is_any_case = |name: &&str| alias_called(&name.to_uppercase(), RULES).is_some();
    let (any_case, exact): (Vec<&str>, Vec<&str>) = names.into_iter().partition(is_any_case);
    let any_case: Vec<String> = any_case.into_iter().map(in_any_case).collect();
    let off = json!({ "enum": ["off"] });
    let only_off = json!({ "oneOf": [off.clone(), table(Map::from_iter([(LEVEL.to_owned(), off)]))] });
    let alone: Vec<String> = markdownlint_alone_names().map(in_any_case).collect();
    let prefixes = "remark-lint[-:]|awesome-lint:|remark-";
    Value::Object(Map::from_iter([
        (format!("^({})$", any_case.join("|")), of_rule.clone()),
        (format!("^({prefixes})({})$", exact.join("|")), of_rule),
        (format!("^({})$", alone.join("|")), only_off),
    ]))
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
        let expected =
            ["baseline", "exclude", "extends", "fail-on", "include", "lang", "links", "list", "override", "rules"];
        assert_eq!(keys, expected);
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
        for name in ["MD009", "no-trailing-spaces", "awesome-list-item"] {
            assert!(rules[name].is_object(), "{name}");
        }
    }

    #[test]
    fn names_of_other_linters_are_those_that_are_read() {
        let schema = schema();
        let of_rules = &schema["definitions"]["rules"];
        let patterns = of_rules["patternProperties"].as_object().expect("an object").keys();
        let patterns: Vec<regex::Regex> =
            patterns.map(|pattern| regex::Regex::new(pattern).expect("an expression")).collect();
        for name in [
            "md009",
            "No-Trailing-Spaces",
            "remark-lint:double-link",
            "remark-lint-double-link",
            "DOUBLE-LINK",
            "md999",
            "Line-Length",
            "MD013",
        ] {
            let is_in_schema = patterns.iter().any(|pattern| pattern.is_match(name));
            assert_eq!(is_in_schema, name.parse::<Selector>().is_ok(), "{name}");
        }
        assert_eq!(of_rules["properties"]["MD009"]["oneOf"][0], json!({ "enum": ["off"] }), "a part");
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
