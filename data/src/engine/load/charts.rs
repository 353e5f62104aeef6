//! Measures, tiles and panels of `dashboard.toml`: each needs columns of the right type and dimensions within reach. Used by `board`.

use std::collections::BTreeMap;

use super::Faults;
use super::board::{column_of, no_dimension, no_measure, no_table};
use super::dashboard::{MeasureKind, MeasureToml, PanelToml, RaceToml, TileToml};
use crate::schema::{EXPLORE, Formula, Measure, PanelSpec, RaceSpec, Role, TileSpec, Unfit};
use crate::{Query, Schema, Text};

/// Units below which an indicator may be called small, at most: each of them is remembered.
const MOST_SMALL: u32 = 1000;

/// Decimals that a measure shows, at most.
const MOST_DECIMALS: u32 = 6;

/// A measure, with the columns that its kind needs and no others.
pub(super) fn measure(schema: &Schema, toml: MeasureToml, faults: &mut Faults<'_>) -> Measure {
    if schema.table(&toml.table).is_none() {
        no_table(schema, "table", &toml.table, faults);
    }
    let kind = toml.kind;
    let needs: &[&str] = match kind {
        MeasureKind::Count => &[],
        MeasureKind::CountDistinct | MeasureKind::Sum | MeasureKind::Mean | MeasureKind::Median => &["column"],
        MeasureKind::Share => &["of"],
        MeasureKind::Rate => &["over", "under"],
        MeasureKind::Holders => &["split"],
        MeasureKind::Growth => &["column", "split", "stock"],
    };
    let keys = [("column", &toml.column), ("of", &toml.of), ("over", &toml.over), ("under", &toml.under), ("split", &toml.split)];
    if kind == MeasureKind::Growth && toml.stock.is_none() {
        faults.add("descriptor", "stock", "", Text::new("此类指标（kind）需要这个键。", "A measure of this kind needs the key."));
    }
    for (key, value) in [("from", &toml.from), ("to", &toml.to)] {
        if let Some(value) = value.as_ref().filter(|_| kind != MeasureKind::Growth) {
            let text = Text::new("此类指标（kind）用不到这个键。", "A measure of this kind has no use for the key.");
            faults.add("descriptor", key, value, text);
        }
    }
    for (key, value) in keys {
        match value {
            Some(column) if key == "column" && kind == MeasureKind::Holders && schema.table(&toml.table).is_some() => {
                column_of(schema, &toml.table, column, key, faults);
            }
            Some(split) if key == "split" && matches!(kind, MeasureKind::Holders | MeasureKind::Growth) => {
                let dimension = schema.dimension(split);
                if dimension.is_none_or(|dimension| schema.locate(&toml.table, dimension).is_none()) {
                    let text = Text::new("应为数据表能看到的维度。", "Expected a dimension that the table can see.");
                    faults.add("reference", key, split, text);
                }
            }
            None if needs.contains(&key) => {
                faults.add("descriptor", key, "", Text::new("此类指标（kind）需要这个键。", "A measure of this kind needs the key."));
            }
            Some(value) if !needs.contains(&key) => {
                let text = Text::new("此类指标（kind）用不到这个键。", "A measure of this kind has no use for the key.");
                faults.add("descriptor", key, value, text);
            }
            Some(column) if key != "of" && schema.table(&toml.table).is_some() => {
                let field = column_of(schema, &toml.table, column, key, faults);
                if kind != MeasureKind::CountDistinct && field.is_some_and(|field| !field.kind.is_number()) {
                    let text = Text::new("应为数值列（integer 或 number）。", "Expected a column of numbers (integer or number).");
                    faults.add("descriptor", key, column, text);
                }
            }
            _ => {}
        }
    }
    if let Some(factor) = toml.factor
        && (kind != MeasureKind::Rate || !factor.is_finite() || factor == 0.0)
    {
        let text = Text::new("只用于 rate，应为非零有限数。", "Only for a rate: expected a finite number other than zero.");
        faults.add("descriptor", "factor", &factor.to_string(), text);
    }
    if toml.decimals > MOST_DECIMALS {
        faults.add(
            "descriptor",
            "decimals",
            &toml.decimals.to_string(),
            Text::new(format!("应为 0 至 {MOST_DECIMALS}。"), format!("Expected 0 to {MOST_DECIMALS}.")),
        );
    }
    filter("where", toml.filter.as_deref(), faults);
    filter("of", toml.of.as_deref(), faults);
    let column = toml.column.unwrap_or_default();
    let measure = Measure {
        id: toml.id,
        title: toml.title,
        description: toml.description,
        unit: toml.unit,
        table: toml.table,
        formula: match kind {
            MeasureKind::Count => Formula::Count,
            MeasureKind::CountDistinct => Formula::CountDistinct(column),
            MeasureKind::Sum => Formula::Sum(column),
            MeasureKind::Mean => Formula::Mean(column),
            MeasureKind::Median => Formula::Median(column),
            MeasureKind::Share => Formula::Share(toml.of.unwrap_or_default()),
            MeasureKind::Rate => Formula::Rate {
                over: toml.over.unwrap_or_default(),
                under: toml.under.unwrap_or_default(),
                factor: toml.factor.unwrap_or(1.0),
            },
            MeasureKind::Growth => Formula::Growth { column, unit: toml.split.unwrap_or_default(), from: toml.from, to: toml.to },
            MeasureKind::Holders => {
                Formula::Holders { column: Some(column).filter(|column| !column.is_empty()), split: toml.split.unwrap_or_default() }
            }
        },
        filter: toml.filter.unwrap_or_default(),
        decimals: toml.decimals.min(MOST_DECIMALS) as u8,
        stock: toml.stock,
        small: toml.small,
    };
    if measure.small > 0 && !measure.formula.is_indicator() {
        let text = Text::new("只用于 mean、median、share、rate。", "Only for a mean, median, share or rate.");
        faults.add("descriptor", "small", &measure.small.to_string(), text);
    }
    if measure.small > MOST_SMALL {
        let text = Text::new(format!("应为 0 至 {MOST_SMALL}。"), format!("Expected 0 to {MOST_SMALL}."));
        faults.add("descriptor", "small", &measure.small.to_string(), text);
    }
    if let Some(stock) = &measure.stock {
        match schema.dimension(stock) {
            None => no_dimension(schema, "stock", stock, &[], faults),
            Some(dimension) if !matches!(dimension.role, Role::Ordered | Role::Year) => {
                faults.add(
                    "descriptor",
                    "stock",
                    stock,
                    Text::new("应为有次序的维度，如年份。", "Expected an ordered dimension, such as a year."),
                );
            }
            Some(dimension) if schema.table(&measure.table).is_some() && schema.locate(&measure.table, dimension).is_none() => {
                let text = Text::new("数据表看不到这个维度。", "The table cannot see this dimension.");
                faults.add("reference", "stock", stock, text);
            }
            Some(_) => {}
        }
    }
    measure
}

/// A filter in the grammar of URLs: clauses only. What its keys mean is resolved when the bundle is made ready.
fn filter(key: &str, filter: Option<&str>, faults: &mut Faults<'_>) {
    let Some(filter) = filter else { return };
    let (query, notices) = Query::parse_search(filter);
    for notice in &notices {
        faults.add("filter", key, filter, notice.text.clone());
    }
    let only_clauses = Query { clauses: query.clauses.clone(), ..Query::default() };
    if notices.is_empty() && (query.clauses.is_empty() || query != only_clauses) {
        let text = Text::new(
            "应只有条件，如 level=70&qtr=1，不含 page、sort 等参数。",
            "Expected conditions only, such as level=70&qtr=1, and no parameters such as page or sort.",
        );
        faults.add("filter", key, filter, text);
    }
}

/// A tile. Its statements are looked up once the rows are there.
pub(super) fn tile(schema: &Schema, toml: TileToml, unread: &[String], faults: &mut Faults<'_>) -> TileSpec {
    let measure = known_measure(schema, "measure", &toml.measure, unread, faults);
    if let Some(split) = &toml.split {
        within_reach(schema, measure, "split", split, unread, faults);
    }
    let mut statements: BTreeMap<String, String> = toml.statements;
    match (&toml.split, toml.statement) {
        (None, Some(statement)) => {
            statements.insert(String::new(), statement);
        }
        (Some(_), Some(statement)) => {
            let text = Text::new("有 split 时应改用 statements，逐值指定。", "With a split, give statements: one for each value.");
            faults.add("descriptor", "statement", &statement, text);
        }
        (None, None) if !statements.is_empty() => {
            let text = Text::new("没有 split 时应改用 statement。", "Without a split, give statement: one for the total.");
            faults.add("descriptor", "statements", "", text);
        }
        _ => {}
    }
    if !statements.is_empty() && schema.statements.is_none() {
        let text = Text::new(
            "没有公布数字的表：应在文件开头写 statements。",
            "There is no table of published figures: expected statements at the top of the file.",
        );
        faults.add("reference", "statements", "", text);
    }
    if let Some(holders) = &toml.holders {
        let measure = known_measure(schema, "holders", holders, unread, faults);
        if toml.split.is_some() || measure.is_some_and(|measure| !matches!(measure.formula, Formula::Holders { .. })) {
            let text = Text::new("应为 kind = \"holders\" 的指标，且没有 split。", "Expected a measure of kind holders, and no split.");
            faults.add("descriptor", "holders", holders, text);
        }
    }
    TileSpec { id: toml.id, title: toml.title, measure: toml.measure, split: toml.split, statements, holders: toml.holders }
}

/// A panel, with what its kind needs and nothing else.
pub(super) fn panel(schema: &Schema, toml: PanelToml, unread: &[String], faults: &mut Faults<'_>) -> PanelSpec {
    let log = toml.log.as_deref().unwrap_or_default();
    if !matches!(log, "" | "x" | "y" | "xy") {
        faults.add("descriptor", "log", log, Text::new("应为 x、y 或 xy。", "Expected x, y or xy."));
    }
    let spec = PanelSpec {
        id: toml.id,
        title: toml.title,
        kind: toml.kind,
        measure: toml.measure,
        by: toml.by,
        split: toml.split,
        against: toml.against,
        sized: toml.sized,
        per: toml.per,
        top: toml.top,
        order: toml.order,
        log_x: log.contains('x'),
        log_y: log.contains('y'),
        index: false,
        reference: toml.reference,
        classes: toml.classes,
        note: toml.note,
    };
    if spec.id == EXPLORE {
        faults.add(
            "id",
            "id",
            EXPLORE,
            Text::new("explore 是读者自选图的地址。", "explore is the address of the chart that a reader makes."),
        );
    }
    for (key, id) in [("measure", Some(&spec.measure)), ("against", spec.against.as_ref()), ("sized", spec.sized.as_ref())] {
        if let Some(id) = id {
            known_measure(schema, key, id, unread, faults);
        }
    }
    for (key, id) in [("by", Some(&spec.by).filter(|by| !by.is_empty())), ("split", spec.split.as_ref()), ("per", spec.per.as_ref())] {
        if let Some(id) = id.filter(|id| schema.dimension(id).is_none()) {
            no_dimension(schema, key, id, unread, faults);
        }
    }
    let top = spec.top.map(|top| top.to_string()).unwrap_or_default();
    for Unfit { key, rule, text } in schema.unfit(&spec) {
        let value = match key {
            "measure" => spec.measure.as_str(),
            "by" => spec.by.as_str(),
            "split" => spec.split.as_deref().unwrap_or_default(),
            "against" => spec.against.as_deref().unwrap_or_default(),
            "sized" => spec.sized.as_deref().unwrap_or_default(),
            "per" => spec.per.as_deref().unwrap_or_default(),
            "top" => top.as_str(),
            "reference" => spec.reference.as_ref().map(|line| line.label.zh.as_str()).unwrap_or_default(),
            _ => log,
        };
        faults.add(rule, key, value, text);
    }
    if spec.top == Some(0) {
        faults.add("descriptor", "top", "0", Text::new("应为 1 或更大。", "Expected 1 or more."));
    }
    spec
}

/// A contest: every input within reach of the dimension, each once.
pub(super) fn race(schema: &Schema, toml: RaceToml, unread: &[String], faults: &mut Faults<'_>) -> RaceSpec {
    for (at, input) in toml.inputs.iter().enumerate() {
        let measure = known_measure(schema, "input", &input.measure, unread, faults);
        within_reach(schema, measure, "by", &toml.by, unread, faults);
        if toml.inputs[..at].iter().any(|before| before.measure == input.measure) {
            faults.add("duplicate", "input", &input.measure, Text::new("同一指标列出了两次。", "The measure is listed twice."));
        }
        if input.weight > 100 {
            faults.add("descriptor", "weight", &input.weight.to_string(), Text::new("应为 0 至 100。", "Expected 0 to 100."));
        }
    }
    if toml.inputs.len() < 2 || toml.inputs.iter().all(|input| input.weight == 0) {
        let text = Text::new("应至少有两个指标，权重不全为 0。", "Expected two measures or more, not all of weight 0.");
        faults.add("descriptor", "input", "", text);
    }
    RaceSpec { by: toml.by, inputs: toml.inputs }
}

fn known_measure<'a>(schema: &'a Schema, place: &str, id: &str, unread: &[String], faults: &mut Faults<'_>) -> Option<&'a Measure> {
    let measure = schema.measure(id);
    if measure.is_none() {
        no_measure(schema, place, id, unread, faults);
    }
    measure
}

/// The dimension exists, and the measure's table has it or gets it through its foreign keys.
fn within_reach(schema: &Schema, measure: Option<&Measure>, place: &str, id: &str, unread: &[String], faults: &mut Faults<'_>) {
    let Some(dimension) = schema.dimension(id) else {
        no_dimension(schema, place, id, unread, faults);
        return;
    };
    let Some(measure) = measure else { return };
    if schema.table(&measure.table).is_some() && schema.locate(&measure.table, dimension).is_none() {
        let (measure, table) = (&measure.id, &measure.table);
        let text = Text::new(
            format!("指标 {measure} 的数据表 {table} 没有这个维度，也不能经外键得到。"),
            format!("The table {table} of the measure {measure} neither has this dimension nor reaches it through its foreign keys."),
        );
        faults.add("reference", place, id, text);
    }
}
