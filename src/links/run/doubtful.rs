//! Pages that may be what their hosts show for pages that do not exist.

use crate::links::probe_result::ProbeResult;
use crate::links::run::origins::OriginId;
use crate::links::target::QueuedTarget;

/// A page that waits for what its host shows for one that cannot exist.
pub(crate) struct DoubtfulPage {
    pub(crate) target: u32,
    pub(crate) origin: OriginId,
    pub(crate) result: ProbeResult,
}

/// What an origin shows for a page that cannot exist.
pub(crate) enum MissingPage {
    /// It was requested.
    Requested,
    /// This.
    Known(Box<ProbeResult>),
    /// It could not be found out.
    Unknown,
}

/// The first URL of a host whose response looked in some way.
pub(crate) struct FirstSeen {
    /// A hash of it, without what is before its path: one page over http and over https is one page.
    pub(crate) url: u64,
    /// The target that led to it, until it is read; `None` where nothing is left to do about it: it is compared with a page that
    /// cannot exist, or is the home page.
    pub(crate) unsettled: Option<QueuedTarget>,
}
