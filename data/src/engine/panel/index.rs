//! Slopes as an index: every value in per cent of its mark's own at the first date that has values. Called by the panel's `drawn`.

use crate::engine::caps::Refusal;
use crate::report::{Multiple, Row, Split};
use crate::{Amount, Text};

/// Marks without an index that are named for one reason; of more it is said how many.
const MOST_NAMED: usize = 5;

/// Gives rows, and those of small charts, their indices: the label of the first date, and which marks have none, in words. Where none has one,
/// that is said instead of the chart.
pub(super) fn put(rows: &mut [Row], multiples: &mut [Multiple], split: Option<&Split>) -> Result<(Text, Text), Refusal> {
    let Some(dates) = split.map(|split| &split.values) else { return Ok(Default::default()) };
    let is_date = |place: usize| dates[place].missing.is_none();
    let has = |place: &usize| is_date(*place) && rows.iter().any(|row| row.parts[*place].value.is_some());
    let Some(first) = (0..dates.len()).find(has) else { return Ok(Default::default()) };
    for row in rows.iter_mut().chain(multiples.iter_mut().flat_map(|multiple| &mut multiple.rows)) {
        let index = |(place, part): (usize, &Amount)| part.index(&row.parts[first]).filter(|_| is_date(place));
        row.indices = row.parts.iter().enumerate().map(index).collect();
    }
    let (date, without) = (dates[first].label.clone(), without(rows, multiples, first, &dates[first].label));
    if drawn(rows, multiples).any(|(_, row)| row.indices[first].is_some()) {
        return Ok((date, without));
    }
    Err(Refusal::Beyond(Text::new(
        format!("{}没有一项大于零：为零、缺失或为负的首值不能作为 100。可改看原值，或改用其他指标。", date.zh),
        format!(
            "Nothing is above zero in {}: a first value that is zero, missing or negative cannot be 100. Choose the values as they are, or another measure.",
            date.en
        ),
    )))
}

/// Which marks have none, and why; empty where all have one. `date`: the label of the first.
fn without(rows: &[Row], multiples: &[Multiple], first: usize, date: &Text) -> Text {
    type Reason = (fn(&Amount) -> bool, &'static str, &'static str);
    let reasons: [Reason; 3] = [
        (|first| first.value == Some(0.0), "为零", "zero"),
        (|first| first.value.is_none(), "缺失", "missing"),
        (|first| first.value.is_some_and(|value| value < 0.0), "为负", "negative"),
    ];
    let said = |(is, zh, en): Reason| {
        let marks: Vec<Text> = drawn(rows, multiples).filter(|(_, row)| is(&row.parts[first])).map(|(name, _)| name).collect();
        let names = |get: fn(&Text) -> &str, comma: &str| marks.iter().take(MOST_NAMED).map(get).collect::<Vec<_>>().join(comma);
        let more = marks.len().saturating_sub(MOST_NAMED);
        let (all, others) = if more > 0 { (format!("等 {} 项", marks.len()), format!(" and {more} more")) } else { Default::default() };
        (!marks.is_empty()).then(|| {
            Text::new(
                format!("{}{zh}，无指数：{}{all}", date.zh, names(|name| &name.zh, "、")),
                format!("no index where {} is {en}: {}{others}", date.en, names(|name| &name.en, ", ")),
            )
        })
    };
    let (zh, en): (Vec<String>, Vec<String>) = reasons.into_iter().filter_map(said).map(|text| (text.zh, text.en)).unzip();
    Text::new(zh.join("；"), en.join("; "))
}

/// The marks that a picture has, each with its name: of small charts with its chart's.
fn drawn<'a>(rows: &'a [Row], multiples: &'a [Multiple]) -> impl Iterator<Item = (Text, &'a Row)> {
    let alone = rows.iter().filter(|_| multiples.is_empty()).map(|row| (row.label.clone(), row));
    alone.chain(multiples.iter().flat_map(|multiple| {
        multiple.rows.iter().map(|row| {
            let (of, label) = (&multiple.label, &row.label);
            (Text::new(format!("{}{}", of.zh, label.zh), format!("{} {}", of.en, label.en)), row)
        })
    }))
}
