//! How URLs are checked, and which: the command line over the configuration over the defaults.

use crate::cli::RequestArguments;
use crate::commands::failure::Failure;
use crate::commands::links::plan::LinkPlan;
use crate::commands::links::url_filter::UrlFilter;
use crate::commands::steps::work::Work;
use crate::config::header::HeaderSource;
use crate::config::links::HostMethod;
use crate::config::{Config, HostConfig, LinksConfig};
use crate::interop::link_checker_settings::LinkCheckerSettings;
use crate::interop::link_checkers::LinkCheckers;
use crate::interop::lycheeignore::LycheeIgnores;
use crate::links::settings::{CheckSettings, Freshness, HostRule, PrivateAddresses};
use crate::terminal::streams::Terminal;
use curate_rules::{Text, text};
use std::collections::BTreeSet;
use std::num::NonZeroU16;
use std::sync::Arc;
use std::time::Duration;

/// How the URLs of all judged documents are checked, and which.
pub(crate) struct LinkSettings {
    /// How URLs are checked.
    pub(crate) check: CheckSettings,
    /// For each list, for each of its editions, which URLs are.
    filters: Vec<Vec<UrlFilter>>,
}

impl LinkSettings {
    /// What the command line, the configurations of `work` and those of other link checkers say. The first configuration says
    /// how URLs are checked, since all documents share their hosts; rules for single hosts come from all.
    pub(crate) fn of(work: &Work, plan: &LinkPlan, terminal: Terminal) -> Result<Self, Failure> {
        let (mut ignores, mut checkers) = (LycheeIgnores::default(), LinkCheckers::default());
        let mut filters = Vec::new();
        for prepared in &work.lists {
            let mut of_list = Vec::new();
            for (edition, path) in prepared.list.editions.iter().zip(&prepared.paths) {
                let mut filter = UrlFilter::default();
                if edition.judged {
                    filter.config = work.workspace.configs.of(path)?;
                }
                if edition.judged && !plan.isolated {
                    let root = work.workspace.roots.of(path);
                    filter.ignored = ignores.of(path, &root);
                    filter.lychee = checkers.lychee(path, &root);
                    filter.markdown_link_check = checkers.markdown_link_check(path, &root);
                }
                of_list.push(filter);
            }
            filters.push(of_list);
        }
        let all = || filters.iter().flatten();
        let known = distinct(all().filter_map(|filter| filter.config.as_ref()));
        let others = distinct(all().flat_map(UrlFilter::others));
        let ignored = all().filter_map(|filter| filter.ignored.as_ref());
        let notices: BTreeSet<&Text> = ignored.filter_map(|ignored| ignored.notice.as_ref()).collect();
        for notice in notices.into_iter().chain(others.iter().filter_map(|other| other.notice.as_ref())) {
            terminal.notice(notice.clone());
        }
        for config in known.iter().skip(1).filter(|config| config.links().says_how()) {
            let (first, other) = (known.first().map_or("", |first| first.shown()), config.shown());
            terminal.notice(text!("links are checked as {first} says, not as {other}", first, other));
        }
        let check = check_settings(&known, &others, &plan.requests, terminal);
        Ok(Self { check: CheckSettings { deadline: plan.deadline, ..check }, filters })
    }

    /// Which URLs of the `edition`-th edition of the `list`-th list are checked.
    pub(super) fn filter(&self, list: usize, edition: usize) -> Option<&UrlFilter> {
        self.filters.get(list)?.get(edition)
    }

    /// Whether comments for markdown-link-check do not count in the `list`-th list.
    pub(super) fn ignores_comments(&self, list: usize) -> bool {
        let filters = self.filters.get(list).into_iter().flatten();
        filters.flat_map(UrlFilter::others).any(|other| other.ignores_comments)
    }
}

/// Each of `all` once, in order.
fn distinct<'a, T: 'a>(all: impl Iterator<Item = &'a Arc<T>>) -> Vec<Arc<T>> {
    let mut known: Vec<Arc<T>> = Vec::new();
    for one in all {
        if !known.iter().any(|other| Arc::ptr_eq(other, one)) {
            known.push(Arc::clone(one));
        }
    }
    known
}

/// How URLs are checked, as `arguments` say over `configs` over `others`, which other link checkers have, over the defaults.
pub(crate) fn check_settings(
    configs: &[Arc<Config>],
    others: &[Arc<LinkCheckerSettings>],
    arguments: &RequestArguments,
    terminal: Terminal,
) -> CheckSettings {
    let none = LinksConfig::default();
    let links = configs.first().map_or(&none, |config| config.links());
    let defaults = CheckSettings::default();
    let chosen = arguments
        .timeout
        .or(links.timeout.map(|timeout| timeout.0))
        .or_else(|| others.iter().find_map(|other| other.timeout));
    let timeout = chosen.unwrap_or(defaults.timeout);
    // A longer limit for the whole is there because servers are slow to begin.
    let first_byte =
        links.first_byte_timeout.map(|timeout| timeout.0).or(chosen).unwrap_or(defaults.first_byte_timeout);
    // Every request in flight is a socket, and as much again is left for names, files and connections that wait.
    let descriptors = rlimit::increase_nofile_limit(u64::from(u16::MAX)).unwrap_or(1_024);
    let most = usize::try_from(descriptors / 2).unwrap_or(usize::MAX).max(1);
    let concurrency = arguments
        .max_concurrency
        .or(links.max_concurrency.map(NonZeroU16::get))
        .or_else(|| others.iter().find_map(|other| other.max_concurrency))
        .map_or(defaults.concurrency, usize::from);
    let accept: Vec<u16> = match &*links.accept {
        [] => others.iter().flat_map(|other| other.accept.iter().copied()).collect(),
        own => own.iter().map(|code| code.0).collect(),
    };
    let user_agent = links.user_agent.as_ref().map(|agent| agent.0.clone());
    let per_host = links.per_host.map(NonZeroU16::get).or_else(|| others.iter().find_map(|other| other.per_host));
    let interval = links.interval.map(|length| length.0).or_else(|| others.iter().find_map(|other| other.interval));
    let hosts = configs.iter().flat_map(|config| &config.links().hosts);
    let hosts = hosts.map(|host| host_rule(host, &accept, arguments, terminal)).collect();
    CheckSettings {
        concurrency: concurrency.min(most),
        per_host: per_host.map_or(defaults.per_host, usize::from),
        interval: interval.unwrap_or(defaults.interval),
        connect_timeout: links.connect_timeout.map_or(defaults.connect_timeout, |timeout| timeout.0).min(timeout),
        first_byte_timeout: first_byte.min(timeout),
        timeout,
        thorough: arguments.thorough,
        longest_pause: links.longest_pause.map_or(defaults.longest_pause, |length| length.0),
        user_agent: user_agent.or_else(|| others.iter().find_map(|other| other.user_agent.clone())),
        accept,
        hosts,
        private: if arguments.allow_private { PrivateAddresses::Allowed } else { PrivateAddresses::Refused },
        dns_server: arguments.dns_server,
        system_certificates: arguments.system_certs,
        proxy: arguments.proxy,
        youtube: arguments.youtube_api.clone(),
        days_of_failure: links.days_of_failure.map_or(defaults.days_of_failure, |days| u32::from(days.0)),
        fresh: freshness(links, others),
        ..defaults
    }
}

/// How long outcomes are valid. What another link checker says of all of them makes none valid for longer than here, but
/// those that are well.
fn freshness(links: &LinksConfig, others: &[Arc<LinkCheckerSettings>]) -> Freshness {
    let usual = Freshness::default();
    let own = links.fresh.unwrap_or_default();
    let other = others.iter().find_map(|other| other.fresh);
    let shorter = |usual: Duration| other.map_or(usual, |other| other.min(usual));
    Freshness {
        ok: own.ok.map_or(other.unwrap_or(usual.ok), |length| length.0),
        dead: own.dead.map_or_else(|| shorter(usual.dead), |length| length.0),
        blocked: own.blocked.map_or_else(|| shorter(usual.blocked), |length| length.0),
    }
}

/// A rule for hosts, which accept what all do and more.
fn host_rule(host: &HostConfig, accept: &[u16], arguments: &RequestArguments, terminal: Terminal) -> HostRule {
    let headers = host.headers.iter().filter_map(|(name, source)| {
        let value = header_value(&name.0, source, &host.name.name, arguments, terminal)?;
        Some((name.0.clone(), value))
    });
    HostRule {
        name: host.name.matcher.clone(),
        interval: host.interval.map(|length| length.0),
        timeout: host.timeout.map(|timeout| timeout.0),
        get: host.method == HostMethod::Get,
        accept: host.accept.iter().map(|code| code.0).chain(accept.iter().copied()).collect(),
        headers: headers.collect(),
    }
}

/// The value of a header that is sent to `host`; `None` where it is in a variable that the command line does not allow, or
/// that is not set. A message names the variable and never its value.
fn header_value(
    header: &str,
    source: &HeaderSource,
    host: &str,
    arguments: &RequestArguments,
    terminal: Terminal,
) -> Option<String> {
    let variable = match source {
        HeaderSource::Plain(value) => return Some(value.clone()),
        HeaderSource::Variable { env } => &env.0,
    };
    if !arguments.allow_env.iter().any(|allowed| allowed.allows(variable, host)) {
        terminal.notice(text!(
            "`{header}` is not sent to {host}: --allow-env {variable} would allow it",
            header,
            host,
            variable
        ));
        return None;
    }
    let value = std::env::var(variable).ok();
    if value.is_none() {
        terminal.notice(text!(
            "`{header}` is not sent to {host}: the environment variable {variable} is not set",
            header,
            host,
            variable
        ));
    }
    value
}
