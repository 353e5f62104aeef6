//! Every route of the public surface. axum cannot match `{table}.csv`, so files of a bundle are split at their ending in the handler.

use std::any::Any;
use std::sync::{Arc, LazyLock};

use app::page::KEYBOARD;
use app::{App, shell};
use axum::Router;
use axum::extract::{OriginalUri, Path, Request, State as Extract};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, VARY};
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode, Uri, Version};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use data::engine::Engine;
use data::query::LONGEST_ADDRESS;
use data::sheet::VIEWS;
use data::{Query, Text};
use leptos::config::LeptosOptions;
use leptos_axum::{AxumRouteListing, LeptosRoutes, generate_route_list};
use serde::Deserialize;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate};

use crate::arrangement::Arrangements;
use crate::error::{Error, no_such};
use crate::export::Exports;
use crate::glimpse::Glimpses;
use crate::site::Site;
use crate::state::State;
use crate::{address, assets, loading, page, panel, policy, prefs, report, sheet, table};

/// The routes of the pages, listed once: while Leptos lists them, no resource of the whole process loads, and a page whose resource is first
/// asked just then would wait for ever (leptos#4773). Every router waits for the one list before it can be asked anything.
pub(crate) static PAGES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(App));

/// What of a request a page depends on beside its address: the reader's language and theme.
pub(crate) const READER: HeaderValue = HeaderValue::from_static("accept-language, cookie");

/// The whole server as a service.
pub fn router(engine: Engine, site: Site) -> Router {
    let output = assets::manifest().map(|manifest| manifest.output).unwrap_or_else(|| "clusterboard".into());
    let leptos =
        LeptosOptions::builder().output_name(output).site_pkg_dir(site.base.before("/pkg".to_string()).trim_start_matches('/')).build();
    let site = Arc::new(site);
    let state = State {
        engine,
        leptos,
        arrangements: Arrangements::default(),
        glimpses: Glimpses::default(),
        exports: Exports::default(),
        site: site.clone(),
    };
    let options = state.leptos.clone();
    let pages = PAGES.clone();
    let routes = Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(loading::readyz))
        .route("/robots.txt", get(robots))
        .route("/prefs", post(prefs::set))
        .merge(board_files())
        .route("/{bundle}/{view}/report.json", get(view_file))
        .route("/{bundle}/{view}/{item}/report.json", get(view_file))
        .route("/{bundle}/{file}", get(bundle_file))
        .route("/{bundle}/panels/{file}", get(panel_file))
        .leptos_routes_with_context(&state, pages, page::context(&state), move || shell(options.clone()))
        .fallback(nothing)
        .layer(from_fn_with_state(state.clone(), loading::not_ready))
        .layer(from_fn_with_state(state.clone(), page_status))
        .with_state(state)
        .merge(assets::routes())
        .layer(from_fn(short))
        .layer(from_fn_with_state(site, policy::of_answer))
        // A long CSV is smaller and sooner made in gzip than in brotli. For the rest brotli at 6 makes a page a sixth smaller than at its usual 4, in
        // a millisecond more.
        .layer(CompressionLayer::new().no_br().compress_when(is_csv))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(6)).compress_when(DefaultPredicate::new().and(is_no_csv)));
    caught(routes)
}

/// A panic ends the request in which it happens, and no other: it is logged there, and answered as our own fault.
pub fn caught(routes: Router) -> Router {
    let panicked = |_: Box<dyn Any + Send>| Error::Internal("a panic".to_string()).into_response();
    routes.layer(CatchPanicLayer::custom(panicked))
}

/// The bundle's own address, or a view's, with the search as it stands: what a file is asked.
fn address(bundle: &str, view: &str, uri: &Uri) -> String {
    let path = Query { bundle: bundle.to_string(), view: view.to_string(), ..Query::default() }.to_string();
    match uri.query() {
        Some(search) => format!("{path}?{search}"),
        None => path,
    }
}

/// The page's own address: without the file's name at the end.
fn page_of(uri: &Uri) -> String {
    let path = uri.path().trim_end_matches("/report.json").trim_end_matches("/screen.json");
    uri.query().map_or_else(|| path.to_string(), |search| format!("{path}?{search}"))
}

/// What a page of charts is made of: as numbers for whoever reads them, as pictures for its client.
fn board_files() -> Router<State> {
    ["", "/published", "/explore"].into_iter().fold(Router::new(), |router, page| {
        router
            .route(&format!("/{{bundle}}{page}/report.json"), get(report_file))
            .route(&format!("/{{bundle}}{page}/screen.json"), get(screen_file))
    })
}

/// The bundle in an address, whatever else it holds.
#[derive(Deserialize)]
struct Place {
    bundle: String,
}

async fn view_file(Extract(state): Extract<State>, Path(at): Path<Place>, OriginalUri(uri): OriginalUri) -> Result<Response, Error> {
    sheet::json(state, page_of(&uri), &at.bundle).await
}

async fn report_file(
    Extract(state): Extract<State>,
    Path(at): Path<Place>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Result<Response, Error> {
    report::file(state, page_of(&uri), &at.bundle, &headers).await
}

async fn screen_file(
    Extract(state): Extract<State>,
    Path(at): Path<Place>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Result<Response, Error> {
    report::screen(state, page_of(&uri), &at.bundle, &headers).await
}

async fn bundle_file(
    Extract(state): Extract<State>,
    Path((bundle, file)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, Error> {
    let url = address(&bundle, "", &uri);
    if let Some(table) = file.strip_suffix(".meta.json") {
        return table::sidecar(state, url, table.to_string()).await;
    }
    if file == "explore.csv" {
        return panel::file(state, url, bundle, file).await;
    }
    if let Some(view) = file.strip_suffix(".csv").filter(|view| VIEWS.contains(view)) {
        return sheet::file(state, address(&bundle, view, &uri), &bundle).await;
    }
    if let Some(table) = file.strip_suffix(".csv") {
        return table::csv_file(state, url, table.to_string()).await;
    }
    let Some(question) = state.engine.ask(&url) else { return Err(state.no_bundle(&bundle)) };
    let tables = question.schema().tables.iter().map(|table| format!("{0}.csv, {0}.meta.json", table.id));
    Err(no_such(("文件", "file"), &file, tables.chain(["report.json".to_string()])))
}

async fn panel_file(
    Extract(state): Extract<State>,
    Path((bundle, file)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, Error> {
    let view = sheet::view_of(&file).unwrap_or_default();
    panel::file(state, address(&bundle, view, &uri), bundle, file).await
}

/// A page has no slash at its end.
async fn nothing(Extract(site): Extract<Arc<Site>>, uri: Uri) -> Result<Redirect, Error> {
    let page = uri.path().strip_suffix('/').and_then(|path| {
        let search = uri.query().map(|search| format!("?{search}")).unwrap_or_default();
        address::own(&format!("{path}{search}"))
    });
    match page {
        Some(page) => Ok(Redirect::permanent(&site.base.before(page))),
        None => Err(no_such(("页面", "page"), uri.path(), ["/", "/{bundle}"].map(|page| site.base.before(page.to_string())).into_iter())),
    }
}

fn is_csv(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/csv"))
}

fn is_no_csv(status: StatusCode, version: Version, headers: &HeaderMap, extensions: &Extensions) -> bool {
    !is_csv(status, version, headers, extensions)
}

/// What crawlers may read: the pages, but none of their filters, of which there is no end.
async fn robots(Extract(site): Extract<Arc<Site>>) -> String {
    let base = site.base;
    format!("User-agent: *\nDisallow: {base}/*?\nDisallow: {base}/prefs\n")
}

/// An address beyond the longest is answered in words.
async fn short(request: Request, next: Next) -> Response {
    let bytes = request.uri().path_and_query().map_or(0, |url| url.as_str().len());
    if bytes <= LONGEST_ADDRESS {
        return next.run(request).await;
    }
    let most = LONGEST_ADDRESS;
    let text = Text::new(
        format!("地址过长：{bytes} 字节，最多 {most} 字节。请减少筛选条件或所选的值。"),
        format!("The address is too long: {bytes} bytes of at most {most}. Take out some conditions or some of the values chosen."),
    );
    Error::TooLong(text).into_response()
}

/// A page about a bundle that is not served says so with 404; pages are never cached without asking.
async fn page_status(Extract(state): Extract<State>, request: Request, next: Next) -> Response {
    let bundle = Query::parse(request.uri().path()).0;
    let mut response = next.run(request).await;
    let is_page = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page {
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        response.headers_mut().append(VARY, READER);
        let served =
            bundle.bundle.is_empty() || bundle.bundle == KEYBOARD || state.engine.bundles().any(|store| store.schema.id == bundle.bundle);
        if !served && response.status() == StatusCode::OK {
            *response.status_mut() = StatusCode::NOT_FOUND;
        }
    }
    response
}
