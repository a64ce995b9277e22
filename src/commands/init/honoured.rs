//! What other programs were told, and what becomes of it here, in sentences.

use crate::commands::init::comment::comment;
use crate::commands::init::draft::Survey;
use curate_rules::{OtherChange, OtherSetting, alias_in_words};
use std::collections::BTreeMap;

/// The most rules or parameters that are named in one sentence.
const MOST_NAMED: usize = 12;

/// Writes what `survey` says of other programs.
pub(super) fn honoured(survey: &Survey, out: &mut String) {
    let mut lines = survey.surroundings.honoured.clone();
    lines.extend(changes(survey));
    if let Some(indent) = &survey.indent {
        lines.push(format!(".editorconfig: nested items are indented by {indent}."));
    }
    match survey.comments {
        0 => {}
        1 => lines.push("One comment of another program in the text counts here too.".to_owned()),
        count => lines.push(format!("{count} comments of other programs in the text count here too.")),
    }
    part("What other programs were told, and holds here too:", &lines, out);
    let mut left = survey.surroundings.left.clone();
    left.extend(survey.left.iter().filter(|(_, names)| !names.is_empty()).map(|(source, names)| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        format!("{source}: curate has no rules for {}; keep the program that has.", listed(&names))
    }));
    part("What cannot be taken over:", &left, out);
    part("Run today, for work that curate does in part or as a whole:", &survey.surroundings.runs, out);
}

fn part(title: &str, lines: &[String], out: &mut String) {
    if lines.is_empty() {
        return;
    }
    out.push('\n');
    comment(out, title);
    for line in lines {
        comment(out, &format!("  {line}"));
    }
}

/// A sentence for each file on what is not reported, and one on the options that it sets.
fn changes(survey: &Survey) -> Vec<String> {
    let mut silent: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut lines = Vec::new();
    for setting in &survey.by_others {
        let OtherSetting { change, cause, source } = setting;
        let (theirs, parameter) = cause.split_once('.').unwrap_or((cause, ""));
        match change {
            OtherChange::Silence(_) => {
                let words = alias_in_words(cause).unwrap_or(cause);
                let named = format!("{words} ({theirs}{}{parameter})", if parameter.is_empty() { "" } else { " " });
                let named_already = silent.entry(source).or_default();
                if !named_already.contains(&named) {
                    named_already.push(named);
                }
            }
            OtherChange::Option { rule, option, .. } => {
                lines.push(format!("{source}: {theirs} {parameter} is the option `{option}` of {rule}."));
            }
        }
    }
    let sentence = |(source, named): (&str, Vec<String>)| {
        let named: Vec<&str> = named.iter().map(String::as_str).collect();
        // It is about the files that it names alone.
        let place = if source.ends_with("ignore") { " in the files that it names" } else { "" };
        format!("{source}: not reported{place} are {}.", listed(&named))
    };
    silent.into_iter().map(sentence).chain(lines).collect()
}

/// `names` as one says them, the first of them where there are many.
fn listed(names: &[&str]) -> String {
    let more = names.len().saturating_sub(MOST_NAMED);
    let shown = names.get(..names.len() - more).unwrap_or(names);
    match (shown.split_last(), more) {
        (Some((last, rest)), 0) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        (_, 0) => shown.concat(),
        (_, more) => format!("{} and {more} more", shown.join(", ")),
    }
}
