//! Translates the errors of the HTTP, TLS and IO libraries.

use crate::links::dns::has_network;
use crate::links::error_kind::{ErrorKind, Phase};
use curate_rules::text;
use rustls::CertificateError;
use std::error::Error;
use std::io;

/// What `error`, or what caused it, amounts to.
pub(crate) fn error_kind(error: &reqwest::Error) -> ErrorKind {
    let phase = if error.is_connect() { Phase::Connecting } else { Phase::FirstByte };
    match cause(error) {
        Some(ErrorKind::Timeout(_)) => ErrorKind::Timeout(phase),
        Some(kind) => kind,
        None if error.is_timeout() => ErrorKind::Timeout(phase),
        None => ErrorKind::Protocol(innermost(error).to_string()),
    }
}

/// The meaning of `error`, or of the first of its causes that has one.
fn cause(error: &(dyn Error + 'static)) -> Option<ErrorKind> {
    if let Some(kind) = error.downcast_ref::<ErrorKind>() {
        return Some(kind.clone());
    }
    if let Some(error) = error.downcast_ref::<rustls::Error>() {
        return Some(ErrorKind::Tls(of_tls(error)));
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

fn of_http(error: &hyper::Error) -> ErrorKind {
    if error.is_incomplete_message() || error.is_canceled() || error.is_closed() {
        ErrorKind::Reset
    } else if error.is_timeout() {
        ErrorKind::Timeout(Phase::FirstByte)
    } else {
        ErrorKind::Protocol(innermost(error).to_string())
    }
}

fn of_io(error: &io::Error) -> Option<ErrorKind> {
    Some(match error.kind() {
        io::ErrorKind::ConnectionRefused => ErrorKind::Refused,
        // The TLS library says this where the connection closes before the handshake is over. A server that wants other
        // ciphers or another name does that, so it is a TLS error.
        io::ErrorKind::UnexpectedEof if error.get_ref().is_some_and(|text| text.to_string().contains("handshake")) => {
            ErrorKind::Tls(text!("the server broke off the handshake").to_string())
        }
        io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe
        | io::ErrorKind::NotConnected
        | io::ErrorKind::UnexpectedEof => ErrorKind::Reset,
        io::ErrorKind::TimedOut => ErrorKind::Timeout(Phase::Connecting),
        io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::AddrNotAvailable
        | io::ErrorKind::PermissionDenied => {
            if has_network() {
                ErrorKind::Unreachable
            } else {
                ErrorKind::Offline
            }
        }
        // No file descriptors are left, in this process or in the system: not the fault of the server.
        _ if cfg!(unix) && matches!(error.raw_os_error(), Some(23 | 24)) => ErrorKind::Exhausted,
        _ => return None,
    })
}

fn of_tls(error: &rustls::Error) -> String {
    match error {
        rustls::Error::InvalidCertificate(certificate) => match certificate {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                text!("the certificate has expired").to_string()
            }
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                text!("the certificate is not valid yet").to_string()
            }
            CertificateError::UnknownIssuer => text!("the issuer of the certificate is not trusted").to_string(),
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                text!("the certificate is for another name").to_string()
            }
            CertificateError::Revoked => text!("the certificate is revoked").to_string(),
            other => text!("the certificate is bad: {error}", error = other.to_string()).to_string(),
        },
        rustls::Error::InvalidMessage(_) => text!("the server does not speak TLS").to_string(),
        rustls::Error::AlertReceived(alert) => {
            text!("the server broke off: {alert}", alert = format!("{alert:?}")).to_string()
        }
        other => other.to_string(),
    }
}
