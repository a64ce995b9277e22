//! English texts that come without their template, such as errors and what a store has of earlier runs: the template is found
//! again by what it says.

use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The longest text that is looked at, in bytes.
const LONGEST: usize = 2000;
/// How deep texts are looked for in the arguments of others.
const DEEPEST: usize = 4;

/// A template that may be recognized.
#[derive(Debug)]
struct Pattern {
    /// What stands before, between and after the arguments.
    literals: Vec<String>,
    /// The names of the arguments, one less.
    names: Vec<String>,
    translation: String,
}

/// Knows templates by the texts that are made of them.
#[derive(Debug)]
pub(super) struct Recognizer {
    /// Those that say most by themselves come first.
    patterns: Vec<Pattern>,
}

impl Recognizer {
    /// Knows `templates` with their translations, but for those that say too little by themselves: a name may be the same as a
    /// single word, and much has a word or two in its middle.
    pub(super) fn new(templates: BTreeMap<String, String>) -> Self {
        let patterns = templates.into_iter().map(|(english, translation)| {
            let (literals, names) = parts(&english);
            Pattern { literals, names, translation }
        });
        let is_known = |pattern: &Pattern| {
            let words = pattern.literals.iter().flat_map(|literal| literal.split_whitespace());
            let words = words.filter(|word| word.starts_with(char::is_alphanumeric)).count();
            let begins = pattern.literals.first().is_some_and(|first| first.starts_with(char::is_alphanumeric));
            words >= 2 || (begins && words == 1 && !pattern.names.is_empty())
        };
        let mut patterns: Vec<Pattern> = patterns.filter(is_known).collect();
        patterns.sort_by_key(|pattern| Reverse(pattern.literals.iter().map(String::len).sum::<usize>()));
        Self { patterns }
    }

    /// `english` in translation, as a template without arguments; `None` where it is nothing that is known.
    pub(super) fn template(&self, english: &str) -> Option<String> {
        let said = self.said(english, 0)?;
        Some(said.replace('{', "{{").replace('}', "}}"))
    }

    fn said(&self, english: &str, depth: usize) -> Option<String> {
        if english.len() > LONGEST || depth > DEEPEST {
            return None;
        }
        let whole = self.patterns.iter().find_map(|pattern| Some((pattern, pattern.arguments(english)?)));
        if let Some((pattern, arguments)) = whole {
            let said = |part: &&str| self.said(part, depth + 1).unwrap_or_else(|| (*part).to_owned());
            return Some(pattern.filled(&arguments.iter().map(said).collect::<Vec<_>>()));
        }
        // The name of a file, and what is wrong with it.
        let (name, rest) = english.split_once(": ")?;
        Some(format!("{name}：{}", self.said(rest, depth + 1)?))
    }
}

impl Pattern {
    /// What the arguments are in `text`; `None` where it is not made of this template.
    fn arguments<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        let (first, others) = self.literals.split_first()?;
        let mut rest = text.strip_prefix(first.as_str())?;
        let Some((last, between)) = others.split_last() else { return rest.is_empty().then(Vec::new) };
        let mut arguments = Vec::new();
        for literal in between {
            let (argument, after) = rest.split_once(literal.as_str()).filter(|_| !literal.is_empty())?;
            arguments.push(argument);
            rest = after;
        }
        arguments.push(rest.strip_suffix(last.as_str())?);
        Some(arguments)
    }

    /// The translation with `arguments`, in the order of the English names.
    fn filled(&self, arguments: &[String]) -> String {
        let (literals, names) = parts(&self.translation);
        let mut text = String::new();
        for (index, literal) in literals.iter().enumerate() {
            text.push_str(literal);
            let argument = names.get(index).and_then(|name| self.names.iter().position(|known| known == name));
            text.push_str(argument.and_then(|at| arguments.get(at)).map_or("", String::as_str));
        }
        text
    }
}

/// What stands before, between and after the arguments of `template`, and their names.
fn parts(template: &str) -> (Vec<String>, Vec<String>) {
    let (mut literals, mut names) = (vec![String::new()], Vec::new());
    let mut characters = template.chars().peekable();
    while let Some(character) = characters.next() {
        let is_doubled = matches!(character, '{' | '}') && characters.next_if_eq(&character).is_some();
        if character == '{' && !is_doubled {
            names.push(characters.by_ref().take_while(|next| *next != '}').collect());
            literals.push(String::new());
        } else if let Some(literal) = literals.last_mut() {
            literal.push(character);
        }
    }
    (literals, names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_found_by_what_they_say() {
        let templates = [
            ("no such host", "没有这个主机"),
            ("timeout {0}", "{0}超时"),
            ("while connecting", "连接时"),
            ("{shown}: {reason}", "{shown}：{reason}"),
            ("{shown}: cannot be read: {reason}", "无法读取 {shown}：{reason}"),
            ("`{{ {name} }}` of {total} is {what} here", "{total} 中的 `{{ {name} }}` 是{what}"),
            ("link", "链接"),
            ("{total} URLs: {kinds}", "{total} 个 URL：{kinds}"),
        ];
        let known = templates.map(|(english, chinese)| (english.to_owned(), chinese.to_owned()));
        let recognizer = Recognizer::new(BTreeMap::from(known));
        for (english, chinese) in [
            ("no such host", Some("没有这个主机")),
            ("timeout while connecting", Some("连接时超时")),
            ("a: cannot be read: no such host", Some("无法读取 a：没有这个主机")),
            ("a.md: no such host", Some("a.md：没有这个主机")),
            ("`{ x }` of 3 is y here", Some("3 中的 `{{ x }}` 是y")),
            ("Lamps: all of them", None),
            ("no such host, it seems", None),
            ("link", None),
            ("3 URLs: a", None),
            ("", None),
        ] {
            assert_eq!(recognizer.template(english).as_deref(), chinese, "{english}");
        }
        let deep = "timeout ".repeat(200);
        assert!(recognizer.template(&deep).is_some_and(|said| said.ends_with("超时超时")));
    }
}
