//! Requests for what fixes would change that wait for the worker, and the one that it works for.

use crate::lsp::requests::FixRequest;
use lsp_server::RequestId;
use std::collections::VecDeque;

/// So many requests wait; more are refused.
const WAITING: usize = 32;

/// Requests that wait for the worker, and the one that it works for.
#[derive(Default)]
pub(super) struct FixRequests {
    waiting: VecDeque<(RequestId, FixRequest)>,
    running: Option<FixRequest>,
}

impl FixRequests {
    /// Whether the worker works for one.
    pub(super) fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// Whether no more may wait.
    pub(super) fn is_full(&self) -> bool {
        self.waiting.len() == WAITING
    }

    /// Has `request` wait.
    pub(super) fn wait(&mut self, id: RequestId, request: FixRequest) {
        self.waiting.push_back((id, request));
    }

    /// The request that the worker works for from now on, if one waits.
    pub(super) fn start(&mut self) -> Option<(RequestId, FixRequest)> {
        let (id, request) = self.waiting.pop_front()?;
        self.running = Some(request.clone());
        Some((id, request))
    }

    /// The request that the worker has worked for.
    pub(super) fn end(&mut self) -> Option<FixRequest> {
        self.running.take()
    }

    /// Takes back the request `id`, if it waits.
    pub(super) fn cancel(&mut self, id: &RequestId) -> bool {
        let before = self.waiting.len();
        self.waiting.retain(|(waiting, _)| waiting != id);
        self.waiting.len() < before
    }
}
