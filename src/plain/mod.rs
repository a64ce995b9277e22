//! Plain types and small functions that every module may use; they use none of the others.

pub mod choices;
pub mod duration;
pub mod folders;
pub mod neutral;
pub mod patterns;
pub mod place;
pub mod regular_file;
pub mod selector;
pub mod shard;
pub mod toml_text;
pub mod variable;
pub mod yaml;
