//! What a reader prefers, and where the site lies for them: language and theme, from cookies that the forms in the header set through `/prefs`;
//! before that the browser says which language. On the server they come with the request; in the browser the document's element carries them.

use data::Lang;
use data::query::Base;

/// A reader's preferences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prefs {
    /// The cookie's language; without one, what the browser asks for most; else Chinese.
    pub lang: Lang,
    /// `light` or `dark`; the system's without one.
    pub theme: Option<&'static str>,
    /// The path under which the reader has the site. The server's front door takes it off what is asked, and tells pages of it in their context;
    /// the client finds it at the document's element.
    pub base: Base,
}

impl Prefs {
    /// The preferences of whoever reads this page.
    #[cfg(feature = "ssr")]
    pub fn current() -> Prefs {
        let prefs = leptos::prelude::use_context::<http::request::Parts>().map(|parts| Prefs::of(&parts.headers)).unwrap_or_default();
        Prefs { base: leptos::prelude::use_context().unwrap_or_default(), ..prefs }
    }

    /// The preferences that a request carries.
    #[cfg(feature = "ssr")]
    pub fn of(headers: &http::HeaderMap) -> Prefs {
        let mut prefs = Prefs { lang: accepted(headers).unwrap_or_default(), ..Prefs::default() };
        for header in headers.get_all(http::header::COOKIE) {
            for cookie in header.to_str().unwrap_or_default().split(';') {
                match cookie.trim().split_once('=') {
                    Some(("lang", code)) => prefs.lang = Lang::from_code(code).unwrap_or(prefs.lang),
                    Some(("theme", theme)) => prefs.theme = theme_of(theme).or(prefs.theme),
                    _ => {}
                }
            }
        }
        prefs
    }

    /// The preferences of whoever reads this page.
    #[cfg(all(feature = "hydrate", not(feature = "ssr")))]
    pub fn current() -> Prefs {
        let Some(html) = leptos::prelude::document().document_element() else { return Prefs::default() };
        let read = |name: &str| html.get_attribute(name).unwrap_or_default();
        Prefs {
            lang: Lang::from_code(&read("data-lang")).unwrap_or_default(),
            theme: theme_of(&read("data-theme")),
            base: Base::written(read("data-base")),
        }
    }

    /// Without a server or a browser nobody reads.
    #[cfg(not(any(feature = "ssr", feature = "hydrate")))]
    pub fn current() -> Prefs {
        Prefs::default()
    }
}

/// The language that a browser asks for most, of those that there are: `Accept-Language`, RFC 9110, 12.5.4.
#[cfg(feature = "ssr")]
fn accepted(headers: &http::HeaderMap) -> Option<Lang> {
    let lines = headers.get_all(http::header::ACCEPT_LANGUAGE).into_iter().filter_map(|line| line.to_str().ok());
    let read = |range: &str| {
        let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
        let lang = Lang::from_code(&tag.trim().split('-').next()?.to_ascii_lowercase())?;
        let weight: f32 = weight.trim().strip_prefix("q=")?.parse().ok()?;
        (weight > 0.0).then_some((lang, weight))
    };
    let asked = lines.flat_map(|line| line.split(',')).filter_map(read);
    // Of equals the first.
    asked.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(lang, _)| lang)
}

#[cfg(any(feature = "ssr", feature = "hydrate"))]
fn theme_of(word: &str) -> Option<&'static str> {
    ["light", "dark"].into_iter().find(|theme| *theme == word)
}

/// The language that a search (without its `?`) asks for.
pub(super) fn lang_of_search(search: &str) -> Option<Lang> {
    form_urlencoded::parse(search.as_bytes()).find(|(name, _)| name == "lang").and_then(|(_, code)| Lang::from_code(&code))
}

/// The language in which an address is read: its own, else the reader's.
#[cfg(feature = "ssr")]
pub fn lang_of(url: &str, headers: &http::HeaderMap) -> Lang {
    let asked = url.split_once('?').and_then(|(_, search)| lang_of_search(search));
    asked.unwrap_or_else(|| Prefs::of(headers).lang)
}

/// The language that the request's URL asks for.
#[cfg(feature = "ssr")]
pub(super) fn lang_of_request() -> Option<Lang> {
    let url = leptos::prelude::use_context::<leptos_router::location::RequestUrl>()?;
    let (_, search) = url.as_ref().split_once('?')?;
    lang_of_search(search)
}

/// Tells the document's element its language.
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
pub(super) fn say_lang(lang: Lang) {
    if let Some(html) = leptos::prelude::document().document_element() {
        html.set_attribute("lang", lang.tag()).ok();
    }
}

/// The server writes the language into the shell.
#[cfg(not(all(feature = "hydrate", not(feature = "ssr"))))]
pub(super) fn say_lang(_lang: Lang) {}
