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
    states: Vec<OriginState>,
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
}

impl Origins {
    /// The origin of `url`.
    pub(crate) fn of(&mut self, url: &Url) -> OriginId {
        let name = &url[..Position::BeforePath];
        if let Some(id) = self.by_name.get(name) {
            return *id;
        }
        let id = OriginId(self.states.len() as u32);
        let new = OriginState {
            standing: Standing::Open,
            has_responded: false,
            failures: 0,
            last_failed: u32::MAX,
            trials: 0,
        };
        self.states.push(new);
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
        state.map(|state| state.standing = Standing::OnTrial(target)).is_some()
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
