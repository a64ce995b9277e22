//! No file imports in a circle: what two files need of one another is in a third one below both.

use super::{none, sources, text, without_tests};
use std::collections::{BTreeMap, BTreeSet};

/// A module by its path within a crate: `["links", "store", "row"]`.
type Module = Vec<String>;

/// The modules of one crate with their sources.
struct Crate {
    /// Without comments and tests.
    sources: BTreeMap<Module, String>,
}

#[test]
fn no_file_imports_in_a_circle() {
    let mut wrong = Vec::new();
    for folder in ["document", "rules", "src"] {
        let tree = Crate::read(folder);
        let imports: BTreeMap<&Module, BTreeSet<Module>> =
            tree.sources.keys().map(|module| (module, tree.imports(module))).collect();
        for module in tree.sources.keys().filter(|module| !module.is_empty()) {
            if let Some(way) = way_back(&imports, module) {
                let names: Vec<String> = way.iter().map(|module| module.join("::")).collect();
                wrong.push(format!("{folder}: {}", names.join(" -> ")));
            }
        }
    }
    none("files that import in a circle", &wrong);
}

/// The shortest way over imports from `start` back to it, told at its first module by name.
fn way_back(imports: &BTreeMap<&Module, BTreeSet<Module>>, start: &Module) -> Option<Vec<Module>> {
    let mut ways: Vec<Vec<Module>> = vec![vec![start.clone()]];
    let mut seen = BTreeSet::new();
    while let Some(way) = (!ways.is_empty()).then(|| ways.remove(0)) {
        for next in imports.get(way.last()?).into_iter().flatten() {
            // A circle is told once, at the first of its modules; the root holds all modules.
            if next == start {
                return Some([way, vec![start.clone()]].concat());
            }
            if next > start && !next.is_empty() && seen.insert(next.clone()) {
                ways.push([way.clone(), vec![next.clone()]].concat());
            }
        }
    }
    None
}

impl Crate {
    fn read(folder: &str) -> Self {
        let source = |file: String| {
            let path = file.trim_start_matches(folder).trim_start_matches('/').trim_end_matches(".rs").to_owned();
            let mut module: Module = path.split('/').map(str::to_owned).collect();
            if module.last().is_some_and(|last| last == "mod") || module == ["lib"] {
                module.pop();
            }
            let source = text(&file);
            let lines = without_tests(&source).lines().filter(|line| !line.trim_start().starts_with("//"));
            (module, lines.collect::<Vec<_>>().join("\n"))
        };
        Self { sources: sources(folder).into_iter().map(source).collect() }
    }

    /// The modules whose items `module` names, other than itself.
    fn imports(&self, module: &Module) -> BTreeSet<Module> {
        let source = &self.sources[module];
        let paths = uses(source).into_iter().map(|(path, _)| path).chain(inline_paths(source));
        paths.filter_map(|path| self.resolve(&path, module, 0)).filter(|found| found != module).collect()
    }

    /// The module in which what `path` names within `module` is defined; `None` for other crates.
    fn resolve(&self, path: &str, module: &Module, depth: usize) -> Option<Module> {
        let mut rest: Vec<&str> = path.split("::").collect();
        let mut at = module.clone();
        match *rest.first()? {
            "crate" => at.clear(),
            "self" => {}
            "super" => {
                while rest.get(1) == Some(&"super") {
                    at.pop();
                    rest.remove(0);
                }
                at.pop();
            }
            first if self.has(&at, first) => {
                at.push(first.to_owned());
            }
            _ => return None,
        }
        rest.remove(0);
        while rest.first().is_some_and(|next| self.has(&at, next)) {
            at.push(rest.remove(0).to_owned());
        }
        // What a module only passes on is defined elsewhere.
        let passed_on = rest.first().filter(|_| depth < 5).and_then(|name| {
            let mut passing = uses(self.sources.get(&at)?).into_iter().filter(|(_, is_public)| *is_public);
            let (path, _) = passing.find(|(path, _)| path.rsplit("::").next() == Some(*name))?;
            self.resolve(&path, &at, depth + 1)
        });
        passed_on.or(Some(at))
    }

    fn has(&self, parent: &Module, child: &str) -> bool {
        self.sources.contains_key(&[parent.clone(), vec![child.to_owned()]].concat())
    }
}

/// The paths of `use` declarations, each with whether it is public.
fn uses(source: &str) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    for statement in source.split(';') {
        let start = statement.rfind("use ").filter(|at| {
            let before = statement[..*at].trim_end();
            before.is_empty() || before.ends_with(['}', ']', '{', ')', '"']) || before.ends_with("pub")
        });
        let Some(start) = start else { continue };
        let is_public =
            statement[..start].trim_end().ends_with("pub") || statement[..start].trim_end().ends_with("pub(crate)");
        found.extend(members(&statement[start + 4..]).into_iter().map(|path| (path, is_public)));
    }
    found
}

/// `a::{b, c::{d, e}}` as `a::b`, `a::c::d`, `a::c::e`.
fn members(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((head, group)) = tree.split_once('{') else {
        return vec![tree.split(" as ").next().unwrap_or(tree).trim().to_owned()];
    };
    let mut depth = 0;
    let mut parts = vec![String::new()];
    for character in group.chars() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("one at least").push(character);
    }
    let inner = parts.iter().filter(|part| !part.trim().is_empty()).flat_map(|part| members(part));
    inner.map(|member| format!("{}{member}", head.trim())).collect()
}

/// Paths outside of `use` declarations.
fn inline_paths(source: &str) -> impl Iterator<Item = String> {
    let words = source.split(|character: char| !(character.is_alphanumeric() || "_:".contains(character)));
    // The head of a group in a `use` declaration names nothing.
    let is_path = |word: &&str| word.contains("::") && !word.starts_with("::") && !word.ends_with("::");
    words.filter(is_path).map(|word| word.trim_end_matches(':').to_owned())
}

#[test]
fn circles_are_seen() {
    let module =
        |path: &str| -> Module { path.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect() };
    let tree = Crate {
        sources: BTreeMap::from([
            (module(""), "pub use crate::a::Thing;".to_owned()),
            (module("a"), "use crate::b::{self, inner::{One, Two}};\nstruct Thing;".to_owned()),
            (module("b"), "pub(crate) use crate::b::inner::One;".to_owned()),
            (module("b::inner"), "fn one() { super::super::c::go() }".to_owned()),
            (module("c"), "use crate::Thing;".to_owned()),
        ]),
    };
    let imports: BTreeMap<&Module, BTreeSet<Module>> =
        tree.sources.keys().map(|module| (module, tree.imports(module))).collect();
    let way = way_back(&imports, &module("a")).expect("a circle");
    assert_eq!(way, ["a", "b::inner", "c", "a"].map(module));
    assert_eq!(way_back(&imports, &module("c")), None, "told once");
}
