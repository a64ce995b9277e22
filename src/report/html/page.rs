//! The page around its parts: head, state, contents, filters.

use crate::report::html::context::PageContext;
use crate::report::html::shown::{Foreign, MessageText};
use crate::report::html::state::PageState;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use curate_rules::{Text, text};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use ring::digest::{SHA256, digest};
use std::io::{self, Write};

/// How it looks.
const STYLE: &str = include_str!("page.css");
/// What filters and prints it; all of it is readable without.
const SCRIPT: &str = include_str!("page.js");

/// A part of a page.
pub(super) struct Part {
    /// Its anchor.
    pub(super) id: &'static str,
    /// Its heading, in the language of the page.
    pub(super) title: String,
    /// How much there is in it.
    pub(super) count: usize,
    pub(super) body: Markup,
}

/// A page.
pub(super) struct ReportPage<'p, 'a> {
    pub(super) state: PageState,
    pub(super) parts: Vec<Part>,
    /// The day of the run in UTC, such as `2026-11-24`.
    pub(super) day: &'p str,
    pub(super) context: &'p PageContext<'a>,
}

impl ReportPage<'_, '_> {
    /// Writes it.
    ///
    /// # Errors
    ///
    /// Where `out` cannot be written.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let context = self.context;
        let headline = context.say(self.state.headline.clone());
        let page = html! {
            (DOCTYPE)
            html lang=(context.language.tag()) dir="ltr" {
                (head(&format!("{headline} · {}", context.say(self.state.about.clone()))))
                body {
                    a class="skip" href="#content" { (context.say(text!("Skip to the report"))) }
                    (self.header(&headline))
                    (self.filters())
                    main id="content" tabindex="-1" {
                        @for part in &self.parts {
                            section aria-labelledby={ (part.id) "-title" } data-group {
                                h2 id=(part.id) { span id={ (part.id) "-title" } { (part.title) } " " span class="count" { (part.count) } }
                                (part.body)
                            }
                        }
                    }
                    footer { p { "curate " (env!("CARGO_PKG_VERSION")) " · " time datetime=(self.day) { (self.day) } " UTC" } }
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        };
        writeln!(out, "{}", page.into_string())
    }

    fn header(&self, headline: &str) -> Markup {
        let context = self.context;
        html! {
            header {
                p class="muted" { bdi { (Foreign(&context.say(self.state.about.clone()))) } }
                h1 class={ "state " (self.state.bar.name()) } { (headline) }
                @for line in &self.state.lines { p class="muted" { (MessageText(line)) } }
                @if self.parts.len() > 1 {
                    nav aria-label=(context.say(text!("Contents"))) {
                        ul { @for part in &self.parts {
                            li { a href={ "#" (part.id) } { (part.title) " " span class="count" { (part.count) } } }
                        } }
                    }
                }
            }
        }
    }

    /// The filters, hidden where no script makes them work.
    fn filters(&self) -> Markup {
        let context = self.context;
        let severities = context.severities.iter().rev().map(|own| (own.name(), context.language.severity(*own)));
        let files = context.files.iter().map(|(path, number)| (number.to_string(), (*path).to_owned()));
        let rules = context.rules.iter().map(|rule| (*rule, (*rule).to_owned()));
        html! {
            form id="filters" aria-label=(context.say(text!("Filters"))) hidden {
                (select("severity", &context.say(text!("Level")), severities, context))
                (select("rule", &context.say(text!("Rule")), rules, context))
                (select("file", &context.say(text!("Edition")), files, context))
                button type="reset" { (context.say(text!("Show all"))) }
                // The script puts numbers into the braces.
                output data-shown=(context.say(Text::verbatim(shown_of(context)))) {}
            }
        }
    }
}

/// `{shown} of {all} shown`, with the braces kept for the script.
fn shown_of(context: &PageContext<'_>) -> String {
    context.say(text!("{shown} of {all} shown", shown = "{shown}", all = "{all}"))
}

/// A choice among `options`; nothing where there is only one.
fn select<V: AsRef<str>>(
    name: &str,
    label: &str,
    options: impl ExactSizeIterator<Item = (V, String)>,
    context: &PageContext<'_>,
) -> Markup {
    if options.len() < 2 {
        return Markup::default();
    }
    html! {
        label { span { (label) } select name=(name) {
            option value="" { (context.say(text!("all"))) }
            @for (value, shown) in options { option value=(value.as_ref()) { (Foreign(&shown)) } }
        } }
    }
}

/// The head. Style and script may run by their hashes, and nothing may be loaded, sent or framed.
fn head(title: &str) -> Markup {
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    );
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            title { (Foreign(title)) }
            style { (PreEscaped(STYLE)) }
        }
    }
}

/// The hash of what stands in an element, as a policy names it. <https://www.w3.org/TR/CSP3/#match-element-to-source-list>
fn hash(content: &str) -> String {
    BASE64_STANDARD.encode(digest(&SHA256, content.as_bytes()))
}
