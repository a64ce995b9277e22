//! `[links]` and `[[links.host]]`: how URLs are checked.

use crate::config::duration::{ConfigDuration, Timeout};
use crate::config::header::{Headers, UserAgent};
use crate::config::values::{Days, Expressions, HostPattern, StatusCode};
use curate_document::slug::HostStyle;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::num::NonZeroU16;

/// How URLs are checked, as far as the file says so.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "links")]
pub struct LinksConfig {
    /// Which host renders the documents: it decides which anchors headings have. Otherwise the host of the repository's
    /// remote `origin`, where it is known to be GitLab, Gitea or Forgejo; otherwise GitHub.
    pub host_style: Option<HostStyleConfig>,
    /// For one request as a whole.
    pub timeout: Option<Timeout>,
    /// For resolving and connecting.
    pub connect_timeout: Option<Timeout>,
    /// From the request to the first byte of the response.
    pub first_byte_timeout: Option<Timeout>,
    /// Between the starts of two requests to one host.
    pub interval: Option<ConfigDuration>,
    /// The longest pause that a server may demand; one that demands more is left alone.
    pub longest_pause: Option<ConfigDuration>,
    /// Requests in flight, all hosts together.
    pub max_concurrency: Option<NonZeroU16>,
    /// Requests in flight to one host.
    pub per_host: Option<NonZeroU16>,
    /// The User-Agent of requests. Otherwise curate and where to complain.
    pub user_agent: Option<UserAgent>,
    /// Status codes that count as 2xx; a host's own are added to them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accept: Vec<StatusCode>,
    /// Failures on this many days make a link dead.
    pub days_of_failure: Option<Days>,
    /// How long an outcome is believed before the URL is checked again, by verdict.
    pub fresh: Option<FreshConfig>,
    /// URLs that match, as checked or as written, are left out.
    #[serde(skip_serializing_if = "Expressions::is_empty")]
    pub exclude: Expressions,
    /// Where there are any, only URLs that match one of them are checked.
    #[serde(skip_serializing_if = "Expressions::is_empty")]
    pub include: Expressions,
    /// What is different for some hosts; the first that matches counts.
    #[serde(rename = "host", skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<HostConfig>,
}

impl LinksConfig {
    /// Whether it says how hosts are treated: all but which URLs are checked, and what is different for single hosts.
    pub fn says_how(&self) -> bool {
        let timeouts = [self.timeout, self.connect_timeout, self.first_byte_timeout];
        let times = [self.interval, self.longest_pause];
        let numbers = [self.max_concurrency, self.per_host];
        timeouts.iter().any(Option::is_some)
            || times.iter().any(Option::is_some)
            || numbers.iter().any(Option::is_some)
            || self.fresh.is_some()
            || self.user_agent.is_some()
            || !self.accept.is_empty()
            || self.days_of_failure.is_some()
    }
}

/// The host that renders documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum HostStyleConfig {
    /// github.com and GitHub Enterprise.
    GitHub,
    /// GitLab 17.0 and later.
    GitLab,
    /// Gitea 1.21 and later, and Forgejo.
    Gitea,
}

impl From<HostStyleConfig> for HostStyle {
    fn from(style: HostStyleConfig) -> Self {
        match style {
            HostStyleConfig::GitHub => Self::GitHub,
            HostStyleConfig::GitLab => Self::GitLab,
            HostStyleConfig::Gitea => Self::Gitea,
        }
    }
}

/// How long an outcome is believed.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FreshConfig {
    /// URLs behind a bot wall.
    pub blocked: Option<ConfigDuration>,
    /// Dead URLs.
    pub dead: Option<ConfigDuration>,
    /// URLs that are fine.
    pub ok: Option<ConfigDuration>,
}

/// What is different for the hosts that a pattern matches.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct HostConfig {
    /// A host's name, or a pattern such as `*.example.org`.
    pub name: HostPattern,
    /// Between the starts of two requests.
    pub interval: Option<ConfigDuration>,
    /// For one request as a whole.
    pub timeout: Option<Timeout>,
    /// Which method a URL is first checked by; `get` skips HEAD.
    #[serde(default, skip_serializing_if = "HostMethod::is_default")]
    pub method: HostMethod,
    /// Status codes that count as 2xx.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accept: Vec<StatusCode>,
    /// Headers with their values: a string, or `{ env = "NAME" }` for what an environment variable holds that the command
    /// line allows. Credentials have to come from one.
    #[serde(default, skip_serializing_if = "Headers::is_empty")]
    pub headers: Headers,
}

/// The method that a URL of a host is first checked by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum HostMethod {
    /// GET.
    Get,
    /// HEAD, then GET where HEAD fails.
    #[default]
    Head,
}

impl HostMethod {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
