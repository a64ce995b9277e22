//! The words of titles that say that there is no page, in the languages of most lists. All in small letters, without the marks
//! around them: what servers, frameworks and publishing systems write there, in their own translations.

/// What says that something is not there; needs no noun.
#[rustfmt::skip]
pub(crate) const NOT_FOUND: &[&str] = &[
    "not found", "was not found", "is not found", "wasn't found", "cannot be found", "can't be found", "can not be found",
    "could not be found", "couldn't be found", "410 gone", "no such app", "no such bucket", "no such page",
    "no such site", "website expired", "account suspended", "site suspended", "under maintenance",
    "site unavailable",
    // German, French, Spanish, Portuguese, Italian
    "nicht gefunden", "wurde nicht gefunden", "konnte nicht gefunden werden", "nicht auffindbar", "introuvable",
    "est introuvable", "non trouvée", "non trouvé", "n'a pas été trouvée", "no encontrada", "no encontrado",
    "no se encontró", "no se encuentra", "no se ha encontrado", "no fue encontrada", "no se pudo encontrar",
    "não encontrada", "não encontrado", "não foi encontrada", "não encontramos", "non trovata", "non trovato",
    "non è stata trovata",
    // Swedish, Danish, Norwegian, Finnish, Dutch
    "hittades inte", "kunde inte hittas", "kan inte hittas", "hittas inte", "hittades ej", "ikke fundet",
    "blev ikke fundet", "kunne ikke findes", "ikke funnet", "ble ikke funnet", "fant ikke", "ei löytynyt", "ei löydy",
    "niet gevonden", "werd niet gevonden", "kon niet worden gevonden", "kan niet worden gevonden",
    // Polish, Czech, Slovak, Hungarian, Romanian, Greek, Turkish
    "nie znaleziono", "nie znaleziona", "nie została znaleziona", "nenalezena", "nebyla nalezena", "nenalezeno",
    "sa nenašla", "nebola nájdená", "nem található", "nu a fost găsită", "negăsită", "δεν βρέθηκε", "bulunamadı",
    "bulunamadi", "bulunamıyor",
    // Russian, Ukrainian, Bulgarian
    "не найдена", "не найден", "не найдено", "не знайдено", "не знайдена", "не е намерена",
    // Arabic, Persian, Hebrew, Hindi, Bengali
    "غير موجودة", "غير موجود", "لم يتم العثور على", "پیدا نشد", "یافت نشد", "לא נמצא", "לא נמצאה", "नहीं मिला", "नहीं मिली",
    "পাওয়া যায়নি",
    // Vietnamese, Indonesian, Thai
    "không tìm thấy", "tidak ditemukan", "ไม่พบ",
    // Chinese, Japanese, Korean
    "找不到", "未找到", "没有找到", "沒有找到", "无法找到", "無法找到", "見つかりません", "見つかりませんでした",
    "찾을 수 없습니다", "찾을 수 없음",
    // Croatian, Slovenian, Catalan, Estonian, Lithuanian, Latvian
    "nije pronađena", "nije pronađeno", "ni bila najdena", "ni najdena", "ni mogoče najti", "no trobada", "no trobat", "no s'ha trobat",
    "ei leitud", "nerastas", "nerasta", "nav atrasta", "nav atrasts",
    // Tamil, Georgian, Armenian, Mongolian, Filipino
    "கிடைக்கவில்லை", "காணப்படவில்லை", "ვერ მოიძებნა", "არ მოიძებნა", "չի գտնվել", "չգտնվեց", "олдсонгүй", "hindi nahanap", "hindi natagpuan",
    "under construction",
];

/// What says of one of [`NOUNS`] that it is not there.
#[rustfmt::skip]
pub(crate) const GONE: &[&str] = &[
    "missing", "gone", "is gone", "unavailable", "is unavailable", "is currently unavailable", "does not exist",
    "doesn't exist", "doesn't exist or is private", "no longer exists", "no longer available", "is no longer available",
    "isn't available", "is not available", "not available", "isn't here", "is missing", "has been removed",
    "has been deleted", "was removed", "was deleted", "suspended", "has been suspended", "is suspended", "expired",
    "has expired", "disabled", "has been disabled", "we can't find", "we couldn't find", "we could not find",
    "we cannot find", "cannot find", "can't find", "couldn't find", "existiert nicht", "existiert nicht mehr",
    "n'existe pas", "n'existe plus", "no existe", "no está disponible", "não existe", "não está disponível",
    "non esiste", "non disponibile", "inesistente", "inexistente", "inexistante", "finns inte", "finns inte längre", "saknas", "findes ikke",
    "finnes ikke", "bestaat niet", "bestaat niet meer", "nie istnieje", "neexistuje", "nu există", "δεν υπάρχει",
    "mevcut değil", "не существует", "не існує", "не съществува", "недоступна", "удалена", "удален", "غير متوفرة", "غير متاحة", "לא קיים",
    "मौजूद नहीं है", "उपलब्ध नहीं है", "không tồn tại", "tidak tersedia", "不存在", "不见了", "已删除", "已被删除", "已失效", "走丢了", "无法显示", "無法顯示",
    "丢失了", "丢失", "丟失了", "不見了", "已刪除", "存在しません", "ございません", "doesn't exist anymore", "does not exist anymore", "gibt es nicht",
    "gibt es nicht mehr", "ne postoji", "ne obstaja", "no existeix", "ei eksisteeri", "neegzistuoja", "neeksistē", "არ არსებობს", "ありません", "존재하지 않습니다", "존재하지 않는", "없습니다",
];

/// What is not there.
#[rustfmt::skip]
pub(crate) const NOUNS: &[&str] = &[
    "page", "web page", "webpage", "file", "file or directory", "document", "resource", "site", "website", "web site",
    "url", "article", "post", "content", "address", "blog", "shop", "store", "account", "profile", "product", "object",
    "topic", "thread", "user", "project", "objekt", "seite", "webseite", "datei", "artikel", "fichier", "página", "pagina", "sitio", "archivo",
    "arquivo", "sida", "sidan", "filen", "siden", "nettsiden", "sivua", "sivu", "bestand", "strona", "strony", "stronę",
    "stránka", "stránku", "oldal", "σελίδα", "sayfa", "sayfası", "страница", "страницы", "страницу", "сторінка",
    "сторінку", "страницата", "файл", "الصفحة", "صفحة", "صفحه", "برگه", "הדף", "העמוד", "דף", "पृष्ठ", "पेज", "পৃষ্ঠা",
    "trang", "halaman", "หน้า", "หน้าที่คุณต้องการ", "页面", "頁面", "网页", "網頁", "頁", "内容", "文章", "ページ", "페이지를",
    "페이지가", "페이지", "페이지입니다", "repository", "repo", "stranica", "stran", "strani", "pàgina", "lehte", "lehekülge", "lehekülg", "puslapis",
    "lapa", "পৃষ্ঠাটি", "পাতা", "பக்கம்", "გვერდი", "էջը", "хуудас", "ang pahina", "pahina",
];

/// What stands beside nouns.
#[rustfmt::skip]
pub(crate) const ARTICLES: &[&str] = &[
    "the", "this", "that", "your", "a", "requested", "you requested", "you have requested", "you are looking for",
    "you're looking for", "you were looking for", "you tried to reach", "you are trying to access", "on this server", "on this website", "right now", "at the moment", "die", "der",
    "diese", "angeforderte", "gesuchte", "gewünschte", "la", "le", "cette", "demandée", "que vous cherchez",
    "que vous recherchez", "esta", "solicitada", "que buscas", "que busca", "que estás buscando", "que procura",
    "questa", "richiesta", "den", "du söker", "du letar efter", "begärda", "hakemaasi", "etsimääsi", "de", "deze",
    "opgevraagde", "ta", "podana", "az", "η", "bu", "aradığınız", "эта", "запрашиваемая", "запрошенная", "такой",
    "هذه", "المطلوبة", "مورد نظر", "यह", "này", "您访问的", "你访问的", "您要找的", "您查找的", "您请求的", "请求的", "您要查看的", "您要访问的", "你要访问的", "您所访问的", "该", "該", "此", "的", "或", "了",
    "お探しの", "この", "指定された", "ご指定の", "要求された", "が", "は", "요청하신", "찾으시는", "해당",
];

/// What such titles begin with: a word for error, or one that is sorry.
#[rustfmt::skip]
pub(crate) const GREETINGS: &[&str] = &[
    "error", "that's an error", "http", "http error", "http status", "status", "code", "error code", "fehler", "erreur", "erro", "errore",
    "fel", "fejl", "feil", "virhe", "fout", "błąd", "chyba", "ошибка", "помилка", "грешка", "hiba", "eroare", "σφάλμα",
    "hata", "خطأ", "خطای", "שגיאה", "त्रुटि", "lỗi", "kesalahan", "错误", "錯誤", "エラー", "오류", "oops", "ooops", "whoops",
    "sorry", "we're sorry", "we are sorry", "uh oh", "oh no", "hmm", "ouch", "ups", "hoppla", "huch", "leider", "oups", "page d'erreur", "désolé", "lo sentimos", "vaya",
    "ops", "opa", "desculpe", "spiacenti", "hoppsan", "beklager", "helaas", "przepraszamy", "ой", "упс", "извините",
    "üzgünüz", "عذرا", "عذراً", "क्षमा करें", "抱歉", "很抱歉", "对不起", "對不起", "哎呀", "申し訳ありません", "すみません", "죄송합니다",
];

/// Titles that servers, their panels and frameworks have for what nobody made a page of.
#[rustfmt::skip]
pub(crate) const WHOLE: &[&str] = &[
    "whitelabel error page", "welcome to nginx", "welcome to openresty", "welcome to caddy", "default parallels plesk page", "default plesk page",
    "web server's default page", "apache2 ubuntu default page it works", "apache2 debian default page it works",
    "apache http server test page powered by centos", "test page for the apache http server", "iis windows server", "iis windows",
    "iis 404 detailed error", "iis 404 detailed error 404 0 not found", "iis 7 5 detailed error 404 0 not found",
    "iis 8 0 detailed error 404 0 not found", "iis 8 5 detailed error 404 0 not found", "iis 10 0 detailed error 404 0 not found",
    "default web site page", "future home of something quite cool",
];

/// What pages say that want to know who the reader is.
#[rustfmt::skip]
pub(crate) const LOGINS: &[&str] = &[
    "log in", "login", "log on", "logon", "sign in", "signin", "sign up", "please log in", "please sign in", "log in or sign up",
    "sign in or register", "create an account", "age verification", "age check", "are you over 18", "are you 18",
    "cookie consent", "before you continue", "privacy consent", "your privacy", "consent",
    "anmelden", "anmeldung", "einloggen", "altersprüfung", "se connecter", "connexion", "iniciar sesión", "acceder", "iniciar sessão", "entrar",
    "fazer login", "accedi", "accesso", "inloggen", "aanmelden", "logga in", "log ind", "logg inn", "kirjaudu", "kirjaudu sisään", "zaloguj się",
    "logowanie", "přihlášení", "přihlásit se", "prihlásenie", "bejelentkezés", "autentificare", "conectare", "giriş", "giriş yap", "oturum aç",
    "вход", "войти", "авторизация", "вхід", "увійти", "تسجيل الدخول", "ورود", "התחברות", "लॉग इन करें", "đăng nhập", "masuk", "เข้าสู่ระบบ",
    "登录", "登入", "用户登录", "ログイン", "로그인",
];

/// The status, in itself all that some titles say.
#[rustfmt::skip]
pub(crate) const CODES: &[&str] = &["404", "404 0"];

/// What pages of domains that are for sale say of the domain.
#[rustfmt::skip]
pub(crate) const FOR_SALE: &[&str] = &[
    "for sale", "is for sale", "may be for sale", "is parked", "parked", "parked free", "is available for purchase",
    "is available for sale", "expired", "has expired", "steht zum verkauf", "zu verkaufen",
    "ist zu verkaufen", "geparkt", "ist geparkt", "à vendre", "est à vendre", "en venta",
    "está en venta", "à venda", "está à venda", "in vendita", "è in vendita", "till salu", "är till salu", "te koop",
    "is te koop", "na sprzedaż", "jest na sprzedaż", "satılık", "satılıktır", "продается", "продаётся", "припаркован", "出售", "正在出售", "可出售",
    "停放", "待售", "販売中", "売り出し中", "売り出し中です", "판매", "판매 중",
];

/// What is for sale. `a.example` stands for the name of any domain.
#[rustfmt::skip]
pub(crate) const DOMAINS: &[&str] = &[
    "a.example", "domain", "domain name", "this domain", "this domain name", "the domain", "the domain name",
    "this website", "this web site", "buy this domain", "parked domain", "diese domain", "die domain", "ce domaine", "nom de domaine", "ce nom de domaine",
    "le domaine", "dominio", "el dominio", "este dominio", "o domínio", "este domínio", "il dominio", "questo dominio", "domänen",
    "dit domein", "domein", "domeinnaam", "deze domeinnaam", "domena", "ta domena", "bu alan adı", "домен", "этот домен", "域名", "此域名", "该域名",
    "ドメイン", "ドメインは", "このドメインは", "도메인",
];

/// Titles of the pages that a bot wall shows to programs.
#[rustfmt::skip]
pub(crate) const WALLS: &[&str] = &[
    "attention required", "checking your browser", "checking your browser before accessing", "ddos guard",
    "security check", "security checkpoint", "vercel security checkpoint", "robot check", "bot verification",
    "human verification", "verify you are human", "verifying you are human", "please verify you are a human",
    "are you a robot", "are you human", "access to this page has been denied", "pardon our interruption",
    "making sure you're not a bot", "client challenge", "captcha challenge", "access denied", "403 forbidden", "ddos protection by cloudflare", "used cloudflare to restrict access",
    "are you not a robot", "robot or human", "bot check", "verification required", "you have been blocked",
    "you've been blocked", "sorry you have been blocked",
    "вы не робот", "проверка браузера", "安全检查", "正在验证", "安全验证", "百度安全验证", "人机验证", "访问验证",
];

/// The same, with dots behind: Cloudflare's, in its own translations.
#[rustfmt::skip]
pub(crate) const WAITS: &[&str] = &[
    "just a moment", "one moment please", "please wait", "nur einen moment", "einen moment", "einen moment bitte",
    "un instant", "un instant s'il vous plaît", "un momento", "un momento por favor", "attendere prego", "um momento", "un attimo", "ett ögonblick", "vänta", "even geduld",
    "een ogenblik geduld", "een moment", "jeszcze chwila", "chwileczkę", "один момент", "подождите", "请稍候", "請稍候",
    "请稍等", "しばらくお待ちください", "少々お待ちください", "잠시만 기다리십시오", "잠시만 기다려 주세요", "bir dakika", "bir dakika lütfen",
    "لحظة", "لحظة من فضلك", "कृपया प्रतीक्षा करें",
];

/// Words of titles that go on with a topic: what stands beside them is no name of a site.
#[rustfmt::skip]
pub(crate) const TOPICS: &[&str] = &[
    "how", "why", "what", "was", "when", "guide", "tutorial", "fix", "fixing", "fixed", "solve", "solved", "solution",
    "explained", "meaning", "definition", "error", "errors", "debug", "debugging", "tips", "examples", "best", "design",
    "handling", "reference", "causes", "a", "an", "novel", "memoir", "album", "song", "film", "book", "review", "issue",
    "question", "discussion", "bug", "wie", "warum", "anleitung", "beheben", "comment", "pourquoi", "résoudre", "cómo",
    "solucionar", "como", "corrigir", "come", "risolvere", "hoe", "oplossen", "jak", "как", "что", "исправить", "hur",
    "nasıl", "कैसे", "كيف", "如何", "怎么", "怎麼", "解决", "解決", "方法", "原因", "とは", "対処", "해결", "방법",
];
