//! The health of origins (scheme, host, port): which of them are worth another request. Failure belongs to an origin, pace to
//! a host: what listens on one port says nothing of another. Pure.

use std::collections::HashMap;
use url::{Position, Url};

/// An origin from which nothing has come yet is left alone after failures of so many URLs.
const SILENT: u32 = 2;
/// One that has responded fails for so many URLs in a row before it is.
const BROKEN: u32 = 5;

/// One that has responded is tried so often; one that never has, once.
const TRIALS: u32 = 10;

/// An origin of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct OriginId(u32);

/// Whether an origin gets requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It gets them.
    Open,
    /// It failed too often. One request of the second look may find it alive.
    Suspended,
    /// That request is on its way, for this target.
    OnTrial(u32),
    /// It failed then too, and gets no more.
    GivenUp,
}

/// The health of all origins of a run.
#[derive(Debug, Default)]
pub(crate) struct Origins {
    by_name: HashMap<Box<str>, OriginId>,
    /// The origins that are tried with a target.
    on_trial: HashMap<u32, OriginId>,
    states: Vec<OriginState>,
    /// Places in `states` that are free again.
    free: Vec<OriginId>,
    /// Counts the calls of [`Origins::forget_idle`].
    round: u32,
}

#[derive(Clone, Copy, Debug)]
struct OriginState {
    standing: Standing,
    has_responded: bool,
    /// Failures of different URLs in a row.
    failures: u32,
    last_failed: u32,
    /// Trials that failed.
    trials: u32,
    /// In which round it was last spoken of.
    round: u32,
}

impl Origins {
    /// The origin of `url`.
    pub(crate) fn of(&mut self, url: &Url) -> OriginId {
        let name = &url[..Position::BeforePath];
        let round = self.round;
        if let Some(id) = self.by_name.get(name) {
            if let Some(state) = self.states.get_mut(id.0 as usize) {
                state.round = round;
            }
            return *id;
        }
        let id = self.free.pop().unwrap_or(OriginId(self.states.len() as u32));
        let new = OriginState {
            standing: Standing::Open,
            has_responded: false,
            failures: 0,
            last_failed: u32::MAX,
            trials: 0,
            round,
        };
        match self.states.get_mut(id.0 as usize) {
            Some(place) => *place = new,
            None => self.states.push(new),
        }
        self.by_name.insert(name.into(), id);
        id
    }

    /// Whether `origin` gets requests.
    pub(crate) fn standing(&self, origin: OriginId) -> Standing {
        self.states.get(origin.0 as usize).map_or(Standing::Open, |state| state.standing)
    }

    /// Whether `origin` may have a request for `target` now.
    pub(crate) fn admits(&self, origin: OriginId, target: u32) -> bool {
        match self.standing(origin) {
            Standing::Open => true,
            Standing::OnTrial(tried) => tried == target,
            Standing::Suspended | Standing::GivenUp => false,
        }
    }

    /// `origin` has responded, well or not.
    pub(crate) fn responded(&mut self, origin: OriginId) {
        if let Some(state) = self.states.get_mut(origin.0 as usize) {
            (state.standing, state.has_responded, state.failures) = (Standing::Open, true, 0);
            state.last_failed = u32::MAX;
        }
    }

    /// `origin` did not respond when `target` was requested; whether it gets no more requests from now on.
    pub(crate) fn failed(&mut self, origin: OriginId, target: u32) -> bool {
        let Some(state) = self.states.get_mut(origin.0 as usize) else { return false };
        if state.last_failed != target {
            (state.failures, state.last_failed) = (state.failures + 1, target);
        }
        let most = if state.has_responded { BROKEN } else { SILENT };
        let next = match state.standing {
            Standing::OnTrial(_) => {
                state.trials += 1;
                let is_lost = !state.has_responded || state.trials >= TRIALS;
                if is_lost { Standing::GivenUp } else { Standing::Suspended }
            }
            Standing::Open if state.failures >= most => Standing::Suspended,
            standing => standing,
        };
        let is_new = next != state.standing;
        state.standing = next;
        is_new
    }

    /// Tries a suspended `origin` with `target`; whether it was suspended.
    pub(crate) fn try_again(&mut self, origin: OriginId, target: u32) -> bool {
        let state = self.states.get_mut(origin.0 as usize).filter(|state| state.standing == Standing::Suspended);
        let is_tried = state.map(|state| state.standing = Standing::OnTrial(target)).is_some();
        if is_tried {
            self.on_trial.insert(target, origin);
        }
        is_tried
    }

    /// `target` is done: where nothing has come of a trial with it, its request never got there, and the origin is given up.
    pub(crate) fn end_trial(&mut self, target: u32) {
        self.end_trial_as(target, Standing::GivenUp);
    }

    /// `target` is not to be checked any more: a trial with it says nothing, and another may take its place.
    pub(crate) fn cancel_trial(&mut self, target: u32) {
        self.end_trial_as(target, Standing::Suspended);
    }

    fn end_trial_as(&mut self, target: u32, standing: Standing) {
        let state = self.on_trial.remove(&target).and_then(|origin| self.states.get_mut(origin.0 as usize));
        if let Some(state) = state.filter(|state| state.standing == Standing::OnTrial(target)) {
            state.standing = standing;
        }
    }

    /// Forgets the origins that were spoken of neither since the last call nor between that and the one before, and are not to
    /// be kept; their ids, which other origins may get. Those that are given up may be tried again from now on.
    pub(crate) fn forget_idle(&mut self, is_kept: impl Fn(OriginId) -> bool) -> Vec<OriginId> {
        self.round = self.round.wrapping_add(1);
        for state in self.states.iter_mut().filter(|state| state.standing == Standing::GivenUp) {
            (state.standing, state.trials) = (Standing::Suspended, 0);
        }
        let (states, free, round) = (&self.states, &mut self.free, self.round);
        let first = free.len();
        self.by_name.retain(|_, id| {
            let is_idle = |state: &OriginState| {
                round.wrapping_sub(state.round) > 2 && !matches!(state.standing, Standing::OnTrial(_))
            };
            let is_forgotten = states.get(id.0 as usize).is_some_and(is_idle) && !is_kept(*id);
            if is_forgotten {
                free.push(*id);
            }
            !is_forgotten
        });
        free.get(first..).unwrap_or_default().to_vec()
    }

    /// Ends the trials of which nothing has come: their requests never got there.
    pub(crate) fn end_trials(&mut self) {
        for state in &mut self.states {
            if matches!(state.standing, Standing::OnTrial(_)) {
                state.standing = Standing::GivenUp;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(origins: &mut Origins, url: &str) -> OriginId {
        origins.of(&Url::parse(url).expect("a URL"))
    }

    #[test]
    fn origins_that_nobody_speaks_of_are_forgotten() {
        let mut origins = Origins::default();
        let (idle, busy) = (origin(&mut origins, "https://a.example/"), origin(&mut origins, "https://b.example/"));
        origins.failed(idle, 1);
        for _ in 0..2 {
            assert_eq!(origins.forget_idle(|_| false), []);
            assert_eq!(origin(&mut origins, "https://b.example/x"), busy);
        }
        assert_eq!(origins.forget_idle(|id| id == idle), [], "it is kept");
        assert_eq!(origins.forget_idle(|_| false), [idle]);
        let new = origin(&mut origins, "https://c.example/");
        assert_eq!((new, origins.standing(new)), (idle, Standing::Open));
        assert!(!origins.failed(new, 1), "it has failed once, whatever was there before");
    }

    #[test]
    fn a_run_that_lasts_tries_again_what_it_gave_up() {
        let mut origins = Origins::default();
        let silent = origin(&mut origins, "https://a.example/");
        (1..3).for_each(|target| _ = origins.failed(silent, target));
        assert!(origins.try_again(silent, 3) && origins.failed(silent, 3) && !origins.try_again(silent, 4));
        assert_eq!(origins.forget_idle(|_| false), []);
        assert!(!origins.admits(silent, 4) && origins.try_again(silent, 4) && origins.admits(silent, 4));
    }

    #[test]
    fn scheme_host_and_port_make_an_origin() {
        let mut origins = Origins::default();
        let first = origin(&mut origins, "https://a.example/x?y");
        assert_eq!(origin(&mut origins, "https://a.example:443/"), first);
        for other in ["http://a.example/x", "https://a.example:8443/x", "https://b.example/x"] {
            assert_ne!(origin(&mut origins, other), first, "{other}");
        }
    }

    #[test]
    fn two_urls_suspend_a_silent_origin_and_one_url_never_does() {
        let mut origins = Origins::default();
        let silent = origin(&mut origins, "https://a.example/");
        assert!((0..9).all(|_| !origins.failed(silent, 1)));
        assert!(origins.failed(silent, 2) && !origins.admits(silent, 3));
        assert!(origins.try_again(silent, 3) && !origins.try_again(silent, 4));
        assert!(origins.admits(silent, 3) && !origins.admits(silent, 4));
        origins.cancel_trial(3);
        assert!(origins.try_again(silent, 3), "a trial with a target that was withdrawn says nothing");
        assert!(origins.failed(silent, 3));
        assert_eq!(origins.standing(silent), Standing::GivenUp);
    }

    #[test]
    fn one_that_responds_on_trial_is_open_and_bears_more() {
        let mut origins = Origins::default();
        let shy = origin(&mut origins, "https://a.example/");
        (1..3).for_each(|target| _ = origins.failed(shy, target));
        origins.try_again(shy, 3);
        origins.responded(shy);
        assert!((4..8).all(|target| !origins.failed(shy, target)));
        assert!(origins.failed(shy, 8));
        origins.try_again(shy, 9);
        origins.end_trials();
        assert_eq!(origins.standing(shy), Standing::GivenUp);
    }
}
