//! The order of `[[links.host]]`: the first that matches a host counts.

use crate::config::error::{ConfigError, SourceFile};
use crate::config::links::HostConfig;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::de::DeTable;

/// The most patterns that names behind them are compared with: a hostile file has thousands of both.
const MOST_PATTERNS: usize = 100;

/// Every one of `hosts`, which `table` says, counts for some host.
///
/// # Errors
///
/// The first that never counts: it has the name of an earlier one, or an earlier pattern matches its name.
pub(crate) fn each_host_counts(
    file: SourceFile<'_>,
    table: &DeTable<'_>,
    hosts: &[HostConfig],
) -> Result<(), ConfigError> {
    let name_of = |index: usize| -> Option<Range<usize>> {
        Some(table.get("links")?.get_ref().get("host")?.get_ref().get(index)?.get_ref().get("name")?.span())
    };
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut patterns: Vec<usize> = Vec::new();
    for (index, host) in hosts.iter().enumerate() {
        let name = host.name.name.as_str();
        let is_pattern = name.contains(['*', '?', '[', '{']);
        let matches = |earlier: &&usize| hosts.get(**earlier).is_some_and(|host| host.name.matcher.is_match(name));
        let same = seen.insert(name, index);
        let covering = if is_pattern { None } else { patterns.iter().find(matches).copied() };
        if is_pattern && patterns.len() < MOST_PATTERNS {
            patterns.push(index);
        }
        let Some(first) = same.or(covering) else { continue };
        let (Some(span), Some(first)) = (name_of(index), name_of(first)) else { continue };
        let (message, help) = match same {
            Some(_) => (format!("`{name}` has a `[[links.host]]` already; this one never counts"), "make one of both"),
            None => (
                format!("an earlier pattern matches `{name}`, so this `[[links.host]]` never counts"),
                "put it before that pattern",
            ),
        };
        return Err(file.repeated(span, first, &message, Some(help)));
    }
    Ok(())
}
