//! Templates of entries: what a user writes to say how an entry is written.

use regex::Regex;

/// A template, ready to be compared.
pub struct Template {
    /// As the user wrote it.
    pub text: String,
    whole: Regex,
    /// The template up to each of its parts, and how the part is called: to tell where an entry departs from it.
    parts: Vec<(Regex, String)>,
}

/// Where an entry departs from its template.
pub struct Departure {
    /// How many bytes are as they should be.
    pub at: usize,
    /// What is expected there; `None` where nothing should follow.
    pub expected: Option<String>,
}

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
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut expression = String::from("^");
        let mut parts = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (part, name, after) = next_part(rest)?;
            expression.push_str(&part);
            rest = after;
            parts.push((compiled(&expression)?, name));
        }
        Ok(Self { text: text.to_owned(), whole: compiled(&format!("{expression}$"))?, parts })
    }

    /// Where `entry`, on one line, departs from the template; `None` where it does not.
    pub fn departure(&self, entry: &str) -> Option<Departure> {
        if self.whole.is_match(entry) {
            return None;
        }
        let mut at = 0;
        for (expression, name) in &self.parts {
            match expression.find(entry) {
                Some(found) => at = found.end(),
                None => return Some(Departure { at, expected: Some(name.clone()) }),
            }
        }
        Some(Departure { at, expected: None })
    }
}

/// A value that a cell may have: a text, or `/a regular expression/`.
pub enum Value {
    /// The rendered text of the cell.
    Text(String),
    /// Matches the whole rendered text.
    Pattern(Regex),
}

impl Value {
    /// Reads `text`.
    ///
    /// # Errors
    ///
    /// What is wrong with a regular expression.
    pub fn parse(text: &str) -> Result<Self, String> {
        let inside = text.strip_prefix('/').and_then(|inside| inside.strip_suffix('/'));
        match inside.filter(|inside| !inside.is_empty()) {
            Some(inside) => compiled(&format!("^(?:{inside})$")).map(Self::Pattern),
            None => Ok(Self::Text(text.trim_matches('`').to_owned())),
        }
    }

    /// Whether a cell may say `cell`.
    pub fn allows(&self, cell: &str) -> bool {
        match self {
            Self::Text(text) => text == cell,
            Self::Pattern(pattern) => pattern.is_match(cell),
        }
    }
}

/// The expression of the first part of `rest`, its name in messages, and what comes after it.
fn next_part(rest: &str) -> Result<(String, String, &str), String> {
    if let Some(inside) = rest.strip_prefix('{') {
        let end = closing(inside).ok_or_else(|| format!("`{rest}` has a `{{` without its `}}`"))?;
        let (inside, after) = (inside.get(..end).unwrap_or(""), inside.get(end + 1..).unwrap_or(""));
        return Ok((placeholder(inside)?, format!("`{{{inside}}}`"), after));
    }
    let end = rest.find('{').unwrap_or(rest.len());
    let (literal, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
    Ok((regex::escape(literal), format!("\"{literal}\""), after))
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
fn placeholder(inside: &str) -> Result<String, String> {
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
    let known: Vec<String> = PLACEHOLDERS.iter().map(|(name, _)| format!("`{{{name}}}`")).collect();
    Err(format!(
        "there is no placeholder `{{{inside}}}`; there are {}, `{{a|b}}`, `{{/expression/}}` and `{{?…}}`",
        known.join(", ")
    ))
}

fn compiled(expression: &str) -> Result<Regex, String> {
    let compiled = regex::RegexBuilder::new(expression).size_limit(SIZE).build();
    compiled.map_err(|error| {
        let text = error.to_string();
        let last = text.lines().last().unwrap_or("").trim();
        format!("`{expression}`: {}", last.trim_start_matches("error: "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn departs(template: &str, entry: &str) -> Option<(usize, Option<String>)> {
        let template = Template::parse(template).expect("a template");
        template.departure(entry).map(|departure| (departure.at, departure.expected))
    }

    #[test]
    fn templates() {
        let plain = "[{title}]({url}) - {description}.";
        assert_eq!(departs(plain, "[Ada](https://ada.example) - A compiler."), None);
        assert_eq!(departs(plain, "[A [b]](https://ada.example/a_(b)) - Version 1.2 of it."), None);
        assert_eq!(departs(plain, "[Ada](https://ada.example) – A compiler."), Some((26, Some("\" - \"".to_owned()))));
        assert_eq!(departs(plain, "[Ada](https://ada.example) - A compiler"), Some((30, Some("\".\"".to_owned()))));
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
            assert!(error.contains(word), "{template}: {error}");
        }
    }
}
