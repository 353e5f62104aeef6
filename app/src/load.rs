//! How the pages get their data: one way, `load_screen`, whose answer is a `Screen`. On the server it is made of the report of the service
//! that the server put into the context; in the browser it comes as `screen.json`. The pages call it; the server implements `ReportService`.

mod json;
mod read;

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use data::Text;
use data::report::Panel;
use data::schema::Source;
use data::statement::Status;

use crate::screen::Screen;

#[cfg(feature = "ssr")]
pub use service::{Homing, ReportService, Screening, Service, Sheeting};

/// Why there is no screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// No such bundle is served, or no such thing in it; with what there is instead, where that is known.
    NotFound(Text),
    /// Something else went wrong, in words.
    Failed(Text),
}

/// An answer, with the address that it answers. It travels with the page as text: the address, then one word, then what there is to say.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The address: path and search.
    pub url: String,
    /// The screen, or why there is none.
    pub outcome: Result<Arc<Screen>, LoadError>,
}

impl Answer {
    /// Asks for the screen of an address.
    pub async fn to(url: String) -> Answer {
        let outcome = load_screen(url.clone()).await.map(Arc::new);
        Answer { url, outcome }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.url)?;
        match &self.outcome {
            Ok(screen) => write!(f, "screen\n{}", written(screen)?),
            Err(LoadError::NotFound(text)) => write!(f, "none\n{}\n{}", text.zh, text.en),
            Err(LoadError::Failed(text)) => write!(f, "failed\n{}\n{}", text.zh, text.en),
        }
    }
}

/// Only the server writes screens: beside pictures that the page has already.
#[cfg(any(feature = "ssr", test))]
fn written(screen: &Screen) -> Result<String, fmt::Error> {
    serde_json::to_string(&screen.without_ink()).map_err(|_| fmt::Error)
}

#[cfg(not(any(feature = "ssr", test)))]
fn written(_screen: &Screen) -> Result<String, fmt::Error> {
    Err(fmt::Error)
}

impl FromStr for Answer {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Answer, &'static str> {
        let mut parts = text.splitn(3, '\n');
        let (url, kind, rest) = (parts.next().unwrap_or_default(), parts.next(), parts.next().unwrap_or_default());
        let outcome = match kind {
            Some("screen") => Ok(Arc::new(read::screen(rest).ok_or("not a screen")?)),
            Some(kind @ ("none" | "failed")) => {
                let (zh, en) = rest.split_once('\n').unwrap_or((rest, rest));
                let text = Text::new(zh, en);
                Err(if kind == "none" { LoadError::NotFound(text) } else { LoadError::Failed(text) })
            }
            _ => return Err("not an answer"),
        };
        Ok(Answer { url: url.to_string(), outcome })
    }
}

/// What the home page lists.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HomeData {
    /// Bundles served, in order.
    pub bundles: Vec<BundleSummary>,
    /// The ids of bundles that are still loading.
    pub loading: Vec<String>,
    /// Bundles that are not served, with what is wrong with them.
    pub faulty: Vec<FaultSummary>,
}

/// A bundle that is served.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BundleSummary {
    /// Its id: the first segment of its address.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// What it is.
    pub description: Text,
    /// Its version.
    pub version: String,
    /// The first chart of its page, without a filter.
    pub chart: Option<Panel>,
    /// The first and the last year of its dates and its published figures.
    pub years: Option<[String; 2]>,
    /// Where its data comes from.
    pub sources: Vec<Source>,
    /// How many of its published figures have each outcome.
    pub checks: Vec<(Status, u32)>,
    /// Its tables shown as tabs: title, rows, counting word.
    pub tables: Vec<(Text, u32, Text)>,
    /// How many warnings its files gave.
    pub warnings: u32,
    /// The warnings listed, a line each, as faults are.
    pub warned: Vec<Text>,
}

/// A bundle that is not served.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FaultSummary {
    /// Its id.
    pub id: String,
    /// How many faults it has.
    pub count: u32,
    /// The faults listed, a line each: file, row, column, value, rule and what would be right.
    pub lines: Vec<Text>,
}

/// The names of the client's files, which carry a hash: put into the context by the server, read by the shell. Without it the shell names
/// the files after Leptos' output name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assets {
    /// The style sheet's address, with the site's base.
    pub css: String,
    /// Whether there is a client to load; without one the page works without scripts.
    pub scripts: bool,
}

/// The screen of a page's address (path and search, as they stand in the URL).
#[cfg(feature = "ssr")]
pub async fn load_screen(url: String) -> Result<Screen, LoadError> {
    let service = leptos::prelude::use_context::<Service>();
    let headers = leptos::prelude::use_context::<http::request::Parts>().map(|parts| parts.headers).unwrap_or_default();
    let Some(service) = service else { return Err(without_service()) };
    let lang = crate::page::lang_of(&url, &headers);
    service.0.screen(url, lang).await
}

/// The sheet on the address of a view. Its pages need no scripts, so only the server asks.
#[cfg(feature = "ssr")]
pub async fn load_sheet(url: String) -> Result<data::Sheet, LoadError> {
    match leptos::prelude::use_context::<Service>() {
        Some(service) => service.0.sheet(url).await,
        None => Err(without_service()),
    }
}

/// The bundles. The home page needs no scripts, so only the server asks.
#[cfg(feature = "ssr")]
pub async fn load_home() -> Result<HomeData, LoadError> {
    match leptos::prelude::use_context::<Service>() {
        Some(service) => service.0.home().await,
        None => Err(without_service()),
    }
}

#[cfg(feature = "ssr")]
fn without_service() -> LoadError {
    LoadError::Failed(Text::new("服务器没有提供数据服务。", "The server provides no report service."))
}

/// The screen of a page's address (path and search, as they stand in the URL).
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
pub async fn load_screen(url: String) -> Result<Screen, LoadError> {
    leptos::__reexports::send_wrapper::SendWrapper::new(fetch(url)).await
}

#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
async fn fetch(url: String) -> Result<Screen, LoadError> {
    let (path, search) = url.split_once('?').unwrap_or((&url, ""));
    let mut address = crate::page::base().before(format!("{}/screen.json", path.trim_end_matches('/')));
    if !search.is_empty() {
        address.push('?');
        address.push_str(search);
    }
    let answer = gloo_net::http::Request::get(&address).send().await.map_err(unreachable)?;
    match answer.status() {
        // The screen of a query that was not understood whole comes with 400 and its notices.
        200 | 400 => {
            let body = answer.text().await.map_err(unreachable)?;
            read::screen(&body).ok_or_else(|| {
                LoadError::Failed(Text::new(
                    "服务器的回答无法读取：页面与服务器版本可能不一致，请重新载入。",
                    "The server's answer cannot be read: page and server may differ in version; please reload.",
                ))
            })
        }
        404 => Err(LoadError::NotFound(Text::default())),
        status => Err(LoadError::Failed(Text::new(
            format!("服务器返回状态 {status}。请重试。"),
            format!("The server answered with status {status}. Please try again."),
        ))),
    }
}

#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
fn unreachable(_: gloo_net::Error) -> LoadError {
    LoadError::Failed(Text::new(
        "无法连接服务器。请检查网络后重试。",
        "The server cannot be reached. Please check the network and try again.",
    ))
}

/// Without a server or a browser there is nothing to ask: the crate's own tests.
#[cfg(not(any(feature = "ssr", feature = "hydrate")))]
pub async fn load_screen(_url: String) -> Result<Screen, LoadError> {
    Err(LoadError::NotFound(Text::default()))
}

#[cfg(feature = "ssr")]
mod service {
    use std::future::Future;
    use std::pin::Pin;
    use std::sync::Arc;

    use data::{Lang, Sheet};

    use super::{HomeData, LoadError};
    use crate::screen::Screen;

    /// A sheet to come.
    pub type Sheeting = Pin<Box<dyn Future<Output = Result<Sheet, LoadError>> + Send>>;

    /// A screen to come.
    pub type Screening = Pin<Box<dyn Future<Output = Result<Screen, LoadError>> + Send>>;

    /// The list of bundles to come.
    pub type Homing = Pin<Box<dyn Future<Output = Result<HomeData, LoadError>> + Send>>;

    /// What the server does for the pages.
    pub trait ReportService: Send + Sync {
        /// The screen of an address (path and search, as they stand in the URL) for a reader of `lang`.
        fn screen(&self, url: String, lang: Lang) -> Screening;
        /// The sheet on the address of a view.
        fn sheet(&self, url: String) -> Sheeting;
        /// What the home page lists.
        fn home(&self) -> Homing;
    }

    /// The service, as the server puts it into the context of a request.
    #[derive(Clone)]
    pub struct Service(pub Arc<dyn ReportService>);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_travel_as_text() {
        for outcome in [Ok(Arc::default()), Err(LoadError::NotFound(Text::default())), Err(LoadError::Failed(Text::new("坏了", "broken")))]
        {
            let answer = Answer { url: "/jilin?q=a%0Ab".into(), outcome };
            assert_eq!(answer.to_string().parse(), Ok(answer));
        }
        for text in ["", "/jilin", "/jilin\nscreen\n{}", "/jilin\nwhat\n"] {
            assert!(text.parse::<Answer>().is_err(), "{text}");
        }
    }
}
