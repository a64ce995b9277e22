//! Chromium, driven by its own protocol over two pipes: neither a driver nor a library has to be kept in step with it.
//! <https://chromedevtools.github.io/devtools-protocol/>

use serde_json::{Value, json};
use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use tempfile::TempDir;

/// Chromium reads from descriptor 3 and writes to descriptor 4. It ends with its standard input, and in any case after a while.
const START: &str = "exec timeout 600 \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1";

/// A browser with one page. It ends with this value, and its profile with it.
pub struct Browser {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    session: String,
    calls: u64,
    /// What it has said unasked.
    events: Vec<Value>,
    _profile: TempDir,
}

/// A tool that is named by a variable, or is where it usually is; `None`, with a word about it, where it is not there.
fn tool(variable: &str, usual: Option<PathBuf>) -> Option<PathBuf> {
    let named = std::env::var_os(variable).map(PathBuf::from).or(usual).filter(|path| path.exists());
    let is_required = std::env::var_os("CURATE_TOOLS").is_some_and(|value| value == "required");
    assert!(named.is_some() || !is_required, "there is nothing at {variable}, nor where it usually is; see .ci/tools");
    if named.is_none() {
        println!("skipped: .ci/tools fetches what is missing, or {variable} names it");
    }
    named
}

/// The source of axe-core, which looks for what keeps people from using a page.
pub fn axe() -> Option<String> {
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/axe.min.js");
    tool("CURATE_AXE", Some(usual)).map(|path| fs::read_to_string(path).unwrap())
}

fn on_path(program: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(program)).find(|path| path.is_file())
}

impl Browser {
    /// Starts one; `None` where there is none.
    pub fn start() -> Option<Self> {
        let usual = ["chromium", "google-chrome"].into_iter().find_map(on_path);
        let program = tool("CURATE_CHROMIUM", usual)?;
        let profile = tempfile::tempdir().unwrap();
        let mut data: OsString = "--user-data-dir=".into();
        data.push(profile.path());
        // Nothing but loopback has an address. The sandbox needs rights that containers do not have.
        let mut process = Command::new("sh")
            .args(["-c", START])
            .arg(program)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"])
            .args(["--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND", "--hide-scrollbars"])
            .args(["--remote-debugging-pipe", "--lang=en-US"])
            .arg(data)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (process.stdin.take().unwrap(), BufReader::new(process.stdout.take().unwrap()));
        let session = String::new();
        let mut browser = Self { process, input, output, session, calls: 0, events: Vec::new(), _profile: profile };
        let target = browser.call("Target.createTarget", json!({"url": "about:blank"}));
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let attached = browser.call("Target.attachToTarget", attach);
        attached["sessionId"].as_str().unwrap().clone_into(&mut browser.session);
        for domain in ["Page", "Runtime", "Log", "Network", "Audits"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        Some(browser)
    }

    /// What `method` returns.
    pub fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.calls += 1;
        let mut message = json!({"id": self.calls, "method": method, "params": parameters});
        if !self.session.is_empty() {
            message["sessionId"] = self.session.as_str().into();
        }
        self.input.write_all(format!("{message}\0").as_bytes()).unwrap();
        self.input.flush().unwrap();
        loop {
            let mut message = self.message();
            if message["id"] == self.calls {
                assert!(message["error"].is_null(), "{method}: {}", message["error"]);
                return message["result"].take();
            }
            self.events.push(message);
        }
    }

    fn message(&mut self) -> Value {
        let mut bytes = Vec::new();
        self.output.read_until(0, &mut bytes).unwrap();
        assert_eq!(bytes.pop(), Some(0), "Chromium has ended");
        serde_json::from_slice(&bytes).unwrap()
    }

    /// Opens the page at `path`, and waits until it is loaded.
    pub fn open(&mut self, path: &Path) {
        self.events.clear();
        self.call("Page.navigate", json!({"url": format!("file://{}", path.display())}));
        while !self.events.iter().any(|event| event["method"] == "Page.loadEventFired") {
            let event = self.message();
            self.events.push(event);
        }
    }

    /// What went wrong on the page, and every request but that of the page itself.
    pub fn complaints(&mut self) -> Vec<String> {
        // Whatever was said before is here once this has returned.
        self.evaluate("0");
        let mut complaints = Vec::new();
        for event in &self.events {
            let is_complaint = match event["method"].as_str().unwrap_or_default() {
                "Log.entryAdded"
                | "Runtime.exceptionThrown"
                | "Runtime.consoleAPICalled"
                | "Audits.issueAdded"
                | "Page.javascriptDialogOpening" => true,
                "Network.requestWillBeSent" => {
                    let (url, page) = (&event["params"]["request"]["url"], &event["params"]["documentURL"]);
                    url != page || event["params"]["type"] != "Document"
                }
                _ => false,
            };
            if is_complaint {
                complaints.push(event.to_string());
            }
        }
        complaints
    }

    /// What `expression` is on the page, once it is known.
    pub fn evaluate(&mut self, expression: &str) -> Value {
        let parameters = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let mut result = self.call("Runtime.evaluate", parameters);
        assert!(result["exceptionDetails"].is_null(), "{expression}: {result}");
        result["result"]["value"].take()
    }

    /// Presses and releases a key.
    pub fn press(&mut self, key: &str, code: u32) {
        for kind in ["rawKeyDown", "keyUp"] {
            let event = json!({"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code});
            self.call("Input.dispatchKeyEvent", event);
        }
    }

    /// Shows the page in `scheme` (`light`, `dark`) and for `media` (empty: the screen).
    pub fn emulate(&mut self, scheme: &str, media: &str) {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.call("Emulation.setEmulatedMedia", json!({"media": media, "features": features}));
    }

    /// Makes the page so wide, in pixels.
    pub fn resize(&mut self, width: u32) {
        let metrics = json!({"width": width, "height": 1600, "deviceScaleFactor": 1, "mobile": false});
        self.call("Emulation.setDeviceMetricsOverride", metrics);
    }

    /// What keeps people from using the page, all of it unfolded: a line for each rule of axe-core that it breaks.
    pub fn barriers(&mut self, axe: &str) -> String {
        self.evaluate(axe);
        self.evaluate(
            "for (const one of document.querySelectorAll('details')) one.open = true; \
             document.styleSheets[0].insertRule('.item { content-visibility: visible !important }', \
             document.styleSheets[0].cssRules.length)",
        );
        let found = self.evaluate("axe.run(document).then((result) => result.violations)");
        let mut lines = String::new();
        for rule in found.as_array().unwrap() {
            let nodes = rule["nodes"].as_array().unwrap();
            let first = nodes.first().map(|node| format!("{} {}", node["html"], node["failureSummary"]));
            writeln!(lines, "{} ({}): {}", rule["id"], nodes.len(), first.unwrap_or_default()).unwrap();
        }
        lines
    }

    /// Keeps a picture of the page as `name`, for people to look at, where `CURATE_SCREENSHOTS` names a folder.
    pub fn keep_picture(&mut self, name: &str) {
        let Some(folder) = std::env::var_os("CURATE_SCREENSHOTS").map(PathBuf::from) else { return };
        let picture = self.call("Page.captureScreenshot", json!({"format": "png", "captureBeyondViewport": false}));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{name}.png.base64")), picture["data"].as_str().unwrap()).unwrap();
    }

    /// The page as it is printed: a PDF in base64.
    pub fn printed(&mut self) -> String {
        self.call("Page.printToPDF", json!({}))["data"].as_str().unwrap().to_owned()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
