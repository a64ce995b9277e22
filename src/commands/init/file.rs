//! The text of a first configuration.

use crate::commands::init::comment::comment;
use crate::commands::init::draft::{FoundList, Survey};
use crate::commands::init::honoured::honoured;
use crate::commands::init::style::Style;
use crate::config::schema;
use crate::terminal::toml_text::{array, quoted};
use curate_rules::OtherChange;
use std::fmt::Write as _;

/// The most lists that are described.
const LISTS: usize = 20;
/// So many findings more are few, whatever there is.
const FEW: usize = 20;
/// From this share of descriptions on, in percent, a style is the list's own.
const MAJORITY: usize = 70;
/// The most rules that are named with their findings.
const RULES: usize = 8;

/// The text of a configuration for what `survey` found. But for `[[list]]`s with translations it is all comments.
pub(super) fn text(survey: &Survey) -> String {
    let mut out = String::from(
        "# How this list is kept. Written by `curate init`; every line can be changed, or go.\n\
         # `curate config show` says what counts for a file and why, `curate explain RULE` what a rule is about.\n",
    );
    out.insert_str(0, &format!("#:schema {}\n", schema::url()));
    found(survey, &mut out);
    honoured(survey, &mut out);
    presets(survey, &mut out);
    if survey.has_baseline {
        out.push_str(
            "\n# What was found when this was written is known and not reported; `curate lint --write-baseline` takes out what \
             is fixed.\nbaseline = \"curate-baseline.toml\"\n",
        );
    }
    out.push_str("\n# Files that are left out, as in a .gitignore.\n# exclude = [\"drafts/\"]\n");
    lists(survey, &mut out);
    rules(survey, &mut out);
    out
}

fn found(survey: &Survey, out: &mut String) {
    out.push_str("\n# Found:\n");
    for list in survey.lists.iter().take(LISTS) {
        for edition in &list.editions {
            let language = edition.language.as_deref().map_or_else(String::new, |language| format!("{language}, "));
            let Style { entries, sections, .. } = edition.style;
            comment(
                out,
                &format!(
                    "  {}: {language}{}, {}",
                    edition.path,
                    counted(entries, "entry", "entries"),
                    counted(sections, "section", "sections")
                ),
            );
            style(&edition.style, out);
        }
    }
    match survey.lists.len() {
        0 => comment(out, "  no list: rules for entries are silent until a `[[list]]` names one"),
        count if count > LISTS => comment(out, &format!("  {} lists more", count - LISTS)),
        _ => {}
    }
    let total: usize = survey.findings.values().sum();
    if total == 0 {
        comment(out, "  No errors and no warnings today.");
        return;
    }
    let mut rules: Vec<(&str, usize)> = survey.findings.iter().map(|(rule, count)| (*rule, *count)).collect();
    rules.sort_by_key(|(rule, count)| (std::cmp::Reverse(*count), *rule));
    let named: Vec<String> = rules.iter().take(RULES).map(|(rule, count)| format!("{count} {rule}")).collect();
    let more = if rules.len() > RULES { ", …" } else { "" };
    comment(out, &format!("  Errors and warnings today: {total} ({}{more}).", named.join(", ")));
    if survey.fixable > 0 {
        comment(out, &format!("  `curate lint --fix` fixes {} of them.", survey.fixable));
    }
    if !survey.has_baseline {
        comment(out, "  `curate init --baseline` takes them as known, so that only what comes after is reported.");
    }
}

fn counted(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

fn style(style: &Style, out: &mut String) {
    if let Some((separator, count)) = &style.separator {
        let in_tables =
            if style.rows > 0 { format!("; {} in tables", counted(style.rows, "row", "rows")) } else { String::new() };
        comment(
            out,
            &format!(
                "    {} described: {count} with {} before the description, {} with a full stop or the like at its end{in_tables}",
                style.described,
                quoted(separator),
                style.stopped
            ),
        );
    } else if style.rows > 0 {
        comment(out, &format!("    {} in tables", counted(style.rows, "row", "rows")));
    }
    if style.orderable > 0 {
        comment(out, &format!("    {} of {} longer sections in alphabetical order", style.ordered, style.orderable));
    }
}

fn presets(survey: &Survey, out: &mut String) {
    if survey.suggestions.is_empty() {
        return;
    }
    out.push_str("\n# Presets that fit, with the errors and warnings that each would add today:\n");
    for suggestion in &survey.suggestions {
        comment(out, &format!("  {}: {} ({} more)", suggestion.preset, suggestion.reason, suggestion.more));
    }
    let total = survey.findings.values().sum();
    let (fit, loud): (Vec<_>, Vec<_>) = survey.suggestions.iter().partition(|one| one.more <= FEW.max(total));
    if !loud.is_empty() {
        let names: Vec<&str> = loud.iter().map(|suggestion| suggestion.preset).collect();
        comment(out, &format!("  Left out below, since it adds more than there is: {}", names.join(", ")));
    }
    if !fit.is_empty() {
        let _ = writeln!(out, "# extends = {}", array(fit.into_iter().map(|suggestion| suggestion.preset)));
    }
}

fn lists(survey: &Survey, out: &mut String) {
    let (translated, single): (Vec<_>, Vec<_>) = survey.lists.iter().partition(|list| list.editions.len() > 1);
    for list in translated {
        out.push_str(
            "\n# Editions of one list. They are found without this too, as long as their names and texts fit.\n",
        );
        out.push_str(&table(list));
    }
    if let Some(list) = single.first() {
        out.push_str("\n# A list is found by itself; this is for naming one, or its translations.\n");
        for line in table(list).lines() {
            let _ = writeln!(out, "# {line}");
        }
    }
}

fn table(list: &FoundList) -> String {
    let mut paths = list.editions.iter().map(|edition| edition.path.as_str());
    let source = paths.next().unwrap_or("README.md");
    format!("[[list]]\nsource = {}\ntranslations = {}\n", quoted(source), array(paths))
}

fn rules(survey: &Survey, out: &mut String) {
    out.push_str(
        "\n# Levels are off, hint, warning and error; a rule's own counts more than its group's.\n# [rules]\n",
    );
    let styles = survey.lists.iter().flat_map(|list| &list.editions).map(|edition| &edition.style);
    let longest = styles.max_by_key(|style| style.described);
    let is_majority = |count: usize, all: usize| count > 0 && count * 100 >= all * MAJORITY;
    if let Some((separator, _)) =
        longest.and_then(|style| style.separator.as_ref().filter(|(_, count)| is_majority(*count, style.described)))
    {
        let _ = writeln!(out, "# \"entries/separator\" = {{ style = {} }}", quoted(separator));
    }
    if let Some(style) = longest {
        let without = style.described - style.stopped;
        let habits = [("always", style.stopped), ("never", without)];
        if let Some((wanted, _)) = habits.into_iter().find(|(_, count)| is_majority(*count, style.described)) {
            let _ = writeln!(out, "# \"entries/final-punctuation\" = {{ style = \"{wanted}\" }}");
        }
    }
    let named = ["entries/separator", "entries/final-punctuation"];
    let others = survey.findings.iter().filter(|(rule, _)| !named.contains(*rule));
    let most = others.max_by_key(|(_, count)| **count);
    let is_silent = |rule: &str| {
        let mut changes = survey.by_others.iter().map(|setting| &setting.change);
        changes.any(|change| matches!(change, OtherChange::Silence(work) if work.rule == rule))
    };
    // What another program was told to leave alone, no example switches on again.
    let mut examples = most.map(|(rule, _)| *rule).into_iter().chain(["links/bare-url", "duplicates/url"]);
    if let Some(rule) = examples.find(|rule| !is_silent(rule)) {
        let _ = writeln!(out, "# {} = \"hint\"", quoted(rule));
    }
}
