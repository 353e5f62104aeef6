//! `POST /prefs`: the language and theme forms. Sets a cookie for a year and goes back to the page, so both work without JavaScript. Only a form
//! of this site may set them, and it leads to a page of this site only.

use std::sync::Arc;

use axum::extract::State as Extract;
use axum::http::header::{HOST, LOCATION, ORIGIN, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use data::query::Base;
use data::{Lang, Text};

use crate::address;
use crate::error::Error;
use crate::site::Site;

/// Reads the form's body.
pub async fn set(Extract(site): Extract<Arc<Site>>, asked: HeaderMap, body: String) -> Result<Response, Error> {
    if !is_own(&site, &asked) {
        return Err(Error::Refused(Text::new("此表单只能从本站页面提交。", "This form may be sent from a page of this site only.")));
    }
    let mut headers = HeaderMap::new();
    let mut next = "/".to_string();
    for (name, value) in form_urlencoded::parse(body.as_bytes()) {
        match (name.as_ref(), value.as_ref()) {
            ("lang", code) if Lang::from_code(code).is_some() => cookie(&mut headers, &site, "lang", code),
            ("theme", "auto" | "light" | "dark") => cookie(&mut headers, &site, "theme", &value),
            ("next", url) => next = address::own(url).unwrap_or(next),
            (name, value) => {
                return Err(Error::Bad(Text::new(
                    format!("{name}=“{value}”无法识别：应为 lang=zh|en 或 theme=auto|light|dark。"),
                    format!("{name}=“{value}” was not understood: expected lang=zh|en or theme=auto|light|dark."),
                )));
            }
        }
    }
    let location = HeaderValue::from_str(&site.base.before(next)).map_err(|error| Error::Internal(error.to_string()))?;
    headers.insert(LOCATION, location);
    Ok((StatusCode::SEE_OTHER, headers).into_response())
}

/// Whether a page of this site sent the form, as far as the browser says: `Sec-Fetch-Site` and `Origin`. A proxy before this server passes the
/// host on, as `Host` or `X-Forwarded-Host`.
fn is_own(site: &Site, asked: &HeaderMap) -> bool {
    let read = |name: &str| asked.get(name).and_then(|value| value.to_str().ok());
    let is_same_site = read("sec-fetch-site").is_none_or(|site| matches!(site, "same-origin" | "none"));
    let is_same_host = asked.get(ORIGIN).is_none_or(|origin| {
        let host = origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
        host.is_some_and(|host| site.is_public(host))
            || host.is_some() && [HOST.as_str(), "x-forwarded-host"].into_iter().any(|name| read(name) == host)
    });
    is_same_site && is_same_host
}

fn cookie(headers: &mut HeaderMap, site: &Site, name: &str, value: &str) {
    let secure = if site.https { "; Secure" } else { "" };
    let path = if site.base == Base::default() { "/" } else { site.base.path() };
    if let Ok(value) = HeaderValue::from_str(&format!("{name}={value}; Path={path}; Max-Age=31536000; SameSite=Lax{secure}")) {
        headers.append(SET_COOKIE, value);
    }
}
