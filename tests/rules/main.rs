//! Every rule against its examples on disk, `fixtures/rules/<group>/<rule>/`: one test for each, named by its path.
//!
//! ```console
//! cargo test --test rules                                  # all
//! cargo test --test rules entries/separator                # of one rule
//! cargo test --test rules entries/separator/case-extras    # one
//! CURATE_BLESS=1 cargo test --test rules entries/separator # records what is found and fixed now; read the change
//! ```
//!
//! - `bad.md` (or `bad/` with the editions of one list): what the rule finds is recorded in `findings.snap`, and what its fixes,
//!   unsafe ones included, make of it in `fixed.md` (or `fixed/`). Fixing that again changes nothing.
//! - `case-*.md` (or `case-*/`): more of the kind, with `case-*.snap` and `case-*.fixed.md` (or `case-*.fixed/`).
//! - `good.md` (or `good/`): neither the rule nor any that is on by default finds anything.
//! - `before-bad/`, `before-good/`, `before-case-*/`: what the list was before a change, for rules that judge changes.
//! - `former-bad/` …: what the source edition was at commits, `<commit>.md` each, for rules that judge ages.
//! - `case.toml`: options of the rule and facts about the surroundings. A table `[case.words]` is for `case-words` alone, `[case.bad]`
//!   and `[case.good]` for these two; what it has stands instead of what the file has for all. See [`case::Given`] for all keys.
//!
//! ```toml
//! neighbours = ["LICENSE"]
//!
//! [options]
//! longest = 40
//!
//! [case.words.options]
//! longest = 80
//! ```

#![allow(clippy::expect_used, reason = "a test may panic")]

mod case;
mod checks;
mod describe;
mod examples;
mod facts;

use case::CaseFile;
use curate_rules::{Declaration, RULES};
use libtest_mimic::{Arguments, Failed, Trial};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// A rule with its folder of examples.
struct Folder {
    rule: &'static Declaration,
    path: PathBuf,
    file: CaseFile,
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = RULES.iter().flat_map(|rule| trials(rule)).collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// One trial for each example of a rule, and one for the folder as a whole.
fn trials(rule: &'static Declaration) -> Vec<Trial> {
    let path = curate_testing::root().join("fixtures/rules").join(rule.name);
    let file = match CaseFile::read(&path.join("case.toml")) {
        Ok(file) => file,
        Err(message) => return vec![Trial::test(format!("{}/case.toml", rule.name), || Err(message.into()))],
    };
    let names = examples::names(&path);
    let folder = Arc::new(Folder { rule, path, file });
    let trial = |name: &str, check: fn(&Folder, &str) -> Result<(), String>| {
        let (folder, example) = (Arc::clone(&folder), name.to_owned());
        Trial::test(format!("{}/{name}", rule.name), move || check(&folder, &example).map_err(Failed::from))
    };
    let mut trials = vec![
        trial("files", |folder, _| checks::every_file_belongs_to_an_example(folder)),
        trial("good", checks::a_good_example_is_silent),
    ];
    trials.extend(names.iter().map(|name| trial(name, checks::a_bad_example_is_found_and_fixed)));
    trials
}
