//! # links/missing-file
//!
//! A link to a file of the repository that is not there, or not with these letter cases: by a relative path, by one
//! from the root of the repository (`/…`), or by the address under which the repository's host shows the file. What
//! raw HTML shows or plays counts too: `src`, `srcset`, `poster`.
//!
//! ## Why
//!
//! The reader gets "404". Letter cases are easily overlooked on a computer that does not tell them apart; hosts of
//! repositories do.
//!
//! Files are looked up in the repository that the document is in. Outside of one (no `.git` in the folder or above it)
//! a missing file proves nothing, since the document may be a copy without its repository: then only letter cases are
//! judged. The same holds for a folder that is not checked out (a submodule, a sparse checkout) and for text from
//! standard input without a name. Templates (`{{ … }}`, `[name](url)`), pages that a site generator makes of a markdown file
//! (`a.html` where there is `a.md`), other branches and paths that a bundler resolves (`@/…`, `~/…`) are left alone,
//! and so is `/…` where it may begin elsewhere (the repository is the source of a site) or lead to a page of the host
//! (`/issues`).
//!
//! ## Bad
//!
//! ```markdown
//! Read [how to contribute](Contributing.md) and [the rules](docs/rules.md).
//! ```
//!
//! ## Good
//!
//! ```markdown
//! Read [how to contribute](CONTRIBUTING.md) and [the rules](docs/the-rules.md).
//! ```
//!
//! ## Fix
//!
//! Safe for letter cases: those of the file. None for what is not there.

use crate::api::declaration::{Declaration, FixKind, Need, Reach, Scope, Subject};
use crate::api::diagnostic::{Effects, Finding, Fix};
use crate::api::linked_file::LinkedFile;
use crate::api::options::Make;
use crate::api::paths::percent_decoded;
use crate::api::rule::{Context, Rule, Sink};
use crate::api::template::Text;
use crate::engine::summarize;
use curate_document::{Link, LinkKind, Span, Target};
use std::collections::{BTreeMap, BTreeSet};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    yields_to: &["links/malformed", "links/scheme", "links/empty"],
    needs: &[Need::Files],
    reach: Reach::Anywhere,
    ..Declaration::error(
        include_str!("missing_file.rs"),
        "a link to a file of the repository that is not there, or not with these letter cases",
        Make::plain(|_| Box::new(MissingFile)),
    )
};

struct MissingFile;

impl Rule for MissingFile {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        if context.facts.files.is_empty() {
            return;
        }
        let mut seen = BTreeSet::new();
        let (mut missing, mut misspelt) = (Vec::new(), Vec::new());
        let mut folders: BTreeMap<String, usize> = BTreeMap::new();
        for link in context.document.links_and_embeds() {
            if link.definition.is_some_and(|definition| !seen.insert(definition)) {
                continue;
            }
            let Some((key, written)) = file_of(link, context) else { continue };
            // In MDX a path without an extension is one of the site.
            if context.document.is_mdx() && !key.rsplit('/').next().is_some_and(|name| name.contains('.')) {
                continue;
            }
            match context.facts.files.get(&key) {
                Some(LinkedFile::Missing) => {
                    missing.push(not_there(link, &key));
                    let folder = key.rsplit_once('/').map_or("", |(folder, _)| folder);
                    *folders.entry(folder.to_owned()).or_default() += 1;
                }
                Some(LinkedFile::OtherCase(actual)) => misspelt.push(other_case(link, written, actual, context)),
                Some(LinkedFile::Present | LinkedFile::Markdown(_)) | None => {}
            }
        }
        missing.sort_by_key(|finding| finding.span);
        misspelt.sort_by_key(|finding| finding.span);
        let most = folders.into_iter().max_by_key(|(_, count)| *count);
        let most = most.filter(|(folder, count)| !folder.is_empty() && count * 2 > missing.len());
        let message = move |count: usize| match &most {
            Some((folder, _)) => text!(
                "{count} links from here on lead to files that are not in the repository, most of them of `{folder}/`",
                count,
                folder,
            ),
            None => text!("{count} links from here on lead to files that are not in the repository", count),
        };
        summarize::report(missing, message, Text::default(), context, sink);
        let message = |count: usize| {
            text!("{count} links from here on differ in letter case from the files that they lead to", count)
        };
        summarize::report(misspelt, message, text!("Write the letter cases of the files"), context, sink);
    }
}

fn not_there(link: &Link, key: &str) -> Finding {
    let message = if link.image {
        text!("there is no image `{key}` in the repository", key)
    } else {
        text!("there is no file `{key}` in the repository", key)
    };
    Finding::at(link.destination, message).help(text!("link to where it is now, or drop the link"))
}

fn other_case(link: &Link, written: &str, actual: &str, context: &Context<'_>) -> Finding {
    let message =
        text!("there is `{actual}`, which differs in letter case: hosts of repositories do not find it", actual);
    let finding = Finding::at(link.destination, message);
    match in_case_of(actual, written) {
        Some(text) => finding.help(text!("write `{text}`", text = &text)).fix(fix(link, written, text, context)),
        None => finding,
    }
}

/// The key of the file that `link` leads to, and its path as written.
fn file_of<'a>(link: &'a Link, context: &Context<'a>) -> Option<(String, &'a str)> {
    let text = context.document.text(link.destination);
    let path = text.split(['?', '#']).next().unwrap_or(text);
    match &link.target {
        Target::Path { path: decoded, .. } => {
            let is_template = ["{{", "{%", "${", "<%"].iter().any(|mark| decoded.contains(mark));
            // `@/` and `~` are where a bundler has the root of a site.
            let is_template = is_template || decoded.starts_with(['{', '@', '~']);
            let edition = context.list.edition(context.edition)?;
            if is_form(&edition.path) || is_placeholder(path) {
                return None;
            }
            let key = context.facts.resolve(&edition.path, decoded).filter(|key| !is_template && !key.is_empty())?;
            Some((key, path))
        }
        Target::Url => {
            let own = context.facts.own_repository.as_ref()?;
            Some((own.file_of_link(link)?, path))
        }
        _ => None,
    }
}

/// Whether the document at `path` is what a forge fills issues and pull requests with: there a path begins at their own address,
/// so that `../blob/main/LICENSE` is right.
/// <https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests>
/// <https://docs.gitlab.com/user/project/description_templates/>
fn is_form(path: &str) -> bool {
    const FORMS: [&str; 4] =
        ["issue_template", "pull_request_template", "discussion_template", "merge_request_template"];
    path.to_lowercase().split('/').any(|name| FORMS.iter().any(|form| name.starts_with(form)))
}

/// Whether `path` is a word that stands for an address to be filled in: `[project-name](url)`.
fn is_placeholder(path: &str) -> bool {
    ["url", "uri", "link", "href"].iter().any(|word| path.eq_ignore_ascii_case(word))
}

/// `written` with the letter cases of `actual`, the path of the file from the root of its repository; `None` where they
/// cannot be laid side by side.
fn in_case_of(actual: &str, written: &str) -> Option<String> {
    let mut names = actual.rsplit('/');
    let mut segments: Vec<String> = Vec::new();
    let mut rest = written.rsplit('/');
    let mut changed = false;
    for segment in rest.by_ref() {
        if matches!(segment, "" | ".") {
            segments.push(segment.to_owned());
            continue;
        }
        // What is above the root, or names a branch, is not the file's.
        let decoded = percent_decoded(segment);
        let Some(name) = names.next().filter(|name| name.to_lowercase() == decoded.to_lowercase()) else {
            segments.push(segment.to_owned());
            break;
        };
        let differs = name != decoded;
        if differs && segment.contains(['\\', '&']) {
            return None;
        }
        changed |= differs;
        let is_escaped = decoded != segment;
        segments.push(match (differs, is_escaped) {
            (false, _) => segment.to_owned(),
            (true, false) => name.to_owned(),
            (true, true) => escaped(name),
        });
    }
    segments.extend(rest.map(str::to_owned));
    segments.reverse();
    changed.then(|| segments.join("/"))
}

/// `name` with everything percent-encoded that is not unreserved (RFC 3986 section 2.3).
fn escaped(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

fn fix(link: &Link, written: &str, text: String, context: &Context<'_>) -> Fix {
    let span = Span::new(link.destination.start, link.destination.start + written.len());
    let is_shown = matches!(link.kind, LinkKind::Autolink | LinkKind::Literal);
    let verbatim = link.kind == LinkKind::Html;
    let effects = Effects { keys: link.key().is_some(), headings: is_shown, verbatim, ..Effects::default() };
    Fix::safe(text!("Write the letter cases of the file"), context.edition, span, text).with_effects(effects)
}

#[cfg(test)]
mod tests {
    use super::is_form;

    #[test]
    fn forms_are_known_by_their_names() {
        for path in [
            ".github/PULL_REQUEST_TEMPLATE.md",
            "docs/pull_request_template.md",
            ".github/ISSUE_TEMPLATE/bug.md",
            ".gitlab/merge_request_templates/Default.md",
        ] {
            assert!(is_form(path), "{path}");
        }
        for path in ["README.md", ".github/CONTRIBUTING.md", "docs/how-to-open-an-issue.md"] {
            assert!(!is_form(path), "{path}");
        }
    }
}
