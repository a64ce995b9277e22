//! The JSON form of a suspicion. What is found anew in every run has none.

use curate_rules::api::outcome::Suspicion;
use serde::{Deserialize, Serialize};

/// Why a page that answers is probably not what was meant.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum SuspicionJson {
    /// A page of a domain parker.
    Parked { by: String },
    /// A page of a video that was removed.
    VideoRemoved,
    /// A page that says that there is none, by this address or title.
    NotFoundPage { sign: String },
    /// A login or the like, at this address.
    Gate { at: String },
    /// The home page in the place of an inner one.
    HomePage,
    /// What the host shows for a page that cannot exist too.
    SameAsMissing,
}

impl SuspicionJson {
    /// The form of `suspicion`; `None` where it comes from the history, or from other URLs.
    pub(crate) fn of(suspicion: &Suspicion) -> Option<Self> {
        Some(match suspicion.clone() {
            Suspicion::Parked(by) => Self::Parked { by },
            Suspicion::VideoRemoved => Self::VideoRemoved,
            Suspicion::NotFoundPage(sign) => Self::NotFoundPage { sign },
            Suspicion::Gate(at) => Self::Gate { at },
            Suspicion::HomePage => Self::HomePage,
            Suspicion::SameAsMissing => Self::SameAsMissing,
            Suspicion::DomainChanged(_) | Suspicion::Shared(..) => return None,
        })
    }

    /// What it is the form of.
    pub(crate) fn suspicion(self) -> Suspicion {
        match self {
            Self::Parked { by } => Suspicion::Parked(by),
            Self::VideoRemoved => Suspicion::VideoRemoved,
            Self::NotFoundPage { sign } => Suspicion::NotFoundPage(sign),
            Self::Gate { at } => Suspicion::Gate(at),
            Self::HomePage => Suspicion::HomePage,
            Self::SameAsMissing => Suspicion::SameAsMissing,
        }
    }
}
