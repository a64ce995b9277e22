//! Tables and properties for the normal form of URLs.

use curate_document::url::{Tracking, UrlKey, is_same_except_language, is_tracking_parameter, tracking};
use curate_testing::properties;
use proptest::prelude::*;
use url::Url;

const NORMAL_FORMS: &[(&str, &str)] = &[
    ("https://Example.ORG/", "example.org"),
    ("http://www.example.org:80/a/", "example.org/a"),
    ("https://example.org:8080/a//b/", "example.org:8080/a//b"),
    ("https://user:secret@example.org./a", "example.org/a"),
    ("https://m.example.org/a", "example.org/a"),
    ("https://www.com/", "www.com"),
    ("https://en.m.wikipedia.org/wiki/C%2B%2B", "en.wikipedia.org/wiki/C++"),
    ("https://zh.wikipedia.org/wiki/中文", "zh.wikipedia.org/wiki/%E4%B8%AD%E6%96%87"),
    ("https://zh.wikipedia.org/wiki/%e4%b8%ad%e6%96%87", "zh.wikipedia.org/wiki/%E4%B8%AD%E6%96%87"),
    ("https://中文.com/", "xn--fiq228c.com"),
    ("https://example.org/a/../b/./c", "example.org/b/c"),
    ("https://example.org/a/index.html", "example.org/a"),
    ("https://example.org/index.htm#x", "example.org#x"),
    ("https://example.org/a%2Fb%20c%7Ed%28e%29", "example.org/a%2Fb%20c~d(e)"),
    ("https://example.org/100%", "example.org/100%25"),
    ("https://example.org/a?b=2&a=1&a=0&utm_source=x&fbclid=y&", "example.org/a?a=1&a=0&b=2"),
    ("https://example.org/?utm_source=x#top", "example.org#top"),
    ("https://example.org/a?q=a+b", "example.org/a?q=a%20b"),
    ("https://example.org/?ref=awesome-go", "example.org"),
    ("https://gitlab.com/a/b?ref=main", "gitlab.com/a/b?ref=main"),
    ("https://example.org/#/route", "example.org#/route"),
    ("https://example.org/a#:~:text=hello", "example.org/a"),
    ("https://example.org/a#b:~:text=hello", "example.org/a#b"),
    ("https://example.org/a#", "example.org/a"),
    ("https://GitHub.com/Owner/Repo.git", "github.com/owner/repo"),
    ("https://www.github.com/Owner/Repo/#readme", "github.com/owner/repo"),
    ("https://github.com/Owner/Repo/tree/HEAD", "github.com/owner/repo"),
    ("https://github.com/Owner/Repo/tree/main/Folder", "github.com/owner/repo/tree/main/Folder"),
    ("https://github.com/Owner/Repo?tab=readme-ov-file#demo", "github.com/owner/repo#demo"),
    ("https://github.com/Owner?tab=repositories", "github.com/owner?tab=repositories"),
    ("https://github.com/", "github.com"),
    ("https://youtu.be/1WmNXEVia8I?si=x&t=10", "youtube.com/watch?v=1WmNXEVia8I"),
    ("https://m.youtube.com/watch?list=PL1&v=1WmNXEVia8I", "youtube.com/watch?v=1WmNXEVia8I"),
    ("https://www.youtube.com/shorts/1WmNXEVia8I", "youtube.com/watch?v=1WmNXEVia8I"),
    ("https://www.youtube-nocookie.com/embed/1WmNXEVia8I", "youtube.com/watch?v=1WmNXEVia8I"),
    ("https://www.youtube.com/playlist?list=PL1", "youtube.com/playlist?list=PL1"),
    ("https://www.youtube.com/@OpenAI", "youtube.com/@OpenAI"),
    ("https://mp.weixin.qq.com/s?__biz=M==&mid=2&sn=7&chksm=a&scene=1#rd", "mp.weixin.qq.com/s?__biz=M==&mid=2&sn=7"),
    ("https://apps.apple.com/us/app/x/id1?mt=12&platform=mac", "apps.apple.com/us/app/x/id1?platform=mac"),
    ("https://git.haproxy.org/?p=haproxy.git;a=tree", "git.haproxy.org?p=haproxy.git;a=tree"),
];

#[test]
fn normal_forms() {
    for &(destination, expected) in NORMAL_FORMS {
        assert_eq!(UrlKey::of(destination).map(|key| key.to_string()).as_deref(), Some(expected), "{destination}");
    }
}

#[test]
fn malformed_wrappers() {
    for destination in [
        "https://arxiv.org/pdf/2205.01068",
        "(https://arxiv.org/pdf/2205.01068)",
        "((https://arxiv.org/pdf/2205.01068))",
        "(https://arxiv.org/pdf/2205.01068",
        "（https://arxiv.org/pdf/2205.01068）",
        "https://arxiv.org/pdf/2205.01068))",
        "<https://arxiv.org/pdf/2205.01068>",
        "[https://arxiv.org/pdf/2205.01068](https://arxiv.org/pdf/2205.01068)",
        "<https://arxiv.org/pdf/2205.01068",
        "https://arxiv.org/pdf/2205.01068>",
        "  https://arxiv.org/pdf/2205.01068\n",
        "https://arxiv.org/ pdf/2205.01068",
        "https： //arxiv.org/pdf/2205.01068",
        "https：//arxiv.org/pdf/2205.01068",
        "http//arxiv.org/pdf/2205.01068",
        "https:/arxiv.org/pdf/2205.01068",
        "httpss://arxiv.org/pdf/2205.01068",
        "HTTPS://arxiv.org/pdf/2205.01068",
        "https://https://arxiv.org/pdf/2205.01068",
        "http://https//arxiv.org/pdf/2205.01068",
        "https:\\\\arxiv.org\\pdf\\2205.01068",
        "www.arxiv.org/pdf/2205.01068",
        "\u{FEFF}https://arxiv.org/pdf/2205.01068\u{200B}",
    ] {
        let key = UrlKey::of(destination).unwrap_or_else(|| panic!("{destination} is a URL"));
        assert_eq!(key.as_str(), "arxiv.org/pdf/2205.01068", "{destination}");
    }
    let balanced = UrlKey::of("https://en.wikipedia.org/wiki/Go_(game)").unwrap();
    assert_eq!(balanced.as_str(), "en.wikipedia.org/wiki/Go_(game)");
    for destination in [
        "",
        "#top",
        "README.md",
        "www.md",
        "/a",
        "//example.org",
        "mailto:a@example.org",
        "javascript:alert(1)",
        "ftp://example.org",
        "https://",
        "http:",
        "((",
        "http/2.md",
        "data:text/html,x",
        "https://exa<mple",
        "http://[::1",
    ] {
        assert_eq!(UrlKey::of(destination), None, "{destination}");
    }
}

const LANGUAGE_PAIRS: &[(&str, &str, bool)] = &[
    ("https://en.wikipedia.org/wiki/ChatGPT", "https://zh.wikipedia.org/wiki/ChatGPT", true),
    ("https://en.wikipedia.org/wiki/Machine_learning", "https://zh.wikipedia.org/wiki/机器学习", true),
    ("https://zh.wikipedia.org/wiki/A", "https://zh.wikipedia.org/zh-cn/A", true),
    ("https://en.wikipedia.org/wiki/A", "https://en.wikipedia.org/wiki/B", false),
    ("https://en.wikipedia.org/wiki/A", "https://zh.wikibooks.org/wiki/A", false),
    ("https://inkscape.org/en/about/", "https://inkscape.org/zh/about/", true),
    ("https://www.microsoft.com/en-us/edge", "https://www.microsoft.com/zh-cn/edge", true),
    ("https://example.org/docs/zh_CN/a", "https://example.org/docs/en/a", true),
    ("https://example.org/zh-cn/a", "https://example.org/a", true),
    ("https://evernote.com/intl/zh-cn/skitch", "https://evernote.com/skitch", true),
    ("https://cn.vuejs.org/guide", "https://vuejs.org/guide", true),
    ("https://zh-hans.react.dev/learn", "https://react.dev/learn", true),
    ("https://www.deepl.com/it/app", "https://www.deepl.com/en/app", true),
    ("https://brew.example/index_ko", "https://brew.example/", true),
    ("https://brew.example/a/index-de.html", "https://brew.example/a", true),
    ("https://brew.example/index_old", "https://brew.example/", false),
    ("https://example.org/?hl=zh-CN&id=1", "https://example.org/?hl=en&id=1", true),
    ("https://example.org/?locale=zh_CN", "https://example.org/", true),
    (
        "https://apps.apple.com/cn/app/%E8%B6%85/id1497428978?l=zh",
        "https://apps.apple.com/us/app/super/id1497428978?mt=12",
        true,
    ),
    ("https://apps.apple.com/cn/app/id1", "https://apps.apple.com/cn/app/id2", false),
    ("https://github.com/a/b/blob/main/README.md", "https://github.com/a/b/blob/main/README.zh-cn.md", true),
    ("https://github.com/a/b/tree/main/en", "https://github.com/a/b/tree/main/zh", true),
    ("https://github.com/google/ko", "https://github.com/google/de", false),
    ("https://github.com/en/a", "https://github.com/zh/a", false),
    ("https://github.com/trending?l=go", "https://github.com/trending?l=rust", false),
    ("https://cs.example.org/a", "https://example.org/a", false),
    ("https://example.org/a", "https://example.org/b", false),
    ("https://example.org/en/a#x", "https://example.org/zh/a#y", false),
];

#[test]
fn language_does_not_count() {
    for &(a, b, expected) in LANGUAGE_PAIRS {
        let (first, second) = (UrlKey::of(a).unwrap(), UrlKey::of(b).unwrap());
        assert_eq!(is_same_except_language(&first, &second), expected, "{a} {b}: {}", first.localised());
    }
}

#[test]
fn tracking_parameters() {
    for (host, name, expected) in [
        ("example.org", "utm_souce", true),
        ("example.org", "UTM_Source", true),
        ("example.org", "gclid", true),
        ("www.bilibili.com", "vd_source", true),
        ("www.bilibili.com", "p", false),
        ("www.youtube.com", "si", true),
        ("www.youtube.com", "v", false),
        ("notyoutube.com", "si", false),
        ("netflix.com", "t", false),
        ("github.com", "ref", false),
        ("pgmagic.app", "ref", true),
        ("example.org", "q", false),
        ("example.org", "", false),
        ("example.org", "ütm_source", false),
        ("apps.apple.com", "platform", false),
    ] {
        assert_eq!(is_tracking_parameter(host, name), expected, "{host} {name}");
    }
}

#[test]
fn what_tracks() {
    for (host, name, expected) in [
        ("m.youtube.com", "si", Some(Tracking::Shared)),
        ("youtube.com", "app", Some(Tracking::Idle)),
        ("youtube.com", "t", None),
        ("mp.weixin.qq.com", "chksm", Some(Tracking::Shared)),
        ("mp.weixin.qq.com", "__biz", None),
        ("www.bilibili.com", "vd_source", Some(Tracking::Shared)),
        ("example.org", "vd_source", Some(Tracking::Placed)),
        ("www.udemy.com", "couponCode", Some(Tracking::Placed)),
        ("www.amazon.co.uk", "ref", Some(Tracking::Shared)),
        ("www.amazon.co.uk", "tag", Some(Tracking::Placed)),
        ("apps.apple.com", "ct", Some(Tracking::Placed)),
        ("apps.apple.com", "mt", Some(Tracking::Idle)),
        ("lamps.medium.com", "source", Some(Tracking::Shared)),
        ("medium.com", "sk", None),
        ("example.org", "utm_id", Some(Tracking::Placed)),
    ] {
        assert_eq!(tracking(host, name), expected, "{host} {name}");
    }
}

proptest! {
    #![proptest_config(properties::config(256, concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/url_key.txt")))]

    #[test]
    fn any_text_is_taken(text in any::<String>()) {
        if let Some(key) = UrlKey::of(&text) {
            let _ = is_same_except_language(&key, &key.localised());
        }
    }

    #[test]
    fn text_like_a_url_is_taken(text in "[(<（]{0,2}(https?|HTTP|http)[:：/]{0,4}[a-z中.:@%\\[\\]]{0,12}[/?#&=%a-zA-Z0-9é中 .()>+~:_-]{0,40}") {
        if let Some(key) = UrlKey::of(&text) {
            let _ = is_same_except_language(&key, &key.localised());
        }
    }

    #[test]
    fn a_key_is_its_own_key(host in "(www\\.|m\\.){0,2}[a-z]{1,8}\\.(com|org)|github\\.com|youtu\\.be", rest in "(/[!-~é]{0,30}){0,3}") {
        let url = Url::parse(&format!("https://{host}{rest}")).unwrap();
        let key = UrlKey::of_url(&url).unwrap();
        let again = Url::parse(&format!("https://{key}")).unwrap();
        prop_assert_eq!(UrlKey::of_url(&again).unwrap(), key);
    }
}
