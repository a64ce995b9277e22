//! The query for many repositories.

use crate::links::github::repository_name::RepositoryName;
use serde_json::{Map, json};
use std::fmt::Write as _;

/// The fields of each repository.
const FIELDS: &str = "fragment f on Repository { nameWithOwner isArchived isEmpty isPrivate pushedAt }";

/// The query for `names`, as JSON; with `accounts` for their accounts too.
pub(crate) fn query(names: &[&RepositoryName], accounts: bool) -> String {
    let (mut parameters, mut fields, mut variables) = (Vec::new(), String::new(), Map::new());
    for (at, name) in names.iter().enumerate() {
        parameters.push(format!("$o{at}:String!,$n{at}:String!"));
        let _ = write!(fields, " r{at}:repository(owner:$o{at},name:$n{at}){{...f}}");
        if accounts {
            let _ = write!(fields, " a{at}:repositoryOwner(login:$o{at}){{login}}");
        }
        variables.insert(format!("o{at}"), json!(name.owner));
        variables.insert(format!("n{at}"), json!(name.name));
    }
    let query = format!("query({}) {{ rateLimit{{cost remaining resetAt}}{fields} }} {FIELDS}", parameters.join(","));
    json!({ "query": query, "variables": variables }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn names_are_passed_as_variables() {
        let name = |owner, name| RepositoryName::new(owner, name).expect("a name");
        let names = [name("lamp", "desk.js"), name("a-b", "c_d")];
        let sent: Value = serde_json::from_str(&query(&names.each_ref(), true)).expect("JSON");
        let query = sent["query"].as_str().expect("text");
        assert!(!query.contains("lamp") && query.contains("r1:repository(owner:$o1,name:$n1)"), "{query}");
        assert!(query.contains("a0:repositoryOwner(login:$o0)"), "{query}");
        assert_eq!(sent["variables"], json!({"o0": "lamp", "n0": "desk.js", "o1": "a-b", "n1": "c_d"}));
    }
}
