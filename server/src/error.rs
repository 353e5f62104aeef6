//! What goes wrong with a request, in words, in both languages. Handlers return it; it answers as plain text with the right status.
//! Pages say such things themselves.

use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use data::{Notice, Text};

use crate::visit::Visit;

/// Why a file cannot be had.
#[derive(Debug)]
pub enum Error {
    /// There is nothing at this address: what there is instead.
    NotFound(Text),
    /// The query was not understood: each thing.
    NotUnderstood(Vec<Notice>),
    /// The request itself is wrong.
    Bad(Text),
    /// Not from there.
    Refused(Text),
    /// The address is longer than one may be.
    TooLong(Text),
    /// Turned away before anything was made of it; 429 and 503: it may come again.
    Away(StatusCode, Text),
    /// Our own fault.
    Internal(String),
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, lines) = match self {
            Error::NotFound(text) => (StatusCode::NOT_FOUND, vec![text]),
            Error::NotUnderstood(notices) => (StatusCode::BAD_REQUEST, notices.into_iter().map(|notice| notice.text).collect()),
            Error::Bad(text) => (StatusCode::BAD_REQUEST, vec![text]),
            Error::Refused(text) => (StatusCode::FORBIDDEN, vec![text]),
            Error::TooLong(text) => (StatusCode::URI_TOO_LONG, vec![text]),
            Error::Away(status, text) => (status, vec![text]),
            Error::Internal(cause) => (StatusCode::INTERNAL_SERVER_ERROR, vec![failed(&cause)]),
        };
        let body: String = lines.iter().map(|text| format!("{}\n{}\n", text.zh, text.en)).collect();
        let again = matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE).then_some([(RETRY_AFTER, "5")]);
        (status, again, [(CONTENT_TYPE, "text/plain; charset=utf-8")], body).into_response()
    }
}

/// Logs our own fault; what is said of it, with the id by which it is found in the log.
pub fn failed(cause: &str) -> Text {
    let id = Visit::current().map(|visit| visit.id);
    let id = id.as_deref().unwrap_or("-");
    tracing::error!(cause, id, "a request failed");
    Text::new(
        format!("服务器内部错误，已记录。请求编号：{id}。"),
        format!("Something went wrong in the server; it has been logged. Request {id}."),
    )
}

/// A file that is not there: what the address names, and what there is.
pub fn no_such(what: (&str, &str), name: &str, known: impl Iterator<Item = String>) -> Error {
    let known = known.collect::<Vec<_>>().join(", ");
    Error::NotFound(Text::new(
        format!("没有{}“{name}”。可用：{known}。", what.0),
        format!("There is no {} “{name}”. There are: {known}.", what.1),
    ))
}
