//! No file imports in a circle: what two files need of one another is in a third one below both.

use super::imports::{Crate, Module};
use super::{CRATES, none};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn no_file_imports_in_a_circle() {
    let mut wrong = Vec::new();
    for folder in CRATES {
        let tree = Crate::read(folder);
        let imports = imports(&tree);
        for module in tree.modules().filter(|module| !module.is_empty()) {
            if let Some(way) = way_back(&imports, module) {
                let names: Vec<String> = way.iter().map(|module| module.join("::")).collect();
                wrong.push(format!("{folder}: {}", names.join(" -> ")));
            }
        }
    }
    none("files that import in a circle", &wrong);
}

fn imports(tree: &Crate) -> BTreeMap<&Module, BTreeSet<Module>> {
    tree.modules().map(|module| (module, tree.defining(module))).collect()
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

#[test]
fn circles_are_seen() {
    let module = |path: &str| -> Module { path.split("::").map(str::to_owned).collect() };
    let sources = [
        ("a", "use crate::b::{self, inner::{One, Two}};\nstruct Thing;"),
        ("b", "pub(crate) use crate::b::inner::One;"),
        ("b::inner", "fn one() { super::super::c::go() }"),
        ("c", "use crate::a;\nfn go() -> a::Thing {}"),
    ];
    let tree = Crate::of(sources.map(|(path, source)| (module(path), source.to_owned())));
    let imports = imports(&tree);
    let way = way_back(&imports, &module("a")).expect("a circle");
    assert_eq!(way, ["a", "b::inner", "c", "a"].map(module));
    assert_eq!(way_back(&imports, &module("c")), None, "told once");
}
