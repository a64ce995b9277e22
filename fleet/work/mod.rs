//! What is to be checked: a stream of targets, by partition. Whoever has outcomes to wait for queues them with [`Publisher`];
//! who holds the lease of a partition takes them from its [`PartitionWork`].

mod delivery;
mod error;
mod partition;
mod publisher;
mod stream;

pub use delivery::Delivery;
pub use error::WorkError;
pub use partition::PartitionWork;
pub use publisher::{Publisher, Queued, Target};
pub use stream::{Backlog, WorkStream, WorkStreamOptions};
