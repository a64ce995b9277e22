//! Every difference between `curate` and the HTML of the examples, with who is right and why.

use crate::difference::{KnownDifference, Page, Right};
use crate::known::COMMENT;

/// The differences of examples from what their specification says they render as.
pub const KNOWN_RENDERED: &[KnownDifference] = &[
    KnownDifference {
        page: Page::Named("gfm 645 rendered"),
        differences: &["+text foo", "-text foo<!--notacomment--twohyphens-->"],
        right: Right::Curate,
        reason: COMMENT,
    },
    KnownDifference {
        page: Page::Named("gfm 646 rendered"),
        differences: &["+text foofoo-->foo", "-text foo<!-->foo-->foo<!--foo--->"],
        right: Right::Curate,
        reason: COMMENT,
    },
    KnownDifference {
        page: Page::Named("gfm 653 rendered"),
        differences: &["-text <title><style><xmp>isdisallowed.<XMP>isalsodisallowed."],
        right: Right::Curate,
        reason: TAG_FILTER,
    },
    KnownDifference {
        page: Page::Named("gfm-extensions 22 rendered"),
        differences: &[
            "+text Thisisnotokay,butthisis.Nope,Iwon'thave.Yep,okay.<!-Butwe'restrict.-><!Nononsense.>",
            "-text Thisis<xmp>notokay,butthisis.Thisis<xmp>notokay,but**this**is.Nope,Iwon'thave<textarea>.\
             No<textarea>hereeither.Yep,okay.<!-Butwe'restrict.-><!Nononsense.>",
        ],
        right: Right::Curate,
        reason: TAG_FILTER,
    },
    KnownDifference {
        page: Page::Named("commonmark-0.31.2 96 rendered"),
        differences: &["+text BarBaz", "-thematic break", "-heading 2 Foo", "-text FooBarBaz"],
        right: Right::Curate,
        reason: FRONT_MATTER,
    },
    KnownDifference {
        page: Page::Named("commonmark-0.31.2 98 rendered"),
        differences: &["-thematic break", "-thematic break"],
        right: Right::Curate,
        reason: FRONT_MATTER,
    },
    KnownDifference {
        page: Page::Named("gfm 66 rendered"),
        differences: &["+text BarBaz", "-thematic break", "-heading 2 Foo", "-text FooBarBaz"],
        right: Right::Curate,
        reason: FRONT_MATTER,
    },
    KnownDifference {
        page: Page::Named("gfm 68 rendered"),
        differences: &["-thematic break", "-thematic break"],
        right: Right::Curate,
        reason: FRONT_MATTER,
    },
    KnownDifference {
        page: Page::Named("commonmark-0.31.2 604 rendered"),
        differences: &["+link https://foo.bar/baz"],
        right: Right::Curate,
        reason: BARE_URL,
    },
    KnownDifference {
        page: Page::Named("commonmark-0.31.2 610 rendered"),
        differences: &["+link https://foo.bar"],
        right: Right::Curate,
        reason: BARE_URL,
    },
    KnownDifference {
        page: Page::Named("commonmark-0.31.2 613 rendered"),
        differences: &["+link https://example.com"],
        right: Right::Curate,
        reason: BARE_URL,
    },
    KnownDifference {
        page: Page::Named("commonmark-0.31.2 614 rendered"),
        differences: &["+link mailto:foo@bar.example.com"],
        right: Right::Curate,
        reason: BARE_URL,
    },
    KnownDifference {
        page: Page::Named("gfm 610 rendered"),
        differences: &["+link http://foo.bar/baz"],
        right: Right::Curate,
        reason: BARE_URL,
    },
    KnownDifference {
        page: Page::Named("gfm 616 rendered"),
        differences: &["+link http://foo.bar"],
        right: Right::Curate,
        reason: BARE_URL,
    },
    KnownDifference {
        page: Page::Named("gfm 619 rendered"),
        differences: &["+link http://example.com"],
        right: Right::Curate,
        reason: BARE_URL,
    },
    KnownDifference {
        page: Page::Named("gfm 620 rendered"),
        differences: &["+link mailto:foo@bar.example.com"],
        right: Right::Curate,
        reason: BARE_URL,
    },
];

const TAG_FILTER: &str = "which tags GitHub shows as text (GFM 6.11) is not what they are in markdown";

const FRONT_MATTER: &str = "in a file, what is between two lines of hyphens at the start is front matter, not markdown";

const BARE_URL: &str = "the example is rendered without the extension that makes a link of it (GFM 6.9)";
