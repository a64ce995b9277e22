//! The order of `[[links.host]]`: the first that matches a host counts.

use crate::config::error::{ConfigError, SourceFile};
use crate::config::links::HostConfig;
use std::ops::Range;
use toml::de::DeTable;

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
    for (index, host) in hosts.iter().enumerate() {
        let name = &host.name.name;
        let is_pattern = name.contains(['*', '?', '[', '{']);
        let covers = |earlier: &HostConfig| {
            let pattern = &earlier.name;
            pattern.name == *name || !is_pattern && pattern.matcher.is_match(name)
        };
        let Some(first) = hosts.iter().take(index).position(covers) else { continue };
        let (Some(span), Some(first_span)) = (name_of(index), name_of(first)) else { continue };
        let is_same = hosts.get(first).is_some_and(|first| first.name.name == *name);
        let (message, help) = if is_same {
            (format!("`{name}` has a `[[links.host]]` already; this one never counts"), "make one of both")
        } else {
            (format!("an earlier pattern matches `{name}`, so this one never counts"), "put it before that pattern")
        };
        return Err(file.repeated(span, first_span, &message, Some(help)));
    }
    Ok(())
}
