//! One question, one answer, or the failure that it is called by.

mod bodies;
mod faults;
mod manners;
mod names;
mod policy;

use crate::fault::dns::NameServer;
use curate::links::http::Client;
use curate::links::question::{Answer, Failure, Manner, Question, Reply, Transport as _};
use curate::links::settings::{Asking, Private};
use std::time::Duration;
use url::Url;

/// Long enough for what is meant to succeed, on a machine with other things to do.
const AMPLE: Duration = Duration::from_secs(20);
/// How long a test waits for what never comes.
const SHORT: Duration = Duration::from_millis(300);

/// Settings under which nothing takes too long, and loopback may be dialled.
fn patient() -> Asking {
    Asking {
        connect_timeout: AMPLE,
        first_byte_timeout: AMPLE,
        timeout: AMPLE,
        private: Private::Allowed,
        ..Asking::default()
    }
}

/// The same with `server` for names.
fn named(server: &NameServer) -> Asking {
    Asking { dns_server: Some(server.address()), ..patient() }
}

fn question(url: &str, manner: Manner) -> Question {
    let url: Url = url.parse().unwrap();
    let first_origin = url.origin();
    Question { url, manner, fragments: Vec::new(), glance: false, fresh: false, first_origin }
}

/// Asks one question by a client of its own.
async fn ask(asking: &Asking, url: &str, manner: Manner) -> Reply {
    Client::new(asking).unwrap().ask(question(url, manner)).await
}

/// Asks with `HEAD`, patiently.
async fn head(url: &str) -> Reply {
    ask(&patient(), url, Manner::Head).await
}

/// The failure that a question ended with.
async fn failure(asking: &Asking, url: &str) -> Failure {
    match ask(asking, url, Manner::Head).await {
        Err(failure) => failure,
        Ok(answer) => panic!("{url} was answered: {answer:?}"),
    }
}

/// The value of a header as text.
fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a [u8]> {
    answer.headers.get(name).map(reqwest::header::HeaderValue::as_bytes)
}
