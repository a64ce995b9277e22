//! Which URLs are checked: the one place where links become targets.

use crate::commands::links::own_tree;
use crate::commands::links::plan::LinkPlan;
use crate::commands::links::settings::LinkSettings;
use crate::commands::steps::work::Work;
use crate::links::private_url::has_credentials;
use crate::links::shard;
use crate::links::target::{CheckTarget, QueuedTarget};
use crate::report::Unchecked;
use curate_document::Link;
use curate_rules::api::link_url::{broken_web_address, root_path, url_of};
use curate_rules::{Outcome, Refusal, UncheckedStretches, Verdict, text};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::mem::take;
use std::sync::Arc;
use url::{ParseError, Url};

/// The URLs of all judged documents, each once; of a change only those that were nowhere in the list before.
pub(crate) struct LinkSelection {
    /// What is checked, in the order of the documents.
    pub(crate) targets: Vec<QueuedTarget>,
    /// What is excluded, and what is not a URL.
    pub(crate) unchecked: Vec<Outcome>,
    /// What the working tree knows, paths from the root of the repository included.
    pub(crate) own: Vec<Outcome>,
    /// URLs of schemes that are never requested, by scheme.
    pub(crate) of_schemes: Vec<Unchecked>,
    /// The URLs that a link leads to which carries credentials.
    pub(crate) with_credentials: BTreeSet<Arc<str>>,
}

/// Why a link is not checked that a comment wants unchecked.
const UNCHECKED: &str = "excluded by `markdown-link-check-disable`";

/// Schemes of mail and calls: people are not looked for.
const OF_PEOPLE: [&str; 3] = ["mailto", "sms", "tel"];

/// Where a link leads that can be checked, or is counted.
enum LinkUrl<'a> {
    /// To this URL.
    Web {
        target: CheckTarget,
        /// With its fragment; `None` where a site generator completes the destination.
        complete: Option<Cow<'a, Url>>,
    },
    /// To this path from the root of the repository.
    RootPath(&'a str),
    /// Nowhere: the text cannot be read as a URL.
    Broken(&'a str, ParseError),
    /// To a host, a file, a text or a program, in a way that is never requested.
    OtherScheme(Cow<'a, Url>),
}

#[derive(Default)]
struct Collector {
    /// What is to be checked of the document that is looked at.
    found: Vec<CheckTarget>,
    targets: Vec<QueuedTarget>,
    /// The positions of `targets`, by URL.
    positions: HashMap<Arc<str>, usize>,
    unchecked: BTreeMap<String, Outcome>,
    own: BTreeMap<String, Outcome>,
    other_schemes: BTreeSet<Url>,
    with_credentials: BTreeSet<Arc<str>>,
    /// What the working tree knows of paths from the root of the repository; `None` where that is nothing certain.
    paths: BTreeMap<String, Option<Outcome>>,
}

impl LinkSelection {
    /// What to check of `work`.
    pub(crate) fn of(work: &Work, settings: &LinkSettings, plan: &LinkPlan) -> Self {
        let before = urls_before(work);
        let mut collector = Collector::default();
        for (list, prepared) in work.lists.iter().enumerate() {
            let editions = prepared.list.editions.iter().enumerate().filter(|(_, edition)| edition.judged);
            for (at, edition) in editions {
                let filter = settings.filter(list, at);
                let path = prepared.paths.get(at);
                let whole = filter.zip(path).and_then(|(filter, path)| filter.document_refusal(path));
                let document = edition.document.restored();
                let unchecked = if settings.ignores_comments(list) {
                    UncheckedStretches::default()
                } else {
                    UncheckedStretches::of(&document)
                };
                for link in document.links_and_embeds() {
                    let Some(url) = LinkUrl::of(link).filter(|url| !before.contains(url.text())) else { continue };
                    let written = document.text(link.destination);
                    let refusal = filter.and_then(|filter| filter.refusal(url.text(), written, plan));
                    let refusal = refusal.or_else(|| Some((Refusal::Excluded, whole.clone()?)));
                    let is_unchecked = unchecked.contain(link.span.start);
                    let refusal = refusal.or_else(|| is_unchecked.then(|| (Refusal::Excluded, UNCHECKED.to_owned())));
                    match &url {
                        LinkUrl::Web { target, complete: Some(complete) } => {
                            if has_credentials(complete) {
                                collector.with_credentials.insert(Arc::clone(&target.text));
                            }
                            own_tree::look_up(&prepared.facts, target, complete, &mut collector.own);
                        }
                        LinkUrl::RootPath(path) if refusal.is_none() => {
                            own_tree::look_up_path(&prepared.facts, &edition.path, path, &mut collector.paths);
                        }
                        _ => {}
                    }
                    collector.add(url, refusal);
                }
                drop(document);
                collector.keep_found();
            }
        }
        collector.finish(plan)
    }
}

impl Collector {
    /// Takes one link, which is not checked where there is a `refusal`.
    fn add(&mut self, url: LinkUrl<'_>, refusal: Option<(Refusal, String)>) {
        match (url, refusal) {
            (LinkUrl::RootPath(_), _) => {}
            // What names no host is no address that somebody excludes, and may be a whole image.
            (LinkUrl::OtherScheme(url), refusal) if refusal.is_none() || !url.has_authority() => {
                self.other_schemes.insert(url.into_owned());
            }
            (url, Some((refusal, cause))) => {
                let refused = || Outcome::refused(url.text(), refusal, cause);
                self.unchecked.entry(url.text().to_owned()).or_insert_with(refused);
            }
            (LinkUrl::Broken(text, error), None) => {
                let cause = text!("it is not a URL: {error}", error = error.to_string());
                let dead = Outcome::of(text, Verdict::Dead, cause.to_string());
                self.unchecked.insert(text.to_owned(), dead);
            }
            (LinkUrl::Web { target, .. }, None) => self.found.push(target),
            (LinkUrl::OtherScheme(_), None) => {}
        }
    }

    /// Keeps what was found in a document, once that is gone: small pieces of memory that live long would keep the memory
    /// between them, which was the document's, from being used for anything larger.
    fn keep_found(&mut self) {
        for CheckTarget { url, fragments, .. } in take(&mut self.found) {
            if let Some(known) = self.positions.get(url.as_str()).and_then(|position| self.targets.get_mut(*position)) {
                if !fragments.is_empty() {
                    known.fragments = take(&mut known.fragments).into_iter().chain(fragments).collect();
                }
            } else {
                let text: Arc<str> = url.as_str().into();
                self.positions.insert(Arc::clone(&text), self.targets.len());
                self.targets.push(QueuedTarget { text, fragments: fragments.into() });
            }
        }
    }

    fn finish(self, plan: &LinkPlan) -> LinkSelection {
        let Self { found: _, mut targets, positions, unchecked, mut own, other_schemes, with_credentials, paths } =
            self;
        for target in targets.iter_mut().filter(|target| target.fragments.len() > 1) {
            target.fragments = take(&mut target.fragments).into_iter().collect::<BTreeSet<_>>().into_iter().collect();
        }
        if let Some(shard) = plan.shard {
            targets.retain(|target| target.unpacked().is_some_and(|target| shard::has(shard, &target)));
        }
        let mut known: Vec<Outcome> = paths.into_values().flatten().collect();
        targets.retain(|target| {
            let outcome = own.remove(&*target.text);
            let is_known = outcome.is_some();
            known.extend(outcome);
            !is_known
        });
        targets.shrink_to_fit();
        // What one document excludes may be checked for another.
        let unchecked = unchecked.into_values().filter(|outcome| !positions.contains_key(&outcome.url)).collect();
        let of_schemes = Unchecked::of_schemes(other_schemes.iter().map(Url::scheme));
        LinkSelection { targets, unchecked, own: known, of_schemes, with_credentials }
    }
}

impl<'a> LinkUrl<'a> {
    /// Where `link` leads; `None` where that is mail, a call, or neither a URL nor the root of the repository.
    fn of(link: &'a Link) -> Option<Self> {
        if let Some(url) = windows_file(&link.url) {
            return Some(Self::OtherScheme(Cow::Owned(url)));
        }
        if let Some(url) = url_of(link) {
            return match CheckTarget::new(&url) {
                Some(target) => Some(Self::Web { target, complete: Some(url) }),
                None => (!OF_PEOPLE.contains(&url.scheme())).then_some(Self::OtherScheme(url)),
            };
        }
        if let Some(path) = root_path(link) {
            return Some(Self::RootPath(path));
        }
        let text = broken_web_address(link)?;
        match Url::parse(text) {
            Ok(url) => Some(Self::Web { target: CheckTarget::new(&url)?, complete: None }),
            Err(error) => Some(Self::Broken(text, error)),
        }
    }

    /// The URL that its outcome has.
    fn text(&self) -> &str {
        match self {
            Self::Web { target, .. } => &target.text,
            Self::RootPath(text) | Self::Broken(text, _) => text,
            Self::OtherScheme(url) => url.as_str(),
        }
    }
}

/// The URL of a file that `text` names as Windows does: `C:\lamps\x.md`, `C:/lamps/x.md`, `\\server\lamps\x.md`.
fn windows_file(text: &str) -> Option<Url> {
    let text = text.trim();
    if text.starts_with('\\') {
        return Url::parse(&format!("file:{text}")).ok();
    }
    let (drive, path) = text.split_once(':')?;
    let is_drive = drive.len() == 1 && drive.bytes().all(|letter| letter.is_ascii_alphabetic());
    (is_drive && path.starts_with(['\\', '/'])).then(|| Url::parse(&format!("file:///{text}")).ok()).flatten()
}

/// The URLs of all editions before the change; none where no change is judged.
fn urls_before(work: &Work) -> HashSet<String> {
    let changes = work.lists.iter().filter_map(|prepared| prepared.facts.change.as_ref());
    let links =
        changes.flat_map(|change| &change.before.editions).flat_map(|edition| edition.document.links_and_embeds());
    links.filter_map(LinkUrl::of).map(|url| url.text().to_owned()).collect()
}
