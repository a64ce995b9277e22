//! The configuration: `curate.toml` or `.curate.toml`, the nearest one up the tree.

pub mod duration;
pub mod error;
pub mod fail_on;
pub mod file;
pub mod levels;
pub mod links;
pub mod model;
pub mod presets;
pub mod resolve;
pub mod schema;
pub mod selector;
pub mod show;
pub mod values;
pub mod variable;

pub use crate::config::error::ConfigError;
pub use crate::config::levels::RuleState;
pub use crate::config::links::{HostConfig, LinksConfig};
pub use crate::config::model::Config;
pub use crate::config::resolve::{Configs, Effective, NAMES, Origin, Overrides, effective};
