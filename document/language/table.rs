//! Language codes, names and countries: data for `tag.rs`.

use crate::language::script::WritingSystem::{
    self, Arabic, Chinese, Cyrillic, Devanagari, Greek, Hebrew, Japanese, Khmer, Korean, Latin, Other, Thai,
};

/// One language: its code, its English name, and how it is written where there is one usual way.
pub(crate) type LanguageRow = (&'static str, &'static str, Option<WritingSystem>);

/// ISO 639-1, and the three-letter codes that translated READMEs use for languages without a two-letter one. Sorted.
#[rustfmt::skip]
pub(crate) const LANGUAGES: &[LanguageRow] = &[
    ("aa", "Afar", Some(Latin)), ("ab", "Abkhazian", Some(Cyrillic)), ("ae", "Avestan", Some(Other)),
    ("af", "Afrikaans", Some(Latin)), ("ak", "Akan", Some(Latin)), ("am", "Amharic", Some(Other)),
    ("an", "Aragonese", Some(Latin)), ("ar", "Arabic", Some(Arabic)), ("as", "Assamese", Some(Other)),
    ("ast", "Asturian", Some(Latin)), ("av", "Avaric", Some(Cyrillic)), ("ay", "Aymara", Some(Latin)),
    ("az", "Azerbaijani", None), ("ba", "Bashkir", Some(Cyrillic)), ("be", "Belarusian", Some(Cyrillic)),
    ("bg", "Bulgarian", Some(Cyrillic)), ("bi", "Bislama", Some(Latin)), ("bm", "Bambara", None),
    ("bn", "Bengali", Some(Other)), ("bo", "Tibetan", Some(Other)), ("br", "Breton", Some(Latin)),
    ("bs", "Bosnian", None), ("ca", "Catalan", Some(Latin)), ("ce", "Chechen", Some(Cyrillic)),
    ("ceb", "Cebuano", Some(Latin)), ("ckb", "Central Kurdish", Some(Arabic)),
    ("co", "Corsican", Some(Latin)), ("cr", "Cree", None), ("cs", "Czech", Some(Latin)),
    ("cu", "Church Slavonic", Some(Cyrillic)), ("cv", "Chuvash", Some(Cyrillic)), ("cy", "Welsh", Some(Latin)),
    ("da", "Danish", Some(Latin)), ("de", "German", Some(Latin)), ("dv", "Divehi", Some(Other)),
    ("dz", "Dzongkha", Some(Other)), ("ee", "Ewe", Some(Latin)), ("el", "Greek", Some(Greek)),
    ("en", "English", Some(Latin)), ("eo", "Esperanto", Some(Latin)), ("es", "Spanish", Some(Latin)),
    ("et", "Estonian", Some(Latin)), ("eu", "Basque", Some(Latin)), ("fa", "Persian", Some(Arabic)),
    ("ff", "Fulah", None), ("fi", "Finnish", Some(Latin)), ("fil", "Filipino", Some(Latin)),
    ("fj", "Fijian", Some(Latin)), ("fo", "Faroese", Some(Latin)), ("fr", "French", Some(Latin)),
    ("fy", "Western Frisian", Some(Latin)), ("ga", "Irish", Some(Latin)), ("gd", "Scottish Gaelic", Some(Latin)),
    ("gl", "Galician", Some(Latin)), ("gn", "Guarani", Some(Latin)), ("gsw", "Swiss German", Some(Latin)),
    ("gu", "Gujarati", Some(Other)), ("gv", "Manx", Some(Latin)), ("ha", "Hausa", None),
    ("he", "Hebrew", Some(Hebrew)), ("hi", "Hindi", Some(Devanagari)), ("ho", "Hiri Motu", Some(Latin)),
    ("hr", "Croatian", Some(Latin)), ("ht", "Haitian Creole", Some(Latin)), ("hu", "Hungarian", Some(Latin)),
    ("hy", "Armenian", Some(Other)), ("hz", "Herero", Some(Latin)), ("ia", "Interlingua", Some(Latin)),
    ("id", "Indonesian", Some(Latin)), ("ie", "Interlingue", Some(Latin)), ("ig", "Igbo", Some(Latin)),
    ("ii", "Sichuan Yi", Some(Other)), ("ik", "Inupiaq", Some(Latin)), ("io", "Ido", Some(Latin)),
    ("is", "Icelandic", Some(Latin)), ("it", "Italian", Some(Latin)), ("iu", "Inuktitut", None),
    ("ja", "Japanese", Some(Japanese)), ("jv", "Javanese", Some(Latin)), ("ka", "Georgian", Some(Other)),
    ("kab", "Kabyle", None), ("kg", "Kongo", Some(Latin)), ("ki", "Kikuyu", Some(Latin)),
    ("kj", "Kuanyama", Some(Latin)), ("kk", "Kazakh", None), ("kl", "Kalaallisut", Some(Latin)),
    ("km", "Khmer", Some(Khmer)), ("kn", "Kannada", Some(Other)), ("ko", "Korean", Some(Korean)),
    ("kr", "Kanuri", None), ("ks", "Kashmiri", None), ("ku", "Kurdish", None), ("kv", "Komi", Some(Cyrillic)),
    ("kw", "Cornish", Some(Latin)), ("ky", "Kyrgyz", Some(Cyrillic)), ("la", "Latin", Some(Latin)),
    ("lb", "Luxembourgish", Some(Latin)), ("lg", "Ganda", Some(Latin)), ("li", "Limburgish", Some(Latin)),
    ("ln", "Lingala", Some(Latin)), ("lo", "Lao", Some(Other)), ("lt", "Lithuanian", Some(Latin)),
    ("lu", "Luba-Katanga", Some(Latin)), ("lv", "Latvian", Some(Latin)), ("mg", "Malagasy", Some(Latin)),
    ("mh", "Marshallese", Some(Latin)), ("mi", "Maori", Some(Latin)), ("mk", "Macedonian", Some(Cyrillic)),
    ("ml", "Malayalam", Some(Other)), ("mn", "Mongolian", None), ("mr", "Marathi", Some(Devanagari)),
    ("ms", "Malay", Some(Latin)), ("mt", "Maltese", Some(Latin)), ("my", "Burmese", Some(Other)),
    ("na", "Nauru", Some(Latin)), ("nb", "Norwegian Bokmål", Some(Latin)), ("nd", "North Ndebele", Some(Latin)),
    ("ne", "Nepali", Some(Devanagari)), ("ng", "Ndonga", Some(Latin)), ("nl", "Dutch", Some(Latin)),
    ("nn", "Norwegian Nynorsk", Some(Latin)), ("no", "Norwegian", Some(Latin)), ("nr", "South Ndebele", Some(Latin)),
    ("nv", "Navajo", Some(Latin)), ("ny", "Chichewa", Some(Latin)), ("oc", "Occitan", Some(Latin)),
    ("oj", "Ojibwa", None), ("om", "Oromo", Some(Latin)), ("or", "Odia", Some(Other)), ("os", "Ossetian", Some(Cyrillic)),
    ("pa", "Punjabi", None), ("pi", "Pali", None), ("pl", "Polish", Some(Latin)), ("ps", "Pashto", Some(Arabic)),
    ("pt", "Portuguese", Some(Latin)), ("qu", "Quechua", Some(Latin)), ("rm", "Romansh", Some(Latin)),
    ("rn", "Rundi", Some(Latin)), ("ro", "Romanian", Some(Latin)), ("ru", "Russian", Some(Cyrillic)),
    ("rw", "Kinyarwanda", Some(Latin)), ("sa", "Sanskrit", Some(Devanagari)), ("sc", "Sardinian", Some(Latin)),
    ("sd", "Sindhi", None), ("se", "Northern Sami", Some(Latin)), ("sg", "Sango", Some(Latin)),
    ("si", "Sinhala", Some(Other)), ("sk", "Slovak", Some(Latin)), ("sl", "Slovenian", Some(Latin)),
    ("sm", "Samoan", Some(Latin)), ("sn", "Shona", Some(Latin)), ("so", "Somali", Some(Latin)),
    ("sq", "Albanian", Some(Latin)), ("sr", "Serbian", None), ("ss", "Swati", Some(Latin)),
    ("st", "Southern Sotho", Some(Latin)), ("su", "Sundanese", Some(Latin)), ("sv", "Swedish", Some(Latin)),
    ("sw", "Swahili", Some(Latin)), ("ta", "Tamil", Some(Other)), ("te", "Telugu", Some(Other)), ("tg", "Tajik", None),
    ("th", "Thai", Some(Thai)), ("ti", "Tigrinya", Some(Other)), ("tk", "Turkmen", None), ("tl", "Tagalog", Some(Latin)),
    ("tn", "Tswana", Some(Latin)), ("to", "Tongan", Some(Latin)), ("tr", "Turkish", Some(Latin)),
    ("ts", "Tsonga", Some(Latin)), ("tt", "Tatar", None), ("tw", "Twi", Some(Latin)), ("ty", "Tahitian", Some(Latin)),
    ("ug", "Uyghur", None), ("uk", "Ukrainian", Some(Cyrillic)), ("ur", "Urdu", Some(Arabic)), ("uz", "Uzbek", None),
    ("ve", "Venda", Some(Latin)), ("vi", "Vietnamese", Some(Latin)), ("vo", "Volapük", Some(Latin)),
    ("wa", "Walloon", Some(Latin)), ("wo", "Wolof", Some(Latin)), ("xh", "Xhosa", Some(Latin)),
    ("yi", "Yiddish", Some(Hebrew)), ("yo", "Yoruba", Some(Latin)), ("yue", "Cantonese", Some(Chinese)),
    ("za", "Zhuang", Some(Latin)), ("zh", "Chinese", Some(Chinese)), ("zu", "Zulu", Some(Latin)),
];

/// What people write instead of a tag, in lower case with hyphens, and the tag they mean.
///
/// Four country codes win over a language that hardly any README is in: `br` is read as Brazilian Portuguese, not Breton;
/// `tw`, `kr` and `cn` as in every list of translations.
#[rustfmt::skip]
pub(crate) const ALIASES: &[(&str, &str)] = &[
    // Chinese
    ("cn", "zh-cn"), ("ch", "zh"), ("chs", "zh-cn"), ("sc", "zh-cn"), ("zhcn", "zh-cn"), ("zh-chs", "zh-cn"), ("zh-sg", "zh-cn"),
    ("zh-my", "zh-cn"), ("simplified-chinese", "zh-cn"), ("chinese-simplified", "zh-cn"), ("简体中文", "zh-cn"), ("简体", "zh-cn"),
    ("tw", "zh-tw"), ("cht", "zh-tw"), ("tc", "zh-tw"), ("zhtw", "zh-tw"), ("zh-cht", "zh-tw"), ("zh-mo", "zh-hk"),
    ("traditional-chinese", "zh-tw"), ("chinese-traditional", "zh-tw"), ("繁體中文", "zh-tw"), ("繁体中文", "zh-tw"),
    ("繁體", "zh-tw"), ("hk", "zh-hk"), ("chinese", "zh"), ("zho", "zh"), ("chi", "zh"), ("zhs", "zh-cn"), ("zht", "zh-tw"),
    ("中文", "zh"), ("中文版", "zh"), ("cmn", "zh"), ("cantonese", "yue"),
    // Countries used as languages
    ("jp", "ja"), ("kr", "ko"), ("br", "pt-br"), ("ptbr", "pt-br"), ("ua", "uk"), ("vn", "vi"), ("cz", "cs"), ("gr", "el"),
    ("dk", "da"), ("ir", "fa"), ("us", "en-us"), ("gb", "en-gb"), ("mx", "es-mx"), ("sp", "es"), ("enus", "en-us"),
    // Old codes
    ("iw", "he"), ("ji", "yi"), ("sh", "sr"),
    // ISO 639-2 and -3
    ("eng", "en"), ("jpn", "ja"), ("kor", "ko"), ("spa", "es"), ("esp", "es"), ("fra", "fr"), ("fre", "fr"), ("deu", "de"),
    ("ger", "de"), ("rus", "ru"), ("por", "pt"), ("ita", "it"), ("ara", "ar"), ("hin", "hi"), ("ben", "bn"), ("tur", "tr"),
    ("vie", "vi"), ("ukr", "uk"), ("pol", "pl"), ("fas", "fa"), ("per", "fa"), ("tha", "th"), ("nld", "nl"), ("dut", "nl"),
    ("ces", "cs"), ("hun", "hu"), ("swe", "sv"), ("heb", "he"), ("ell", "el"), ("ron", "ro"), ("cat", "ca"), ("fin", "fi"),
    // English names
    ("english", "en"), ("japanese", "ja"), ("korean", "ko"), ("spanish", "es"), ("french", "fr"), ("german", "de"),
    ("russian", "ru"), ("portuguese", "pt"), ("brazilian-portuguese", "pt-br"), ("portuguese-brazil", "pt-br"),
    ("italian", "it"), ("arabic", "ar"), ("hindi", "hi"), ("bengali", "bn"), ("bangla", "bn"), ("turkish", "tr"),
    ("vietnamese", "vi"), ("ukrainian", "uk"), ("polish", "pl"), ("persian", "fa"), ("farsi", "fa"), ("thai", "th"),
    ("dutch", "nl"), ("czech", "cs"), ("hungarian", "hu"), ("swedish", "sv"), ("hebrew", "he"), ("greek", "el"),
    ("romanian", "ro"), ("catalan", "ca"), ("finnish", "fi"), ("danish", "da"), ("norwegian", "no"), ("indonesian", "id"),
    ("malay", "ms"), ("khmer", "km"), ("burmese", "my"), ("nepali", "ne"), ("tamil", "ta"), ("telugu", "te"), ("urdu", "ur"),
    ("bulgarian", "bg"), ("serbian", "sr"), ("croatian", "hr"), ("slovak", "sk"), ("slovenian", "sl"), ("esperanto", "eo"),
    // Own names
    ("英文", "en"), ("英語", "en"), ("英语", "en"), ("日本語", "ja"), ("日语", "ja"), ("日文", "ja"), ("한국어", "ko"), ("español", "es"),
    ("espanol", "es"), ("français", "fr"), ("francais", "fr"), ("deutsch", "de"), ("русский", "ru"), ("português", "pt"),
    ("portugues", "pt"), ("italiano", "it"), ("türkçe", "tr"), ("turkce", "tr"), ("українська", "uk"), ("polski", "pl"),
    ("فارسی", "fa"), ("العربية", "ar"), ("हिन्दी", "hi"), ("हिंदी", "hi"), ("ไทย", "th"),
];

/// Country codes (ISO 3166-1 alpha-2), two letters each, in lower case.
pub(crate) const REGIONS: &str = concat!(
    "adaeafagaialamaoaqarasatauawaxazbabbbdbebfbgbhbibjblbmbnbobqbrbsbtbvbwbybzcacccdcfcgchcickclcmcncocrcucvcwcxcycz",
    "dedjdkdmdodzeceeegeheresetfifjfkfmfofrgagbgdgegfggghgiglgmgngpgqgrgsgtgugwgyhkhmhnhrhthuidieiliminioiqirisit",
    "jejmjojpkekgkhkikmknkpkrkwkykzlalblclilklrlsltlulvlymamcmdmemfmgmhmkmlmmmnmompmqmrmsmtmumvmwmxmymznancnenfngni",
    "nlnonpnrnunzompapepfpgphpkplpmpnprpsptpwpyqarerorsrurwsasbscsdsesgshsisjskslsmsnsosrssstsvsxsysztctdtftgthtjtktltm",
    "tntotrtttvtwtzuaugumusuyuzvavcvevgvivnvuwfwsyeytzazmzw",
);

/// Codes that are more often a word or an abbreviation when they end a file's name or stand in a path:
/// `what-is-it.md`, `awesome-ml.md`, `cs.example.org`.
#[rustfmt::skip]
pub(crate) const AMBIGUOUS: &[&str] = &[
    "am", "an", "as", "be", "bi", "by", "ch", "co", "cr", "cs", "cv", "ee", "fo", "gd", "ha",
    "ho", "id", "ie", "ii", "in", "io", "is", "it", "ki", "la", "li", "lo", "lu", "mi", "ml", "ms",
    "mt", "my", "na", "ne", "ng", "no", "nr", "om", "or", "os", "pa", "pi", "ps", "sa", "sc", "sd", "se", "sg", "sh", "si",
    "sm", "so", "sp", "ss", "st", "su", "tc", "ti", "to", "ts", "tt", "us", "ve", "vo", 
    "chi", "fin", "per", "por", "spa", "cat", "pol", "ben", "ara", "fil", "ast",
];
