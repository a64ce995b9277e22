//! What to do about a broker that cannot be used.

use curate_fleet::error::FleetErrorKind;
use curate_rules::{Text, text};

/// What to do where `kind` is wrong.
pub(crate) fn help(kind: &FleetErrorKind) -> Text {
    match kind {
        FleetErrorKind::Unreachable(_) | FleetErrorKind::Unavailable(_) => {
            text!("does it run, and does it let this machine connect? `nats-server -js` starts one")
        }
        FleetErrorKind::Tls(_) => text!(
            "tls:// needs a server with TLS and a certificate that this system trusts (SSL_CERT_FILE names others); \
             nats:// is for servers without TLS"
        ),
        FleetErrorKind::Credentials(_) => text!(
            "name the user's file of credentials with --fleet-creds, or write user:password@ or token@ before the host"
        ),
        FleetErrorKind::CredentialsFile { .. } => {
            text!("--fleet-creds names a .creds file, with a JWT and a seed in it")
        }
        FleetErrorKind::ServerVersion(_) => text!("update the server to 2.11 or later"),
        FleetErrorKind::NoJetStream => text!("start it as `nats-server -js`, and allow the account to use JetStream"),
        FleetErrorKind::Permission(_) => {
            text!(
                "allow the user to publish to `$JS.API.>`, `$JS.ACK.>`, `$KV.>`, `_INBOX.>` and `curate.>`, and to subscribe to \
                 `_INBOX.>` and `curate.>`"
            )
        }
        FleetErrorKind::Full(_) => {
            text!("raise `max_file_store` of the server or the limits of the account, or delete what is not needed")
        }
        FleetErrorKind::OtherVersion { .. } => {
            text!("use one version of curate everywhere, or another --fleet-name for each")
        }
        FleetErrorKind::Settings { .. } => {
            text!("delete the key `fleet` of that bucket while no worker runs, or use another --fleet-name")
        }
        FleetErrorKind::Refused(_) => text!("the server's log may say more"),
    }
}
