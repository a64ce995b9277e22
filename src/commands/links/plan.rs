//! What a run over URLs is to do, made from the arguments of the command line at the door.

use crate::cli::{FleetArguments, LinksArguments, RequestArguments};
use crate::commands::failure::Failure;
use crate::commands::outputs;
use crate::links::shard::Shard;
use crate::links::store::{StorePlace, StorePlaceError};
use crate::report::output_format::OutputFormat;
use crate::report::{Look, format};
use regex::Regex;
use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use url::Url;

/// What is wrong with the arguments.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
enum LinkPlanError {
    #[error("--dump writes one URL a line, and has no other format")]
    #[diagnostic(help("leave out --output-format"))]
    DumpFormat,
    #[error("{shown}: there is no such store, and nothing is to be requested")]
    #[diagnostic(help("`curate links --store {shown}` makes one"))]
    NoStore { shown: String },
    #[error("{shown} is a file, and a fleet is at a broker")]
    #[diagnostic(help("--fleet nats://broker.example"))]
    NoBroker { shown: String },
    #[error(transparent)]
    #[diagnostic(transparent)]
    Place(#[from] StorePlaceError),
}

/// What a run over URLs is to do. What it says counts more than the configuration.
#[derive(Clone, Debug, Default)]
pub(crate) struct LinkPlan {
    /// Whether the URLs are listed instead of being checked.
    pub(crate) dumps: bool,
    /// Where outcomes are kept; `None` for the file in the user's cache.
    pub(crate) store: Option<StorePlace>,
    /// The name of the run, where a fleet checks the URLs; `None` where it has none.
    #[cfg(feature = "fleet")]
    pub(crate) run: Option<String>,
    /// Whether a fleet checks the URLs: that of the store.
    #[cfg(feature = "fleet")]
    pub(crate) through_fleet: bool,
    /// Whether outcomes are neither kept nor read.
    pub(crate) no_store: bool,
    /// Whether nothing is requested.
    pub(crate) cached: bool,
    /// Which part of the hosts is checked.
    pub(crate) shard: Option<Shard>,
    /// Where there are any, only URLs that match one of them are checked.
    pub(crate) include: Vec<Regex>,
    /// URLs that match are not.
    pub(crate) exclude: Vec<Regex>,
    /// Whether only the configuration of curate's defaults counts.
    pub(crate) isolated: bool,
    /// Time for the whole run.
    pub(crate) deadline: Option<Duration>,
    /// The API that knows the last copies of dead links, where they are wanted.
    pub(crate) archive: Option<Url>,
    /// Whether those copies take the places of dead links where these are fixed.
    pub(crate) takes_copies: bool,
    /// The base of GitHub's API, where it is another than the usual one.
    pub(crate) github_api: Option<String>,
    /// Whether the report shows how long hosts took.
    pub(crate) measures_hosts: bool,
    /// How URLs are requested.
    pub(crate) requests: RequestArguments,
    /// Who follows the run, and may stop it; `None` for whoever sits at the terminal.
    pub(crate) follower: Option<RunFollower>,
}

/// Who follows a run from within the process.
#[derive(Clone)]
pub(crate) struct RunFollower {
    /// Told how many URLs have a result, of how many.
    pub(crate) progress: Arc<dyn Fn(usize, usize) + Send + Sync>,
    /// Becomes true where the run is to stop.
    pub(crate) stop: watch::Receiver<bool>,
}

impl fmt::Debug for RunFollower {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RunFollower").finish_non_exhaustive()
    }
}

impl LinkPlan {
    /// What the store in `store` remembers, be it the one in the user's cache, and no request.
    ///
    /// # Errors
    ///
    /// Where the store that is named leads out of the repository or is missing.
    pub(crate) fn remembered(store: Option<&Path>, fleet: &FleetArguments, isolated: bool) -> Result<Self, Failure> {
        let store = store.map(|store| fleet.store(store)).transpose().map_err(LinkPlanError::from)?;
        if let Some(file) = store.as_ref().and_then(StorePlace::file) {
            outputs::stays_inside(file)?;
            if !file.exists() {
                return Err(LinkPlanError::NoStore { shown: file.display().to_string() }.into());
            }
        }
        Ok(Self { store, cached: true, isolated, ..Self::default() })
    }

    /// What `arguments` want.
    ///
    /// # Errors
    ///
    /// Where the store leads out of the repository or is missing, or a format is named for a dump.
    pub(crate) fn of(arguments: &LinksArguments) -> Result<Self, Failure> {
        if arguments.dump && !format(arguments.lint.output_format, Look::default()).is_for_people() {
            return Err(LinkPlanError::DumpFormat.into());
        }
        let named = arguments.through_fleet.as_deref().or(arguments.store.as_deref());
        let store = named.filter(|_| !arguments.dump).map(|store| arguments.fleet.store(store));
        let store = store.transpose().map_err(LinkPlanError::from)?;
        if let Some(file) = store.as_ref().and_then(StorePlace::file) {
            if arguments.through_fleet.is_some() {
                return Err(LinkPlanError::NoBroker { shown: file.display().to_string() }.into());
            }
            outputs::stays_inside(file)?;
            if arguments.cached && !file.exists() {
                return Err(LinkPlanError::NoStore { shown: file.display().to_string() }.into());
            }
        }
        Ok(Self {
            dumps: arguments.dump,
            store,
            #[cfg(feature = "fleet")]
            run: arguments.run.clone(),
            #[cfg(feature = "fleet")]
            through_fleet: arguments.through_fleet.is_some(),
            no_store: arguments.no_store,
            cached: arguments.cached,
            shard: arguments.shard,
            include: arguments.include.clone(),
            exclude: arguments.exclude_url.clone(),
            isolated: arguments.lint.isolated,
            deadline: arguments.deadline,
            archive: (arguments.suggest_archive || arguments.archive).then(|| arguments.archive_api.clone()),
            takes_copies: arguments.archive,
            github_api: arguments.request.github_api.clone(),
            measures_hosts: arguments.lint.output_format == OutputFormat::Html,
            requests: arguments.request.clone(),
            follower: None,
        })
    }
}
