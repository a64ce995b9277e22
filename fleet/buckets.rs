//! Opens buckets, and makes those that are not there yet; everything that is kept has as many copies as the broker can place.

use crate::connection::Connection;
use crate::error::{FleetError, FleetErrorKind, error_code};
use async_nats::jetstream::ErrorCode;
use async_nats::jetstream::kv::{Config, Store};
use std::error::Error;

/// Copies where the broker is a cluster that can place them.
const COPIES: usize = 3;
/// How the description of what curate makes begins; its version follows.
const DESCRIPTION: &str = "curate fleet, version ";
/// The version of what is kept.
const VERSION: &str = "1";

/// What streams and buckets say of themselves. One with another version is refused by [`check_version`].
pub fn description() -> String {
    format!("{DESCRIPTION}{VERSION}")
}

/// Makes something with the most copies that the broker can place: `make` gets their number.
///
/// # Errors
///
/// Those of `make`, but for what says that so many copies cannot be placed.
pub async fn replicated<T, E: Error + 'static>(make: impl AsyncFn(usize) -> Result<T, E>) -> Result<T, E> {
    match make(COPIES).await {
        Err(error) if is_too_many(&error) => make(1).await,
        result => result,
    }
}

/// Whether JetStream says that so many copies cannot be placed.
fn is_too_many(error: &(dyn Error + 'static)) -> bool {
    matches!(
        error_code(error),
        Some(
            ErrorCode::STREAM_REPLICAS_NOT_SUPPORTED | ErrorCode::CLUSTER_NO_PEERS | ErrorCode::INSUFFICIENT_RESOURCES
        )
    )
}

/// Refuses the stream or bucket `name` where its `description` says that it is of another version. One that was made by hand,
/// with limits of its own, may say nothing.
///
/// # Errors
///
/// [`FleetErrorKind::OtherVersion`].
pub fn check_version(connection: &Connection, name: &str, description: Option<&str>) -> Result<(), FleetError> {
    match description.and_then(|text| text.strip_prefix(DESCRIPTION)) {
        Some(found) if found != VERSION => {
            let (name, found) = (name.to_owned(), found.chars().take(20).collect());
            Err(connection.failed(FleetErrorKind::OtherVersion { name, found }))
        }
        _ => Ok(()),
    }
}

/// The bucket of this name; `None` where there is none.
///
/// # Errors
///
/// Where the broker does not say, or the bucket is of another version.
pub async fn existing_bucket(connection: &Connection, name: &str) -> Result<Option<Store>, FleetError> {
    match connection.jetstream().get_key_value(name).await {
        Ok(store) => {
            let config = &store.stream.cached_info().config;
            check_version(connection, name, config.description.as_deref())?;
            if !config.subjects.contains(&format!("$KV.{name}.>")) {
                let why = format!("its stream KV_{name} is not made for a bucket");
                return Err(connection.failed(FleetErrorKind::Refused(why)));
            }
            Ok(Some(store))
        }
        Err(error) if error_code(&error) == Some(ErrorCode::STREAM_NOT_FOUND) => Ok(None),
        Err(error) => Err(connection.error(&error)),
    }
}

/// The bucket that `config` names, made as it says where there is none. Its description and copies are set here.
///
/// # Errors
///
/// Where it cannot be made, or is of another version.
pub async fn open_bucket(connection: &Connection, config: Config) -> Result<Store, FleetError> {
    if let Some(store) = existing_bucket(connection, &config.bucket).await? {
        return Ok(store);
    }
    let make = async |copies| {
        let config = Config { description: description(), num_replicas: copies, ..config.clone() };
        connection.jetstream().create_key_value(config).await
    };
    match replicated(make).await {
        Ok(store) => Ok(store),
        // Somebody else has made it meanwhile, with other limits or copies.
        Err(error) if error_code(&error) == Some(ErrorCode::STREAM_NAME_EXIST) => {
            existing_bucket(connection, &config.bucket).await?.ok_or_else(|| connection.error(&error))
        }
        Err(error) => Err(connection.error(&error)),
    }
}
