//! What is known of the lists of open texts, what is judged now and next, and who waits for it.

use crate::lsp::requests::ListRequest;
use crate::lsp::schedule::Schedule;
use crate::lsp::snapshot::Snapshot;
use gen_lsp_types::Uri;
use lsp_server::RequestId;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// So many requests wait for a list to be judged; the oldest are refused when there are more.
const WAITING: usize = 256;

/// What is known of lists.
#[derive(Default)]
pub(super) struct Lists {
    schedule: Schedule,
    /// By each open edition.
    snapshots: BTreeMap<Uri, Arc<Snapshot>>,
    /// What is judged now: the text it was begun for, and whether that is in vain.
    running: Option<(Uri, Arc<AtomicBool>)>,
    waiting: VecDeque<(RequestId, ListRequest)>,
}

impl Lists {
    /// `uri` was changed, so that what is known or found out of its list counts no more.
    pub(super) fn changed(&mut self, uri: &Uri, now: Instant) {
        self.schedule.changed(uri, now);
        if self.waiting.iter().any(|(_, request)| request.uri == *uri) {
            self.schedule.wanted(uri, now);
        }
        self.overtake(uri);
    }

    /// The list of `uri` is to be judged at once: it was opened, or what is around it has changed.
    pub(super) fn wanted(&mut self, uri: &Uri, now: Instant) {
        self.schedule.wanted(uri, now);
        self.overtake(uri);
    }

    /// What runs is in vain where it is about the list of `uri`.
    fn overtake(&self, uri: &Uri) {
        if let Some((running, stale)) = &self.running
            && self.are_of_one_list(running, uri)
        {
            stale.store(true, Ordering::Relaxed);
        }
    }

    fn are_of_one_list(&self, one: &Uri, other: &Uri) -> bool {
        one == other || self.snapshots.get(one).is_some_and(|known| known.edition_of(other).is_some())
    }

    /// Forgets `uri`, which is not open any more; gives the requests that waited for it.
    pub(super) fn close(&mut self, uri: &Uri) -> Vec<(RequestId, ListRequest)> {
        self.forget(uri);
        self.take_waiting(|request| request.uri == *uri)
    }

    /// Forgets what was to be done with `uri`, and what is known of it.
    pub(super) fn forget(&mut self, uri: &Uri) {
        self.schedule.done(uri);
        self.snapshots.remove(uri);
        self.overtake(uri);
    }

    /// Has `request` wait until its list was judged. Gives one that waits no longer, where there are too many.
    pub(super) fn wait(
        &mut self,
        id: RequestId,
        request: ListRequest,
        now: Instant,
    ) -> Option<(RequestId, ListRequest)> {
        if self.schedule.is_due(&request.uri) || self.running.is_none() {
            self.schedule.wanted(&request.uri, now);
        }
        self.waiting.push_back((id, request));
        if self.waiting.len() > WAITING { self.waiting.pop_front() } else { None }
    }

    /// Takes back the request `id`, if it waits.
    pub(super) fn cancel(&mut self, id: &RequestId) -> bool {
        let before = self.waiting.len();
        self.waiting.retain(|(waiting, _)| waiting != id);
        self.waiting.len() < before
    }

    /// Those requests that wait no longer, since what they are about was judged as it is.
    pub(super) fn served(&mut self) -> Vec<(RequestId, ListRequest)> {
        let fresh: Vec<Uri> = self.snapshots.keys().filter(|uri| self.is_fresh(uri)).cloned().collect();
        self.take_waiting(|request| fresh.contains(&request.uri))
    }

    /// The requests that waited for `uri`, which is left out: unless it is to be judged again.
    pub(super) fn left_out(&mut self, uri: &Uri) -> Vec<(RequestId, ListRequest)> {
        if self.schedule.is_due(uri) {
            return Vec::new();
        }
        self.take_waiting(|request| request.uri == *uri)
    }

    fn take_waiting(&mut self, is_wanted: impl Fn(&ListRequest) -> bool) -> Vec<(RequestId, ListRequest)> {
        let (taken, left) = self.waiting.drain(..).partition(|(_, request)| is_wanted(request));
        self.waiting = left;
        Vec::from(taken)
    }

    /// Whether `uri` was judged as it is.
    pub(super) fn is_fresh(&self, uri: &Uri) -> bool {
        let is_running = self.running.as_ref().is_some_and(|(running, _)| self.are_of_one_list(running, uri));
        self.snapshots.contains_key(uri) && !self.schedule.is_due(uri) && !is_running
    }

    /// What was found last in the list of `uri`.
    pub(super) fn snapshot(&self, uri: &Uri) -> Option<&Snapshot> {
        self.snapshots.get(uri).map(|snapshot| &**snapshot)
    }

    /// What was found last in each list.
    pub(super) fn snapshots(&self) -> impl Iterator<Item = &Snapshot> {
        let mut seen: Vec<&Arc<Snapshot>> = Vec::new();
        for snapshot in self.snapshots.values() {
            if !seen.iter().any(|known| Arc::ptr_eq(known, snapshot)) {
                seen.push(snapshot);
            }
        }
        seen.into_iter().map(|snapshot| &**snapshot)
    }

    /// Whether a list is judged now.
    pub(super) fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// When the next list is to be judged; `None` where none is, or one is being judged.
    pub(super) fn next_start(&self) -> Option<Instant> {
        if self.running.is_some() { None } else { self.schedule.next() }
    }

    /// The text whose list is to be judged at `now`, if any.
    pub(super) fn ready(&self, now: Instant) -> Option<&Uri> {
        self.schedule.ready(now)
    }

    /// The list of `uri` is judged from now on; gives what is set when that is in vain.
    pub(super) fn started(&mut self, uri: &Uri) -> Arc<AtomicBool> {
        self.schedule.done(uri);
        let stale = Arc::new(AtomicBool::new(false));
        self.running = Some((uri.clone(), Arc::clone(&stale)));
        stale
    }

    /// Nothing is judged any more.
    pub(super) fn ended(&mut self) {
        self.running = None;
    }

    /// Takes over what was found in the list of `uri`: `None` where it is left out. Gives the open texts that were in that list and are not
    /// any more.
    pub(super) fn replace(&mut self, uri: &Uri, snapshot: Option<&Arc<Snapshot>>) -> Vec<Uri> {
        let before = self.snapshots.remove(uri);
        let open: Vec<Uri> =
            snapshot.iter().flat_map(|snapshot| snapshot.open()).map(|(_, file)| file.uri.clone()).collect();
        if let Some(snapshot) = snapshot {
            for uri in &open {
                self.schedule.done(uri);
                self.snapshots.insert(uri.clone(), Arc::clone(snapshot));
            }
        }
        let before = before.iter().flat_map(|before| before.open()).map(|(_, file)| file.uri.clone());
        before.filter(|before| before != uri && !open.contains(before) && self.snapshots.contains_key(before)).collect()
    }
}
