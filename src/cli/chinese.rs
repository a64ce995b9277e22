//! The help in Chinese. clap writes it while it reads arguments, so they are read a second time where it was wanted.

use crate::cli::environment::{LIST_HEAD, VARIABLE_BEGIN, each_subcommand};
use crate::locale::SpokenLanguage;
use crate::locale::help::help_in_chinese;
use crate::terminal::flow::flow;
use clap::error::ErrorKind;
use clap::{Arg, Command, ValueEnum as _};
use std::ffi::OsString;

/// How wide texts are, in columns: what is left of 80 beside flags, below them, and beside the names of commands.
const BESIDE_FLAGS: usize = 46;
const BELOW_FLAGS: usize = 70;
const BESIDE_COMMANDS: usize = 64;

/// Says a text of the help in another language; `None` where it is not translated.
type Say<'s> = dyn Fn(&str) -> Option<&'static str> + 's;

/// What clap answered to the arguments `given`: where that is help, and they or the `variable` that stands for `--lang` want it in
/// Chinese, the same of `command` in Chinese. Errors stay as they are.
pub(super) fn answer(
    error: clap::Error,
    command: Command,
    given: &[OsString],
    variable: Option<OsString>,
) -> clap::Error {
    let (without, language) = without_language(given);
    let language = language.or_else(|| spoken(&variable?));
    let is_help = match error.kind() {
        // `curate` alone shows its help; a language beside it changes nothing about that.
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            true
        }
        // For clap, whatever follows `help` is the name of a command.
        ErrorKind::InvalidSubcommand => without.get(1).is_some_and(|name| name == "help"),
        _ => false,
    };
    if !is_help || language != Some(SpokenLanguage::Zh) {
        return error;
    }
    let mut command = command;
    command.build();
    let command = translated(command, &help_in_chinese);
    command.try_get_matches_from(without).err().unwrap_or(error)
}

/// Arguments without `--lang`, and what it says.
fn without_language(given: &[OsString]) -> (Vec<OsString>, Option<SpokenLanguage>) {
    let mut rest = Vec::new();
    let mut language = None;
    let mut arguments = given.iter();
    while let Some(argument) = arguments.next() {
        if argument == "--" {
            rest.push(argument.clone());
            rest.extend(arguments.cloned());
            break;
        } else if argument == "--lang" {
            language = arguments.next().and_then(spoken);
        } else if let Some(name) = argument.to_str().and_then(|text| text.strip_prefix("--lang=")) {
            language = SpokenLanguage::from_str(name, false).ok();
        } else {
            rest.push(argument.clone());
        }
    }
    (rest, language)
}

fn spoken(name: impl AsRef<std::ffi::OsStr>) -> Option<SpokenLanguage> {
    SpokenLanguage::from_str(name.as_ref().to_str()?, false).ok()
}

/// A command that is built, and its subcommands, as `say` says their texts.
fn translated(command: Command, say: &Say<'_>) -> Command {
    let style = command.get_styles().get_usage();
    let usage = say("Usage").unwrap_or("Usage");
    let template = format!("{{about-with-newline}}\n{style}{usage}:{style:#} {{usage}}\n\n{{all-args}}{{after-help}}");
    let after = command.get_after_help().map(|text| paragraphs(&text.to_string(), say));
    let after_long = command.get_after_long_help().map(|text| paragraphs(&text.to_string(), say));
    let mut command = titled(command, say)
        .help_template(template)
        .subcommand_help_heading(say("Commands").unwrap_or("Commands"))
        .mut_args(|argument| described(argument, say));
    if let Some(text) = after {
        command = command.after_help(text);
    }
    if let Some(text) = after_long {
        command = command.after_long_help(text);
    }
    each_subcommand(command, &|subcommand| match subcommand.get_name() {
        // It repeats the others.
        "help" => titled(subcommand, say),
        _ => translated(subcommand, say),
    })
}

fn titled(command: Command, say: &Say<'_>) -> Command {
    match command.get_about().map(|text| paragraphs(&text.to_string(), say)) {
        Some(text) => command.about(in_lines(&text, BESIDE_COMMANDS)),
        None => command,
    }
}

fn described(argument: Arg, say: &Say<'_>) -> Arg {
    if argument.is_hide_set() {
        return argument;
    }
    let kind = if argument.is_positional() { "Arguments" } else { "Options" };
    let heading = say(argument.get_help_heading().unwrap_or(kind)).unwrap_or(kind);
    let short = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let long = argument.get_long_help().map_or_else(|| short.clone(), ToString::to_string);
    let default = default(&argument, say);
    let (values, list) = values(&argument, say);
    let short = in_lines(&(paragraphs(&short, say) + " " + &default + &values), BESIDE_FLAGS);
    let long = in_lines(&paragraphs(&long, say), BELOW_FLAGS) + &list + "\n\n" + &default;
    let (short, long) = (short.trim_end().to_owned(), long.trim_end().to_owned());
    argument.help(short).long_help(long).help_heading(heading).hide_possible_values(true).hide_default_value(true)
}

/// The default of an argument as it stands behind its text, with a blank behind it; clap says it in English alone.
fn default(argument: &Arg, say: &Say<'_>) -> String {
    let values = argument.get_default_values();
    if argument.is_hide_default_value_set() || !argument.get_action().takes_values() || values.is_empty() {
        return String::new();
    }
    let values = values.iter().map(|value| value.to_string_lossy()).collect::<Vec<_>>().join(" ");
    format!("[{}: {values}] ", say("default").unwrap_or_default())
}

/// The possible values of an argument as they stand behind its text, and in a list below it.
fn values(argument: &Arg, say: &Say<'_>) -> (String, String) {
    let values = argument.get_possible_values();
    let shown: Vec<_> = values.iter().filter(|value| !value.is_hide_set()).collect();
    if argument.is_hide_possible_values_set() || shown.is_empty() {
        return (String::new(), String::new());
    }
    let title = say("possible values").unwrap_or_default();
    let names = shown.iter().map(|value| value.get_name()).collect::<Vec<_>>().join(", ");
    let mut list = format!("\n\n{title}:");
    for value in shown {
        let help = value.get_help().map(|help| format!(": {}", paragraphs(&help.to_string(), say)));
        let line = format!("- {}{}", value.get_name(), help.unwrap_or_default());
        list += &format!("\n{}", flow(&line, BELOW_FLAGS, 2).join("\n"));
    }
    (format!("[{title}: {names}]"), list)
}

/// `text` with its paragraphs in lines of at most `columns`; clap counts a wide letter as one column, and breaks at blanks alone.
fn in_lines(text: &str, columns: usize) -> String {
    text.split("\n\n").map(|paragraph| flow(paragraph, columns, 0).join("\n")).collect::<Vec<_>>().join("\n\n")
}

/// A text of paragraphs, each translated by itself; of the list of variables, its lines.
fn paragraphs(text: &str, say: &Say<'_>) -> String {
    let said = |text: &str| say(text).map_or_else(|| text.to_owned(), str::to_owned);
    let paragraph = |text: &str| {
        if !text.starts_with(LIST_HEAD) {
            return said(text);
        }
        let line = |line: &str| if line.starts_with(VARIABLE_BEGIN) { line.to_owned() } else { said(line) };
        text.lines().map(line).collect::<Vec<_>>().join("\n")
    };
    text.split("\n\n").filter(|text| !text.is_empty()).map(paragraph).collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::help::known;
    use curate_testing::recorded::assert_recorded;
    use std::cell::RefCell;
    use std::collections::BTreeSet;

    /// What stands at the top of the catalogue.
    const HEAD: &str =
        "# English = Chinese. `CURATE_BLESS=1 cargo test --lib help` adds what is new, and takes out what is gone.\n";

    #[test]
    fn every_text_of_the_help_is_there_in_chinese() {
        let said = RefCell::new(BTreeSet::new());
        let mut command = crate::cli::command();
        command.build();
        translated(command, &|english| {
            said.borrow_mut().insert(english.to_owned());
            None
        });
        let said = said.into_inner();
        assert!(said.contains("Show all rules") && said.contains("Print version"), "{said:?}");
        let quoted =
            |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"));
        let line = |english: &String| {
            let chinese = known().get(english).map_or("", String::as_str);
            format!("{} = {}\n", quoted(english), quoted(chinese))
        };
        assert_recorded("locales/zh-Hans/help.toml", &(HEAD.to_owned() + &said.iter().map(line).collect::<String>()));
        let empty: Vec<_> = said.iter().filter(|english| known().get(*english).is_none_or(String::is_empty)).collect();
        assert!(empty.is_empty(), "not translated in locales/zh-Hans/help.toml: {empty:#?}");
    }

    #[test]
    fn the_language_is_found_wherever_it_stands() {
        let of = |given: &[&str]| without_language(&given.iter().map(OsString::from).collect::<Vec<_>>()).1;
        let chinese = Some(SpokenLanguage::Zh);
        assert_eq!(of(&["curate", "lint", "-h", "--lang", "zh"]), chinese);
        assert_eq!(of(&["curate", "--lang=zh-cn", "lint"]), chinese);
        assert_eq!(of(&["curate", "lint", "--", "--lang", "zh"]), None);
        assert_eq!(of(&["curate", "--lang"]), None);
        assert_eq!(of(&["curate", "--lang", "xx"]), None);
    }
}
