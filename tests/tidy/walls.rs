//! The walls: `document` ← `rules` ← `src`, and within a crate those between rooms and between rules.

use super::imports::{Crate, Module};
use super::lexer::code;
use super::{CRATES, none, sources, text};
use curate_rules::RULES;
use std::collections::BTreeSet;

#[test]
fn lower_crates_know_nothing_of_upper_ones() {
    let mut wrong = Vec::new();
    for (folder, refused) in [("document", &["curate_rules", "curate"][..]), ("rules", &["curate"])] {
        for file in sources(folder) {
            let source = text(&file);
            let code = code(&source);
            for name in refused {
                let path = format!("{name}::");
                if words(&code).any(|word| word.starts_with(&path)) {
                    wrong.push(format!("{file}: {name}"));
                }
            }
        }
    }
    none("`document` ← `rules` ← `src`", &wrong);
}

#[test]
fn each_parser_is_named_in_one_file() {
    for (parser, only) in [("pulldown_cmark::", "document/parse/events.rs"), ("markdown::", "rules/fixing/witness.rs")]
    {
        let all = CRATES.into_iter().flat_map(sources);
        let named: Vec<String> =
            all.filter(|file| words(&code(&text(file))).any(|word| word.starts_with(parser))).collect();
        assert_eq!(named, [only], "{parser}");
    }
}

/// The rooms of `src`, each with those that it may import: `locale`, `terminal` and `workspace` carry the others, which know nothing of
/// one another, but for `fleet`, which is `links` on several machines, and `cli`: its arguments name what configuration, links and reports can be
/// told. `commands` ties them together.
const ROOMS: [(&str, &[&str]); 12] = [
    ("locale", &[]),
    ("terminal", &["locale"]),
    ("workspace", &["terminal"]),
    ("config", &["locale", "terminal", "workspace"]),
    ("git", &["terminal", "workspace"]),
    ("interop", &["terminal", "workspace"]),
    ("links", &["terminal", "workspace"]),
    ("fleet", &["links"]),
    ("lsp", &["locale", "terminal", "workspace"]),
    ("report", &["locale", "terminal", "workspace"]),
    ("watch", &[]),
    ("cli", &["config", "links", "locale", "report", "terminal"]),
];

#[test]
fn rooms_of_src_import_what_they_stand_on() {
    let mut wrong = Vec::new();
    let tree = Crate::read("src");
    for module in tree.modules() {
        let Some(own) = module.first().filter(|own| !["commands", "main"].contains(&own.as_str())) else { continue };
        let Some((_, below)) = ROOMS.iter().find(|(room, _)| room == own) else {
            wrong.push(format!("{}: not in a room", module.join("::")));
            continue;
        };
        for import in tree.named(module).union(&tree.defining(module)) {
            let room = import.first().map_or("the root", String::as_str);
            if room != own && !below.contains(&room) {
                wrong.push(format!("{}: {}", module.join("::"), import.join("::")));
            }
        }
    }
    none("a room of src imports only what it stands on", &wrong);
}

#[test]
fn only_the_registry_imports_rules() {
    let module = |name: &str| -> Module { name.replace('-', "_").split('/').map(str::to_owned).collect() };
    let rules: BTreeSet<Module> = RULES.iter().map(|rule| module(rule.name)).collect();
    let tree = Crate::read("rules");
    let mut wrong = Vec::new();
    for importing in tree.modules().filter(|importing| **importing != module("registry")) {
        let imports = &tree.named(importing) | &tree.defining(importing);
        let shown = |rule: &Module| format!("{}: {}", importing.join("::"), rule.join("::"));
        wrong.extend(imports.intersection(&rules).map(shown));
    }
    none("nothing but the registry imports from a rule's file; what rules share is in support/ or rules/text/", &wrong);
}

/// The paths and macro names in `code`.
pub fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|character: char| !(character.is_alphanumeric() || "_:!".contains(character)))
}
