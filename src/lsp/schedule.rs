//! When which text is judged: a while after the last change, at once where somebody waits for it, one list at a time.

use gen_lsp_types::Uri;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// So long nothing is typed before it is judged.
pub(super) const PAUSE: Duration = Duration::from_millis(100);

/// The texts that are to be judged, with the time from which on.
#[derive(Debug, Default)]
pub(super) struct Schedule {
    due: BTreeMap<Uri, Instant>,
}

impl Schedule {
    /// `uri` was changed at `now`.
    pub(super) fn changed(&mut self, uri: &Uri, now: Instant) {
        self.due.insert(uri.clone(), now + PAUSE);
    }

    /// `uri` is to be judged at once.
    pub(super) fn wanted(&mut self, uri: &Uri, now: Instant) {
        self.due.insert(uri.clone(), now);
    }

    /// `uri` was judged as it is, or is not open any more.
    pub(super) fn done(&mut self, uri: &Uri) {
        self.due.remove(uri);
    }

    /// Whether `uri` has changed since it was judged.
    pub(super) fn is_due(&self, uri: &Uri) -> bool {
        self.due.contains_key(uri)
    }

    /// When the next text is to be judged.
    pub(super) fn next(&self) -> Option<Instant> {
        self.due.values().min().copied()
    }

    /// The text that is to be judged at `now`, if any: that which has waited longest.
    pub(super) fn ready(&self, now: Instant) -> Option<&Uri> {
        let (uri, due) = self.due.iter().min_by_key(|(_, due)| **due)?;
        (*due <= now).then_some(uri)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_waited_for() {
        let uri = |name: &str| Uri::parse(&format!("file:///{name}")).expect("a URI");
        let (a, b, start) = (uri("a"), uri("b"), Instant::now());
        let after = |milliseconds| start + Duration::from_millis(milliseconds);
        let mut schedule = Schedule::default();
        assert_eq!(schedule.next(), None);
        schedule.changed(&a, start);
        schedule.changed(&b, after(30));
        schedule.changed(&a, after(60));
        assert_eq!(schedule.ready(after(120)), None);
        assert_eq!(schedule.next(), Some(after(130)));
        assert_eq!(schedule.ready(after(200)), Some(&b));
        schedule.wanted(&a, after(70));
        assert_eq!(schedule.ready(after(70)), Some(&a));
        schedule.done(&a);
        assert!(!schedule.is_due(&a) && schedule.is_due(&b));
    }
}
