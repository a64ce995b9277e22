//! What a worker answers where it has no observation: policy refuses the URL, or no worker survives it. It stands beside the row
//! that the bucket of outcomes has for the URL, which it does not change; the next observation takes its place.

use crate::links::day::Timestamp;
use crate::links::store::is_newer_value;
use curate_rules::api::outcome::Outcome;
use curate_rules::{Refusal, Text, Verdict, text};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The field of a row that has it.
const FIELD: &str = "answer";

/// Why there is no observation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Unobserved {
    /// `None` where it is not policy, and the URL is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) refusal: Option<AnswerRefusal>,
    pub(crate) cause: String,
}

/// What of policy a worker can say: what is excluded is never sent to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum AnswerRefusal {
    PrivateAddress,
    Never,
}

impl Unobserved {
    /// That nothing is known, for this cause.
    pub(crate) fn unknown(cause: Text) -> Self {
        Self { refusal: None, cause: cause.to_string() }
    }

    /// That a newer curate has written the row, which means nothing here.
    pub(crate) fn of_newer() -> Self {
        Self::unknown(text!("a newer curate has written what the fleet knows of it"))
    }

    /// That no message can hold the target.
    pub(crate) fn of_too_long() -> Self {
        Self::unknown(text!("with its fragments it is too long for a fleet"))
    }

    /// What it means that a newer curate has written `value`; `None` where none has.
    pub(crate) fn newer(value: &[u8], now: Timestamp) -> Option<Outcome> {
        let fields: Map<String, Value> =
            is_newer_value(value, now).then(|| serde_json::from_slice(value).ok()).flatten()?;
        Some(Self::of_newer().outcome(fields.get("url")?.as_str()?))
    }

    /// What `outcome` says, which is refused by policy.
    pub(crate) fn refused(outcome: &Outcome) -> Self {
        let refusal = match outcome.refusal {
            Some(Refusal::PrivateAddress) => AnswerRefusal::PrivateAddress,
            _ => AnswerRefusal::Never,
        };
        Self { refusal: Some(refusal), cause: outcome.cause.clone() }
    }

    /// The outcome of `url` that it means.
    pub(crate) fn outcome(self, url: &str) -> Outcome {
        match self.refusal {
            Some(AnswerRefusal::PrivateAddress) => Outcome::refused(url, Refusal::PrivateAddress, self.cause),
            Some(AnswerRefusal::Never) => Outcome::refused(url, Refusal::Never, self.cause),
            None => Outcome::of(url, Verdict::Unknown, self.cause),
        }
    }

    /// The outcome that the answer in a value of the bucket means; `None` where that is an observation.
    pub(crate) fn read(value: &[u8]) -> Option<Outcome> {
        // Nearly all are observations, and have no such field.
        let is_likely = value.windows(FIELD.len() + 2).any(|part| part == b"\"answer\"");
        let mut fields: Map<String, Value> = is_likely.then(|| serde_json::from_slice(value).ok()).flatten()?;
        let answer: Self = serde_json::from_value(fields.remove(FIELD)?).ok()?;
        Some(answer.outcome(fields.get("url")?.as_str()?))
    }

    /// The value of the bucket with this answer for `url`, beside the row that is `stored`, whichever version that has.
    pub(crate) fn beside(&self, url: &str, stored: Option<&[u8]>, now: Timestamp) -> Vec<u8> {
        let own = || match json!({ "version": 0, "checked_at": now.0 }) {
            Value::Object(fields) => fields,
            _ => Map::new(),
        };
        let known = stored.and_then(|stored| serde_json::from_slice::<Map<String, Value>>(stored).ok());
        let mut fields = known.unwrap_or_else(own);
        fields.insert("url".to_owned(), Value::from(url));
        fields.insert(FIELD.to_owned(), serde_json::to_value(self).unwrap_or_default());
        serde_json::to_vec(&fields).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::links::probe_result::ProbeResult;
    use crate::links::store::StoreRow;
    use url::Url;

    const URL: &str = "https://a.example/";

    #[test]
    fn a_row_stays_and_has_an_answer_beside_it() {
        let final_url = Url::parse(URL).expect("a URL");
        let outcome = Outcome::of(URL, Verdict::Ok, "200 OK");
        let result = ProbeResult { outcome, final_url, counts: false, page: None, is_doubtful: false, responded: true };
        let row = StoreRow::observed(&result, Timestamp(5)).expect("an observation");
        let refused = Outcome::refused(URL, Refusal::PrivateAddress, "10.0.0.1 is a private address");
        let answer = Unobserved::refused(&refused);
        for stored in [None, Some(row.to_json()), Some("nonsense".to_owned()), Some("{\"version\":9}".to_owned())] {
            let value = answer.beside(URL, stored.as_deref().map(str::as_bytes), Timestamp(7));
            assert_eq!(Unobserved::read(&value), Some(refused.clone()), "{stored:?}");
            let text = String::from_utf8(value).expect("JSON");
            let kept = StoreRow::from_json(&text).ok();
            assert_eq!(kept.is_some(), stored.as_deref() == Some(&row.to_json()));
            assert!(stored != Some("{\"version\":9}".to_owned()) || text.contains("\"version\":9"), "{text}");
        }
        assert_eq!(Unobserved::read(row.to_json().as_bytes()), None);
        let quoting = row.to_json().replace("200 OK", "\\\"answer\\\"");
        assert_eq!(Unobserved::read(quoting.as_bytes()), None, "{quoting}");
    }
}
