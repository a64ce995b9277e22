//! Which module names items of which others: the crates' paths, resolved as far as the walls need it.

use super::lexer::code;
use super::{sources, text, without_tests};
use std::collections::{BTreeMap, BTreeSet};

/// Names that stand for names, followed at most this far.
const DEPTH: usize = 5;

/// A module by its path within a crate: `["links", "store", "row"]`.
pub type Module = Vec<String>;

/// The modules of one crate with what stands in them.
pub struct Crate(BTreeMap<Module, Source>);

struct Source {
    /// Without comments, literals and tests.
    code: String,
    uses: Vec<Use>,
}

/// One name that a `use` declaration brings in.
struct Use {
    /// `crate::links::Link`.
    path: String,
    /// What it is called from here on: the last part of the path, or what stands behind `as`.
    name: String,
    is_public: bool,
}

impl Crate {
    /// The crate whose root is `folder`.
    pub fn read(folder: &str) -> Self {
        let source = |file: String| {
            let path = file.trim_start_matches(folder).trim_start_matches('/').trim_end_matches(".rs").to_owned();
            let mut module: Module = path.split('/').map(str::to_owned).collect();
            if module.last().is_some_and(|last| last == "mod") || module == ["lib"] {
                module.pop();
            }
            (module, without_tests(&text(&file)).to_owned())
        };
        Self::of(sources(folder).into_iter().map(source))
    }

    /// The crate with these modules and their sources.
    pub fn of(modules: impl IntoIterator<Item = (Module, String)>) -> Self {
        let source = |source: String| {
            let code = code(&source);
            Source { uses: uses(&code), code }
        };
        Self(modules.into_iter().map(|(module, text)| (module, source(text))).collect())
    }

    pub fn modules(&self) -> impl Iterator<Item = &Module> {
        self.0.keys()
    }

    /// The modules in which the items are defined that `module` names, other than itself.
    pub fn defining(&self, module: &Module) -> BTreeSet<Module> {
        self.imports(module, |path| self.definition(path, module, 0))
    }

    /// The modules by which `module` names items, as it writes them: those that only pass an item on, too.
    pub fn named(&self, module: &Module) -> BTreeSet<Module> {
        self.imports(module, |path| Some(self.locate(path, module, 0)?.0))
    }

    fn imports(&self, module: &Module, resolve: impl Fn(&str) -> Option<Module>) -> BTreeSet<Module> {
        let source = &self.0[module];
        let paths = source.uses.iter().map(|used| used.path.as_str()).chain(inline_paths(&source.code));
        paths.filter_map(resolve).filter(|found| found != module).collect()
    }

    /// The module in which what `path` names within `module` is defined; `None` for other crates.
    fn definition(&self, path: &str, module: &Module, depth: usize) -> Option<Module> {
        let (at, rest) = self.locate(path, module, 0)?;
        // What a module only passes on is defined elsewhere.
        let passed_on = rest.filter(|_| depth < DEPTH).and_then(|name| {
            let passing = self.0.get(&at)?.uses.iter().find(|used| used.is_public && used.name == name)?;
            self.definition(&passing.path, &at, depth + 1)
        });
        passed_on.or(Some(at))
    }

    /// The module to which `path` leads within `module`, and the name of the item in it, if any; `None` for other crates.
    fn locate(&self, path: &str, module: &Module, depth: usize) -> Option<(Module, Option<String>)> {
        let mut parts = path.split("::").peekable();
        let mut at = module.clone();
        match *parts.peek()? {
            "crate" => {
                at.clear();
                parts.next();
            }
            "self" | "super" => {}
            first if self.has(&at, first) => {}
            first => {
                let used = self.0.get(module)?.uses.iter().find(|used| used.name == first && depth < DEPTH)?;
                let rest = path.strip_prefix(first).unwrap_or("");
                return self.locate(&format!("{}{rest}", used.path), module, depth + 1);
            }
        }
        for part in parts {
            match part {
                "self" => {}
                "super" => drop(at.pop()),
                child if self.has(&at, child) => at.push(child.to_owned()),
                item => return Some((at, Some(item.to_owned()))),
            }
        }
        Some((at, None))
    }

    fn has(&self, parent: &Module, child: &str) -> bool {
        self.0.contains_key(&[parent.clone(), vec![child.to_owned()]].concat())
    }
}

/// The names that the `use` declarations in `code` bring in.
fn uses(code: &str) -> Vec<Use> {
    let mut found = Vec::new();
    for statement in code.split(';') {
        let start = statement.rfind("use ").filter(|at| {
            let before = statement[..*at].trim_end();
            before.is_empty() || before.ends_with(['}', ']', '{', ')']) || before.ends_with("pub")
        });
        let Some(start) = start else { continue };
        let last = statement[..start].split(['\n', '{', '}', ']']).next_back().unwrap_or("");
        let is_public = last.trim_start().starts_with("pub");
        for member in members(&statement[start + 4..]) {
            let (path, name) = member.split_once(" as ").unwrap_or((&member, ""));
            let path = path.trim_end_matches("::self");
            let own = path.rsplit("::").next().unwrap_or(path);
            let name = if name.is_empty() { own } else { name.trim() };
            found.push(Use { path: path.to_owned(), name: name.to_owned(), is_public });
        }
    }
    found
}

/// `a::{b, c::{d, e as f}}` as `a::b`, `a::c::d`, `a::c::e as f`.
fn members(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((head, group)) = tree.split_once('{') else {
        return vec![tree.to_owned()];
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
fn inline_paths(code: &str) -> impl Iterator<Item = &str> {
    let words = code.split(|character: char| !(character.is_alphanumeric() || "_:".contains(character)));
    // The head of a group in a `use` declaration names nothing.
    let is_path = |word: &&str| word.contains("::") && !word.starts_with("::") && !word.ends_with("::");
    words.filter(is_path).map(|word| word.trim_end_matches(':'))
}

#[test]
fn paths_are_followed_in_every_shape() {
    let module =
        |path: &str| -> Module { path.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect() };
    let sources = [
        ("", "pub use crate::a::Thing;"),
        ("a", "struct Thing; // crate::b::no()\nconst TEXT: &str = \"crate::b::no\";"),
        ("b", "pub(super) use self::inner::{One as First, Two};\npub mod inner;"),
        ("b::inner", "struct One; fn one() { super::super::c::go() }"),
        ("c", "use crate::b::{self, inner as deep};\nfn go() { b::First::new(); deep::two(); std::fs::read() }"),
        ("d", "fn go() {\n    use super::c;\n    c::go()\n}"),
        ("e", "use std::fmt;\nfn go(f: fmt::Formatter) -> crate::Thing { self::super::d::go() }"),
    ];
    let tree = Crate::of(sources.map(|(path, source)| (module(path), source.to_owned())));
    let shown = |modules: BTreeSet<Module>| modules.iter().map(|module| module.join("::")).collect::<Vec<_>>();
    let defining = |path: &str| shown(tree.defining(&module(path)));
    assert_eq!(defining(""), ["a"]);
    assert_eq!(defining("a"), [""; 0]);
    assert_eq!(defining("b"), ["b::inner"]);
    assert_eq!(defining("b::inner"), ["c"]);
    assert_eq!(defining("c"), ["b", "b::inner"]);
    assert_eq!(defining("d"), ["c"]);
    assert_eq!(defining("e"), ["a", "d"]);
    assert_eq!(shown(tree.named(&module("e"))), ["", "d"]);
}
