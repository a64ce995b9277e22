//! Files: found, read, grouped into lists, and replaced in one step.

pub mod baseline;
pub mod discover;
pub mod editions;
pub mod facts;
pub mod folders;
pub mod own_repository;
pub mod patterns;
pub mod place;
pub mod read;
pub mod regular_file;
pub mod siblings;
pub mod site_root;
pub mod write;
