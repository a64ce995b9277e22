//! A transport that records every exchange, for `curate explain`.

use crate::links::request::Request;
use crate::links::transport::{RequestResult, Transport};
use std::sync::{Arc, Mutex, PoisonError};

/// Sends as `T` does, and records every exchange. Clones share the record.
#[derive(Clone)]
pub(crate) struct RecordingTransport<T> {
    inner: T,
    exchanges: Arc<Mutex<Vec<(Request, RequestResult)>>>,
}

impl<T: Transport> RecordingTransport<T> {
    /// Records what `inner` sends.
    pub(crate) fn new(inner: T) -> Self {
        Self { inner, exchanges: Arc::default() }
    }

    /// All requests so far with their results, in the order of the results.
    pub(crate) fn exchanges(&self) -> Vec<(Request, RequestResult)> {
        self.exchanges.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl<T: Transport> Transport for RecordingTransport<T> {
    async fn send(&self, request: Request) -> RequestResult {
        let result = self.inner.send(request.clone()).await;
        self.exchanges.lock().unwrap_or_else(PoisonError::into_inner).push((request, result.clone()));
        result
    }
}
