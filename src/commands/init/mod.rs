//! `curate init`: writes a first configuration.

mod comment;
pub(super) mod draft;
mod file;
mod honoured;
mod style;
mod surroundings;

use crate::cli::{InitArguments, LintArguments};
use crate::commands::failure::{CLEAN, Failure, written};
use crate::commands::init::draft::{FoundEdition, FoundList, Suggestion, Survey};
use crate::commands::init::file::text;
use crate::commands::init::style::style;
use crate::commands::init::surroundings::surroundings;
use crate::commands::steps::file_settings::FileSettings;
use crate::commands::steps::judge::judge;
use crate::commands::steps::load::load;
use crate::commands::steps::plan::{InputOptions, Plan};
use crate::commands::steps::work::PreparedList;
use crate::commands::steps::workspace::Workspace;

use crate::config::file::parse;
use crate::config::presets::PRESETS;
use crate::config::{NAMES, Overrides};
use crate::terminal::streams::Terminal;
use crate::workspace::write;
use crate::workspace::write::WriteError;
use curate_document::{Edition, is_list};
use curate_rules::api::facts::Indent;
use curate_rules::{Applicability, Diagnostic, Linter, RULES, Settings, Severity, screen_offers, text};
use curate_rules::{Dialect, directives, one_per_cause, without_counterpart};
use std::io::Write as _;
use std::path::Path;

/// Why nothing is written.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
enum InitError {
    #[error("there is no list here, so no configuration is written")]
    #[diagnostic(help(
        "a list has at least 10 entries that begin with a link, or they are 40 % of its items; name its folder: `curate init PATH`"
    ))]
    NoList,
    #[error("{shown}: is there already; it was left as it is")]
    #[diagnostic(help(
        "for a baseline write `baseline = \"curate-baseline.toml\"` into it, above the first `[table]`, and run `curate lint --write-baseline`"
    ))]
    ConfigExists { shown: &'static str },
    #[error("{shown}: is not a folder that can be entered: {reason}")]
    NotEntered { shown: String, reason: std::io::Error },
}

/// Addresses of the badge that lists carry which follow the awesome manifesto, now and before.
const BADGES: [&str; 3] = [
    "https://awesome.re",
    "sindresorhus/awesome/raw/main/media/badge",
    "sindresorhus/awesome/d7305f38d29fed78fa85652e3a63e154dd8e8829/media/badge",
];

/// Looks at the lists here and writes what was found into a configuration, or prints it.
pub(super) fn run(arguments: &InitArguments, terminal: Terminal) -> Result<u8, Failure> {
    let named = arguments.path.as_deref();
    let prints = arguments.dry_run || named.is_some_and(|path| path == Path::new("-"));
    if let Some(path) = named.filter(|path| *path != Path::new("-")) {
        enter(path)?;
    }
    let overrides = Overrides::default();
    let workspace = Workspace::new(&overrides)?;
    let there = NAMES.iter().find(|name| std::fs::symlink_metadata(workspace.here.join(name)).is_ok());
    if let Some(name) = there.filter(|_| !prints) {
        return Err(if arguments.baseline {
            InitError::ConfigExists { shown: name }.into()
        } else {
            WriteError::Exists { shown: (*name).to_owned() }.into()
        });
    }
    let work = load(&InputOptions::default(), terminal)?;
    let survey = Survey { has_baseline: arguments.baseline, ..survey(&work.lists, &workspace, &overrides)? };
    if survey.lists.is_empty() {
        return Err(InitError::NoList.into());
    }
    let text = text(&survey);
    if prints {
        let mut out = terminal.stdout();
        written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))?;
    } else {
        write::create(&workspace.here.join("curate.toml"), "curate.toml", &text)?;
        terminal.notice(text!("curate.toml: written; `curate config show` says what counts now"));
        if arguments.baseline {
            write_baseline(terminal)?;
        }
    }
    Ok(CLEAN)
}

/// Writes the baseline that the configuration names by now.
fn write_baseline(terminal: Terminal) -> Result<(), Failure> {
    let plan = Plan::of(&LintArguments { write_baseline: true, ..LintArguments::default() })?;
    let work = load(&plan.input, terminal)?;
    judge(work, &plan, terminal)?;
    Ok(())
}

/// Goes on in the folder at `path`, as if curate ran there.
fn enter(path: &Path) -> Result<(), InitError> {
    let refused = |reason: std::io::Error| InitError::NotEntered { shown: path.display().to_string(), reason };
    std::env::set_current_dir(path).map_err(refused)
}

fn survey(lists: &[PreparedList], workspace: &Workspace, overrides: &Overrides) -> Result<Survey, Failure> {
    let mut survey = Survey { surroundings: surroundings(&workspace.here, &workspace.folders), ..Survey::default() };
    survey.lists = lists.iter().filter_map(found_list).collect();
    let mut settings = lists.iter().flat_map(|prepared| prepared.facts.editor_settings.values());
    survey.indent = settings.find_map(|settings| settings.indent).map(|indent| match indent {
        Indent::Spaces(count) => format!("{count} spaces"),
        Indent::Tabs => "tabs".to_owned(),
    });
    let foreign = |edition: &Edition| {
        directives(&edition.document).iter().filter(|directive| directive.origin != Dialect::Curate).count()
    };
    survey.comments = judged(lists).map(foreign).sum();
    let mut settings_of = FileSettings::new(workspace, overrides);
    for path in lists.iter().flat_map(|prepared| &prepared.paths) {
        survey.by_others.extend(settings_of.by_others(path));
        for switch in settings_of.switches(path) {
            survey.left.entry(switch.source.to_string()).or_default().extend(without_counterpart(&switch, RULES));
        }
    }
    let today = findings(lists, |prepared| Ok(prepared.settings.clone()))?;
    for diagnostic in &today {
        *survey.findings.entry(diagnostic.rule).or_default() += 1;
    }
    let is_safe =
        |diagnostic: &&Diagnostic| diagnostic.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe);
    survey.fixable = today.iter().filter(is_safe).count();
    survey.suggestions = suggestions(&survey, lists, today.len(), workspace, &mut settings_of)?;
    Ok(survey)
}

fn judged(lists: &[PreparedList]) -> impl Iterator<Item = &Edition> {
    lists.iter().flat_map(|prepared| &prepared.list.editions).filter(|edition| edition.judged)
}

/// Whether the file at `path` is one that a platform shows to contributors, such as a template.
fn is_for_contributors(path: &str) -> bool {
    let lower = path.to_lowercase();
    let mut folders: Vec<&str> = lower.split('/').collect();
    let name = folders.pop().unwrap_or("");
    name.contains("template") || folders.iter().any(|folder| matches!(*folder, ".github" | ".gitlab" | ".gitea"))
}

/// The list as the file describes it, where all its editions are lists by what is in them.
fn found_list(prepared: &PreparedList) -> Option<FoundList> {
    let list = &prepared.list;
    if !list.editions.iter().all(|edition| edition.is_list() && !is_for_contributors(&edition.path)) {
        return None;
    }
    let found = |edition: &Edition| FoundEdition {
        path: edition.path.clone(),
        language: edition.language.as_ref().map(|language| language.english_name().to_owned()),
        style: style(&edition.document),
    };
    let source = list.edition(list.source)?;
    let others = list.iter().filter(|(id, _)| *id != list.source).map(|(_, edition)| edition);
    Some(FoundList { editions: std::iter::once(source).chain(others).map(found).collect() })
}

/// The errors and warnings with the settings that `settings` gives.
fn findings(
    lists: &[PreparedList],
    mut settings: impl FnMut(&PreparedList) -> Result<Vec<Settings>, Failure>,
) -> Result<Vec<Diagnostic>, Failure> {
    let mut found = Vec::new();
    for prepared in lists {
        let settings = settings(prepared)?;
        let mut diagnostics = Linter::new(RULES, &settings, &prepared.facts).lint(&prepared.list);
        screen_offers(&prepared.list, &mut diagnostics, Severity::Hint);
        let diagnostics = one_per_cause(diagnostics, &prepared.list);
        found.extend(diagnostics.into_iter().filter(|diagnostic| diagnostic.severity > Severity::Hint));
    }
    Ok(found)
}

/// The presets that fit, each with how many findings it would add to `today`'s.
fn suggestions(
    survey: &Survey,
    lists: &[PreparedList],
    today: usize,
    workspace: &Workspace,
    settings_of: &mut FileSettings<'_>,
) -> Result<Vec<Suggestion>, Failure> {
    let editions = || survey.lists.iter().flat_map(|list| &list.editions);
    let (rows, entries) = editions()
        .fold((0, 0), |(rows, entries), edition| (rows + edition.style.rows, entries + edition.style.entries));
    let has_badge = judged(lists).any(|edition| BADGES.iter().any(|badge| edition.document.source().contains(badge)));
    let is_chinese = judged(lists).any(|edition| {
        is_list(&edition.document) && edition.language.as_ref().is_some_and(|language| language.primary() == "zh")
    });
    let reason = |preset: &str| match preset {
        "awesome" if survey.surroundings.awesome_lint => Some("awesome-lint is run"),
        "awesome" => has_badge.then_some("the list has the badge"),
        "bilingual" => survey.lists.iter().any(|list| list.editions.len() > 1).then_some("there are translations"),
        "table" => (entries > 0 && rows * 2 > entries).then_some("most entries are rows of tables"),
        "zh" => is_chinese.then_some("there is an edition in Chinese"),
        _ => None,
    };
    let mut suggestions = Vec::new();
    for preset in PRESETS {
        let Some(reason) = reason(preset.name) else { continue };
        let config = parse(format!("extends = [\"{}\"]\n", preset.name), &workspace.here, "curate.toml")?;
        let with = findings(lists, |prepared| {
            Ok(prepared.paths.iter().map(|path| settings_of.with(Some(&config), path).settings).collect())
        })?;
        let more = with.len().saturating_sub(today);
        suggestions.push(Suggestion { preset: preset.name, reason: reason.to_owned(), more });
    }
    Ok(suggestions)
}
