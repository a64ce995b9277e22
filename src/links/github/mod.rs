//! Repositories, accounts and gists on GitHub, checked by its GraphQL API: a hundred with one request.

mod api;
mod batches;
mod client;
mod query;
mod repository_name;
mod resource;
mod response;
mod results;

pub(crate) use crate::links::github::api::{Api, ApiConfigError};
pub(crate) use crate::links::github::batches::start;
pub(crate) use crate::links::github::client::GithubClient;
pub(crate) use crate::links::github::resource::count_resources;
