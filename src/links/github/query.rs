//! One question for many repositories, and what its answer says of each.

use crate::links::day::Day;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// What is asked of each repository.
const FIELDS: &str = "fragment f on Repository { nameWithOwner isArchived isEmpty isPrivate pushedAt }";

/// The name of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The account.
    pub owner: String,
    /// Its name there.
    pub name: String,
}

impl Name {
    /// The name of a repository, where both parts may be one.
    pub fn new(owner: &str, name: &str) -> Option<Self> {
        let may = |part: &str| {
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
            (1..=100).contains(&part.len()) && part.bytes().all(is_plain) && !matches!(part, "." | "..")
        };
        (may(owner) && may(name)).then(|| Self { owner: owner.to_owned(), name: name.to_owned() })
    }

    /// Whether both name the same: GitHub takes them in any letter case.
    pub fn is(&self, other: &Self) -> bool {
        self.owner.eq_ignore_ascii_case(&other.owner) && self.name.eq_ignore_ascii_case(&other.name)
    }
}

/// What is known of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// What it is called now.
    pub name: Name,
    /// Read-only by its owner's will.
    pub archived: bool,
    /// Nothing was ever pushed.
    pub empty: bool,
    /// Shown to some only.
    pub private: bool,
    /// The day of the last push.
    pub pushed_on: Option<Day>,
}

/// What is said of one repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// It is there.
    Known(Known),
    /// There is none of that name.
    Missing,
    /// There is not even an account of that name.
    NoAccount,
    /// Nothing that could be used.
    Unclear,
}

/// What an answer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Of each repository, in the order of the question.
    pub said: Vec<Said>,
    /// What is left to ask; `None` where that is not bounded.
    pub rate: Option<Rate>,
}

/// How much more may be asked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rate {
    /// Points left.
    pub remaining: u64,
    /// Points that this question has cost.
    pub cost: u64,
    /// When there will be more, as ISO 8601 writes it.
    pub reset_at: String,
}

/// Why an answer says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Useless {
    /// Nothing more may be asked for now.
    Limited,
    /// It is no answer; half of the question may get one.
    Broken(String),
}

/// The question for `names`, as JSON. With `accounts` it asks for the accounts too.
pub fn question(names: &[&Name], accounts: bool) -> String {
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

#[derive(Deserialize)]
struct Response {
    data: Option<Map<String, Value>>,
    #[serde(default)]
    errors: Vec<Complaint>,
}

#[derive(Deserialize)]
struct Complaint {
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    path: Vec<Value>,
    #[serde(default)]
    message: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Fields {
    name_with_owner: String,
    #[serde(default)]
    is_archived: bool,
    #[serde(default)]
    is_empty: bool,
    #[serde(default)]
    is_private: bool,
    pushed_at: Option<String>,
}

/// What `body` says of `count` repositories. An answer may be partial: what it says nothing of is unclear.
///
/// # Errors
///
/// Where it says nothing at all.
pub fn answer(body: &[u8], count: usize) -> Result<Answer, Useless> {
    let response: Response = serde_json::from_slice(body).map_err(|error| Useless::Broken(error.to_string()))?;
    let is = |complaint: &Complaint, kind: &str| complaint.kind.as_deref() == Some(kind);
    if response.errors.iter().any(|complaint| is(complaint, "RATE_LIMITED") || is(complaint, "RATE_LIMIT")) {
        return Err(Useless::Limited);
    }
    let Some(data) = response.data else {
        let message = response.errors.first().map_or("it is empty", |complaint| complaint.message.as_str());
        return Err(Useless::Broken(message.to_owned()));
    };
    let is_missing = |alias: &str| {
        let names = |complaint: &&Complaint| complaint.path.first().and_then(Value::as_str) == Some(alias);
        response.errors.iter().filter(names).any(|complaint| is(complaint, "NOT_FOUND"))
    };
    let said = (0..count).map(|at| {
        let alias = format!("r{at}");
        match data.get(&alias).and_then(known) {
            Some(known) => Said::Known(known),
            None if !is_missing(&alias) => Said::Unclear,
            None if data.get(&format!("a{at}")).is_some_and(Value::is_null) => Said::NoAccount,
            None => Said::Missing,
        }
    });
    let rate = data.get("rateLimit").and_then(|rate| Rate::deserialize(rate).ok());
    Ok(Answer { said: said.collect(), rate })
}

fn known(fields: &Value) -> Option<Known> {
    let fields = Fields::deserialize(fields).ok()?;
    let (owner, name) = fields.name_with_owner.split_once('/')?;
    let pushed_on = fields.pushed_at.as_deref().and_then(|moment| moment.split('T').next()).and_then(Day::parse);
    Some(Known {
        name: Name::new(owner, name)?,
        archived: fields.is_archived,
        empty: fields.is_empty,
        private: fields.is_private,
        pushed_on,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_handed_over_as_variables() {
        let names = [Name::new("lamp", "desk.js").expect("a name"), Name::new("a-b", "c_d").expect("a name")];
        let question: Value = serde_json::from_str(&question(&names.each_ref(), true)).expect("JSON");
        let query = question["query"].as_str().expect("text");
        assert!(!query.contains("lamp") && query.contains("r1:repository(owner:$o1,name:$n1)"), "{query}");
        assert!(query.contains("a0:repositoryOwner(login:$o0)"), "{query}");
        assert_eq!(question["variables"], json!({"o0": "lamp", "n0": "desk.js", "o1": "a-b", "n1": "c_d"}));
        for (owner, name) in [("", "a"), ("a", ""), ("a\"", "b"), ("a", "b){x}"), ("a", ".."), ("ä", "b"), ("a", "b c")]
        {
            assert_eq!(Name::new(owner, name), None, "{owner}/{name}");
        }
    }

    #[test]
    fn partial_answers_are_read() {
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
        let read = answer(body.to_string().as_bytes(), 6).expect("an answer");
        let known = Known {
            name: Name::new("Lamp", "desk").expect("a name"),
            archived: true,
            empty: false,
            private: false,
            pushed_on: Day::parse("2020-02-29"),
        };
        let said = [Said::Known(known), Said::Missing, Said::Unclear, Said::Unclear, Said::NoAccount, Said::Unclear];
        assert_eq!(read.said, said);
        assert_eq!(read.rate.map(|rate| (rate.remaining, rate.cost)), Some((4999, 1)));
    }

    #[test]
    fn what_is_no_answer_is_told_apart() {
        let of = |text: &str| answer(text.as_bytes(), 1);
        assert!(matches!(of("<html>"), Err(Useless::Broken(_))));
        assert_eq!(of(r#"{"errors":[{"type":"RATE_LIMITED","message":"x"}]}"#), Err(Useless::Limited));
        let broken = of(r#"{"data":null,"errors":[{"message":"Something went wrong"}]}"#);
        assert_eq!(broken, Err(Useless::Broken("Something went wrong".to_owned())));
        assert!(matches!(of("{}"), Err(Useless::Broken(_))));
        assert!(matches!(of(r#"{"data":{}}"#), Ok(Answer { rate: None, .. })));
    }
}
