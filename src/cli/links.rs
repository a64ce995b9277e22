//! Arguments of `curate links` and of everything that checks URLs.

use crate::cli::headings::{FIXING, URLS};
use crate::cli::lint::LintArguments;
use crate::config::duration::some_duration;
use crate::config::variable::AllowedVariable;
use crate::links::shard::Shard;
use crate::links::store::{StorePlace, StorePlaceError};
use clap::Args;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Arguments of `curate links` and `curate check`.
#[derive(Clone, Debug, Args)]
pub(crate) struct LinksArguments {
    /// What is judged and how it is shown.
    #[command(flatten)]
    pub lint: LintArguments,
    /// Check only URLs that match this pattern
    ///
    /// Where it is given several times, URLs that match one of them.
    #[arg(long, value_name = "REGEX", help_heading = URLS)]
    pub include: Vec<regex::Regex>,
    /// Skip URLs that match this pattern
    ///
    /// The URL as the list has it counts too, not only as it is requested.
    #[arg(long = "exclude-url", value_name = "REGEX", help_heading = URLS)]
    pub exclude_url: Vec<regex::Regex>,
    /// Check one part of the hosts, such as 2/5
    ///
    /// The other parts are for other machines; `curate merge` joins what they found.
    #[arg(long, value_name = "I/N", help_heading = URLS, hide_short_help = true)]
    pub shard: Option<Shard>,
    /// List the URLs, one a line; check nothing
    ///
    /// How many are left out, and why, follows on standard error.
    #[arg(
        long,
        conflicts_with_all = ["output_file", "statistics", "fix", "unsafe_fixes", "diff", "baseline"],
        help_heading = URLS
    )]
    pub dump: bool,
    /// Keep outcomes in this file
    ///
    /// In the place of the one in the user's cache; `nats://HOST` or `tls://HOST` is a store at a NATS broker, which machines share.
    #[arg(long, value_name = "FILE", conflicts_with = "no_store", help_heading = URLS)]
    pub store: Option<PathBuf>,
    /// Which fleet and which user at a broker.
    #[command(flatten)]
    pub fleet: FleetArguments,
    /// Have a fleet check the URLs, such as `nats://broker.example`
    ///
    /// Its workers request them (`curate worker`), and its outcomes are shared: this run waits for those of its URLs.
    #[arg(
        long = "fleet",
        id = "fleet",
        value_name = "URL",
        conflicts_with_all = ["store", "no_store", "cached", "shard"],
        help_heading = URLS,
        hide_short_help = true
    )]
    pub through_fleet: Option<PathBuf>,
    /// Name of the run in the fleet, to go on with it
    ///
    /// A run that was interrupted goes on under the same name: what has an outcome since it began is not checked again.
    #[arg(long, value_name = "NAME", help_heading = URLS, hide_short_help = true)]
    pub run: Option<String>,
    /// Neither read nor keep outcomes
    #[arg(long, help_heading = URLS)]
    pub no_store: bool,
    /// Send no request; judge by stored outcomes
    ///
    /// However old they are.
    #[arg(long, conflicts_with = "no_store", help_heading = URLS)]
    pub cached: bool,
    /// Time limit for the whole run, such as 10m
    #[arg(long, value_name = "TIME", value_parser = some_duration, help_heading = URLS)]
    pub deadline: Option<Duration>,
    /// Look up archived copies of dead links
    ///
    /// The last copy of each in the Wayback Machine is reported with it.
    #[arg(long, help_heading = FIXING, hide_short_help = true)]
    pub suggest_archive: bool,
    /// Let --fix replace dead links by archived copies
    ///
    /// They are the last copies in the Wayback Machine; review whether they show what was meant.
    #[arg(long, help_heading = FIXING, hide_short_help = true)]
    pub archive: bool,
    /// The availability API of the Wayback Machine
    #[arg(long, value_name = "URL", hide = true, default_value = "https://archive.org")]
    pub archive_api: url::Url,
    /// How URLs are requested.
    #[command(flatten)]
    pub request: RequestArguments,
}

/// Which fleet at a broker is meant, and as whom it is used.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = URLS)]
pub(crate) struct FleetArguments {
    /// Name of the fleet at the broker [default: default]
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub fleet_name: Option<String>,
    /// Credentials for the broker, a .creds file
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub fleet_creds: Option<PathBuf>,
}

impl FleetArguments {
    /// The store that is `named`, be it a file.
    ///
    /// # Errors
    ///
    /// Where an address is none, or brokers are beyond this build.
    pub(crate) fn store(&self, named: &Path) -> Result<StorePlace, StorePlaceError> {
        StorePlace::of(named, self.fleet_name.as_deref(), self.fleet_creds.as_deref())
    }
}

/// Arguments of everything that requests URLs. What they say counts more than the configuration.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = URLS)]
pub(crate) struct RequestArguments {
    /// Time limit for one request [default: 20s]
    #[arg(long, value_name = "TIME", value_parser = some_duration)]
    pub timeout: Option<Duration>,
    /// Requests in flight, over all hosts [default: 128]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..), hide_short_help = true)]
    pub max_concurrency: Option<u16>,
    /// Check by GET, not by HEAD
    ///
    /// Also finds servers that only claim to have a page; for a weekly run.
    #[arg(long, hide_short_help = true)]
    pub thorough: bool,
    /// Let the configuration send this environment variable
    ///
    /// As the value of a header; with @HOST, only to the `[[links.host]]` whose `name` is HOST.
    #[arg(long, value_name = "NAME[@HOST]", hide_short_help = true)]
    pub allow_env: Vec<AllowedVariable>,
    /// Check private addresses too
    ///
    /// Those of loopback and of private networks.
    #[arg(long, hide_short_help = true)]
    pub allow_private: bool,
    /// Name server to use, as ADDRESS:PORT
    #[arg(long, value_name = "ADDRESS", hide_short_help = true)]
    pub dns_server: Option<std::net::SocketAddr>,
    /// Use the proxies of the environment
    ///
    /// Which addresses are reached is then up to them.
    #[arg(long, hide_short_help = true)]
    pub proxy: bool,
    /// Base URL of GitHub's API
    ///
    /// It tells of repositories, accounts and gists where `GITHUB_TOKEN` is set [default: `GITHUB_API_URL`, or GitHub's].
    #[arg(long, value_name = "URL", hide_short_help = true)]
    pub github_api: Option<String>,
    /// The server that tells of videos in the place of YouTube's
    #[arg(long, value_name = "URL", hide = true)]
    pub youtube_api: Option<url::Url>,
    /// Trust the system's certificates too
    #[arg(long, hide_short_help = true)]
    pub system_certs: bool,
}
