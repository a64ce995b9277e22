//! # links/title-mismatch
//!
//! A link whose text is `owner/name` and names another repository than the one that it leads to.
//!
//! ## Why
//!
//! Two addresses were swapped, one was pasted twice, a name is misspelt, or the repository has another owner now. Readers are led to
//! something else than they chose.
//!
//! Only where the document names repositories in this way: at least five links do, four fifths of which lead to the repository that they
//! name. A text that has nothing in common with the address is something else (`TCP/IP`, the name of a package).
//!
//! ## Bad
//!
//! ```markdown
//! - [ada/lamp](https://github.com/ada/lamp) - Shines.
//! - [ada/wick](https://github.com/ada/wax) - Burns.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [ada/lamp](https://github.com/ada/lamp) - Shines.
//! - [ada/wick](https://github.com/ada/wick) - Burns.
//! ```
//!
//! ## Fix
//!
//! By hand: only who keeps the list knows which of the two was meant.

use crate::api::declaration::{Declaration, Scope, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::links::support::web_links::web_links;
use curate_document::url::CODE_HOSTS;
use curate_document::{Link, LinkKind};
use std::collections::HashMap;
use strsim::osa_distance;
use url::Url;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    yields_to: &["links/malformed", "links/scheme"],
    ..Declaration::hint(
        include_str!("title_mismatch.rs"),
        "a title `owner/name` that names another repository than its URL",
        Make::plain(|_| Box::new(TitleMismatch)),
    )
};

struct TitleMismatch;

/// So many links that lead to what they name make a habit, …
const FEWEST: usize = 5;
/// … where this many percent do.
const PERCENT: usize = 80;
/// Names that differ in more characters are two names, not one misspelt.
const SLIPS: usize = 2;

/// A link to a repository whose text names one.
struct NamedRepository<'a> {
    link: &'a Link,
    /// Owner and name in its text, and in its address.
    named: [&'a str; 2],
    linked: [&'a str; 2],
}

impl Rule for TitleMismatch {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let may = |url: &str| CODE_HOSTS.iter().any(|host| url.contains(host));
        let links = web_links(context.document, may).filter(|(link, _)| !link.image && link.kind == LinkKind::Inline);
        let named: Vec<NamedRepository<'_>> = links.filter_map(|(link, url)| named(link, url, context)).collect();
        let agreeing = named.iter().filter(|one| one.agrees()).count();
        if agreeing < FEWEST || agreeing * 100 < named.len() * PERCENT {
            return;
        }
        let key = |[owner, name]: [&str; 2]| format!("{owner}/{name}").to_ascii_lowercase();
        let linked: HashMap<String, &Link> = named.iter().rev().map(|one| (key(one.linked), one.link)).collect();
        for one in named.iter().filter(|one| !one.agrees()) {
            let elsewhere = linked.get(&key(one.named));
            if elsewhere.is_none() && !one.is_near() {
                continue;
            }
            let ([owner, name], [to_owner, to_name]) = (one.named, one.linked);
            let (named, linked) = (format!("{owner}/{name}"), format!("{to_owner}/{to_name}"));
            let message = text!("it names `{named}`, and leads to `{linked}`", named = &named, linked);
            let help = text!("write the name or the address of the one that is meant");
            let finding = Finding::at(one.link.text, message).help(help);
            sink.report(match elsewhere {
                Some(other) => {
                    finding.label(context.edition, other.destination, text!("`{named}` is linked here", named))
                }
                None => finding,
            });
        }
    }
}

impl NamedRepository<'_> {
    /// Whether it leads to what it names.
    fn agrees(&self) -> bool {
        self.named.iter().zip(self.linked).all(|(named, linked)| named.eq_ignore_ascii_case(linked))
    }

    /// Whether the two have so much in common that one was meant.
    fn is_near(&self) -> bool {
        let is_same = self.named.iter().zip(self.linked).any(|(named, linked)| named.eq_ignore_ascii_case(linked));
        let [named, linked] = [self.named, self.linked].map(|[owner, name]| format!("{owner}/{name}").to_lowercase());
        is_same || osa_distance(&named, &linked) <= SLIPS
    }
}

/// The repository that the text of `link`, which leads to `url`, names; `None` where it names none.
fn named<'a>(link: &'a Link, url: &'a Url, context: &Context<'a>) -> Option<NamedRepository<'a>> {
    let host = url.host_str()?;
    if !CODE_HOSTS.contains(&host.strip_prefix("www.").unwrap_or(host)) {
        return None;
    }
    let text = context.document.text(link.text).trim_matches(['`', '*', '_', ' ']);
    let (owner, name) = text.split_once('/')?;
    let is_name = |name: &str| {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        name.bytes().all(is_plain) && name.bytes().any(|byte| byte.is_ascii_alphanumeric())
    };
    // An owner with a full stop is a host.
    if !is_name(owner) || !is_name(name) || owner.contains('.') {
        return None;
    }
    let mut path = url.path_segments()?;
    let (to_owner, to_name) = (path.next()?, path.next().filter(|name| !name.is_empty())?);
    let to_name = to_name.strip_suffix(".git").unwrap_or(to_name);
    Some(NamedRepository { link, named: [owner, name], linked: [to_owner, to_name] })
}
