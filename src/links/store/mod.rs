//! The store: outcomes of URLs, kept between runs in one `SQLite` file, which several processes may use at once.
//!
//! A run adds observations and never overwrites what another process has added meanwhile: what is in the file and what is
//! new are merged by `StoreRow::merged`, the same way in which two stores are.

mod file;
mod outcome_order;
mod row;
mod row_json;
mod schema;
mod suspicion_json;
mod whose;
mod writer;

pub use crate::links::store::file::{Store, StoreError};
pub use crate::links::store::row::StoreRow;
pub use crate::links::store::row_json::RowError;
pub(crate) use crate::links::store::writer::{CloseError, Writer};
