//! What the keys of a configuration of markdownlint say, whatever it is written in.

use crate::interop::yaml::{self, Yaml};
use curate_rules::Parameters;
use jsonc_parser::{JsonValue, ParseOptions, parse_to_value};

/// What a key has for a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SwitchValue {
    /// The rule is off.
    Off,
    /// The rule is on, with these parameters.
    On(Parameters),
    /// A text: `extends` has one, and a rule that is on may have its severity.
    Text(String),
}

/// The key of a rule's table that says whether the rule is on.
const ENABLED: &str = "enabled";

impl SwitchValue {
    /// A table of `parameters`, one of which may switch the rule off.
    pub(crate) fn of_table(mut parameters: Parameters) -> Self {
        let is_off = parameters.remove(ENABLED).is_some_and(|values| values == ["false"]);
        if is_off { Self::Off } else { Self::On(parameters) }
    }
}

/// Whether `text` is JSON, comments allowed, or empty.
pub(crate) fn is_json(text: &str) -> bool {
    parse_to_value(text, &ParseOptions::default()).is_ok()
}

/// Whether `text` is YAML without a mistake, nowhere nested too deeply.
pub(crate) fn is_yaml(text: &str) -> bool {
    yaml::read(text).is_whole
}

/// The keys of the JSON `text`, comments allowed, in order, or of the table that it has under `within`; `None` where there is none.
pub(crate) fn of_json(text: &str, within: Option<&str>) -> Option<Vec<(String, SwitchValue)>> {
    let mut value = parse_to_value(text, &ParseOptions::default()).ok()??;
    if let Some(key) = within {
        let JsonValue::Object(object) = value else { return None };
        value = object.take_inner().into_iter().find(|(name, _)| name == key)?.1;
    }
    let JsonValue::Object(object) = value else { return None };
    let read = |value: JsonValue<'_>| match value {
        JsonValue::Boolean(false) | JsonValue::Null => SwitchValue::Off,
        JsonValue::String(text) => SwitchValue::Text(text.into_owned()),
        JsonValue::Object(table) => {
            let parameters = table.take_inner().into_iter();
            SwitchValue::of_table(parameters.map(|(name, value)| (name.into_owned(), json_texts(value))).collect())
        }
        _ => SwitchValue::On(Parameters::new()),
    };
    Some(object.take_inner().into_iter().map(|(name, value)| (name.into_owned(), read(value))).collect())
}

/// The value, or the values of the array, as they are written; what has parts of its own is left out.
fn json_texts(value: JsonValue<'_>) -> Vec<String> {
    let text = |value: JsonValue<'_>| match value {
        JsonValue::String(text) => Some(text.into_owned()),
        JsonValue::Number(number) => Some(number.to_owned()),
        JsonValue::Boolean(is_set) => Some(is_set.to_string()),
        _ => None,
    };
    match value {
        JsonValue::Array(items) => items.take_inner().into_iter().filter_map(text).collect(),
        one => text(one).into_iter().collect(),
    }
}

/// The same for YAML; what comes before a mistake is not to be trusted either.
pub(crate) fn of_yaml(text: &str, within: Option<&str>) -> Option<Vec<(String, SwitchValue)>> {
    let file = yaml::read(text);
    let value = file.value.filter(|_| file.is_whole)?;
    let tables = match within {
        Some(key) => value.values(key).collect(),
        None => vec![&value],
    };
    let pairs =
        tables.into_iter().filter_map(|table| if let Yaml::Mapping(pairs) = table { Some(pairs) } else { None });
    let found: Vec<_> = pairs.flatten().map(|(name, value)| (name.to_string(), of_yaml_value(value))).collect();
    (!found.is_empty()).then_some(found)
}

fn of_yaml_value(value: &Yaml) -> SwitchValue {
    match value {
        Yaml::Scalar { text, is_plain } => match &**text {
            "false" | "False" | "FALSE" | "null" | "Null" | "NULL" | "~" | "" if *is_plain => SwitchValue::Off,
            "true" | "True" | "TRUE" if *is_plain => SwitchValue::On(Parameters::new()),
            _ => SwitchValue::Text(text.to_string()),
        },
        Yaml::Mapping(pairs) => SwitchValue::of_table(
            pairs.iter().map(|(name, value)| (name.to_string(), value.texts().map(str::to_owned).collect())).collect(),
        ),
        Yaml::Sequence(_) | Yaml::Alias => SwitchValue::On(Parameters::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pairs as `+name`, `-name` or `name=text`, each with its parameters.
    fn shown(pairs: Option<Vec<(String, SwitchValue)>>) -> Vec<String> {
        let one = |(name, value): (String, SwitchValue)| match value {
            SwitchValue::On(parameters) => {
                let parameters = parameters.iter().map(|(name, values)| format!(" {name}={}", values.join("|")));
                format!("+{name}{}", parameters.collect::<String>())
            }
            SwitchValue::Off => format!("-{name}"),
            SwitchValue::Text(text) => format!("{name}={text}"),
        };
        pairs.unwrap_or_default().into_iter().map(one).collect()
    }

    #[test]
    fn json_is_read_in_its_order() {
        let text = "{ // why\n \"default\": false, \"MD034\": true, \"MD013\": {\"x\": [1, true, \"a\", {}], \"y\": -1}, \
                    \"MD009\": {\"enabled\": false}, \"MD012\": null, \"extends\": \"a.json\", }";
        let expected = ["-default", "+MD034", "+MD013 x=1|true|a y=-1", "-MD009", "-MD012", "extends=a.json"];
        assert_eq!(shown(of_json(text, None)), expected);
        assert_eq!(shown(of_json("{ broken", None)), [""; 0]);
        assert_eq!(shown(of_json("{\"config\": {\"MD001\": false}, \"MD002\": false}", Some("config"))), ["-MD001"]);
    }

    #[test]
    fn yaml_is_read_in_every_style() {
        for (text, within, expected) in [
            (
                "# MD001: false\nMD013: false # long\n\"MD034\": false\nMD007:\n  indent: 4\n  x: [a, 'b']\nMD009: true\n",
                None,
                &["-MD013", "-MD034", "+MD007 indent=4 x=a|b", "+MD009"][..],
            ),
            (
                "{default: false, MD009: true, 'no-bare-urls': {a: [false]}}",
                None,
                &["-default", "+MD009", "+no-bare-urls a=false"],
            ),
            ("MD009: {enabled: false}\nMD010: {enabled: true}\n", None, &["-MD009", "+MD010"]),
            (
                "default: false\n? MD001\n: true\nMD010:\nMD011: 'false'\n",
                None,
                &["-default", "+MD001", "-MD010", "MD011=false"],
            ),
            ("MD001: &off false\nMD002: *off\n", None, &["-MD001", "-MD002"]),
            (
                "globs: ['*.md']\nconfig:\n  MD001: false\n  MD013: {a: b}\nMD002: false\n",
                Some("config"),
                &["-MD001", "+MD013 a=b"],
            ),
            ("- a\n- b\n", None, &[]),
            ("MD001: false\n  broken: [\n", None, &[]),
            ("", None, &[]),
        ] {
            assert_eq!(shown(of_yaml(text, within)), expected, "{text:?}");
        }
    }

    #[test]
    fn nesting_and_aliases_cost_nothing() {
        for text in ["[".repeat(200_000), "{a: ".repeat(60_000), "- ".repeat(100_000), "a: &a [*a,".repeat(10_000)] {
            assert_eq!(of_yaml(&text, None), None);
        }
    }
}
