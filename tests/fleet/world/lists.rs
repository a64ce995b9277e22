//! Lists of URLs of the simulated web, as many as wanted.

use super::host_kind::{HostKind, host_name};
use super::web::SimulatedWeb;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;

/// Entries of a section.
const SECTION: usize = 50;
/// Files of a folder.
const FOLDER: usize = 100;
/// The number of the host that has more URLs than others.
pub const BIG: usize = 999_999;

/// What the lists of a folder hold: each URL once, neighbours on different hosts.
#[derive(Clone, Copy, Debug)]
pub struct ListPlan {
    /// How many hosts there are.
    pub hosts: usize,
    /// How many URLs each of them has.
    pub each: usize,
    /// How many URLs one host more has; 0 where there is none. They are spread among the others.
    pub big: usize,
    /// One URL in so many is dead; 0 where none is.
    pub dead: usize,
    /// One URL in so many leads to another host; 0 where none does.
    pub redirects: usize,
    /// How many files they are in.
    pub files: usize,
}

impl Default for ListPlan {
    /// One host with one URL, which is there, in one file.
    fn default() -> Self {
        Self { hosts: 1, each: 1, big: 0, dead: 0, redirects: 0, files: 1 }
    }
}

impl ListPlan {
    /// How many URLs there are.
    pub fn total(&self) -> usize {
        self.hosts * self.each + self.big
    }

    /// The host and the path of the `at`-th URL.
    fn url(&self, at: usize) -> (usize, String) {
        let big = |at: usize| at * self.big / self.total();
        let before = big(at);
        let small = at - before;
        let (host, path) = if big(at + 1) > before { (BIG, before) } else { (small % self.hosts, small / self.hosts) };
        let path = match (at.checked_rem(self.dead), at.checked_rem(self.redirects)) {
            (Some(0), _) => format!("/status/404/{path}"),
            (_, Some(1)) => format!("/to/{}/from/{at}", host_name(HostKind::Plain, (host + 1) % self.hosts)),
            _ => format!("/p/{path}"),
        };
        (host, path)
    }

    /// Writes the lists into `folder`, which becomes a repository.
    pub fn write(&self, web: &SimulatedWeb, folder: &Path) {
        fs::create_dir_all(folder.join(".git")).unwrap();
        let total = self.total();
        for number in 0..self.files {
            let below = folder.join(format!("lists-{}", number / FOLDER));
            if number % FOLDER == 0 {
                fs::create_dir_all(&below).unwrap();
            }
            let mut file = BufWriter::new(File::create(below.join(format!("list-{number}.md"))).unwrap());
            writeln!(file, "# List {number}").unwrap();
            let range = number * total / self.files..(number + 1) * total / self.files;
            for (entry, at) in range.enumerate() {
                if entry % SECTION == 0 {
                    write!(file, "\n## Section {}\n\n", entry / SECTION).unwrap();
                }
                let (host, path) = self.url(at);
                let url = web.url(HostKind::Plain, host, &path);
                writeln!(file, "- [Tool {at}]({url}) - Does what tool {at} does.").unwrap();
            }
            file.flush().unwrap();
        }
    }
}

/// Writes the configuration of a worker into `folder`: its requests say who sends them; `more` are other settings of
/// `[links]`.
pub fn write_settings(folder: &Path, worker: &str, more: &str) {
    fs::write(folder.join("curate.toml"), format!("[links]\nuser-agent = \"{worker}\"\n{more}\n")).unwrap();
}

/// Writes one list of `urls` into `folder`, which becomes a repository: the `at`-th entry, from 0 on, is in line `at` + 5.
pub fn write_list(folder: &Path, urls: &[String]) {
    fs::create_dir_all(folder.join(".git")).unwrap();
    let entry = |(at, url): (usize, &String)| format!("- [Lamp {at}]({url}) - A light.\n");
    let entries: String = urls.iter().enumerate().map(entry).collect();
    fs::write(folder.join("README.md"), format!("# Lamps\n\n## Desk\n\n{entries}")).unwrap();
}
