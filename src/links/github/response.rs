//! What a response of the API says about each resource.

use crate::links::day::Day;
use crate::links::github::repository_name::RepositoryName;
use crate::links::github::resource::GithubResource;
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

/// What the API says about one resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ResourceStatus {
    /// The repository is there.
    Repository(RepositoryInfo),
    /// The account or the gist is there.
    Present,
    /// There is no repository of that name in its account.
    Missing,
    /// The API does not know it, which proves little: it may be a page of GitHub itself, or one that the API does not show.
    Unlisted,
    /// Nothing that could be used.
    Unclear,
}

/// A response to a query for several resources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BatchResponse {
    /// One for each resource, in the order of the query.
    pub(crate) statuses: Vec<ResourceStatus>,
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

/// Why a response says nothing about any resource.
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

impl GraphqlError {
    fn is(&self, kind: &str) -> bool {
        self.kind.as_deref() == Some(kind)
    }

    /// The part of the query that it is about; `None` where it is about all of it.
    fn alias(&self) -> Option<&str> {
        self.path.first().and_then(Value::as_str)
    }
}

/// What `body` says about `resources`. A response may be partial: what it says nothing about is unclear.
///
/// # Errors
///
/// Where it says nothing at all.
pub(crate) fn parse(body: &[u8], resources: &[GithubResource]) -> Result<BatchResponse, ResponseError> {
    let response: GraphqlResponse =
        serde_json::from_slice(body).map_err(|error| ResponseError::Broken(error.to_string()))?;
    if response.errors.iter().any(|error| error.is("RATE_LIMITED") || error.is("RATE_LIMIT")) {
        return Err(ResponseError::Limited);
    }
    let Some(data) = response.data else {
        let message = response.errors.first().map_or("it is empty", |error| error.message.as_str());
        return Err(ResponseError::Broken(message.to_owned()));
    };
    let statuses = resources.iter().enumerate().map(|(at, resource)| match resource {
        GithubResource::Repository(_) => repository(&data, &response.errors, at),
        GithubResource::Account { login, organization } => {
            let account = |fields: &Value| account(fields, login, *organization);
            presence(&data, &response.errors, at, account)
        }
        GithubResource::Gist { id, .. } => presence(&data, &response.errors, at, |fields| gist(fields, id)),
    });
    let limit = data.get("rateLimit").and_then(|limit| RateLimit::deserialize(limit).ok());
    Ok(BatchResponse { statuses: statuses.collect(), limit })
}

/// What is said about the `at`-th resource, a repository.
fn repository(data: &Map<String, Value>, errors: &[GraphqlError], at: usize) -> ResourceStatus {
    let alias = format!("r{at}");
    let is_missing = errors.iter().any(|error| error.alias() == Some(&alias) && error.is("NOT_FOUND"));
    match data.get(&alias).and_then(info) {
        Some(info) => ResourceStatus::Repository(info),
        None if !is_missing => ResourceStatus::Unclear,
        None if data.get(&format!("a{at}")).is_some_and(Value::is_null) => ResourceStatus::Unlisted,
        None => ResourceStatus::Missing,
    }
}

/// What is said about the `at`-th resource, an account or a gist, whose fields `status` reads. `null` means something only
/// where no error but `NOT_FOUND` explains it.
fn presence(
    data: &Map<String, Value>,
    errors: &[GraphqlError],
    at: usize,
    status: impl FnOnce(&Value) -> ResourceStatus,
) -> ResourceStatus {
    let alias = format!("r{at}");
    let explains = |error: &GraphqlError| error.alias().is_none_or(|part| part == alias) && !error.is("NOT_FOUND");
    match data.get(&alias).map_or(ResourceStatus::Unclear, status) {
        ResourceStatus::Unlisted if errors.iter().any(explains) => ResourceStatus::Unclear,
        status => status,
    }
}

fn account(fields: &Value, login: &str, organization: bool) -> ResourceStatus {
    let is = |field: &str, wanted: &str| {
        fields.get(field).and_then(Value::as_str).is_some_and(|text| text.eq_ignore_ascii_case(wanted))
    };
    match fields {
        Value::Null => ResourceStatus::Unlisted,
        _ if !is("login", login) => ResourceStatus::Unclear,
        _ if organization && !is("__typename", "Organization") => ResourceStatus::Unlisted,
        _ => ResourceStatus::Present,
    }
}

fn gist(fields: &Value, id: &str) -> ResourceStatus {
    let gist = if fields.is_null() { Some(fields) } else { fields.get("gist") };
    match gist {
        Some(Value::Null) => ResourceStatus::Unlisted,
        Some(gist) if gist.get("name").and_then(Value::as_str) == Some(id) => ResourceStatus::Present,
        _ => ResourceStatus::Unclear,
    }
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
    use super::ResourceStatus::{Missing, Present, Repository, Unclear, Unlisted};
    use super::*;
    use serde_json::json;

    fn repository(name: &str) -> GithubResource {
        GithubResource::Repository(RepositoryName::new("lamp", name).expect("a name"))
    }

    fn not_found(alias: &str) -> Value {
        json!({"type": "NOT_FOUND", "path": [alias], "message": "Could not resolve"})
    }

    #[test]
    fn partial_responses_are_read() {
        let body = json!({
            "data": {
                "rateLimit": {"cost": 1, "remaining": 4999, "resetAt": "2026-11-26T21:00:00Z"},
                "r0": {"nameWithOwner": "Lamp/desk", "isArchived": true, "isEmpty": false, "isPrivate": false, "pushedAt": "2020-02-29T10:00:00Z"},
                "r1": null, "r2": null, "r3": {"nameWithOwner": "\u{1b}[31m/x"}, "r4": null, "a4": null
            },
            "errors": [
                not_found("r1"),
                {"type": "FORBIDDEN", "path": ["r2"], "message": "Not allowed"},
                not_found("r4")
            ]
        });
        let resources = ["a", "b", "c", "d", "e", "f"].map(repository);
        let read = parse(body.to_string().as_bytes(), &resources).expect("a response");
        let info = RepositoryInfo {
            name: RepositoryName::new("Lamp", "desk").expect("a name"),
            archived: true,
            empty: false,
            private: false,
            pushed_on: Day::parse("2020-02-29"),
        };
        let statuses = [Repository(info), Missing, Unclear, Unclear, Unlisted, Unclear];
        assert_eq!(read.statuses, statuses);
        assert_eq!(read.limit.map(|limit| (limit.remaining, limit.cost)), Some((4999, 1)));
    }

    #[test]
    fn accounts_and_gists_are_there_or_not_listed() {
        let account = |organization| GithubResource::Account { login: "Lamp".into(), organization };
        let gist = || GithubResource::Gist { owner: "lamp".into(), id: "01ef".into() };
        let user = json!({"__typename": "User", "login": "lamp"});
        let forbidden = |alias| json!({"type": "FORBIDDEN", "path": [alias], "message": "SAML enforcement"});
        for (resource, value, errors, status) in [
            (account(false), user.clone(), json!([]), Present),
            (account(true), user, json!([]), Unlisted),
            (account(true), json!({"__typename": "Organization", "login": "LAMP"}), json!([]), Present),
            (account(false), json!({"login": "lamp\u{1b}[31m"}), json!([]), Unclear),
            (account(false), json!({"login": 7}), json!([]), Unclear),
            (account(false), json!(["lamp"]), json!([]), Unclear),
            (account(false), Value::Null, json!([]), Unlisted),
            (account(false), Value::Null, json!([not_found("r0")]), Unlisted),
            (account(false), Value::Null, json!([forbidden("r1")]), Unlisted),
            (account(false), Value::Null, json!([forbidden("r0")]), Unclear),
            (account(false), Value::Null, json!([{"message": "Something went wrong"}]), Unclear),
            (gist(), json!({"gist": {"name": "01ef"}}), json!([]), Present),
            (gist(), json!({"gist": null}), json!([]), Unlisted),
            (gist(), Value::Null, json!([not_found("r0")]), Unlisted),
            (gist(), json!({"gist": null}), json!([forbidden("r0")]), Unclear),
            (gist(), json!({"gist": {"name": "01ee"}}), json!([]), Unclear),
            (gist(), json!({"gist": "01ef"}), json!([]), Unclear),
            (gist(), json!({}), json!([]), Unclear),
        ] {
            let body = json!({"data": {"r0": value}, "errors": errors}).to_string();
            let read = parse(body.as_bytes(), &[resource]).expect("a response");
            assert_eq!(read.statuses, [status], "{body}");
        }
    }

    #[test]
    fn errors_are_told_apart() {
        let of = |text: &str| parse(text.as_bytes(), &[repository("desk")]);
        assert!(matches!(of("<html>"), Err(ResponseError::Broken(_))));
        assert_eq!(of(r#"{"errors":[{"type":"RATE_LIMITED","message":"x"}]}"#), Err(ResponseError::Limited));
        let broken = of(r#"{"data":null,"errors":[{"message":"Something went wrong"}]}"#);
        assert_eq!(broken, Err(ResponseError::Broken("Something went wrong".to_owned())));
        assert!(matches!(of("{}"), Err(ResponseError::Broken(_))));
        assert!(matches!(of(r#"{"data":{}}"#), Ok(BatchResponse { limit: None, .. })));
    }
}
