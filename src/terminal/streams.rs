//! Standard output and standard error.

use crate::locale::SpokenLanguage;
use crate::terminal::color::ColorChoice;
use crate::terminal::spoken_failure::SpokenFailure;
use crate::terminal::{help_word, hyperlinks, sanitize};
use anstyle::{AnsiColor, Style};
use curate_rules::{Text, text};
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme};
use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::Path;

/// Where output goes, and how it looks there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terminal {
    stdout: bool,
    stderr: bool,
    quiet: bool,
    /// Whether even failures are left out: they were told before.
    silent: bool,
    verbose: bool,
    /// `None` where nobody has chosen one.
    language: Option<SpokenLanguage>,
}

impl Terminal {
    /// The terminal with colours as `choice` says; `quiet` drops notices, `verbose` shows details.
    pub(crate) fn new(choice: ColorChoice, quiet: bool, verbose: bool) -> Self {
        let (stdout, stderr) = match choice {
            ColorChoice::Always => (true, true),
            ColorChoice::Never => (false, false),
            ColorChoice::Auto => (takes_colour(&io::stdout()), takes_colour(&io::stderr())),
        };
        Self { stdout, stderr, quiet, silent: false, verbose, language: None }
    }

    /// The terminal on which `language` is spoken, where none was chosen for it before.
    pub(crate) fn speaking(self, language: Option<SpokenLanguage>) -> Self {
        Self { language: self.language.or(language), ..self }
    }

    /// The same, on which nothing is told: it was told before.
    pub(crate) fn silenced(self) -> Self {
        Self { quiet: true, silent: true, verbose: false, ..self }
    }

    /// The language that is spoken on it.
    pub(crate) fn language(self) -> SpokenLanguage {
        self.language.unwrap_or_default()
    }

    /// Whether standard output is coloured.
    pub(crate) fn is_coloured(self) -> bool {
        self.stdout
    }

    /// Whether notices and summaries are left out.
    pub(crate) fn is_quiet(self) -> bool {
        self.quiet
    }

    /// The columns of the terminal that standard output is; `None` where it is a file or a pipe.
    pub(crate) fn width(self) -> Option<usize> {
        self.size().map(|(width, _)| width)
    }

    /// The columns and the lines of the terminal that standard output is; `None` where it is a file or a pipe.
    pub(crate) fn size(self) -> Option<(usize, usize)> {
        let (width, height) = terminal_size::terminal_size_of(io::stdout())?;
        Some((usize::from(width.0), usize::from(height.0)))
    }

    /// Whether standard output is a terminal that shows links; one without colours gets none.
    pub(crate) fn shows_links(self) -> bool {
        self.stdout && self.size().is_some() && hyperlinks::are_shown(&|name| std::env::var(name).ok())
    }

    /// Whether somebody sees what is said on standard error while it is said.
    pub(crate) fn is_watched(self) -> bool {
        io::stderr().is_terminal()
    }

    /// Whether standard output is the file at `path`.
    #[cfg(unix)]
    pub(crate) fn writes_to(self, path: &Path) -> bool {
        use std::os::fd::AsFd as _;
        use std::os::unix::fs::MetadataExt as _;
        let stdout = io::stdout().as_fd().try_clone_to_owned().and_then(|stdout| File::from(stdout).metadata());
        let same = |stdout: &Metadata, file: &Metadata| (stdout.dev(), stdout.ino()) == (file.dev(), file.ino());
        stdout.ok().zip(fs::metadata(path).ok()).is_some_and(|(stdout, file)| same(&stdout, &file))
    }

    /// The same, where that cannot be told.
    #[cfg(not(unix))]
    pub(crate) fn writes_to(self, _: &Path) -> bool {
        false
    }

    /// Standard output, buffered.
    pub(crate) fn stdout(self) -> Box<dyn Write> {
        if self.stdout {
            // On old Windows consoles this translates colours.
            Box::new(BufWriter::new(anstream::AutoStream::always(io::stdout().lock())))
        } else {
            self.raw_stdout()
        }
    }

    /// Standard output for bytes that are to arrive as they are, buffered.
    pub(crate) fn raw_stdout(self) -> Box<dyn Write> {
        Box::new(BufWriter::with_capacity(1 << 16, io::stdout().lock()))
    }

    /// Says something on standard error that is not a failure.
    pub(crate) fn notice(self, text: impl Into<Text>) {
        if !self.quiet {
            self.say(text!("note"), AnsiColor::Cyan, text);
        }
    }

    /// Whether somebody wants details.
    pub(crate) fn is_verbose(self) -> bool {
        self.verbose
    }

    /// Says a detail on standard error, where somebody wants details.
    pub(crate) fn detail(self, text: impl Into<Text>) {
        if self.verbose {
            self.say(text!("info"), AnsiColor::Blue, text);
        }
    }

    /// Says on standard error why something could not be done.
    pub(crate) fn failure(self, failure: &dyn Diagnostic) {
        if self.silent {
            return;
        }
        let points_into_a_file = failure.labels().is_some();
        if points_into_a_file {
            self.graphical(failure);
            return;
        }
        self.say(text!("error"), AnsiColor::Red, failure.to_string());
        if let Some(help) = failure.help() {
            self.say(text!("help"), AnsiColor::Cyan, help.to_string());
        }
    }

    /// Writes a report that has a form of its own to standard error.
    pub(crate) fn write_to_stderr(self, bytes: &[u8]) {
        // Nobody is left to be told where this fails.
        let _ = io::stderr().lock().write_all(bytes);
    }

    fn say(self, word: Text, colour: AnsiColor, text: impl Into<Text>) {
        let style = if self.stderr { Style::new().bold().fg_color(Some(colour.into())) } else { Style::new() };
        let (word, text) = (self.language().say(word), self.language().say(text));
        let colon = self.language().say(text!(": "));
        let line = format!("{style}{word}{style:#}{colon}{}\n", sanitize::line(&text));
        self.write_to_stderr(line.as_bytes());
    }

    fn graphical(self, failure: &dyn Diagnostic) {
        let theme = if self.stderr { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let handler = GraphicalReportHandler::new_themed(theme).without_syntax_highlighting().with_wrap_lines(false);
        let mut text = String::new();
        if handler.render_report(&mut text, &SpokenFailure { failure, language: self.language() }).is_ok() {
            if failure.help().is_some() {
                text = help_word::spoken(&text, self.language());
            }
            self.write_to_stderr(text.as_bytes());
        }
    }
}

fn takes_colour(stream: &impl anstream::stream::RawStream) -> bool {
    anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never
}
