//! What headings over a table of contents say, in many languages.

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// Names of a table of contents: lower case, letters, marks and digits only, NFKC. `Overview` and `导航` are not among
/// them, since they head content as often.
#[rustfmt::skip]
const TITLES: &[&str] = &[
    // English
    "contents", "content", "tableofcontents", "tableofcontent", "contentstable", "thecontents", "listofcontents", "toc", "index",
    // Chinese
    "目录", "目錄", "总目录", "總目錄", "内容目录", "內容目錄", "文章目录", "本文目录", "文档目录", "目录索引", "目录结构", "索引",
    // Japanese, Korean
    "目次", "もくじ", "コンテンツ", "インデックス", "목차", "차례", "색인",
    // Spanish, Portuguese, Catalan, Galician, Italian, Romanian
    "índice", "indice", "índex", "contenido", "contenidos", "tabladecontenido", "tabladecontenidos",
    "conteúdo", "conteudo", "conteúdos", "sumário", "sumario", "tabeladeconteúdo", "tabeladeconteúdos", "tabeladeconteudos",
    "índicedecontenidos", "taulademàtèries", "tauladecontinguts", "continguts", "sommario", "contenuti", "indicedeicontenuti",
    "cuprins", "tabladematerias",
    // French
    "sommaire", "tabledesmatières", "tabledesmatieres", "tablesdesmatières",
    // German, Dutch, Scandinavian, Finnish
    "inhalt", "inhaltsverzeichnis", "inhaltsübersicht", "inhoud", "inhoudsopgave", "innehåll", "innehållsförteckning", "indhold",
    "indholdsfortegnelse", "innhold", "innholdsfortegnelse", "sisällys", "sisällysluettelo", "efnisyfirlit", "sisukord",
    // Slavic
    "содержание", "оглавление", "зміст", "змест", "съдържание", "садржај", "sadržaj", "spistreści", "spistresci", "obsah",
    "kazalo", "vsebina",
    // Other European
    "περιεχόμενα", "πίνακαςπεριεχομένων", "tartalom", "tartalomjegyzék", "turinys", "saturs", "saturarādītājs", "enhavo",
    // Turkish and neighbours
    "içindekiler", "i\u{307}çindekiler", "icindekiler", "mündəricat", "мазмұны", "мазмұндар", "mundarija",
    // Arabic, Persian, Urdu, Hebrew
    "المحتويات", "المحتوى", "جدولالمحتويات", "فهرسالمحتويات", "الفهرس", "فهرس", "فهرست", "فهرستمطالب",
    "فہرست", "فہرستمضامین", "תוכןעניינים", "תוכןהעניינים",
    // Indian languages
    "विषयसूची", "विषयसूचि", "अनुक्रमणिका", "सामग्री", "सूची", "সূচিপত্র", "সূচীপত্র", "பொருளடக்கம்", "విషయసూచిక", "ഉള്ളടക്കം",
    "ವಿಷಯಗಳು", "વિષયસૂચિ",
    // South-East Asian languages
    "สารบัญ", "mụclục", "mucluc", "nộidung", "daftarisi", "daftarkandungan", "isikandungan", "talaanngnilalaman", "មាតិកា",
    "မာတိကာ", "ສາລະບານ",
    // Others
    "სარჩევი", "բովանդակություն",
];

/// Whether the rendered text of a heading (or of the line above a list) names a table of contents.
///
/// Case, emoji, punctuation and white space do not matter, and two names beside each other count: `📖 Table of Contents:`,
/// `目录 / Contents`.
pub fn is_contents_title(rendered: &str) -> bool {
    // The longest name in the table has 45 bytes; a heading with two of them and some emoji stays below this.
    if rendered.len() > 256 {
        return false;
    }
    let name = bare_name(rendered);
    let mut rests = TITLES.iter().filter_map(|title| name.strip_prefix(title));
    rests.any(|rest| rest.is_empty() || TITLES.contains(&rest))
}

fn bare_name(rendered: &str) -> String {
    if rendered.is_ascii() {
        let letters = rendered.chars().filter(char::is_ascii_alphanumeric);
        return letters.map(|character| character.to_ascii_lowercase()).collect();
    }
    let normal = rendered.nfkc().flat_map(char::to_lowercase);
    normal.filter(|&character| is_part_of_word(character)).collect()
}

/// Letters, digits and the marks that belong to them; variation selectors and the keycap are marks of emoji.
fn is_part_of_word(character: char) -> bool {
    if matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{20E3}') {
        return false;
    }
    character.is_alphanumeric() || character.general_category_group() == GeneralCategoryGroup::Mark
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles() {
        for title in [
            "Contents",
            "Table of Contents",
            "TABLE OF CONTENTS:",
            "  TOC ",
            "📖 Table of contents 📖",
            "🗂️ Index",
            "目录",
            "目 录",
            "【目錄】",
            "目次",
            "목차",
            "Índice",
            "I\u{301}ndice",
            "Inhalt",
            "Inhaltsverzeichnis",
            "Sommaire",
            "Table des matières",
            "Содержание",
            "Оглавление",
            "İçindekiler",
            "فهرست",
            "المحتويات",
            "สารบัญ",
            "विषय-सूची",
            "Mục lục",
            "Daftar Isi",
            "Spis treści",
            "ＴＯＣ",
            "Contents 目录",
            "目录 / Table of Contents",
            "Table of Contents (TOC)",
            "- Contents -",
            "Πίνακας Περιεχομένων",
            "תוכן עניינים",
        ] {
            assert!(is_contents_title(title), "{title}");
        }
        for other in [
            "",
            "🚀",
            "Overview",
            "Content management",
            "Indexes",
            "Contributing",
            "目录管理工具",
            "Search index",
            "导航",
            "Contents of X",
            "License",
        ] {
            assert!(!is_contents_title(other), "{other}");
        }
    }

    #[test]
    fn table_is_in_the_form_that_is_compared() {
        for title in TITLES {
            assert_eq!(&bare_name(title), title);
        }
    }
}
