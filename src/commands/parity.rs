//! `curate parity`: how much each translation has of each section of its source.

use crate::cli::{ParityArguments, ParityFormat};
use crate::commands::failure::{CLEAN, FAILED, FOUND, Failure, written};
use crate::commands::links::clock::now;
use crate::commands::steps::load::load;
use crate::commands::steps::parity_overview::parity_rules;
use crate::commands::steps::plan::{InputOptions, RuleChoice};
use crate::commands::steps::report::look;
use crate::commands::steps::run_settings::RunSettings;
use crate::commands::steps::work::PreparedList;
use crate::config::Overrides;
use crate::config::argument::files_and_settings;
use crate::report::parity::{ParityTable, lines, markdown, write_json};
use crate::report::{LintedList, Look, write_parity_page};
use crate::terminal::streams::Terminal;
use crate::workspace::shown_path::ShownPath;
use curate_rules::{Linter, overview, text};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;

/// What has no editions to compare.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
enum ParityError {
    #[error("standard input is one page: it has no editions to compare")]
    #[diagnostic(help("name the page or its folder, as in `curate parity README.md`"))]
    Stdin,
}

/// Prints a table for each list with translations that `arguments` name.
pub(super) fn run(arguments: &ParityArguments, terminal: Terminal) -> Result<u8, Failure> {
    let (config, settings) = files_and_settings(&arguments.config, arguments.isolated)?;
    let input = InputOptions {
        paths: arguments.paths.clone(),
        exclude: arguments.exclude.clone(),
        // Of each finding it must be known which section it is in.
        expand: true,
        rules: RuleChoice::Translations { history: arguments.stale },
        overrides: Overrides { config, settings, isolated: arguments.isolated, ..Overrides::default() },
        ..InputOptions::default()
    };
    if input.reads_stdin() {
        return Err(ParityError::Stdin.into());
    }
    let terminal = terminal.speaking(RunSettings::of(&input.paths, &input.overrides)?.language);
    let work = load(&input, terminal)?;
    let named = arguments.paths.iter().map(|path| ShownPath::new(&work.workspace.here, path).path).collect();
    let translated = work.lists.into_par_iter().filter(|prepared| prepared.list.is_translated());
    let mut lists: Vec<(LintedList, bool)> = translated.filter_map(|prepared| compared(prepared, &named)).collect();
    for (linted, _) in &mut lists {
        linted.translate(terminal.language());
    }
    let tables: Vec<ParityTable<'_>> =
        lists.iter().filter_map(|(linted, has_history)| ParityTable::of(linted, *has_history)).collect();
    if tables.is_empty() && work.documents > 0 {
        terminal.notice(text!(
            "nothing here has translations that are compared; a `[[list]]` in curate.toml names editions"
        ));
    }
    let look = look(terminal, arguments.all);
    let mut out = terminal.stdout();
    written(write(&tables, arguments.output_format, look, &mut *out).and_then(|()| out.flush()))?;
    let least = tables.iter().filter_map(ParityTable::least).min();
    let is_under = arguments.fail_under.zip(least).is_some_and(|(wanted, least)| least < usize::from(wanted));
    // A gate that finds nothing to compare must not open.
    let is_vain = arguments.fail_under.is_some() && tables.is_empty();
    Ok(match is_under {
        _ if is_vain || !work.unread.is_empty() => FAILED,
        true => FOUND,
        false => CLEAN,
    })
}

/// What was found in a list, with the overview of those translations that are `named`, where the source is not and no folder is;
/// and whether git was asked about it.
fn compared(prepared: PreparedList, named: &BTreeSet<PathBuf>) -> Option<(LintedList, bool)> {
    let rules = parity_rules(&prepared);
    if rules.is_empty() {
        return None;
    }
    let PreparedList { list, paths, settings, facts } = prepared;
    let found = Linter::new(&rules, &settings, &facts).lint(&list);
    let mut overview = overview(&list, &found, &rules, &settings)?;
    let is_named = |index: u32| paths.get(index as usize).is_some_and(|path| named.contains(path));
    let some_are = overview.editions.iter().any(|edition| is_named(edition.edition.0));
    if some_are && !is_named(list.source.0) {
        overview.editions.retain(|edition| edition.edition == list.source || is_named(edition.edition.0));
    }
    // Nothing but copies of the source is no translation.
    let is_compared = overview.editions.len() > 1;
    let linted = LintedList { list, diagnostics: found, overview: Some(overview) };
    is_compared.then_some((linted, !facts.ages.lines.is_empty()))
}

fn write(tables: &[ParityTable<'_>], format: ParityFormat, look: Look, out: &mut dyn Write) -> io::Result<()> {
    match format {
        ParityFormat::Json => return write_json(tables, out),
        ParityFormat::Html => return write_parity_page(tables, look.language, &now().day().to_string(), out),
        ParityFormat::Full | ParityFormat::Markdown => {}
    }
    for (index, table) in tables.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        match format {
            ParityFormat::Markdown => out.write_all(markdown(table, look.language).as_bytes())?,
            _ => lines(table, look).iter().try_for_each(|line| writeln!(out, "{line}"))?,
        }
    }
    Ok(())
}
