//! What a panic says: nothing where it is caught, one message where it is a bug of ours.

use crate::terminal::sanitize;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Mutex;

/// What the newest panic said and where it happened.
static LAST: Mutex<Option<String>> = Mutex::new(None);

/// Runs `work`. A panic that is caught on the way (the markdown parser has some) prints nothing; one that is not makes
/// the program say so and end with `failed`.
pub(crate) fn guarded(failed: u8, work: impl FnOnce() -> u8) -> u8 {
    panic::set_hook(Box::new(remember));
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let text = LAST.lock().ok().and_then(|mut last| last.take()).unwrap_or_default();
        write_to_stderr(&text);
        failed
    })
}

fn remember(info: &PanicHookInfo<'_>) {
    let place =
        info.location().map(|location| format!(" at {}:{}", location.file(), location.line())).unwrap_or_default();
    let message = info.payload_as_str().unwrap_or("no message");
    if let Ok(mut last) = LAST.lock() {
        *last = Some(format!("{message}{place}"));
    }
}

fn write_to_stderr(text: &str) {
    use std::io::Write as _;
    let text = sanitize::line(text);
    let message = format!("curate: a bug in curate, please report it with the list that shows it: {text}\n");
    let _ = std::io::stderr().write_all(message.as_bytes());
}
