//! The configuration: `curate.toml` or `.curate.toml`, the nearest one up the tree.

pub(crate) mod any_case;
pub(crate) mod argument;
pub(crate) mod credentials;
pub(crate) mod duration;
pub(crate) mod effective;
pub(crate) mod error;
pub(crate) mod fail_on;
pub(crate) mod file;
pub(crate) mod header;
pub(crate) mod host_order;
pub(crate) mod levels;
pub(crate) mod links;
pub(crate) mod model;
pub(crate) mod overlay;
pub(crate) mod presets;
pub(crate) mod resolve;
pub(crate) mod schema;
pub(crate) mod secrets;
pub(crate) mod selector;
pub(crate) mod show;
pub(crate) mod structure;
pub(crate) mod syntax;
pub(crate) mod values;
pub(crate) mod variable;

pub use crate::config::effective::{Effective, effective};
pub use crate::config::error::ConfigError;
pub use crate::config::file::parse;
pub(crate) use crate::config::links::{HostConfig, LinksConfig};
pub use crate::config::model::Config;
pub use crate::config::resolve::Overrides;
pub(crate) use crate::config::resolve::{Configs, NAMES};
