//! What the title of a page says of it, though its status says that it is there. Pure.
//!
//! A title is judged by its structure, not by the words in it: all of it, or all of one part beside the name of a site, has to
//! say that there is no page and nothing else. "Page not found | Lamps" does, "Page not found: how to fix it" does not.

use crate::links::title_words::{
    ARTICLES, CODES, DOMAINS, FOR_SALE, GONE, GREETINGS, LOGINS, NOT_FOUND, NOUNS, TOPICS, WAITS, WALLS, WHOLE,
};

/// What a title says of its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TitleKind {
    /// That a bot wall stands before it.
    Wall,
    /// That its domain is for sale.
    Parked,
    /// That there is none.
    Missing,
    /// That the reader has to log in, to consent, or to be old enough first.
    Gate,
    /// Something that pages which are none also say.
    Doubtful,
    /// Nothing of the kind.
    Ordinary,
}

/// What stands between the parts of a title. A colon is none: what follows it is most often a topic.
const BETWEEN: &[&str] = &[
    "|", " - ", " – ", "—", " > ", " ~ ", " // ", " -- ", " · ", " • ", " :: ", " » ", " « ", " › ", " ‹ ", "｜",
    " / ", "_",
];
/// Words of titles which may say that there is no page.
const SIGNS: &[&str] = &["404", "error", "oops", "unavailable", "does not exist", "doesn't exist"];
/// What stands for the name of a domain.
const DOMAIN: &str = "a.example";
/// The most parts of a title beside the one that says that there is no page.
const MOST_NAMES: usize = 2;
/// The most words, and the most characters, of the name of a site.
const LONGEST_NAME: (usize, usize) = (5, 40);

/// What `title` says of its page.
pub(crate) fn title_kind(title: &str) -> TitleKind {
    let small = title.to_lowercase().replace(['’', '‘', 'ʼ'], "'");
    let parts = parts(&small);
    let whole = [small.trim()];
    let says = |test: fn(&str) -> bool| says_only(&whole, test) || says_only(&parts, test);
    if WHOLE.contains(&&*words(&small)) {
        TitleKind::Missing
    } else if says(is_wall) {
        TitleKind::Wall
    } else if says(is_for_sale) {
        TitleKind::Parked
    } else if says(is_missing) || words(&small) == "error" {
        TitleKind::Missing
    } else if says(is_gate) {
        TitleKind::Gate
    } else if is_doubtful(&small) {
        TitleKind::Doubtful
    } else {
        TitleKind::Ordinary
    }
}

/// The parts of `title`, in small letters, that stand beside the one that says that there is no page.
pub(crate) fn names_beside(title: &str) -> Vec<String> {
    let small = title.to_lowercase();
    parts(&small).into_iter().filter(|part| !is_missing(part)).map(str::to_owned).collect()
}

fn parts(title: &str) -> Vec<&str> {
    let mut parts = vec![title.trim()];
    for between in BETWEEN {
        parts = parts.into_iter().flat_map(|part| part.split(between)).collect();
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// Whether `text` (a title, or words of an address) is of what pages which are none say.
pub(crate) fn is_doubtful(text: &str) -> bool {
    let text = text.to_lowercase();
    [SIGNS, NOT_FOUND, FOR_SALE].into_iter().flatten().any(|sign| text.contains(sign))
}

/// Whether the first or the last of `parts` passes the `test`, and the others pass it too or are the name of a site.
fn says_only(parts: &[&str], test: fn(&str) -> bool) -> bool {
    let is_at_end = parts.first().is_some_and(|part| test(part)) || parts.last().is_some_and(|part| test(part));
    let mut others = parts.iter().filter(|part| !test(part)).take(MOST_NAMES + 1);
    is_at_end && others.clone().count() <= MOST_NAMES && others.all(|part| is_name(part))
}

/// Whether `part` may be the name of a site: short, and nothing that goes on with a topic.
fn is_name(part: &str) -> bool {
    let (most_words, most_characters) = LONGEST_NAME;
    let has = |topic: &str| part.split(|character: char| !character.is_alphanumeric()).any(|word| word == topic);
    let is_topic = |topic: &&str| if topic.chars().all(is_spaceless) { part.contains(*topic) } else { has(topic) };
    part.split_whitespace().count() <= most_words
        && part.chars().count() <= most_characters
        && !part.contains([':', '：', '?', '？', '؟', '#'])
        && !TOPICS.iter().any(is_topic)
}

fn is_missing(part: &str) -> bool {
    let words = words(part);
    let Some(said) = WordKinds::of(&words, &[CODES, NOT_FOUND, GONE, NOUNS, ARTICLES, GREETINGS]) else { return false };
    let [code, not_found, gone, noun, article, _] = said.0;
    // `The 404` is a name, and so is `The Missing`.
    (code && !article) || (not_found && (noun || !article)) || (gone && noun)
}

fn is_for_sale(part: &str) -> bool {
    let words = words(part);
    let whole = matches!(&*words, "buy this domain" | "parked domain" | "domain parking" | "domain parking page");
    whole || WordKinds::of(&words, &[FOR_SALE, DOMAINS]).is_some_and(|WordKinds([for_sale, domain])| for_sale && domain)
}

fn is_gate(part: &str) -> bool {
    let words = words(part);
    let to = |words: &str| LOGINS.contains(&words);
    to(&words) || [" to continue", " required", " page"].iter().any(|end| words.strip_suffix(end).is_some_and(to))
}

fn is_wall(part: &str) -> bool {
    let words = words(part);
    let before = words.strip_suffix(DOMAIN).or_else(|| words.strip_prefix(DOMAIN)).unwrap_or(&words).trim();
    let waits = part.trim_end().ends_with("...") || part.contains('…');
    WALLS.contains(&before) || (waits && WAITS.contains(&&*words))
}

/// Which of some lists of words a text has; there is nothing else in it.
struct WordKinds<const N: usize>([bool; N]);

impl<const N: usize> WordKinds<N> {
    /// `None` where `text` has a word that is in none of `lists`.
    fn of(text: &str, lists: &[&[&str]; N]) -> Option<Self> {
        let mut said = [false; N];
        let mut rest = text;
        while !rest.is_empty() {
            let known = lists.iter().enumerate().flat_map(|(list, words)| words.iter().map(move |word| (list, *word)));
            let (list, word) = known.filter(|(_, word)| is_first(word, rest)).max_by_key(|(_, word)| word.len())?;
            rest = rest.strip_prefix(word)?.trim_start();
            *said.get_mut(list)? = true;
        }
        Some(Self(said))
    }
}

/// Whether `text` begins with `word`, and not with a longer one.
fn is_first(word: &str, text: &str) -> bool {
    let Some(rest) = text.strip_prefix(word) else { return false };
    rest.is_empty() || rest.starts_with(' ') || rest.starts_with(is_spaceless) || word.ends_with(is_spaceless)
}

/// Whether words end without a blank behind `character`, as in Chinese, Japanese, Korean and Thai.
fn is_spaceless(character: char) -> bool {
    matches!(character, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

/// The words of `text` with one blank between them; names of domains are [`DOMAIN`], and marks are left out.
fn words(text: &str) -> String {
    // Google's pages end so.
    let text = text.trim_end_matches("!!1");
    let word = |word: &str| {
        let word = word.trim_matches(|character: char| is_mark(character));
        let is_part =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let is_domain = word.rsplit_once('.').is_some_and(|(name, top)| {
            name.split('.').all(is_part) && top.len() > 1 && top.bytes().all(|byte| byte.is_ascii_alphabetic())
        });
        if is_domain { DOMAIN.to_owned() } else { word.replace(is_mark, " ") }
    };
    let words: Vec<String> = text.split_whitespace().map(word).collect();
    words.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether `character` is neither of a word nor of a number. Marks of letters in Indian and Arabic script are of words.
fn is_mark(character: char) -> bool {
    if character.is_ascii() {
        return !character.is_ascii_alphanumeric() && character != '\'';
    }
    matches!(
        character,
        '\u{a0}'..='\u{bf}' | '،' | '؛' | '؟' | '।' | '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}'
            | '\u{fe00}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{1f000}'..
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_are(kind: TitleKind, titles: &str) {
        for title in titles.split(['\n', '¦']).map(str::trim) {
            assert_eq!(title_kind(title), kind, "{title}");
        }
    }

    #[test]
    fn pages_that_are_none() {
        all_are(
            TitleKind::Missing,
            "404 ¦ 404 Not Found ¦ 404 - File or directory not found. ¦ HTTP Status 404 – Not Found
            HTTP 404 Not Found ¦ Error 404 (Not Found)!!1 ¦ Error 404 Not Found ¦ 404: NOT_FOUND
            404: This page could not be found ¦ 404 — Page not found ¦ 404 | Lamps ¦ Lamps – 404
            Page not found | Lamps ¦ Page Not Found - Lamps - Confluence ¦ Lamps – Page Not Found
            Not Found · Lamp Hub ¦ Site not found · GitHub Pages
            The page you're looking for could not be found (404) ¦ The page could not be found (404)
            The resource cannot be found. ¦ Object not found! ¦ Oops! That page can't be found
            Oops! That page can’t be found. ¦ Oops! That page doesn’t exist or is private.
            Sorry, this page isn't available. | Lamps ¦ We couldn't find that page ¦ Blog not found
            No such app ¦ Error 404 ¦ Error ¦ Account Suspended ¦ Sorry, this shop is currently unavailable.
            Website Expired - Squarespace ¦ Fehler 404 ¦ Fehler 404 – Seite nicht gefunden
            Seite nicht gefunden – Lampen ¦ Die gesuchte Seite wurde nicht gefunden ¦ Page introuvable - Lampes
            Page non trouvée – Lampes ¦ Erreur 404 : page introuvable ¦ Página no encontrada – Lámparas
            Página não encontrada | Luzes ¦ Pagina non trovata – Lampade ¦ Sidan hittades inte
            Sidan kunde inte hittas | Lampor ¦ Siden blev ikke fundet ¦ Fant ikke siden ¦ Sivua ei löytynyt
            Pagina niet gevonden – Lampen ¦ Nie znaleziono strony – Lampy ¦ Strona nie została znaleziona
            Stránka nenalezena ¦ Sayfa bulunamadı – Lambalar ¦ Страница не найдена — Лампы
            Ошибка 404. Страница не найдена ¦ Сторінку не знайдено ¦ الصفحة غير موجودة
            لم يتم العثور على الصفحة – مصابيح ¦ पृष्ठ नहीं मिला ¦ पेज नहीं मिला | दीपक ¦ Không tìm thấy trang
            ไม่พบหน้าที่คุณต้องการ ¦ 页面不存在 - 灯 ¦ 灯 | 找不到页面 ¦ 未找到页面 – 灯 ¦ 找不到網頁 – 燈 ¦ 抱歉，您访问的页面不存在 ¦ 404错误
            页面不存在_灯网 ¦ ページが見つかりませんでした – ランプ ¦ お探しのページは見つかりませんでした。 ¦ 페이지를 찾을 수 없습니다 | 램프 ¦ 페이지를 찾을 수 없음 – 램프
            404. That's an error. ¦ The requested URL was not found on this server.
            We're sorry, the page you requested cannot be found ¦ 404：页面不存在 ¦ 您要查看的页面不存在或已删除 ¦ このページは存在しません
            Страница удалена ¦ Page not found|Lamps
            Stranica nije pronađena ¦ Strani ni mogoče najti ¦ Pàgina no trobada – Llums ¦ Lehte ei leitud ¦ Lehekülge ei leitud
            Puslapis nerastas ¦ Lapa nav atrasta ¦ পৃষ্ঠাটি পাওয়া যায়নি ¦ பக்கம் கிடைக்கவில்லை ¦ გვერდი ვერ მოიძებნა
            Էջը չի գտնվել ¦ Хуудас олдсонгүй ¦ Hindi nahanap ang pahina ¦ 页面丢失了 ¦ お探しのページはございません
            Diese Seite gibt es nicht mehr ¦ Page doesn't exist anymore ¦ Repository not found ¦ Whitelabel Error Page
            IIS 404 Detailed Error - 404.0 - Not Found ¦ IIS 10.0 Detailed Error - 404.0 - Not Found ¦ Welcome to nginx!
            Site Under Construction ¦ Default Parallels Plesk Page ¦ Apache2 Ubuntu Default Page: It works",
        );
    }

    #[test]
    fn bot_walls_and_domains_for_sale() {
        all_are(
            TitleKind::Wall,
            "Just a moment... ¦ Just a moment… ¦ Nur einen Moment… ¦ Un instant… ¦ Un momento… ¦ 请稍候…
            しばらくお待ちください... ¦ Один момент… ¦ Attention Required! | Cloudflare ¦ Please Wait... | Cloudflare
            Checking your browser before accessing lamp.example.com ¦ DDoS-Guard ¦ Making sure you're not a bot!
            Pardon Our Interruption ¦ Access to this page has been denied. ¦ Vercel Security Checkpoint
            Robot Check ¦ Access denied | lamp.example used Cloudflare to restrict access
            Amazon.com: Robot Check ¦ 正在验证",
        );
        all_are(
            TitleKind::Parked,
            "This domain is parked ¦ This domain is for sale! ¦ Domain for sale ¦ lamp-shop.com is for sale
            lamp-shop.com is for sale | HugeDomains ¦ Buy this domain ¦ Parked Domain
            Diese Domain steht zum Verkauf ¦ Ce domaine est à vendre ¦ 此域名正在出售 ¦ This domain has expired
            lamp-shop.com has expired ¦ Nom de domaine à vendre ¦ このドメインは売り出し中です",
        );
    }

    #[test]
    fn pages_that_want_to_know_who_the_reader_is() {
        all_are(
            TitleKind::Gate,
            "Log in ¦ Login | Lamps ¦ Sign in - Lamps ¦ Lamps · Sign in ¦ Anmelden – Lampen ¦ Se connecter | Lampes ¦ Iniciar sesión
            Вход — Лампы ¦ 登录 - 灯 ¦ ログイン | ランプ ¦ 로그인 ¦ Sign in to continue ¦ Login required ¦ Age verification | Lamps
            Before you continue",
        );
        all_are(
            TitleKind::Ordinary,
            "Sign in Japanese ¦ How to log in to a router ¦ Login form design ¦ Register allocation",
        );
    }

    #[test]
    fn titles_with_a_topic_are_at_most_doubtful() {
        let titles = "Lamps ¦ 404 Media ¦ The 404 ¦ Room 404 | Hotel Lamp ¦ Error 404: Hugo not found
            File not found: debugging guide ¦ Not found: a memoir ¦ Page not found in Django: how to fix
            Page not found - how to fix it in WordPress ¦ python - Page not found - Stack Overflow
            404 Not Found · Issue #12 · lamp/lamp · GitHub ¦ 404 Not Found? What it means
            How to design a 404 page ¦ The best 404 pages of the year ¦ 404 page design | Lamps
            404 Not Found | How to design it ¦ Error handling in Rust - Lamps ¦ Errors | Lamps
            Error - Lamp reference ¦ Error | Lamps ¦ Not found in translation ¦ MDN: 404 Not Found status code
            Lost and not found: a story ¦ Module not found ¦ Seite nicht gefunden: was tun? ¦ 如何设计 404 页面
            页面不存在的解决方法 ¦ Missing ¦ The Missing ¦ Gone ¦ Just a moment ¦ Just a moment: essays...
            Lamps for sale ¦ Domains for sale - Lamps ¦ Domain for sale: a case study ¦ Loading... ¦ Captcha
            Expired ¦ The domain of lamps";
        for title in titles.split(['\n', '¦']).map(str::trim) {
            assert!(matches!(title_kind(title), TitleKind::Doubtful | TitleKind::Ordinary), "{title}");
        }
        for title in ["404 Media", "Page not found in Django: how to fix", "Oops! | Lamps", "Wie: Seite nicht gefunden"]
        {
            assert_eq!(title_kind(title), TitleKind::Doubtful, "{title}");
        }
        for title in ["", "Lamps", "The Missing"] {
            assert_eq!(title_kind(title), TitleKind::Ordinary, "{title}");
        }
    }
}
