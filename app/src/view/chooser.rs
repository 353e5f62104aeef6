//! The chooser beside the chart that a reader makes: a row for each parameter, its values as links; what cannot be drawn says why. Called by
//! the dashboard.

use data::report::{Choice, ChoiceOption};
use leptos::prelude::*;

use super::current;
use super::fold::fold;
use super::live::{each, el};
use super::shown::{Part, Shown};
use crate::words::words;

/// Every parameter; hidden where there is no chart to make.
pub(crate) fn chooser(shown: Shown) -> AnyView {
    let keys = move || shown.screen.with(|screen| screen.choices.iter().map(|choice| choice.key.clone()).collect());
    let title = shown.word(|words| words.chooser);
    el!("section" { "class" = "chooser fold", "aria-label" = title, "hidden" = shown.holds(|screen| screen.choices.is_empty()) } [
        fold("chooser-open", title, each(keys, move |key| row(shown, key))),
    ])
}

fn row(shown: Shown, key: String) -> AnyView {
    let (name, id) = (key.clone(), format!("choose-{key}"));
    let choice: Part<Choice> = shown.part(move |screen| screen.choices.iter().find(|choice| choice.key == name));
    let keys = move || choice.with(|choice| choice.options.iter().map(|option| option.value.clone()).collect());
    let of = key.clone();
    el!("div" { "data-choice" = key } [
        el!("h3" { "id" = id.clone() } [choice.says(|choice, lang| choice.title.get(lang).to_string())]),
        el!("ul" { "aria-labelledby" = id } [each(keys, move |value| option(shown, of.clone(), value))]),
    ])
}

/// A value; without an address, and with a reason, where it cannot be.
fn option(shown: Shown, key: String, value: String) -> AnyView {
    let name = value.clone();
    let option: Part<ChoiceOption> = shown
        .part(move |screen| screen.choices.iter().find(|choice| choice.key == key)?.options.iter().find(|option| option.value == name));
    let off = move |text: fn() -> String| Signal::derive(move || option.with(|option| (!option.why.is_empty()).then(text)));
    el!("li" [
        el!("a" {
            "href" = option.maybe(|option| option.why.is_empty().then(|| option.link.to_string())),
            "role" = off(|| "link".to_string()),
            "tabindex" = off(|| "0".to_string()),
            "aria-disabled" = off(|| "true".to_string()),
            "aria-current" = option.maybe(|option| current(option.selected)),
            "data-value" = value,
            "rel" = "nofollow",
            "data-noscroll" = "",
        } [
            option.says(|option, lang| option.label.get(lang).to_string()),
            el!("span" { "class" = "tip", "hidden" = option.holds(|option| option.why.is_empty()) } [
                option.says(|option, lang| words(lang).in_brackets(option.why.get(lang))),
            ]),
        ]),
    ])
}
