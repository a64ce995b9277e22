//! Checks links together with other machines, over a broker that all of them reach: the run loop of `links` with another source
//! of targets, another sink of results and another transport. What is kept at the broker and how is `curate_fleet`'s.

mod answer;
mod bucket_value;
mod call_message;
pub(crate) mod coordinator;
mod hands;
mod intake;
mod outcome_writer;
pub(crate) mod tally;
mod target_message;
mod transport;
pub(crate) mod worker;
