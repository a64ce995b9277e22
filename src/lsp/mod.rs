//! The language server: what editors are told, by the Language Server Protocol (3.17, as far as 3.18 does not say more).
//!
//! `session` holds what a client has opened and answers it; `worker` judges beside it. What files there are and what is wrong with them is
//! told by a [`project::ListJudge`], which `commands` makes of the steps that `curate lint` is made of. What a feature answers is a function of
//! a [`snapshot::Snapshot`], one file in `features/` each.

mod client;
pub(crate) mod client_settings;
pub(crate) mod documents;
pub(crate) mod features;
mod fix_requests;
mod fixing;
mod input;
mod link_checks;
mod lists;
pub(crate) mod position;
pub(crate) mod project;
mod requests;
mod running_check;
mod schedule;
pub(crate) mod session;
pub(crate) mod snapshot;
pub(crate) mod surroundings;
mod symbols;
mod sync;
pub(crate) mod uri;
mod watching;
mod worker;
