//! What the parameters of markdownlint's rules allow of what ours report. A finding that one of them may allow names it among
//! its aliases, behind the number of the rule: `MD022.lines_below`.

use std::collections::BTreeMap;

/// Parameters of a rule of markdownlint by name, each with its value, or its values, as they are written.
pub type Parameters = BTreeMap<String, Vec<String>>;

/// A parameter of a rule of markdownlint.
struct AllowingParameter {
    /// Behind the number of its rule.
    name: &'static str,
    /// Whether the parameters of the rule allow what names this one.
    allows: fn(&Parameters) -> bool,
    /// What it allows.
    words: &'static str,
}

const fn parameter(name: &'static str, allows: fn(&Parameters) -> bool, words: &'static str) -> AllowingParameter {
    AllowingParameter { name, allows, words }
}

/// The parameters of which a value allows what a rule of ours reports. Those that only forbid more are not here.
const PARAMETERS: &[AllowingParameter] = &[
    // The width is theirs to judge then, whatever `.editorconfig` says.
    parameter("MD007.indent", |all| all.contains_key("indent"), "the width of indentation"),
    parameter("MD007.start_indented", |all| is_true(all, "start_indented"), "the width of indentation"),
    parameter(
        "MD009.br_spaces",
        |all| !is_true(all, "strict") && numbers(all, "br_spaces").any(|count| count > 1),
        "two trailing spaces and more",
    ),
    parameter(
        "MD009.list_item_empty_lines",
        |all| is_true(all, "list_item_empty_lines"),
        "spaces on lines that are empty otherwise",
    ),
    parameter("MD012.maximum", |all| numbers(all, "maximum").any(|most| most > 1), "several blank lines in a row"),
    parameter("MD022.lines_above", |all| has_none(all, "lines_above"), "blank lines above headings"),
    parameter("MD022.lines_below", |all| has_none(all, "lines_below"), "blank lines below headings"),
    parameter(
        "MD024.siblings_only",
        |all| is_true(all, "siblings_only") || is_true(all, "allow_different_nesting"),
        "headings with the same text in different sections",
    ),
    parameter("MD025.level", |all| numbers(all, "level").any(|level| level != 1), "a second title"),
    parameter("MD051.ignore_case", |all| is_true(all, "ignore_case"), "the case of anchors"),
];

/// Whether `cause`, a parameter behind the number of its rule, has a value among `parameters` of that rule that allows what names it.
pub(crate) fn allows(cause: &str, parameters: &Parameters) -> bool {
    PARAMETERS.iter().any(|parameter| parameter.name == cause && (parameter.allows)(parameters))
}

/// The values of `cause`, a parameter behind the number of its rule, among `parameters` of that rule; `None` where there are none.
pub(crate) fn values_of(cause: &str, parameters: &Parameters) -> Option<Vec<String>> {
    let (_, name) = cause.split_once('.')?;
    let values: Vec<String> = parameters.get(name)?.iter().filter(|value| !value.is_empty()).cloned().collect();
    (!values.is_empty()).then_some(values)
}

/// What the parameter `name`, behind the number of its rule, allows.
pub(crate) fn words(name: &str) -> Option<&'static str> {
    PARAMETERS.iter().find(|parameter| parameter.name == name).map(|parameter| parameter.words)
}

fn is_true(parameters: &Parameters, name: &str) -> bool {
    parameters.get(name).is_some_and(|values| values.iter().any(|value| value.eq_ignore_ascii_case("true")))
}

fn numbers<'a>(parameters: &'a Parameters, name: &str) -> impl Iterator<Item = i64> + use<'a> {
    parameters.get(name).into_iter().flatten().filter_map(|value| value.parse().ok())
}

/// Whether no line at all is enough; -1 stands for any number.
fn has_none(parameters: &Parameters, name: &str) -> bool {
    numbers(parameters, name).any(|lines| lines < 1)
}
