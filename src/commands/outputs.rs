//! What an output may be written over: reports of earlier runs, and never a list.

use crate::commands::failure::{Failure, OutputError};

use crate::commands::steps::plan::Plan;
use crate::commands::steps::work::Work;
use crate::report::Page;
use crate::workspace::discover::is_markdown;
use crate::workspace::place::Place;
use crate::workspace::regular_file::{leads_out, repository_of};
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Refuses to write the report of `plan` over what `work` has read.
///
/// # Errors
///
/// Where the report would take the place of an input.
pub fn refuse_inputs(plan: &Plan, work: &Work) -> Result<(), Failure> {
    plan.output.file.as_deref().map_or(Ok(()), |file| refuse_input(file, plan, work))
}

/// Refuses to write `file` where that would destroy what `work` has read, or the baseline of `plan`.
///
/// # Errors
///
/// Where the report would take the place of an input.
pub fn refuse_input(file: &Path, plan: &Plan, work: &Work) -> Result<(), Failure> {
    let baseline = plan.baseline.as_ref().map(|baseline| baseline.file.clone());
    let inputs: Vec<PathBuf> = work.inputs().into_iter().chain(baseline).collect();
    refuse(file, inputs.iter().map(PathBuf::as_path))
}

/// Refuses to write `file` where that would destroy one of `inputs`, or a markdown file that is no earlier report.
pub fn refuse<'a>(file: &Path, inputs: impl IntoIterator<Item = &'a Path>) -> Result<(), Failure> {
    stays_inside(file)?;
    // What is not there yet cannot be destroyed.
    let Ok(real) = fs::canonicalize(file) else { return Ok(()) };
    if is_earlier_page(&real) {
        return Ok(());
    }
    let shown = file.display().to_string();
    if inputs.into_iter().any(|input| fs::canonicalize(input).is_ok_and(|input| input == real)) {
        return Err(OutputError::Input { shown }.into());
    }
    // The name that is given counts, and that of what a symbolic link leads to.
    if is_markdown(file) || is_markdown(&real) {
        return Err(OutputError::List { shown }.into());
    }
    Ok(())
}

/// Refuses to write `file` where symbolic links in the repository lead out of it: whoever put them there would choose what
/// is written.
pub fn stays_inside(file: &Path) -> Result<(), Failure> {
    if leads_out_of_repository(file) {
        return Err(OutputError::LeadsOut { shown: file.display().to_string() }.into());
    }
    Ok(())
}

fn leads_out_of_repository(file: &Path) -> bool {
    let Ok(here) = std::env::current_dir() else { return false };
    let path = Place::new(&here, file).path;
    let Some(root) = repository_of(&path) else { return false };
    // `link/..` is another folder than its text says.
    let folder = here.join(file).parent().and_then(|folder| fs::canonicalize(folder).ok());
    let is_outside = folder.zip(fs::canonicalize(&root).ok()).is_some_and(|(folder, root)| !folder.starts_with(root));
    is_outside || leads_out(&path, &root)
}

/// Whether a report in the form of a markdown page is there, or nothing yet.
fn is_earlier_page(path: &Path) -> bool {
    if !is_markdown(path) || !path.is_file() {
        return false;
    }
    let mut begins = Vec::new();
    let read = File::open(path).and_then(|file| file.take(Page::BEGINS.len() as u64).read_to_end(&mut begins));
    read.is_ok() && (begins.is_empty() || begins == Page::BEGINS.as_bytes())
}
