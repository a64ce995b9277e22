//! The link checker against servers that misbehave: all of them are on loopback, and written for these tests.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::string_slice, reason = "a test may panic")]

mod advice;
mod badge;
mod baseline;
mod changed;
mod configured;
mod documents;
mod fault;
mod faults;
mod github;
mod moved;
mod offline;
mod others;
mod places;
mod program;
mod reports;
mod requests;
mod scheduling;
mod secure;
mod statuses;
mod stopping;
mod store;
mod suspect;
mod videos;
