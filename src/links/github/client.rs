//! Sends one query to the API.

use crate::links::day::Day;
use crate::links::github::api::Api;
use crate::links::github::query::query;
use crate::links::github::resource::GithubResource;
use crate::links::github::response::{BatchResponse, ResponseError, parse};
use crate::links::http::{error_kind, read_at_most};
use crate::links::retry_after;
use crate::links::verdict::status_text;
use curate_rules::text;
use reqwest::Client;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use std::time::{Duration, SystemTime};
use tokio::time::timeout;

/// Bytes of a response; one about a hundred repositories has some 20 KiB.
const LONGEST: usize = 4 << 20;

/// A client of the API.
#[derive(Clone, Debug)]
pub(crate) struct GithubClient {
    /// The API.
    pub(crate) api: Api,
    /// Sends the queries; it must not follow redirects.
    pub(crate) client: Client,
    /// For one query.
    pub(crate) timeout: Duration,
    /// The longest pause that the API is waited for.
    pub(crate) longest_pause: Duration,
    /// The UTC day of the run.
    pub(crate) today: Day,
}

/// The outcome of one query.
pub(crate) type ApiResult = Result<BatchResponse, ApiError>;

/// Why a query has no result.
pub(crate) enum ApiError {
    /// Half of it may have one.
    Broken(String),
    /// The API cannot be reached.
    Unreachable(String),
    /// The API asks for a pause.
    Pause(Duration),
    /// No query will have one.
    Hopeless(String),
}

impl GithubClient {
    /// Queries `resources`; with `owners` the accounts of repositories too.
    ///
    /// # Errors
    ///
    /// [`ApiError`] where it has no result.
    pub(crate) async fn send(&self, resources: &[GithubResource], owners: bool) -> ApiResult {
        let result = timeout(self.timeout, self.post(resources, owners)).await;
        result.unwrap_or_else(|_| Err(ApiError::Broken(text!("it does not respond in time").to_string())))
    }

    async fn post(&self, resources: &[GithubResource], owners: bool) -> ApiResult {
        let request = self.client.post(self.api.endpoint.clone()).header(AUTHORIZATION, self.api.token.clone());
        let body = query(resources, owners);
        let sent = request.header(CONTENT_TYPE, "application/json").body(body).send().await;
        let response = sent.map_err(|error| {
            // The error of the library names the address, which says nothing new.
            let why = error_kind(&error).to_string();
            if error.is_connect() { ApiError::Unreachable(why) } else { ApiError::Broken(why) }
        })?;
        let (status, pause) = (response.status(), retry_after::pause(response.headers(), SystemTime::now()));
        match status.as_u16() {
            200 => {}
            401 => return Err(ApiError::Hopeless(text!("it does not accept the token in GITHUB_TOKEN").to_string())),
            403 | 429 => {
                let spent = response.headers().get("x-ratelimit-remaining").is_some_and(|left| left.as_bytes() == b"0");
                return Err(match pause {
                    Some(pause) => ApiError::Pause(pause),
                    None if spent => ApiError::Hopeless(text!("no points are left").to_string()),
                    None => ApiError::Hopeless(status_text(status.as_u16())),
                });
            }
            300..=399 => {
                return Err(ApiError::Hopeless(text!("it redirects, and the token goes nowhere else").to_string()));
            }
            400..=499 => return Err(ApiError::Hopeless(status_text(status.as_u16()))),
            _ => return Err(ApiError::Broken(status_text(status.as_u16()))),
        }
        let body = read_at_most(response, LONGEST).await;
        let body = body.ok_or_else(|| ApiError::Broken(text!("its response broke off").to_string()))?;
        parse(&body, resources).map_err(|error| match error {
            ResponseError::Limited => ApiError::Hopeless(text!("no points are left").to_string()),
            ResponseError::Broken(why) => ApiError::Broken(format!("it says: {why}")),
        })
    }
}
