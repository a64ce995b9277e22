//! Where a CI run finds itself, and where it leaves what it found.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Bytes of an event's description that are read; GitHub's own are below 100 KiB.
const LARGEST_EVENT: u64 = 8 << 20;

/// Events of GitHub that are no change of somebody else: they come from those who may write, or from the clock.
const OWN_EVENTS: &[&str] = &["push", "schedule", "workflow_dispatch", "repository_dispatch", "release"];

/// Who runs the job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Runner {
    /// GitHub Actions, or what takes its commands (Gitea, Forgejo).
    GitHub,
    /// GitLab CI.
    GitLab,
    /// Something else, or nobody.
    Elsewhere,
}

/// The change that a job is to judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CiChange {
    /// The revision that it is to be compared with; `None` where the environment does not tell it.
    pub base: Option<String>,
    /// Whether it comes from people who may not write to the repository.
    pub is_foreign: bool,
}

/// What the environment says of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CiEnvironment {
    /// Who runs it.
    pub runner: Runner,
    /// The change that it is to judge; `None` where it is about everything there is.
    pub change: Option<CiChange>,
    /// The branch that the change is to be merged into, as a clone has it (`origin/main`); `None` where nothing tells, or where
    /// a shell would take its name for more than a name.
    pub branch: Option<String>,
    /// The file that takes a summary, in markdown.
    pub summary: Option<PathBuf>,
    /// The file that takes outputs for later steps.
    pub outputs: Option<PathBuf>,
    /// The address of the repository's files as they are judged, on the web and with a slash at its end; `None` where the job
    /// does not run at the repository's root, or nothing tells.
    pub files_at: Option<String>,
}

impl CiEnvironment {
    /// What the variables that `variable` tells say.
    pub(crate) fn of(variable: &dyn Fn(&str) -> Option<String>) -> Self {
        let variable = |name: &str| variable(name).filter(|value| !value.is_empty());
        let is_set = |name: &str| variable(name).is_some_and(|value| value == "true");
        let runner = match (is_set("GITHUB_ACTIONS"), is_set("GITLAB_CI")) {
            (true, _) => Runner::GitHub,
            (false, true) => Runner::GitLab,
            (false, false) => Runner::Elsewhere,
        };
        let change = match runner {
            Runner::GitHub => github_change(&variable),
            Runner::GitLab => gitlab_change(&variable),
            Runner::Elsewhere => None,
        };
        let file = |name: &str| variable(name).filter(|_| runner == Runner::GitHub).map(PathBuf::from);
        let files_at = if runner == Runner::GitHub { files_at(&variable) } else { None };
        let branch = match runner {
            Runner::GitHub => variable("GITHUB_BASE_REF"),
            Runner::GitLab => variable("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"),
            Runner::Elsewhere => None,
        };
        let branch = branch.filter(|name| is_plain(name)).map(|name| format!("origin/{name}"));
        let (summary, outputs) = (file("GITHUB_STEP_SUMMARY"), file("GITHUB_OUTPUT"));
        Self { runner, change, branch, summary, outputs, files_at }
    }
}

/// Where GitHub shows the files of a job.
fn files_at(variable: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let root = fs::canonicalize(variable("GITHUB_WORKSPACE")?).ok()?;
    let here = std::env::current_dir().and_then(fs::canonicalize).ok()?;
    let sha = variable("GITHUB_SHA").filter(|sha| is_hash(sha))?;
    let server = variable("GITHUB_SERVER_URL").filter(|url| url.starts_with("https://"))?;
    let repository = variable("GITHUB_REPOSITORY")?;
    let is_known = root == here && is_plain(&server) && is_plain(&repository);
    is_known.then(|| format!("{server}/{repository}/blob/{sha}/"))
}

/// The pull request or merge group of a GitHub event. What cannot be read may be anybody's.
/// <https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows>
fn github_change(variable: &dyn Fn(&str) -> Option<String>) -> Option<CiChange> {
    let name = variable("GITHUB_EVENT_NAME");
    let of_change = name.as_deref().is_some_and(|name| name.starts_with("pull_request") || name == "merge_group");
    let unknown = CiChange { base: None, is_foreign: true };
    let Some(path) = variable("GITHUB_EVENT_PATH") else { return of_change.then_some(unknown) };
    let Some(event) = event(Path::new(&path)) else {
        let is_own = name.as_deref().is_some_and(|name| OWN_EVENTS.contains(&name));
        return (!is_own).then_some(unknown);
    };
    let text = |pointer: &str| event.pointer(pointer).and_then(serde_json::Value::as_str);
    let base = |pointer: &str| text(pointer).filter(|sha| is_hash(sha)).map(str::to_owned);
    if event.get("pull_request").is_some_and(serde_json::Value::is_object) {
        let repository = |side: &str| text(&format!("/pull_request/{side}/repo/full_name"));
        // A fork that was deleted has no repository any more.
        let is_foreign = repository("head").is_none() || repository("head") != repository("base");
        return Some(CiChange { base: base("/pull_request/base/sha"), is_foreign });
    }
    if event.get("merge_group").is_some_and(serde_json::Value::is_object) {
        // Only who may write puts a change into the queue.
        return Some(CiChange { base: base("/merge_group/base_sha"), is_foreign: false });
    }
    of_change.then_some(unknown)
}

/// The merge request of a GitLab pipeline.
/// <https://docs.gitlab.com/ci/variables/predefined_variables/>
fn gitlab_change(variable: &dyn Fn(&str) -> Option<String>) -> Option<CiChange> {
    let base = variable("CI_MERGE_REQUEST_DIFF_BASE_SHA");
    let source = variable("CI_PIPELINE_SOURCE");
    if base.is_none() && source.as_deref() != Some("merge_request_event") {
        return None;
    }
    let source = variable("CI_MERGE_REQUEST_SOURCE_PROJECT_ID");
    let is_foreign = source.is_none() || source != variable("CI_MERGE_REQUEST_PROJECT_ID");
    Some(CiChange { base: base.filter(|sha| is_hash(sha)), is_foreign })
}

fn is_hash(text: &str) -> bool {
    (40..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether `text` is nothing but a name, in a shell as in an address.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._:/".contains(&byte))
}

fn event(path: &Path) -> Option<serde_json::Value> {
    let small = fs::metadata(path).ok().filter(|file| file.is_file() && file.len() <= LARGEST_EVENT);
    small.and_then(|_| serde_json::from_slice(&fs::read(path).ok()?).ok())
}

/// Appends `text` to `file`, which the runner has made for it.
///
/// # Errors
///
/// Where it cannot be written.
pub(crate) fn append(file: &Path, text: &str) -> io::Result<()> {
    OpenOptions::new().append(true).create(true).open(file)?.write_all(text.as_bytes())
}

/// `value` as the output called `name`, in the form that takes several lines: the delimiter is no line of the value.
/// <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#multiline-strings>
pub(crate) fn output(name: &str, value: &str) -> String {
    let mut delimiter = "end_of_value".to_owned();
    while value.contains(&delimiter) {
        delimiter.push('_');
    }
    format!("{name}<<{delimiter}\n{value}\n{delimiter}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHA: &str = "0123456789abcdef0123456789abcdef01234567";

    fn github(event: &str) -> CiEnvironment {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("event.json");
        fs::write(&path, event).unwrap();
        CiEnvironment::of(&|name| match name {
            "GITHUB_ACTIONS" => Some("true".to_owned()),
            "GITHUB_EVENT_PATH" => Some(path.display().to_string()),
            _ => None,
        })
    }

    fn request(head: &str) -> String {
        format!(
            r#"{{"pull_request":{{"base":{{"sha":"{SHA}","repo":{{"full_name":"a/b"}}}},"head":{{"repo":{head}}}}}}}"#
        )
    }

    #[test]
    fn pull_requests() {
        let own = request(r#"{"full_name":"a/b"}"#);
        let fork = request(r#"{"full_name":"c/b"}"#);
        let change = |is_foreign| Some(CiChange { base: Some(SHA.to_owned()), is_foreign });
        let unknown = |is_foreign| Some(CiChange { base: None, is_foreign });
        assert_eq!(github(&own).change, change(false));
        assert_eq!(github(&fork).change, change(true));
        assert_eq!(github(&request("null")).change, change(true));
        assert_eq!(github("{}").change, None);
        assert_eq!(github("not json").change, unknown(true));
        assert_eq!(github(&own.replace(SHA, "--upload-pack=x")).change, unknown(false));
        assert_eq!(github(&format!(r#"{{"merge_group":{{"base_sha":"{SHA}"}}}}"#)).change, change(false));
        assert_eq!(github(r#"{"merge_group":{}}"#).change, unknown(false));
    }

    #[test]
    fn merge_requests() {
        let of = |source: &str| {
            CiEnvironment::of(&|name| match name {
                "GITLAB_CI" => Some("true".to_owned()),
                "CI_MERGE_REQUEST_DIFF_BASE_SHA" => Some(SHA.to_owned()),
                "CI_MERGE_REQUEST_PROJECT_ID" => Some("1".to_owned()),
                "CI_MERGE_REQUEST_SOURCE_PROJECT_ID" => Some(source.to_owned()),
                _ => None,
            })
        };
        assert_eq!(of("1").change, Some(CiChange { base: Some(SHA.to_owned()), is_foreign: false }));
        assert!(of("2").change.is_some_and(|change| change.is_foreign) && of("2").runner == Runner::GitLab);
    }

    #[test]
    fn changes_whose_base_is_not_told() {
        let of = |variables: &[(&str, &str)]| {
            let value =
                |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_string());
            CiEnvironment::of(&value).change
        };
        let unknown = Some(CiChange { base: None, is_foreign: true });
        for (name, path, expected) in [
            ("pull_request", "/nope", &unknown),
            ("pull_request_target", "", &unknown),
            ("merge_group", "/nope", &unknown),
            ("workflow_run", "/nope", &unknown),
            ("", "/nope", &unknown),
            ("push", "/nope", &None),
            ("schedule", "/nope", &None),
            ("", "", &None),
        ] {
            let variables = [("GITHUB_ACTIONS", "true"), ("GITHUB_EVENT_NAME", name), ("GITHUB_EVENT_PATH", path)];
            assert_eq!(&of(&variables), expected, "{name} {path}");
        }
        let gitlab = |source| {
            of(&[("GITLAB_CI", "true"), ("CI_PIPELINE_SOURCE", source), ("CI_MERGE_REQUEST_DIFF_BASE_SHA", "")])
        };
        assert_eq!((gitlab("merge_request_event"), gitlab("push")), (unknown, None));
    }

    #[test]
    fn a_branch_is_nothing_but_a_name() {
        let of = |name: &str| {
            let environment = CiEnvironment::of(&|variable| match variable {
                "GITHUB_ACTIONS" => Some("true".to_owned()),
                "GITHUB_BASE_REF" => Some(name.to_owned()),
                _ => None,
            });
            environment.branch
        };
        assert_eq!(of("release/1.2").as_deref(), Some("origin/release/1.2"));
        for refused in ["", "a b", "$(id)", "a`b", "x;y", "灯"] {
            assert_eq!(of(refused), None, "{refused}");
        }
    }

    #[test]
    fn the_delimiter_is_not_in_the_value() {
        assert_eq!(output("a", "x\ny"), "a<<end_of_value\nx\ny\nend_of_value\n");
        assert_eq!(output("a", "x\nend_of_value\nb=c"), "a<<end_of_value_\nx\nend_of_value\nb=c\nend_of_value_\n");
    }
}
