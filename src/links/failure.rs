//! What broke, from the errors of the libraries underneath.

use crate::links::question::{Failure, Phase};
use rustls::CertificateError;
use std::error::Error;
use std::io::{self, ErrorKind};

/// The failure that `error`, or what caused it, amounts to.
pub fn of(error: &reqwest::Error) -> Failure {
    let phase = if error.is_connect() { Phase::Connecting } else { Phase::FirstByte };
    match cause(error) {
        Some(Failure::Timeout(_)) => Failure::Timeout(phase),
        Some(failure) => failure,
        None if error.is_timeout() => Failure::Timeout(phase),
        None => Failure::Protocol(innermost(error).to_string()),
    }
}

/// What is known of `error` or of the first of its causes that something is known of.
fn cause(error: &(dyn Error + 'static)) -> Option<Failure> {
    if let Some(failure) = error.downcast_ref::<Failure>() {
        return Some(failure.clone());
    }
    if let Some(error) = error.downcast_ref::<rustls::Error>() {
        return Some(Failure::Tls(of_tls(error)));
    }
    if let Some(error) = error.downcast_ref::<io::Error>() {
        // `source` of such an error skips the one it wraps.
        let wrapped = error.get_ref().and_then(|wrapped| cause(wrapped));
        return wrapped.or_else(|| of_io(error));
    }
    let deeper = error.source().and_then(cause);
    deeper.or_else(|| error.downcast_ref::<hyper::Error>().map(of_http))
}

fn innermost<'a>(error: &'a (dyn Error + 'static)) -> &'a (dyn Error + 'static) {
    let mut last = error;
    while let Some(next) = last.source() {
        last = next;
    }
    last
}

fn of_http(error: &hyper::Error) -> Failure {
    if error.is_incomplete_message() || error.is_canceled() || error.is_closed() {
        Failure::Reset
    } else if error.is_timeout() {
        Failure::Timeout(Phase::FirstByte)
    } else {
        Failure::Protocol(innermost(error).to_string())
    }
}

fn of_io(error: &io::Error) -> Option<Failure> {
    Some(match error.kind() {
        ErrorKind::ConnectionRefused => Failure::Refused,
        // Said in one place: where the connection closes before the handshake is over. A server that wants other
        // ciphers or another name does that, so it is no more than trouble with TLS.
        ErrorKind::UnexpectedEof if error.get_ref().is_some_and(|text| text.to_string().contains("handshake")) => {
            Failure::Tls("the server broke off the handshake".to_owned())
        }
        ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::BrokenPipe
        | ErrorKind::NotConnected
        | ErrorKind::UnexpectedEof => Failure::Reset,
        ErrorKind::TimedOut => Failure::Timeout(Phase::Connecting),
        ErrorKind::NetworkUnreachable
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::AddrNotAvailable
        | ErrorKind::PermissionDenied => Failure::Unreachable,
        // No file descriptors are left, in this process or in the system: nothing the server could help.
        _ if cfg!(unix) && matches!(error.raw_os_error(), Some(23 | 24)) => Failure::Unreachable,
        _ => return None,
    })
}

fn of_tls(error: &rustls::Error) -> String {
    let text = match error {
        rustls::Error::InvalidCertificate(certificate) => match certificate {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => "the certificate has expired",
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                "the certificate is not valid yet"
            }
            CertificateError::UnknownIssuer => "nobody trusted has issued the certificate",
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                "the certificate is for another name"
            }
            CertificateError::Revoked => "the certificate is revoked",
            other => return format!("the certificate is bad: {other}"),
        },
        rustls::Error::InvalidMessage(_) => "the server does not speak TLS",
        rustls::Error::AlertReceived(alert) => return format!("the server broke off: {alert:?}"),
        other => return other.to_string(),
    };
    text.to_owned()
}
