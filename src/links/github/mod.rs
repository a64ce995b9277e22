//! Repositories on GitHub, checked by its GraphQL API: a hundred with one request.

mod api;
mod batches;
mod client;
mod query;
mod repository_name;
mod response;
mod results;

pub(crate) use api::{Api, ApiConfigError};
pub(crate) use batches::start;
pub(crate) use client::GithubClient;
pub(crate) use repository_name::count_repositories;
