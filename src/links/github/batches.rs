//! Asks the API in batches: what fails is split and asked again, what is missing is asked for twice, and what the API has no
//! points left for goes back, to be asked like any other link.

use crate::links::beside::{Beside, News};
use crate::links::github::query::{Name, Rate, Said, question};
use crate::links::github::questioner::{Questioner, Reply, Trouble};
use crate::links::github::{learnt, missing};
use crate::links::targets::Target;
use std::collections::VecDeque;
use std::sync::Arc;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;
use tokio::time::sleep;

/// Repositories of one question; the API takes no more than about that in the time it has for one.
const MOST: usize = 100;
/// Questions at the same time.
const ABREAST: usize = 3;
/// After so many questions in a row without an answer no more are put.
const GIVE_UP: u32 = 4;

/// Begins to ask for those of `targets` that are repositories. What is learnt comes through the first, what went wrong with
/// the API, for people, through the second.
pub fn start(questioner: Questioner, targets: &[Target]) -> (Beside, UnboundedReceiver<String>) {
    let repository = |(index, target): (usize, &Target)| {
        let name = questioner.api.repository(&target.url)?;
        Some(Repository { index: index as u32, target: target.clone(), name })
    };
    let repositories: Vec<Repository> = targets.iter().enumerate().filter_map(repository).collect();
    let (news, heard) = unbounded_channel();
    let (notes, noted) = unbounded_channel();
    let awaited = repositories.iter().map(|repository| repository.index).collect();
    let mut tasks = JoinSet::new();
    if !repositories.is_empty() {
        tasks.spawn(Batches::new(questioner, repositories, news).run(notes));
    }
    (Beside::new(awaited, heard, tasks), noted)
}

struct Repository {
    index: u32,
    target: Target,
    name: Name,
}

/// Some repositories, by their places, that are asked for at once.
#[derive(Clone)]
struct Batch {
    places: Vec<usize>,
    /// How often just these were asked for.
    tries: u8,
    /// Whether this is the second time that they are missing.
    confirms: bool,
}

struct Batches {
    questioner: Arc<Questioner>,
    repositories: Vec<Repository>,
    news: UnboundedSender<News>,
    queue: VecDeque<Batch>,
    flying: JoinSet<(Batch, Reply)>,
    missing: Vec<usize>,
    told: Vec<bool>,
    rate: Option<Rate>,
    /// Questions in a row that were not answered.
    failures: u32,
    /// Questions that may still be put: splitting must not multiply them without end.
    questions: usize,
    /// Why no more are put.
    over: Option<String>,
    /// What went wrong last.
    trouble: Option<String>,
    /// Repositories that the API says nothing of.
    unanswered: usize,
}

impl Batches {
    fn new(questioner: Questioner, repositories: Vec<Repository>, news: UnboundedSender<News>) -> Self {
        let places: Vec<usize> = (0..repositories.len()).collect();
        Self {
            questioner: Arc::new(questioner),
            queue: batches(&places, false).collect(),
            told: vec![false; repositories.len()],
            questions: 20 + repositories.len() / 10,
            repositories,
            news,
            flying: JoinSet::new(),
            missing: Vec::new(),
            rate: None,
            failures: 0,
            over: None,
            trouble: None,
            unanswered: 0,
        }
    }

    async fn run(mut self, notes: UnboundedSender<String>) {
        loop {
            self.launch();
            if let Some(landed) = self.flying.join_next().await {
                if let Ok((batch, reply)) = landed {
                    self.landed(batch, reply).await;
                }
                continue;
            }
            let missing = std::mem::take(&mut self.missing);
            if missing.is_empty() || self.over.is_some() {
                break;
            }
            self.queue.extend(batches(&missing, true));
        }
        let left: Vec<usize> =
            self.told.iter().enumerate().filter(|(_, told)| !**told).map(|(place, _)| place).collect();
        self.unanswered += left.len();
        for place in left {
            self.leave(place);
        }
        if self.unanswered > 0 {
            let why = self.over.or(self.trouble).unwrap_or_else(|| "its answers say nothing of some".to_owned());
            let what = match self.unanswered {
                1 => "1 repository is asked by its page".to_owned(),
                count => format!("{count} repositories are asked by their pages"),
            };
            // Nobody listens any more where the run has ended.
            let _ = notes.send(format!("GitHub's API: {why}; {what}"));
        }
    }

    /// Puts as many questions as may be put at once.
    fn launch(&mut self) {
        while self.flying.len() < ABREAST && self.over.is_none() && !self.queue.is_empty() {
            if let Some(rate) = &self.rate {
                let spent = rate.cost.max(1).saturating_mul(self.flying.len() as u64 + 1);
                if rate.remaining < spent {
                    let reset = rate.reset_at.clone();
                    // The answers that are awaited say whether something is left after all.
                    if self.flying.is_empty() {
                        self.over = Some(format!("no points are left until {reset}"));
                    }
                    return;
                }
            }
            let Some(questions) = self.questions.checked_sub(1) else {
                self.over = Some("it fails too often".to_owned());
                return;
            };
            self.questions = questions;
            let Some(mut batch) = self.queue.pop_front() else { return };
            batch.tries += 1;
            let names: Vec<&Name> =
                batch.places.iter().filter_map(|place| Some(&self.repositories.get(*place)?.name)).collect();
            let (body, count) = (question(&names, batch.confirms), names.len());
            let questioner = Arc::clone(&self.questioner);
            self.flying.spawn(async move { (batch, questioner.ask(body, count).await) });
        }
    }

    async fn landed(&mut self, batch: Batch, reply: Reply) {
        match reply {
            Ok(answer) => {
                self.failures = 0;
                // Answers may overtake one another: what was said to be left least is.
                let left = |rate: &Rate| (rate.reset_at.clone(), std::cmp::Reverse(rate.remaining));
                self.rate = [self.rate.take(), answer.rate].into_iter().flatten().max_by_key(left);
                let unclear: Vec<usize> = batch
                    .places
                    .iter()
                    .copied()
                    .zip(answer.said)
                    .filter_map(|(place, said)| self.said(place, said, batch.confirms))
                    .collect();
                self.again(Batch { places: unclear, ..batch });
            }
            Err(Trouble::Broken(why)) => self.failed(batch, why, 1),
            // Whether there is a network at all waits for this.
            Err(Trouble::Unreached(why)) => self.failed(batch, why, GIVE_UP / 2),
            Err(Trouble::Pause(pause)) if pause <= self.questioner.longest_pause => {
                self.failures += 1;
                if self.failures >= GIVE_UP {
                    self.over.get_or_insert_with(|| "it asks for one pause after the other".to_owned());
                    return;
                }
                sleep(pause).await;
                self.queue.push_front(batch);
            }
            Err(Trouble::Pause(pause)) => {
                self.over.get_or_insert_with(|| format!("it asks for a pause of {} seconds", pause.as_secs()));
            }
            Err(Trouble::Hopeless(why)) => {
                self.over.get_or_insert(why);
            }
        }
    }

    /// Takes a failure that weighs as much as `weight` usual ones.
    fn failed(&mut self, batch: Batch, why: String, weight: u32) {
        self.failures += weight;
        if self.failures >= GIVE_UP {
            self.over.get_or_insert_with(|| why.clone());
        }
        self.trouble = Some(why);
        self.again(batch);
    }

    /// Takes what is said of one repository; gives it back where that is nothing.
    fn said(&mut self, place: usize, said: Said, confirmed: bool) -> Option<usize> {
        let repository = self.repositories.get(place)?;
        let learnt = match said {
            Said::Known(known) => {
                let Target { url, fragments } = &repository.target;
                learnt(url, &repository.name, fragments, &known, self.questioner.today)
            }
            Said::Missing if confirmed => missing(&repository.target.url),
            // The page of GitHub itself, or of an account that is gone: its page tells which.
            Said::NoAccount => {
                self.leave(place);
                return None;
            }
            Said::Missing => {
                self.missing.push(place);
                return None;
            }
            Said::Unclear => return Some(place),
        };
        let news = News::Learnt(repository.index, Box::new(learnt));
        self.tell(place, news);
        None
    }

    /// Asks for what was not answered again: by halves, and at last by itself.
    fn again(&mut self, batch: Batch) {
        match batch.places.as_slice() {
            [] => {}
            [place] if batch.tries > 1 => {
                self.unanswered += 1;
                self.leave(*place);
            }
            [_] => self.queue.push_back(batch),
            places => {
                let (first, second) = places.split_at(places.len() / 2);
                for half in [first, second] {
                    self.queue.push_back(Batch { places: half.to_vec(), tries: 0, confirms: batch.confirms });
                }
            }
        }
    }

    fn leave(&mut self, place: usize) {
        if let Some(repository) = self.repositories.get(place) {
            let news = News::Left(repository.index);
            self.tell(place, news);
        }
    }

    fn tell(&mut self, place: usize, news: News) {
        if let Some(told) = self.told.get_mut(place) {
            *told = true;
        }
        // Nobody listens any more where the run has ended.
        let _ = self.news.send(news);
    }
}

fn batches(places: &[usize], confirms: bool) -> impl Iterator<Item = Batch> {
    places.chunks(MOST).map(move |places| Batch { places: places.to_vec(), tries: 0, confirms })
}
