//! A mock of the API.

use crate::fault::script::{ReceivedRequest, Step, typed};
use crate::fault::server::Server;
use serde_json::{Map, Value, json};

/// What the API says of `owner/name`, of the account `login` and of the gist `owner: id`. `None` is what it says of those
/// that it does not know.
pub type Says = fn(&str) -> Option<Value>;

#[expect(clippy::unnecessary_wraps, reason = "others say that there is none")]
pub fn plain(name: &str) -> Option<Value> {
    Some(repository(name))
}

pub fn repository(name: &str) -> Value {
    json!({"nameWithOwner": name, "isArchived": false, "isEmpty": false, "isPrivate": false, "pushedAt": "2026-11-01T08:00:00Z"})
}

/// What a query asks for, in its order.
pub fn names(request: &ReceivedRequest) -> Vec<String> {
    let sent: Value = serde_json::from_slice(&request.body).unwrap();
    let query = sent["query"].as_str().unwrap();
    let variable = |name: String| sent["variables"][name].as_str().map(str::to_owned);
    let name = |at: usize| {
        let owner = variable(format!("o{at}"))?;
        Some(match variable(format!("n{at}")) {
            None => owner,
            Some(id) if query.contains(&format!("r{at}:user(")) => format!("{owner}: {id}"),
            Some(name) => format!("{owner}/{name}"),
        })
    };
    (0..).map_while(name).collect()
}

/// The response of an API that says this, and has so many points left.
pub fn respond(request: &ReceivedRequest, says: Says, remaining: u64) -> Vec<Step> {
    let sent: Value = serde_json::from_slice(&request.body).unwrap();
    let query = sent["query"].as_str().unwrap();
    let (mut data, mut errors) = (Map::new(), Vec::new());
    data.insert("rateLimit".into(), json!({"cost": 1, "remaining": remaining, "resetAt": "2026-11-26T22:00:00Z"}));
    for (at, name) in names(request).iter().enumerate() {
        let said = says(name);
        // An account that is not there is `null` and no error.
        if said.is_none() && name.contains(['/', ':']) {
            errors.push(json!({"type": "NOT_FOUND", "path": [format!("r{at}")], "message": "Could not resolve"}));
        }
        data.insert(format!("r{at}"), said.unwrap_or_default());
        if query.contains(&format!("a{at}:repositoryOwner")) {
            let owner = name.split('/').next().unwrap();
            data.insert(format!("a{at}"), if owner == "nobody" { Value::Null } else { json!({"login": owner}) });
        }
    }
    typed("application/json", json!({"data": data, "errors": errors}).to_string().as_bytes())
}

/// An API that says this, with points for ever.
pub fn api(says: Says) -> Server {
    let server = Server::start();
    server.with("", "/graphql", move |request| respond(request, says, 4_000));
    server
}
