//! Who sends requests.

use crate::links::error_kind::ErrorKind;
use crate::links::request::Request;
use crate::links::response::Response;

/// The outcome of one request.
pub type RequestResult = Result<Response, ErrorKind>;

/// Sends requests. `http::Client` sends them over the network; tests have a simulated one.
pub trait Transport: Clone + Send + Sync + 'static {
    /// Sends one request, within limits of time and size.
    fn send(&self, request: Request) -> impl Future<Output = RequestResult> + Send;

    /// Whether another machine sends `request`, so that it takes no connection of this one.
    fn is_elsewhere(&self, _: &Request) -> bool {
        false
    }
}
