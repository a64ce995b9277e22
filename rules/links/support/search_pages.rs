//! Pages of search results.

use crate::links::support::query::parameters;
use curate_document::url::is_on_host;

/// Pages of results by host (and the hosts below it), path and the parameter that holds the question.
const SEARCHES: &[(&str, &str, &str)] = &[
    ("google.com", "/search", "q"),
    ("bing.com", "/search", "q"),
    ("duckduckgo.com", "/", "q"),
    ("search.yahoo.com", "/search", "p"),
    ("yandex.com", "/search", "text"),
    ("baidu.com", "/s", "wd"),
    ("sogou.com", "/web", "query"),
    ("ecosia.org", "/search", "q"),
    ("you.com", "/search", "q"),
    ("youtube.com", "/results", "search_query"),
    ("github.com", "/search", "q"),
    ("amazon.com", "/s", "k"),
    ("udemy.com", "/courses/search", "q"),
    ("coursera.org", "/search", "query"),
    ("search.bilibili.com", "/all", "keyword"),
    ("zhihu.com", "/search", "q"),
    ("twitter.com", "/search", "q"),
    ("x.com", "/search", "q"),
    ("reddit.com", "/search", "q"),
    ("stackoverflow.com", "/search", "q"),
];

/// Whether a URL on `host` leads to a page of search results.
pub(crate) fn is_search(host: &str, path: &str, query: &str) -> bool {
    let path = path.trim_end_matches('/');
    SEARCHES.iter().any(|(known, place, question)| {
        is_on_host(host, known)
            && path == place.trim_end_matches('/')
            && parameters(query).any(|(name, value)| name == *question && !value.is_empty())
    })
}
