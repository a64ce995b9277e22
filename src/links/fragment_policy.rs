//! Which fragments can be checked: those that name a part of a page that is written out in it.

use url::Url;

/// Sites, with all of their subdomains, whose pages scripts build, or that give a fragment a meaning of their own (mega.nz: a key).
const SCRIPTED: &[&str] = &[
    "bilibili.com",
    "bitbucket.org",
    "bsky.app",
    "codepen.io",
    "codesandbox.io",
    "colab.research.google.com",
    "docs.google.com",
    "drive.google.com",
    "facebook.com",
    "feishu.cn",
    "figma.com",
    "github.com",
    "gitlab.com",
    "groups.google.com",
    "hub.docker.com",
    "instagram.com",
    "linkedin.com",
    "medium.com",
    "mega.nz",
    "notion.site",
    "notion.so",
    "npmjs.com",
    "pan.baidu.com",
    "reddit.com",
    "replit.com",
    "sites.google.com",
    "stackblitz.com",
    "t.me",
    "threads.net",
    "twitter.com",
    "weixin.qq.com",
    "x.com",
    "youtube.com",
    "yuque.com",
    "zhihu.com",
];
/// Prefixes of names that pages load later: comments and reviews.
const LATER: &[&str] =
    &["comment", "disqus", "discussion", "issue", "note_", "pullrequestreview", "reply", "respond", "review"];

/// Whether the page at `url` can be checked for a part called `fragment`: not where scripts build the site.
pub(crate) fn is_checkable(url: &Url, fragment: &str) -> bool {
    let host = url.host_str().unwrap_or_default();
    let is_on = |site: &&str| host.strip_suffix(*site).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    names_part(fragment) && !SCRIPTED.iter().any(is_on) && !host.starts_with("gitlab.")
}

/// Whether `fragment` (without `#`) names a part of a page: not an address within an application (`!/inbox`), a setting
/// (`page=3`), a line of a file, a comment, or text to be marked (`:~:text=`).
pub(crate) fn names_part(fragment: &str) -> bool {
    let id = fragment.split_once(":~:").map_or(fragment, |(id, _)| id);
    let small = id.to_ascii_lowercase();
    // Browsers scroll to the top for the first two, whatever the page holds.
    if small.is_empty() || small == "top" || small.starts_with('!') || small.contains(['/', '=', '&', '?', '|', ',']) {
        return false;
    }
    // `L10`, `L10-L20`, `L10C3`, `lines-10`, and not `l10n`.
    let line = small.strip_prefix("lines-").or_else(|| small.strip_prefix('l'));
    let is_place = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'l' | b'c' | b':');
    let is_line =
        line.is_some_and(|line| line.starts_with(|first: char| first.is_ascii_digit()) && line.bytes().all(is_place));
    !is_line && !LATER.iter().any(|start| small.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checkable_fragments() {
        for (url, checkable) in [
            ("https://lamp.example/manual#bulbs", true),
            ("https://lamp.example/manual#%E7%81%AF", true),
            ("https://lamp.example/manual#3.2-bulbs", true),
            ("https://lamp.example/manual#1", true),
            ("https://lamp.example/manual#l10n", true),
            ("https://developers.google.com/lamp#bulbs", true),
            ("https://thex.com/lamp#bulbs", true),
            ("https://lamp.github.io/#bulbs", true),
            ("https://lamp.example/manual#lamp(int)", true),
            ("https://lamp.example/manual#bulbs:~:text=to%20change", true),
            ("https://lamp.example/manual#", false),
            ("https://lamp.example/manual#Top", false),
            ("https://lamp.example/#/bulbs", false),
            ("https://lamp.example/#!bulbs", false),
            ("https://lamp.example/#docs/bulbs", false),
            ("https://lamp.example/manual.pdf#page=3", false),
            ("https://lamp.example/manual#:~:text=bulbs", false),
            ("https://lamp.example/src/lamp.c#L10-L20", false),
            ("https://lamp.example/src/lamp.c#l10", false),
            ("https://lamp.example/src/lamp.c#lines-10", false),
            ("https://lamp.example/post#comment-17", false),
            ("https://github.com/lamp/desk#bulbs", false),
            ("https://mp.weixin.qq.com/s?__biz=x#wechat_redirect", false),
            ("https://docs.google.com/document/d/x/edit#heading", false),
            ("https://gitlab.lamp.example/a/b#bulbs", false),
        ] {
            let url = Url::parse(url).expect("a URL");
            assert_eq!(is_checkable(&url, url.fragment().expect("a fragment")), checkable, "{url}");
        }
    }
}
