//! A transport that remembers what was asked and answered, for those who want to know why.

use crate::links::question::{Question, Reply, Transport};
use std::sync::{Arc, Mutex, PoisonError};

/// Asks like `T`, and remembers every exchange.
#[derive(Clone)]
pub struct Overheard<T> {
    inner: T,
    heard: Arc<Mutex<Vec<(Question, Reply)>>>,
}

impl<T: Transport> Overheard<T> {
    /// Listens to what `inner` asks.
    pub fn new(inner: T) -> Self {
        Self { inner, heard: Arc::default() }
    }

    /// What was asked so far, each with its answer, in the order of the answers.
    pub fn heard(&self) -> Vec<(Question, Reply)> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl<T: Transport> Transport for Overheard<T> {
    async fn ask(&self, question: Question) -> Reply {
        let reply = self.inner.ask(question.clone()).await;
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).push((question, reply.clone()));
        reply
    }
}
