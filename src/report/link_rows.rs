//! Rows of a group of links: one for each link, or for those of one host of which the same is said.

use crate::locale::SpokenLanguage;
use crate::report::link_groups::{LinkGroup, ReportedLink, add_lines};
use curate_rules::{Text, plural};
use std::borrow::Cow;
use std::collections::BTreeMap;
use url::Url;

/// From so many links of a host on, a row tells of all of them.
const FEWEST: usize = 3;
/// So many of their lines are shown of each document.
const LINES: usize = 3;

/// A row of a group.
#[derive(Debug)]
pub(super) struct LinkRow<'a> {
    /// The title of the entry, where it is about one link.
    pub title: Option<&'a str>,
    /// The URL, or `lamp.example: 60 URLs`.
    pub name: Cow<'a, str>,
    /// What became of it.
    pub result: String,
    /// Where it has moved to.
    pub moved_to: Option<String>,
    /// How many links it is about.
    pub links: usize,
    /// The documents, and lines of them, from 1; of many links the first.
    pub documents: Vec<(&'a str, Vec<usize>)>,
    /// Whether lines are left out.
    pub is_cut: bool,
}

impl<'a> LinkRow<'a> {
    /// The row of one link.
    pub(super) fn of(link: &ReportedLink<'a>) -> Self {
        Self {
            title: link.subject.title.as_deref(),
            name: link.subject.url.as_str().into(),
            result: link.subject.result.to_string(),
            moved_to: link.subject.moved_to.as_ref().map(Text::to_string),
            links: 1,
            documents: link.documents.clone(),
            is_cut: false,
        }
    }

    /// The row of `links`, all of `host` and with one result.
    fn of_host(host: &str, result: &Text, links: &[&ReportedLink<'a>], language: SpokenLanguage) -> Self {
        let mut documents = Vec::new();
        for (path, lines) in links.iter().flat_map(|link| &link.documents) {
            add_lines(&mut documents, path, lines);
        }
        let is_cut = documents.iter().any(|(_, lines)| lines.len() > LINES);
        for (_, lines) in &mut documents {
            lines.truncate(LINES);
        }
        let count = links.len();
        let name = language.say(plural!(count, "{host}: {count} URL", "{host}: {count} URLs", host)).into();
        Self { title: None, name, result: result.to_string(), moved_to: None, links: links.len(), documents, is_cut }
    }
}

/// The rows of `group` in `language`, in the order of their first links.
pub(super) fn rows<'a>(group: &LinkGroup<'a>, language: SpokenLanguage) -> Vec<LinkRow<'a>> {
    if !group.group.is_of_hosts() {
        return group.links.iter().map(LinkRow::of).collect();
    }
    let hosts: Vec<Option<String>> = group.links.iter().map(host).collect();
    let mut alike: BTreeMap<(&str, &Text), Vec<&ReportedLink<'a>>> = BTreeMap::new();
    for (link, host) in group.links.iter().zip(&hosts) {
        let Some(host) = host else { continue };
        alike.entry((host, &link.subject.result)).or_default().push(link);
    }
    alike.retain(|_, links| links.len() >= FEWEST);
    let mut rows = Vec::new();
    for (link, host) in group.links.iter().zip(&hosts) {
        let key = host.as_deref().map(|host| (host, &link.subject.result));
        match key.and_then(|key| alike.get_mut(&key).map(|links| (key.0, links))) {
            None => rows.push(LinkRow::of(link)),
            // The first of them has the row of all.
            Some((host, links)) if !links.is_empty() => {
                rows.push(LinkRow::of_host(host, &link.subject.result, &std::mem::take(links), language));
            }
            Some(_) => {}
        }
    }
    rows
}

fn host(link: &ReportedLink<'_>) -> Option<String> {
    Url::parse(&link.subject.url).ok()?.host_str().map(str::to_owned)
}
