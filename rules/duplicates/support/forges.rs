//! Hosts of code, where a project is `owner/name`.

use curate_document::Link;

/// Hosts of code where a project is `owner/name`.
#[rustfmt::skip]
const FORGES: &[&str] = &[
    "github.com", "bitbucket.org", "codeberg.org", "gitee.com", "git.sr.ht", "npmjs.com", "pkg.go.dev", "huggingface.co", "hf.co",
    "modelscope.cn", "hub.docker.com",
];

/// How the names of hosts begin that run such software.
const FORGE_NAMES: &[&str] = &["gitlab.", "gitea.", "forgejo."];

/// Whether `link` leads to a host of code.
pub(crate) fn is_on_forge(link: &Link) -> bool {
    link.parsed_url().and_then(|url| url.host_str()).is_some_and(|host| {
        let host = host.strip_prefix("www.").unwrap_or(host);
        FORGES.contains(&host) || FORGE_NAMES.iter().any(|name| host.starts_with(name))
    })
}
