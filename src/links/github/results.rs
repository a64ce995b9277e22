//! What the API's responses mean for links.

use crate::links::day::Day;
use crate::links::github::repository_name::RepositoryName;
use crate::links::github::response::RepositoryInfo;
use crate::links::probe_result::ProbeResult;
use curate_rules::api::outcome::{FragmentState, Outcome, Repository};
use curate_rules::{Text, Verdict, text};
use url::Url;

/// What the API's answer means for the link to `url`, which names the repository `linked`.
pub(crate) fn found(
    url: &Url,
    linked: &RepositoryName,
    fragments: &[String],
    info: &RepositoryInfo,
    today: Day,
) -> ProbeResult {
    let mut outcome =
        Outcome::of(url.as_str(), Verdict::Ok, text!("GitHub's API says that the repository is there").to_string());
    if info.private {
        outcome.verdict = Verdict::Blocked;
        outcome.cause = text!("GitHub's API says that the repository is private").to_string();
    }
    let idle = info.pushed_on.map(|day| u32::try_from(today.since(day)).unwrap_or(u32::MAX));
    outcome.repository = Some(Repository { archived: info.archived, empty: info.empty, idle_days: idle });
    outcome.secure = (url.scheme() == "http").then_some(true);
    let name = if info.name.is(linked) { linked } else { &info.name };
    let mut now = usual(url);
    if now != *url || name != linked {
        now.set_path(&format!("{}/{}", name.owner, name.name));
    }
    if name != linked && !info.private {
        outcome.cause = text!(
            "GitHub's API says that the repository is called {owner}/{name} now",
            owner = &name.owner,
            name = &name.name
        )
        .to_string();
    }
    for fragment in fragments {
        let state = if fragment == "readme" && !info.empty { FragmentState::Found } else { FragmentState::Unknown };
        outcome.fragments.insert(fragment.clone(), state);
    }
    shown_at(now, url, outcome)
}

/// The result where an account or a gist is there, as `cause` says.
pub(crate) fn present(url: &Url, fragments: &[String], cause: &Text) -> ProbeResult {
    let mut outcome = Outcome::of(url.as_str(), Verdict::Ok, cause.to_string());
    outcome.secure = (url.scheme() == "http").then_some(true);
    outcome.fragments = fragments.iter().map(|fragment| (fragment.clone(), FragmentState::Unknown)).collect();
    shown_at(usual(url), url, outcome)
}

/// The URL that GitHub redirects `url` to for good: https, and without `www.`.
fn usual(url: &Url) -> Url {
    let mut usual = url.clone();
    // Both can only fail for URLs without a host.
    let _ = usual.set_scheme("https");
    let _ = usual.set_host(url.host_str().map(|host| host.strip_prefix("www.").unwrap_or(host)));
    usual
}

/// The result for `url`, which is shown at `now`.
fn shown_at(now: Url, url: &Url, mut outcome: Outcome) -> ProbeResult {
    let moves = now != *url && outcome.verdict == Verdict::Ok;
    if moves {
        outcome.verdict = Verdict::Moved;
        outcome.moved_to = Some(now.to_string());
        outcome.final_url = Some(now.to_string());
    }
    let final_url = if moves { now } else { url.clone() };
    ProbeResult { outcome, final_url, counts: false, page: None, is_doubtful: false, responded: true }
}

/// The result where the account has no such repository.
pub(crate) fn missing(url: &Url) -> ProbeResult {
    let outcome = Outcome::of(
        url.as_str(),
        Verdict::Dead,
        text!("GitHub's API says that there is no such repository").to_string(),
    );
    ProbeResult { outcome, final_url: url.clone(), counts: false, page: None, is_doubtful: false, responded: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_api_knows_is_a_verdict() {
        let today = Day::parse("2026-11-26").expect("a day");
        let info = |name: &str| RepositoryInfo {
            name: name.split_once('/').and_then(|(owner, name)| RepositoryName::new(owner, name)).expect("a name"),
            archived: true,
            empty: false,
            private: false,
            pushed_on: Day::parse("2026-11-20"),
        };
        for (url, called, verdict, to) in [
            ("https://github.com/lamp/desk", "Lamp/Desk", Verdict::Ok, None),
            ("https://github.com/lamp/desk/", "lamp/desk", Verdict::Ok, None),
            ("https://github.com/lamp/desk", "light/desk", Verdict::Moved, Some("https://github.com/light/desk")),
            ("http://www.github.com/lamp/desk", "lamp/desk", Verdict::Moved, Some("https://github.com/lamp/desk")),
        ] {
            let url = Url::parse(url).expect("a URL");
            let linked = RepositoryName::new("lamp", "desk").expect("a name");
            let outcome = found(&url, &linked, &["readme".into(), "use".into()], &info(called), today).outcome;
            assert_eq!((outcome.verdict, outcome.moved_to.as_deref()), (verdict, to), "{url}");
            let repository = Repository { archived: true, empty: false, idle_days: Some(6) };
            assert_eq!(outcome.repository, Some(repository));
            assert_eq!(outcome.fragments["readme"], FragmentState::Found);
            assert_eq!(outcome.fragments["use"], FragmentState::Unknown);
        }
    }
}
