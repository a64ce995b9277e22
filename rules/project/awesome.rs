//! # project/awesome
//!
//! What the awesome manifesto requires of a list and a program can see: a title, the badge, a tagline, a way to
//! contribute, a licence, and no badges of continuous integration.
//!
//! ## Why
//!
//! Lists submitted to [awesome](https://github.com/sindresorhus/awesome) are turned down for these, and they serve any
//! list: readers see at once what it collects, who may use it and how to add to it.
//!
//! Nothing depends on English: contributing guidelines and licences are found by their file, a link to it, or a heading
//! with one of their names in some twenty languages. A document is judged if it is the list's first edition.
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
use crate::text::section_kinds::SectionKinds;
use curate_document::SectionKind;
use curate_document::script::WritingSystem;
use curate_document::{Block, BlockKind, Document, Link, SectionId, Span, Target};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    on_by_default: false,
    judges: &[Subject::Link, Subject::Document],
    scope: Scope::Files,
    aliases: &[
        "awesome-badge",
        "awesome-contributing",
        "awesome-github",
        "awesome-license",
        "awesome-no-ci-badge",
        "awesome-heading",
    ],
    needs: &[Need::NamesBeside],
    ..Declaration::hint(
        include_str!("awesome.rs"),
        "something that the awesome manifesto requires is missing",
        Make::plain(|_| Box::new(Awesome)),
    )
};

/// Names of files that say how to contribute, in lower case, before their ending.
const CONTRIBUTING: [&str; 3] = ["contributing", "contribute", "contribution"];
/// The same for licences.
const LICENCES: [&str; 6] = ["license", "licence", "copying", "unlicense", "licencia", "lizenz"];
/// Where licences of content are read.
const LICENCE_HOSTS: [&str; 3] = ["creativecommons.org", "choosealicense.com", "opensource.org"];
/// Services whose badges report builds and coverage rather than of the list.
const BUILD_HOSTS: [&str; 9] = [
    "travis-ci.org",
    "travis-ci.com",
    "circleci.com",
    "ci.appveyor.com",
    "codecov.io",
    "coveralls.io",
    "dev.azure.com",
    "api.cirrus-ci.com",
    "drone.io",
];
/// The same, as paths of shields.io.
const BUILD_SHIELDS: [&str; 6] =
    ["/travis/", "/circleci/", "/appveyor/", "/github/actions/workflow/", "/github/workflow/status/", "/codecov/"];

struct Awesome;

impl Rule for Awesome {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let document = context.document;
        if context.edition != context.list.source || !context.is_list {
            return;
        }
        let heading = document.sections().iter().find(|section| section.level == 1);
        let top = heading.map_or_else(|| first_line(document), |section| section.title);
        let mut report = |message: &str, help: &str| sink.report(Finding::at(top, message).help(help));
        // Other languages have words of their own for it.
        let is_english = context.list.edition(context.edition).is_some_and(|edition| {
            edition.writing_system == Some(WritingSystem::Latin)
                && edition.language.as_ref().is_none_or(|language| language.primary() == "en")
        });
        match title(document) {
            None => report("the list has no title", "begin with `# Awesome …`"),
            Some(title) if is_english && !title.to_lowercase().contains("awesome") => {
                report("the title does not say \"Awesome\"", "call the list `Awesome …`");
            }
            Some(_) => {}
        }
        if !document.links().iter().any(is_awesome_badge) {
            report(
                "the awesome badge is missing",
                "put `[![Awesome](https://awesome.re/badge.svg)](https://awesome.re)` beside the title",
            );
        }
        if !has_tagline(document) {
            report("no text between the title and the first section", "say in one sentence what the list collects");
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
            report("nothing says how to contribute", "add a `CONTRIBUTING.md` and link to it");
        }
        if !has_file(&LICENCES) && !has_section(SectionKind::Licence) && !document.links().iter().any(names_licence) {
            report("nothing says under which licence the list is", "add a `LICENSE` file; lists usually take CC0");
        }
    }

    fn link(&self, _: curate_document::LinkId, link: &Link, context: &Context<'_>, sink: &mut Sink<'_>) {
        if context.is_list && is_build_badge(link) {
            let message = "a badge of continuous integration or coverage, which tells readers of a list nothing";
            sink.report(Finding::at(link.span, message).help("leave it to the repository's own pages"));
        }
    }
}

fn first_line(document: &Document) -> Span {
    document.lines().content(1, document.source())
}

/// The title of the document: its heading of the first level, in markdown or HTML, or a picture that stands for it.
fn title(document: &Document) -> Option<String> {
    let heading = document.sections().iter().find(|section| section.level == 1).map(|section| {
        let images = document.links().iter().filter(|link| link.image && link.block == section.heading);
        let alternatives: String = images.map(|link| document.text(link.text)).collect();
        format!("{} {alternatives}", section.rendered)
    });
    heading.filter(|title| !title.trim().is_empty()).or_else(|| {
        let before = document.sections().first().map_or(document.source().len(), |section| section.span.start);
        let blocks = || document.blocks().iter().take_while(|block| block.span.start < before);
        let html = blocks().filter(|block| block.kind == BlockKind::Html).map(|block| document.text(block.span));
        let headed = html.map(str::to_lowercase).find(|text| text.contains("<h1"));
        let pictured = || {
            let link = document.links().iter().find(|link| link.image && link.span.start < before)?;
            Some(format!("{} {}", document.text(link.text), link.url))
        };
        headed.or_else(pictured)
    })
}

/// Whether a paragraph, quote or line of HTML with words of its own comes between the title and the first section below.
fn has_tagline(document: &Document) -> bool {
    let first = document.sections().iter().position(|section| section.level == 1);
    let title = first.and_then(|index| document.sections().get(index));
    let start = title.map_or(0, |title| title.span.start);
    let heading = title.map(|title| title.heading);
    let below = document.sections().get(first.map_or(0, |index| index + 1));
    let before = below.map_or(document.source().len(), |section| section.span.start);
    let is_inside = |block: &&(usize, &Block)| block.1.span.start >= start && block.1.span.start < before;
    let blocks: Vec<(usize, &Block)> = document.blocks().iter().enumerate().collect();
    blocks.iter().filter(is_inside).any(|(index, block)| {
        let id = curate_document::BlockId(*index as u32);
        let in_item =
            document.ancestors(id).any(|around| matches!(around.kind, BlockKind::Item { .. } | BlockKind::Table));
        match block.kind {
            BlockKind::Paragraph if !in_item && Some(id) != heading => {
                let words = document.inlines_of(id).iter().filter(|inline| inline.link.is_none());
                let text: String =
                    words.map(|inline| document.rendered_inlines(std::slice::from_ref(inline))).collect();
                text.chars().filter(|character| character.is_alphabetic()).count() >= 4
            }
            BlockKind::Html => html_text(document.text(block.span)),
            _ => false,
        }
    })
}

/// Whether raw HTML has words outside its tags and links.
fn html_text(html: &str) -> bool {
    let mut letters = 0;
    let mut is_tag = false;
    for character in html.chars() {
        match character {
            '<' => is_tag = true,
            '>' => is_tag = false,
            character if !is_tag && character.is_alphabetic() => letters += 1,
            _ => {}
        }
    }
    letters >= 4
}

fn is_awesome_badge(link: &Link) -> bool {
    let url = link.url.to_ascii_lowercase();
    let is_picture = link.image || link.is_badge();
    is_picture
        && (url.contains("awesome.re/")
            || (url.contains("sindresorhus") && url.contains("awesome"))
            || url.contains("badge/awesome")
            || url.contains("badges/awesome"))
}

fn is_build_badge(link: &Link) -> bool {
    let Some(url) = link.parsed_url() else { return false };
    let (host, path) = (url.host_str().unwrap_or(""), url.path());
    let is_host = |known: &str| host == known || host.strip_suffix(known).is_some_and(|sub| sub.ends_with('.'));
    let on_github = host == "github.com"
        && path.ends_with("badge.svg")
        && (path.contains("/workflows/") || path.contains("/actions/"));
    let on_shields = host == "img.shields.io" && BUILD_SHIELDS.iter().any(|part| path.contains(part));
    link.image && (BUILD_HOSTS.iter().any(|known| is_host(known)) || on_github || on_shields)
}

/// Whether the name of a file, without its folders, is one of `names` before its ending.
fn is_called(path: &str, names: &[&str]) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let stem = name.split(['.', '-', '_']).next().unwrap_or("");
    names.contains(&stem)
}

fn leads_to_file(link: &Link, names: &[&str]) -> bool {
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
fn names_licence(link: &Link) -> bool {
    let Some(url) = link.parsed_url() else { return false };
    let host = url.host_str().unwrap_or("");
    let on_shields = host == "img.shields.io" && url.path().contains("/license");
    on_shields
        || LICENCE_HOSTS
            .iter()
            .any(|known| host == *known || host.strip_suffix(known).is_some_and(|sub| sub.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::diagnostic::Severity;
    use crate::{Facts, Linter, Settings};
    use curate_document::{Edition, List};
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
        found.into_iter().map(|diagnostic| diagnostic.message).collect()
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
