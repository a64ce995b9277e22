//! Puts one question to the API.

use crate::links::day::Day;
use crate::links::github::Api;
use crate::links::github::query::{Answer, Useless, answer};
use crate::links::verdict::words;
use crate::links::{failure, retry_after};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use reqwest::{Client, Response};
use std::time::{Duration, SystemTime};
use tokio::time::timeout;

/// Bytes of an answer; a hundred repositories take some 20 KiB.
const LONGEST: usize = 4 << 20;

/// How the API is asked.
#[derive(Clone, Debug)]
pub struct Questioner {
    /// The API.
    pub api: Api,
    /// Asks it; without redirects.
    pub client: Client,
    /// For one question.
    pub timeout: Duration,
    /// A longer pause than this is not kept.
    pub longest_pause: Duration,
    /// The UTC day it is.
    pub today: Day,
}

/// What came of a question.
pub type Reply = Result<Answer, Trouble>;

/// Why a question was not answered.
pub enum Trouble {
    /// Half of it may be answered.
    Broken(String),
    /// There is no way to it.
    Unreached(String),
    /// The API wants to be left alone for so long.
    Pause(Duration),
    /// Nothing will be answered.
    Hopeless(String),
}

impl Questioner {
    /// Puts the question `body` for `count` repositories.
    ///
    /// # Errors
    ///
    /// `Trouble`, where it is not answered.
    pub async fn ask(&self, body: String, count: usize) -> Reply {
        let reply = timeout(self.timeout, self.put(body, count)).await;
        reply.unwrap_or_else(|_| Err(Trouble::Broken("it does not answer in time".to_owned())))
    }

    async fn put(&self, body: String, count: usize) -> Reply {
        let request = self.client.post(self.api.endpoint.clone()).header(AUTHORIZATION, self.api.token.clone());
        let sent = request.header(CONTENT_TYPE, "application/json").body(body).send().await;
        let response = sent.map_err(|error| {
            // The error of the library names the address, which says nothing new.
            let why = failure::of(&error).to_string();
            if error.is_connect() { Trouble::Unreached(why) } else { Trouble::Broken(why) }
        })?;
        let (status, pause) = (response.status(), retry_after::pause(response.headers(), SystemTime::now()));
        let broken = || Trouble::Broken(words(status.as_u16()));
        match status.as_u16() {
            200 => {}
            401 => return Err(Trouble::Hopeless("it does not take the token of GITHUB_TOKEN".to_owned())),
            403 | 429 => {
                let spent = response.headers().get("x-ratelimit-remaining").is_some_and(|left| left.as_bytes() == b"0");
                return Err(match pause {
                    Some(pause) => Trouble::Pause(pause),
                    None if spent => Trouble::Hopeless("no points are left".to_owned()),
                    None => Trouble::Hopeless(words(status.as_u16())),
                });
            }
            300..=399 => return Err(Trouble::Hopeless("it redirects, and the token goes nowhere else".to_owned())),
            400..=499 => return Err(Trouble::Hopeless(words(status.as_u16()))),
            _ => return Err(broken()),
        }
        let body = whole(response).await.ok_or_else(|| Trouble::Broken("its answer broke off".to_owned()))?;
        answer(&body, count).map_err(|useless| match useless {
            Useless::Limited => Trouble::Hopeless("no points are left".to_owned()),
            Useless::Broken(why) => Trouble::Broken(format!("it says: {why}")),
        })
    }
}

/// The body of `response`; `None` where it breaks off or is beyond all measure.
async fn whole(mut response: Response) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.ok()? {
        body.extend_from_slice(&piece);
        if body.len() > LONGEST {
            return None;
        }
    }
    Some(body)
}
