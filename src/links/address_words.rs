//! Words in the addresses of pages that stand in the place of others. All in small letters, with one blank between words.

/// What says that there is no page, wherever it stands: an error, a suspended account, maintenance.
#[rustfmt::skip]
pub(crate) const ERRORS: &[&str] = &[
    "404", "404 error", "404error", "404page", "access denied", "account suspended", "blocked", "coming soon",
    "defaultsite", "defaultwebpage", "denied", "domain for sale", "err", "error", "error 404", "error404",
    "errorpage", "expired domain", "file not found", "forbidden", "gone", "http404", "maintenance mode", "no longer available",
    "no longer exists", "not available", "not found", "notfound", "page404", "pagenotfound", "sitenotfound",
    "suspended", "suspendedpage", "temporarily unavailable", "unavailable", "under construction", "under maintenance",
    "accessdenied", "does not exist", "not exist", "notexist", "removed", "deleted",
    // German, French, Spanish, Portuguese, Italian
    "fehler", "fehlerseite", "nicht gefunden", "wartung", "wartungsarbeiten", "wartungsmodus", "erreur", "introuvable", "non trouve",
    "non trouvee", "en maintenance", "no encontrada", "no encontrado", "mantenimiento", "en mantenimiento", "erro",
    "nao encontrada", "nao encontrado", "não encontrada", "manutencao", "manutenção", "errore", "non trovata", "non trovato", "manutenzione",
    // Dutch, Swedish, Danish, Norwegian, Finnish
    "fout", "niet gevonden", "onderhoud", "fel", "hittades inte", "underhall", "underhåll", "fejl", "ikke fundet", "feil",
    "ikke funnet", "virhe", "ei löytynyt", "huolto",
    // Czech, Slovak, Polish, Hungarian, Romanian, Croatian, Turkish
    "chyba", "nenalezena", "nenalezeno", "blad", "błąd", "nie znaleziono", "hiba", "nem talalhato", "nem található",
    "eroare", "greska", "greška", "hata", "bulunamadi", "bulunamadı", "bakim", "bakım",
    // Russian, Ukrainian, Bulgarian, Chinese, Japanese, Korean
    "ошибка", "не найдена", "не найдено", "помилка", "грешка", "错误", "錯誤", "找不到", "页面不存在", "エラー", "오류",
];

/// The same, but just as well the topic of a page: only at the top of a site.
#[rustfmt::skip]
pub(crate) const WEAK_ERRORS: &[&str] = &[
    "410", "discontinued", "errors", "expired", "for sale", "lander", "maintenance", "missing", "oops", "parked", "parking",
    "retired", "sorry",
];

/// What says that the reader has to log in, consent, or be old enough first, wherever it stands.
#[rustfmt::skip]
pub(crate) const GATES: &[&str] = &[
    "age check", "age gate", "age verification", "agecheck", "agegate", "ageverification", "authenticate", "authorize", "authwall",
    "captcha", "consent", "cookie consent", "cookie wall", "cookiewall", "gdpr", "gdpr consent", "log in", "log on",
    "login", "logon", "oauth", "oauth2", "over 18", "over18", "paywall", "privacy consent", "saml", "sign in", "sign up", "signin",
    "signup", "sso", "verify age", "wp login", "wp signup", "anmelden", "einloggen", "connexion", "iniciar sesion", "войти", "登录", "ログイン",
];

/// The same, but just as well the topic of a page: only at the top of a site.
#[rustfmt::skip]
pub(crate) const WEAK_GATES: &[&str] = &[
    "account", "accounts", "auth", "challenge", "cookie", "cookies", "passport", "register", "session", "unsupported",
];

/// Names of home pages.
#[rustfmt::skip]
pub(crate) const HOMES: &[&str] = &[
    "index", "home", "homepage", "home page", "default", "main", "welcome", "start", "startseite", "accueil", "inicio",
    "início", "strona glowna", "hjem", "главная", "首页", "ホーム",
];

/// What stands beside such words and says nothing itself: of what the page is, and how it is made.
#[rustfmt::skip]
pub(crate) const NEUTRAL: &[&str] = &[
    "page", "pages", "site", "seite", "pagina", "página", "sida", "strona", "stranka", "sayfa", "form", "required", "custom",
    "action", "asp", "aspx", "cfm", "cgi", "do", "htm", "html", "jsf", "jsp", "php", "pl", "shtml", "xhtml", "the", "http", "status",
    "code", "user", "users", "member", "members", "web", "this", "is",
];
