//! Bare URLs that are examples: something is to be filled in, or they are what a program is given.

use curate_document::{Document, Link};

/// Arrows from what a program is given to what it makes.
const ARROWS: &[&str] = &["->", "=>", "→", "⇒", "⟶", "➜", "➡", "↦"];
/// Words of commands that a URL right behind them is the argument of.
const VERBS: &[&str] = &["clone", "curl", "wget", "install", "add", "fetch"];
/// Programs that are given URLs, which stand anywhere in their command.
#[rustfmt::skip]
const PROGRAMS: &[&str] = &[
    "curl", "wget", "pip", "pip3", "pipx", "npm", "npx", "yarn", "pnpm", "cargo", "brew", "apt", "apt-get", "docker",
    "helm", "kubectl", "conda", "mamba", "gem", "composer", "svn", "hg", "ssh", "iwr", "irm", "Install-Module",
];
/// Programs whose names prose has too, with what they are told to do.
const COMMANDS: &[&str] = &["go get ", "go install ", "git clone ", "git remote ", "git submodule "];
/// Tags of HTML that stand right behind a URL.
const TAGS: &[&str] =
    &["br", "wbr", "hr", "sup", "sub", "b", "i", "a", "img", "p", "kbd", "small", "span", "em", "strong"];

/// Names of hosts that stand for one to be filled in.
const HOSTS: &[&str] = &[
    "foo",
    "bar",
    "baz",
    "qux",
    "foobar",
    "name",
    "link",
    "url",
    "site",
    "website",
    "yoursite",
    "yourdomain",
    "mysite",
    "domain",
    "host",
];

/// Whether `host`, which is written without a scheme, stands for one to be filled in: `foo.io`, `www.link.com`.
pub(crate) fn is_example_host(host: &str) -> bool {
    let host = host.strip_prefix("www.").unwrap_or(host);
    let Some((name, top)) = host.split_once('.') else { return false };
    !top.contains('.') && (HOSTS.contains(&name) || is_placeholder(name))
}

/// So many bytes of a line around a URL tell whether it is an example.
const AROUND: usize = 400;

/// Whether the URL `link`, a bare one, is an example, which is not a link as it stands.
pub(crate) fn is_example(link: &Link, document: &Document) -> bool {
    let source = document.source();
    let from = source.floor_char_boundary(link.span.start.saturating_sub(AROUND));
    let until = source.ceil_char_boundary((link.span.end + AROUND).min(source.len()));
    let before = source.get(from..link.span.start).unwrap_or("").rsplit('\n').next().unwrap_or("");
    let after = source.get(link.span.end..until).unwrap_or("").split('\n').next().unwrap_or("");
    let gap = after.trim_start_matches([' ', '`', '"', '\'', '”', '’']);
    has_placeholder(document.text(link.span))
        || opens_placeholder(after)
        || ARROWS.iter().any(|arrow| gap.starts_with(arrow)) && !gap.starts_with("-->")
        || is_argument(before)
        || is_compound(before)
        || is_in_command(before)
}

/// Whether a part of `url` is to be filled in.
fn has_placeholder(url: &str) -> bool {
    url.contains(['{', '}', '[', ']', '<', '>', '$'])
        || url.contains("/:")
        || url.contains("%s")
        || url.split(['/', '?', '&', '=', '#', '.', '@']).any(is_placeholder)
}

/// Whether `part` of a URL is to be filled in: `YOUR_TOKEN`, `your-name`, `xxxx`.
fn is_placeholder(part: &str) -> bool {
    let starts = |with: &str| part.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    let is_loud = part.contains('_') && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    let is_blank = part.len() >= 3 && part.bytes().all(|byte| matches!(byte, b'x' | b'X' | b'*'));
    starts("your-") || starts("your_") || is_loud || is_blank
}

/// Whether the text `after` a URL begins with what is to be filled in: `<id>`, `[name]`, `{id}`.
fn opens_placeholder(after: &str) -> bool {
    let Some(rest) = after.strip_prefix('<') else { return after.starts_with(['{', '[']) };
    let Some((name, _)) = rest.split_once('>') else { return false };
    let is_name = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_' | ' ' | '.');
    let is_tag = TAGS.iter().any(|tag| name.split(' ').next().is_some_and(|first| first.eq_ignore_ascii_case(tag)));
    !name.is_empty() && name.chars().all(is_name) && !is_tag
}

/// Whether the line `before` a URL ends with a command.
fn is_argument(before: &str) -> bool {
    let Some(command) = before.strip_suffix(' ') else { return false };
    let word = command.trim_end().rsplit(' ').next().unwrap_or("");
    let is_flag = word.len() > 1 && word.starts_with('-') && word.contains(|letter: char| letter.is_ascii_alphabetic());
    is_flag || VERBS.contains(&word)
}

/// Whether the line `before` a URL ends with what makes more than a URL of both: `git+`, `jdbc:`, `"url": "`, `url(`.
fn is_compound(before: &str) -> bool {
    let quoted = before.strip_suffix(['"', '\'']).map(str::trim_end);
    let name = before.trim_end_matches("://").trim_end_matches(['+', ':', '-', '=', '"', '\'']);
    name.len() < before.len() && name.ends_with(|last: char| last.is_ascii_alphanumeric())
        || quoted.is_some_and(|before| before.ends_with([':', '=']))
        || before.ends_with("url(")
}

/// Whether a program stands in the sentence that the line `before` a URL ends with.
fn is_in_command(before: &str) -> bool {
    let start = [". ", "! ", "? ", "; "].iter().filter_map(|end| Some(before.rfind(end)? + end.len())).max();
    let sentence = before.get(start.unwrap_or(0)..).unwrap_or(before);
    let sentence = sentence.rsplit(['。', '！', '？', '；']).next().unwrap_or(sentence);
    let is_apart = |character: char| character.is_whitespace() || "`$(（：，、\"'*_>|".contains(character);
    let has = |command: &str| {
        let mut found = sentence.match_indices(command);
        found.any(|(at, _)| sentence.get(..at).is_some_and(|before| before.is_empty() || before.ends_with(is_apart)))
    };
    sentence.split(is_apart).any(|word| PROGRAMS.contains(&word)) || COMMANDS.iter().any(|command| has(command))
}
