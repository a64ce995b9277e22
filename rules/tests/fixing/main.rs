//! Fixes: what they declare is what they do, what is reported is what is fixed, and a second run has nothing to do. On small lists of
//! our own, real ones where they are there (see [`curate_testing::corpus`]), and generated ones.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::string_slice,
    reason = "a test may panic and say what it tried"
)]

mod combinations;
mod cut;
mod judge;
mod majority;
mod offers;
mod order;
mod pages;
mod rounds;
mod whole;
mod witness;
