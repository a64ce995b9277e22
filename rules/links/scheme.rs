//! # links/scheme
//!
//! A destination whose scheme is broken, doubled or missing, that is unsafe to follow, or that exists on one computer only.
//!
//! ## Why
//!
//! `www.example.org` and `http//example.org` are file names to a browser: the link leads to a page of the repository
//! that is not there, and in text they are not links at all. `javascript:` runs a script in the reader's browser where
//! a site renders the list.
//!
//! `file:`, `C:\` and `\\server\share` lead to the computer or the network of whoever wrote them.
//!
//! Reported too: a mail address without `mailto:`, an address within itself
//! (`https://example.org/https://example.org/x`), two addresses in one destination, a host with an empty part
//! (`example..org`). A host or an address without a scheme is not reported where a file of that name exists, nor in
//! text, where names of hosts are names. `hxxps://` is written so that nobody follows it.
//!
//! ## Bad
//!
//! ```markdown
//! - [Quill](http//quill.example.org) - A text editor.
//! - [Nib](www.example.org/nib) - Another one.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Quill](http://quill.example.org) - A text editor.
//! - [Nib](https://www.example.org/nib) - Another one.
//! ```
//!
//! ## Fix
//!
//! Safe where only one scheme can be meant: typing errors within `http://` and `https://`, a doubled scheme (the inner
//! one stays), an address within itself, `www.` and hosts that everybody knows (`https://` is put before them), mail
//! addresses. Unsafe for other hosts and in text. None for `javascript:` and its like, nor for places on a computer.

use crate::api::declaration::{Declaration, FixKind, Scope, Subject};
use crate::api::diagnostic::{Applicability, Effects, Finding, Fix};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::links::support::address_defects::{AddressDefect, after_scheme, mail_address, missing_scheme};
use crate::links::support::destination::is_host;
use crate::links::support::local_place::{is_file, local_place};
use crate::links::support::secure_hosts::serves_https;
use crate::links::support::text_urls::words_like_urls;
use curate_document::{Characters, Link, LinkId, LinkKind, Prose, Span, Target};

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Safe,
    judges: &[Subject::Link, Subject::Prose, Subject::Document],
    scope: Scope::Markdown,
    yields_to: &["links/malformed"],
    aliases: &["no-auto-link-without-protocol"],
    ..Declaration::error(
        include_str!("scheme.rs"),
        "a destination whose scheme is broken, doubled or missing, that is unsafe, or on one computer only",
        Make::plain(|_| Box::new(Scheme)),
    )
};

struct Scheme;

impl Rule for Scheme {
    fn prose(&self, prose: &Prose<'_>, context: &Context<'_>, sink: &mut Sink<'_>) {
        if !prose.characters.has(Characters::marks(b"/")) {
            return;
        }
        for (span, word) in words_like_urls(prose) {
            let Some((name, separator, rest)) = parts(&word) else { continue };
            if let Some(defect) = misspelt(&name, separator, rest) {
                let effects = Effects { keys: true, links: true, entries: true, ..Effects::default() };
                report_defect(span, AddressDefect { certain: false, ..defect }, effects, context, sink);
            }
        }
    }

    fn link(&self, _id: LinkId, link: &Link, context: &Context<'_>, sink: &mut Sink<'_>) {
        // `<name@example.org>` needs no `mailto:` (CommonMark 6.5).
        let is_judged = match link.kind {
            LinkKind::Inline | LinkKind::Html => true,
            LinkKind::Autolink => link.target != Target::Mail,
            LinkKind::Reference | LinkKind::Literal => false,
        };
        if is_judged {
            judge(link, context, sink);
        }
    }

    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for definition in context.document.definitions() {
            report(definition.destination, &definition.url, [false; 2], context, sink);
        }
        for embed in context.document.embeds() {
            judge(embed, context, sink);
        }
    }
}

fn judge(link: &Link, context: &Context<'_>, sink: &mut Sink<'_>) {
    let kinds = [link.kind == LinkKind::Html, link.kind == LinkKind::Autolink];
    report(link.destination, &link.url, kinds, context, sink);
}

/// Reports what is wrong with the destination at `span`, which means `url`.
fn report(span: Span, url: &str, [html, autolink]: [bool; 2], context: &Context<'_>, sink: &mut Sink<'_>) {
    let text = context.document.text(span);
    let written = text.trim();
    if let Some(message) = local_place(written, url.trim()) {
        let help = text!("add the file to the repository and link to it there, or link to a page with `https://`");
        return sink.report(Finding::at(span, message).help(help));
    }
    let Some(defect) = defect_of(written) else { return };
    let is_relative = !written.split(['/', '?', '#']).next().unwrap_or("").contains(':');
    if is_relative && is_file(written, context) {
        return;
    }
    let start = span.start + text.len() - text.trim_start().len();
    let span = Span::new(start, start + written.len());
    let effects = Effects { keys: true, verbatim: html, headings: autolink, ..Effects::default() };
    report_defect(span, defect, effects, context, sink);
}

fn report_defect(span: Span, defect: AddressDefect, effects: Effects, context: &Context<'_>, sink: &mut Sink<'_>) {
    let finding = Finding::at(span, defect.message);
    let Some(meant) = defect.meant else {
        sink.report(finding.help(text!("link to a page with `https://`")));
        return;
    };
    let applicability = if defect.certain { Applicability::Safe } else { Applicability::Unsafe };
    let finding = finding.help(text!("write `{url}`", url = &meant));
    let title = text!("Write the scheme that was meant");
    sink.report(finding.fix(Fix::of(title, applicability).edit(context.edition, span, meant).with_effects(effects)));
}

fn defect_of(destination: &str) -> Option<AddressDefect> {
    // Nearly every destination.
    let whole = destination.strip_prefix("https://").or_else(|| destination.strip_prefix("http://"));
    if whole.is_some_and(|rest| {
        let is_plain = rest.starts_with(|first: char| first.is_ascii_alphanumeric() && !matches!(first, 'h' | 'H'));
        let bytes = rest.as_bytes();
        is_plain && !bytes.windows(4).any(|part| part == b"http") && !bytes.windows(2).any(|part| part == b"..")
    }) {
        return None;
    }
    if let Some(defect) = marks_before(destination) {
        return Some(defect);
    }
    let (name, separator, rest) = parts(destination)?;
    if matches!(name.as_str(), "http" | "https") && !separator.is_empty() {
        let twice = doubled(rest);
        if twice.is_some() || separator == "://" {
            return twice.or_else(|| after_scheme(&name, rest));
        }
    }
    if separator.starts_with(':')
        && let Some(defect) = script(&name, rest)
    {
        return Some(defect);
    }
    misspelt(&name, separator, rest).or_else(|| missing_scheme(destination)).or_else(|| mail_address(destination))
}

/// The name that `destination` begins with, in lower case, the separator after it, and the rest.
fn parts(destination: &str) -> Option<(String, &str, &str)> {
    let name_length =
        destination.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(destination.len());
    let name = destination.get(..name_length)?.to_ascii_lowercase();
    let after = destination.get(name_length..)?;
    // `https.//` has a mark of the same key.
    let slashes = after.strip_prefix(['.', ',']).filter(|slashes| slashes.starts_with("//")).unwrap_or(after);
    let rest = slashes.trim_start_matches([':', ';', '/', '\\']);
    Some((name, after.get(..after.len() - rest.len())?, rest))
}

/// `//https://…`, `:https://…`: marks before a whole scheme.
fn marks_before(destination: &str) -> Option<AddressDefect> {
    let address = destination.trim_start_matches([':', ';', '/', ',']);
    let marks = destination.get(..destination.len() - address.len()).filter(|marks| !marks.is_empty())?;
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let message = text!("`{marks}` stands before the scheme: the link leads to a file of that name", marks);
    starts_with_host(host).then(|| AddressDefect { message, meant: Some(address.to_owned()), certain: true })
}

/// `https://https://…`; what follows the outer scheme is `rest`.
fn doubled(rest: &str) -> Option<AddressDefect> {
    let name_length = rest.find(|character: char| !character.is_ascii_alphabetic())?;
    let name = rest.get(..name_length)?.to_ascii_lowercase();
    let after = rest.get(name_length..)?;
    let inner = after.trim_start_matches([':', '/']);
    let separator = after.get(..after.len() - inner.len())?;
    let is_scheme =
        matches!(name.as_str(), "http" | "https") && (separator.contains("//") || separator.starts_with(":/"));
    let meant = starts_with_host(inner).then(|| format!("{name}://{inner}"));
    let certain = meant.is_some();
    is_scheme.then(|| AddressDefect { message: text!("the scheme is there twice"), meant, certain })
}

fn script(name: &str, rest: &str) -> Option<AddressDefect> {
    let runs = match name {
        "javascript" | "vbscript" => true,
        "data" => rest.get(..9).is_some_and(|kind| kind.eq_ignore_ascii_case("text/html")),
        _ => false,
    };
    let message = text!("`{name}:` runs in the reader's browser: this is not a page to link to", name);
    runs.then_some(AddressDefect { message, meant: None, certain: false })
}

/// Schemes that are near `http` and are others.
const NEAR: &[&str] = &["shttp", "httpg", "ftp", "sftp", "ftps", "tftp", "rtsp", "rtmp", "smtp", "ntp", "nttp"];

/// A typing error within `http://`, where a host follows it.
fn misspelt(name: &str, separator: &str, rest: &str) -> Option<AddressDefect> {
    let is_exact = matches!(name, "http" | "https");
    let has_separator =
        if is_exact { separator.contains([':', ';']) || separator.contains("//") } else { separator.contains("//") };
    // GitHub makes no link of a whole URL that is behind an open bracket; that says nothing of its scheme.
    let is_whole = is_exact && separator == "://";
    if !has_separator || is_whole || !starts_with_host(rest) || NEAR.contains(&name) {
        return None;
    }
    let (http, https) = (strsim::osa_distance(name, "http"), strsim::osa_distance(name, "https"));
    let is_secure = || serves_https(&rest.split(['/', '?', '#']).next().unwrap_or("").to_ascii_lowercase());
    let is_shuffled = |known: &str| name.starts_with('h') && sorted(name) == sorted(known);
    let has_all = is_shuffled("https");
    let meant = if http < https && !has_all && !is_secure() { "http" } else { "https" };
    let is_shuffled = is_shuffled("http") || has_all;
    if http.min(https) > 1 && !is_shuffled || !is_exact && name.len() < 3 {
        return None;
    }
    let written = format!("{name}{separator}");
    let message = text!("`{written}` is not a scheme", written);
    Some(AddressDefect { message, meant: Some(format!("{meant}://{rest}")), certain: has_all || http != https })
}

/// The letters of `name` in order.
fn sorted(name: &str) -> Vec<u8> {
    let mut letters = name.as_bytes().to_vec();
    letters.sort_unstable();
    letters
}

fn starts_with_host(text: &str) -> bool {
    let host = text.split(['/', '?', '#']).next().unwrap_or("");
    let name = host.split(':').next().unwrap_or("");
    is_host(host)
        && name.rsplit('.').next().is_some_and(|top| top.len() > 1 && !top.bytes().all(|byte| byte.is_ascii_digit()))
}
