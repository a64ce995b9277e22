//! Checks resources in batches: what fails is split and sent again, what is missing is queried twice, and what the API
//! has no points left for is declined, to be checked like any other link.

use crate::links::github::client::{ApiError, ApiResult, GithubClient};
use crate::links::github::resource::GithubResource;
use crate::links::github::response::{RateLimit, ResourceStatus};
use crate::links::github::results;
use crate::links::provider::{Event, Provider};
use crate::links::target::{CheckTarget, QueuedTarget};
use curate_rules::{Text, plural, text};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

/// Resources of one query; the API takes no more than about that in the time it has for one.
const MOST: usize = 100;
/// Queries at the same time.
const PARALLEL: usize = 3;
/// After so many failures in a row no more queries are sent.
const GIVE_UP: u32 = 4;
/// Queries that may fail, however few links there are.
const RESERVE: usize = 20;
/// For so many links there may be one query more.
const LINKS_PER_QUERY: usize = 10;
/// Where links come one by one, so long is waited for a hundred.
const GATHER: Duration = Duration::from_millis(300);
/// After so long it is tried again whether the API has points left.
const RETRY: Duration = Duration::from_mins(10);

/// A provider that checks those of its targets that the API may know. The receiver gets notices for people about what went
/// wrong with the API.
pub(crate) fn start(client: GithubClient) -> (Provider, UnboundedReceiver<Text>) {
    let api = client.api.clone();
    let (links, offered) = unbounded_channel();
    let (events, received) = unbounded_channel();
    let (notices, noticed) = unbounded_channel();
    let mut tasks = JoinSet::new();
    tasks.spawn(Batches::new(client, events, notices).run(offered));
    let offer = move |number: u32, target: &QueuedTarget| {
        let link = target.unpacked().and_then(|target| Some((api.resource(&target.url)?, target)));
        link.is_some_and(|(resource, target)| links.send((number, PendingLink { target, resource })).is_ok())
    };
    (Provider::new(Box::new(offer), received, tasks), noticed)
}

struct PendingLink {
    target: CheckTarget,
    resource: GithubResource,
}

/// What the provider is offered: links by the numbers of their targets.
type OfferedLinks = UnboundedReceiver<(u32, PendingLink)>;

/// Some links, by the numbers of their targets, for one query.
#[derive(Clone)]
struct Batch {
    numbers: Vec<u32>,
    /// How often exactly these were queried.
    tries: u8,
    /// Whether these are repositories that were missing before.
    confirms: bool,
}

struct Batches {
    client: Arc<GithubClient>,
    /// What has no event yet.
    links: BTreeMap<u32, PendingLink>,
    /// Those of them that are in no batch yet.
    new: Vec<u32>,
    events: UnboundedSender<Event>,
    notices: UnboundedSender<Text>,
    queue: VecDeque<Batch>,
    in_flight: JoinSet<(Batch, ApiResult)>,
    missing: Vec<u32>,
    limit: Option<RateLimit>,
    /// Failures in a row.
    failures: u32,
    /// Queries that may still be sent: splitting must not multiply them without end.
    budget: usize,
    /// Links that it does not pay for yet.
    unpaid: usize,
    /// Why no more are sent, and since when.
    over: Option<(String, Instant)>,
    /// The last failure.
    last_failure: Option<String>,
    /// Links that the API says nothing about.
    unanswered: usize,
}

impl Batches {
    fn new(client: GithubClient, events: UnboundedSender<Event>, notices: UnboundedSender<Text>) -> Self {
        Self {
            client: Arc::new(client),
            links: BTreeMap::new(),
            new: Vec::new(),
            events,
            notices,
            queue: VecDeque::new(),
            budget: RESERVE,
            unpaid: 0,
            in_flight: JoinSet::new(),
            missing: Vec::new(),
            limit: None,
            failures: 0,
            over: None,
            last_failure: None,
            unanswered: 0,
        }
    }

    async fn run(mut self, mut offered: OfferedLinks) {
        let mut is_open = true;
        loop {
            while let Ok((number, link)) = offered.try_recv() {
                self.add(number, link);
            }
            is_open &= !offered.is_closed() || !offered.is_empty();
            self.batch_up(!is_open);
            self.dispatch();
            if self.in_flight.is_empty() && self.over.is_some() {
                self.decline_all();
            }
            if self.in_flight.is_empty() && self.queue.is_empty() && self.new.is_empty() {
                // Of a query that was lost, nothing is known.
                self.decline_all();
                self.report();
                if !is_open {
                    return;
                }
            }
            let gathers = !self.new.is_empty();
            tokio::select! {
                biased;
                Some(done) = self.in_flight.join_next(), if !self.in_flight.is_empty() => {
                    if let Ok((batch, result)) = done {
                        self.on_response(batch, result).await;
                    }
                }
                link = offered.recv(), if is_open => match link {
                    Some((number, link)) => self.add(number, link),
                    None => is_open = false,
                },
                () = sleep(GATHER), if gathers => self.batch_up(true),
            }
        }
    }

    /// Takes a link. What hindered others long ago may be over.
    fn add(&mut self, number: u32, link: PendingLink) {
        if self.over.as_ref().is_some_and(|(_, since)| since.elapsed() >= RETRY) && self.links.is_empty() {
            (self.over, self.limit, self.failures, self.budget) = (None, None, 0, RESERVE);
        }
        self.unpaid += 1;
        self.budget += self.unpaid / LINKS_PER_QUERY;
        self.unpaid %= LINKS_PER_QUERY;
        self.links.insert(number, link);
        self.new.push(number);
    }

    /// Makes batches of what is new: full ones, and with `all` one of the rest. What was missing is queried again once the
    /// queue is empty.
    fn batch_up(&mut self, all: bool) {
        let full = if all { self.new.len() } else { self.new.len() / MOST * MOST };
        let new: Vec<u32> = self.new.drain(..full).collect();
        self.queue.extend(batches(&new, false));
        if self.queue.is_empty() && self.in_flight.is_empty() {
            let missing = std::mem::take(&mut self.missing);
            self.queue.extend(batches(&missing, true));
        }
    }

    /// Declines what has no event, since no more queries are sent.
    fn decline_all(&mut self) {
        self.queue.clear();
        self.new.clear();
        self.missing.clear();
        self.unanswered += self.links.len();
        while let Some((number, _)) = self.links.pop_first() {
            self.emit(Event::Declined(number));
        }
    }

    /// Says how many links got no answer, and why.
    fn report(&mut self) {
        let count = std::mem::take(&mut self.unanswered);
        if count == 0 {
            return;
        }
        let why = self.over.as_ref().map(|(why, _)| why).or(self.last_failure.as_ref()).cloned();
        let why = Text::verbatim(why.unwrap_or_else(|| text!("its responses say nothing about some").to_string()));
        // Nobody listens any more where the run has ended.
        let _ = self.notices.send(plural!(
            count,
            "GitHub's API: {why}; 1 link is checked by its page",
            "GitHub's API: {why}; {count} links are checked by their pages",
            why
        ));
    }

    /// Sends no more queries, for this reason, unless there is one already.
    fn stop(&mut self, why: impl Into<String>) {
        self.over.get_or_insert_with(|| (why.into(), Instant::now()));
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
                        self.stop(text!("no points are left until {reset}", reset).to_string());
                    }
                    return;
                }
            }
            let Some(budget) = self.budget.checked_sub(1) else {
                self.stop(text!("it fails too often").to_string());
                return;
            };
            self.budget = budget;
            let Some(mut batch) = self.queue.pop_front() else { return };
            batch.tries += 1;
            let resource = |number: &u32| Some(self.links.get(number)?.resource.clone());
            let resources: Vec<GithubResource> = batch.numbers.iter().filter_map(resource).collect();
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
                let pairs = batch.numbers.iter().copied().zip(response.statuses);
                let unclear =
                    pairs.filter_map(|(number, status)| self.settle(number, status, batch.confirms)).collect();
                self.retry(Batch { numbers: unclear, ..batch });
            }
            Err(ApiError::Broken(why)) => self.on_failure(batch, why, 1),
            // Whether there is a network at all waits for this.
            Err(ApiError::Unreachable(why)) => self.on_failure(batch, why, GIVE_UP / 2),
            Err(ApiError::Pause(pause)) if pause <= self.client.longest_pause => {
                self.failures += 1;
                if self.failures >= GIVE_UP {
                    self.stop(text!("it asks for one pause after the other").to_string());
                    return;
                }
                sleep(pause).await;
                self.queue.push_front(batch);
            }
            Err(ApiError::Pause(pause)) => {
                self.stop(text!("it asks for a pause of {seconds} seconds", seconds = pause.as_secs()).to_string());
            }
            Err(ApiError::Hopeless(why)) => self.stop(why),
        }
    }

    /// Takes a failure that weighs as much as `weight` usual ones.
    fn on_failure(&mut self, batch: Batch, why: String, weight: u32) {
        self.failures += weight;
        if self.failures >= GIVE_UP {
            self.stop(why.clone());
        }
        self.last_failure = Some(why);
        self.retry(batch);
    }

    /// Takes what the API says about one link; gives its number back where that is unclear.
    fn settle(&mut self, number: u32, status: ResourceStatus, confirmed: bool) -> Option<u32> {
        let link = self.links.get(&number)?;
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
                self.missing.push(number);
                return None;
            }
            // A page of GitHub itself, a secret gist, or what is gone: the page tells which.
            (ResourceStatus::Unlisted, _) => {
                self.decline(number);
                return None;
            }
            _ => return Some(number),
        };
        self.links.remove(&number);
        self.emit(Event::Resolved(number, Box::new(result)));
        None
    }

    /// Queues what got no answer again: by halves, and at last by itself.
    fn retry(&mut self, batch: Batch) {
        match batch.numbers.as_slice() {
            [] => {}
            [number] if batch.tries > 1 => {
                self.unanswered += 1;
                self.decline(*number);
            }
            [_] => self.queue.push_back(batch),
            numbers => {
                let (first, second) = numbers.split_at(numbers.len() / 2);
                for half in [first, second] {
                    self.queue.push_back(Batch { numbers: half.to_vec(), tries: 0, confirms: batch.confirms });
                }
            }
        }
    }

    fn decline(&mut self, number: u32) {
        if self.links.remove(&number).is_some() {
            self.emit(Event::Declined(number));
        }
    }

    fn emit(&self, event: Event) {
        // Nobody listens any more where the run has ended.
        let _ = self.events.send(event);
    }
}

fn batches(numbers: &[u32], confirms: bool) -> impl Iterator<Item = Batch> {
    numbers.chunks(MOST).map(move |numbers| Batch { numbers: numbers.to_vec(), tries: 0, confirms })
}
