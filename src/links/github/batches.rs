//! Checks resources in batches: what fails is split and sent again, what is missing is queried twice, and what the API
//! has no points left for is declined, to be checked like any other link.

use crate::links::github::client::{ApiError, ApiResult, GithubClient};
use crate::links::github::resource::GithubResource;
use crate::links::github::response::{RateLimit, ResourceStatus};
use crate::links::github::results;
use crate::links::provider::{Event, Provider};
use crate::links::target::{CheckTarget, QueuedTarget};
use curate_rules::{Text, plural, text};
use std::collections::VecDeque;
use std::sync::Arc;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;
use tokio::time::sleep;

/// Resources of one query; the API takes no more than about that in the time it has for one.
const MOST: usize = 100;
/// Queries at the same time.
const PARALLEL: usize = 3;
/// After so many failures in a row no more queries are sent.
const GIVE_UP: u32 = 4;

/// Starts checking those of `targets` that the API may know. The provider has the results; the receiver gets notices for
/// people about what went wrong with the API.
pub(crate) fn start(client: GithubClient, targets: &[QueuedTarget]) -> (Provider, UnboundedReceiver<Text>) {
    let link = |(index, target): (usize, &QueuedTarget)| {
        let target = target.unpacked()?;
        let resource = client.api.resource(&target.url)?;
        Some(PendingLink { index: index as u32, target, resource, is_settled: false })
    };
    let links: Vec<PendingLink> = targets.iter().enumerate().filter_map(link).collect();
    let (events, received) = unbounded_channel();
    let (notices, noticed) = unbounded_channel();
    let awaited = links.iter().map(|link| link.index).collect();
    let mut tasks = JoinSet::new();
    if !links.is_empty() {
        tasks.spawn(Batches::new(client, links, events).run(notices));
    }
    (Provider::new(awaited, received, tasks), noticed)
}

struct PendingLink {
    /// The index of the target.
    index: u32,
    target: CheckTarget,
    resource: GithubResource,
    /// Whether its event was sent.
    is_settled: bool,
}

/// Some links, by their positions, for one query.
#[derive(Clone)]
struct Batch {
    positions: Vec<usize>,
    /// How often exactly these were queried.
    tries: u8,
    /// Whether these are repositories that were missing before.
    confirms: bool,
}

struct Batches {
    client: Arc<GithubClient>,
    links: Vec<PendingLink>,
    events: UnboundedSender<Event>,
    queue: VecDeque<Batch>,
    in_flight: JoinSet<(Batch, ApiResult)>,
    missing: Vec<usize>,
    limit: Option<RateLimit>,
    /// Failures in a row.
    failures: u32,
    /// Queries that may still be sent: splitting must not multiply them without end.
    budget: usize,
    /// Why no more are sent.
    over: Option<String>,
    /// The last failure.
    last_failure: Option<String>,
    /// Links that the API says nothing about.
    unanswered: usize,
}

impl Batches {
    fn new(client: GithubClient, links: Vec<PendingLink>, events: UnboundedSender<Event>) -> Self {
        let positions: Vec<usize> = (0..links.len()).collect();
        Self {
            client: Arc::new(client),
            queue: batches(&positions, false).collect(),
            budget: 20 + links.len() / 10,
            links,
            events,
            in_flight: JoinSet::new(),
            missing: Vec::new(),
            limit: None,
            failures: 0,
            over: None,
            last_failure: None,
            unanswered: 0,
        }
    }

    async fn run(mut self, notices: UnboundedSender<Text>) {
        loop {
            self.dispatch();
            if let Some(done) = self.in_flight.join_next().await {
                if let Ok((batch, result)) = done {
                    self.on_response(batch, result).await;
                }
                continue;
            }
            let missing = std::mem::take(&mut self.missing);
            if missing.is_empty() || self.over.is_some() {
                break;
            }
            self.queue.extend(batches(&missing, true));
        }
        let pending = self.links.iter().enumerate().filter(|(_, link)| !link.is_settled);
        let pending: Vec<usize> = pending.map(|(position, _)| position).collect();
        self.unanswered += pending.len();
        for position in pending {
            self.decline(position);
        }
        if self.unanswered > 0 {
            let why = self.over.or(self.last_failure);
            let why = Text::verbatim(why.unwrap_or_else(|| text!("its responses say nothing about some").to_string()));
            let count = self.unanswered;
            // Nobody listens any more where the run has ended.
            let _ = notices.send(plural!(
                count,
                "GitHub's API: {why}; 1 link is checked by its page",
                "GitHub's API: {why}; {count} links are checked by their pages",
                why
            ));
        }
    }

    /// Sends as many queries as may be sent at once.
    fn dispatch(&mut self) {
        while self.in_flight.len() < PARALLEL && self.over.is_none() && !self.queue.is_empty() {
            if let Some(limit) = &self.limit {
                let spent = limit.cost.max(1).saturating_mul(self.in_flight.len() as u64 + 1);
                if limit.remaining < spent {
                    let reset = limit.reset_at.clone();
                    // The responses in flight say whether something is left after all.
                    if self.in_flight.is_empty() {
                        self.over = Some(text!("no points are left until {reset}", reset).to_string());
                    }
                    return;
                }
            }
            let Some(budget) = self.budget.checked_sub(1) else {
                self.over = Some(text!("it fails too often").to_string());
                return;
            };
            self.budget = budget;
            let Some(mut batch) = self.queue.pop_front() else { return };
            batch.tries += 1;
            let resource = |position: &usize| Some(self.links.get(*position)?.resource.clone());
            let resources: Vec<GithubResource> = batch.positions.iter().filter_map(resource).collect();
            let client = Arc::clone(&self.client);
            self.in_flight.spawn(async move {
                let result = client.send(&resources, batch.confirms).await;
                (batch, result)
            });
        }
    }

    async fn on_response(&mut self, batch: Batch, result: ApiResult) {
        match result {
            Ok(response) => {
                self.failures = 0;
                // Responses may overtake one another: the lowest number of points left counts.
                let left = |limit: &RateLimit| (limit.reset_at.clone(), std::cmp::Reverse(limit.remaining));
                self.limit = [self.limit.take(), response.limit].into_iter().flatten().max_by_key(left);
                let pairs = batch.positions.iter().copied().zip(response.statuses);
                let unclear =
                    pairs.filter_map(|(position, status)| self.settle(position, status, batch.confirms)).collect();
                self.retry(Batch { positions: unclear, ..batch });
            }
            Err(ApiError::Broken(why)) => self.on_failure(batch, why, 1),
            // Whether there is a network at all waits for this.
            Err(ApiError::Unreachable(why)) => self.on_failure(batch, why, GIVE_UP / 2),
            Err(ApiError::Pause(pause)) if pause <= self.client.longest_pause => {
                self.failures += 1;
                if self.failures >= GIVE_UP {
                    self.over.get_or_insert_with(|| text!("it asks for one pause after the other").to_string());
                    return;
                }
                sleep(pause).await;
                self.queue.push_front(batch);
            }
            Err(ApiError::Pause(pause)) => {
                self.over.get_or_insert_with(|| {
                    text!("it asks for a pause of {seconds} seconds", seconds = pause.as_secs()).to_string()
                });
            }
            Err(ApiError::Hopeless(why)) => {
                self.over.get_or_insert(why);
            }
        }
    }

    /// Takes a failure that weighs as much as `weight` usual ones.
    fn on_failure(&mut self, batch: Batch, why: String, weight: u32) {
        self.failures += weight;
        if self.failures >= GIVE_UP {
            self.over.get_or_insert_with(|| why.clone());
        }
        self.last_failure = Some(why);
        self.retry(batch);
    }

    /// Takes what the API says about one link; gives its position back where that is unclear.
    fn settle(&mut self, position: usize, status: ResourceStatus, confirmed: bool) -> Option<usize> {
        let link = self.links.get(position)?;
        let CheckTarget { url, fragments, .. } = &link.target;
        let result = match (status, &link.resource) {
            (ResourceStatus::Repository(info), GithubResource::Repository(name)) => {
                results::found(url, name, fragments, &info, self.client.today)
            }
            (ResourceStatus::Present, GithubResource::Account { .. }) => {
                results::present(url, fragments, &text!("GitHub's API says that the account is there"))
            }
            (ResourceStatus::Present, GithubResource::Gist { .. }) => {
                results::present(url, fragments, &text!("GitHub's API says that the gist is there"))
            }
            (ResourceStatus::Missing, _) if confirmed => results::missing(url),
            (ResourceStatus::Missing, _) => {
                self.missing.push(position);
                return None;
            }
            // A page of GitHub itself, a secret gist, or what is gone: the page tells which.
            (ResourceStatus::Unlisted, _) => {
                self.decline(position);
                return None;
            }
            _ => return Some(position),
        };
        let event = Event::Resolved(link.index, Box::new(result));
        self.emit(position, event);
        None
    }

    /// Queues what got no answer again: by halves, and at last by itself.
    fn retry(&mut self, batch: Batch) {
        match batch.positions.as_slice() {
            [] => {}
            [position] if batch.tries > 1 => {
                self.unanswered += 1;
                self.decline(*position);
            }
            [_] => self.queue.push_back(batch),
            positions => {
                let (first, second) = positions.split_at(positions.len() / 2);
                for half in [first, second] {
                    self.queue.push_back(Batch { positions: half.to_vec(), tries: 0, confirms: batch.confirms });
                }
            }
        }
    }

    fn decline(&mut self, position: usize) {
        if let Some(link) = self.links.get(position) {
            let event = Event::Declined(link.index);
            self.emit(position, event);
        }
    }

    fn emit(&mut self, position: usize, event: Event) {
        if let Some(link) = self.links.get_mut(position) {
            link.is_settled = true;
        }
        // Nobody listens any more where the run has ended.
        let _ = self.events.send(event);
    }
}

fn batches(positions: &[usize], confirms: bool) -> impl Iterator<Item = Batch> {
    positions.chunks(MOST).map(move |positions| Batch { positions: positions.to_vec(), tries: 0, confirms })
}
