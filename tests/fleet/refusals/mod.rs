//! What goes wrong in a fleet: brokers that cannot be used, members that end, messages and values that nobody of the fleet has
//! written. Linux alone, as the processes of [`crate::world`] are.

mod broker_trouble;
mod hostile_messages;
mod hostile_values;
mod leaving;
mod members;
mod poison;
mod policy;
mod raw_client;
mod resuming;
