//! Responses that look the same for different URLs of a host: then each of these pages may be what the host shows for every
//! other, the first no less than the last.

use crate::links::frontier::HostId;
use crate::links::probe::Probe;
use crate::links::request::{Method, Request};
use crate::links::response::Response;
use crate::links::run::doubtful::FirstSeen;
use crate::links::run::state::RunState;
use crate::links::transport::{RequestResult, Transport};
use reqwest::header::{CONTENT_LENGTH, CONTENT_RANGE, ETAG, HeaderValue, LAST_MODIFIED};
use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hasher as _};

/// Looks of one host that are told apart: a host with more shows a page of its own for each URL.
const MOST_LOOKS: usize = 1 << 16;

impl<T: Transport> RunState<'_, T> {
    /// Whether `host` had a response that looks like this one, for another URL. That one is read then, and compared like this
    /// one with what the host shows for a page that cannot exist.
    pub(crate) fn is_twin(&mut self, host: HostId, probe: &Probe, request: &Request, result: &RequestResult) -> bool {
        let look = result.as_ref().ok().and_then(|response| look(request.method, response));
        let Some(look) = look.filter(|_| !self.missing_targets.contains_key(&probe.target)) else { return false };
        let (path, query) = (request.url.path(), request.url.query());
        let url = hash(&(path, query));
        let seen = self.seen.entry(host).or_default();
        let is_full = seen.len() >= MOST_LOOKS;
        let first = match seen.entry(look) {
            Entry::Vacant(_) if is_full => return false,
            Entry::Vacant(new) => {
                let is_settled = probe.compares() || (path == "/" && query.is_none());
                let target = self.targets.get(&probe.target);
                new.insert(FirstSeen { url, unsettled: target.filter(|_| !is_settled).cloned() });
                return false;
            }
            Entry::Occupied(first) => first.into_mut(),
        };
        if first.url == url {
            // Another one that leads there is compared like the first.
            return first.unsettled.is_none() && path != "/";
        }
        if let Some(target) = first.unsettled.take() {
            let again = self.add_target(target);
            let origin = self.origins.of(&request.url);
            self.corrections.insert(again, origin);
            self.start(Probe::first(again).reading().comparing());
        }
        true
    }
}

/// A hash of how a response of 2xx looks: the length and the validators that its headers name, or the page that was read.
/// `None` where that is too little to tell pages apart.
fn look(method: Method, response: &Response) -> Option<u64> {
    if !matches!(response.status, 200..=299) {
        return None;
    }
    if method == Method::Get {
        let body = response.body.as_ref().filter(|body| !body.scripted)?;
        let page = body.page.as_ref().filter(|page| page.text.0 > 0)?;
        return Some(hash(&(&page.title, page.text)));
    }
    let header = |name| response.headers.get(name).map(HeaderValue::as_bytes);
    let (tag, date) = (header(ETAG), header(LAST_MODIFIED));
    let length = header(CONTENT_RANGE).or_else(|| header(CONTENT_LENGTH))?;
    (tag.is_some() || date.is_some()).then(|| hash(&(length, tag, date)))
}

fn hash(value: &impl std::hash::Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
