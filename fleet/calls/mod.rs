//! Requests from worker to worker: a request to a host is sent by the worker that holds the host's partition, in the host's
//! turn; and a second look is taken from another worker's place. They are core NATS requests: nothing is stored, and where the
//! answer does not come, who called decides.

mod caller;
mod server;

pub use caller::{CallError, Caller};
pub use server::{Call, CallServer, Called};

/// The most bytes of a request.
pub const MOST_REQUEST: usize = 64 * 1024;

/// The most bytes of a response.
pub const MOST_RESPONSE: usize = 256 * 1024;

/// The header of a response that is none: its value is [`BUSY`] or [`REFUSED`].
const OUTCOME: &str = "Curate-Outcome";

/// The worker has enough to do, or no lease of the partition; somebody may take the call a little later.
const BUSY: &str = "busy";

/// The worker cannot do anything with the request, now or later.
const REFUSED: &str = "refused";

/// The header of a request: the milliseconds its caller waits.
const WAITS: &str = "Curate-Waits";
