//! A rule's name as a report shows it.

use crate::report::look::Look;
use crate::terminal::hyperlinks::link;

/// The page of the rule called `name`, in the repository that Cargo.toml names; `None` where it names none.
fn page(repository: &str, name: &str) -> Option<String> {
    let anchor = name.replace('/', "");
    (!repository.is_empty()).then(|| format!("{}/blob/HEAD/docs/rules.md#{anchor}", repository.trim_end_matches('/')))
}

/// `name`, as a link to the rule's page where `look` has links.
pub(super) fn rule_name(name: &str, look: Look) -> String {
    match page(env!("CARGO_PKG_REPOSITORY"), name) {
        Some(page) if look.linked => link(name, &page),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_have_the_anchors_of_their_headings() {
        let page = page("https://lamps.example/curate/", "glow/too-much");
        assert_eq!(page.as_deref(), Some("https://lamps.example/curate/blob/HEAD/docs/rules.md#glowtoo-much"));
        assert_eq!(super::page("", "glow/too-much"), None);
    }
}
