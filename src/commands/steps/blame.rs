//! What rules need of git: when the lines of editions last changed.

use crate::commands::steps::plan::{InputOptions, RuleChoice};
use crate::commands::steps::work::PreparedList;
use crate::commands::steps::workspace::Workspace;
use crate::config::selector::Selector;
use crate::config::{Overrides, effective};
use crate::git::{Blame, GitError, GitRepository};
use crate::terminal::streams::Terminal;
use curate_document::{Document, EditionId};
use curate_rules::api::blame::{Ages, Commit};
use curate_rules::{Declaration, Need, RULES, Text, text};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// As much of what the source was is parsed at most, in bytes: seconds for any list.
const PARSED: usize = 24 * 1024 * 1024;

/// Gives those of `lists` their history in which a translation is judged by it.
pub(crate) fn add_ages(lists: &mut [PreparedList], options: &InputOptions, workspace: &Workspace, terminal: Terminal) {
    for (prepared, rule) in lists.iter_mut().filter_map(|prepared| rule_in_need(prepared).map(|rule| (prepared, rule)))
    {
        let source = prepared.list.source.0 as usize;
        let Some(path) = prepared.paths.get(source) else { continue };
        let root = workspace.roots.of(path);
        let own = workspace.roots.of(&workspace.here.join("README.md"));
        let known = GitRepository::open(&root, &workspace.here, root == own).and_then(|repository| {
            if repository.is_shallow() {
                terminal.notice(text!(
                    "{rule} judges nothing: the clone is shallow, and history is missing (`fetch-depth: 0` in \
                     actions/checkout)",
                    rule = rule.name
                ));
                return Ok(Ages::default());
            }
            ages(&repository, prepared)
        });
        match known {
            Ok(ages) => prepared.facts.ages = ages,
            Err(GitError::NoRepository { .. })
                if !root.join(".git").exists() && !is_named(rule, path, options, workspace) => {}
            Err(error) => {
                let why = Text::verbatim(error.to_string());
                terminal.notice(text!("{rule} judges nothing: {why}", rule = rule.name, why));
            }
        }
    }
}

/// Whether `rule`, and not only its group, was named for the file at `path`: on the command line or in the configuration.
fn is_named(rule: &Declaration, path: &Path, options: &InputOptions, workspace: &Workspace) -> bool {
    let is_rule = |selector: &Selector| matches!(selector, Selector::Rule(own) if own.name == rule.name);
    let config = workspace.configs.of(path).ok().flatten();
    let configured = effective(config.as_deref(), path, &[], &Overrides::default());
    options.rules == (RuleChoice::Translations { history: true })
        || options.overrides.select.iter().any(is_rule)
        || configured.settings.severity(rule.name).is_some()
}

/// The rule that needs the ages of lines and is on for a judged translation.
fn rule_in_need(prepared: &PreparedList) -> Option<&'static Declaration> {
    let is_on = |id: EditionId, rule: &Declaration| {
        prepared.settings.get(id.0 as usize).is_some_and(|settings| settings.severity(rule.name).is_some())
    };
    let mut judged = prepared.list.iter().filter(|(id, edition)| *id != prepared.list.source && edition.judged);
    let in_need = |rule: &&&Declaration| rule.needs(Need::Ages) && judged.any(|(id, _)| is_on(id, rule));
    RULES.iter().find(in_need).copied()
}

fn ages(repository: &GitRepository, prepared: &PreparedList) -> Result<Ages, GitError> {
    let editions: Vec<_> = prepared.list.iter().zip(&prepared.paths).collect();
    let blamed: Vec<Option<(EditionId, Vec<Commit>)>> = editions
        .into_par_iter()
        // What git does not know yet is not judged.
        .map(|((id, edition), path)| {
            Some((id, commits(&edition.document, repository.blame(path, edition.document.source()).ok()?)?))
        })
        .collect();
    let mut ages = Ages { lines: blamed.into_iter().flatten().collect(), former: BTreeMap::new() };
    let source = prepared.list.edition(prepared.list.source).map_or(0, |edition| edition.document.source().len());
    let most = PARSED / source.max(1);
    let wanted: BTreeSet<&str> = curate_rules::commits_wanted(&prepared.list, &ages)
        .into_iter()
        .take(most)
        .map(|commit| &*commit.name)
        .collect();
    let Some(path) = prepared.paths.get(prepared.list.source.0 as usize) else { return Ok(ages) };
    let former = repository.former(path, &wanted)?;
    let Some(source) = prepared.list.edition(prepared.list.source) else { return Ok(ages) };
    let parsed = |(commit, text): (_, String)| (commit, source.document.parse_alike(text));
    ages.former = former.into_par_iter().map(parsed).collect();
    Ok(ages)
}

/// The commits of a document's lines; `None` where it is not the file that git has looked at.
fn commits(document: &Document, blame: Blame) -> Option<Vec<Commit>> {
    let source = document.source();
    let count = document.lines().count() - usize::from(source.is_empty() || source.ends_with('\n'));
    let commits: Vec<Commit> = blame.commits.into_iter().map(|(name, time)| Commit { name, time }).collect();
    let lines = blame.lines.iter().map(|at| commits.get(*at).cloned()).collect::<Option<Vec<Commit>>>()?;
    (lines.len() == count).then_some(lines)
}
