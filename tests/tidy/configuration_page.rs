//! The page about `curate.toml`, from the schema that `curate config schema` prints.

use serde_json::Value;
use std::collections::BTreeSet;

/// The page's words in one language, around what the schema says.
pub struct Words {
    /// All before the example.
    pub head: &'static str,
    /// What stands between the example and the first table.
    pub below_example: &'static str,
    pub at_the_top: &'static str,
    pub columns: &'static str,
    /// What stands between the heading of `[rules]` and its table.
    pub rules: &'static str,
    pub rule_columns: &'static str,
    /// The kinds of values: tables, array, number, either boolean, expression, time, text, table.
    pub kinds: [&'static str; 8],
    /// The sentence about a default value, with `{}` for the value.
    pub default: &'static str,
    /// The stop between an array and its items.
    pub colon: &'static str,
    pub comma: &'static str,
}

pub const ENGLISH: Words = Words {
    head: "# Configuration\n\nNothing needs to be configured. `curate init` looks at the lists and writes a first `curate.toml`; the nearest \
           one beside a list, or\nabove it, counts. `curate config show FILE` says what counts for a file and where each setting comes \
           from. Flags and\n[`CURATE_…` variables](command-line.md) count more.\n",
    below_example: "The keys below are those of `curate config schema`, from which this page is made.",
    at_the_top: "At the top",
    columns: "| key | value | what it says |",
    rules: "A rule, or a group of rules, has a level (`\"off\"`, `\"hint\"`, `\"warning\"` or `\"error\"`), or a table of its \
            `level` and its options. All rules are in [their tables](../rules.md); those with options are these.",
    rule_columns: "| rule | option | value | what it says |",
    kinds: ["tables", "array", "number", "`true` or `false`", "expression", "time, such as `20s`", "text", "table"],
    default: " By default `{}`.",
    colon: ": ",
    comma: ", ",
};

pub const CHINESE: Words = Words {
    head: "# 配置\n\n不写配置也能用。`curate init` 看过列表之后写出第一份 `curate.toml`；列表所在的文件夹或上级文件夹里，最近的一份生效。\
           `curate config show FILE` 说明一个文件适用哪些设定、各自来自哪里。命令行选项和 [`CURATE_…` 环境变量](command-line.md)优先于配置文件。\n",
    below_example: "下面的键来自 `curate config schema`，本页据此生成。",
    at_the_top: "顶层",
    columns: "| 键 | 值 | 说明 |",
    rules: "规则或规则组的值，可以是级别（`\"off\"`、`\"hint\"`、`\"warning\"` 或 `\"error\"`），也可以是写有 `level` 和各选项的表。\
            全部规则见[规则](../rules.md)，有选项的是下面这些。",
    rule_columns: "| 规则 | 选项 | 值 | 说明 |",
    kinds: ["多个表", "数组", "数字", "`true` 或 `false`", "正则表达式", "时间，例如 `20s`", "文字", "表"],
    default: "默认 `{}`。",
    colon: "：",
    comma: "、",
};

const EXAMPLE: &str = r#"```toml
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
```"#;

/// A page being written, in one language.
struct Page<'w> {
    text: String,
    schema: &'w Value,
    words: &'w Words,
    /// A description of the schema in this language.
    translate: &'w dyn Fn(&str) -> String,
}

/// All descriptions in `schema`, each in one line.
pub fn descriptions(schema: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut values = vec![schema];
    while let Some(value) = values.pop() {
        let text = value["description"].as_str().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        found.extend(text);
        values.extend(value.as_object().into_iter().flat_map(|object| object.values()));
        values.extend(value.as_array().into_iter().flatten());
    }
    found
}

/// The page that says what `schema` allows, in the language of `words`; `translate` gives a description in it.
pub fn configuration_page(schema: &Value, words: &Words, translate: &dyn Fn(&str) -> String) -> String {
    let text = format!("{}\n{EXAMPLE}\n\n{}\n", words.head, words.below_example);
    let mut page = Page { text, schema, words, translate };
    let top = &schema["properties"];
    page.keys(words.at_the_top, top);
    let links = &top["links"]["properties"];
    page.keys("`[links]`", links);
    for (name, value) in object(links) {
        if value["properties"].is_object() {
            page.keys(&format!("`[links.{name}]`"), &value["properties"]);
        } else if value["items"]["properties"].is_object() {
            page.keys(&format!("`[[links.{name}]]`"), &value["items"]["properties"]);
        }
    }
    for (name, value) in object(top).filter(|(_, value)| value["items"]["properties"].is_object()) {
        page.keys(&format!("`[[{name}]]`"), &value["items"]["properties"]);
    }
    page.text.push_str(&format!("\n## `[rules]`\n\n{}\n\n{}\n|---|---|---|---|\n", words.rules, words.rule_columns));
    for (rule, value) in object(&schema["definitions"]["rules"]["properties"]) {
        for (option, value) in object(&value["oneOf"][1]["properties"]).filter(|(option, _)| *option != "level") {
            let row = page.row(option, value);
            page.text.push_str(&format!("| [{rule}](../rules/{rule}.md) | {row} |\n"));
        }
    }
    page.text
}

impl Page<'_> {
    /// Appends a table of `properties` below `heading`.
    fn keys(&mut self, heading: &str, properties: &Value) {
        self.text.push_str(&format!("\n## {heading}\n\n{}\n|---|---|---|\n", self.words.columns));
        for (name, value) in object(properties) {
            let row = self.row(name, value);
            self.text.push_str(&format!("| {row} |\n"));
        }
    }

    fn row(&self, name: &str, value: &Value) -> String {
        let description = definition(self.schema, value)["description"].as_str().unwrap_or_default();
        let description = (self.translate)(description).replace('|', "\\|");
        let default = match &value["default"] {
            Value::Null => String::new(),
            default if is_empty(default) => String::new(),
            default => self.words.default.replace("{}", &default.to_string()),
        };
        format!("`{name}` | {} | {description}{default}", self.kind(value))
    }

    /// What kind of value `schema` allows.
    fn kind(&self, schema: &Value) -> String {
        let [tables, array, number, boolean, expression, time, text, table] = self.words.kinds;
        let choices = schema["enum"].as_array().into_iter().flatten();
        let constants = schema["oneOf"].as_array().into_iter().flatten().map(|choice| &choice["const"]);
        let named: Vec<String> =
            choices.chain(constants).filter_map(Value::as_str).map(|name| format!("`{name}`")).collect();
        if !named.is_empty() {
            return named.join(self.words.comma);
        }
        let is_time = || schema["pattern"].as_str().is_some_and(|pattern| pattern.contains("ms|"));
        match schema["type"].as_str() {
            Some("array") if schema["items"]["properties"].is_object() => tables,
            Some("array") => return format!("{array}{}{}", self.words.colon, self.kind(&schema["items"])),
            Some("integer") => number,
            Some("boolean") => boolean,
            Some("string") if schema["format"] == "regex" => expression,
            Some("string") if is_time() => time,
            Some("string") => text,
            _ => table,
        }
        .to_owned()
    }
}

/// What `value` refers to, or the value itself.
fn definition<'v>(schema: &'v Value, value: &'v Value) -> &'v Value {
    let definition = value["$ref"].as_str().and_then(|path| schema.pointer(path.strip_prefix('#')?));
    definition.unwrap_or(value)
}

fn is_empty(value: &Value) -> bool {
    value.as_array().is_some_and(Vec::is_empty) || value.as_object().is_some_and(serde_json::Map::is_empty)
}

fn object(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}
