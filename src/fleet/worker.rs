//! A worker: the run loop over targets that come from the broker, for as long as it works.

use crate::fleet::answer::Unobserved;
use crate::fleet::call_message::{decode_request, encode_result};
use crate::fleet::hands::{Hands, HeldTarget};
use crate::fleet::intake::Intake;
use crate::fleet::outcome_writer::{FoundOutcome, FoundValue, write_all};
use crate::fleet::tally::WorkerTally;
use crate::fleet::transport::FleetTransport;
use crate::links::day::Timestamp;
use crate::links::http::Client;
use crate::links::probe_result::ProbeResult;
use crate::links::provider::Provider;
use crate::links::run::{ResultSink, RunEnd, Supply, TargetSource, Visit, run};
use crate::links::settings::CheckSettings;
use crate::links::store::StoreRow;
use crate::links::transport::Transport as _;
use curate_fleet::calls::{Call, CallServer, Called, Caller};
use curate_fleet::connection::Connection;
use curate_fleet::error::FleetError;
use curate_fleet::leases::{LeaseEvent, Leases};
use curate_fleet::outcomes::OutcomeBucket;
use curate_fleet::work::WorkStream;
use curate_rules::{Text, text};
use futures_util::future::join_all;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::{oneshot, watch};
use tokio::task::{JoinHandle, JoinSet, spawn_local};
use tokio::time::{interval, sleep, timeout, timeout_at};

/// Failures are looked at a second time after so long.
const SECOND_LOOK: Duration = Duration::from_secs(5);
/// Calls of other workers at the same time.
const MOST_CALLS: usize = 1_024;
/// How long what is in flight has to end, where others want its partition.
const GRACE: Duration = Duration::from_secs(5);
/// How often the worker says what it has done.
const RECORD: Duration = Duration::from_secs(2);

/// A worker that has joined its fleet and has not begun.
pub(crate) struct Worker {
    pub(crate) connection: Connection,
    pub(crate) leases: Leases,
    pub(crate) events: UnboundedReceiver<LeaseEvent>,
    pub(crate) work: WorkStream,
    pub(crate) outcomes: OutcomeBucket,
    pub(crate) client: Client,
    pub(crate) provider: Provider,
    pub(crate) host: String,
    pub(crate) now: fn() -> Timestamp,
    /// What whoever runs it is to know.
    pub(crate) notices: UnboundedSender<Text>,
}

impl Worker {
    /// To be run on a `LocalSet`. Works until `stop` becomes true and all is handed over, or the network is gone.
    ///
    /// # Errors
    ///
    /// Where the broker does not allow what a worker does.
    pub(crate) async fn work(
        self,
        settings: &CheckSettings,
        stop: watch::Receiver<bool>,
    ) -> Result<RunEnd, FleetError> {
        let Self { connection, leases, events, work, outcomes, client, provider, host, now, notices } = self;
        let (supply, supplied) = unbounded_channel();
        let (found, to_write) = unbounded_channel();
        let (hands, tally, leases) = (Hands::default(), Arc::<WorkerTally>::default(), Arc::new(leases));
        let transport = FleetTransport {
            client,
            caller: Caller::new(connection.client().clone(), connection.name().clone()),
            leases: Arc::clone(&leases),
            partitions: work.partitions(),
            timeout: settings.timeout,
        };
        let writing = spawn_local(write_all(outcomes.clone(), to_write, notices.clone()));
        let intake = Intake {
            work,
            outcomes,
            hands: hands.clone(),
            supply: supply.clone(),
            found: found.clone(),
            tally: Arc::clone(&tally),
            now,
        };
        let called =
            CallServer::start(connection.client().clone(), connection.name().clone(), leases.worker(), MOST_CALLS);
        let Ok((calls, called)) = called.await else { return Ok(RunEnd::NoNetwork) };
        let rules = settings.hosts.iter().filter_map(|rule| rule.interval);
        let interval = rules.fold(settings.interval, Duration::max);
        let partitions = Partitions { intake, leases: Arc::clone(&leases), calls, interval, open: BTreeMap::new() };
        let tasks = [
            spawn_local(serve(called, transport.clone(), supply.clone())),
            spawn_local(watch_connection(connection.clone(), notices)),
            spawn_local(report(Arc::clone(&leases), Arc::clone(&tally), hands.clone(), host)),
            spawn_local({
                let (hands, validity) = (hands.clone(), leases.validity());
                async move { hands.keep(|partition| validity.is_valid(partition)).await }
            }),
        ];
        let holding = spawn_local(partitions.follow(events, supply));
        let trouble = Rc::<Cell<_>>::default();
        let leaving = spawn_local({
            let (leases, connection, trouble) = (Arc::clone(&leases), connection.clone(), Rc::clone(&trouble));
            async move {
                trouble.set(until_over(stop, &connection, &leases).await);
                leases.leave();
            }
        });
        let (_never, running) = watch::channel(false);
        let mut sink = WorkerSink { hands, found, tally, now, returning: JoinSet::new() };
        let end = run(Supplied(supplied), settings, transport, provider, running, &mut sink).await.end;
        if end == RunEnd::NoNetwork {
            // What it has in hand is given back with its partitions.
            leases.leave();
        }
        let WorkerSink { returning, found, .. } = sink;
        drop(found);
        let _ = holding.await;
        leaving.abort();
        tasks.iter().for_each(JoinHandle::abort);
        // Where the broker has gone, others check again what it does not know yet.
        let _ = timeout(GRACE, async { tokio::join!(returning.join_all(), writing) }).await;
        let _ = timeout(GRACE, connection.client().flush()).await;
        connection.refusal().or(trouble.take()).map_or(Ok(end), Err)
    }
}

/// Says when the broker goes away, and when it comes back.
async fn watch_connection(connection: Connection, notices: UnboundedSender<Text>) {
    let mut was_there = true;
    let mut ticks = interval(RECORD);
    loop {
        ticks.tick().await;
        let is_there = connection.is_there();
        if was_there && !is_there {
            let _ = notices.send(text!("the broker has gone; the worker waits for it and sends nothing meanwhile"));
        } else if is_there && !was_there {
            let _ = notices.send(text!("the broker is there again"));
        }
        was_there = is_there;
    }
}

/// Waits until the worker is to leave: `stop` becomes true, or the broker has refused something, or lost the leases; then why.
async fn until_over(mut stop: watch::Receiver<bool>, connection: &Connection, leases: &Leases) -> Option<FleetError> {
    let trouble = async {
        loop {
            sleep(RECORD).await;
            if let Some(refusal) = connection.refusal() {
                return refusal;
            }
            if leases.are_gone().await {
                return connection.gone();
            }
        }
    };
    tokio::select! {
        // Whoever could stop it may have gone.
        Ok(_) = stop.wait_for(|stop| *stop) => None,
        trouble = trouble => Some(trouble),
    }
}

/// What the broker and other workers bring.
struct Supplied(UnboundedReceiver<Supply>);

impl TargetSource for Supplied {
    fn try_next(&mut self) -> Option<Supply> {
        self.0.try_recv().ok()
    }

    async fn next(&mut self) -> Supply {
        self.0.recv().await.unwrap_or(Supply::End)
    }

    fn second_look_after(&self) -> Option<Duration> {
        Some(SECOND_LOOK)
    }
}

/// Where the results of a worker go.
struct WorkerSink {
    hands: Hands,
    found: UnboundedSender<FoundOutcome>,
    tally: Arc<WorkerTally>,
    now: fn() -> Timestamp,
    /// Targets on their way back to the broker.
    returning: JoinSet<()>,
}

impl WorkerSink {
    /// Gives a target back, for another worker or another time.
    fn give_back(&mut self, held: HeldTarget) {
        while self.returning.try_join_next().is_some() {}
        self.returning.spawn_local(async move {
            // Where the broker does not hear it, it comes again by itself.
            let _ = held.delivery.give_back().await;
        });
    }

    fn found(&self, target: Option<HeldTarget>, result: &ProbeResult) {
        let now = (self.now)();
        let what = match StoreRow::observed(result, now) {
            Some(row) => FoundValue::Row(Box::new(row)),
            None => FoundValue::Answer(Unobserved::refused(&result.outcome)),
        };
        let _ = self.found.send(FoundOutcome { url: Arc::clone(&result.outcome.url), what, now, target });
    }
}

impl ResultSink for WorkerSink {
    fn result(&mut self, target: u32, result: ProbeResult) {
        // What is held no more is somebody else's: they find out themselves.
        if let Some(held) = self.hands.let_go(target) {
            self.tally.check();
            self.found(Some(held), &result);
        }
    }

    fn corrected(&mut self, result: ProbeResult) {
        self.found(None, &result);
    }

    fn left(&mut self, target: u32) {
        if let Some(held) = self.hands.let_go(target) {
            self.give_back(held);
        }
    }

    fn paused(&mut self, host: &str, pause: Duration) {
        self.tally.pause(host, pause);
    }
}

/// The partitions of a worker.
struct Partitions {
    intake: Intake,
    leases: Arc<Leases>,
    calls: CallServer,
    /// The longest time between two requests to a host.
    interval: Duration,
    /// Those whose targets are taken: dropping it stops that.
    open: BTreeMap<u16, (watch::Sender<bool>, JoinHandle<()>)>,
}

impl Partitions {
    /// Does what the leases say until the worker has left, then ends the run.
    async fn follow(mut self, mut events: UnboundedReceiver<LeaseEvent>, supply: UnboundedSender<Supply>) {
        while let Some(event) = events.recv().await {
            match event {
                LeaseEvent::Gained(partition) => self.open(partition).await,
                LeaseEvent::GiveBack(partition) => self.give_back(partition, &supply),
                LeaseEvent::Lost(partition) => {
                    self.stop(partition);
                    let lost = self.intake.hands.close(partition);
                    let _ = supply.send(Supply::Withdrawn(lost.iter().map(|(number, _)| *number).collect()));
                }
            }
        }
        let _ = supply.send(Supply::End);
    }

    async fn open(&mut self, partition: u16) {
        let (stop, stopped) = watch::channel(false);
        self.intake.hands.open(partition);
        let taking = spawn_local(self.intake.clone().take_all(partition, stopped));
        self.open.insert(partition, (stop, taking));
        // Where it fails the connection has ended, and the lease soon does.
        let _ = self.calls.hold(partition).await;
    }

    /// Takes no more targets of a partition.
    fn stop(&mut self, partition: u16) -> Option<JoinHandle<()>> {
        self.calls.release(partition);
        let (stop, taking) = self.open.remove(&partition)?;
        let _ = stop.send(true);
        Some(taking)
    }

    /// Lets what is in flight end, gives the rest back, and then the partition. Others go on meanwhile.
    fn give_back(&mut self, partition: u16, supply: &UnboundedSender<Supply>) {
        let taking = self.stop(partition);
        let (hands, leases, supply) = (self.intake.hands.clone(), Arc::clone(&self.leases), supply.clone());
        let interval = self.interval;
        spawn_local(async move {
            if let Some(taking) = taking {
                let _ = timeout(GRACE, taking).await;
            }
            let _ = supply.send(Supply::Leaving(hands.of(partition)));
            let _ = timeout(GRACE, hands.empty(partition)).await;
            let (numbers, left): (Vec<u32>, Vec<_>) = hands.close(partition).into_iter().unzip();
            let _ = supply.send(Supply::Withdrawn(numbers));
            let _ = timeout(GRACE, join_all(left.into_iter().map(|held| held.delivery.give_back()))).await;
            // Whoever is next does not know when its hosts had their last requests.
            sleep(interval).await;
            leases.release(partition);
        });
    }
}

/// Serves the calls of other workers: requests to hosts that are paced here, in their turn, and requests from here, at once.
async fn serve(mut calls: mpsc::Receiver<Call>, transport: FleetTransport, supply: UnboundedSender<Supply>) {
    while let Some(call) = calls.recv().await {
        let Ok(request) = decode_request(&call.request) else {
            call.refuse().await;
            continue;
        };
        let (transport, supply) = (transport.clone(), supply.clone());
        spawn_local(async move {
            let result = match call.called {
                // A worker that was stopped finds calls that nobody waits for any more; and then it has no lease.
                Called::Worker if !transport.leases.validity().is_any_valid() => None,
                // It will be another's turn, or this one's once it has the lease again.
                Called::Turn(partition) if !transport.leases.validity().is_valid(partition) => None,
                Called::Worker => timeout_at(call.deadline, transport.client.send(request)).await.ok(),
                Called::Turn(_) => {
                    let (reply, received) = oneshot::channel();
                    let _ = supply.send(Supply::Visit(Visit { request, reply }));
                    timeout_at(call.deadline, received).await.ok().and_then(Result::ok)
                }
            };
            // Whoever called waits no longer than it said.
            if let Some(result) = result {
                let _ = call.respond(encode_result(&result).into()).await;
            } else {
                call.decline().await;
            }
        });
    }
}

/// Says again and again what the worker has done.
async fn report(leases: Arc<Leases>, tally: Arc<WorkerTally>, hands: Hands, host: String) {
    let mut ticks = interval(RECORD);
    loop {
        ticks.tick().await;
        let record = crate::fleet::tally::WorkerRecord { host: host.clone(), ..tally.record(hands.len()) };
        leases.set_record(serde_json::to_vec(&record).unwrap_or_default().into());
    }
}
