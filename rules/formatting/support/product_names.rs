//! Names of products and projects that are written in one way, and that mean nothing else in any case.

use crate::formatting::support::word_list::{Certain, Word};

/// Names by their own spelling. Left out: those that are words too (`Swift`, `Slack`, `Notion`), that are typed as commands
/// (`Docker`, `Terraform`), and those whose own spelling is not settled.
const NAMES: &str = "\
    ActionScript, AirDrop, AirPlay, AirPods, AngularJS, AppleScript, AutoCAD, AutoHotkey, Bitbucket, CarPlay, \
    CentOS, ChatGPT, CircleCI, ClojureScript, Cloudflare, CloudFormation, CocoaPods, CodePen, DeepSeek, \
    DigitalOcean, DirectX, DuckDuckGo, Facebook, FreeBSD, freeCodeCamp, GitBook, GitHub, GitLab, HackerRank, \
    HomeKit, iCloud, iMessage, iMovie, Instagram, IntelliJ, iPad, iPadOS, iPhone, iPod, iTunes, JavaScript, \
    JetBrains, LeetCode, LibreOffice, LinkedIn, MacBook, macOS, MediaWiki, Midjourney, NetBSD, Next.js, Nextcloud, \
    Nintendo, NixOS, Node.js, NoSQL, Objective-C, OCaml, OneDrive, OneNote, OpenBSD, OpenCL, OpenOffice, OpenShift, \
    OpenStack, OpenStreetMap, ownCloud, PayPal, Pinterest, PlayStation, PowerPoint, PowerShell, PureScript, PyCharm, \
    Raspberry Pi, RubyGems, SharePoint, SoundCloud, SourceForge, Spotify, SwiftUI, TikTok, tvOS, TypeScript, Ubuntu, \
    UIKit, VBScript, VirtualBox, visionOS, VMware, Vue.js, watchOS, WebAssembly, WebKit, WebStorm, WeChat, WhatsApp, \
    Wikipedia, WordPress, Xcode, YouTube";

/// Names that packages, drivers and commands have in lower case.
const PACKAGES: &str = "\
    Arduino, BibTeX, BitTorrent, ClickHouse, CockroachDB, CoffeeScript, CouchDB, DynamoDB, Elasticsearch, ESLint, GraphQL, \
    ImageMagick, InfluxDB, jQuery, Kubernetes, LangChain, LaTeX, MariaDB, MongoDB, MySQL, NumPy, OpenAI, OpenCV, OpenGL, \
    phpMyAdmin, PhpStorm, PostgreSQL, PyTorch, RabbitMQ, SciPy, SQLite, TensorFlow, WebGL, WebRTC";

/// Names with a spelling beside their own that is right somewhere: Cisco's system, a logo, a command.
const WITH_ANOTHER: &[(&str, &[&str])] =
    &[("FFmpeg", &["ffmpeg"]), ("iOS", &["IOS"]), ("MATLAB", &["Matlab"]), ("Xbox", &["XBOX"])];

/// Spellings that differ in more than case.
const OTHERWISE: &[(&str, &str)] = &[
    ("Git Hub", "GitHub"),
    ("Graph QL", "GraphQL"),
    ("Mongo DB", "MongoDB"),
    ("NodeJS", "Node.js"),
    ("Tik Tok", "TikTok"),
    ("Web Assembly", "WebAssembly"),
    ("You Tube", "YouTube"),
];

/// All of them.
pub(crate) fn product_names() -> impl Iterator<Item = Word> {
    let names = NAMES.split(", ").map(|name| Word::new(name, name, &[], Certain::Always));
    let packages = PACKAGES.split(", ").map(|name| Word::new(name, name, &[], Certain::WithCapitals));
    let accepting = WITH_ANOTHER.iter().map(|(name, accepted)| Word::new(name, name, accepted, Certain::Always));
    let otherwise = OTHERWISE.iter().map(|(wrong, right)| Word::new(wrong, right, &[], Certain::Never));
    names.chain(packages).chain(accepting).chain(otherwise)
}
