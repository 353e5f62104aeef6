//! A bundle's own boundaries: the GeoJSON file that a dimension names, each feature the shape of one value. Called by `load` after the rows.

use std::collections::BTreeMap;
use std::sync::Arc;

use geojson::{Feature, GeometryValue, Position};
use serde_json::Value;

use super::super::budget::Budget;
use super::super::fault::{Fault, FaultReport};
use crate::Text;
use crate::report::Shape;
use crate::schema::Shapes;

/// What a feature takes of the budget, about.
const STEPS: usize = 1 << 10;

/// Reads the shapes of a dimension by value, while there is time.
pub(super) fn read(shapes: &Shapes, json: Value, budget: &mut Budget<'_>, report: &mut FaultReport) -> BTreeMap<String, Arc<Shape>> {
    let mut found = BTreeMap::new();
    let mut wrong = |place: String, value: &str, text: Text| {
        let fault = Fault::new(&shapes.path, "geojson", text).column(place);
        report.push(if value.is_empty() { fault } else { fault.value(value) });
    };
    let features = match json {
        Value::Object(mut json) if json.get("type").is_some_and(|kind| kind == "FeatureCollection") => json.remove("features"),
        _ => {
            let text = Text::new("应为 GeoJSON（RFC 7946）的 FeatureCollection。", "Expected a FeatureCollection of GeoJSON (RFC 7946).");
            wrong("type".into(), "", text);
            return found;
        }
    };
    let Some(Value::Array(features)) = features else {
        wrong("features".into(), "", Text::new("应为 Feature 的列表。", "Expected a list of Features."));
        return found;
    };
    for (at, json) in features.into_iter().enumerate() {
        if let Some(fault) = budget.step(STEPS, &shapes.path) {
            report.push(fault);
            return found;
        }
        let place = format!("features[{at}]");
        let Ok(feature) = serde_json::from_value::<Feature>(json) else {
            let text = Text::new("应为 GeoJSON（RFC 7946）的 Feature。", "Expected a Feature of GeoJSON (RFC 7946).");
            wrong(place, "", text);
            continue;
        };
        let Some(value) = feature.property(&shapes.property).and_then(|value| value.as_str()) else {
            let text = Text::new("应有文本属性，写明维度的值。", "Expected a text property that names a value of the dimension.");
            wrong(format!("{place}.properties.{}", shapes.property), "", text);
            continue;
        };
        let polygons = match feature.geometry.as_ref().map(|geometry| &geometry.value) {
            Some(GeometryValue::Polygon { coordinates }) => vec![rings(coordinates)],
            Some(GeometryValue::MultiPolygon { coordinates }) => coordinates.iter().map(|polygon| rings(polygon)).collect(),
            _ => {
                wrong(
                    format!("{place}.geometry"),
                    value,
                    Text::new("应为 Polygon 或 MultiPolygon。", "Expected a Polygon or MultiPolygon."),
                );
                continue;
            }
        };
        let outside =
            polygons.iter().flatten().flatten().find(|(east, north)| !(-180.0..=180.0).contains(east) || !(-90.0..=90.0).contains(north));
        if let Some((east, north)) = outside {
            let text = Text::new("坐标应为经纬度（度）。", "Expected coordinates in degrees, longitude and latitude.");
            wrong(format!("{place}.geometry"), &format!("{east}, {north}"), text);
            continue;
        }
        if found.insert(value.to_string(), Arc::new(Shape { polygons })).is_some() {
            wrong(format!("{place}.properties.{}", shapes.property), value, Text::new("同一个值有两个形状。", "The value has two shapes."));
        }
    }
    found
}

fn rings(polygon: &[Vec<Position>]) -> Vec<Vec<(f64, f64)>> {
    let pair = |position: &Position| Some((*position.as_slice().first()?, *position.as_slice().get(1)?));
    polygon.iter().map(|ring| ring.iter().filter_map(pair).collect()).collect()
}
