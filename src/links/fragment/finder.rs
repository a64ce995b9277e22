//! Looks for fragments in a page while it arrives: `id` of any element and `name` of `a`.

use crate::links::fragment::charset::charset_in;
use crate::links::fragment::page_scan::PageScan;
use crate::links::fragment::requested::RequestedFragment;
use crate::links::response::PageLook;
use encoding_rs::Encoding;
use std::mem;

/// Looks for some fragments in one page.
pub(crate) struct FragmentFinder {
    charset: Option<&'static Encoding>,
    page: Vec<u8>,
    /// The length at which the page is searched again: always twice the last one, so that all searches together cost no more
    /// than two pages.
    next: usize,
    requested: Vec<RequestedFragment>,
    scripted: bool,
    look: PageLook,
}

/// What a page turned out to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FragmentFindings {
    /// The requested fragments that the page has, as they were requested, in that order.
    pub(crate) fragments: Vec<String>,
    /// Whether a missing one proves nothing: scripts build the page, or it could not be read as HTML.
    pub(crate) scripted: bool,
    /// What it looks like; `None` where it is no HTML.
    pub(crate) page: Option<PageLook>,
}

impl FragmentFinder {
    /// Looks for `fragments` in a page whose server declares `charset`. Where it declares none, the page does, or it is
    /// UTF-8.
    pub(crate) fn new(fragments: &[String], charset: Option<&'static Encoding>) -> Self {
        let requested = fragments.iter().map(|fragment| RequestedFragment::new(fragment)).collect();
        Self { charset, page: Vec::new(), next: 1, requested, scripted: false, look: PageLook::default() }
    }

    /// Takes the next piece of the page.
    pub(crate) fn feed(&mut self, piece: &[u8]) {
        self.page.extend_from_slice(piece);
        if self.page.len() >= self.next {
            self.search();
            self.next = self.page.len() * 2;
        }
    }

    /// Whether all fragments are found.
    pub(crate) fn is_done(&self) -> bool {
        self.requested.iter().all(|requested| requested.found)
    }

    /// What was found, after the last piece.
    pub(crate) fn finish(mut self) -> FragmentFindings {
        self.search();
        let found = self.requested.into_iter().filter(|requested| requested.found);
        let fragments = found.map(|requested| requested.fragment).collect();
        FragmentFindings { fragments, scripted: self.scripted, page: Some(self.look) }
    }

    /// Searches what has arrived of the page.
    fn search(&mut self) {
        let charset = self.charset.or_else(|| charset_in(&self.page)).unwrap_or(encoding_rs::UTF_8);
        let (text, _, _) = charset.decode(&self.page);
        let scan = PageScan::of(mem::take(&mut self.requested), &text);
        self.scripted = scan.is_scripted();
        self.look = scan.look();
        self.requested = scan.requested;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cuts every page into pieces of several sizes: what is found must not depend on it.
    fn findings(page: &[u8], fragments: &[&str], charset: Option<&'static Encoding>) -> FragmentFindings {
        let fragments: Vec<String> = fragments.iter().map(|&fragment| fragment.to_owned()).collect();
        let in_pieces = |size: usize| {
            let mut finder = FragmentFinder::new(&fragments, charset);
            page.chunks(size).for_each(|piece| finder.feed(piece));
            finder.finish()
        };
        let whole = in_pieces(page.len());
        assert_eq!(in_pieces(1), whole);
        assert_eq!(in_pieces(7), whole);
        whole
    }

    fn found(page: &str, fragment: &str) -> bool {
        findings(page.as_bytes(), &[fragment], None).fragments == [fragment]
    }

    #[test]
    fn ids_and_names_of_anchors_are_found() {
        assert!(found("<h2 id=usage>Usage</h2>", "usage"));
        assert!(found("<a name='usage'></a>", "usage"));
        assert!(found("<p ID=\"a&amp;b\">", "a&b"));
        assert!(found("<p id='&#x4e2d;&#25991;'>", "中文"));
        assert!(found("<h2 id=\"中文\">x</h2>", "%E4%B8%AD%E6%96%87"));
        assert!(found("<h2 id=\"%E4%B8%AD\">x</h2>", "%E4%B8%AD"));
        assert!(found("<h2 id='user-content-usage'>", "usage"));
        assert!(found("<h2 id='usage'>", "usage:~:text=how"));
        assert!(found("<p id=Usage>", "usage"), "names of old pages differ in more than letter case");
        assert!(found("<p>no ids</p>", ":~:text=ids"));
        assert!(found("<p>no ids</p>", "top"));
        assert!(found("<p>no ids</p>", ""));
    }

    #[test]
    fn what_only_looks_like_an_id_is_not_found() {
        for page in [
            "<p>id=usage</p>",
            "<!-- <p id=usage> -->",
            "<script>'<p id=usage>'</script>",
            "<textarea><p id=usage></textarea>",
            "<p name=usage>",
            "<p data-id=usage>",
            "<!doctype html><p id=Usage>",
            "<p id='usage more'>",
        ] {
            assert!(!found(page, "usage"), "{page}");
        }
    }

    #[test]
    fn only_those_that_the_page_has_are_named() {
        let page = b"<p id=b><p id=a>";
        assert_eq!(findings(page, &["a", "c", "b"], None).fragments, ["a", "b"]);
        let mut finder = FragmentFinder::new(&["a".to_owned()], None);
        assert!(!finder.is_done());
        finder.feed(page);
        assert!(finder.is_done());
    }

    #[test]
    fn pages_in_other_charsets_are_read() {
        let (page, _, _) = encoding_rs::GBK.encode("<h2 id='中文'>");
        let fragment = "%E4%B8%AD%E6%96%87";
        assert_eq!(findings(&page, &[fragment], Some(encoding_rs::GBK)).fragments, [fragment]);
        let (page, _, _) = encoding_rs::GBK.encode("<head><meta charset=gbk></head><h2 id='中文'>");
        assert_eq!(findings(&page, &[fragment], None).fragments, [fragment]);
    }

    #[test]
    fn a_missing_fragment_of_a_scripted_page_proves_nothing() {
        let text = "Plain words of a page that was written out. ".repeat(20);
        for page in [
            format!("<div id=root></div>{text}"),
            "<body><script src=a.js></script>Loading</body>".to_owned(),
            format!("<noscript>You need to enable JavaScript.</noscript>{text}"),
            format!("<app-root ng-version=17>{text}</app-root>"),
            "not HTML at all".to_owned(),
            format!("<script src=anchors.js></script><h2>One</h2><h2>Two</h2>{text}"),
            "<meta http-equiv=Refresh content='0; url=/new'>".to_owned(),
            "<frameset><frame src=a></frameset>".to_owned(),
        ] {
            assert!(findings(page.as_bytes(), &["a"], None).scripted, "{page}");
        }
        assert!(findings(b"<p>x", &["!/route"], None).scripted);
        assert!(findings(b"<p id=a>", &["a"], Some(encoding_rs::UTF_16LE)).scripted);
        for names in ["<h2 id=b>One</h2><h2 id=c>Two</h2>", "<h2><a id=b></a>One</h2><a name=c></a>"] {
            let page = format!("<script></script>{names}<p>{text}");
            assert!(!findings(page.as_bytes(), &["a"], None).scripted, "{page}");
        }
        assert!(!findings(b"<p>Few words and no script.", &["a"], None).scripted);
    }
}
