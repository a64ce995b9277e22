//! The connection to a fleet, and what is kept there.

use crate::cli::FleetArguments;
use crate::links::store::{BrokerPlace, StoreError, StorePlace, StorePlaceError, elected};
use curate_fleet::connection::Connection;
use curate_fleet::error::FleetError;
use curate_fleet::leases::{LeaseEvent, LeaseOptions, Leases};
use curate_fleet::outcomes::OutcomeBucket;
use curate_fleet::settings::{FleetSettings, USUAL_PARTITIONS};
use curate_fleet::work::{WorkStream, WorkStreamOptions};
use std::path::Path;
use tokio::sync::mpsc::UnboundedReceiver;

/// Why a fleet cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub(crate) enum FleetRunError {
    #[error(transparent)]
    #[diagnostic(transparent)]
    Broker(#[from] StoreError),
    #[error(transparent)]
    #[diagnostic(transparent)]
    Place(#[from] StorePlaceError),
    #[error("the fleet cannot be used: {0}")]
    Runtime(#[from] std::io::Error),
    #[error("{shown} is a file, and a fleet is at a broker")]
    #[diagnostic(help("--fleet nats://broker.example"))]
    NoBroker { shown: String },
    #[error("{broker}: there is no fleet {name}")]
    #[diagnostic(help("`curate worker --fleet {broker}` makes one; --fleet-name names another"))]
    NoFleet { broker: String, name: String },
}

impl From<FleetError> for FleetRunError {
    fn from(error: FleetError) -> Self {
        Self::Broker(error.into())
    }
}

/// What is kept of a fleet, opened.
pub(crate) struct OpenFleet {
    pub(crate) connection: Connection,
    pub(crate) settings: FleetSettings,
    pub(crate) work: WorkStream,
    pub(crate) outcomes: OutcomeBucket,
}

/// The fleet at the broker that is `named`, with its name and its user.
///
/// # Errors
///
/// Where that is none.
pub(crate) fn place(named: &Path, at: &FleetArguments) -> Result<BrokerPlace, FleetRunError> {
    match at.store(named)? {
        StorePlace::Broker(place) => Ok(place),
        StorePlace::File(path) => Err(FleetRunError::NoBroker { shown: path.display().to_string() }),
    }
}

/// A fleet that is looked at: nothing of it is made or changed.
pub(crate) struct FoundFleet {
    pub(crate) connection: Connection,
    pub(crate) work: WorkStream,
}

impl FoundFleet {
    /// Connects to the fleet at `place`.
    ///
    /// # Errors
    ///
    /// Where there is none, or the broker cannot be used.
    pub(crate) async fn find(place: &BrokerPlace) -> Result<Self, FleetRunError> {
        let connection = place.connect().await?;
        let none = || FleetRunError::NoFleet { broker: place.to_string(), name: place.name.to_string() };
        let settings = FleetSettings::existing(&connection).await?.ok_or_else(none)?;
        let work =
            WorkStream::existing(connection.jetstream().clone(), place.name.clone(), settings.partitions()).await;
        let work = work.map_err(|error| connection.work_error(&error))?.ok_or_else(none)?;
        Ok(Self { connection, work })
    }
}

impl OpenFleet {
    /// Connects to the fleet at `place`, and makes it where there is none.
    ///
    /// # Errors
    ///
    /// Where the broker cannot be used.
    pub(crate) async fn open(place: &BrokerPlace) -> Result<Self, FleetRunError> {
        let connection = place.connect().await?;
        let settings = elected(async || FleetSettings::open(&connection, USUAL_PARTITIONS).await).await?;
        let options = WorkStreamOptions {
            partitions: settings.partitions(),
            replicas: settings.copies(),
            ..WorkStreamOptions::default()
        };
        let work = elected(async || {
            let work = WorkStream::open(connection.jetstream().clone(), place.name.clone(), options).await;
            work.map_err(|error| connection.work_error(&error))
        });
        let work = work.await?;
        let outcomes = elected(async || OutcomeBucket::open(&connection).await).await?;
        Ok(Self { connection, settings, work, outcomes })
    }

    /// Joins as a worker.
    ///
    /// # Errors
    ///
    /// Where the broker cannot be used.
    pub(crate) async fn join(&self) -> Result<(Leases, UnboundedReceiver<LeaseEvent>), FleetRunError> {
        let options = LeaseOptions {
            partitions: self.settings.partitions(),
            replicas: self.settings.copies(),
            ..LeaseOptions::default()
        };
        let (context, name) = (self.connection.jetstream(), self.connection.name());
        let joined = elected(async || {
            let joined = Leases::join(context, name, options, "{}".into()).await;
            joined.map_err(|error| self.connection.lease_error(&error))
        });
        Ok(joined.await?)
    }
}
