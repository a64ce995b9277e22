//! The page about `curate.toml`, from the schema that `curate config schema` prints.

use serde_json::Value;

const HEAD: &str = r#"# Configuration

Nothing needs to be configured. `curate init` looks at the lists and writes a first `curate.toml`; the nearest one beside a list, or
above it, counts. `curate config show FILE` says what counts for a file and where each setting comes from.

```toml
extends = ["bilingual"]
exclude = ["fixtures/**"]

[rules]
"formatting/cjk-spacing" = "off"
"entries/separator" = { level = "error", style = " - " }

[links]
exclude = ['^https://intranet\.']
accept = [999]                       # counts as 2xx

[[links.host]]
name = "*.example.org"
interval = "1s"

[[links.host]]
name = "wiki.example.com"
# secrets come from variables: --allow-env API_TOKEN
headers = { Accept-Language = "en", Authorization = { env = "API_TOKEN" } }
```

The keys below are those of `curate config schema`, from which this page is made.
"#;

/// The page that says what `schema` allows.
pub fn configuration_page(schema: &Value) -> String {
    let mut page = HEAD.to_owned();
    let top = &schema["properties"];
    keys(&mut page, "At the top", top);
    let links = &top["links"]["properties"];
    keys(&mut page, "`[links]`", links);
    for (name, value) in object(links) {
        if value["properties"].is_object() {
            keys(&mut page, &format!("`[links.{name}]`"), &value["properties"]);
        } else if value["items"]["properties"].is_object() {
            keys(&mut page, &format!("`[[links.{name}]]`"), &value["items"]["properties"]);
        }
    }
    for (name, value) in object(top).filter(|(_, value)| value["items"]["properties"].is_object()) {
        keys(&mut page, &format!("`[[{name}]]`"), &value["items"]["properties"]);
    }
    page.push_str(
        "\n## `[rules]`\n\nA rule, or a group of rules, has a level (`\"off\"`, `\"hint\"`, `\"warning\"` or `\"error\"`), or a table of its \
         `level` and its options. All rules are in [their tables](../rules.md); those with options are these.\n\n\
         | rule | option | value | what it says |\n|---|---|---|---|\n",
    );
    for (rule, value) in object(&schema["definitions"]["rules"]["properties"]) {
        for (option, value) in object(&value["oneOf"][1]["properties"]).filter(|(option, _)| *option != "level") {
            page.push_str(&format!("| [{rule}](../rules/{rule}.md) | {} |\n", row(option, value)));
        }
    }
    page
}

/// Appends a table of `properties` below `heading`.
fn keys(page: &mut String, heading: &str, properties: &Value) {
    page.push_str(&format!("\n## {heading}\n\n| key | value | what it says |\n|---|---|---|\n"));
    for (name, value) in object(properties) {
        page.push_str(&format!("| {} |\n", row(name, value)));
    }
}

fn row(name: &str, value: &Value) -> String {
    let description = value["description"].as_str().unwrap_or("").replace('\n', " ").replace('|', "\\|");
    let default = match &value["default"] {
        Value::Null => String::new(),
        default if is_empty(default) => String::new(),
        default => format!(" By default `{default}`."),
    };
    format!("`{name}` | {} | {description}{default}", kind(value))
}

/// What kind of value `schema` allows, in words.
fn kind(schema: &Value) -> String {
    let choices = schema["enum"].as_array().into_iter().flatten();
    let constants = schema["oneOf"].as_array().into_iter().flatten().map(|choice| &choice["const"]);
    let named: Vec<String> =
        choices.chain(constants).filter_map(Value::as_str).map(|name| format!("`{name}`")).collect();
    if !named.is_empty() {
        return named.join(", ");
    }
    match schema["type"].as_str() {
        Some("array") if schema["items"]["properties"].is_object() => "tables".to_owned(),
        Some("array") => format!("array: {}", kind(&schema["items"])),
        Some("integer") => "number".to_owned(),
        Some("boolean") => "`true` or `false`".to_owned(),
        Some("string") if schema["format"] == "regex" => "expression".to_owned(),
        Some("string") if schema["pattern"].as_str().is_some_and(|pattern| pattern.contains("ms|")) => {
            "time, such as `20s`".to_owned()
        }
        Some("string") => "text".to_owned(),
        _ => "table".to_owned(),
    }
}

fn is_empty(value: &Value) -> bool {
    value.as_array().is_some_and(Vec::is_empty) || value.as_object().is_some_and(serde_json::Map::is_empty)
}

fn object(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}
