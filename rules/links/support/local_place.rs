//! Destinations on one computer: what only its user can open, and files of the repository.

use crate::api::linked_file::LinkedFile;
use crate::api::paths::resolve;
use crate::api::rule::Context;
use crate::api::template::Text;

/// What is wrong with a destination that is `written`, and `decoded`, as a place on somebody's computer; `None` where it is none:
/// `file:`, a drive (`C:\`, `C:/`), a share (`\\server\share`).
pub(crate) fn local_place(written: &str, decoded: &str) -> Option<Text> {
    // Nearly every destination.
    if decoded.starts_with("http") {
        return None;
    }
    let scheme = decoded.split_once(':').map_or("", |(scheme, _)| scheme);
    if scheme.eq_ignore_ascii_case("file") {
        return Some(text!("`file:` leads to a file on the writer's own computer: no reader can open it"));
    }
    if is_drive(decoded) {
        let drive = decoded.get(..2)?;
        return Some(text!("`{drive}` is a drive of the writer's own computer: no reader can open it", drive));
    }
    (is_share(written) || is_share(decoded))
        .then(|| text!("`\\\\` leads to a server of the writer's own network: no reader can open it"))
}

/// Whether `text` is a path on a drive of Windows. A scheme of one letter does not exist.
fn is_drive(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_alphabetic)
        && bytes.get(1) == Some(&b':')
        && matches!(bytes.get(2), Some(b'\\' | b'/'))
        && bytes.get(2..4) != Some(b"//")
}

/// Whether `text` is a path on a server of Windows: `\\server\share`, the backslashes escaped or not.
fn is_share(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("\\\\") else { return false };
    let Some((server, share)) = rest.trim_start_matches('\\').split_once('\\') else { return false };
    let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'$');
    server.len() > 1
        && server.bytes().all(is_of_name)
        && share.trim_start_matches('\\').starts_with(|first: char| first.is_alphanumeric())
}

/// Whether a file is where `path` leads from the document.
pub(crate) fn is_file(path: &str, context: &Context<'_>) -> bool {
    let edition = context.list.edition(context.edition);
    let resolved = edition.and_then(|edition| resolve(&edition.path, path));
    let file = resolved.and_then(|resolved| context.facts.files.get(&resolved));
    file.is_some_and(|file| *file != LinkedFile::Missing)
}

#[cfg(test)]
mod tests {
    use super::local_place;

    #[test]
    fn places() {
        for local in [
            "file:///home/me/x",
            "FILE:x",
            "file://server/share/x",
            "C:\\Users\\me",
            "d:/x",
            "\\\\server\\share\\x",
            "\\\\\\\\nas-1\\\\x",
        ] {
            assert!(local_place(local, local).is_some(), "{local}");
        }
        for other in [
            "https://a.example/file:/x",
            "files:/x",
            "file",
            "file.md",
            "C:",
            "c:x",
            "c://a.example",
            "ab:/x",
            "1:/x",
            "/C:/x",
            "\\\\",
            "\\\\server",
            "\\\\a b\\x",
            "\\server\\share",
        ] {
            assert_eq!(local_place(other, other), None, "{other}");
        }
    }
}
