//! What must hold of an example.

use super::describe::describe;
use super::{Folder, examples, facts};
use curate_document::List;
use curate_rules::{Applicability, Linter, RULES, fix};
use curate_testing::{entries, name, recorded};
use std::path::Path;

/// What the rule finds in the example is what is recorded, and so is what its fixes make of it; fixing again changes nothing.
/// All that is wrong is told at once.
pub fn a_bad_example_is_found_and_fixed(folder: &Folder, example: &str) -> Result<(), String> {
    let given = folder.file.given(example);
    let place = examples::place(&folder.path, example);
    let list = examples::read(&place, &given)?;
    let settings = facts::alone(folder.rule, &given, &list)?;
    let facts = facts::facts(folder, example, &given, &list)?;
    let linter = Linter::new(RULES, &settings, &facts);
    let found = linter.lint(&list);
    let mut wrong = Vec::new();
    if example == "bad" && found.is_empty() {
        wrong.push(format!("{} finds nothing in its bad example", folder.rule.name));
    }
    wrong.extend(recorded::compare(&examples::findings_of(&folder.path, example), &describe(&list, &found)).err());
    wrong.extend(fixing(&linter, &list, &place, &examples::fixed_of(&folder.path, example)));
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// What is wrong with the fixes of `list`, which is at `place`; `fixed` is where it is recorded what they make of it, or would be.
fn fixing(linter: &Linter<'_>, list: &List, place: &Path, fixed: &Path) -> Vec<String> {
    let once = fix(linter, list.clone(), Applicability::Unsafe, &|_, _| true);
    let mut wrong = Vec::new();
    let pairs = || once.list.editions.iter().zip(&list.editions);
    let is_same = pairs().all(|(after, before)| after.document.source() == before.document.source());
    if !is_same && !fixed.exists() && recorded::is_blessing() {
        // As the example itself: a file or a folder.
        let fixed = if place.is_dir() { fixed.with_extension("") } else { fixed.to_owned() };
        wrong.extend(examples::write(&fixed, place.is_dir(), &once.list).err());
    } else if fixed.exists() {
        for edition in &once.list.editions {
            let file = if fixed.is_dir() { fixed.join(&edition.path) } else { fixed.to_owned() };
            wrong.extend(recorded::compare(&file, edition.document.source()).err());
        }
    } else if !is_same {
        wrong.push(format!("there is a fix, but no {}; CURATE_BLESS=1 records it", name(fixed)));
    }
    let twice = fix(linter, once.list.clone(), Applicability::Unsafe, &|_, _| true);
    if !twice.applied.is_empty() {
        wrong.push(format!("fixing again applies {:?}", twice.applied));
    }
    wrong
}

/// Neither the rule nor those that are on by default find anything in the example.
pub fn a_good_example_is_silent(folder: &Folder, example: &str) -> Result<(), String> {
    let given = folder.file.given(example);
    let list = examples::read(&examples::place(&folder.path, example), &given)?;
    let facts = facts::facts(folder, example, &given, &list)?;
    let alone = facts::alone(folder.rule, &given, &list)?;
    for (whose, settings) in [("the default rules", facts::defaults(&list)), (folder.rule.name, alone)] {
        let found = Linter::new(RULES, &settings, &facts).lint(&list);
        if !found.is_empty() {
            return Err(format!("the good example is not silent for {whose}:\n{}", describe(&list, &found)));
        }
    }
    Ok(())
}

/// Nothing in the folder is left over from an example that is gone.
pub fn every_file_belongs_to_an_example(folder: &Folder) -> Result<(), String> {
    let mut names = examples::names(&folder.path);
    let mut known = vec!["case.toml".to_owned()];
    for example in &names {
        let paths = [
            examples::place(&folder.path, example),
            examples::findings_of(&folder.path, example),
            examples::fixed_of(&folder.path, example),
        ];
        known.extend(paths.iter().map(|path| name(path).to_owned()));
    }
    names.push("good".to_owned());
    known.push(name(&examples::place(&folder.path, "good")).to_owned());
    for example in &names {
        known.extend([format!("before-{example}"), format!("former-{example}")]);
    }
    let files = entries(&folder.path);
    let stray = files.iter().map(|path| name(path)).filter(|file| !known.iter().any(|known| known == file));
    let stray: Vec<&str> = stray.collect();
    let unused = folder.file.unused(&names);
    match (stray.is_empty(), unused.is_empty()) {
        (true, true) => Ok(()),
        (false, _) => Err(format!("these belong to no example: {stray:?}")),
        (true, false) => Err(format!("these tables of `case` in case.toml are for no example: {unused:?}")),
    }
}
