//! The store: outcomes of URLs, kept between runs in one `SQLite` file, which several processes may use at once, or in a bucket
//! at a broker, which several machines share.
//!
//! A run adds observations and never overwrites what another process has added meanwhile: what is in the store and what is
//! new are merged by `StoreRow::merged`, the same way in which two stores are.

#[cfg(feature = "fleet")]
mod broker_help;
#[cfg(feature = "fleet")]
mod broker_place;
#[cfg(feature = "fleet")]
mod broker_store;
mod error;
mod file;
mod outcome_order;
mod place;
mod row;
mod row_json;
mod schema;
mod suspicion_json;
mod whose;
mod writer;

#[cfg(feature = "fleet")]
pub(crate) use crate::links::store::broker_place::{BrokerPlace, elected};
#[cfg(feature = "fleet")]
pub(crate) use crate::links::store::broker_store::{BrokerStore, is_newer_value, merged_value, read_value};
pub use crate::links::store::error::StoreError;
pub use crate::links::store::file::Store;
pub(crate) use crate::links::store::place::{StorePlace, StorePlaceError};
pub use crate::links::store::row::StoreRow;
pub use crate::links::store::row_json::RowError;
pub(crate) use crate::links::store::writer::{CloseError, Writer};
