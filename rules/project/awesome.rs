//! # project/awesome
//!
//! What the awesome manifesto requires of a list and a program can see: a title, the badge from awesome.re, a tagline, a way
//! to contribute, a licence, and no badges of continuous integration.
//!
//! ## Why
//!
//! Lists submitted to [awesome](https://github.com/sindresorhus/awesome) are turned down for these, and they serve any
//! list: readers see at once what it collects, who may use it and how to add to it.
//!
//! Nothing depends on English: contributing guidelines and licences are found by their file, a link to it, or a heading
//! with one of their names in some twenty languages. An empty file says nothing. A document is judged if it is the list's first
//! edition; with `extends = ["awesome"]`, the README beside the configuration is a list however few entries it has.
//!
//! ## Bad
//!
//! ```markdown
//! # Compilers
//!
//! ![CI](https://github.com/lantern/compilers/actions/workflows/ci.yml/badge.svg)
//!
//! ## Small ones
//! ```
//!
//! ## Good
//!
//! ```markdown
//! # Awesome Compilers [![Awesome](https://awesome.re/badge.svg)](https://awesome.re)
//!
//! > Compilers that one person can read.
//!
//! ## Small ones
//!
//! ## Contributing
//!
//! See the [guidelines](CONTRIBUTING.md). Licensed under [CC0](LICENSE).
//! ```
//!
//! ## Fix
//!
//! None.

use crate::api::declaration::{Declaration, Need, Scope, Subject};
use crate::api::diagnostic::Finding;
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::project::support::badges::{BadgeDefect, badge_defect, is_build_badge};
use crate::project::support::opening::{first_line, has_tagline, is_in_small_letters, lower_title, title};
use crate::project::support::project_files::{CONTRIBUTING, LICENCES, is_called, leads_to_file, names_licence};
use crate::text::section_kinds::SectionKinds;
use curate_document::SectionKind;
use curate_document::script::WritingSystem;
use curate_document::{Link, SectionId};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    on_by_default: false,
    judges: &[Subject::Link, Subject::Document],
    scope: Scope::Files,
    aliases: &["awesome-badge", "awesome-contributing", "awesome-license", "awesome-no-ci-badge", "awesome-heading"],
    needs: &[Need::NamesBeside],
    ..Declaration::hint(
        include_str!("awesome.rs"),
        "something that the awesome manifesto requires is missing",
        Make::plain(|_| Box::new(Awesome)),
    )
};

struct Awesome;

impl Rule for Awesome {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        if context.edition != context.list.source || !context.is_list {
            return;
        }
        let heading = document.sections().iter().find(|section| section.level == 1);
        let top = heading.map(|section| section.title).or_else(|| lower_title(document));
        let top = top.unwrap_or_else(|| first_line(document));
        let mut report = |message: Text, help: Text| sink.report(Finding::at(top, message).help(help));
        // Other languages have words of their own for it.
        let is_english = context.list.edition(context.edition).is_some_and(|edition| {
            edition.writing_system == Some(WritingSystem::Latin)
                && edition.language.as_ref().is_none_or(|language| language.primary() == "en")
        });
        match title(document) {
            None if lower_title(document).is_some() => {
                report(text!("the title is not a heading of the first level"), text!("write it with one `#`"));
            }
            None => report(text!("the list has no title"), text!("begin with `# Awesome …`")),
            Some(title) if is_english && !title.to_lowercase().contains("awesome") => {
                report(text!("the title does not say \"Awesome\""), text!("call the list `Awesome …`"));
            }
            Some(_) if is_english && heading.is_some_and(|section| is_in_small_letters(&section.rendered)) => {
                report(
                    text!("the title has \"awesome\" or all its words in small letters"),
                    text!("write it as a title: `Awesome …`"),
                );
            }
            Some(_) => {}
        }
        let badge = text!("put `[![Awesome](https://awesome.re/badge.svg)](https://awesome.re)` beside the title");
        match badge_defect(document) {
            Some(BadgeDefect::Missing) => report(text!("the awesome badge is missing"), badge),
            Some(BadgeDefect::Copy) => report(text!("the awesome badge is not that of awesome.re"), badge),
            None => {}
        }
        if !has_tagline(document) {
            report(
                text!("no text between the title and the first section"),
                text!("say in one sentence what the list collects"),
            );
        }
        let roles = SectionKinds::of(context);
        let has_section = |role: SectionKind| {
            (0..document.sections().len()).any(|index| roles.within(Some(SectionId(index as u32))) == Some(role))
        };
        let has_file = |names: &[&str]| {
            context.facts.beside.iter().any(|name| is_called(name, names))
                || document.links().iter().any(|link| leads_to_file(link, names))
        };
        if !has_file(&CONTRIBUTING) && !has_section(SectionKind::Contributing) {
            report(text!("nothing says how to contribute"), text!("add a `CONTRIBUTING.md` and link to it"));
        }
        if !has_file(&LICENCES) && !has_section(SectionKind::Licence) && !document.links().iter().any(names_licence) {
            report(
                text!("nothing says under which licence the list is"),
                text!("add a `LICENSE` file; lists usually take CC0"),
            );
        }
    }

    fn link(&self, _: curate_document::LinkId, link: &Link, context: &Context<'_>, sink: &mut Sink<'_>) {
        if context.is_list && is_build_badge(link) {
            let message = text!("a badge of continuous integration or coverage, which tells readers of a list nothing");
            sink.report(Finding::at(link.span, message).help(text!("leave it to the repository's own pages")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::diagnostic::Severity;
    use crate::{Facts, Linter, Settings};
    use curate_document::{Document, Edition, List};
    use std::sync::Arc;

    /// What the rule says of a list with the `names` beside it.
    fn said(text: &str, names: &[&str]) -> Vec<String> {
        let mut settings = Settings::defaults(crate::RULES);
        settings.retain(|_| false);
        settings.rule_mut(RULE.name).expect("the rule").severity = Some(Severity::Hint);
        let settings = [settings];
        let beside = names.iter().map(|name| (*name).to_owned()).collect();
        let facts = Facts { beside: Arc::new(beside), ..Facts::default() };
        let list = List::new(vec![Edition::new("README.md", Document::parse(text), true)]);
        let found = Linter::new(crate::RULES, &settings, &facts).lint(&list);
        found.into_iter().map(|diagnostic| diagnostic.message.to_string()).collect()
    }

    #[test]
    fn files_beside_the_list_count() {
        let list = "# Awesome Lamps [![Awesome](https://awesome.re/badge.svg)](https://awesome.re)\n\nLamps to read by.\n\n\
                    ## Desk\n\n- [Ada](https://ada.example) - A lamp.\n";
        let (contributing, licence) =
            ("nothing says how to contribute", "nothing says under which licence the list is");
        assert_eq!(said(list, &[]), [contributing, licence]);
        assert_eq!(said(list, &["contributing.rst", "LICENSE-CC0"]), [""; 0]);
        assert_eq!(said(list, &["contributors.md", "licenses"]), [contributing, licence]);
    }
}
