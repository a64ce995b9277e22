//! Where the page of a rule is, for those who read a report.

use crate::locale::SpokenLanguage;
use crate::locale::page_address::page_address;
use crate::report::look::Look;
use crate::terminal::hyperlinks::link;

/// The address of the page of the rule called `name` in `language`, in the repository that Cargo.toml names.
pub(super) fn rule_page(name: &str, language: SpokenLanguage) -> String {
    page_address(name, language)
}

/// `name`, as a link to the rule's page where `look` has links.
pub(super) fn rule_name(name: &str, look: Look) -> String {
    if look.linked { link(name, &rule_page(name, look.language)) } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use curate_rules::RULES;
    use std::path::Path;

    #[test]
    fn every_rule_has_a_page_there() {
        let languages = [SpokenLanguage::En, SpokenLanguage::Zh];
        for (rule, language) in RULES.iter().flat_map(|rule| languages.map(|language| (rule, language))) {
            let page = rule_page(rule.name, language);
            let path = page.split_once("/blob/HEAD/").map(|(_, path)| path);
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path.expect("a path in the repository"));
            assert!(page.starts_with("https://") && path.is_file(), "{page}");
        }
    }
}
