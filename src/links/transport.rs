//! Who sends requests.

use super::error_kind::ErrorKind;
use super::request::Request;
use super::response::Response;

/// The outcome of one request.
pub type RequestResult = Result<Response, ErrorKind>;

/// Sends requests. `http::Client` sends them over the network; tests have a simulated one.
pub trait Transport: Clone + Send + Sync + 'static {
    /// Sends one request, within limits of time and size.
    fn send(&self, request: Request) -> impl Future<Output = RequestResult> + Send;
}
