//! What the broker keeps for a target that waits: its URL, and what is wanted of its page. No message is trusted: anybody who
//! may write to the broker can write anything.

use crate::links::domain::registrable;
use crate::links::shard::stable_hash;
use crate::links::target::{CheckTarget, QueuedTarget};
use curate_fleet::outcome_key::OutcomeKey;
use serde::{Deserialize, Serialize};
use url::Url;

/// Changes with the meaning of a field, or with one that a worker cannot do without. Fields that are not known are ignored.
pub(crate) const VERSION: u32 = 1;
/// Bytes of a message; a URL has a few hundred at most.
pub(crate) const LONGEST: usize = 64 << 10;

#[derive(Serialize, Deserialize)]
struct MessageVersion {
    version: u32,
}

#[derive(Serialize, Deserialize)]
struct TargetJson {
    version: u32,
    url: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    fragments: Vec<String>,
    /// The revision of the bucket of outcomes when the run began that wants it: a later outcome is its own.
    since: u64,
}

/// Why a message is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MessageDefect {
    /// It is longer than any message.
    Oversized,
    /// It says nothing that makes sense where it is.
    Malformed,
    /// Another version of curate wrote it.
    OtherVersion,
}

/// The partition of the host of `url`, of so many. All hosts of a registrable domain are in one.
pub(crate) fn partition(url: &Url, partitions: u16) -> u16 {
    let domain = registrable(url).unwrap_or_default();
    (stable_hash(&domain) % u64::from(partitions.max(1))) as u16
}

/// The message for `target`, which a run wants that began at the revision `since` of the bucket of outcomes.
pub(crate) fn encode(target: &QueuedTarget, since: u64) -> Vec<u8> {
    let fragments = target.fragments.to_vec();
    let json = TargetJson { version: VERSION, url: target.text.to_string(), fragments, since };
    // Texts only: there is nothing that cannot be written.
    serde_json::to_vec(&json).unwrap_or_default()
}

/// Whether `target` is too long for a message.
pub(crate) fn is_too_long(target: &QueuedTarget) -> bool {
    let bytes = target.fragments.iter().map(|fragment| fragment.len() + 3).sum::<usize>() + target.text.len();
    // A byte becomes six at most.
    bytes > LONGEST / 8 && encode(target, u64::MAX).len() > LONGEST
}

/// The target of a message that waits in `own`, one of so many partitions, by `key`; with its `since`.
///
/// # Errors
///
/// Where the message is none, or says a URL that belongs elsewhere: hosts of a partition are requested by one worker only.
pub(crate) fn decode(
    message: &[u8],
    key: &str,
    own: u16,
    partitions: u16,
) -> Result<(QueuedTarget, u64), MessageDefect> {
    if message.len() > LONGEST {
        return Err(MessageDefect::Oversized);
    }
    let Ok(json) = serde_json::from_slice::<TargetJson>(message) else {
        let version = serde_json::from_slice(message).map(|MessageVersion { version }| version);
        let is_other = version.is_ok_and(|version| version != VERSION);
        return Err(if is_other { MessageDefect::OtherVersion } else { MessageDefect::Malformed });
    };
    if json.version != VERSION {
        return Err(MessageDefect::OtherVersion);
    }
    let target = Url::parse(&json.url).ok().as_ref().and_then(CheckTarget::new).ok_or(MessageDefect::Malformed)?;
    let belongs = *target.text == *json.url
        && OutcomeKey::of(&target.text).to_string() == key
        && partition(&target.url, partitions) == own;
    if !belongs {
        return Err(MessageDefect::Malformed);
    }
    let mut fragments = json.fragments;
    fragments.sort_unstable();
    fragments.dedup();
    Ok((QueuedTarget { text: target.text, fragments: fragments.into() }, json.since))
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://a.example/b?c=d";

    fn target() -> (QueuedTarget, u16, String) {
        let url = Url::parse(URL).expect("a URL");
        let fragments = vec!["x".to_owned(), "y".to_owned()].into();
        let target = QueuedTarget { text: URL.into(), fragments };
        (target, partition(&url, 256), OutcomeKey::of(URL).to_string())
    }

    #[test]
    fn a_target_arrives_as_it_was_sent() {
        let (target, own, key) = target();
        assert_eq!(decode(&encode(&target, 7), &key, own, 256), Ok((target, 7)));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let (target, own, key) = target();
        let message = String::from_utf8(encode(&target, 7)).expect("JSON");
        let other = OutcomeKey::of("https://b.example/").to_string();
        let cases = [
            (String::new(), MessageDefect::Malformed),
            ("{}".to_owned(), MessageDefect::Malformed),
            (format!("{message}{message}"), MessageDefect::Malformed),
            (message.replace("https://a", "ftp://a"), MessageDefect::Malformed),
            (message.replace("https://a", "https://me:secret@a"), MessageDefect::Malformed),
            (message.replace("/b?", "/e?"), MessageDefect::Malformed),
            (message.replace("\"version\":1", "\"version\":2"), MessageDefect::OtherVersion),
            ("{\"version\":2,\"what\":[]}".to_owned(), MessageDefect::OtherVersion),
            (message.replace("\"x\"", &format!("\"{}\"", "x".repeat(LONGEST))), MessageDefect::Oversized),
        ];
        for (message, defect) in cases {
            assert_eq!(decode(message.as_bytes(), &key, own, 256), Err(defect), "{message:.200}");
        }
        assert_eq!(decode(message.as_bytes(), &other, own, 256), Err(MessageDefect::Malformed), "another key");
        assert_eq!(decode(message.as_bytes(), &key, own ^ 1, 256), Err(MessageDefect::Malformed), "another partition");
        let newer = message.replace("\"url\"", "\"later\":{\"x\":1},\"url\"");
        assert_eq!(decode(newer.as_bytes(), &key, own, 256), Ok((target, 7)), "fields may be added");
    }
}
