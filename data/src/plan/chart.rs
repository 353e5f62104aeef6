//! The chart that a reader makes: the parameters `measure by split chart …` against a schema. What is not said is filled in, what is wrong
//! becomes a notice, and what is left always fits.

use crate::query::{CHART, Query, WAS};
use crate::schema::{Dimension, EXPLORE, Formula, Order, PanelKind, PanelSpec, Role, Schema, Unfit};
use crate::{Notice, Text};

use super::said::list;

/// Marks in a chart unless the reader says how many.
const TOP: usize = 30;

/// Reads the chart of a query; its notices say what did not fit. `None`: the bundle has nothing to draw.
pub(super) fn resolve(schema: &Schema, query: &mut Query, notices: &mut Vec<Notice>) -> Option<PanelSpec> {
    let chosen = query.charted(WAS).map(str::to_string);
    query.chart.retain(|(key, _)| key != WAS);
    let mut spec = match chosen.and_then(|was| chosen_of(schema, query, &was, notices)) {
        Some(spec) => spec,
        None => asked(schema, query, notices)?,
    };
    spec.title = title(schema, &spec);
    query.chart = pairs(&spec);
    Some(spec)
}

/// The chart of the parameters. Only what was asked for can be wrong: what was left out is filled in without a word.
fn asked(schema: &Schema, query: &Query, notices: &mut Vec<Notice>) -> Option<PanelSpec> {
    let mut spec = PanelSpec { id: EXPLORE.into(), top: Some(TOP), ..PanelSpec::default() };
    for (key, value) in &query.chart {
        if let Err(text) = put(schema, &mut spec, key, value) {
            notices.push(Notice { param: key.clone(), text });
        }
    }
    let asked = spec.clone();
    mend(schema, &mut spec, "")?;
    for Unfit { key, text, .. } in schema.unfit(&asked) {
        let Some(value) = query.charted(key).filter(|_| !notices.iter().any(|known| known.param == key)) else { continue };
        notices.push(Notice::new(key, format!("{key}=“{value}”：{}", text.zh), format!("{key}=“{value}”: {}", text.en)));
    }
    Some(spec)
}

/// The chart of a form: what its reader chose, put one after another into the chart that it was offered for, as links would. `None`: not all of
/// it goes together.
fn chosen_of(schema: &Schema, query: &Query, was: &str, notices: &mut Vec<Notice>) -> Option<PanelSpec> {
    let (shown, mut unread) = Query::parse_search(was);
    let mut spec = asked(schema, &shown, &mut unread)?;
    if !unread.is_empty() || shown.chart != pairs(&spec) {
        notices.push(Notice::new(
            WAS,
            format!("{WAS}=“{was}”无法识别：应为表单所附的图，如 measure=…&by=…。"),
            format!("{WAS}=“{was}” was not understood: expected the chart that a form is about, such as measure=…&by=…."),
        ));
        return None;
    }
    let said = |key: &str| query.charted(key).unwrap_or_default().to_string();
    let chosen: Vec<(&str, String)> =
        CHART.into_iter().filter(|key| *key != WAS).map(|key| (key, said(key))).filter(|(key, said)| *said != value(&spec, key)).collect();
    for (key, said) in &chosen {
        spec = with(schema, &spec, key, said).ok()?;
    }
    chosen.iter().all(|(key, said)| *said == value(&spec, key)).then_some(spec)
}

/// The chart with one parameter changed, and whatever must change with it; or why it cannot be.
pub fn with(schema: &Schema, spec: &PanelSpec, key: &'static str, value: &str) -> Result<PanelSpec, Text> {
    let mut wanted = spec.clone();
    put(schema, &mut wanted, key, value)?;
    // Bars become stacks; other kinds have no use for a split.
    if key == "split" && wanted.split.is_some() && matches!(wanted.kind, PanelKind::Bar | PanelKind::Pareto) {
        wanted.kind = PanelKind::Stacked;
    }
    let asked = wanted.clone();
    tidy(&mut wanted);
    let mut next = wanted.clone();
    let fits = mend(schema, &mut next, key).is_some();
    let stands = match key {
        "chart" => next.kind == asked.kind,
        "log" => (next.log_x, next.log_y) == (asked.log_x, asked.log_y),
        "index" => next.index == asked.index,
        _ => id(&next, key) == id(&asked, key),
    };
    if fits && stands {
        return Ok(next);
    }
    // What the change itself runs against says more than what was tried to save it.
    let (faults, before) = (schema.unfit(&wanted), schema.unfit(&asked));
    let of_key = |faults: &[Unfit]| faults.iter().find(|fault| fault.key == key).cloned();
    let own = of_key(&faults).or_else(|| of_key(&before)).or_else(|| faults.first().cloned());
    Err(own.map(|fault| fault.text).unwrap_or_else(|| Text::new("没有可画的组合。", "Nothing goes with it.")))
}

/// A chart as parameters: what is at its default is left out.
pub fn pairs(spec: &PanelSpec) -> Vec<(String, String)> {
    let at_default = |key: &str| match key {
        "chart" => spec.kind == PanelKind::Bar,
        "top" => spec.top == Some(TOP),
        _ => false,
    };
    let said = CHART.iter().filter(|key| !at_default(key)).map(|key| (key.to_string(), value(spec, key)));
    said.filter(|(_, value)| !value.is_empty()).collect()
}

/// What a parameter of a chart is; empty: it is not set.
pub fn value(spec: &PanelSpec, key: &str) -> String {
    match key {
        "chart" => spec.kind.name().to_string(),
        "order" => match spec.order {
            Order::Auto => String::new(),
            Order::Value => "value".to_string(),
            Order::Natural => "natural".to_string(),
        },
        "top" => spec.top.map(|top| top.to_string()).unwrap_or_default(),
        "log" => format!("{}{}", if spec.log_x { "x" } else { "" }, if spec.log_y { "y" } else { "" }),
        "index" => if spec.index { "first" } else { "" }.to_string(),
        _ => id(spec, key).unwrap_or_default().to_string(),
    }
}

/// Puts one parameter into a chart; an error is what it should be.
fn put(schema: &Schema, spec: &mut PanelSpec, key: &str, value: &str) -> Result<(), Text> {
    let given = Some(value.to_string()).filter(|value| !value.is_empty());
    let wrong = |zh: String, en: String| {
        Text::new(format!("{key}=“{value}”无法识别：应为 {zh}。"), format!("{key}=“{value}” was not understood: expected {en}."))
    };
    match key {
        "measure" | "against" | "sized" if given.is_some() && schema.measure(value).is_none() => {
            let known = list(schema.measures.iter().map(|measure| measure.id.as_str()));
            return Err(wrong(known.clone(), format!("one of {known}")));
        }
        "by" | "split" | "per" if given.is_some() && schema.dimension(value).is_none() => {
            let known = list(schema.dimensions.iter().map(|dimension| dimension.id.as_str()));
            return Err(wrong(known.clone(), format!("one of {known}")));
        }
        "measure" => spec.measure = value.to_string(),
        "by" => spec.by = value.to_string(),
        "split" => spec.split = given,
        "against" => spec.against = given,
        "sized" => spec.sized = given,
        "per" => spec.per = given,
        "chart" => {
            spec.kind = PanelKind::from_name(value).ok_or_else(|| {
                let known = list(PanelKind::ALL.iter().map(|kind| kind.name()));
                wrong(known.clone(), format!("one of {known}"))
            })?;
        }
        "order" => {
            spec.order = match value {
                "" => Order::Auto,
                "value" => Order::Value,
                "natural" => Order::Natural,
                _ => return Err(wrong("value 或 natural".into(), "value or natural".into())),
            }
        }
        "top" => {
            let top = value.parse::<usize>().ok().filter(|top| (1..=400).contains(top));
            spec.top = Some(top.ok_or_else(|| wrong("1 至 400 的整数".into(), "a whole number from 1 to 400".into()))?);
        }
        "index" => {
            if !matches!(value, "" | "first") {
                return Err(wrong("first".into(), "first".into()));
            }
            spec.index = given.is_some();
        }
        _ => {
            if !matches!(value, "" | "x" | "y" | "xy") {
                return Err(wrong("x、y 或 xy".into(), "x, y or xy".into()));
            }
            (spec.log_x, spec.log_y) = (value.contains('x'), value.contains('y'));
        }
    }
    Ok(())
}

/// Fills in what is missing and changes what does not fit, but not the parameter `kept`. `None`: nothing fits.
fn mend(schema: &Schema, spec: &mut PanelSpec, kept: &str) -> Option<()> {
    let drawable = |formula: &Formula| !matches!(formula, Formula::Holders { .. });
    if schema.measure(&spec.measure).is_none_or(|measure| !drawable(&measure.formula)) && kept != "measure" {
        spec.measure = schema.measures.iter().find(|measure| drawable(&measure.formula))?.id.clone();
    }
    if kept != "chart" {
        mend_kind(schema, spec, kept);
    }
    tidy(spec);
    let kind = spec.kind;
    // The first that fits of what each key may be; a key that is set stays where it fits.
    for (key, needed) in [
        ("by", kind != PanelKind::Histogram),
        ("split", kind.needs_split()),
        ("against", kind.is_points()),
        ("sized", kind == PanelKind::Bubble),
        ("per", false),
    ] {
        let set = id(spec, key).is_some();
        let fits = |spec: &PanelSpec| !schema.unfit(spec).iter().any(|fault| fault.key == key);
        if key == kept || (set || !needed) && fits(spec) {
            continue;
        }
        let candidates: Vec<&str> = match key {
            "by" | "split" | "per" => {
                // Those that the page itself shows come first.
                let shown = |it: &&Dimension| it.role != Role::Plain || it.facet;
                let (first, then): (Vec<&Dimension>, Vec<&Dimension>) = schema.dimensions.iter().partition(shown);
                first.into_iter().chain(then).map(|it| it.id.as_str()).collect()
            }
            _ => {
                let taken = [Some(spec.measure.as_str()), spec.against.as_deref()];
                let (then, first): (Vec<&str>, Vec<&str>) =
                    schema.measures.iter().map(|it| it.id.as_str()).partition(|id| taken.contains(&Some(*id)));
                first.into_iter().chain(then).collect()
            }
        };
        let found = candidates.into_iter().find(|id| {
            let mut next = spec.clone();
            set_to(&mut next, key, Some((*id).to_string()));
            fits(&next)
        });
        set_to(spec, key, found.filter(|_| needed).map(str::to_string));
    }
    schema.unfit(spec).is_empty().then_some(())
}

/// Takes away what the kind has no use for.
fn tidy(spec: &mut PanelSpec) {
    let kind = spec.kind;
    if kind == PanelKind::Histogram {
        spec.by.clear();
    }
    if !kind.takes_split() {
        spec.split = None;
    }
    if !kind.is_points() {
        (spec.against, spec.log_x) = (None, false);
        spec.log_y &= kind == PanelKind::Line;
    }
    if kind != PanelKind::Bubble {
        spec.sized = None;
    }
    spec.index &= kind == PanelKind::Slope;
    spec.top = Some(spec.top.unwrap_or(TOP)).filter(|_| spec.per.is_none() && kind.has_others());
}

/// Another kind where this one cannot draw the measure or the dimension.
fn mend_kind(schema: &Schema, spec: &mut PanelSpec, kept: &str) {
    let fits = |kind: PanelKind| {
        let mut next = PanelSpec { kind, ..spec.clone() };
        mend(schema, &mut next, "chart").is_some() && (kept.is_empty() || id(&next, kept) == id(spec, kept)) && next.measure == spec.measure
    };
    // A split that was asked for wants a kind that shows it.
    let wants_split = kept == "split" && spec.split.is_some() && !spec.kind.takes_split();
    if wants_split || !fits(spec.kind) {
        let order = if wants_split {
            [PanelKind::Stacked, PanelKind::Grouped, PanelKind::Heatmap, PanelKind::Bar]
        } else {
            [PanelKind::Bar, PanelKind::Grouped, PanelKind::Histogram, PanelKind::Heatmap]
        };
        if let Some(kind) = order.into_iter().find(|kind| fits(*kind)) {
            spec.kind = kind;
        }
    }
}

/// The measure or dimension that a parameter names.
fn id<'a>(spec: &'a PanelSpec, key: &str) -> Option<&'a str> {
    match key {
        "measure" => Some(spec.measure.as_str()),
        "by" => Some(spec.by.as_str()).filter(|by| !by.is_empty()),
        "split" => spec.split.as_deref(),
        "against" => spec.against.as_deref(),
        "sized" => spec.sized.as_deref(),
        "per" => spec.per.as_deref(),
        _ => None,
    }
}

fn set_to(spec: &mut PanelSpec, key: &str, value: Option<String>) {
    match key {
        "by" => spec.by = value.unwrap_or_default(),
        "split" => spec.split = value,
        "against" => spec.against = value,
        "sized" => spec.sized = value,
        _ => spec.per = value,
    }
}

/// What the chart is about: the measures, then the dimensions.
fn title(schema: &Schema, spec: &PanelSpec) -> Text {
    let measure = |id: &str| schema.measure(id).map(|measure| measure.title.clone()).unwrap_or_default();
    let dimension = |id: &str| schema.dimension(id).map(|dimension| dimension.title.clone()).unwrap_or_default();
    let mut title = measure(&spec.measure);
    if let Some(against) = spec.against.as_deref().map(measure) {
        title = Text::new(format!("{}与{}", title.zh, against.zh), format!("{} against {}", title.en, against.en));
    }
    let dimensions: Vec<Text> = [Some(&spec.by), spec.split.as_ref(), spec.per.as_ref()]
        .into_iter()
        .flatten()
        .filter(|id| !id.is_empty())
        .map(|id| dimension(id))
        .collect();
    if spec.index {
        title = Text::new(format!("{}指数", title.zh), format!("Index of {}", title.en));
    }
    if spec.kind == PanelKind::Histogram {
        title = Text::new(format!("{}的分布", title.zh), format!("Distribution of {}", title.en));
    }
    if dimensions.is_empty() {
        return title;
    }
    let (zh, en): (Vec<_>, Vec<_>) = dimensions.into_iter().map(|text| (text.zh, text.en)).unzip();
    Text::new(format!("{}，按{}", title.zh, zh.join("、")), format!("{} by {}", title.en, en.join(", ")))
}
