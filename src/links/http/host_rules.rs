//! The settings of single hosts, ready to be sent.

use crate::links::http::client_factory::ClientError;
use crate::links::settings::{CheckSettings, HostRule};
use globset::GlobMatcher;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use std::time::Duration;

/// The settings of the hosts that a pattern matches.
pub(crate) struct PreparedHostRule {
    pub(crate) name: GlobMatcher,
    pub(crate) timeout: Option<Duration>,
    pub(crate) headers: HeaderMap,
}

/// All that `settings` say about single hosts.
///
/// # Errors
///
/// [`ClientError::Header`] where a header cannot be sent.
pub(crate) fn prepare(settings: &CheckSettings) -> Result<Vec<PreparedHostRule>, ClientError> {
    let rule = |rule: &HostRule| {
        let mut headers = HeaderMap::new();
        for (name, value) in &rule.headers {
            // The value stays out of the message: it is most likely a secret.
            let refused = || ClientError::Header(name.clone());
            let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| refused())?;
            let mut value = HeaderValue::from_str(value).map_err(|_| refused())?;
            value.set_sensitive(true);
            headers.append(header, value);
        }
        Ok(PreparedHostRule { name: rule.name.clone(), timeout: rule.timeout, headers })
    };
    settings.hosts.iter().map(rule).collect()
}
