//! What in a configuration is not as its schema says, in words for people: keys, kinds of values, choices and ranges all
//! come from the structs that read them.

use crate::config::error::{ConfigError, SourceFile, list};
use curate_rules::{choices, text};
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

/// Why `value`, which `schema` describes, could not be read: what is not as the schema says; where there is no such thing,
/// what a type of ours says of it in `error`, whose second line is a help.
pub(crate) fn misread(
    file: SourceFile<'_>,
    error: &toml::de::Error,
    value: &Spanned<DeValue<'_>>,
    schema: &Value,
) -> ConfigError {
    if let Err(wrong) = check(file, "this", value, schema) {
        return wrong;
    }
    let message = error.message();
    let (message, help) = message.split_once('\n').map_or((message, None), |(message, help)| (message, Some(help)));
    file.mistake(error.span().unwrap_or(value.span()), message, help)
}

/// The first thing in `value`, called `what`, that `schema` does not allow. What a reference describes may be anything.
fn check(file: SourceFile<'_>, what: &str, value: &Spanned<DeValue<'_>>, schema: &Value) -> Result<(), ConfigError> {
    if let Some(choices) = choices(schema) {
        return match value.get_ref().as_str() {
            Some(text) if choices.contains(&text) => Ok(()),
            Some(text) => Err(file.no_choice(value.span(), text, what, &choices)),
            None => Err(file.wrong_kind(
                value,
                what,
                &text!("one of {choices}", choices = list(&choices)).to_string(),
                None,
            )),
        };
    }
    if let Some(ways) = schema["anyOf"].as_array() {
        return match ways.iter().find(|way| is_of_kind(way, value.get_ref())) {
            Some(way) => check(file, what, value, way),
            None => {
                Err(file.wrong_kind(value, what, &ways.iter().map(in_words).collect::<Vec<_>>().join(" or "), None))
            }
        };
    }
    match (schema["type"].as_str(), value.get_ref()) {
        (Some("object"), DeValue::Table(table)) => check_table(file, value, table, schema),
        (Some("array"), DeValue::Array(array)) => array
            .iter()
            .try_for_each(|item| check(file, &text!("each of {what}", what).to_string(), item, &schema["items"])),
        (Some("integer"), DeValue::Integer(number)) if !is_in_range(number, schema) => Err(file.mistake(
            value.span(),
            &text!("{what} must be {expected}", what, expected = in_words(schema)).to_string(),
            None,
        )),
        (Some("string"), DeValue::String(_))
        | (Some("boolean"), DeValue::Boolean(_))
        | (Some("integer"), DeValue::Integer(_))
        | (None, _) => Ok(()),
        (_, found) => {
            let is_header = found.is_table() && schema["items"]["type"] == "object";
            let help = is_header.then_some("tables of an array are written `[[…]]`");
            Err(file.wrong_kind(value, what, in_words(schema).as_str(), help))
        }
    }
}

/// Whether `value` is of the kind that `schema` describes, whatever is in it.
fn is_of_kind(schema: &Value, value: &DeValue<'_>) -> bool {
    match schema["type"].as_str() {
        Some("object") => value.is_table(),
        Some("array") => value.is_array(),
        Some("string") => value.is_str(),
        Some("boolean") => value.is_bool(),
        Some("integer") => value.is_integer(),
        _ => true,
    }
}

fn check_table(
    file: SourceFile<'_>,
    value: &Spanned<DeValue<'_>>,
    table: &DeTable<'_>,
    schema: &Value,
) -> Result<(), ConfigError> {
    // A table whose keys are free has one schema for all values, or one for the names of a pattern, which their type checks.
    let patterns = schema["patternProperties"].as_object();
    let of_values = patterns.and_then(|patterns| patterns.values().next()).unwrap_or(&schema["additionalProperties"]);
    for (key, value) in table {
        let name = key.get_ref();
        let of_value = match schema["properties"].as_object() {
            Some(properties) => properties.get(name.as_ref()).ok_or_else(|| {
                let known: Vec<&str> = properties.keys().map(String::as_str).collect();
                file.unknown_key(key.span(), name, &known)
            })?,
            None => of_values,
        };
        check(file, &format!("`{name}`"), value, of_value)?;
    }
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    match required.into_iter().find(|name| !table.contains_key(*name)) {
        Some(missing) => Err(file.mistake(value.span(), &text!("`{missing}` is missing", missing).to_string(), None)),
        None => Ok(()),
    }
}

fn is_in_range(number: &DeInteger<'_>, schema: &Value) -> bool {
    let (least, most) = range(schema);
    // One that is larger than all numbers here is out of every range.
    i128::from_str_radix(number.as_str(), number.radix()).is_ok_and(|number| least <= number && number <= most)
}

fn range(schema: &Value) -> (i128, i128) {
    let bound = |name: &str| schema[name].as_i64().map(i128::from);
    (bound("minimum").unwrap_or(i128::MIN), bound("maximum").unwrap_or(i128::MAX))
}

/// What `schema` allows, in words.
fn in_words(schema: &Value) -> String {
    let kind = match schema["type"].as_str() {
        Some("string") => "a string",
        Some("boolean") => "`true` or `false`",
        Some("array") => "an array",
        Some("object") => "a table",
        _ => {
            let (least, most) = range(schema);
            return text!("a whole number from {least} to {most}", least = least.to_string(), most = most.to_string())
                .to_string();
        }
    };
    kind.to_owned()
}
