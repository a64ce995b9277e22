//! Arguments of `curate links` and of everything that checks URLs.

use crate::cli::lint::LintArguments;
use crate::config::duration::some_duration;
use crate::config::variable::AllowedVariable;
use crate::links::shard::Shard;
use clap::Args;
use std::path::PathBuf;
use std::time::Duration;

/// Arguments of `curate links` and `curate check`.
#[derive(Clone, Debug, Args)]
pub(crate) struct LinksArguments {
    /// What is judged and how it is shown.
    #[command(flatten)]
    pub lint: LintArguments,
    /// Show what would be checked, one URL a line, and how much would not; check nothing
    #[arg(long, conflicts_with_all = ["output_file", "statistics"])]
    pub dump: bool,
    /// Keep the outcomes in this file instead of the one in the user's cache
    #[arg(long, value_name = "FILE", conflicts_with = "no_store")]
    pub store: Option<PathBuf>,
    /// Remember nothing, and trust nothing that was remembered
    #[arg(long)]
    pub no_store: bool,
    /// Send no request: judge by what is remembered, however old
    #[arg(long, conflicts_with = "no_store")]
    pub cached: bool,
    /// Check one part of the hosts, such as 2/5; the other parts are for other machines
    #[arg(long, value_name = "I/N")]
    pub shard: Option<Shard>,
    /// Check only URLs that match one of these patterns
    #[arg(long, value_name = "REGEX")]
    pub include: Vec<regex::Regex>,
    /// Do not check URLs that match; the text of the list counts too
    #[arg(long = "exclude-url", value_name = "REGEX")]
    pub exclude_url: Vec<regex::Regex>,
    /// Time for the whole run, such as 10m
    #[arg(long, value_name = "TIME", value_parser = some_duration)]
    pub deadline: Option<Duration>,
    /// Look up the last copy of each dead link in the Wayback Machine
    #[arg(long)]
    pub suggest_archive: bool,
    /// Let --fix put the last copy of each dead link in its place, as the Wayback Machine has it; look whether it is what was
    /// meant
    #[arg(long)]
    pub archive: bool,
    /// The availability API of the Wayback Machine
    #[arg(long, value_name = "URL", hide = true, default_value = "https://archive.org")]
    pub archive_api: url::Url,
    /// How URLs are requested.
    #[command(flatten)]
    pub request: RequestArguments,
}

/// Arguments of everything that requests URLs. What they say counts more than the configuration.
#[derive(Clone, Debug, Args)]
pub(crate) struct RequestArguments {
    /// Time for one request, such as 20s [default: 20s]
    #[arg(long, value_name = "TIME", value_parser = some_duration)]
    pub timeout: Option<Duration>,
    /// Requests in flight, all hosts together [default: 128]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub max_concurrency: Option<u16>,
    /// Check by GET, not by HEAD: also finds pages that are only said to be there; for a weekly run
    #[arg(long)]
    pub thorough: bool,
    /// Let the configuration send what this environment variable holds; with @HOST, only where its `name` is HOST
    #[arg(long, value_name = "NAME[@HOST]")]
    pub allow_env: Vec<AllowedVariable>,
    /// Check addresses that are not public too (loopback, private networks)
    #[arg(long)]
    pub allow_private: bool,
    /// The name server to use, as ADDRESS:PORT
    #[arg(long, value_name = "ADDRESS")]
    pub dns_server: Option<std::net::SocketAddr>,
    /// Go through the proxies of the environment; which addresses they reach is theirs to say
    #[arg(long)]
    pub proxy: bool,
    /// The API that tells of repositories, accounts and gists of GitHub when `GITHUB_TOKEN` is set [default: `GITHUB_API_URL`, or GitHub's]
    #[arg(long, value_name = "URL")]
    pub github_api: Option<String>,
    /// The server that tells of videos in the place of YouTube's
    #[arg(long, value_name = "URL", hide = true)]
    pub youtube_api: Option<url::Url>,
    /// Trust the system's certificates too
    #[arg(long)]
    pub system_certs: bool,
}
