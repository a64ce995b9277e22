//! How URLs are checked, and which: the command line over the configuration over the defaults.

use crate::cli::RequestArguments;
use crate::commands::failure::Failure;
use crate::commands::links::plan::LinkPlan;
use crate::commands::steps::work::Work;
use crate::config::links::HostMethod;
use crate::config::{Config, HostConfig, LinksConfig};
use crate::interop::lycheeignore::{LycheeIgnore, LycheeIgnores};
use crate::links::settings::{CheckSettings, Freshness, HostRule, PrivateAddresses};
use crate::terminal::streams::Terminal;
use curate_rules::Refusal;
use regex::Regex;
use std::collections::BTreeSet;
use std::num::NonZeroU16;
use std::sync::Arc;

/// How the URLs of all judged documents are checked, and which.
pub(crate) struct LinkSettings {
    /// How URLs are checked.
    pub(crate) check: CheckSettings,
    /// For each list, for each of its editions, which URLs are.
    filters: Vec<Vec<UrlFilter>>,
}

/// Which URLs of a document are checked.
#[derive(Clone, Debug, Default)]
struct UrlFilter {
    config: Option<Arc<Config>>,
    ignored: Option<Arc<LycheeIgnore>>,
}

impl LinkSettings {
    /// What the command line and the configurations of `work` say. The first configuration says how
    /// URLs are checked, since all documents share their hosts; rules for single hosts come from all.
    pub(crate) fn of(work: &Work, plan: &LinkPlan, terminal: Terminal) -> Result<Self, Failure> {
        let mut ignores = LycheeIgnores::default();
        let (mut filters, mut configs) = (Vec::new(), Vec::<Arc<Config>>::new());
        let mut notices = BTreeSet::new();
        for prepared in &work.lists {
            let mut of_list = Vec::new();
            for (edition, path) in prepared.list.editions.iter().zip(&prepared.paths) {
                let mut filter = UrlFilter::default();
                if edition.judged {
                    filter.config = work.workspace.configs.of(path)?;
                    let root = work.workspace.roots.of(path);
                    filter.ignored = if plan.isolated { None } else { ignores.of(path, &root) };
                    notices.extend(filter.ignored.iter().flat_map(|ignored| ignored.notices.iter().cloned()));
                    configs.extend(filter.config.clone());
                }
                of_list.push(filter);
            }
            filters.push(of_list);
        }
        let mut known: Vec<Arc<Config>> = Vec::new();
        for config in configs {
            if !known.iter().any(|other| Arc::ptr_eq(other, &config)) {
                known.push(config);
            }
        }
        for notice in &notices {
            terminal.notice(notice);
        }
        for config in known.iter().skip(1).filter(|config| config.links().says_how()) {
            let first = known.first().map_or("", |first| first.shown());
            terminal.notice(&format!("links are checked as {first} says, not as {}", config.shown()));
        }
        let check = check_settings(&known, &plan.requests, terminal);
        Ok(Self { check: CheckSettings { deadline: plan.deadline, ..check }, filters })
    }

    /// Why a URL is not checked; `None` where it is. `url` is the URL as it is checked, `written` as the document has it,
    /// which is the `edition`-th of the `list`-th list.
    pub(crate) fn refusal(
        &self,
        (list, edition): (usize, usize),
        url: &str,
        written: &str,
        plan: &LinkPlan,
    ) -> Option<(Refusal, String)> {
        let filter = self.filters.get(list).and_then(|editions| editions.get(edition));
        let links = filter.and_then(|filter| filter.config.as_ref()).map(|config| config.links());
        let matches = |pattern: &&Regex| pattern.is_match(url) || pattern.is_match(written);
        let ignored = filter.and_then(|filter| filter.ignored.as_ref()).map_or(&[][..], |ignored| &ignored.patterns);
        let excludes = plan.exclude.iter().chain(links.map_or(&[][..], |links| &*links.exclude)).chain(ignored);
        if let Some(pattern) = excludes.into_iter().find(matches) {
            return Some((Refusal::Excluded, format!("excluded by `{pattern}`")));
        }
        let mut includes = if plan.include.is_empty() {
            links.map_or(&[][..], |links| &*links.include).iter()
        } else {
            plan.include.iter()
        };
        let is_left_out = includes.len() > 0 && !includes.any(|pattern| matches(&pattern));
        is_left_out.then(|| (Refusal::NotIncluded, "not among what is included".to_owned()))
    }
}

/// How URLs are checked, as `arguments` say over `configs` over the defaults.
pub(crate) fn check_settings(
    configs: &[Arc<Config>],
    arguments: &RequestArguments,
    terminal: Terminal,
) -> CheckSettings {
    let none = LinksConfig::default();
    let links = configs.first().map_or(&none, |config| config.links());
    let defaults = CheckSettings::default();
    let chosen = arguments.timeout.or(links.timeout.map(|timeout| timeout.0));
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
        .map_or(defaults.concurrency, usize::from);
    let fresh = links.fresh.unwrap_or_default();
    let fresh = Freshness {
        ok: fresh.ok.map_or(defaults.fresh.ok, |length| length.0),
        dead: fresh.dead.map_or(defaults.fresh.dead, |length| length.0),
        blocked: fresh.blocked.map_or(defaults.fresh.blocked, |length| length.0),
    };
    let hosts = configs.iter().flat_map(|config| &config.links().hosts);
    CheckSettings {
        concurrency: concurrency.min(most),
        per_host: links.per_host.map_or(defaults.per_host, |most| usize::from(most.get())),
        interval: links.interval.map_or(defaults.interval, |length| length.0),
        connect_timeout: links.connect_timeout.map_or(defaults.connect_timeout, |timeout| timeout.0).min(timeout),
        first_byte_timeout: first_byte.min(timeout),
        timeout,
        thorough: arguments.thorough,
        longest_pause: links.longest_pause.map_or(defaults.longest_pause, |length| length.0),
        hosts: hosts.map(|host| host_rule(host, arguments, terminal)).collect(),
        private: if arguments.allow_private { PrivateAddresses::Allowed } else { PrivateAddresses::Refused },
        dns_server: arguments.dns_server,
        system_certificates: arguments.system_certs,
        proxy: arguments.proxy,
        youtube: arguments.youtube_api.clone(),
        days_of_failure: links.days_of_failure.map_or(defaults.days_of_failure, |days| u32::from(days.0)),
        fresh,
        ..defaults
    }
}

/// A rule for hosts with the values of its headers, as far as the command line allows them. A message names the
/// variable and never its value.
fn host_rule(host: &HostConfig, arguments: &RequestArguments, terminal: Terminal) -> HostRule {
    let mut headers = Vec::new();
    for (header, variable) in &host.headers {
        let (header, variable, host) = (&header.0, &variable.0, &host.name.name);
        let is_allowed = arguments.allow_env.iter().any(|allowed| allowed.allows(variable, host));
        match std::env::var(variable).ok().filter(|_| is_allowed) {
            Some(value) => headers.push((header.clone(), value)),
            None if is_allowed => terminal
                .notice(&format!("`{header}` is not sent to {host}: the environment variable {variable} is not set")),
            None => {
                terminal.notice(&format!("`{header}` is not sent to {host}: --allow-env {variable} would allow it"));
            }
        }
    }
    HostRule {
        name: host.name.matcher.clone(),
        interval: host.interval.map(|length| length.0),
        timeout: host.timeout.map(|timeout| timeout.0),
        get: host.method == HostMethod::Get,
        accept: host.accept.iter().map(|code| code.0).collect(),
        headers,
    }
}
