//! Environment variables that stand for flags which are not given.
//!
//! Not clap's own: there, an empty variable is a value, and a flag that contradicts a variable is an error.

use crate::cli::LintArguments;
use clap::builder::ArgPredicate;
use clap::{Arg, Command};
use std::ffi::OsString;

/// A variable.
struct Variable {
    /// Its name.
    name: &'static str,
    /// The argument that it is the default of.
    argument: &'static str,
    /// What the command has to have as well: `--output-format` alone has other values elsewhere.
    beside: &'static str,
    /// Arguments that make it count for nothing where they are given.
    outdone_by: &'static [&'static str],
}

/// What the list of variables in a help text begins with, and each of their lines.
pub(super) const LIST_HEAD: &str = "Environment variables, where the flag is not given:";
pub(super) const VARIABLE_BEGIN: &str = "  CURATE_";

/// All of them.
const VARIABLES: &[Variable] = &[
    Variable { name: "CURATE_COLOR", argument: "color", beside: "color", outdone_by: &[] },
    Variable { name: "CURATE_CONFIG", argument: "config", beside: "config", outdone_by: &["isolated", "config_from"] },
    Variable { name: "CURATE_FAIL_ON", argument: "fail_on", beside: "fail_on", outdone_by: &[] },
    Variable {
        name: "CURATE_FLEET",
        argument: "fleet",
        beside: "fleet",
        outdone_by: &["store", "no_store", "cached", "shard"],
    },
    Variable { name: "CURATE_LANG", argument: "lang", beside: "lang", outdone_by: &[] },
    Variable {
        name: "CURATE_OUTPUT_FILE",
        argument: "output_file",
        beside: "output_file",
        outdone_by: &["diff", "dump"],
    },
    Variable { name: "CURATE_OUTPUT_FORMAT", argument: "output_format", beside: "output_file", outdone_by: &[] },
    Variable { name: "CURATE_SINCE", argument: "since", beside: "since", outdone_by: &["staged"] },
    Variable { name: "CURATE_STORE", argument: "store", beside: "store", outdone_by: &["no_store", "fleet"] },
];

/// `command` and its subcommands, with the defaults that the environment sets. An empty variable is none.
pub(super) fn with_defaults(command: Command, environment: &dyn Fn(&str) -> Option<OsString>) -> Command {
    let of_command = VARIABLES.iter().filter(|variable| variable.counts_for(&command)).collect::<Vec<_>>();
    let mut command = command;
    for variable in of_command {
        let Some(value) = environment(variable.name).filter(|value| !value.is_empty()) else { continue };
        let outdone_by: Vec<_> = variable.outdone_by.iter().filter(|other| has(&command, other)).collect();
        command = command.mut_arg(variable.argument, |argument| {
            // clap keeps defaults as long as the program runs.
            let value: &'static std::ffi::OsStr = Box::leak(value.into_boxed_os_str());
            // The address of a broker may have a password, and the help is read over shoulders and in logs.
            let argument = argument.hide_default_value(["fleet", "store"].contains(&variable.argument)).required(false);
            let unset = |argument: Arg, other: &&&'static str| {
                // A flag that is not given is there, as `false`.
                let has_value = ["config_from", "fleet", "shard", "store"].contains(*other);
                let given = if has_value { ArgPredicate::IsPresent } else { ArgPredicate::Equals("true".into()) };
                argument.default_value_if(**other, given, None)
            };
            outdone_by.iter().fold(argument.default_value(value), unset)
        });
    }
    let has_fleet = environment("CURATE_FLEET").is_some_and(|value| !value.is_empty());
    if has(&command, "run") && !has_fleet {
        // Here, since a default does not count as given.
        command = command.mut_arg("run", |run| run.requires("fleet"));
    }
    each_subcommand(command, &|subcommand| with_defaults(subcommand, environment))
}

/// Has a hook that checks what is staged check the commits that pre-commit looks at instead, where it runs for a push or with
/// `--from-ref` and `--to-ref`: nothing is staged there.
/// <https://pre-commit.com/#pre-push>
pub(super) fn take_range_of_hook(lint: &mut LintArguments, environment: &dyn Fn(&str) -> Option<String>) {
    let revision = |name: &str| environment(name).filter(|value| !value.is_empty());
    let (from, to) = (revision("PRE_COMMIT_FROM_REF"), revision("PRE_COMMIT_TO_REF"));
    if lint.staged && lint.since.is_none() && from.is_some() && to.is_some() {
        (lint.staged, lint.since, lint.until) = (false, from, to);
    }
}

/// `command` and its subcommands, with the variables that count for each at the end of its long help.
pub(super) fn with_list(command: Command) -> Command {
    // Global arguments reach subcommands only when arguments are read.
    let is_known =
        |variable: &&Variable| ["color", "lang"].contains(&variable.argument) || variable.counts_for(&command);
    let mut lines: Vec<String> = VARIABLES.iter().filter(|variable| is_known(variable)).map(line).collect();
    lines.push("  NO_COLOR, CLICOLOR_FORCE  as usual, where --color is `auto`".to_owned());
    let before = command.get_after_help().map(|help| format!("{help}\n\n")).unwrap_or_default();
    let list = format!("{before}{LIST_HEAD}\n{}", lines.join("\n"));
    each_subcommand(command.after_long_help(list), &with_list)
}

fn line(variable: &Variable) -> String {
    format!("  {:<24}  --{}", variable.name, variable.argument.replace('_', "-"))
}

/// `command` with each of its subcommands changed, in the same order.
pub(super) fn each_subcommand(command: Command, change: &dyn Fn(Command) -> Command) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|subcommand| subcommand.get_name().to_owned()).collect();
    names.into_iter().fold(command, |command, name| command.mut_subcommand(name, change))
}

fn has(command: &Command, argument: &str) -> bool {
    command.get_arguments().any(|known| known.get_id() == argument)
}

impl Variable {
    fn counts_for(&self, command: &Command) -> bool {
        has(command, self.argument) && has(command, self.beside)
    }
}
