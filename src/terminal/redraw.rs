//! A terminal that shows one report at a time.

use crate::terminal::streams::Terminal;
use std::io::{self, Write as _};

/// The columns of the line between two reports.
const SEPARATOR: usize = 80;
/// Puts the cursor at the top, and clears what stands below. What has left the screen stays: it is not ours.
const CLEAR: &str = "\x1b[H\x1b[J";

/// Where one report takes the place of another on a terminal, and follows it elsewhere.
pub(crate) struct Redraw {
    terminal: Terminal,
    is_on_screen: bool,
    is_first: bool,
}

impl Redraw {
    /// Nothing is shown yet.
    pub(crate) fn of(terminal: Terminal) -> Self {
        let is_dumb = std::env::var_os("TERM").is_some_and(|name| name == "dumb");
        Self { terminal, is_on_screen: terminal.size().is_some() && !is_dumb, is_first: true }
    }

    /// Whether reports take one another's place.
    pub(crate) fn is_on_screen(&self) -> bool {
        self.is_on_screen
    }

    /// Makes place for the next report; where they follow one another, with a line between them if it `separates`.
    ///
    /// # Errors
    ///
    /// Where standard output cannot be written.
    pub(crate) fn begin(&mut self, separates: bool) -> io::Result<()> {
        let is_first = std::mem::replace(&mut self.is_first, false);
        let text = match self.terminal.size().filter(|_| self.is_on_screen) {
            // What was on the screen before is scrolled out of it, where it can be found again.
            Some((_, height)) if is_first => "\n".repeat(height) + CLEAR,
            Some(_) => CLEAR.to_owned(),
            None if is_first || !separates => String::new(),
            None => "─".repeat(SEPARATOR) + "\n",
        };
        let mut out = self.terminal.stdout();
        out.write_all(text.as_bytes())?;
        out.flush()
    }
}
