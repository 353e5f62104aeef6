//! The chooser over the chart that a reader makes: a form with a select for each parameter, what cannot be drawn greyed with the reason. With
//! scripts a choice applies at once (`page/chooser.js` follows the address of the option); without, a button sends the form, and with it the
//! chart that it was offered for. Called by the dashboard.

use data::query::{Cols, WAS};
use data::report::{Choice, ChoiceOption};
use data::{Lang, Query};
use leptos::prelude::*;

use super::fold::fold;
use super::form::{action, kept};
use super::live::{anew, each, el, field, text};
use super::shown::{Part, Shown};
use crate::screen::Screen;
use crate::words::words;

/// Every parameter; hidden where there is no chart to make.
pub(crate) fn chooser(shown: Shown) -> AnyView {
    let title = shown.word(|words| words.chooser);
    let form = el!("form" { "method" = "get", "action" = shown.says(|screen, _| action(&screen.query)), "autocomplete" = "off" } [
        anew(move || shown.read(|screen, _| fields(&screen.query))),
        choices(shown, false),
        el!("details" { "hidden" = shown.holds(|screen| further(screen).next().is_none()) } [
            el!("summary" [shown.says(|screen, lang| {
                words(lang).further(&further(screen).map(|choice| choice.title.get(lang)).collect::<Vec<_>>())
            })]),
            choices(shown, true),
        ]),
        el!("button" { "type" = "submit", "class" = "button without-script" } [shown.word(|words| words.show)]),
    ]);
    el!("section" { "class" = "chooser fold", "aria-label" = title, "hidden" = shown.holds(|screen| screen.choices.is_empty()) } [
        fold("chooser-open", title, form),
    ])
}

/// The parameters that not every kind of chart has.
fn further(screen: &Screen) -> impl Iterator<Item = &Choice> {
    screen.choices.iter().filter(|choice| choice.further)
}

/// What the form keeps of the page: the filter and the language; and the chart that it is offered for.
fn fields(query: &Query) -> Vec<AnyView> {
    let page = Query { chart: Vec::new(), tab: None, sort: None, cols: Cols::Default, q: None, page: 1, ..query.clone() };
    let chart = Query { chart: query.chart.clone(), ..Query::default() }.search();
    let was = field(WAS, Signal::stored(chart.trim_start_matches('?').to_string()));
    kept(&page).into_iter().chain([was]).collect()
}

fn choices(shown: Shown, further: bool) -> AnyView {
    let keys = move || {
        let of_screen = |screen: &Screen| screen.choices.iter().filter(|it| it.further == further).map(|it| it.key.clone()).collect();
        shown.screen.with(|screen| of_screen(screen))
    };
    el!("div" { "class" = "choices" } [each(keys, move |key| select(shown, key))])
}

fn select(shown: Shown, key: String) -> AnyView {
    let (name, id) = (key.clone(), format!("choose-{key}"));
    let choice: Part<Choice> = shown.part(move |screen| screen.choices.iter().find(|choice| choice.key == name));
    let groups =
        move || choice.with(|choice| choice.options.chunk_by(|a, b| a.group == b.group).map(|of| of[0].group.zh.clone()).collect());
    el!("p" [
        el!("label" { "for" = id.clone() } [choice.says(|choice, lang| choice.title.get(lang).to_string())]),
        el!("select" { "id" = id, "name" = key } [each(groups, move |group| options(choice, group))]),
    ])
}

/// The options of a group, under its title where it has one.
fn options(choice: Part<Choice>, group: String) -> AnyView {
    if group.is_empty() {
        return anew(move || choice.read(|choice, lang| options_of(choice, "", lang)));
    }
    let name = group.clone();
    let title = text(move || {
        choice.read(|choice, lang| group_of(choice, &name).next().map(|it| it.group.get(lang).to_string()).unwrap_or_default())
    });
    el!("optgroup" { "label" = title } [anew(move || choice.read(|choice, lang| options_of(choice, &group, lang)))])
}

fn group_of<'a>(choice: &'a Choice, group: &'a str) -> impl Iterator<Item = &'a ChoiceOption> {
    choice.options.iter().filter(move |option| option.group.zh == group)
}

fn options_of(choice: &Choice, group: &str, lang: Lang) -> Vec<AnyView> {
    group_of(choice, group).map(|it| option(it, lang)).collect()
}

/// A value; greyed, with the reason, where it cannot be.
fn option(option: &ChoiceOption, lang: Lang) -> AnyView {
    let (label, why) = (option.label.get(lang), option.why.get(lang).trim_end_matches(['。', '.']));
    let flag = |is: bool| is.then(String::new);
    el!("option" {
        "value" = option.value.as_str(),
        "selected" = flag(option.selected),
        "disabled" = flag(!why.is_empty()),
        "data-href" = why.is_empty().then(|| option.link.to_string()),
    } [if why.is_empty() { label.to_string() } else { words(lang).beside(label, why) }])
}
