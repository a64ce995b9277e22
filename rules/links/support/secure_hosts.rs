//! Hosts that everybody knows to serve https.

/// These and the hosts right below them: sites that give every user a host, and sites that are one.
#[rustfmt::skip]
const WITH_HOSTS_BELOW: &[&str] = &[
    // Code and its packages
    "github.com", "github.io", "githubusercontent.com", "gitlab.com", "gitlab.io", "bitbucket.org", "codeberg.org", "codeberg.page",
    "gitee.com", "sourceforge.io", "npmjs.com", "npmjs.org", "pypi.org", "pypi.python.org", "crates.io", "docs.rs", "pkg.go.dev",
    "godoc.org", "rubygems.org", "packagist.org", "nuget.org", "hex.pm", "maven.org", "metacpan.org", "cran.r-project.org",
    "readthedocs.io", "readthedocs.org", "shields.io", "travis-ci.org", "travis-ci.com", "huggingface.co", "stackoverflow.com",
    "stackexchange.com", "superuser.com", "serverfault.com", "askubuntu.com", "docker.com", "kubernetes.io", "codepen.io", "jsfiddle.net",
    // Languages and projects
    "python.org", "rust-lang.org", "golang.org", "go.dev", "ruby-lang.org", "php.net", "nodejs.org", "haskell.org", "scala-lang.org",
    "kotlinlang.org", "julialang.org", "jquery.com", "angularjs.org", "angular.io", "reactjs.org", "vuejs.org", "getbootstrap.com",
    "mozilla.org", "gnu.org", "kernel.org", "debian.org", "archlinux.org", "postgresql.org", "sqlite.org", "mongodb.com", "nginx.org",
    "apache.org", "wordpress.org", "videolan.org", "virtualbox.org", "vim.org", "jetbrains.com", "sublimetext.com", "creativecommons.org", "w3.org",
    "ietf.org", "rfc-editor.org", "letsencrypt.org", "opensource.org", "tensorflow.org", "pytorch.org",
    // Knowledge
    "wikipedia.org", "wikimedia.org", "wikibooks.org", "wiktionary.org", "wikiversity.org", "wikidata.org", "mediawiki.org", "archive.org",
    "arxiv.org", "doi.org", "nature.com", "springer.com", "acm.org", "researchgate.net", "semanticscholar.org", "kaggle.com",
    "coursera.org", "edx.org", "udemy.com", "udacity.com", "khanacademy.org", "codecademy.com", "freecodecamp.org", "w3schools.com",
    "tutorialspoint.com", "geeksforgeeks.org", "ted.com", "openstreetmap.org", "gutenberg.org", "ocw.mit.edu",
    // Publishing
    "youtube.com", "youtu.be", "vimeo.com", "twitter.com", "x.com", "facebook.com", "instagram.com", "linkedin.com", "reddit.com",
    "medium.com", "wordpress.com", "blogspot.com", "tumblr.com", "substack.com", "dev.to", "hackernoon.com", "slideshare.net",
    "speakerdeck.com", "scribd.com", "leanpub.com", "gumroad.com", "lulu.com", "gitbook.io", "manning.com",
    "packtpub.com", "infoq.com", "discord.com", "discord.gg", "discordapp.com", "t.me", "slack.com", "gitter.im", "meetup.com",
    "patreon.com", "producthunt.com", "news.ycombinator.com", "spotify.com", "soundcloud.com",
    // Where things are hosted
    "herokuapp.com", "netlify.com", "netlify.app", "vercel.app", "appspot.com", "cloudfront.net", "web.app", "firebaseapp.com",
    "pages.dev", "workers.dev", "surge.sh",
    // China
    "zhihu.com", "bilibili.com", "douban.com", "juejin.cn", "jianshu.com", "csdn.net", "segmentfault.com", "mp.weixin.qq.com",
    "weixin.qq.com", "v2ex.com", "ithome.com", "tieba.baidu.com", "baike.baidu.com", "www.baidu.com", "pan.baidu.com", "www.yuque.com",
];

/// These alone, and with `www.`: of the hosts below them not all do.
#[rustfmt::skip]
const ALONE: &[&str] = &[
    "google.com", "docs.google.com", "drive.google.com", "play.google.com", "groups.google.com", "code.google.com", "scholar.google.com",
    "books.google.com", "maps.google.com", "translate.google.com", "chrome.google.com", "developers.google.com", "cloud.google.com",
    "sites.google.com", "developer.chrome.com", "android.com", "developer.android.com", "apple.com", "apps.apple.com", "itunes.apple.com",
    "developer.apple.com", "support.apple.com", "microsoft.com", "docs.microsoft.com", "learn.microsoft.com", "msdn.microsoft.com",
    "technet.microsoft.com", "support.microsoft.com", "azure.microsoft.com", "visualstudio.com", "code.visualstudio.com",
    "marketplace.visualstudio.com", "amazon.com", "aws.amazon.com", "docs.aws.amazon.com", "ibm.com", "oracle.com", "docs.oracle.com",
    "intel.com", "nvidia.com", "developer.nvidia.com", "redhat.com", "ubuntu.com", "adobe.com", "dropbox.com", "trello.com", "evernote.com",
    "paypal.com", "stripe.com", "digitalocean.com", "cloudflare.com", "nytimes.com", "bbc.co.uk", "theguardian.com", "nasa.gov",
    "imdb.com", "sourceforge.net", "eclipse.org", "oreilly.com", "oschina.net", "ieee.org", "ieeexplore.ieee.org", "nodejs.dev", "mit.edu", "stanford.edu", "bing.com", "yahoo.com", "quora.com",
];

/// Whether `host` (in lower case) is known to serve https. A certificate for all hosts below another covers one label
/// (RFC 9525 section 6.3), so not `www.example.github.io`.
pub(crate) fn serves_https(host: &str) -> bool {
    let above = host.split_once('.').map_or(host, |(_, above)| above);
    let bare = host.strip_prefix("www.").unwrap_or(host);
    ALONE.contains(&bare) || WITH_HOSTS_BELOW.contains(&host) || WITH_HOSTS_BELOW.contains(&above)
}
