//! Responses to HEAD that are the same for different URLs of a host: then HEAD says nothing of the page.

use crate::links::frontier::HostId;
use crate::links::request::{Method, Request};
use crate::links::response::Response;
use crate::links::run::state::RunState;
use crate::links::transport::{RequestResult, Transport};
use reqwest::header::{CONTENT_LENGTH, ETAG, HeaderValue, LAST_MODIFIED};
use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hasher as _};

impl<T: Transport> RunState<'_, T> {
    /// Whether `host` had a response with the same length and validators for another URL.
    pub(crate) fn is_twin(&mut self, host: HostId, request: &Request, result: &RequestResult) -> bool {
        let Some(look) = result.as_ref().ok().filter(|_| request.method == Method::Head).and_then(look) else {
            return false;
        };
        // One page over http and over https is one page.
        let url = hash(&(request.url.path(), request.url.query()));
        match self.seen.entry((host, look)) {
            Entry::Occupied(known) => *known.get() != url,
            Entry::Vacant(new) => {
                new.insert(url);
                false
            }
        }
    }
}

/// A hash of the length and the validators of a response of 2xx; `None` where it lacks either.
fn look(response: &Response) -> Option<u64> {
    let header = |name| response.headers.get(name).map(HeaderValue::as_bytes);
    let (tag, date) = (header(ETAG), header(LAST_MODIFIED));
    let is_known = matches!(response.status, 200..=299) && (tag.is_some() || date.is_some());
    is_known.then(|| Some(hash(&(header(CONTENT_LENGTH)?, tag, date))))?
}

fn hash(value: &impl std::hash::Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
