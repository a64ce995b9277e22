//! Where the page of a rule is, for those who read of it elsewhere.

use crate::locale::SpokenLanguage;

/// The address of the page of the rule called `name` in `language`, in the repository that Cargo.toml names.
pub(crate) fn page_address(name: &str, language: SpokenLanguage) -> String {
    format!("{}/blob/HEAD/docs/{}/rules/{name}.md", env!("CARGO_PKG_REPOSITORY"), language.code())
}
