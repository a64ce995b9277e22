//! Examples of rule pages as readers of the list see them: HTML that links nowhere and has no headings of its own.

use markdown::{CompileOptions, Options, ParseOptions};
use regex::Regex;
use std::path::Path;

/// `page` with what each of its `markdown` blocks looks like beside it.
pub fn with_rendered_examples(page: &str) -> String {
    let mut text = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let fence: String = line.chars().take_while(|character| *character == '`').collect();
        if fence.len() < 3 || line.strip_prefix(fence.as_str()) != Some("markdown") {
            text.push_str(line);
            text.push('\n');
            continue;
        }
        let source: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
        let source = source.join("\n");
        let (kind, shown) = rendered(&source);
        text.push_str(&format!(
            "<div class=\"{kind}\">\n\n{line}\n{source}\n{fence}\n\n<div class=\"readers\">{shown}</div>\n\n</div>\n"
        ));
    }
    text
}

/// What kind of example `source` is, and what readers see of it: of one file, or of two that stand side by side under
/// their names.
fn rendered(source: &str) -> (&'static str, String) {
    let (head, rest) = source.split_once('\n').unwrap_or((source, ""));
    let names: Vec<&str> = head.split_whitespace().collect();
    let [left, right] = names[..] else { return ("example", html(source)) };
    if ![left, right].iter().all(|name| Path::new(name).extension().is_some_and(|extension| extension == "md")) {
        return ("example", html(source));
    }
    let column = head.chars().count() - right.chars().count();
    let cut = |line: &str| -> (String, String) {
        let characters: Vec<char> = line.chars().collect();
        let (before, after) = characters.split_at(column.min(characters.len()));
        (before.iter().collect::<String>().trim_end().to_owned(), after.iter().collect())
    };
    let (before, after): (Vec<String>, Vec<String>) = rest.lines().map(cut).unzip();
    let shown = [(left, before), (right, after)]
        .map(|(name, lines)| format!("<div><b>{name}</b>{}</div>", html(&lines.join("\n"))));
    ("example editions", shown.concat())
}

fn html(source: &str) -> String {
    let compile =
        CompileOptions { allow_dangerous_html: true, allow_dangerous_protocol: true, ..CompileOptions::gfm() };
    let options = Options { parse: ParseOptions::gfm(), compile };
    let mut html = markdown::to_html_with_options(source, &options).expect("markdown without extensions that fail");
    for (pattern, replacement) in [
        // A comment that silences rules in a list would silence them on the page.
        (r"(?s)<!--.*?-->", ""),
        (r#"<a href="([^"]*)"[^>]*>"#, r#"<span class="link" title="$1">"#),
        (r"<a\b[^>]*>", "<span>"),
        (r"</a>", "</span>"),
        (r#"<img\b[^>]*alt="([^"]*)"[^>]*>"#, r#"<span class="image">$1</span>"#),
        (r"<img\b[^>]*>", r#"<span class="image"></span>"#),
        (r"<(h[1-6])\b[^>]*>", r#"<div class="$1">"#),
        (r"</h[1-6]>", "</div>"),
        (r#" (id|name)="[^"]*""#, ""),
        // A blank line would end the HTML of the page.
        (r"\n[ \t]*\n(\s*\n)*", "\n&#10;"),
    ] {
        html = Regex::new(pattern).expect("a pattern").replace_all(&html, replacement).into_owned();
    }
    html.trim().to_owned()
}
