//! Files and functions stay small enough to be read at once.

use super::lexer::code;
use super::names::without_modifiers;
use super::{CRATES, TESTS, none, sources, text, without_tests};

/// Lines of a file without its tests.
const FILE_CAP: usize = 350;
/// Lines of a function, from its `fn` to its closing brace.
const FUNCTION_CAP: usize = 80;

#[test]
fn files_are_short() {
    let mut wrong = Vec::new();
    for file in all() {
        let lines = without_tests(&text(&file)).lines().count();
        if lines > FILE_CAP {
            wrong.push(format!("{file}: {lines} lines"));
        }
    }
    none("files above 350 lines", &wrong);
}

#[test]
fn functions_are_short() {
    let mut wrong = Vec::new();
    for file in all() {
        let source = text(&file);
        for (name, lines) in functions(&code(without_tests(&source))) {
            if lines > FUNCTION_CAP {
                wrong.push(format!("{file}: {name}: {lines} lines"));
            }
        }
    }
    none("functions above 80 lines", &wrong);
}

fn all() -> Vec<String> {
    CRATES.into_iter().chain(TESTS).flat_map(sources).collect()
}

/// The functions of a formatted source, each with its number of lines: the brace that closes one stands as deep as its
/// first word.
fn functions(source: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = source.lines().collect();
    let mut found = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else { continue };
        let indent = line.len() - line.trim_start().len();
        let ends = |line: &&str| {
            let depth = line.len() - line.trim_start().len();
            depth == indent && (line.trim_start().starts_with('}') || line.ends_with(';'))
        };
        let is_one_line = line.ends_with('}') || line.ends_with(';');
        let rest = lines.iter().skip(number + 1);
        let length = if is_one_line { 1 } else { rest.take_while(|line| !ends(line)).count() + 2 };
        found.push((name.to_owned(), length));
    }
    found
}

fn function_name(line: &str) -> Option<&str> {
    let name = without_modifiers(line).strip_prefix("fn ")?;
    name.split(['(', '<']).next()
}

#[test]
fn functions_are_measured() {
    let source = "pub fn one() -> u8 { 1 }\n\nimpl A {\n    fn two(\n        &self,\n    ) -> bool {\n        if x {\n            y\n        }\n    }\n\n    const fn three<T>() {\n    }\n}\n";
    let expected = [("one", 1), ("two", 7), ("three", 2)].map(|(name, lines)| (name.to_owned(), lines));
    assert_eq!(functions(source), expected);
}
