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

pub use error::ConfigError;
pub use levels::RuleState;
pub use links::{HostConfig, LinksConfig};
pub use model::Config;
pub use resolve::{Configs, Effective, NAMES, Overrides, SettingOrigin, effective};
