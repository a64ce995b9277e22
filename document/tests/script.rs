//! Tables for the kinds of characters and the writing system of a text.

use curate_document::script::*;

#[test]
fn kinds_of_characters() {
    type Kind = (&'static str, fn(char) -> bool, &'static str, &'static str);
    let kinds: [Kind; 9] = [
        ("han", is_han, "中文々〇㐀豈𠀀", "aあア한，。1é"),
        ("kana", is_kana, "あアーｱゝ", "中・゠한a"),
        ("hangul", is_hangul, "한ㅎᄒ", "中あa"),
        ("cjk letter", is_cjk_letter, "中あ한ㄅ", "，。“é1A　"),
        ("cjk punctuation", is_cjk_punctuation, "，。、：；！？（）「」【】《》～＼・｡", "“”…—·,.\u{3000}中Ａ１"),
        ("ambiguous", is_ambiguous_punctuation, "“”‘’…—·", "\"'-–，。"),
        ("latin", is_latin_letter, "azAZéßøŁňəḧﬁ", "×÷1_中яαＡ"),
        ("emoji", is_emoji_like, "🚀❤✨⭐↗👩\u{200D}\u{FE0F}🇨", "1#*©®™a中，→"),
        ("right to left", is_right_to_left, "אبپ", "a٣1中"),
    ];
    for (name, is_kind, members, strangers) in kinds {
        for character in members.chars() {
            assert!(is_kind(character), "{character:?} is {name}");
        }
        for character in strangers.chars() {
            assert!(!is_kind(character), "{character:?} is not {name}");
        }
    }
}

#[test]
fn writing_system_of_a_text() {
    use WritingSystem::*;
    for (text, expected) in [
        ("", None),
        ("123 — !", None),
        ("A list of tools.", Some(Latin)),
        ("Élan vital ß", Some(Latin)),
        ("µ 5", None),
        ("Use the 中文 edition of this long list of open source tools for writing", Some(Latin)),
        ("DeepLearning.AI 吴恩达 ChatGPT Prompt Engineering 课程", Some(Chinese)),
        ("使用 ChatGPT 的技巧", Some(Chinese)),
        ("macOS 用のエディタ", Some(Japanese)),
        ("日本語の目次", Some(Japanese)),
        ("오픈소스 tools for macOS", Some(Korean)),
        ("Список инструментов для Go", Some(Cyrillic)),
        ("Πίνακας περιεχομένων", Some(Greek)),
        ("جدول المحتويات", Some(Arabic)),
        ("תוכן העניינים", Some(Hebrew)),
        ("विषय-सूची", Some(Devanagari)),
        ("สารบัญ", Some(Thai)),
        ("មាតិកា", Some(Khmer)),
        ("სარჩევი", Some(Other)),
    ] {
        assert_eq!(LetterCounts::of(text).writing_system(), expected, "{text}");
    }
}

#[test]
fn columns() {
    for (text, expected) in [("abc", 3), ("中文", 4), ("é", 1), ("e\u{301}", 1), ("👩‍💻", 2), ("“a”", 3), ("한글", 4)]
    {
        assert_eq!(display_width(text), expected, "{text}");
    }
}
