//! `lint --watch`: what changes is judged again.

use super::{FIXED, Folder, PADDED};
use assert_cmd::cargo::cargo_bin;
use nix::pty::{OpenptyResult, Winsize, openpty};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::fs::{self, File};
use std::io::{Read, pipe};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::Duration;

/// How every run ends.
const END: &str = "; Ctrl-C ends\n";
/// What has not come by then never will.
const NEVER: Duration = Duration::from_mins(2);
/// What stands between two reports.
const SEPARATOR: &str = "────────";

/// The program, watching.
struct Watching {
    child: Child,
    chunks: Receiver<Vec<u8>>,
    text: String,
}

impl Watching {
    /// Starts it in `folder` with `arguments`; what it says on standard output and on standard error comes in one order.
    fn start(folder: &Folder, arguments: &[&str]) -> Self {
        let (reader, writer) = pipe().unwrap();
        let mut command = command(folder, arguments);
        command.stdout(writer.try_clone().unwrap()).stderr(writer);
        Self::spawn(command, reader)
    }

    fn spawn(mut command: Command, mut reader: impl Read + Send + 'static) -> Self {
        let child = command.spawn().unwrap();
        // It has the other end.
        drop(command);
        // What is not taken is not read, so that the program waits.
        let (sender, chunks) = sync_channel(0);
        thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut chunk) {
                if sender.send(chunk[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self { child, chunks, text: String::new() }
    }

    /// Takes one more piece of what it says.
    fn read(&mut self) {
        let chunk = self.chunks.recv_timeout(NEVER).unwrap_or_else(|_| panic!("no more than {:?}", self.text));
        self.text += &String::from_utf8_lossy(&chunk).replace("\r\n", "\n");
    }

    /// What the next run says.
    fn next(&mut self) -> String {
        while !self.text.contains(END) {
            self.read();
        }
        let end = self.text.find(END).unwrap() + END.len();
        self.text.drain(..end).collect()
    }

    /// Ends it with `signal`; the exit status.
    fn end(mut self, signal: Signal) -> Option<i32> {
        kill(Pid::from_raw(i32::try_from(self.child.id()).unwrap()), signal).unwrap();
        self.child.wait().unwrap().code()
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        // It has ended already where the test has gone well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(folder: &Folder, arguments: &[&str]) -> Command {
    let mut command = Command::new(cargo_bin("curate"));
    command.current_dir(folder.path("")).args(["lint", "--watch", "--select", "links/padding,links/missing-file"]);
    command.args(arguments).stdin(Stdio::null()).env("TERM", "dumb").env_remove("CURATE_LANG");
    command
}

/// Writes `text` as many editors do: beside the file, and then in its place.
fn save_by_rename(folder: &Folder, name: &str, text: &str) {
    let beside = folder.file(&format!("{name}~"), text);
    fs::rename(beside, folder.path(name)).unwrap();
}

#[test]
fn a_change_is_judged_again() {
    let folder = Folder::padded();
    let mut watching = Watching::start(&folder, &[]);
    let first = watching.next();
    assert!(first.starts_with("links/padding\n") && first.contains("white space inside the link's text"), "{first}");
    assert!(first.ends_with("1 warning in 1 file; 1 fixable with --fix\nwatching one file; Ctrl-C ends\n"), "{first}");
    folder.file("README.md", FIXED);
    let second = watching.next();
    assert!(second.starts_with(SEPARATOR) && second.contains("\nnothing to report in 1 file\n"), "{second}");
    save_by_rename(&folder, "README.md", PADDED);
    assert!(watching.next().contains("1 warning"));
    // A second edition, in a folder that is new.
    folder.file("docs/zh/README.md", PADDED);
    let fourth = watching.next();
    assert!(fourth.contains("docs/zh/README.md") && fourth.ends_with("watching 2 files; Ctrl-C ends\n"), "{fourth}");
    fs::remove_dir_all(folder.path("docs")).unwrap();
    assert!(watching.next().ends_with("watching one file; Ctrl-C ends\n"));
    assert_eq!(watching.end(Signal::SIGINT), Some(0));
}

#[test]
fn what_is_named_may_go_and_come_back() {
    let folder = Folder::padded();
    let mut watching = Watching::start(&folder, &["lists/more/a.md", "README.md"]);
    let first = watching.next();
    assert!(first.contains("lists/more/a.md: no such file") && first.contains("README.md:3:4"), "{first}");
    fs::remove_file(folder.path("README.md")).unwrap();
    assert!(watching.next().contains("README.md: no such file"));
    save_by_rename(&folder, "README.md", FIXED);
    let back = watching.next();
    assert!(back.contains("lists/more/a.md: no such file") && !back.contains("README.md: no such file"), "{back}");
    // Its folders come one after the other.
    fs::create_dir(folder.path("lists")).unwrap();
    assert!(watching.next().contains("lists/more/a.md: no such file"));
    folder.file("lists/more/a.md", PADDED);
    assert!(watching.next().contains("lists/more/a.md:3:4"));
    assert_eq!(watching.end(Signal::SIGTERM), Some(0));
}

#[test]
fn settings_and_what_is_linked_to_count() {
    let folder = Folder::new();
    folder.file("README.md", format!("{PADDED}- [Plan](docs/plan.pdf) - Of all lamps.\n"));
    let mut watching = Watching::start(&folder, &[]);
    assert!(watching.next().contains("there is no file `docs/plan.pdf`"));
    folder.file("docs/plan.pdf", "");
    let found = watching.next();
    assert!(found.contains("1 warning in 1 file") && !found.contains("plan.pdf"), "{found}");
    folder.file("curate.toml", "[rules]\n\"links/padding\" = \"ogf\"\n");
    let wrong = watching.next();
    assert!(wrong.contains("curate.toml:2:") && wrong.ends_with("waiting for a change; Ctrl-C ends\n"), "{wrong}");
    folder.file("curate.toml", "[rules]\n\"links/padding\" = \"error\"\n");
    let right = watching.next();
    assert!(right.contains("1 error in 1 file") && right.ends_with("watching 2 files; Ctrl-C ends\n"), "{right}");
    folder.file(".gitignore", "README.md\n");
    assert!(watching.next().contains("no files were checked"));
    assert_eq!(watching.end(Signal::SIGINT), Some(0));
}

#[test]
fn a_link_is_followed_to_the_file() {
    let folder = Folder::new();
    folder.file("lists/lamps.md", PADDED);
    std::os::unix::fs::symlink("lists/lamps.md", folder.path("README.md")).unwrap();
    let mut watching = Watching::start(&folder, &["README.md"]);
    assert!(watching.next().contains("1 warning"));
    save_by_rename(&folder, "lists/lamps.md", FIXED);
    assert!(watching.next().contains("nothing to report"));
    assert_eq!(watching.end(Signal::SIGINT), Some(0));
}

#[test]
fn a_checkout_is_one_change() {
    let folder = Folder::new();
    fs::remove_dir(folder.path(".git")).unwrap();
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(folder.path("")).args(["-c", "user.name=Lin", "-c", "user.email=lin@lamps.example"]);
        assert!(command.args(arguments).stdin(Stdio::null()).output().unwrap().status.success(), "{arguments:?}");
    };
    git(&["init", "--quiet", "--initial-branch", "few", "."]);
    folder.file("README.md", FIXED);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "few"]);
    git(&["checkout", "--quiet", "-b", "many"]);
    for number in 0..1000 {
        folder.file(&format!("lamps/{}/{number}.md", number % 7), FIXED);
    }
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "many"]);
    git(&["checkout", "--quiet", "few"]);
    let mut watching = Watching::start(&folder, &[]);
    assert!(watching.next().contains("watching one file"));
    git(&["checkout", "--quiet", "many"]);
    assert!(watching.next().contains("watching 1001 files"));
    git(&["checkout", "--quiet", "few"]);
    assert!(watching.next().contains("watching one file"));
    assert_eq!(watching.end(Signal::SIGINT), Some(0));
}

#[test]
fn what_changes_during_a_run_is_one_more_run() {
    let folder = Folder::new();
    let entry = "- [Desk lamp ](https://lamps.example/desk) - Bright.\n";
    let text = |count: usize| format!("# Lamps\n\n{}", entry.repeat(count));
    folder.file("README.md", text(3000));
    let mut watching = Watching::start(&folder, &["--all"]);
    // Its report is longer than a pipe holds: it waits, and has read the file.
    watching.read();
    for count in [5, 4, 3] {
        folder.file("README.md", text(count));
    }
    let first = watching.next();
    assert!(first.contains("\n3000 warnings"), "{}", first.lines().last().unwrap());
    let second = watching.next();
    assert!(second.contains("\n3 warnings"), "{second}");
    folder.file("README.md", text(2));
    assert!(watching.next().contains("\n2 warnings"));
    assert_eq!(watching.end(Signal::SIGINT), Some(0));
}

#[test]
fn reports_of_its_own_are_no_change() {
    let folder = Folder::padded();
    let arguments = ["--output-format", "markdown", "--output-file", "report.md"];
    let mut watching = Watching::start(&folder, &arguments);
    assert!(watching.next().contains("1 warning in 1 file"));
    assert!(folder.text("report.md").contains("white space inside"));
    folder.file("README.md", FIXED);
    // Had the report been a change, there would be a run with the warning before this one.
    assert!(watching.next().contains("nothing to report"));
    assert!(!folder.text("report.md").contains("white space inside"));
    assert_eq!(watching.end(Signal::SIGINT), Some(0));
}

#[test]
fn a_terminal_shows_one_report_at_a_time() {
    let folder = Folder::new();
    let text = |count: usize| {
        let entry = |number| format!("- [Lamp {number} ](https://lamps.example/{number}) - Bright.\n");
        format!("# Lamps\n\n{}", (0..count).map(entry).collect::<String>())
    };
    folder.file("README.md", text(200));
    let size = Winsize { ws_row: 20, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 };
    let OpenptyResult { master, slave } = openpty(Some(&size), None).unwrap();
    let mut command = command(&folder, &[]);
    command.env("TERM", "xterm").env("NO_COLOR", "1").stdout(slave.try_clone().unwrap()).stderr(slave);
    let mut watching = Watching::spawn(command, File::from(master));
    let first = watching.next();
    // What was there before leaves the screen for what can be scrolled back to.
    let page = first.strip_prefix(&*("\n".repeat(20) + "\u{1b}[H\u{1b}[J")).expect("a clear screen");
    assert!(page.contains("… and 1") && page.lines().count() <= 20, "{page}");
    assert!(page.ends_with("\nwatching one file; Ctrl-C ends\n"), "{page}");
    folder.file("README.md", text(100));
    let second = watching.next();
    let page = second.strip_prefix("\u{1b}[H\u{1b}[J").expect("a clear screen");
    assert!(page.contains("100 warnings") && !page.contains('\u{1b}') && page.lines().count() <= 20, "{page}");
    assert_eq!(watching.end(Signal::SIGINT), Some(0));
}

#[test]
fn what_does_not_go_with_it() {
    let folder = Folder::padded();
    let refused = folder.lint(&["--watch", "--fix"]);
    assert_eq!(refused.status, 2, "{refused:?}");
    assert!(refused.err.contains("--watch fixes nothing") && refused.err.contains("--watch --diff"), "{refused:?}");
    assert_eq!(folder.text("README.md"), PADDED);
    assert!(folder.lint(&["--watch", "-"]).err.contains("standard input is read once"));
    for other in [&["--staged"][..], &["--write-baseline"], &["--since", "HEAD", "--until", "HEAD"]] {
        assert_eq!(folder.lint(&[&["--watch"], other].concat()).status, 2, "{other:?}");
    }
    folder.file("curate.toml", "nonsense");
    assert!(folder.lint(&["--watch"]).err.contains("curate.toml:1:"));
}
