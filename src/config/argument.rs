//! `--config`: a file, or a setting.

use crate::config::error::ConfigError;
use crate::config::syntax::is_bare_word;
use crate::terminal::toml_text::quoted;
use std::ffi::OsString;
use std::path::PathBuf;
use toml::de::DeTable;

/// What `--config` names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ConfigArgument {
    /// A configuration file.
    File(PathBuf),
    /// TOML, which counts more than what a file says.
    Setting(String),
}

impl From<OsString> for ConfigArgument {
    /// A setting has `=`; no key begins as an explicit path does.
    fn from(argument: OsString) -> Self {
        let is_setting = |text: &str| text.contains('=') && !text.starts_with(['.', '/', '\\', '~']);
        match argument.into_string() {
            Ok(text) if is_setting(&text) => Self::Setting(with_quotes(text)),
            Ok(text) => Self::File(text.into()),
            Err(argument) => Self::File(argument.into()),
        }
    }
}

/// `text`, which is a key with a value, as TOML, since a shell takes quotes away: keys with a slash get them, and so does a value
/// that is a bare word. What is TOML already, or is not even then, stays as it is.
fn with_quotes(text: String) -> String {
    if DeTable::parse(&text).is_ok() {
        return text;
    }
    let Some((key, value)) = key_and_value(&text) else { return text };
    let is_plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| is_of_key(byte) || byte == b'/');
    let parts: Vec<&str> = key.split('.').map(str::trim).collect();
    let part = |part: &str| if part.contains('/') { quoted(part) } else { part.to_owned() };
    let is_plain = parts.iter().all(|part| is_plain(part));
    let key = if is_plain { parts.into_iter().map(part).collect::<Vec<_>>().join(".") } else { key.to_owned() };
    let mut values = vec![value.to_owned()];
    if is_bare_word(value) {
        values.push(quoted(value));
    }
    let mut candidates = values.into_iter().map(|value| format!("{key} = {value}"));
    candidates.find(|candidate| DeTable::parse(candidate).is_ok()).unwrap_or(text)
}

/// What is before and after the first `=` outside quotes.
fn key_and_value(text: &str) -> Option<(&str, &str)> {
    let mut quote = None;
    let at = text.bytes().position(|byte| {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
        quote.is_none() && byte == b'='
    })?;
    let (key, value) = text.split_at_checked(at)?;
    Some((key.trim(), value.strip_prefix('=')?.trim()))
}

fn is_of_key(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_".contains(&byte)
}

/// The only file among `arguments`, and the settings, in order.
///
/// # Errors
///
/// Where several files are named, or one although no file is to be read.
pub(crate) fn files_and_settings(
    arguments: &[ConfigArgument],
    isolated: bool,
) -> Result<(Option<PathBuf>, Vec<String>), ConfigError> {
    let (mut file, mut settings) = (None, Vec::new());
    for argument in arguments {
        match argument {
            ConfigArgument::Setting(setting) => settings.push(setting.clone()),
            ConfigArgument::File(_) if isolated => return Err(ConfigError::FileAndIsolated),
            ConfigArgument::File(path) => {
                if file.replace(path.clone()).is_some() {
                    return Err(ConfigError::SeveralFiles);
                }
            }
        }
    }
    Ok((file, settings))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_settings_are_told_apart() {
        for (text, is_setting) in [
            ("curate.toml", false),
            ("./a=b.toml", false),
            ("/tmp/a=b/curate.toml", false),
            ("rules.\"entries/order\"=\"off\"", true),
            ("exclude = [\"docs\"]", true),
        ] {
            let argument = ConfigArgument::from(OsString::from(text));
            assert_eq!(matches!(argument, ConfigArgument::Setting(_)), is_setting, "{text}");
        }
    }

    #[test]
    fn what_a_shell_took_is_given_back() {
        for (text, expected) in [
            ("fail-on=never", "fail-on = \"never\""),
            ("rules.links/bare-url=off", "rules.\"links/bare-url\" = \"off\""),
            ("rules.links/bare-url.level = hint", "rules.\"links/bare-url\".level = \"hint\""),
            ("links.timeout=20s", "links.timeout = \"20s\""),
            ("rules.links/dead={ level = \"off\" }", "rules.\"links/dead\" = { level = \"off\" }"),
            ("fail-on=\"never\"", "fail-on=\"never\""),
            ("links.retries=3", "links.retries=3"),
            ("rules.\"a=b\"=off", "rules.\"a=b\" = \"off\""),
            ("exclude=[docs]", "exclude=[docs]"),
            ("lang=en # comment\nfail-on=never", "lang=en # comment\nfail-on=never"),
            ("=off", "=off"),
        ] {
            assert_eq!(ConfigArgument::from(OsString::from(text)), ConfigArgument::Setting(expected.to_owned()));
        }
    }
}
