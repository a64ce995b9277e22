//! `curate config`: what counts for a file, and the schema of the configuration.

use crate::cli::{ConfigArguments, ConfigCommand, ShowArguments};
use crate::commands::failure::{CLEAN, Failure, written};
use crate::commands::steps::file_settings::FileSettings;
use crate::commands::steps::input_files::all_named_are_there;
use crate::commands::steps::workspace::Workspace;
use crate::config::argument::files_and_settings;
use crate::config::{Overrides, duration, schema, show};
use crate::links::settings::CheckSettings;
use crate::terminal::streams::Terminal;
use crate::workspace::shown_path::ShownPath;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

/// Shows what `arguments` want.
pub(super) fn run(arguments: &ConfigArguments, terminal: Terminal) -> Result<u8, Failure> {
    let text = match &arguments.command {
        ConfigCommand::Show(arguments) => shown(arguments, terminal)?,
        ConfigCommand::Schema => format!("{:#}\n", with_defaults(schema::schema())),
    };
    let mut out = terminal.stdout();
    written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))?;
    Ok(CLEAN)
}

/// `schema` with what counts of `[links]` where no file says anything.
fn with_defaults(mut schema: Value) -> Value {
    let usual = CheckSettings::default();
    let links = &mut schema["properties"]["links"]["properties"];
    for (name, length) in [
        ("timeout", usual.timeout),
        ("connect-timeout", usual.connect_timeout),
        ("first-byte-timeout", usual.first_byte_timeout),
        ("interval", usual.interval),
        ("longest-pause", usual.longest_pause),
    ] {
        links[name]["default"] = duration::written(length).into();
    }
    links["max-concurrency"]["default"] = usual.concurrency.into();
    links["per-host"]["default"] = usual.per_host.into();
    links["days-of-failure"]["default"] = usual.days_of_failure.into();
    let fresh = &mut links["fresh"]["properties"];
    for (name, length) in [("blocked", usual.fresh.blocked), ("dead", usual.fresh.dead), ("ok", usual.fresh.ok)] {
        fresh[name]["default"] = duration::written(length).into();
    }
    schema
}

/// The settings of a file; of a folder, those of a `README.md` in it, which need not be there.
fn shown(arguments: &ShowArguments, terminal: Terminal) -> Result<String, Failure> {
    let (config, settings) = files_and_settings(&arguments.config, arguments.isolated)?;
    let overrides = Overrides { config, settings, isolated: arguments.isolated, ..Overrides::default() };
    let workspace = Workspace::new(&overrides)?;
    let named = arguments.path.as_deref().unwrap_or(Path::new("."));
    let named = if workspace.here.join(named).is_dir() { named.join("README.md") } else { named.to_owned() };
    let path = ShownPath::new(&workspace.here, &named).path;
    let (config, effective) = FileSettings::new(&workspace, &overrides).with_config(&path)?;
    if let Some(config) = &config {
        all_named_are_there(&workspace, &BTreeMap::new(), config)?;
    }
    let terminal = terminal.speaking(config.as_ref().and_then(|config| config.lang));
    Ok(show::text(config.as_deref(), &effective, &workspace.here, &path, terminal.language()))
}
