//! What was learnt of URLs, kept between runs: one `SQLite` file, which several processes may use at once.
//!
//! A run adds observations and never overwrites what another process has added meanwhile: what is in the file and what is
//! new are joined by `Row::joined`, the same way in which two stores are.

mod file;
mod row;
mod writer;

pub use crate::links::store::file::{Store, StoreError};
pub use crate::links::store::row::Row;
pub use crate::links::store::writer::Writer;
