//! `POST /prefs`: the language and theme forms. Sets a cookie for a year and goes back to the page, so both work without JavaScript.

use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use data::{Lang, Text};

use crate::error::Error;

/// Reads the form's body.
pub async fn set(body: String) -> Result<Response, Error> {
    let mut headers = HeaderMap::new();
    let mut next = "/".to_string();
    for (name, value) in form_urlencoded::parse(body.as_bytes()) {
        match (name.as_ref(), value.as_ref()) {
            ("lang", code) if Lang::from_code(code).is_some() => cookie(&mut headers, "lang", code),
            ("theme", "auto" | "light" | "dark") => cookie(&mut headers, "theme", &value),
            ("next", path) if is_local(path) => next = path.to_string(),
            ("next", _) => {}
            (name, value) => {
                return Err(Error::Bad(Text::new(
                    format!("{name}=“{value}”无法识别：应为 lang=zh|en 或 theme=auto|light|dark。"),
                    format!("{name}=“{value}” was not understood: expected lang=zh|en or theme=auto|light|dark."),
                )));
            }
        }
    }
    let location = HeaderValue::from_str(&next).unwrap_or(HeaderValue::from_static("/"));
    headers.insert(LOCATION, location);
    Ok((StatusCode::SEE_OTHER, headers).into_response())
}

/// A path of this site: never another host's.
fn is_local(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') && path.is_ascii()
}

fn cookie(headers: &mut HeaderMap, name: &str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(&format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax")) {
        headers.append(SET_COOKIE, value);
    }
}
