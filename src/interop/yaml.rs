//! The plain values of a YAML file with the keys that lead to them.

use saphyr_parser::{Event, Parser};

/// The deepest nesting that is looked into; what is deeper is left out.
const DEEPEST: usize = 8;

/// The scalars of `text` in order, each with the keys of the mappings around it; the items of a sequence have the
/// sequence's keys. Aliases are left out. What follows a mistake is not read: it is another program's file.
pub fn scalars(text: &str) -> Vec<(Vec<String>, String)> {
    let mut found = Vec::new();
    let mut open: Vec<Level> = Vec::new();
    let mut path: Vec<String> = Vec::new();
    // How many levels are open that are left out.
    let mut skipped = 0_usize;
    for event in Parser::new_from_str(text) {
        let Ok((event, _)) = event else { break };
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) if skipped > 0 || open.len() >= DEEPEST => skipped += 1,
            Event::MappingEnd | Event::SequenceEnd if skipped > 0 => {
                skipped -= 1;
                if skipped == 0 {
                    value_ends(&mut open, &mut path);
                }
            }
            _ if skipped > 0 => {}
            Event::MappingStart(..) => open.push(Level { mapping: true, has_key: false }),
            Event::SequenceStart(..) => open.push(Level { mapping: false, has_key: false }),
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
                value_ends(&mut open, &mut path);
            }
            Event::Scalar(value, ..) => match open.last_mut() {
                Some(level) if level.mapping && !level.has_key => {
                    level.has_key = true;
                    path.push(value.into_owned());
                }
                _ => {
                    found.push((path.clone(), value.into_owned()));
                    value_ends(&mut open, &mut path);
                }
            },
            Event::Alias(_) => value_ends(&mut open, &mut path),
            _ => {}
        }
    }
    found
}

/// A mapping or a sequence that is being read.
struct Level {
    mapping: bool,
    /// Whether its last key waits for a value.
    has_key: bool,
}

/// Takes the key of the value that ended off `path`; a mapping as a key is an empty key.
fn value_ends(open: &mut [Level], path: &mut Vec<String>) {
    let Some(level) = open.last_mut().filter(|level| level.mapping) else { return };
    if level.has_key {
        level.has_key = false;
        path.pop();
    } else {
        level.has_key = true;
        path.push(String::new());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_values() {
        let text =
            "a: 1\nb:\n  - x = y\n  - {c: z}\n  - [p, 'q: r']\nd: &n {e: f}\ng: *n\n? [k, l]\n: m\nh: last # no\n";
        let shown: Vec<String> =
            scalars(text).into_iter().map(|(path, value)| format!("{}={value}", path.join("."))).collect();
        let expected = ["a=1", "b=x = y", "b.c=z", "b=p", "b=q: r", "d.e=f", "=k", "=l", "=m", "h=last"];
        assert_eq!(shown, expected);
    }

    #[test]
    fn hostile_files() {
        assert_eq!(scalars("a: [1, 2\nb: }"), scalars("a: [1, 2\nb: }"));
        let deep = "[".repeat(20_000);
        assert!(scalars(&deep).is_empty());
        let nested = format!("a: {}1{}\nb: 2\n", "[".repeat(40), "]".repeat(40));
        assert_eq!(scalars(&nested), [(vec!["b".to_owned()], "2".to_owned())]);
        for text in
            ["", "\u{FEFF}a: b", "---\n...\n---\na: b", "? ", "- - - -", "!!x !y &z", "%YAML 9\n---\n\0", "a:\n\t- b"]
        {
            scalars(text);
        }
    }
}
