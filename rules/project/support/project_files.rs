//! Files of a project that say how to contribute and under which licence it is: by their names, and links to them.

use curate_document::{Link, Target};

/// Names of files that say how to contribute, in lower case, before their ending.
pub(crate) const CONTRIBUTING: [&str; 3] = ["contributing", "contribute", "contribution"];
/// The same for licences.
pub(crate) const LICENCES: [&str; 6] = ["license", "licence", "copying", "unlicense", "licencia", "lizenz"];
/// Where licences of content are read.
const LICENCE_HOSTS: [&str; 3] = ["creativecommons.org", "choosealicense.com", "opensource.org"];

/// Whether the name of a file, without its folders, is one of `names` before its ending.
pub(crate) fn is_called(path: &str, names: &[&str]) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let stem = name.split(['.', '-', '_']).next().unwrap_or("");
    names.contains(&stem)
}

/// Whether the link leads to a file with one of `names`, here or on a host of code.
pub(crate) fn leads_to_file(link: &Link, names: &[&str]) -> bool {
    match &link.target {
        Target::Path { path, .. } => is_called(path, names),
        Target::Url => {
            let Some(url) = link.parsed_url() else { return false };
            let is_forge = url.host_str().is_some_and(|host| host.contains("git") || host.contains("codeberg"));
            is_forge && !link.image && is_called(url.path(), names)
        }
        _ => false,
    }
}

/// Whether the link leads to the text of a licence.
pub(crate) fn names_licence(link: &Link) -> bool {
    let Some(url) = link.parsed_url() else { return false };
    let host = url.host_str().unwrap_or("");
    let on_shields = host == "img.shields.io" && url.path().contains("/license");
    on_shields
        || LICENCE_HOSTS
            .iter()
            .any(|known| host == *known || host.strip_suffix(known).is_some_and(|sub| sub.ends_with('.')))
}
