//! The link checker: which URLs are asked, when, how, and what their answers mean.
//!
//! `question` holds what the parts say to one another. What is asked next is decided without a socket or a clock of its
//! own (`frontier`, `probe`, `verdict`); only `http`, `resolver`, `github` and `archive` reach the network, only
//! `store` reaches a file.

pub mod addresses;
pub mod archive;
pub mod beside;
pub mod body;
pub mod crowd;
pub mod day;
pub mod domain;
pub mod failure;
pub mod fragment;
pub mod frontier;
pub mod github;
pub mod http;
pub mod learnt;
pub mod manners;
pub mod moved;
pub mod overheard;
pub mod ports;
pub mod probe;
pub mod question;
pub mod redirect;
pub mod resolver;
pub mod retry_after;
pub mod run;
pub mod settings;
pub mod shard;
pub mod signatures;
pub mod sought;
pub mod store;
pub mod targets;
pub mod verdict;
