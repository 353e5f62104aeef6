//! The page of a bundle that is still loading, whatever its address: a document without scripts. The server answers with it before its routes.

use data::Lang;
use leptos::prelude::*;

use super::Prefs;
use super::shell::document;
use crate::words::words;

/// The whole document. `url`: the address that was asked for, to ask again; `css`: the style sheet's, empty without one.
pub fn waiting(bundle: &str, url: &str, prefs: Prefs, lang: Lang, css: String) -> String {
    let (title, why) = match lang {
        Lang::Zh => ("正在载入", format!("数据集“{bundle}”正在载入，请稍后再打开。")),
        Lang::En => ("Loading", format!("The dataset “{bundle}” is still loading: please open it again in a moment.")),
    };
    let (url, home) = (prefs.base.before(url.to_string()), prefs.base.before("/".to_string()));
    let body = view! {
        <header class="top"><a class="brand" href=home.clone()>"Clusterboard"</a></header>
        <main id="main" class="plain">
            <h1>{title}</h1>
            <p role="status">{why}</p>
            <p><a href=url>{words(lang).again}</a></p>
            <p><a href=home>{words(lang).to_home}</a></p>
        </main>
    };
    document(prefs, lang, css, view! { <title>{title}</title> }, body).to_html()
}
