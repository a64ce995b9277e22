//! Reports for a browser to open.

use crate::fault::script::{headed, page, status};
use crate::fault::server::Server;
use assert_cmd::Command;
use curate::links::day::Timestamp;
use curate::links::store::{Store, StoreRow};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What tries to leave its place in a page, as titles, addresses, descriptions.
pub const HOSTILE: &str = "# Lamps\n\n## <script>alert(1)</script>\n\n\
    - [x\"onmouseover=\"alert(1)](javascript:alert(1) ) - a\u{202e}b </script><img src=x onerror=alert(1)>\n\
    - [ </style><script>alert(2)</script>](https://lamp.example/\"onclick='alert(1)'?a=<b>&c=`x`) - It&apos;s\n\
    - [One ](data:text/html,<script>alert(3)</script>) – one\n- [ Two](https://me:secret@lamp.example/) - two\n\
    - [Three](#<img src=x onerror=alert(4)>) - three.\n";

/// A repository with files, and a report about it.
pub struct ReportPage {
    folder: TempDir,
}

impl ReportPage {
    /// A repository with these `files`.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(".git")).unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        Self { folder }
    }

    /// Runs `curate` with `arguments`, which write a page; where it is.
    pub fn write(&self, arguments: &[&str]) -> PathBuf {
        let output = Command::cargo_bin("curate")
            .unwrap()
            .current_dir(self.folder.path())
            .env("XDG_CACHE_HOME", self.folder.path().join(".cache"))
            .env_remove("GITHUB_TOKEN")
            .args(arguments)
            .args(["--output-format", "html"])
            .output()
            .unwrap();
        assert!(output.status.code().is_some_and(|code| code < 2), "{output:?}");
        let path = self.folder.path().join("report.html");
        fs::write(&path, &output.stdout).unwrap();
        path
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// The files of a list on disk.
pub fn files_of(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let pages = entries.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let mut files: Vec<(String, String)> = pages
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap()))
        .collect();
    files.sort();
    files
}

/// A list in English and Chinese with 500 links to ten hosts of loopback: some are gone, some have moved or are for sale, and of
/// those that are gone some were already gone on earlier days.
pub fn with_500_links() -> (ReportPage, Vec<Server>) {
    let ten = |last: u8| Server::at([127, 0, 0, last].into(), 0, None);
    let servers: Vec<Server> = (10..20).map(ten).collect();
    let (mut english, mut chinese) = (String::from("# Lamps\n"), String::from("# 灯具\n"));
    for at in 0..500 {
        let server = &servers[at % servers.len()];
        let path = format!("/{at}");
        server.on(&format!("{path}/new"), page("<p>well</p>"));
        server.on(
            &path,
            match at % 50 {
                7 => status(404),
                13 => headed(200, &[("X-Adblock-Key", "k")]),
                21 => headed(301, &[("Location", &format!("{path}/new"))]),
                33 => status(403),
                40 => status(500),
                _ => page("<title>Lamp</title><p>well</p>"),
            },
        );
        if at % 50 == 0 {
            write!(english, "\n## Part {}\n\n", at / 50).unwrap();
            write!(chinese, "\n## 第 {} 部分\n\n", at / 50).unwrap();
        }
        let url = server.url(&path);
        writeln!(english, "- [Lamp {at}]({url}) - A light for any desk.").unwrap();
        if at % 90 != 5 {
            writeln!(chinese, "- [灯 {at}]({url}) - 适合任何书桌的灯。").unwrap();
        }
    }
    let files = [("README.md", &*english), ("README.zh-cn.md", &*chinese)];
    (ReportPage::of(&files), servers)
}

/// Has the store at `path` know that all that failed failed on three earlier days too.
pub fn remember_failures(path: &Path) {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let mut store = Store::existing(path).unwrap();
    let mut rows: Vec<StoreRow> = store.all(Timestamp(now)).unwrap();
    rows.retain(|row| !row.failed_on.is_empty());
    for row in &mut rows {
        for days in [3, 9, 20] {
            row.failed_on.insert(Timestamp(now - days * 86_400).day());
        }
    }
    store.merge(rows, Timestamp(now)).unwrap();
}
