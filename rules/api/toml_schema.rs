//! JSON schemas of what TOML tables are read into.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

/// The schema (draft 7, without references) of the TOML value that is read as a `T`. TOML has no null, so nothing may be null.
pub fn toml_schema<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    let settings =
        settings.with_transform(RecursiveTransform(without_null)).with_transform(RecursiveTransform(bounded));
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// The texts that `schema` lists, where it lists them.
pub fn choices(schema: &Value) -> Option<Vec<&str>> {
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        return values.iter().map(Value::as_str).collect();
    }
    schema.get("oneOf").and_then(Value::as_array)?.iter().map(|one| one.get("const")?.as_str()).collect()
}

/// Takes null out of the types, alternatives and defaults of an `Option`.
fn without_null(schema: &mut Schema) {
    match schema.get_mut("default") {
        Some(Value::Null) => drop(schema.remove("default")),
        Some(Value::Object(default)) => default.retain(|_, value| !value.is_null()),
        _ => {}
    }
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    let Some(Value::Array(mut alternatives)) = schema.remove("anyOf") else { return };
    alternatives.retain(|one| one.get("type") != Some(&Value::from("null")));
    match alternatives.as_mut_slice() {
        [Value::Object(only)] => {
            for (key, value) in std::mem::take(only) {
                // What the field says of itself counts more than what its type says.
                if schema.get(&key).is_none() {
                    schema.insert(key, value);
                }
            }
        }
        _ => {
            schema.insert("anyOf".to_owned(), Value::Array(alternatives));
        }
    }
}

/// Says the largest number of a `u32`, which `schemars` leaves out.
fn bounded(schema: &mut Schema) {
    if schema.get("format") == Some(&Value::from("uint32")) && schema.get("maximum").is_none() {
        schema.insert("maximum".to_owned(), u32::MAX.into());
    }
}
