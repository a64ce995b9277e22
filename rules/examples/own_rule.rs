//! # house/shop
//!
//! A link to a shop.
//!
//! This comment is the page of the rule that stands below; its heading is the rule's name. The rule finds, and has fixed, what
//! nobody but this list minds:
//!
//! ```sh
//! cargo run -p curate-rules --example own_rule < README.md
//! ```

#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "what uses the crate touches the world"
)]

use curate_document::{Document, Edition, Link, LinkId, List};
use curate_rules::api::options::Make;
use curate_rules::api::rule::{Context, Rule, Sink};
use curate_rules::{Declaration, Diagnostic, Facts, Finding, Linter, RULES, Settings, Subject, text};
use std::io;

fn main() -> io::Result<()> {
    print!("{}", found(&io::read_to_string(io::stdin())?));
    Ok(())
}

/// What is known of the rule without running it.
static SHOP: Declaration = Declaration {
    judges: &[Subject::Link],
    ..Declaration::warning(include_str!("own_rule.rs"), "a link to a shop", Make::plain(|_| Box::new(Shop)))
};

struct Shop;

impl Rule for Shop {
    fn link(&self, _: LinkId, link: &Link, _: &Context<'_>, sink: &mut Sink<'_>) {
        let host = link.parsed_url().and_then(|url| url.host_str());
        if let Some(host) = host.filter(|host| host.starts_with("shop.")) {
            let finding = Finding::at(link.destination, text!("{host} sells what it describes", host));
            sink.report(finding.help(text!("link to the maker, or to a review")));
        }
    }
}

/// What this rule and all others find in the list with the text `markdown`, a line each.
pub fn found(markdown: &str) -> String {
    let rules: Vec<&'static Declaration> = RULES.iter().copied().chain([&SHOP]).collect();
    let list = List::new(vec![Edition::new("README.md", Document::parse(markdown), true)]);
    let (settings, facts) = ([Settings::defaults(&rules)], Facts::default());
    let document = &list.editions[0].document;
    let found = Linter::new(&rules, &settings, &facts).lint(&list);
    let line =
        |found: &Diagnostic| format!("{}: {}: {}\n", document.line_of(found.span.start), found.rule, found.message);
    found.iter().map(line).collect()
}
