//! Templates of entries: what a user writes to say how an entry is written.

use crate::api::template::Text;
use regex::Regex;

/// A template, ready to be compared.
pub(crate) struct Template {
    /// As the user wrote it.
    pub text: String,
    whole: Regex,
    /// Its parts in order, to find where an entry departs from it.
    parts: Vec<PatternPart>,
}

/// A placeholder, or what stands between two.
struct PatternPart {
    /// The template up to this part's end.
    until: Regex,
    /// What stands for itself.
    literal: Option<String>,
    /// How it is called in messages.
    name: String,
}

/// Where an entry departs from its template.
pub(crate) struct Departure {
    /// How many bytes are as they should be.
    pub at: usize,
    /// `None` where nothing should follow.
    pub expected: Option<Expectation>,
}

/// What an entry lacks of its template: a placeholder, or a text in quotes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Expectation {
    /// It should be at the place where the entry departs.
    Here(String),
    /// It should come somewhere after that place.
    After {
        /// What is expected.
        part: String,
        /// The placeholder before it, whose text has no end without it.
        open: String,
    },
}

/// Placeholders for any text: what follows them decides where they end.
const OPEN: [&str; 3] = ["{description}", "{text}", "{word}"];

/// Placeholders and what they stand for. A link's text may hold one pair of brackets.
const PLACEHOLDERS: [(&str, &str); 8] = [
    ("title", r"(?:[^\[\]]|\[[^\[\]]*\])+?"),
    ("url", r"[^\s()]+(?:\([^\s()]*\)[^\s()]*)*"),
    ("description", r"\S(?:.*?\S)??"),
    ("text", r"\S(?:.*?\S)??"),
    ("word", r"\S+?"),
    ("number", r"\d+"),
    ("code", r"`[^`]+`"),
    ("link", r"!?\[(?:[^\[\]]|!?\[[^\[\]]*\](?:\([^)]*\))?)*\]\([^)]*\)"),
];

/// The largest compiled template, in bytes: a user's pattern must not take the machine.
const SIZE: usize = 1 << 20;

impl Template {
    /// Reads `text`.
    ///
    /// # Errors
    ///
    /// What cannot be read of it, in words.
    pub(crate) fn parse(text: &str) -> Result<Self, Text> {
        let mut expression = String::from("^");
        let mut parts = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (part, literal, after) = next_part(rest)?;
            expression.push_str(&part);
            let written = rest.get(..rest.len() - after.len()).unwrap_or(rest).to_owned();
            let until = compiled(&expression)?;
            parts.push(PatternPart { until, literal: literal.then(|| written.clone()), name: written });
            rest = after;
        }
        Ok(Self { text: text.to_owned(), whole: compiled(&format!("{expression}$"))?, parts })
    }

    /// Where `entry`, on one line, departs from the template; `None` where it does not.
    pub(crate) fn departure(&self, entry: &str) -> Option<Departure> {
        if self.whole.is_match(entry) {
            return None;
        }
        // The last part that fits, with where it begins and ends.
        let mut last: Option<(&PatternPart, usize, usize)> = None;
        for part in &self.parts {
            let end = last.map_or(0, |(_, _, end)| end);
            if let Some(found) = part.until.find(entry) {
                last = Some((part, end, found.end()));
                continue;
            }
            return Some(match last {
                Some((open, start, _)) if OPEN.contains(&open.name.as_str()) => {
                    let part =
                        part.literal.as_ref().map_or_else(|| part.name.clone(), |literal| format!("\"{literal}\""));
                    Departure { at: start, expected: Some(Expectation::After { part, open: open.name.clone() }) }
                }
                _ => {
                    let rest = entry.get(end..).unwrap_or("");
                    let literal = part.literal.as_deref().unwrap_or("");
                    let common: usize =
                        literal.chars().zip(rest.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
                    let left = literal.get(common..).filter(|left| !left.is_empty());
                    let what = left.map_or_else(|| part.name.clone(), |left| format!("\"{left}\""));
                    Departure { at: end + common, expected: Some(Expectation::Here(what)) }
                }
            });
        }
        Some(Departure { at: last.map_or(0, |(_, _, end)| end), expected: None })
    }
}

/// A value that a cell may have: a text, or `/a regular expression/`.
pub(crate) enum CellValue {
    /// The rendered text of the cell.
    Text(String),
    /// Matches the whole rendered text.
    Pattern(Regex),
}

impl CellValue {
    /// Reads `text`.
    ///
    /// # Errors
    ///
    /// What is wrong with a regular expression.
    pub(crate) fn parse(text: &str) -> Result<Self, Text> {
        let inside = text.strip_prefix('/').and_then(|inside| inside.strip_suffix('/'));
        match inside.filter(|inside| !inside.is_empty()) {
            Some(inside) => compiled(&format!("^(?:{inside})$")).map(Self::Pattern),
            None => Ok(Self::Text(text.trim_matches('`').to_owned())),
        }
    }

    /// Whether a cell may say `cell`.
    pub(crate) fn allows(&self, cell: &str) -> bool {
        match self {
            Self::Text(text) => text == cell,
            Self::Pattern(pattern) => pattern.is_match(cell),
        }
    }
}

/// The expression of the first part of `rest`, whether it stands for itself, and what comes after it.
fn next_part(rest: &str) -> Result<(String, bool, &str), Text> {
    if let Some(inside) = rest.strip_prefix('{') {
        let end = closing(inside).ok_or_else(|| text!("`{rest}` has a `{{` without its `}}`", rest))?;
        let (inside, after) = (inside.get(..end).unwrap_or(""), inside.get(end + 1..).unwrap_or(""));
        return Ok((placeholder(inside)?, false, after));
    }
    let end = rest.find('{').unwrap_or(rest.len());
    let (literal, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
    Ok((regex::escape(literal), true, after))
}

/// The offset of the `}` that closes what `inside` is the inside of.
fn closing(inside: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, character) in inside.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(at),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The expression of `{inside}`: a name, `?` and what may be missing, `/an expression/`, or alternatives.
fn placeholder(inside: &str) -> Result<String, Text> {
    if let Some(optional) = inside.strip_prefix('?') {
        let mut expression = String::from("(?:");
        let mut rest = optional;
        while !rest.is_empty() {
            let (part, _, after) = next_part(rest)?;
            expression.push_str(&part);
            rest = after;
        }
        return Ok(expression + ")?");
    }
    if let Some(raw) = inside.strip_prefix('/').and_then(|raw| raw.strip_suffix('/')) {
        return compiled(raw).map(|_| format!("(?:{raw})"));
    }
    if let Some((_, expression)) = PLACEHOLDERS.iter().find(|(name, _)| *name == inside) {
        return Ok((*expression).to_owned());
    }
    if inside.contains('|') {
        let alternatives: Vec<String> = inside.split('|').map(|value| regex::escape(value.trim())).collect();
        return Ok(format!("(?:{})", alternatives.join("|")));
    }
    let known = PLACEHOLDERS.iter().map(|(name, _)| text!("`{{{name}}}`", name = *name));
    Err(text!(
        "there is no placeholder `{{{inside}}}`; there are {known}, `{{a|b}}`, `{{/expression/}}` and `{{?…}}`",
        inside,
        known = Text::series(known)
    ))
}

fn compiled(expression: &str) -> Result<Regex, Text> {
    let compiled = regex::RegexBuilder::new(expression).size_limit(SIZE).build();
    compiled.map_err(|error| {
        let text = error.to_string();
        let last = text.lines().last().unwrap_or("").trim();
        text!("`{expression}`: {error}", expression, error = last.trim_start_matches("error: "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn departs(template: &str, entry: &str) -> Option<(usize, Option<Expectation>)> {
        let template = Template::parse(template).expect("a template");
        template.departure(entry).map(|departure| (departure.at, departure.expected))
    }

    #[test]
    fn templates() {
        let plain = "[{title}]({url}) - {description}.";
        assert_eq!(departs(plain, "[Ada](https://ada.example) - A compiler."), None);
        assert_eq!(departs(plain, "[A [b]](https://ada.example/a_(b)) - Version 1.2 of it."), None);
        assert_eq!(
            departs(plain, "[Ada](https://ada.example) – A compiler."),
            Some((27, Some(Expectation::Here("\"- \"".to_owned()))))
        );
        let after = Expectation::After { part: "\".\"".to_owned(), open: "{description}".to_owned() };
        assert_eq!(departs(plain, "[Ada](https://ada.example) - A compiler"), Some((29, Some(after))));
        let tagged = "[{title}]({url}) - {description}. {?({link}{?, {link}}) }`{MIT|GPL-3.0}`";
        assert_eq!(departs(tagged, "[Ada](u) - Good. ([Demo](d), [Code](c)) `MIT`"), None);
        assert_eq!(departs(tagged, "[Ada](u) - Good. `GPL-3.0`"), None);
        assert!(departs(tagged, "[Ada](u) - Good. `BSD`").is_some());
        assert_eq!(departs("{title}：{/\\d{4}/}年", "星图：2024年"), None);
        assert_eq!(departs("[{title}]({url})", "[Ada](u) more"), Some((8, None)));
    }

    #[test]
    fn mistakes() {
        for (template, word) in [("{title", "without its"), ("{name}", "no placeholder"), ("{/(/}", "unclosed group")] {
            let error = Template::parse(template).err().expect("a mistake");
            assert!(error.to_string().contains(word), "{template}: {error}");
        }
    }
}
