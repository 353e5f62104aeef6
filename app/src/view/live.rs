//! Elements, leaves and lists of one type each. A view of Leptos is a type of its own for every shape of element, attribute and closure, and
//! the client carries a kilobyte or two for each; here `el!` makes every element the same type, and leaves are one of three kinds of signal,
//! so that the client holds the code of each once. Called by every view.

use std::sync::Arc;

use data::query::Base;
use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;
use leptos::html::{self, custom};
use leptos::prelude::*;

use crate::page::base;

/// An element: `el!("a" { "href" = address, "hidden" = flag } [text, child])`. Values are texts or signals of texts, flags or optional
/// texts; children are texts, signals of texts, elements or lists. Not for elements without a closing tag.
macro_rules! el {
    ($tag:literal $({ $($name:literal = $value:expr),* $(,)? })? $([ $($child:expr),* $(,)? ])?) => {
        $crate::view::live::element(
            $tag,
            vec![$($($crate::view::live::Value::attribute($value, $name)),*)?],
            vec![$($($crate::view::live::Child::view($child)),*)?],
        )
    };
}
pub(crate) use el;

/// What `el!` makes. Children are pairs of pairs: a list would leave a comment in the document after each.
pub(crate) fn element(tag: &'static str, attributes: Vec<AnyAttribute>, children: Vec<AnyView>) -> AnyView {
    let element = custom(tag).add_any_attr(attributes);
    match children.into_iter().reduce(|before, next| (before, next).into_any()) {
        None => element.into_any(),
        Some(children) => element.child(children).into_any(),
    }
}

/// The value of an attribute.
pub(crate) trait Value {
    /// The attribute with this name.
    fn attribute(self, name: &'static str) -> AnyAttribute;
}

/// What stands before the value of an attribute: where it is an address of this site, its base.
fn before(name: &str) -> Option<Base> {
    let is_address =
        matches!(name, "href" | "action" | "data-add" | "data-copy-link" | "data-href" | "data-png" | "data-range" | "data-word");
    is_address.then(base).filter(|base| *base != Base::default())
}

/// An address that follows its signals, as readers have it.
pub(crate) fn led(address: Signal<String>) -> Signal<String> {
    match before("href") {
        Some(base) => text(move || base.before(address.get())),
        None => address,
    }
}

impl Value for String {
    fn attribute(self, name: &'static str) -> AnyAttribute {
        let value = match before(name) {
            Some(base) => base.before(self),
            None => self,
        };
        custom_attribute(name, value).into_any_attr()
    }
}

impl Value for Option<String> {
    fn attribute(self, name: &'static str) -> AnyAttribute {
        let value = match before(name) {
            Some(base) => self.map(|address| base.before(address)),
            None => self,
        };
        custom_attribute(name, value).into_any_attr()
    }
}

impl Value for Signal<String> {
    fn attribute(self, name: &'static str) -> AnyAttribute {
        let value = match before(name) {
            Some(base) => text(move || base.before(self.get())),
            None => self,
        };
        custom_attribute(name, value).into_any_attr()
    }
}

impl Value for Signal<Option<String>> {
    fn attribute(self, name: &'static str) -> AnyAttribute {
        let value = match before(name) {
            Some(base) => maybe(move || self.get().map(|address| base.before(address))),
            None => self,
        };
        custom_attribute(name, value).into_any_attr()
    }
}

impl Value for Signal<bool> {
    fn attribute(self, name: &'static str) -> AnyAttribute {
        custom_attribute(name, self).into_any_attr()
    }
}
impl Value for &str {
    fn attribute(self, name: &'static str) -> AnyAttribute {
        self.to_string().attribute(name)
    }
}

/// What stands inside an element.
pub(crate) trait Child {
    /// It as a view.
    fn view(self) -> AnyView;
}

impl Child for AnyView {
    fn view(self) -> AnyView {
        self
    }
}

impl Child for String {
    fn view(self) -> AnyView {
        self.into_any()
    }
}

impl Child for &str {
    fn view(self) -> AnyView {
        self.to_string().into_any()
    }
}

impl Child for Signal<String> {
    fn view(self) -> AnyView {
        self.into_any()
    }
}

impl Child for Vec<AnyView> {
    fn view(self) -> AnyView {
        self.into_any()
    }
}

/// Nothing is an empty text.
impl Child for Option<AnyView> {
    fn view(self) -> AnyView {
        self.unwrap_or_else(|| ().into_any())
    }
}

/// A hidden field of a form.
pub(crate) fn field(name: &str, value: Signal<String>) -> AnyView {
    input(vec!["hidden".attribute("type"), name.attribute("name"), value.attribute("value")])
}

/// A field.
pub(crate) fn input(attributes: Vec<AnyAttribute>) -> AnyView {
    html::input().add_any_attr(attributes).into_any()
}

/// A text that follows its signals.
pub fn text(read: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(read)
}

/// A text that there may be, and that follows its signals.
pub(crate) fn maybe(read: impl Fn() -> Option<String> + Send + Sync + 'static) -> Signal<Option<String>> {
    Signal::derive(read)
}

/// A flag that follows its signals.
pub(crate) fn flag(read: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    Signal::derive(read)
}

/// Views that are made anew whenever their signals change: for what nobody clicks.
pub(crate) fn anew(read: impl Fn() -> Vec<AnyView> + Send + Sync + 'static) -> AnyView {
    again(Arc::new(read))
}

/// A closure made here is one type; made above, it would be one for each caller.
fn again(read: Arc<dyn Fn() -> Vec<AnyView> + Send + Sync>) -> AnyView {
    (move || read()).into_any()
}

/// A keyed list: `make` builds a child once for each key, and it stays while its key does.
pub(crate) fn each(
    keys: impl Fn() -> Vec<String> + Send + Sync + 'static,
    make: impl Fn(String) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    list(Arc::new(keys), Arc::new(make))
}

type Keys = Arc<dyn Fn() -> Vec<String> + Send + Sync>;
type Make = Arc<dyn Fn(String) -> AnyView + Send + Sync>;

fn list(keys: Keys, make: Make) -> AnyView {
    view! { <For each=move || keys() key=String::clone children=move |key| make(key)/> }.into_any()
}
