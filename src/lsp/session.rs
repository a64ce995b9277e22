//! The conversation with one client: what comes in is taken one by one, what takes time is done by the worker.

use crate::lsp::client::ClientConnection;
use crate::lsp::client_settings::{ClientSettings, introduction};
use crate::lsp::documents::Documents;
use crate::lsp::fix_requests::FixRequests;
use crate::lsp::input::{self, Incoming};
use crate::lsp::lists::Lists;
use crate::lsp::project::{JudgeTask, Judged, LinkChecker, ListJudge};
use crate::lsp::requests::{ListRequest, RequestError, RequestKind, wanted};
use crate::lsp::running_check::RunningCheck;
use crate::lsp::worker::{self, BUG, Done, Job};
use gen_lsp_types::{InitializeParams, LspNotificationMethod, MessageType, Uri};
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Instant;

/// So many messages wait to be taken; a client that sends more waits itself.
const WAITING: usize = 64;

/// The exit status of a session that the client ended as it should.
const ENDED: u8 = 0;
/// That of one that ended in another way.
const BROKEN_OFF: u8 = 1;

/// What a session waits for.
pub(super) enum SessionEvent {
    /// Something came in.
    Incoming(Incoming),
    /// Nothing will come in any more.
    Closed,
    /// The worker is done.
    Done(Done),
    /// A check of links has ended; what is said of that where it failed.
    CheckedLinks(Result<String, String>),
}

/// Serves the client on standard input and output; gives the exit status.
pub(crate) fn serve(project: Box<dyn ListJudge>) -> u8 {
    run(project, io::BufReader::new(io::stdin()), Box::new(io::stdout()))
}

/// Serves the client that writes to `input` and reads from `out`; gives the exit status.
fn run(project: Box<dyn ListJudge>, mut input: impl BufRead + Send + 'static, out: Box<dyn Write + Send>) -> u8 {
    let (sender, events): (SyncSender<SessionEvent>, Receiver<SessionEvent>) = sync_channel(WAITING);
    let (of_worker, of_checks, link_checker) = (sender.clone(), sender.clone(), project.link_checker());
    let jobs = worker::start(project, move |done| {
        let _ = of_worker.send(SessionEvent::Done(done));
    });
    thread::spawn(move || {
        while let Ok(Some(incoming)) = input::read(&mut input) {
            if sender.send(SessionEvent::Incoming(incoming)).is_err() {
                return;
            }
        }
        let _ = sender.send(SessionEvent::Closed);
    });
    Session::new(Arc::new(ClientConnection::new(out)), jobs, of_checks, link_checker).run(&events)
}

/// How far a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SessionPhase {
    /// Nothing was said yet.
    Begun,
    /// The client has introduced itself.
    Serving,
    /// The client wants no more of it.
    ShutDown,
}

/// A session.
pub(super) struct Session {
    phase: SessionPhase,
    pub(super) client: Arc<ClientConnection>,
    pub(super) settings: ClientSettings,
    pub(super) documents: Documents,
    pub(super) lists: Lists,
    pub(super) fixes: FixRequests,
    /// The configuration file that is wrong, by the open text that it counts for.
    pub(super) mistakes: BTreeMap<Uri, Uri>,
    jobs: SyncSender<Job>,
    pub(super) events: SyncSender<SessionEvent>,
    pub(super) link_checker: LinkChecker,
    pub(super) link_check: Option<RunningCheck>,
}

impl Session {
    fn new(
        client: Arc<ClientConnection>,
        jobs: SyncSender<Job>,
        events: SyncSender<SessionEvent>,
        link_checker: LinkChecker,
    ) -> Self {
        Self {
            phase: SessionPhase::Begun,
            client,
            settings: ClientSettings::default(),
            documents: Documents::default(),
            lists: Lists::default(),
            fixes: FixRequests::default(),
            mistakes: BTreeMap::new(),
            jobs,
            events,
            link_checker,
            link_check: None,
        }
    }

    /// Takes events until the session ends; gives the exit status.
    fn run(mut self, events: &Receiver<SessionEvent>) -> u8 {
        loop {
            self.start_job(Instant::now());
            let event = match self.lists.next_start().filter(|_| !self.fixes.is_running()) {
                Some(at) => events.recv_timeout(at.saturating_duration_since(Instant::now())),
                None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match event {
                Ok(SessionEvent::Incoming(incoming)) => {
                    if let Some(status) = self.take(incoming) {
                        return status;
                    }
                }
                Ok(SessionEvent::Done(Done::Judged(task, judged))) => self.judged(&task, *judged),
                Ok(SessionEvent::Done(Done::Fixed(task, id, fixed))) => self.fixed(&task, id, fixed),
                Ok(SessionEvent::CheckedLinks(result)) => self.checked_links(result),
                Err(RecvTimeoutError::Timeout) => {}
                Ok(SessionEvent::Closed) | Err(RecvTimeoutError::Disconnected) => return self.status(),
            }
            if self.client.is_gone() {
                return self.status();
            }
        }
    }

    fn status(&self) -> u8 {
        if self.phase == SessionPhase::ShutDown { ENDED } else { BROKEN_OFF }
    }

    /// Takes one message; the exit status where it ends the session.
    fn take(&mut self, incoming: Incoming) -> Option<u8> {
        match incoming {
            Incoming::Message(Message::Request(request)) => self.request(request),
            Incoming::Message(Message::Notification(notification)) => return self.notification(notification),
            Incoming::Message(Message::Response(_)) => {}
            Incoming::NotJson => self.client.refuse_nameless(ErrorCode::ParseError, "this is not JSON"),
            Incoming::NotMessage => self.client.refuse_nameless(ErrorCode::InvalidRequest, "this is no message"),
        }
        None
    }

    fn request(&mut self, request: Request) {
        let Request { id, method, params } = request;
        match (self.phase, method.as_str()) {
            (SessionPhase::Begun, "initialize") => match serde_json::from_value::<InitializeParams>(params) {
                Ok(params) => {
                    self.settings = ClientSettings::of(&params);
                    self.phase = SessionPhase::Serving;
                    self.client.answer(id, serde_json::to_value(introduction(&self.settings)).unwrap_or_default());
                }
                Err(error) => self.client.refuse(id, ErrorCode::InvalidParams, &error.to_string()),
            },
            (SessionPhase::Begun, _) => {
                self.client.refuse(id, ErrorCode::ServerNotInitialized, "the session has not begun yet");
            }
            (_, "initialize") => self.client.refuse(id, ErrorCode::InvalidRequest, "the session has begun already"),
            (SessionPhase::ShutDown, _) => {
                self.client.refuse(id, ErrorCode::InvalidRequest, "the session was shut down");
            }
            (SessionPhase::Serving, "shutdown") => {
                self.phase = SessionPhase::ShutDown;
                self.client.answer(id, serde_json::Value::Null);
            }
            (SessionPhase::Serving, _) => match wanted(&method, params) {
                Ok(RequestKind::List(request)) => self.serve(id, request),
                Ok(RequestKind::Fix(request)) => self.fix(id, request),
                Ok(RequestKind::Symbols(query)) => self.symbols(id, &query),
                Ok(RequestKind::Links(request)) => self.check_links(id, request),
                Err(RequestError::Unknown) => {
                    self.client.refuse(id, ErrorCode::MethodNotFound, "there is no such method");
                }
                Err(RequestError::Parameters) => self.client.refuse(id, ErrorCode::InvalidParams, "wrong parameters"),
            },
        }
    }

    /// Responds to `request`, now or as soon as its document was judged as it is.
    fn serve(&mut self, id: RequestId, request: ListRequest) {
        let is_judged = self.documents.buffer(&request.uri).is_some_and(|buffer| buffer.is_markdown);
        // What is not open may have been changed meanwhile, and nobody needs to tell.
        if request.changes_pages && is_judged {
            self.lists.wanted(&request.uri, Instant::now());
        }
        if !is_judged {
            self.client.answer(id, request.otherwise);
        } else if self.lists.is_fresh(&request.uri) {
            self.respond(id, request);
        } else if let Some((id, _)) = self.lists.wait(id, request, Instant::now()) {
            self.client.refuse(id, ErrorCode::ServerCancelled, "too many requests wait");
        }
    }

    /// Responds to `request` with what is known of its list.
    fn respond(&self, id: RequestId, request: ListRequest) {
        let ListRequest { uri, respond, otherwise, .. } = request;
        let snapshot = self.lists.snapshot(&uri);
        let Some((snapshot, edition)) = snapshot.and_then(|known| Some((known, known.edition_of(&uri)?))) else {
            return self.client.answer(id, otherwise);
        };
        match catch_unwind(AssertUnwindSafe(|| respond(snapshot, edition, &self.settings))) {
            Ok(Ok(response)) => self.client.answer(id, response),
            Ok(Err(why)) => self.client.refuse(id, ErrorCode::RequestFailed, &why),
            Err(_) => self.client.refuse(id, ErrorCode::InternalError, BUG),
        }
    }

    /// Takes a notification; the exit status where it ends the session.
    fn notification(&mut self, notification: Notification) -> Option<u8> {
        let method = LspNotificationMethod::from(notification.method.as_str());
        match (self.phase, method) {
            (_, LspNotificationMethod::Exit) => return Some(self.status()),
            (SessionPhase::Serving, method) => self.sync(&method, notification.params),
            _ => {}
        }
        None
    }

    /// Has the worker judge what is due, where it has nothing to do.
    fn start_job(&mut self, now: Instant) {
        if self.fixes.is_running() || self.lists.is_running() {
            return;
        }
        let job = if let Some(job) = self.next_fix() {
            job
        } else {
            let Some(uri) = self.lists.ready(now).cloned() else { return };
            Job::Judge(self.task(&uri), self.lists.started(&uri))
        };
        if self.jobs.send(job).is_err() {
            self.client.log(MessageType::Error, BUG);
        }
    }

    /// What work for the list of `uri` is given.
    pub(super) fn task(&self, uri: &Uri) -> JudgeTask {
        JudgeTask {
            uri: uri.clone(),
            buffers: self.documents.iter().filter(|buffer| buffer.is_markdown).cloned().collect(),
            folders: self.settings.folders.clone(),
            encoding: self.settings.encoding,
        }
    }

    /// Takes over what the worker has found, where it is about the texts as they are.
    fn judged(&mut self, task: &JudgeTask, judged: Judged) {
        self.lists.ended();
        let Judged { snapshot, mistake, failures } = judged;
        self.publish_mistake(&task.uri, mistake);
        for failure in &failures {
            self.client.log(MessageType::Warning, failure);
        }
        if self.is_current(task, snapshot.as_ref()) {
            let is_left_out = snapshot.is_none();
            self.publish(&task.uri, snapshot.map(Arc::new));
            if is_left_out {
                for (id, request) in self.lists.left_out(&task.uri) {
                    self.client.answer(id, request.otherwise);
                }
            }
            for (id, request) in self.lists.served() {
                self.respond(id, request);
            }
        }
    }
}
