//! What markdownlint calls its rules, and what its configuration makes of ours.

use crate::api::declaration::Declaration;
use crate::api::silenced_work::SilencedWork;
use crate::engine::markdownlint_parameters::{Parameters, allows, values_of};
use crate::engine::other_setting::{OtherChange, OtherSetting};
use std::sync::Arc;

/// A key of markdownlint's configuration: `default`, the number, name or tag of rules, and what its value says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownlintSwitch {
    /// The key.
    pub name: String,
    /// Whether it switches them on.
    pub on: bool,
    /// The parameters that it gives them.
    pub parameters: Parameters,
    /// The file that says so, as it is shown.
    pub source: Arc<str>,
}

/// What a markdownlint configuration with `switches`, in their order, changes in `rules`: of switches about one rule the last
/// counts, and `default` counts where there is none. A rule of ours that does not tell its findings apart stays where it does the
/// work of several of theirs and one is on. No rule becomes stricter.
pub fn settings_by_markdownlint(switches: &[MarkdownlintSwitch], rules: &[&'static Declaration]) -> Vec<OtherSetting> {
    let default = switches.iter().rev().find(|switch| switch.name.eq_ignore_ascii_case("default"));
    let of = |rule: &MarkdownlintRule| switches.iter().rev().find(|switch| rule.is_called(&switch.name)).or(default);
    let mut found = Vec::new();
    for rule in rules {
        let counterparts = MARKDOWNLINT
            .iter()
            .filter(|theirs| rule.aliases.contains(&theirs.number()))
            .map(|theirs| (theirs, of(theirs)));
        let counterparts: Vec<_> = counterparts.collect();
        let off = |(theirs, switch): &(&MarkdownlintRule, Option<&MarkdownlintSwitch>)| {
            switch.filter(|switch| !switch.on).map(|switch| (theirs.number(), Arc::clone(&switch.source)))
        };
        let silent: Vec<_> = counterparts.iter().filter_map(off).collect();
        if rule.has_parts || silent.len() == counterparts.len() {
            let count = if rule.has_parts { silent.len() } else { 1 };
            found.extend(silent.into_iter().take(count).map(|(cause, source)| OtherSetting {
                change: OtherChange::Silence(SilencedWork::of(rule, cause)),
                cause,
                source,
            }));
        }
        for (theirs, switch) in &counterparts {
            let Some(switch) = switch.filter(|switch| switch.on) else { continue };
            found.extend(by_parameters(rule, theirs.number(), switch));
        }
    }
    found
}

/// What the parameters that `switch` gives to their rule `number` change in `rule`.
fn by_parameters(rule: &Declaration, number: &str, switch: &MarkdownlintSwitch) -> Vec<OtherSetting> {
    let of_number =
        rule.parameters.iter().filter(|(cause, _)| cause.split_once('.').is_some_and(|(of, _)| of == number));
    let change = |cause: &'static str, option: Option<&'static str>| match option {
        None => allows(cause, &switch.parameters).then(|| OtherChange::Silence(SilencedWork::of(rule, cause))),
        Some(option) => {
            let values = values_of(cause, &switch.parameters)?;
            Some(OtherChange::Option { rule: rule.name, option, values })
        }
    };
    let settings = of_number.filter_map(|(cause, option)| {
        Some(OtherSetting { change: change(cause, *option)?, cause, source: Arc::clone(&switch.source) })
    });
    settings.collect()
}

/// The rules and parameters that `switch` sets and that change nothing here, each as it is written: rules without a counterpart among
/// `rules`, and parameters (`MD009.strict`) that forbid more or have none.
pub fn without_counterpart(switch: &MarkdownlintSwitch, rules: &[&'static Declaration]) -> Vec<String> {
    if !switch.on || switch.name.eq_ignore_ascii_case("default") {
        return Vec::new();
    }
    let Some(theirs) = MARKDOWNLINT.iter().find(|theirs| theirs.is_called(&switch.name)) else {
        return vec![switch.name.clone()];
    };
    let known = |name: &str| {
        let cause = format!("{}.{name}", theirs.number());
        rules.iter().flat_map(|rule| rule.parameters).any(|(parameter, _)| *parameter == cause)
    };
    let left = switch.parameters.keys().filter(|name| !known(name));
    left.map(|name| format!("{}.{name}", switch.name)).collect()
}

/// A rule of markdownlint.
pub(crate) struct MarkdownlintRule {
    /// Its number and names, older ones too.
    pub(crate) names: &'static [&'static str],
    tags: &'static [&'static str],
    /// What it reports.
    pub(crate) words: &'static str,
}

impl MarkdownlintRule {
    pub(crate) fn number(&self) -> &'static str {
        self.names.first().copied().unwrap_or("")
    }

    pub(crate) fn is_called(&self, code: &str) -> bool {
        self.names.iter().chain(self.tags).any(|name| name.eq_ignore_ascii_case(code))
    }

    /// What `rules` do of its work.
    pub(crate) fn work_in(&self, rules: &[&'static Declaration]) -> impl Iterator<Item = SilencedWork> {
        let number = self.number();
        rules.iter().filter(move |rule| rule.aliases.contains(&number)).map(move |rule| SilencedWork::of(rule, number))
    }
}

const fn rule(names: &'static [&'static str], tags: &'static [&'static str], words: &'static str) -> MarkdownlintRule {
    MarkdownlintRule { names, tags, words }
}

/// markdownlint's rules that have a counterpart here, with their tags.
pub(crate) const MARKDOWNLINT: &[MarkdownlintRule] = &[
    rule(&["MD001", "heading-increment", "header-increment"], &["headings"], "levels of headings that are left out"),
    rule(&["MD005", "list-indent"], &["bullet", "indentation", "ul"], "items that are indented unevenly"),
    rule(&["MD007", "ul-indent"], &["bullet", "indentation", "ul"], "the width of indentation"),
    rule(&["MD009", "no-trailing-spaces"], &["whitespace"], "trailing spaces"),
    rule(&["MD010", "no-hard-tabs"], &["hard_tab", "whitespace"], "tabs in the place of spaces"),
    rule(&["MD011", "no-reversed-links"], &["links"], "reversed links"),
    rule(&["MD012", "no-multiple-blanks"], &["blank_lines", "whitespace"], "several blank lines in a row"),
    rule(&["MD018", "no-missing-space-atx"], &["atx", "headings", "spaces"], "headings without a space after `#`"),
    rule(
        &["MD022", "blanks-around-headings", "blanks-around-headers"],
        &["blank_lines", "headings"],
        "blank lines around headings",
    ),
    rule(&["MD023", "heading-start-left", "header-start-left"], &["headings", "spaces"], "indented headings"),
    rule(&["MD024", "no-duplicate-heading", "no-duplicate-header"], &["headings"], "headings with the same text"),
    rule(&["MD025", "single-title", "single-h1"], &["headings"], "a second title"),
    rule(&["MD032", "blanks-around-lists"], &["blank_lines", "bullet", "ol", "ul"], "blank lines around lists"),
    rule(&["MD034", "no-bare-urls"], &["links", "url"], "bare URLs"),
    rule(&["MD037", "no-space-in-emphasis"], &["emphasis", "whitespace"], "spaces inside emphasis"),
    rule(&["MD039", "no-space-in-links"], &["links", "whitespace"], "spaces inside the text of links"),
    rule(&["MD042", "no-empty-links"], &["links"], "empty links"),
    rule(&["MD044", "proper-names"], &["spelling"], "names in other letters than their own"),
    rule(&["MD047", "single-trailing-newline"], &["blank_lines"], "the newline at the end of the file"),
    rule(&["MD051", "link-fragments"], &["links"], "anchors that nothing has"),
    rule(&["MD052", "reference-links-images"], &["images", "links"], "references without a definition"),
    rule(&["MD053", "link-image-reference-definitions"], &["images", "links"], "definitions without a reference"),
    rule(&["MD056", "table-column-count"], &["table"], "rows with another number of cells"),
];

/// markdownlint's other rules, by their numbers and names.
const WITHOUT_COUNTERPART: &[&[&str]] = &[
    &["MD003", "heading-style", "header-style"],
    &["MD004", "ul-style"],
    &["MD013", "line-length"],
    &["MD014", "commands-show-output"],
    &["MD019", "no-multiple-space-atx"],
    &["MD020", "no-missing-space-closed-atx"],
    &["MD021", "no-multiple-space-closed-atx"],
    &["MD026", "no-trailing-punctuation"],
    &["MD027", "no-multiple-space-blockquote"],
    &["MD028", "no-blanks-blockquote"],
    &["MD029", "ol-prefix"],
    &["MD030", "list-marker-space"],
    &["MD031", "blanks-around-fences"],
    &["MD033", "no-inline-html"],
    &["MD035", "hr-style"],
    &["MD036", "no-emphasis-as-heading", "no-emphasis-as-header"],
    &["MD038", "no-space-in-code"],
    &["MD040", "fenced-code-language"],
    &["MD041", "first-line-heading", "first-line-h1"],
    &["MD043", "required-headings", "required-headers"],
    &["MD045", "no-alt-text"],
    &["MD046", "code-block-style"],
    &["MD048", "code-fence-style"],
    &["MD049", "emphasis-style"],
    &["MD050", "strong-style"],
    &["MD054", "link-image-style"],
    &["MD055", "table-pipe-style"],
    &["MD058", "blanks-around-tables"],
    &["MD059", "descriptive-link-text"],
    &["MD060", "table-column-style"],
];

/// The numbers and names of markdownlint's rules whose work no rule here does.
pub fn markdownlint_alone_names() -> impl Iterator<Item = &'static str> {
    WITHOUT_COUNTERPART.iter().copied().flatten().copied()
}

/// The number of the rule that markdownlint calls `name`, where no rule here does any of its work.
pub fn markdownlint_alone(name: &str) -> Option<&'static str> {
    let named = |names: &&&[&str]| names.iter().any(|own| own.eq_ignore_ascii_case(name));
    WITHOUT_COUNTERPART.iter().find(named).and_then(|names| names.first().copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::RULES;

    fn switch(name: &str, on: bool, parameters: &[(&str, &str)]) -> MarkdownlintSwitch {
        let parameters =
            parameters.iter().map(|(name, value)| ((*name).to_owned(), value.split('|').map(str::to_owned).collect()));
        MarkdownlintSwitch { name: name.to_owned(), on, parameters: parameters.collect(), source: Arc::from("x.json") }
    }

    /// What is silent: parts by what their rule is called elsewhere, others by their own names; options as `option=values`.
    fn changed(switches: &[MarkdownlintSwitch]) -> Vec<String> {
        let one = |setting: OtherSetting| match setting.change {
            OtherChange::Silence(work) => work.alias.unwrap_or(work.rule).to_owned(),
            OtherChange::Option { option, values, .. } => format!("{option}={}", values.join("|")),
        };
        settings_by_markdownlint(switches, RULES).into_iter().map(one).collect()
    }

    #[test]
    fn the_last_switch_counts() {
        let silenced = |switches: &[(&str, bool)]| {
            changed(&switches.iter().map(|(name, on)| switch(name, *on, &[])).collect::<Vec<_>>())
        };
        assert_eq!(silenced(&[]), [""; 0]);
        assert_eq!(silenced(&[("md034", false)]), ["links/bare-url"]);
        assert_eq!(silenced(&[("no-bare-urls", false), ("MD034", true)]), [""; 0]);
        assert_eq!(silenced(&[("url", false)]), ["links/bare-url"]);
        assert_eq!(silenced(&[("blank_lines", false), ("MD012", true), ("MD047", true)]), ["MD022", "MD032"]);
        assert_eq!(silenced(&[("no-trailing-spaces", false)]), ["MD009"], "the others of formatting/whitespace are on");
        assert_eq!(
            silenced(&[("whitespace", false), ("MD037", true), ("MD039", true)]),
            ["MD012", "MD009", "MD010", "MD012"]
        );
        let few = silenced(&[("MD039", true), ("default", false)]);
        assert!(few.contains(&"links/bare-url".to_owned()), "{few:?}");
        assert!(!few.iter().any(|name| name == "links/padding" || name == "MD039"), "{few:?}");
    }

    #[test]
    fn parameters_allow_more_and_never_less() {
        let by = |name: &str, parameters: &[(&str, &str)]| changed(&[switch(name, true, parameters)]);
        for (name, parameters, expected) in [
            ("MD012", &[("maximum", "2")][..], &["MD012.maximum", "MD012.maximum"][..]),
            ("no-multiple-blanks", &[("maximum", "1")], &[]),
            ("MD012", &[("maximum", "0")], &[]),
            ("MD022", &[("lines_below", "0")], &["MD022.lines_below"]),
            ("MD022", &[("lines_above", "2"), ("lines_below", "1|-1")], &["MD022.lines_below"]),
            ("MD009", &[("br_spaces", "2"), ("strict", "true")], &[]),
            (
                "MD009",
                &[("list_item_empty_lines", "true"), ("br_spaces", "2")],
                &["MD009.br_spaces", "MD009.list_item_empty_lines"],
            ),
            ("MD052", &[("ignored_labels", "x|todo")], &["ignore=x|todo"]),
            ("MD025", &[("front_matter_title", "")], &[]),
            ("MD013", &[("line_length", "80")], &[]),
        ] {
            assert_eq!(by(name, parameters), expected, "{name} {parameters:?}");
        }
        let off = switch("MD012", false, &[("maximum", "2")]);
        assert_eq!(changed(&[off]), ["MD012", "MD012"], "what is off needs no parameters");
    }
}
