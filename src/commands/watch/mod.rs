//! `curate lint --watch`: lints again whenever something changes that was read or could be, until somebody ends it.

mod surroundings;

use crate::cli::LintArguments;
use crate::commands::failure::{CLEAN, Failure};
use crate::commands::links::runner::interrupted;
use crate::commands::steps::judge::Judgement;
use crate::commands::steps::plan::Plan;
use crate::commands::steps::work::Work;
use crate::commands::watch::surroundings::{add_what_was_read, counts, scope};
use crate::report::{Look, format};
use crate::terminal::redraw::Redraw;
use crate::terminal::streams::Terminal;
use crate::watch::scope::WatchScope;
use crate::watch::watcher::{Wake, Watcher};
use curate_rules::{Text, plural, text};
use std::io;
use std::thread;

/// What does not go with watching.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
enum WatchRefusal {
    #[error("--watch fixes nothing: the file would change under the editor that has it open")]
    #[diagnostic(help(
        "`--watch --diff` shows what --fix would change; `curate lint --fix` applies it when you are done"
    ))]
    Fix,
    #[error("--watch needs files: standard input is read once")]
    #[diagnostic(help("name the file, or leave out --watch"))]
    Stdin,
    #[error("signals cannot be handled: {0}")]
    Signals(io::Error),
}

/// One run: does what the plan says, reports on the terminal, and hands over what was read.
type Run = fn(&Plan, Terminal, &mut dyn FnMut(&Work)) -> Result<Judgement, Failure>;

/// Makes `run` once, and again after each change. It ends when somebody presses Ctrl-C, with the exit status 0: nothing is
/// interrupted by that.
///
/// # Errors
///
/// Where the first run cannot be prepared, or changes cannot be watched. What goes wrong later is shown, and does not end it:
/// whoever edits a configuration saves it half done.
pub(super) fn run(arguments: &LintArguments, started: Terminal, run: Run) -> Result<u8, Failure> {
    let mut watcher = Watcher::new(counts)?;
    end_on_interrupt(watcher.interrupt())?;
    let mut terminal = started;
    let mut prepared = Ok(prepare(arguments, &mut watcher, terminal)?);
    let mut scope = WatchScope::default();
    let mut redraw = Redraw::of(terminal);
    loop {
        let mut is_begun = false;
        let done: Result<_, Failure> = prepared.and_then(|(mut plan, fresh)| {
            (scope, terminal) = (fresh, started.speaking(plan.language));
            let is_for_people = format(plan.output.format, Look::default()).is_for_people();
            is_begun = true;
            let is_read = redraw.begin(is_for_people && plan.output.file.is_none()).is_ok();
            plan.output.redrawn = redraw.is_on_screen();
            let mut files = 0;
            run(&plan, terminal, &mut |work| files = add_what_was_read(work, &mut scope))?;
            Ok(is_read.then_some(files))
        });
        match done {
            // Whoever has read the reports is gone.
            Ok(None) => return Ok(CLEAN),
            Ok(Some(files)) => {
                say(plural!(files, "watching one file; Ctrl-C ends", "watching {files} files; Ctrl-C ends"), terminal);
            }
            Err(failure) => {
                if !is_begun && redraw.begin(false).is_err() {
                    return Ok(CLEAN);
                }
                terminal.failure(failure.as_ref());
                say(text!("waiting for a change; Ctrl-C ends"), terminal);
            }
        }
        watcher.watch(&scope.folders)?;
        if watcher.wait(&scope) == Wake::Interrupted {
            if terminal.is_watched() {
                // After what the terminal shows of Ctrl-C.
                terminal.write_to_stderr(b"\n");
            }
            return Ok(CLEAN);
        }
        prepared = prepare(arguments, &mut watcher, terminal);
    }
}

/// What a run does, and which changes matter to it. They are watched from here on: what changes while the run reads is seen.
fn prepare(
    arguments: &LintArguments,
    watcher: &mut Watcher,
    terminal: Terminal,
) -> Result<(Plan, WatchScope), Failure> {
    let plan = Plan::of(arguments)?;
    if plan.fixing.is_some_and(|fixing| !fixing.diff) {
        return Err(WatchRefusal::Fix.into());
    }
    if plan.input.reads_stdin() {
        return Err(WatchRefusal::Stdin.into());
    }
    let scope = scope(&plan, terminal)?;
    watcher.watch(&scope.folders)?;
    Ok((plan, scope))
}

/// Calls `end` when somebody presses Ctrl-C, or the process is told to end.
fn end_on_interrupt(end: impl FnOnce() + Send + 'static) -> Result<(), WatchRefusal> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(WatchRefusal::Signals)?;
    let mut pressed = Box::pin(interrupted());
    // Looked at once, it is listened to from here on.
    runtime.block_on(async {
        tokio::select! {
            biased;
            () = &mut pressed => {}
            () = std::future::ready(()) => {}
        }
    });
    let wait = move || {
        runtime.block_on(pressed);
        end();
    };
    thread::Builder::new().name("interrupt".to_owned()).spawn(wait).map(drop).map_err(WatchRefusal::Signals)
}

fn say(line: Text, terminal: Terminal) {
    if !terminal.is_quiet() {
        terminal.write_to_stderr(format!("{}\n", terminal.language().say(line)).as_bytes());
    }
}
