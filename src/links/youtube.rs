//! Videos on YouTube. The page of a video that was removed answers 200 like any other, so its place is taken by what does
//! tell: the description that oEmbed (<https://oembed.com>) has of each video, and its thumbnail. Pure.
//!
//! oEmbed alone proves too little: it refuses to describe what may not be embedded elsewhere too. A video whose thumbnail
//! is gone as well was removed, or is private; for everything else, its page has the last word.

use crate::links::probe_result::ProbeResult;
use crate::links::response::Response;
use crate::links::target::CheckTarget;
use curate_rules::api::outcome::{FragmentState, Outcome, Suspicion};
use curate_rules::{Verdict, text};
use reqwest::header::CONTENT_TYPE;
use std::sync::Arc;
use url::Url;

/// What stands for the page of a video.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StandIn {
    /// Its description; the first to be requested.
    Oembed,
    /// Its thumbnail; requested where there is no description.
    Thumbnail,
}

/// What a response says about a video.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VideoStatus {
    /// It is there.
    Present,
    /// It was removed, or is private.
    Removed,
    /// The thumbnail has to tell.
    Doubtful,
    /// Only its page can tell.
    Unclear,
}

/// Words of the player in the place of the id, and as long as one.
const NOT_IDS: &[&str] = &["videoseries", "live_stream"];

impl StandIn {
    /// Where it is for the video that `url` shows; `None` where that is not a single video. Nothing is sent but the id of
    /// the video. `base` is a server in the place of YouTube's.
    pub(crate) fn url(self, url: &Url, base: Option<&Url>) -> Option<Url> {
        let id = video(url)?;
        let usual = match self {
            Self::Oembed => "https://www.youtube.com/",
            Self::Thumbnail => "https://i.ytimg.com/",
        };
        let base = base.map_or_else(|| Url::parse(usual), |base| Ok(base.clone())).ok()?;
        match self {
            Self::Oembed => {
                let mut oembed = base.join("/oembed").ok()?;
                oembed.query_pairs_mut().append_pair("format", "json").append_pair("url", &page(&id));
                Some(oembed)
            }
            Self::Thumbnail => base.join(&format!("/vi/{id}/hqdefault.jpg")).ok(),
        }
    }

    /// What its `response` says.
    pub(crate) fn judge(self, response: &Response) -> VideoStatus {
        let is_json = || {
            let kind = response.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
            kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
        };
        match (self, response.status) {
            (Self::Oembed, 200 | 206) if is_json() => VideoStatus::Present,
            (Self::Oembed, 400 | 401 | 403 | 404 | 410) => VideoStatus::Doubtful,
            (Self::Thumbnail, 404 | 410) => VideoStatus::Removed,
            _ => VideoStatus::Unclear,
        }
    }
}

/// The result for the video at `target`, which is there or was removed, as a response of `status` says.
pub(crate) fn result(target: &CheckTarget, is_present: bool, status: u16) -> ProbeResult {
    let (verdict, cause, suspicion) = if is_present {
        (Verdict::Ok, text!("YouTube describes the video"), None)
    } else {
        let cause = text!("YouTube does not describe the video, and its thumbnail is gone");
        (Verdict::Suspect, cause, Some(Suspicion::VideoRemoved))
    };
    let mut outcome = Outcome::of(Arc::clone(&target.text), verdict, cause.to_string());
    outcome.status = Some(status);
    outcome.suspicion = suspicion;
    // All of YouTube is served over https.
    outcome.secure = (is_present && target.url.scheme() == "http").then_some(true);
    outcome.fragments = target.fragments.iter().map(|fragment| (fragment.clone(), FragmentState::Unknown)).collect();
    // Short addresses redirect: the domain that a later run finds is to be the same, whoever tells of the video then.
    let long = video(&target.url).filter(|_| is_short(&target.url)).and_then(|id| Url::parse(&page(&id)).ok());
    outcome.final_url = long.as_ref().map(Url::to_string);
    ProbeResult {
        outcome,
        final_url: long.unwrap_or_else(|| target.url.clone()),
        counts: false,
        page: None,
        is_doubtful: false,
        responded: true,
    }
}

/// The id of the single video that `url` shows.
fn video(url: &Url) -> Option<String> {
    if url.port().is_some() || !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let host = url.host_str()?;
    let is_youtube = matches!(host, "youtube.com" | "www.youtube.com" | "m.youtube.com" | "music.youtube.com");
    let has_player = is_youtube || matches!(host, "youtube-nocookie.com" | "www.youtube-nocookie.com");
    let mut segments: Vec<&str> = url.path_segments()?.collect();
    segments.pop_if(|last| last.is_empty());
    let id = match *segments {
        [id] if is_short(url) => id.to_owned(),
        ["watch"] if is_youtube => {
            let mut ids = url.query_pairs().filter(|(name, _)| name == "v");
            let id = ids.next()?.1.into_owned();
            ids.next().is_none().then_some(id)?
        }
        ["shorts" | "live" | "v", id] if is_youtube => id.to_owned(),
        ["embed", id] if has_player => id.to_owned(),
        _ => return None,
    };
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (id.len() == 11 && id.bytes().all(is_plain) && !NOT_IDS.contains(&&*id)).then_some(id)
}

fn is_short(url: &Url) -> bool {
    matches!(url.host_str(), Some("youtu.be" | "www.youtu.be"))
}

/// The address of the page of a video.
fn page(id: &str) -> String {
    format!("https://www.youtube.com/watch?v={id}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::{HeaderMap, HeaderValue};
    use std::time::Duration;

    const ID: &str = "1WmNXEVia8I";

    fn url(text: &str) -> Url {
        Url::parse(text).expect("a URL")
    }

    #[test]
    fn single_videos_have_stand_ins() {
        for text in [
            "https://www.youtube.com/watch?v=1WmNXEVia8I",
            "http://youtube.com/watch?list=PL1&index=2&v=1WmNXEVia8I&t=10s",
            "https://m.youtube.com/watch?feature=youtu.be&v=1WmNXEVia8I",
            "https://music.youtube.com/watch?v=1WmNXEVia8I",
            "https://www.youtube.com/watch/?v=1WmNXEVia8I",
            "https://youtu.be/1WmNXEVia8I",
            "https://youtu.be/1WmNXEVia8I/?si=secret&t=10",
            "https://www.youtube.com/shorts/1WmNXEVia8I",
            "https://www.youtube.com/embed/1WmNXEVia8I?rel=0",
            "https://www.youtube.com/live/1WmNXEVia8I?feature=share",
            "https://www.youtube.com/v/1WmNXEVia8I",
            "https://www.youtube-nocookie.com/embed/1WmNXEVia8I",
        ] {
            assert_eq!(video(&url(text)).as_deref(), Some(ID), "{text}");
            let oembed = StandIn::Oembed.url(&url(text), None).expect("a video");
            let sent = "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D1WmNXEVia8I";
            assert_eq!(oembed.as_str(), sent, "nothing else is sent");
            let thumbnail = StandIn::Thumbnail.url(&url(text), None).expect("a video");
            assert_eq!(thumbnail.as_str(), "https://i.ytimg.com/vi/1WmNXEVia8I/hqdefault.jpg");
        }
        let here = url("http://127.0.0.1:81/x");
        let thumbnail = StandIn::Thumbnail.url(&url("https://youtu.be/1WmNXEVia8I"), Some(&here)).expect("a video");
        assert_eq!(thumbnail.as_str(), "http://127.0.0.1:81/vi/1WmNXEVia8I/hqdefault.jpg");
    }

    #[test]
    fn other_pages_have_none() {
        for text in [
            "https://www.youtube.com/",
            "https://www.youtube.com/watch",
            "https://www.youtube.com/watch?v=short",
            "https://www.youtube.com/watch?v=1WmNXEVia8I&v=2WmNXEVia8I",
            "https://www.youtube.com/watch?v=1WmNXEVia%2F",
            "https://www.youtube.com/watch?v=1WmNXEVia8I%20",
            "https://www.youtube.com/playlist?list=PL1",
            "https://www.youtube.com/@1WmNXEVia8",
            "https://www.youtube.com/channel/1WmNXEVia8I",
            "https://www.youtube.com/results?search_query=1WmNXEVia8I",
            "https://www.youtube.com/embed/videoseries?list=PL1",
            "https://www.youtube.com/embed/live_stream?channel=UC1",
            "https://www.youtube.com/embed/1WmNXEVia8I/x",
            "https://www.youtube.com:8443/watch?v=1WmNXEVia8I",
            "https://www.youtube-nocookie.com/watch?v=1WmNXEVia8I",
            "https://youtu.be/",
            "https://youtu.be/1WmNXEVia8I&t=10",
            "https://notyoutube.com/watch?v=1WmNXEVia8I",
            "https://youtube.com.example/watch?v=1WmNXEVia8I",
        ] {
            assert_eq!(StandIn::Oembed.url(&url(text), None), None, "{text}");
        }
    }

    #[test]
    fn only_both_together_say_that_it_was_removed() {
        use VideoStatus::{Doubtful, Present, Removed, Unclear};
        let judged = |stand_in: StandIn, status, kind| {
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(kind))]);
            stand_in.judge(&Response { status, headers, address: None, body: None, took: Duration::ZERO })
        };
        for (status, description, thumbnail) in [
            (200, Present, Unclear),
            (206, Present, Unclear),
            (302, Unclear, Unclear),
            (400, Doubtful, Unclear),
            (401, Doubtful, Unclear),
            (403, Doubtful, Unclear),
            (404, Doubtful, Removed),
            (410, Doubtful, Removed),
            (429, Unclear, Unclear),
            (500, Unclear, Unclear),
            (503, Unclear, Unclear),
        ] {
            assert_eq!(judged(StandIn::Oembed, status, "application/json; charset=UTF-8"), description, "{status}");
            assert_eq!(judged(StandIn::Thumbnail, status, "image/jpeg"), thumbnail, "{status}");
        }
        for kind in ["text/html", "application/jsonish", ""] {
            assert_eq!(judged(StandIn::Oembed, 200, kind), Unclear, "{kind}");
        }
    }

    #[test]
    fn results_have_the_domain_of_the_page() {
        let target = |text| CheckTarget::new(&url(text)).expect("a web address");
        let short = result(&target("http://youtu.be/1WmNXEVia8I"), true, 200);
        assert_eq!((short.outcome.verdict, short.outcome.secure), (Verdict::Ok, Some(true)));
        assert_eq!(short.final_url.as_str(), "https://www.youtube.com/watch?v=1WmNXEVia8I");
        let player = target("https://www.youtube-nocookie.com/embed/1WmNXEVia8I");
        let removed = result(&player, false, 404);
        assert_eq!(removed.outcome.suspicion, Some(Suspicion::VideoRemoved));
        assert_eq!((removed.outcome.final_url.clone(), removed.final_url), (None, player.url));
    }
}
