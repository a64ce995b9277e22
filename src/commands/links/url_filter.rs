//! Which URLs of a document are checked.

use crate::commands::links::plan::LinkPlan;
use crate::config::Config;
use crate::interop::link_checker_settings::LinkCheckerSettings;
use crate::interop::lycheeignore::LycheeIgnore;
use curate_rules::{Refusal, text};
use regex::Regex;
use std::path::Path;
use std::sync::Arc;
use url::Url;

/// Which URLs of a document are checked.
#[derive(Clone, Debug, Default)]
pub(super) struct UrlFilter {
    /// Our configuration.
    pub(super) config: Option<Arc<Config>>,
    /// `.lycheeignore`.
    pub(super) ignored: Option<Arc<LycheeIgnore>>,
    /// The configuration of lychee.
    pub(super) lychee: Option<Arc<LinkCheckerSettings>>,
    /// The configuration of markdown-link-check.
    pub(super) markdown_link_check: Option<Arc<LinkCheckerSettings>>,
}

impl UrlFilter {
    /// The settings of other link checkers; those of the first count more.
    pub(super) fn others(&self) -> impl Iterator<Item = &Arc<LinkCheckerSettings>> {
        self.lychee.iter().chain(&self.markdown_link_check)
    }

    /// Why no URL of the document at `path` is checked; `None` where some are.
    pub(super) fn document_refusal(&self, path: &Path) -> Option<String> {
        let pattern = self.others().find_map(|other| other.path_excluded_by(path))?;
        Some(text!("its file is excluded by `{pattern}`", pattern = pattern.as_str()).to_string())
    }

    /// Why a URL is not checked; `None` where it is. `url` is the URL as it is checked, `written` as the document has it.
    pub(super) fn refusal(&self, url: &str, written: &str, plan: &LinkPlan) -> Option<(Refusal, String)> {
        let links = self.config.as_ref().map(|config| config.links());
        let texts = [url, written];
        let excluded = |pattern: &Regex| {
            Some((Refusal::Excluded, text!("excluded by `{pattern}`", pattern = pattern.as_str()).to_string()))
        };
        let not_included = || Some((Refusal::NotIncluded, text!("not among what is included").to_string()));
        let own = links.map_or(&[][..], |links| &*links.exclude);
        if let Some(pattern) = first_match(plan.exclude.iter().chain(own), texts) {
            return excluded(pattern);
        }
        let own = links.map_or(&[][..], |links| &*links.include);
        let included = if plan.include.is_empty() { own } else { &plan.include };
        if !included.is_empty() && first_match(included, texts).is_none() {
            return not_included();
        }
        let ignored = self.ignored.as_ref().map_or(&[][..], |ignored| &ignored.patterns);
        let lychee = self.lychee.as_ref();
        // As lychee has it: what it includes counts more than what it excludes, and alone means that.
        let is_included = lychee.is_some_and(|lychee| first_match(&lychee.include, texts).is_some());
        let excludes = || ignored.iter().chain(lychee.iter().flat_map(|lychee| &lychee.exclude));
        if !is_included && let Some(pattern) = first_match(excludes(), texts) {
            return excluded(pattern);
        }
        let is_only = lychee.is_some_and(|lychee| !lychee.include.is_empty()) && excludes().next().is_none();
        if is_only && !is_included && included.is_empty() {
            return not_included();
        }
        if let Some(lychee) = lychee.filter(|lychee| !lychee.schemes.is_empty())
            && Url::parse(url).is_ok_and(|url| lychee.schemes.iter().all(|scheme| scheme != url.scheme()))
        {
            return not_included();
        }
        first_match(self.markdown_link_check.iter().flat_map(|other| &other.exclude), texts).and_then(excluded)
    }
}

/// The first of `patterns` that matches one of `texts`.
fn first_match<'a>(patterns: impl IntoIterator<Item = &'a Regex>, texts: [&str; 2]) -> Option<&'a Regex> {
    patterns.into_iter().find(|pattern| texts.iter().any(|text| pattern.is_match(text)))
}
