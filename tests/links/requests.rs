//! One request and its response, or its error.

mod bodies;
mod dns;
mod errors;
mod methods;
mod policy;

use crate::fault::dns::NameServer;
use curate::links::error_kind::ErrorKind;
use curate::links::http::Client;
use curate::links::request::{Method, Request};
use curate::links::response::Response;
use curate::links::settings::{CheckSettings, PrivateAddresses};
use curate::links::transport::{RequestResult, Transport as _};
use std::time::Duration;
use url::Url;

/// Long enough for what is meant to succeed, on a machine with other things to do.
const AMPLE: Duration = Duration::from_secs(20);
/// How long a test waits for what never comes.
const SHORT: Duration = Duration::from_millis(300);

/// Settings under which nothing takes too long, and loopback may be dialled.
fn patient() -> CheckSettings {
    CheckSettings {
        connect_timeout: AMPLE,
        first_byte_timeout: AMPLE,
        timeout: AMPLE,
        private: PrivateAddresses::Allowed,
        ..CheckSettings::default()
    }
}

/// The same with `server` for names.
fn named(server: &NameServer) -> CheckSettings {
    CheckSettings { dns_server: Some(server.address()), ..patient() }
}

fn request(url: &str, method: Method) -> Request {
    let url: Url = url.parse().unwrap();
    let first_origin = url.origin();
    Request { url, method, fragments: Vec::new(), fresh: false, last: false, first_origin, cookies: None }
}

/// Sends one request by a client of its own.
async fn send(settings: &CheckSettings, url: &str, method: Method) -> RequestResult {
    Client::new(settings).unwrap().send(request(url, method)).await
}

/// Sends `HEAD`, patiently.
async fn head(url: &str) -> RequestResult {
    send(&patient(), url, Method::Head).await
}

/// The error that a request end with.
async fn error(settings: &CheckSettings, url: &str) -> ErrorKind {
    match send(settings, url, Method::Head).await {
        Err(error) => error,
        Ok(response) => panic!("{url} got a response: {response:?}"),
    }
}

/// The value of a header as text.
fn header<'a>(response: &'a Response, name: &str) -> Option<&'a [u8]> {
    response.headers.get(name).map(reqwest::header::HeaderValue::as_bytes)
}
