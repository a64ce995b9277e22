//! Anchors against another implementation: what github-slugger 2.0.0 (JavaScript, its tables from Unicode's files) makes
//! of headings in every script.

use curate_document::Document;
use curate_document::slug::{HostStyle, slug};

/// Headings with the anchors that github-slugger gives them.
const ANCHORS: &[(&str, &str)] = &[
    ("Getting Started", "getting-started"),
    ("C++ & C#", "c--c"),
    ("What's new?", "whats-new"),
    ("v2.0 (beta)", "v20-beta"),
    ("a/b\\c", "abc"),
    ("snake_case", "snake_case"),
    ("kebab-case -- twice", "kebab-case----twice"),
    ("100% free", "100-free"),
    ("$HOME", "home"),
    ("Ünïcödé Straße", "ünïcödé-straße"),
    ("Ærøskøbing", "ærøskøbing"),
    ("Crème brûlée", "crème-brûlée"),
    ("Zażółć gęślą jaźń", "zażółć-gęślą-jaźń"),
    ("Đà Nẵng tiếng Việt", "đà-nẵng-tiếng-việt"),
    ("İstanbul’da", "i̇stanbulda"),
    ("Ελληνικά Ώρα", "ελληνικά-ώρα"),
    ("Русский Язык", "русский-язык"),
    ("Қазақша", "қазақша"),
    ("Українська: мова", "українська-мова"),
    ("Հայերեն Լեզու", "հայերեն-լեզու"),
    ("ქართული ენა", "ქართული-ენა"),
    ("עברית: שפה", "עברית-שפה"),
    ("עִבְרִית", "עִבְרִית"),
    ("العربية", "العربية"),
    ("اللُّغَة العَرَبِيَّة", "اللُّغَة-العَرَبِيَّة"),
    ("فارسی\u{200C}زبان", "فارسیزبان"),
    ("اردو، زبان", "اردو-زبان"),
    ("हिन्दी भाषा", "हिन्दी-भाषा"),
    ("क्षेत्र और ज्ञान", "क्षेत्र-और-ज्ञान"),
    ("বাংলা ভাষা", "বাংলা-ভাষা"),
    ("ਪੰਜਾਬੀ ਭਾਸ਼ਾ", "ਪੰਜਾਬੀ-ਭਾਸ਼ਾ"),
    ("ગુજરાતી", "ગુજરાતી"),
    ("தமிழ் மொழி", "தமிழ்-மொழி"),
    ("తెలుగు భాష", "తెలుగు-భాష"),
    ("ಕನ್ನಡ ಭಾಷೆ", "ಕನ್ನಡ-ಭಾಷೆ"),
    ("മലയാളം", "മലയാളം"),
    ("සිංහල භාෂාව", "සිංහල-භාෂාව"),
    ("ภาษาไทย ที่นี่", "ภาษาไทย-ที่นี่"),
    ("ภาษา: ก่อน & หลัง", "ภาษา-ก่อน--หลัง"),
    ("ລາວ ພາສາ", "ລາວ-ພາສາ"),
    ("မြန်မာဘာသာ", "မြန်မာဘာသာ"),
    ("ភាសាខ្មែរ", "ភាសាខ្មែរ"),
    ("བོད་སྐད།", "བོདསྐད"),
    ("አማርኛ ቋንቋ።", "አማርኛ-ቋንቋ"),
    ("한국어 목록", "한국어-목록"),
    ("한글: 가나다!", "한글-가나다"),
    ("日本語の一覧", "日本語の一覧"),
    ("カタカナ・ひらがな", "カタカナひらがな"),
    ("ﾊﾝｶｸ ｶﾅ", "ﾊﾝｶｸ-ｶﾅ"),
    ("コンピューター", "コンピューター"),
    ("々〆〇", "々〆〇"),
    ("中文列表", "中文列表"),
    ("开源软件（二）", "开源软件二"),
    ("《书》、“引号”", "书引号"),
    ("數位\u{3000}人文", "數位人文"),
    ("１２３\u{3000}ＡＢＣ", "１２３ａｂｃ"),
    ("Ｆｕｌｌ－ｗｉｄｔｈ", "ｆｕｌｌｗｉｄｔｈ"),
    ("ᠮᠣᠩᠭᠣᠯ", "ᠮᠣᠩᠭᠣᠯ"),
    ("Ꭰ Cherokee ᏣᎳᎩ", "ꭰ-cherokee-ꮳꮃꭹ"),
    ("𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢"),
    ("𠮷野家", "𠮷野家"),
    ("😀 Smile", "-smile"),
    ("❤\u{FE0F} Love", "\u{FE0F}-love"),
    ("❤ Love", "-love"),
    ("☕\u{FE0F}", "\u{FE0F}"),
    ("✈\u{FE0F} Travel ✈", "\u{FE0F}-travel-"),
    ("👨\u{200D}👩\u{200D}👧 Family", "-family"),
    ("🏳\u{FE0F}\u{200D}🌈 Flag", "\u{FE0F}-flag"),
    ("🇨🇳 China", "-china"),
    ("1\u{FE0F}\u{20E3} First", "1\u{FE0F}\u{20E3}-first"),
    ("#\u{FE0F}\u{20E3} Hash", "\u{FE0F}\u{20E3}-hash"),
    ("©\u{FE0F} Rights", "\u{FE0F}-rights"),
    ("™ and ®", "-and-"),
    ("→ Arrow", "-arrow"),
    ("½ and ²", "-and-"),
    ("Ⅷ ⅷ", "ⅷ-ⅷ"),
    ("①②", ""),
    ("٣ ३ ๓ ３", "٣-३-๓-３"),
    ("a\u{AD}b soft", "ab-soft"),
    ("a\u{200B}b zero", "ab-zero"),
    ("a\u{2060}b joiner", "ab-joiner"),
    ("می\u{200C}خواهم", "میخواهم"),
    ("e\u{301} é", "e\u{301}-é"),
    ("Å Å", "å-å"),
    ("ﬁ ligature", "ﬁ-ligature"),
    ("ß ẞ", "ß-ß"),
    ("dž Dž DŽ", "dž-dž-dž"),
    ("ſ long", "ſ-long"),
    ("ʻOkina ‘Okina", "ʻokina-okina"),
    ("ʼn", "ʼn"),
    ("l·l col·lecció", "ll-collecció"),
    ("don‿t ⁀ ﹏", "don‿t-⁀-﹏"),
    ("a—b–c-d‐e", "abc-de"),
    ("…", ""),
    ("-", "-"),
    ("--", "--"),
    ("  ", "--"),
    ("Tab\there", "tabhere"),
    ("\u{A0}nbsp\u{A0}", "nbsp"),
    ("`code` **bold**", "code-bold"),
    ("<b>x</b>", "bxb"),
    ("a & b < c", "a--b--c"),
    ("ⵜⴰⵎⴰⵣⵉⵖⵜ", "ⵜⴰⵎⴰⵣⵉⵖⵜ"),
    ("ߒߞߏ", "ߒߞߏ"),
    ("ދިވެހި", "ދިވެހި"),
    ("ᓀᐦᐃᔭᐍᐏᐣ", "ᓀᐦᐃᔭᐍᐏᐣ"),
    ("ꦧꦱꦗꦮ", "ꦧꦱꦗꦮ"),
    ("ᮘᮞ", "ᮘᮞ"),
    ("ⲕⲏⲙⲉ", "ⲕⲏⲙⲉ"),
];

#[test]
fn anchors_are_those_of_another_implementation() {
    let wrong: Vec<String> = ANCHORS
        .iter()
        .map(|(heading, theirs)| (heading, slug(heading, HostStyle::GitHub), theirs))
        .filter(|(_, ours, theirs)| ours != *theirs)
        .map(|(heading, ours, theirs)| format!("{heading:?}: {ours:?} instead of {theirs:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Headings with the anchors that GitHub, GitLab and Gitea give them.
const BY_HOST: &[(&str, [&str; 3])] = &[
    ("हिन्दी भाषा", ["हिन्दी-भाषा", "हिन्दी-भाषा", "हनद-भष"]),
    ("开源软件 列表", ["开源软件-列表", "开源软件-列表", "开源软件-列表"]),
    ("公司、投资（二）", ["公司投资二", "公司投资二", "公司投资二"]),
    ("🚀 Launch", ["-launch", "-launch", "-launch"]),
    ("❤\u{FE0F} Love", ["\u{FE0F}-love", "\u{FE0F}-love", "-love"]),
    ("🚀", ["", "", "heading"]),
    ("What's new? (beta)", ["whats-new-beta"; 3]),
    ("A & B", ["a--b"; 3]),
    ("has  two spaces and --- hyphens", ["has--two-spaces-and-----hyphens"; 3]),
    ("2024", ["2024"; 3]),
    ("3.5", ["35"; 3]),
    ("x² ½ Ⅳ", ["x--ⅳ", "x²-½-ⅳ", "x²-½-ⅳ"]),
    ("ΟΔΟΣ", ["οδοσ", "οδος", "οδοσ"]),
    ("`snake_case` **bold**", ["snake_case-bold"; 3]),
    ("_Notes_", ["notes", "notes", "_notes_"]),
    ("R&amp;D", ["rd", "rd", "rampd"]),
    ("[Tool](https://a.example/b)", ["tool", "tool", "toolhttpsaexampleb"]),
    ("![Logo](logo.svg) Tool", ["-tool", "logo-tool", "logologosvg-tool"]),
    ("Tool <!-- note -->", ["tool-", "tool-", "tool----note---"]),
    ("user-content-tool", ["user-content-tool", "user-content-tool", "tool"]),
];

#[test]
fn every_host_has_its_own_anchors() {
    for (heading, expected) in BY_HOST {
        let found = HostStyle::ALL.map(|style| {
            let document = Document::parse_for(format!("# {heading}\n"), style);
            document.sections().first().map(|section| section.slug.to_string()).unwrap_or_default()
        });
        assert_eq!(found, *expected, "{heading:?}");
    }
}

#[test]
fn repeats_are_numbered_on_every_host() {
    for style in HostStyle::ALL {
        let document = Document::parse_for("# A\n\n## A\n\n## A-1\n\n## 1\n\n## 1\n\n## A\n", style);
        let anchors: Vec<&str> = document.anchors().collect();
        assert_eq!(anchors, ["a", "a-1", "a-1-1", "1", "1-1", "a-2"], "{style:?}");
    }
}

#[test]
fn headings_of_two_lines_and_in_raw_html() {
    let source = "Two\nlines\n===\n\n<h2>Raw</h2>\n";
    let expected = [vec!["twolines", "raw"], vec!["two-lines"], vec!["lines"]];
    for (style, expected) in HostStyle::ALL.into_iter().zip(expected) {
        let document = Document::parse_for(source, style);
        assert_eq!(document.anchors().collect::<Vec<_>>(), expected, "{style:?}");
    }
}

#[test]
fn styles_have_names() {
    for style in HostStyle::ALL {
        assert_eq!(HostStyle::named(style.name()), Some(style));
    }
    assert_eq!(HostStyle::named("GitHub"), Some(HostStyle::GitHub));
    assert_eq!(HostStyle::named("forgejo"), Some(HostStyle::Gitea));
    assert_eq!(HostStyle::named("bitbucket"), None);
}

#[test]
fn anchors_of_gitlab_are_those_of_its_renderer() {
    let mut options = comrak::Options::default();
    options.extension.header_id_prefix = Some(String::new());
    for (heading, [_, gitlab, _]) in BY_HOST {
        let html = comrak::markdown_to_html(&format!("# {heading}\n"), &options);
        let id = html.split_once(" id=\"").and_then(|(_, rest)| rest.split_once('"'));
        assert_eq!(id.map(|(id, _)| id), Some(*gitlab), "{heading:?}");
    }
}
