//! Pages that may be what their hosts show for pages that do not exist.

use crate::links::probe_result::ProbeResult;
use crate::links::run::origins::OriginId;

/// A page that waits for what its host shows for one that cannot exist.
pub(crate) struct DoubtfulPage {
    pub(crate) origin: OriginId,
    pub(crate) result: ProbeResult,
}

/// What an origin shows for a page that cannot exist.
pub(crate) enum MissingPage {
    /// It was requested.
    Requested,
    /// This.
    Known(Box<ProbeResult>),
}
