//! Reads the YAML files of other programs into plain values. Nesting costs no stack, and an alias no memory.

use saphyr_parser::{Event, Parser, ScalarStyle};
use std::collections::HashMap;
use std::rc::Rc;

/// The deepest that values may be nested.
const DEPTH: usize = 64;

/// A value of a YAML file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Yaml {
    /// A text, a number, a truth value or nothing, as it is written.
    Scalar {
        /// Without quotes.
        text: Rc<str>,
        /// Whether it is written without quotes.
        is_plain: bool,
    },
    /// Values in order.
    Sequence(Vec<Self>),
    /// Keys with their values, in order, also those that are there twice. A key that is not a scalar of its own is empty.
    Mapping(Vec<(Rc<str>, Self)>),
    /// An alias of something else than a scalar.
    Alias,
}

impl Yaml {
    /// The values of `key`; none where this is not a mapping.
    pub(crate) fn values<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a Self> {
        let pairs = if let Self::Mapping(pairs) = self { pairs.as_slice() } else { &[] };
        pairs.iter().filter(move |(name, _)| **name == *key).map(|(_, value)| value)
    }

    /// The scalar that this is, or the scalars of the sequence that this is, as they are written.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let items = match self {
            Self::Sequence(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        items.iter().filter_map(|item| if let Self::Scalar { text, .. } = item { Some(&**text) } else { None })
    }
}

/// What is read of a file.
#[derive(Debug)]
pub(crate) struct YamlText {
    /// The value of its first document, as far as it is read.
    pub(crate) value: Option<Yaml>,
    /// Whether that is all of it: there is no mistake, and nothing is nested too deeply.
    pub(crate) is_whole: bool,
}

/// Reads the first document of `text`, up to a mistake or to what is nested too deeply.
pub(crate) fn read(text: &str) -> YamlText {
    let mut reader = YamlReader::default();
    let mut parser = Parser::new_from_str(text);
    let is_whole = loop {
        match parser.next_event() {
            None | Some(Ok((Event::DocumentEnd, _))) => break true,
            Some(Err(_)) => break false,
            Some(Ok((event, _))) => reader.take(event),
        }
        if reader.open.len() > DEPTH {
            break false;
        }
    };
    YamlText { value: reader.finish(), is_whole }
}

/// A mapping or a sequence that is open.
enum OpenNode {
    Sequence(Vec<Yaml>),
    Mapping {
        pairs: Vec<(Rc<str>, Yaml)>,
        /// The key that waits for its value.
        key: Option<Rc<str>>,
    },
}

/// Makes values of events.
#[derive(Default)]
struct YamlReader {
    root: Option<Yaml>,
    open: Vec<OpenNode>,
    /// Scalars with an anchor, by its number.
    anchored: HashMap<usize, Yaml>,
}

impl YamlReader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let scalar = Yaml::Scalar { text: Rc::from(text), is_plain: style == ScalarStyle::Plain };
                // 0 stands for no anchor.
                if anchor > 0 {
                    self.anchored.insert(anchor, scalar.clone());
                }
                self.add(scalar);
            }
            Event::Alias(anchor) => {
                let value = self.anchored.get(&anchor).filter(|_| !self.is_key_due()).cloned();
                self.add(value.unwrap_or(Yaml::Alias));
            }
            Event::SequenceStart(..) => self.open.push(OpenNode::Sequence(Vec::new())),
            Event::MappingStart(..) => self.open.push(OpenNode::Mapping { pairs: Vec::new(), key: None }),
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            _ => {}
        }
    }

    fn is_key_due(&self) -> bool {
        matches!(self.open.last(), Some(OpenNode::Mapping { key: None, .. }))
    }

    /// Adds a value where one is due: as the document's own, an item, a key, or what a key has.
    fn add(&mut self, value: Yaml) {
        match self.open.last_mut() {
            None => self.root = Some(value),
            Some(OpenNode::Sequence(items)) => items.push(value),
            Some(OpenNode::Mapping { pairs, key }) => match key.take() {
                Some(key) => pairs.push((key, value)),
                None => *key = Some(if let Yaml::Scalar { text, .. } = value { text } else { Rc::from("") }),
            },
        }
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(OpenNode::Sequence(items)) => self.add(Yaml::Sequence(items)),
            Some(OpenNode::Mapping { pairs, .. }) => self.add(Yaml::Mapping(pairs)),
            None => {}
        }
    }

    fn finish(mut self) -> Option<Yaml> {
        while !self.open.is_empty() {
            self.close();
        }
        self.root
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The scalars of `value`, each with the keys before it.
    fn shown(value: &Yaml, path: &str, out: &mut Vec<String>) {
        match value {
            Yaml::Scalar { text, is_plain } => out.push(format!("{path}{}{text}", if *is_plain { "=" } else { ":" })),
            Yaml::Sequence(items) => items.iter().for_each(|item| shown(item, path, out)),
            Yaml::Mapping(pairs) => pairs.iter().for_each(|(key, value)| shown(value, &format!("{path}.{key}"), out)),
            Yaml::Alias => out.push(format!("{path}*")),
        }
    }

    fn all(text: &str) -> (Vec<String>, bool) {
        let read = read(text);
        let mut out = Vec::new();
        read.value.iter().for_each(|value| shown(value, "", &mut out));
        (out, read.is_whole)
    }

    #[test]
    fn keys_and_values() {
        let text = "a: 1\nb:\n  - x = y\n  - {c: z}\n  - [p, 'q: r']\nd: &n {e: f}\ng: *n\n? [k, l]\n: m\nh: &s last # no\ni: *s\na: 2\n";
        let expected =
            [".a=1", ".b=x = y", ".b.c=z", ".b=p", ".b:q: r", ".d.e=f", ".g*", ".=m", ".h=last", ".i=last", ".a=2"];
        assert_eq!(all(text), (expected.map(str::to_owned).to_vec(), true));
        let value = read("a: 1\na: [2, {b: c}, 3]\n").value.expect("a mapping");
        assert_eq!(value.values("a").flat_map(Yaml::texts).collect::<Vec<_>>(), ["1", "2", "3"]);
    }

    #[test]
    fn hostile_files() {
        assert_eq!(all("a: [1, 2\nb: }"), (vec![".a=1".to_owned()], false));
        for deep in ["[".repeat(200_000), "{a: ".repeat(60_000), "- ".repeat(100_000), "a: &a [*a,".repeat(10_000)] {
            assert!(!read(&deep).is_whole);
        }
        let nested = format!("a: {}1{}\nb: 2\n", "[".repeat(40), "]".repeat(40));
        assert_eq!(all(&nested), (vec![".a=1".to_owned(), ".b=2".to_owned()], true));
        for text in
            ["", "\u{FEFF}a: b", "---\n...\n---\na: b", "? ", "- - - -", "!!x !y &z", "%YAML 9\n---\n\0", "a:\n\t- b"]
        {
            read(text);
        }
    }
}
