//! `--config`: a file, or a setting.

use crate::config::error::ConfigError;
use std::ffi::OsString;
use std::path::PathBuf;

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
            Ok(text) if is_setting(&text) => Self::Setting(text),
            Ok(text) => Self::File(text.into()),
            Err(argument) => Self::File(argument.into()),
        }
    }
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
}
