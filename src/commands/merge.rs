//! `curate merge`: joins the stores or reports of several machines.

use crate::cli::MergeArguments;
use crate::commands::failure::{CLEAN, FAILED, FOUND, Failure, OutputError, written};
use crate::commands::links::clock::now;
use crate::commands::outputs;
#[cfg(feature = "fleet")]
use crate::links::store::BrokerStore;
use crate::links::store::{Store, StoreError, StorePlace, StorePlaceError};
use crate::report::{JoinError, JoinedReport};
use crate::terminal::streams::Terminal;
use curate_rules::{Severity, text};
use std::io::{Read as _, Write as _};
use std::path::Path;

/// The largest report that is read, in bytes.
const SIZE_CAP: u64 = 512 << 20;

/// Why files cannot be joined.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
enum MergeError {
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    #[diagnostic(transparent)]
    Place(#[from] StorePlaceError),
    #[error("{shown}: cannot be read: {reason}")]
    Unreadable { shown: String, reason: std::io::Error },
    #[error("{shown}: {reason}")]
    Report { shown: String, reason: JoinError },
    #[error("stores and reports cannot be joined with one another")]
    Mixed,
    #[error("where the stores are to be joined is not said")]
    #[diagnostic(help("curate merge a.db b.db --output all.db"))]
    NoOutput,
}

/// Joins the stores or reports that `arguments` name. The order does not matter, nor how often each is joined.
pub(super) fn run(arguments: &MergeArguments, terminal: Terminal) -> Result<u8, Failure> {
    let mut reports = Vec::new();
    for named in &arguments.files {
        if let Some(path) = place(arguments, named)?.file() {
            reports.extend(report(path)?);
        }
    }
    if reports.is_empty() {
        return stores(arguments, terminal);
    }
    if reports.len() < arguments.files.len() {
        return Err(MergeError::Mixed.into());
    }
    join(reports, arguments, terminal)
}

fn stores(arguments: &MergeArguments, terminal: Terminal) -> Result<u8, Failure> {
    let now = now();
    let output = arguments.output.as_ref().ok_or(MergeError::NoOutput)?;
    let output = place(arguments, output)?;
    output.file().map_or(Ok(()), outputs::stays_inside)?;
    // All are read before anything is written: where one is no store, nothing is joined.
    let mut stores = Vec::new();
    for named in &arguments.files {
        stores.push(match place(arguments, named)? {
            StorePlace::File(path) => {
                Store::existing(&path).and_then(|store| store.all(now)).map_err(MergeError::from)?
            }
            #[cfg(feature = "fleet")]
            StorePlace::Broker(place) => {
                let (rows, notice) =
                    BrokerStore::existing(&place).and_then(|store| store.all(now)).map_err(MergeError::from)?;
                if let Some(notice) = notice {
                    terminal.notice(notice);
                }
                rows
            }
        });
    }
    match output {
        StorePlace::File(path) => {
            let (mut output, notice) = Store::open(&path).map_err(MergeError::from)?;
            if let Some(notice) = notice {
                terminal.notice(notice);
            }
            for rows in stores {
                output.merge(rows, now).map_err(MergeError::from)?;
            }
        }
        #[cfg(feature = "fleet")]
        StorePlace::Broker(place) => {
            let output = BrokerStore::open(&place).map_err(MergeError::from)?;
            for rows in stores {
                output.merge(rows, now).map_err(MergeError::from)?;
            }
        }
    }
    Ok(CLEAN)
}

/// The store that `named` is.
fn place(arguments: &MergeArguments, named: &Path) -> Result<StorePlace, MergeError> {
    Ok(arguments.fleet.store(named)?)
}

fn join(reports: Vec<(String, JoinedReport)>, arguments: &MergeArguments, terminal: Terminal) -> Result<u8, Failure> {
    if let Some(path) = &arguments.output {
        outputs::refuse(path, arguments.files.iter().map(std::path::PathBuf::as_path))?;
    }
    let mut all: Option<JoinedReport> = None;
    for (shown, report) in reports {
        // A report is joined with itself too, so that one alone comes out like several.
        let with = all.unwrap_or_else(|| report.clone());
        all = Some(with.with(report).map_err(|reason| MergeError::Report { shown, reason })?);
    }
    let Some(all) = all else { return Ok(CLEAN) };
    if let Some(path) = &arguments.output {
        let mut bytes = Vec::new();
        written(all.write(&mut bytes))?;
        let failed = |reason| OutputError::File { shown: path.display().to_string(), reason };
        std::fs::write(path, bytes).map_err(failed)?;
    } else {
        let mut out = terminal.stdout();
        written(all.write(&mut *out).and_then(|()| out.flush()))?;
    }
    if !all.is_complete() {
        let missing: Vec<String> = all.missing().iter().map(ToString::to_string).collect();
        terminal.notice(if missing.is_empty() {
            text!("INCOMPLETE: a report says that it is not complete itself")
        } else {
            text!("INCOMPLETE: missing of the shards: {shards}", shards = missing.join(", "))
        });
        return Ok(FAILED);
    }
    let (errors, warnings, hints) = all.counts();
    let counts = [(errors, Severity::Error), (warnings, Severity::Warning), (hints, Severity::Hint)];
    let fails = counts.iter().any(|(count, severity)| *count > 0 && arguments.fail_on.is_failed_by(*severity));
    Ok(if fails { FOUND } else { CLEAN })
}

/// The report at `path`; `None` where it is no text that begins like one, and most likely a store.
fn report(path: &Path) -> Result<Option<(String, JoinedReport)>, MergeError> {
    let shown = path.display().to_string();
    let failed = |reason| MergeError::Unreadable { shown: shown.clone(), reason };
    let mut file = std::fs::File::open(path).map_err(failed)?;
    let mut bytes = vec![0; 64];
    let length = file.read(&mut bytes).map_err(failed)?;
    bytes.truncate(length);
    let begins = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    if begins != Some(&b'{') {
        return Ok(None);
    }
    file.take(SIZE_CAP).read_to_end(&mut bytes).map_err(failed)?;
    let text = String::from_utf8_lossy(&bytes);
    match JoinedReport::read(&text) {
        Ok(joined) => Ok(Some((shown, joined))),
        Err(reason) => Err(MergeError::Report { shown, reason }),
    }
}
