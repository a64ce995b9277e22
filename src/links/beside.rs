//! What is asked beside the run, in another way than URL by URL.

use crate::links::learnt::Learnt;
use std::collections::BTreeSet;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::JoinSet;

/// What became of a target that was asked beside the run.
#[derive(Debug)]
pub enum News {
    /// This was learnt of it.
    Learnt(u32, Box<Learnt>),
    /// Nothing was: it is to be asked like the others.
    Left(u32),
}

/// Targets, by their places, that somebody else is asking for. When this is dropped, the asking ends.
#[derive(Debug)]
pub struct Beside {
    awaited: BTreeSet<u32>,
    news: UnboundedReceiver<News>,
    tasks: JoinSet<()>,
}

impl Beside {
    /// `tasks` ask for `awaited` and tell their `news`. What they do not tell of when they end is left.
    pub fn new(awaited: BTreeSet<u32>, news: UnboundedReceiver<News>, tasks: JoinSet<()>) -> Self {
        Self { awaited, news, tasks }
    }

    /// Nothing.
    pub fn nothing() -> Self {
        Self::new(BTreeSet::new(), unbounded_channel().1, JoinSet::new())
    }

    /// Whether news of `target` are still to come.
    pub fn awaits(&self, target: u32) -> bool {
        self.awaited.contains(&target)
    }

    /// Whether no news are to come.
    pub fn is_over(&self) -> bool {
        self.awaited.is_empty()
    }

    /// The next news; `None` where none are to come.
    pub async fn next(&mut self) -> Option<News> {
        if self.is_over() {
            return None;
        }
        let news = self.news.recv().await;
        match news {
            Some(News::Learnt(target, _) | News::Left(target)) => self.awaited.remove(&target).then_some(())?,
            None => return self.awaited.pop_first().map(News::Left),
        }
        news
    }

    /// Ends the asking; the targets of which no news have come.
    pub fn end(&mut self) -> BTreeSet<u32> {
        self.tasks.abort_all();
        std::mem::take(&mut self.awaited)
    }
}
