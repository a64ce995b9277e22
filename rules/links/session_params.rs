//! # links/session-params
//!
//! A link to what one reader saw at one moment: a session number, a pinned revision, the interface in one language, a
//! page of search results.
//!
//! ## Why
//!
//! Sessions end, revisions get old, results change every day, and a reader's browser knows better in what language to
//! show buttons.
//!
//! Reported are session numbers in queries and paths (`PHPSESSID=`, `;jsessionid=`), what is left of a visit
//! (`subscription=confirmed`, `continueToken=`); `oldid=` of wikis and files at a commit on GitHub without a line
//! number; `hl=` of Google's pages with another language than that of the document, and `lang=`, `locale=` and the
//! like where that is known; results of search engines, unless the URL is shown or a label stands before the link.
//! What a list cites on purpose is for its author to decide: this is a hint.
//!
//! ## Bad
//!
//! ```markdown
//! - [Lamps](https://en.wikipedia.org/w/index.php?title=Lamp&oldid=1144021256) - An article.
//! - [Quill](https://play.google.com/store/apps/details?id=example.quill&hl=de) - A text editor.
//! ```
//!
//! ## Good
//!
//! ```markdown
//! - [Lamps](https://en.wikipedia.org/w/index.php?title=Lamp) - An article.
//! - [Quill](https://play.google.com/store/apps/details?id=example.quill) - A text editor.
//! ```
//!
//! ## Fix
//!
//! Unsafe: the parameter is cut; a commit becomes `HEAD`. None for search results.

use crate::api::declaration::{Declaration, FixKind, Scope, ShownAs, Subject};
use crate::api::diagnostic::{Applicability, Finding};
use crate::api::options::Make;
use crate::api::rule::{Context, Rule, Sink};
use crate::engine::summarize;
use crate::links::support::ephemeral_choice::EphemeralChoice;
use crate::links::support::query::{Query, parameters};
use crate::links::support::search_pages::is_search;
use crate::links::support::web_links::{edit, editable_url, is_shown, web_links};
use curate_document::url::is_on_host;
use curate_document::{Document, Edition, Language, Link, Span};
use memchr::memchr2;
use url::Url;

/// The declaration.
pub(crate) const RULE: Declaration = Declaration {
    fix: FixKind::Unsafe,
    judges: &[Subject::Document],
    scope: Scope::Markdown,
    yields_to: &["links/malformed", "links/swallowed-text"],
    shown_as: Some(ShownAs::Unnecessary),
    ..Declaration::hint(
        include_str!("session_params.rs"),
        "a link to what one reader saw at one moment: session, revision, interface language, search results",
        Make::plain(|_| Box::new(SessionParams)),
    )
};

struct SessionParams;

impl Rule for SessionParams {
    fn document(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let edition = context.list.edition(context.edition);
        // What is called Japanese and written in Latin letters has other readers than its name says.
        let is_of_readers = |edition: &Edition, language: &Language| {
            let system = language.writing_system();
            system.is_none() || edition.writing_system.is_none() || system == edition.writing_system
        };
        let language =
            edition.and_then(|edition| edition.language.as_ref().filter(|language| is_of_readers(edition, language)));
        let found = web_links(context.document, may_be_ephemeral)
            .filter_map(|(link, url)| Some((link, ephemeral_part(url, language)?)))
            .filter(|(link, part)| !is_on_purpose(link, part, context.document))
            .map(|(link, part)| finding(link, part, context))
            .collect();
        let summary =
            |count: usize| text!("{count} links lead to what one reader saw at one moment; this is the first", count);
        summarize::report(found, summary, text!("Link to the page itself"), context, sink);
    }
}

/// Whether `link` is what it is by intent: a picture at a commit; a search that says so by its URL, or that stands after a
/// label (`More courses: […]`).
fn is_on_purpose(link: &Link, part: &EphemeralPart, document: &Document) -> bool {
    match part {
        EphemeralPart::Path(_, replacement) => link.image && !replacement.is_empty(),
        EphemeralPart::Results => {
            let before = document.source().get(..link.span.start).unwrap_or("");
            is_shown(link) || before.trim_end_matches([' ', '*', '_']).ends_with([':', '：'])
        }
        EphemeralPart::Parameters(..) => false,
    }
}

/// Whether `url` has parameters or may show one commit.
fn may_be_ephemeral(url: &str) -> bool {
    memchr2(b'?', b';', url.as_bytes()).is_some() || url.contains("/blob/") || url.contains("/tree/")
}

/// What of a URL belongs to one reader or one moment.
enum EphemeralPart {
    /// These parameters, and what they choose.
    Parameters(Vec<String>, EphemeralChoice),
    /// A part of the path, from its first byte on, and what is to stand there: a session where that is nothing, else a commit.
    Path(String, &'static str),
    /// All of it.
    Results,
}

fn ephemeral_part(url: &Url, language: Option<&Language>) -> Option<EphemeralPart> {
    let host = url.host_str()?;
    // Copies are of one moment by intent.
    if is_on_host(host, "archive.org") {
        return None;
    }
    if let Some(part) = session(url).or_else(|| commit(host, url)) {
        return Some(part);
    }
    let query = url.query()?;
    if is_search(host, url.path(), query) {
        return Some(EphemeralPart::Results);
    }
    let named = |is_meant: &dyn Fn(&str, &str) -> bool| -> Vec<String> {
        parameters(query).filter(|(name, value)| is_meant(name, value)).map(|(name, _)| name.to_owned()).collect()
    };
    let sessions = named(&is_session);
    let visits = if is_picture(url) { Vec::new() } else { named(&is_of_visit) };
    let revisions = named(&|name, value| name == "oldid" && is_number(value));
    let languages = named(&|name, value| chooses_language(host, name, value, language));
    [
        (sessions, EphemeralChoice::Session),
        (visits, EphemeralChoice::Visit),
        (revisions, EphemeralChoice::Revision),
        (languages, EphemeralChoice::Language),
    ]
    .into_iter()
    .find(|(names, _)| !names.is_empty())
    .map(|(names, choice)| EphemeralPart::Parameters(names, choice))
}

/// `;jsessionid=…` in the path (Jakarta Servlet 7.1.3).
fn session(url: &Url) -> Option<EphemeralPart> {
    let path = url.path();
    if !path.contains(';') {
        return None;
    }
    let start = path.find(";jsessionid=").or_else(|| path.find(";JSESSIONID="))?;
    let part = path.get(start..)?.split('/').next()?;
    Some(EphemeralPart::Path(part.to_owned(), ""))
}

/// `/owner/name/blob/<commit>/…` on GitHub, where no line of it is meant.
fn commit(host: &str, url: &Url) -> Option<EphemeralPart> {
    if !matches!(host, "github.com" | "www.github.com") || url.fragment().is_some() {
        return None;
    }
    let mut segments = url.path_segments()?.skip(2);
    let kind = segments.next().filter(|kind| matches!(*kind, "blob" | "tree"))?;
    let commit = segments.next()?;
    let is_hash = commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    let replacement = if kind == "blob" { "/blob/HEAD" } else { "/tree/HEAD" };
    is_hash.then(|| EphemeralPart::Path(format!("/{kind}/{commit}"), replacement))
}

fn is_session(name: &str, value: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let is_certain =
        ["phpsessid", "jsessionid", "aspsessionid", "asp.net_sessionid", "cftoken"].contains(&name.as_str());
    let is_likely = ["sid", "sessionid", "session_id", "session-id", "sess"].contains(&name.as_str());
    let is_token = value.len() >= 16
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && value.bytes().any(|byte| byte.is_ascii_digit());
    is_certain || (is_likely && is_token)
}

/// Whether `url` leads to a picture, such as a badge, whose token belongs to it.
fn is_picture(url: &Url) -> bool {
    url.path()
        .rsplit('.')
        .next()
        .is_some_and(|ending| matches!(ending, "svg" | "png" | "gif" | "jpg" | "jpeg" | "webp"))
}

/// Whether `name=value` is what a site put into the address in the course of a visit: a form that was sent, a token to go on with.
fn is_of_visit(name: &str, value: &str) -> bool {
    const TOKENS: [&str; 10] = [
        "continuetoken",
        "continue_token",
        "nexttoken",
        "csrftoken",
        "csrf_token",
        "authenticity_token",
        "access_token",
        "id_token",
        "session_token",
        "sessiontoken",
    ];
    const FORMS: [&str; 11] = [
        "subscription",
        "subscribe",
        "subscribed",
        "signup",
        "sign_up",
        "registration",
        "registered",
        "confirmation",
        "confirmed",
        "login",
        "logout",
    ];
    let name = name.to_ascii_lowercase();
    let is_done = ["confirmed", "success", "successful", "complete", "completed", "pending", "done", "ok"];
    TOKENS.contains(&name.as_str()) && value.len() >= 16 || FORMS.contains(&name.as_str()) && is_done.contains(&value)
}

fn is_number(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether `name=value` chooses the language of an interface, and not that of the document.
fn chooses_language(host: &str, name: &str, value: &str, language: Option<&Language>) -> bool {
    // `lang=japanese` is what is looked for, not who looks.
    let is_code = value.split(['-', '_']).next().is_some_and(|primary| primary.len() <= 3);
    let Some(chosen) = Language::parse(value).filter(|_| is_code) else { return false };
    let asks_browser =
        ["google.com", "youtube.com", "microsoftedge.microsoft.com"].iter().any(|known| is_on_host(host, known));
    match name {
        "hl" => asks_browser && chosen.primary() != language.map_or("en", Language::primary),
        "lang" | "locale" | "language" | "setlang" | "uselang" => {
            language.is_some_and(|own| own.primary() != chosen.primary())
        }
        _ => false,
    }
}

fn finding(link: &Link, part: EphemeralPart, context: &Context<'_>) -> Finding {
    match part {
        EphemeralPart::Results => {
            Finding::at(link.destination, text!("a page of search results: it is another one every day"))
                .help(text!("link to what was found there"))
        }
        EphemeralPart::Parameters(names, choice) => {
            let message = choice.message(&names);
            let help = text!("link to the page without it");
            let is_cut = |name: &str| names.iter().any(|cut| cut == name);
            let Some(query) = Query::of(link, context.document) else {
                return Finding::at(link.destination, message).help(help);
            };
            let texts = (text!("Cut what belongs to one moment"), &*query.without(is_cut));
            let fix = edit(texts, Applicability::Unsafe, link, query.span, true, context);
            Finding::at(query.place(is_cut), message).help(help).fix(fix)
        }
        EphemeralPart::Path(part, replacement) => {
            let message = if replacement.is_empty() {
                text!("`{part}` leads to a session that ends", part = &part)
            } else {
                text!("`{part}` leads to one commit, not what is there now", part = &part)
            };
            let place = editable_url(link, context.document).and_then(|text| {
                let start = link.destination.start + text.find(&part)?;
                Some(Span::new(start, start + part.len()))
            });
            let Some(place) = place else { return Finding::at(link.destination, message) };
            let texts = (text!("Link to what is there now"), replacement);
            Finding::at(place, message).fix(edit(texts, Applicability::Unsafe, link, place, true, context))
        }
    }
}
