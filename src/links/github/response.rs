//! What a response of the API says about each repository.

use crate::links::day::Day;
use crate::links::github::repository_name::RepositoryName;
use serde::Deserialize;
use serde_json::{Map, Value};

/// What the API knows of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RepositoryInfo {
    /// Its name today.
    pub(crate) name: RepositoryName,
    /// Read-only by its owner's will.
    pub(crate) archived: bool,
    /// Nothing was ever pushed.
    pub(crate) empty: bool,
    /// Shown to some only.
    pub(crate) private: bool,
    /// The UTC day of the last push.
    pub(crate) pushed_on: Option<Day>,
}

/// What the API says about one repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RepositoryStatus {
    /// It is there.
    Found(RepositoryInfo),
    /// There is no repository of that name.
    Missing,
    /// There is not even an account of that name.
    NoAccount,
    /// Nothing that could be used.
    Unclear,
}

/// A response to a query for several repositories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BatchResponse {
    /// One for each repository, in the order of the query.
    pub(crate) statuses: Vec<RepositoryStatus>,
    /// What is left of the points; `None` where they are unlimited.
    pub(crate) limit: Option<RateLimit>,
}

/// The points left.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RateLimit {
    /// Points left.
    pub(crate) remaining: u64,
    /// Points that this query has cost.
    pub(crate) cost: u64,
    /// When there will be more, in ISO 8601.
    pub(crate) reset_at: String,
}

/// Why a response says nothing about any repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ResponseError {
    /// No points are left.
    Limited,
    /// It cannot be read, or holds an error alone; half of the query may get a response.
    Broken(String),
}

#[derive(Deserialize)]
struct GraphqlResponse {
    data: Option<Map<String, Value>>,
    #[serde(default)]
    errors: Vec<GraphqlError>,
}

#[derive(Deserialize)]
struct GraphqlError {
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    path: Vec<Value>,
    #[serde(default)]
    message: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RepositoryFields {
    name_with_owner: String,
    #[serde(default)]
    is_archived: bool,
    #[serde(default)]
    is_empty: bool,
    #[serde(default)]
    is_private: bool,
    pushed_at: Option<String>,
}

/// What `body` says about `count` repositories. A response may be partial: what it says nothing about is unclear.
///
/// # Errors
///
/// Where it says nothing at all.
pub(crate) fn parse(body: &[u8], count: usize) -> Result<BatchResponse, ResponseError> {
    let response: GraphqlResponse =
        serde_json::from_slice(body).map_err(|error| ResponseError::Broken(error.to_string()))?;
    let is = |error: &GraphqlError, kind: &str| error.kind.as_deref() == Some(kind);
    if response.errors.iter().any(|error| is(error, "RATE_LIMITED") || is(error, "RATE_LIMIT")) {
        return Err(ResponseError::Limited);
    }
    let Some(data) = response.data else {
        let message = response.errors.first().map_or("it is empty", |error| error.message.as_str());
        return Err(ResponseError::Broken(message.to_owned()));
    };
    let is_missing = |alias: &str| {
        let names = |error: &&GraphqlError| error.path.first().and_then(Value::as_str) == Some(alias);
        response.errors.iter().filter(names).any(|error| is(error, "NOT_FOUND"))
    };
    let statuses = (0..count).map(|at| {
        let alias = format!("r{at}");
        match data.get(&alias).and_then(info) {
            Some(info) => RepositoryStatus::Found(info),
            None if !is_missing(&alias) => RepositoryStatus::Unclear,
            None if data.get(&format!("a{at}")).is_some_and(Value::is_null) => RepositoryStatus::NoAccount,
            None => RepositoryStatus::Missing,
        }
    });
    let limit = data.get("rateLimit").and_then(|limit| RateLimit::deserialize(limit).ok());
    Ok(BatchResponse { statuses: statuses.collect(), limit })
}

fn info(fields: &Value) -> Option<RepositoryInfo> {
    let fields = RepositoryFields::deserialize(fields).ok()?;
    let (owner, name) = fields.name_with_owner.split_once('/')?;
    let pushed_on = fields.pushed_at.as_deref().and_then(|moment| moment.split('T').next()).and_then(Day::parse);
    Some(RepositoryInfo {
        name: RepositoryName::new(owner, name)?,
        archived: fields.is_archived,
        empty: fields.is_empty,
        private: fields.is_private,
        pushed_on,
    })
}

#[cfg(test)]
mod tests {
    use super::RepositoryStatus::{Found, Missing, NoAccount, Unclear};
    use super::*;
    use serde_json::json;

    #[test]
    fn partial_responses_are_read() {
        let body = json!({
            "data": {
                "rateLimit": {"cost": 1, "remaining": 4999, "resetAt": "2026-11-26T21:00:00Z"},
                "r0": {"nameWithOwner": "Lamp/desk", "isArchived": true, "isEmpty": false, "isPrivate": false, "pushedAt": "2020-02-29T10:00:00Z"},
                "r1": null, "r2": null, "r3": {"nameWithOwner": "\u{1b}[31m/x"}, "r4": null, "a4": null
            },
            "errors": [
                {"type": "NOT_FOUND", "path": ["r1"], "message": "Could not resolve"},
                {"type": "FORBIDDEN", "path": ["r2"], "message": "Not allowed"},
                {"type": "NOT_FOUND", "path": ["r4"], "message": "Could not resolve"}
            ]
        });
        let read = parse(body.to_string().as_bytes(), 6).expect("a response");
        let info = RepositoryInfo {
            name: RepositoryName::new("Lamp", "desk").expect("a name"),
            archived: true,
            empty: false,
            private: false,
            pushed_on: Day::parse("2020-02-29"),
        };
        let statuses = [Found(info), Missing, Unclear, Unclear, NoAccount, Unclear];
        assert_eq!(read.statuses, statuses);
        assert_eq!(read.limit.map(|limit| (limit.remaining, limit.cost)), Some((4999, 1)));
    }

    #[test]
    fn errors_are_told_apart() {
        let of = |text: &str| parse(text.as_bytes(), 1);
        assert!(matches!(of("<html>"), Err(ResponseError::Broken(_))));
        assert_eq!(of(r#"{"errors":[{"type":"RATE_LIMITED","message":"x"}]}"#), Err(ResponseError::Limited));
        let broken = of(r#"{"data":null,"errors":[{"message":"Something went wrong"}]}"#);
        assert_eq!(broken, Err(ResponseError::Broken("Something went wrong".to_owned())));
        assert!(matches!(of("{}"), Err(ResponseError::Broken(_))));
        assert!(matches!(of(r#"{"data":{}}"#), Ok(BatchResponse { limit: None, .. })));
    }
}
