//! Query parameters that say who shared a link and where, not what it leads to.

/// Why a query parameter has no part in what its URL leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tracking {
    /// A share button, a search or a session of a known host has put it there; nobody means it.
    Shared,
    /// Of a campaign, an affiliate or an advertiser: it may be there on purpose.
    Placed,
    /// It follows nobody, and makes no difference.
    Idle,
}

/// On any host. Compared in any case.
#[rustfmt::skip]
const ANYWHERE: &[&str] = &[
    // Advertisers' click numbers
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "twclid", "ttclid", "li_fat_id", "srsltid",
    "igshid", "igsh", "rb_clickid", "s_kwcid", "epik", "rdt_cid", "tblci", "wickedid", "bd_vid", "_openstat",
    // Newsletters and customer databases
    "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsctatracking", "vero_id", "vero_conv",
    "oly_anon_id", "oly_enc_id", "ml_subscriber", "ml_subscriber_hash", "sc_cid", "wt.mc_id", "_ga", "_gl", "guccounter",
    "guce_referrer", "guce_referrer_sig", "itsct", "itscg", "cmpid", "fb_ref", "fb_source", "fb_action_ids", "fb_action_types",
    // Chinese platforms and Baidu's statistics
    "spm", "spm_id_from", "from_spmid", "vd_source", "scm_id", "hmsr", "hmpl", "hmcu", "hmkw", "hmci",
    "share_source", "share_medium", "share_plat", "share_tag", "share_session_id", "share_from", "share_token", "unique_k",
    // Twitter's embedding
    "ref_src", "ref_url", "__twitter_impression",
];

/// Beginnings of names, on any host: Google Analytics, Matomo.
const PREFIXES: &[&str] = &["utm_", "pk_", "mtm_", "piwik_"];

/// By host, which counts for the hosts below it.
type ByHost = &'static [(&'static str, &'static [&'static str])];

/// What share buttons, searches and sessions of a host add.
#[rustfmt::skip]
const SHARED: ByHost = &[
    ("youtube.com", &["si", "feature", "pp", "ab_channel"]),
    ("youtu.be", &["si", "feature"]),
    ("bilibili.com", &[
        "spm_id_from", "vd_source", "from_spmid", "share_source", "share_medium", "share_plat", "share_tag", "share_session_id",
        "share_from", "unique_k", "from", "seid", "is_story_h5", "plat_id", "timestamp", "bbid", "ts", "buvid", "up_id", "from_source",
        "msource",
    ]),
    ("b23.tv", &["from", "seid"]),
    ("mp.weixin.qq.com", &[
        "chksm", "mpshare", "scene", "srcid", "sharer_sharetime", "sharer_shareid", "sharer_shareinfo", "sharer_shareinfo_first", "from",
        "isappinstalled", "ascene", "key", "uin", "devicetype", "version", "pass_ticket", "exportkey", "wx_header", "subscene",
        "clicktime", "enterid", "nettype", "abtest_cookie", "sessionid", "poc_token", "wxwork_userid", "click_id", "xtrack",
    ]),
    ("zhihu.com", &["hybrid_search_source", "hybrid_search_extra", "share_code", "scene"]),
    ("csdn.net", &["spm", "ops_request_misc", "request_id", "biz_id", "depth_1"]),
    ("aliyun.com", &["spm"]), ("taobao.com", &["spm"]), ("tmall.com", &["spm"]),
    ("weibo.com", &["wm", "from", "sourcetype"]),
    ("douban.com", &["_i", "dt_dapp", "dt_platform"]),
    ("twitter.com", &["s", "t", "cxt", "ref_src", "ref_url"]),
    ("x.com", &["s", "t", "cxt", "ref_src", "ref_url"]),
    ("instagram.com", &["igsh", "igshid"]),
    ("tiktok.com", &["_r", "_t", "is_from_webapp", "sender_device", "is_copy_url", "web_id"]),
    ("linkedin.com", &["trk", "trackingid", "lipi", "rcm"]),
    ("facebook.com", &["mibextid", "__tn__", "hc_ref", "fref", "rdid", "refid"]),
    ("reddit.com", &["share_id", "rdt"]),
    ("medium.com", &["source"]),
    ("substack.com", &["r", "showwelcome", "triedredirect"]),
    ("spotify.com", &["si"]),
    ("amazon.com", AMAZON), ("amazon.cn", AMAZON), ("amazon.co.jp", AMAZON), ("amazon.co.uk", AMAZON), ("amazon.de", AMAZON),
    ("amazon.fr", AMAZON), ("amazon.in", AMAZON), ("amazon.es", AMAZON), ("amazon.it", AMAZON), ("amazon.ca", AMAZON),
    ("docs.google.com", &["usp", "ouid"]),
    ("drive.google.com", &["usp"]),
    ("stackoverflow.com", &["noredirect", "lq", "rq"]),
    ("notion.so", &["pvs"]),
    ("notion.site", &["pvs"]),
    ("quora.com", &["ch", "oid", "share", "srid", "target_type"]),
    ("udemy.com", &["src"]),
];

#[rustfmt::skip]
const AMAZON: &[&str] = &[
    "ref", "ref_", "qid", "sr", "crid", "sprefix", "dib", "dib_tag", "pd_rd_i", "pd_rd_r", "pd_rd_w", "pd_rd_wg", "pf_rd_p", "pf_rd_r",
    "pf_rd_s", "pf_rd_t", "content-id",
];

/// What earns somebody a commission, or counts for a campaign.
#[rustfmt::skip]
const PLACED: ByHost = &[
    ("amazon.com", ASSOCIATES), ("amazon.cn", ASSOCIATES), ("amazon.co.jp", ASSOCIATES), ("amazon.co.uk", ASSOCIATES),
    ("amazon.de", ASSOCIATES), ("amazon.fr", ASSOCIATES), ("amazon.in", ASSOCIATES), ("amazon.es", ASSOCIATES),
    ("amazon.it", ASSOCIATES), ("amazon.ca", ASSOCIATES),
    ("apps.apple.com", APPLE), ("itunes.apple.com", APPLE),
    ("play.google.com", &["pcampaignid", "referrer"]),
    ("microsoft.com", &["ocid"]),
    ("udemy.com", &["couponcode", "referralcode"]),
];

const ASSOCIATES: &[&str] = &["tag", "linkcode", "linkid", "camp", "creative", "creativeasin", "ascsubtag"];

/// Numbers of campaigns and affiliates.
const APPLE: &[&str] = &["pt", "ct", "at"];

/// What makes no difference: which shop or account is to open, how a page is to be shown.
#[rustfmt::skip]
const IDLE: ByHost = &[
    ("youtube.com", &["app"]),
    ("amazon.com", LISTING), ("amazon.cn", LISTING), ("amazon.co.jp", LISTING), ("amazon.co.uk", LISTING), ("amazon.de", LISTING),
    ("amazon.fr", LISTING), ("amazon.in", LISTING), ("amazon.es", LISTING), ("amazon.it", LISTING), ("amazon.ca", LISTING),
    ("apps.apple.com", &["mt", "ls", "uo"]), ("itunes.apple.com", &["mt", "ls", "uo"]),
    ("chrome.google.com", &["pli", "authuser"]),
    ("chromewebstore.google.com", &["pli", "authuser"]),
    ("docs.google.com", &["rtpof", "sd"]),
    ("google.com", &["ved", "sa", "usg", "ei", "oq", "aqs", "sourceid", "gs_lcrp", "sxsrf"]),
];

const LISTING: &[&str] = &["psc", "_encoding"];

/// Hosts of code, where `ref` names a branch.
const CODE_HOSTS: &[&str] = &["git", "bitbucket", "codeberg", "sr.ht", "sourcegraph", "gitea", "forgejo"];

/// Whether a query parameter of a URL on `host` has no part in what the URL leads to: click and campaign numbers, share
/// parameters of known hosts. `ref` counts, save on hosts of code, where it names a branch. Parameters that choose a
/// language, an affiliate's `via` or a page do not count.
pub fn is_tracking_parameter(host: &str, name: &str) -> bool {
    tracking(host, name).is_some()
}

/// Why the query parameter `name` of a URL on `host` has no part in what the URL leads to; `None` where it has.
pub fn tracking(host: &str, name: &str) -> Option<Tracking> {
    let on_host = |table: ByHost| table.iter().any(|(known, names)| is_on_host(host, known) && contains(names, name));
    let has_prefix = |prefix: &&str| {
        name.split_at_checked(prefix.len()).is_some_and(|(start, _)| start.eq_ignore_ascii_case(prefix))
    };
    if on_host(SHARED) {
        return Some(Tracking::Shared);
    }
    let is_ref = name.eq_ignore_ascii_case("ref") && !CODE_HOSTS.iter().any(|code| host.contains(code));
    if is_ref || on_host(PLACED) || PREFIXES.iter().any(has_prefix) || contains(ANYWHERE, name) {
        return Some(Tracking::Placed);
    }
    on_host(IDLE).then_some(Tracking::Idle)
}

fn contains(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether `host` is `known` or a host below it.
pub fn is_on_host(host: &str, known: &str) -> bool {
    let below = host.strip_suffix(known);
    below.is_some_and(|below| below.is_empty() || below.ends_with('.'))
}
