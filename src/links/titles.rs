//! Titles of pages that say that there is no page, though their status says that there is one. Pure.

/// What such titles say, in small letters; the rest of a title is the name of the site.
const NOT_FOUND: &[&str] = &[
    "404",
    "404 error",
    "404 not found",
    "404 page",
    "404 page not found",
    "account suspended",
    "error",
    "error 404",
    "error 404 (not found)!!1",
    "file not found",
    "http 404",
    "not found",
    "page introuvable",
    "page not found",
    "página no encontrada",
    "página não encontrada",
    "pagina non trovata",
    "pagina niet gevonden",
    "sayfa bulunamadı",
    "seite nicht gefunden",
    "site not found",
    "site unavailable",
    "strona nie znaleziona",
    "the page cannot be found",
    "this page could not be found",
    "trang không tồn tại",
    "under maintenance",
    "страница не найдена",
    "сторінку не знайдено",
    "الصفحة غير موجودة",
    "पृष्ठ नहीं मिला",
    "ไม่พบหน้า",
    "ไม่พบหน้าที่คุณต้องการ",
    "ページが見つかりません",
    "お探しのページは見つかりません",
    "找不到页面",
    "找不到頁面",
    "页面不存在",
    "页面未找到",
    "頁面不存在",
    "페이지를 찾을 수 없습니다",
];
/// Words that often stand in such titles, and in others.
const SIGNS: &[&str] = &["404", "error", "not found", "oops", "unavailable", "does not exist", "doesn't exist"];
/// What stands between the parts of a title.
const BETWEEN: &[&str] = &[" | ", " - ", " – ", " — ", " · ", " • ", " :: ", ": ", " » ", " « ", "｜", " / ", "_"];

/// Whether `title` says that there is no page: one of its parts says that and nothing else.
pub(crate) fn is_not_found(title: &str) -> bool {
    let small = title.to_lowercase();
    let mut parts = vec![small.as_str()];
    for between in BETWEEN {
        parts = parts.into_iter().flat_map(|part| part.split(between)).collect();
    }
    let is_one = |part: &&str| NOT_FOUND.contains(&part.trim().trim_end_matches(['.', '!', '。', '！']));
    // `Error` as the name of a chapter or a site is none; it is one where nothing else is said.
    match parts.as_slice() {
        [whole] => is_one(whole),
        [first, .., last] => [first, last].into_iter().any(|part| is_one(part) && part.trim() != "error"),
        [] => false,
    }
}

/// Whether `title` may say that there is no page.
pub(crate) fn is_doubtful(title: &str) -> bool {
    let small = title.to_lowercase();
    SIGNS.iter().any(|sign| small.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_say_nothing_else() {
        for title in [
            "404",
            "404 Not Found",
            "Page not found | Lamps",
            "Lamps – Page Not Found",
            "Not Found · Lamp Hub",
            "Error 404",
            "Error",
            "页面不存在 - 灯",
            "灯 | 找不到页面",
            "Страница не найдена — Лампы",
            "페이지를 찾을 수 없습니다 | 램프",
            "Seite nicht gefunden – Lampen",
            "Account Suspended",
        ] {
            assert!(is_not_found(title), "{title}");
        }
        for title in [
            "",
            "Lamps",
            "How to design a 404 page",
            "The best 404 pages of the year",
            "Error handling in Rust - Lamps",
            "Errors | Lamps",
            "Error - Lamp reference",
            "Not found in translation",
            "MDN: 404 Not Found status code",
            "Room 404 | Hotel Lamp",
            "Lost and not found: a story",
        ] {
            assert!(!is_not_found(title), "{title}");
        }
    }
}
