//! Headings that are about a list rather than part of it, by the names they have in many languages.

use crate::language::normal_text::{letters, words};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a section is there for, apart from the resources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKind {
    /// Contributing, code of conduct, contact.
    Contributing,
    /// Contributors, maintainers, credits: lists of people.
    People,
    /// Licence, copyright, disclaimer.
    Licence,
    /// Sponsors, donations, star history.
    Support,
    /// Footnotes, notes.
    Footnotes,
}

impl SectionKind {
    /// What the rendered text of a heading names; `None` for a section of resources.
    pub fn of(heading: &str) -> Option<Self> {
        if heading.len() > LONGEST_HEADING {
            return None;
        }
        let name = letters(heading);
        WHOLE_NAMES.get(name.as_str()).copied().or_else(|| {
            let stem = STEMS.iter().find(|(_, stems)| stems.iter().any(|stem| name.starts_with(stem)));
            stem.map(|(kind, _)| *kind).or_else(|| says_how_to_contribute(heading, &name).then_some(Self::Contributing))
        })
    }
}

/// A longer heading, in bytes, is a sentence.
const LONGEST_HEADING: usize = 120;

/// Whether a heading, whose [`letters`] are `name`, says how one contributes: `Cómo proponer un recurso`, `So kannst du beitragen`.
fn says_how_to_contribute(rendered: &str, name: &str) -> bool {
    if !name.is_ascii() && UNSPACED.iter().any(|(how, what)| says_unspaced(name, how, what)) {
        return true;
    }
    let words = words(rendered);
    if words.len() < 2 || words.len() > LONGEST_PHRASE {
        return false;
    }
    let is_what = |word: &String, stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
    HOW.iter().any(|(how, what)| {
        how.iter().any(|how| words.first().is_some_and(|first| first == how))
            && words.iter().skip(1).take(FARTHEST_VERB).any(|word| is_what(word, what))
    })
}

/// Whether `name` begins or ends with one of `how`, and has one of `what` beside that.
fn says_unspaced(name: &str, how: &[&str], what: &[&str]) -> bool {
    let rest = how.iter().find_map(|how| name.strip_prefix(how).or_else(|| name.strip_suffix(how)));
    name.chars().count() <= LONGEST_UNSPACED
        && rest.is_some_and(|rest| what.iter().any(|what| rest.starts_with(what) || rest.ends_with(what)))
}

/// Phrases of more words, or in scripts without blanks of more characters, are about more than contributing.
const LONGEST_PHRASE: usize = 7;
const LONGEST_UNSPACED: usize = 20;
/// The verb is one of so many words after the one that asks how.
const FARTHEST_VERB: usize = 4;

/// By language, words that ask how, and stems of what one does for a list.
#[rustfmt::skip]
const HOW: &[(&[&str], &[&str])] = &[
    (&["how", "ways", "want", "wanna"], &["contribut", "participat", "submit"]),
    (&["cómo", "como", "com", "quieres", "quer"], &["contribu", "colabor", "particip", "propon", "propor", "aport", "sugerir", "ajudar", "ayudar"]),
    (&["comment", "envie"], &["contribu", "particip", "propos", "aider", "suggér"]),
    (&["come", "vuoi"], &["contribu", "collabora", "partecipa", "proporre", "suggerire"]),
    (&["cum"], &["contribu", "particip", "propun"]),
    (&["so", "wie", "willst", "möchtest"], &["beitrag", "beizutrag", "mitmach", "mithelf", "mitwirk", "mithilf"]),
    (&["hoe"], &["bijdra", "meedoen", "meehelp"]),
    (&["hur", "hvordan"], &["bidra"]),
    (&["как", "хотите", "хочешь"], &["помоч", "помог", "участвова", "внести", "предлож", "контрибьют", "контрибут"]),
    (&["як"], &["допомог", "долучи", "внести", "запропонува"]),
    (&["как"], &["допринес", "участва"]),
    (&["jak"], &["pomóc", "pomoc", "współtworz", "przyczyn", "dołącz", "přisp", "prispie", "zapoj"]),
    (&["kako"], &["doprin", "pomoć", "prispev", "sudjelov", "učestvov"]),
    (&["nasıl"], &["katkı", "destek"]),
    (&["cách", "làm"], &["đóng", "tham"]),
    (&["cara", "bagaimana"], &["berkontribusi", "kontribusi", "berpartisipasi", "menyumbang"]),
    (&["كيف", "كيفية", "طريقة", "طرق"], &["تساهم", "المساهمة", "أساهم", "اساهم", "تشارك", "المشاركة", "الإسهام"]),
    (&["چگونه", "چطور", "نحوه", "راه"], &["مشارکت", "کمک"]),
    (&["איך", "כיצד"], &["לתרום", "תורמים", "להשתתף"]),
    (&["योगदान", "कैसे"], &["कैसे", "करें", "योगदान"]),
    (&["πώς", "πως"], &["συνεισφ", "συμβάλ", "συμμετ", "βοηθ"]),
    (&["hogyan"], &["közreműköd", "hozzájárul", "járul"]),
    (&["miten", "kuinka"], &["osallis", "auttaa", "avusta"]),
];

/// By language without blanks between words, or whose endings vary: what asks how, at the beginning or the end, and what is done.
#[rustfmt::skip]
const UNSPACED: &[(&[&str], &[&str])] = &[
    (&["如何", "怎么", "怎麼", "怎样", "怎樣", "方式", "方法", "指南", "说明", "說明"], &["贡献", "貢獻", "参与", "參與", "参与贡献", "投稿", "推荐项目", "收录", "提交项目"]),
    (&["方法", "仕方", "やり方", "するには", "ガイド"], &["貢献", "貢献の", "貢献する", "投稿", "投稿の", "参加の", "コントリビュート", "コントリビューション", "コントリビュートの"]),
    (&["방법", "법", "안내", "가이드", "어떻게"], &["기여", "기여하는", "기여하기", "참여", "참여하는"]),
    (&["วิธี", "วิธีการ"], &["มีส่วนร่วม", "ร่วมพัฒนา", "ร่วมสนับสนุน", "การมีส่วนร่วม", "ช่วยเหลือ"]),
];

/// [`NAMES`] to look up; where a name has two kinds, the first.
static WHOLE_NAMES: LazyLock<HashMap<&str, SectionKind>> = LazyLock::new(|| {
    let mut kinds = HashMap::with_capacity(NAMES.iter().map(|(_, names)| names.len()).sum());
    for (kind, names) in NAMES {
        for name in *names {
            kinds.entry(*name).or_insert(*kind);
        }
    }
    kinds
});

/// Beginnings of names in the form of [`letters`].
const STEMS: &[(SectionKind, &[&str])] = &[
    (
        SectionKind::People,
        &["contributors", "ourcontributors", "thankstoallcontributors", "allcontributors", "acknowledg"],
    ),
    (
        SectionKind::Contributing,
        &["contributing", "contributionguide", "howtocontribute", "howcanicontribute", "codeofconduct", "contribuir"],
    ),
    (
        SectionKind::Support,
        &["starhistory", "stargazers", "supportus", "supportthisproject", "supporttheproject", "buymeacoffee"],
    ),
];

/// Whole names in the form of [`letters`].
#[rustfmt::skip]
const NAMES: &[(SectionKind, &[&str])] = &[
    (SectionKind::Contributing, &[
        "contribute", "contribution", "contributions", "contact", "contactus", "feedback", "getinvolved", "guidelines", "submit",
        "贡献", "貢獻", "贡献指南", "貢獻指南", "如何贡献", "如何貢獻", "参与贡献", "參與貢獻", "贡献方式", "联系", "联系我们", "联系方式", "聯絡", "聯繫", "反馈", "行为准则",
        "コントリビューション", "コントリビュート", "コントリビューティング", "貢献", "貢献方法", "貢献ガイド", "連絡先", "お問い合わせ", "기여", "기여하기", "기여방법", "기여안내", "연락처", "문의",
        "contribuir", "contribuye", "contribución", "contribuciones", "contribuyendo", "contacto", "contribuindo", "contribuição", "contribuições",
        "contato", "contacto", "contribuer", "contribution", "contributions", "mitwirken", "mitmachen", "beitragen", "beiträge", "kontakt",
        "contribuire", "contribuisci", "contributi", "contatti", "bijdragen", "współpraca", "współtworzenie", "jakpomóc", "přispívání", "bidra",
        "участие", "каквнестивклад", "вкладвпроект", "внестивклад", "контакты", "обратнаясвязь", "внесок", "якдопомогти", "контакти",
        "katkı", "katkıdabulunma", "katkıdabulunun", "katkısağlama", "iletişim", "đónggóp", "liênhệ", "kontribusi", "berkontribusi", "kontak",
        "المساهمة", "ساهم", "مشاركة", "اتصل", "مشارکت", "تماس", "תרומה", "תרומהלפרויקט", "योगदान", "संपर्क", "การมีส่วนร่วม", "ติดต่อ",
        "συνεισφορά", "επικοινωνία", "közreműködés", "contribuie",
    ]),
    (SectionKind::People, &[
        "contributor", "thanks", "thanksto", "specialthanks", "credits", "credit", "maintainers", "maintainer", "authors", "author", "team",
        "贡献者", "貢獻者", "贡献者名单", "贡献人员", "致谢", "致謝", "感谢", "感謝", "鸣谢", "鳴謝", "特别感谢", "特別感謝", "作者", "维护者", "維護者", "团队",
        "コントリビューター", "コントリビュータ", "貢献者", "謝辞", "メンテナー", "メンテナ", "作者", "기여자", "기여자들", "감사", "감사의말", "메인테이너", "관리자",
        "colaboradores", "contribuidores", "contribuyentes", "créditos", "agradecimientos", "agradecimentos", "autores", "mantenedores",
        "contributeurs", "contributrices", "contributeursetcontributrices", "remerciements", "crédits", "auteurs",
        "mitwirkende", "beitragende", "danksagung", "danksagungen", "dank", "autoren", "contributori", "collaboratori", "ringraziamenti", "crediti", "autori",
        "bijdragers", "dankwoord", "współtwórcy", "autorzy", "podziękowania", "přispěvatelé", "poděkování", "bidragsgivare", "bidragsytere", "bidragydere", "tack", "takk", "tak",
        "участники", "авторы", "благодарности", "контрибьюторы", "учасники", "автори", "подяки", "контрибютори",
        "katkıdabulunanlar", "katkısağlayanlar", "teşekkürler", "ngườiđónggóp", "cộngtácviên", "cảmơn", "lờicảmơn", "kontributor", "ucapanterimakasih",
        "المساهمون", "المساهمين", "شكر", "شكروتقدير", "مشارکتکنندگان", "قدردانی", "תורמים", "תודות", "योगदानकर्ता", "आभार", "ผู้ร่วมพัฒนา", "ผู้มีส่วนร่วม", "ขอบคุณ",
        "συνεισφέροντες", "ευχαριστίες", "közreműködők", "contribuitori", "mulțumiri", "tekijät", "kiitokset",
    ]),
    (SectionKind::Licence, &[
        "license", "licence", "licenses", "licences", "licensing", "copyright", "copyrightandlicense", "licenseandcopyright", "disclaimer", "legal",
        "许可", "許可", "许可证", "許可證", "协议", "授权", "授權", "授权协议", "开源协议", "许可协议", "版权", "版權", "版权声明", "声明", "免责声明",
        "ライセンス", "著作権", "免責事項", "라이선스", "라이센스", "저작권", "licencia", "licença", "lizenz", "licenza", "licentie", "licencja", "licencia", "llicència",
        "лицензия", "ліцензія", "лиценз", "lisans", "giấyphép", "bảnquyền", "lisensi", "الرخصة", "الترخيص", "رخصة", "مجوز", "لایسنس", "רישיון", "רשיון",
        "लाइसेंस", "สัญญาอนุญาต", "ลิขสิทธิ์", "licens", "lisens", "lisenssi", "άδεια", "άδειαχρήσης", "licenc", "licență",
    ]),
    (SectionKind::Support, &[
        "sponsor", "sponsors", "sponsorship", "backers", "donate", "donation", "donations", "support", "supporters", "stars", "backersandsponsors", "sponsorsandbackers",
        "赞助", "贊助", "赞助商", "贊助商", "赞助者", "捐赠", "捐贈", "打赏", "支持", "支持我们", "スポンサー", "寄付", "支援", "サポート", "후원", "후원자", "스폰서", "기부",
        "patrocinadores", "donaciones", "apoyo", "apoio", "doações", "soutien", "soutenir", "dons", "parrains", "sponsoren", "spenden", "unterstützung", "unterstützer",
        "sponsor", "donazioni", "sostieni", "sponsors", "doneren", "sponsorzy", "wsparcie", "sponzoři", "спонсоры", "поддержка", "поддержать", "спонсори", "підтримка",
        "sponsorlar", "destek", "bağış", "nhàtàitrợ", "ủnghộ", "donasi", "dukungan", "الرعاة", "التبرع", "دعم", "حامیان", "حمایت", "תומכים", "प्रायोजक", "ผู้สนับสนุน",
    ]),
    (SectionKind::Footnotes, &[
        "footnotes", "footnote", "notes", "changelog", "backtotop", "脚注", "腳註", "注释", "註釋", "注解", "备注", "注", "更新日志", "更新记录", "각주", "注記", "変更履歴",
        "endnotes", "注脚", "註腳", "尾注", "尾註", "脚注一覧", "文末脚注", "주석", "미주", "notasapiedepágina", "notasdelpie", "notesdepeudepàgina", "notesdefin",
        "fussnoten", "endnoten", "noten", "fotnoter", "fotnot", "fodnoter", "alaviitteet", "lábjegyzetek", "notedesubsol", "poznámkypodčarou", "opombe",
        "υποσημειώσεις", "бележки", "dipnot", "الهوامش", "حواشي", "پانویسها", "पादटिप्पणी", "पादटिप्पणियाँ", "הערותשוליים", "פוטנוטות",
        "notas", "notasalpie", "notasderodapé", "notes", "notesdebasdepage", "fußnoten", "anmerkungen", "note", "notepièdipagina", "voetnoten", "przypisy", "poznámky",
        "сноски", "примечания", "примітки", "виноски", "dipnotlar", "notlar", "chúthích", "ghichú", "catatan", "catatankaki", "الحواشي", "ملاحظات", "پانویس", "הערות", "टिप्पणियाँ", "หมายเหตุ", "เชิงอรรถ",
    ]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        for (heading, kind) in [
            ("Contributing", Some(SectionKind::Contributing)),
            ("🤝 How to contribute", Some(SectionKind::Contributing)),
            ("贡献", Some(SectionKind::Contributing)),
            ("Contributors ✨", Some(SectionKind::People)),
            ("贡献者", Some(SectionKind::People)),
            ("コントリビューター", Some(SectionKind::People)),
            ("기여자", Some(SectionKind::People)),
            ("Licence", Some(SectionKind::Licence)),
            ("라이선스", Some(SectionKind::Licence)),
            ("المساهمون", Some(SectionKind::People)),
            ("ผู้มีส่วนร่วม", Some(SectionKind::People)),
            ("योगदान", Some(SectionKind::Contributing)),
            ("Sponsors", Some(SectionKind::Support)),
            ("Footnotes", Some(SectionKind::Footnotes)),
            ("Cómo proponer un recurso", Some(SectionKind::Contributing)),
            ("Cómo contribuir", Some(SectionKind::Contributing)),
            ("Como contribuir", Some(SectionKind::Contributing)),
            ("Как помочь", Some(SectionKind::Contributing)),
            ("Як допомогти проєкту", Some(SectionKind::Contributing)),
            ("So kannst du beitragen", Some(SectionKind::Contributing)),
            ("Wie du mitmachen kannst", Some(SectionKind::Contributing)),
            ("💡 Comment contribuer ?", Some(SectionKind::Contributing)),
            ("Jak pomóc", Some(SectionKind::Contributing)),
            ("Nasıl katkıda bulunabilirsiniz?", Some(SectionKind::Contributing)),
            ("Cách đóng góp", Some(SectionKind::Contributing)),
            ("كيفية المساهمة", Some(SectionKind::Contributing)),
            ("योगदान कैसे करें", Some(SectionKind::Contributing)),
            ("วิธีการมีส่วนร่วม", Some(SectionKind::Contributing)),
            ("기여하는 방법", Some(SectionKind::Contributing)),
            ("貢献の方法", Some(SectionKind::Contributing)),
            ("如何参与", Some(SectionKind::Contributing)),
            ("How to Design Programs", None),
            ("Cómo empezar", None),
            ("Как учить языки", None),
            ("So lernst du Rust", None),
            ("学习方法", None),
            ("공부 방법", None),
            ("Licensing servers", None),
            ("Note-taking", None),
            ("Support tools", None),
            ("Team chat", None),
            ("数据库", None),
        ] {
            assert_eq!(SectionKind::of(heading), kind, "{heading}");
        }
    }

    #[test]
    fn names_are_in_the_form_that_is_compared() {
        for name in NAMES.iter().chain(STEMS).flat_map(|(_, names)| *names) {
            assert_eq!(&letters(name), name);
        }
    }
}
