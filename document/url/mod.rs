//! URLs: which of them are the same resource, and what is in them that no reader needs.

mod key;
mod localised;
pub(crate) mod plain;
mod repair;
mod tracking;

pub use key::UrlKey;
pub use localised::{CODE_HOSTS, is_same_except_language};
pub use tracking::{Tracking, is_on_host, is_tracking_parameter, tracking};
