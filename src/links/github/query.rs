//! The query for many resources.

use crate::links::github::repository_name::RepositoryName;
use crate::links::github::resource::GithubResource;
use serde_json::{Map, json};
use std::fmt::Write as _;

/// The fields of each repository.
const FIELDS: &str = "fragment f on Repository { nameWithOwner isArchived isEmpty isPrivate pushedAt }";

/// The query for `resources`, as JSON; with `owners` for the accounts of repositories too.
pub(crate) fn query(resources: &[GithubResource], owners: bool) -> String {
    let (mut parameters, mut fields, mut variables) = (Vec::new(), String::new(), Map::new());
    let mut has_repositories = false;
    for (at, resource) in resources.iter().enumerate() {
        let (owner, name) = match resource {
            GithubResource::Repository(RepositoryName { owner, name }) => {
                has_repositories = true;
                let _ = write!(fields, " r{at}:repository(owner:$o{at},name:$n{at}){{...f}}");
                if owners {
                    let _ = write!(fields, " a{at}:repositoryOwner(login:$o{at}){{login}}");
                }
                (owner, Some(name))
            }
            GithubResource::Account { login, .. } => {
                let _ = write!(fields, " r{at}:repositoryOwner(login:$o{at}){{__typename login}}");
                (login, None)
            }
            GithubResource::Gist { owner, id } => {
                let _ = write!(fields, " r{at}:user(login:$o{at}){{gist(name:$n{at}){{name}}}}");
                (owner, Some(id))
            }
        };
        parameters.push(format!("$o{at}:String!"));
        variables.insert(format!("o{at}"), json!(owner));
        if let Some(name) = name {
            parameters.push(format!("$n{at}:String!"));
            variables.insert(format!("n{at}"), json!(name));
        }
    }
    // GraphQL refuses a fragment that nothing uses.
    let fragment = if has_repositories { FIELDS } else { "" };
    let query = format!("query({}) {{ rateLimit{{cost remaining resetAt}}{fields} }} {fragment}", parameters.join(","));
    json!({ "query": query, "variables": variables }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    /// The text of the query and its variables.
    fn sent(resources: &[GithubResource]) -> (String, Value) {
        let sent: Value = serde_json::from_str(&query(resources, true)).expect("JSON");
        (sent["query"].as_str().expect("text").to_owned(), sent["variables"].clone())
    }

    #[test]
    fn names_are_passed_as_variables() {
        let repository = |owner, name| GithubResource::Repository(RepositoryName::new(owner, name).expect("a name"));
        let gist = GithubResource::Gist { owner: "lamp".into(), id: "01ef".into() };
        let account = GithubResource::Account { login: "lamp".into(), organization: false };
        let (query, variables) = sent(&[repository("lamp", "desk.js"), gist, account.clone()]);
        assert!(!query.contains("lamp") && query.contains("r0:repository(owner:$o0,name:$n0)"), "{query}");
        assert!(query.contains("a0:repositoryOwner(login:$o0)"), "{query}");
        assert!(query.contains("r1:user(login:$o1){gist(name:$n1)"), "{query}");
        assert!(query.contains("r2:repositoryOwner(login:$o2)") && !query.contains("a2:"), "{query}");
        assert!(query.contains("$o2:String!") && !query.contains("$n2") && query.contains("fragment f"), "{query}");
        let wanted = json!({"o0": "lamp", "n0": "desk.js", "o1": "lamp", "n1": "01ef", "o2": "lamp"});
        assert_eq!(variables, wanted);
        assert!(!sent(&[account]).0.contains("fragment"), "what is not used is an error");
    }
}
