//! Which host renders the documents of a project, as far as its repository tells.

use crate::workspace::own_repository;
use crate::workspace::path_cache::PathCache;
use curate_document::slug::HostStyle;
use std::path::Path;

/// The host styles of projects, each found once.
#[derive(Debug, Default)]
pub(crate) struct HostStyles {
    by_root: PathCache<HostStyle>,
}

impl HostStyles {
    /// The style of the host that shows the repository with the root `root`; GitHub's where nothing says which host that is.
    pub(crate) fn of(&self, root: &Path) -> HostStyle {
        self.by_root.get(root, || {
            let host = own_repository::host(root, &|name| std::env::var(name).ok());
            host.map_or(HostStyle::GitHub, |host| style_of(&host))
        })
    }
}

/// The style of `host`, which is in lower case. Who runs a forge under a name of its own says so in the configuration.
fn style_of(host: &str) -> HostStyle {
    if host.starts_with("gitlab.") {
        HostStyle::GitLab
    } else if host == "codeberg.org" || host.starts_with("gitea.") || host.starts_with("forgejo.") {
        HostStyle::Gitea
    } else {
        HostStyle::GitHub
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_of_hosts() {
        for (host, expected) in [
            ("gitlab.com", HostStyle::GitLab),
            ("gitlab.example.org:8443", HostStyle::GitLab),
            ("codeberg.org", HostStyle::Gitea),
            ("gitea.example", HostStyle::Gitea),
            ("forgejo.example", HostStyle::Gitea),
            ("github.com", HostStyle::GitHub),
            ("git.example", HostStyle::GitHub),
            ("my-gitlab.example", HostStyle::GitHub),
        ] {
            assert_eq!(style_of(host), expected, "{host}");
        }
    }
}
