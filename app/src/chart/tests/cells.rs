//! Positions by hand: heatmaps, tile grids, maps, small multiples.

use ::data::Lang;

use super::samples::cells::{nine, nine_by_eight, years};
use super::*;

fn rects(svg: &str, role: color::Role) -> Vec<[i32; 4]> {
    let hex = role.hex();
    elements(svg)
        .iter()
        .filter(|element| element.name == "rect" && element.get("fill") == Some(&hex))
        .map(|element| ["x", "y", "width", "height"].map(|name| element.number(name) as i32))
        .collect()
}

#[test]
fn heatmap_by_hand() {
    // Labels of 8 Han (96) end 8 before the cells; 8 columns share 358 - 104 = 254: 31 each, of which 2 are the gap. The head: swatches to
    // 11, numbers to 29, 8 below; heads of three lines of 15, 4 below.
    let drawing = draw(&ChartData::from_panel(&nine_by_eight(), Lang::Zh), Size::Narrow);
    let darkest = rects(&drawing.svg, color::Role::Step(5));
    assert_eq!(darkest[1..], [[104, 86, 29, 24], [135, 86, 29, 24], [104, 112, 29, 24]]);
    // 9 rows of 26.
    assert_eq!((drawing.width, drawing.height), (358, 86 + 9 * 26));
    // A hit for each row, then its cells.
    assert_eq!(drawing.hits.len(), 9 * (1 + 8));
    assert_eq!((drawing.hits[0].part, drawing.hits[1].part, drawing.hits[8].part), (None, Some(0), Some(7)));
}

#[test]
fn columns_have_names_and_never_numbers() {
    // The twelve trades in half a page: of 560 less the cities each has some 39, less than 'Petrochemicals', so they are read upwards.
    let sample = samples::all().into_iter().find(|sample| sample.name == "heatmap-upward-en").expect("a sample of this name");
    let names: Vec<String> = sample.panel.split.iter().flat_map(|split| &split.values).map(|value| value.label.en.clone()).collect();
    for size in [Size::Narrow, Size::Wide] {
        let drawing = draw(&ChartData::from_panel(&sample.panel, sample.lang), size);
        let elements = elements(&drawing.svg);
        let upward: Vec<&Element> = elements.iter().filter(|element| element.get("transform").is_some()).collect();
        let columns: std::collections::BTreeSet<i32> = upward.iter().map(|element| element.number("x") as i32).collect();
        assert!(columns.len() >= names.len(), "{size:?}: {columns:?}");
        // Each line begins a name or goes on with it.
        for name in &names {
            assert!(upward.iter().any(|element| name.starts_with(element.text.trim_end_matches('…'))), "{size:?}: {name}");
        }
        assert!(upward.iter().all(|element| names.iter().any(|name| name.contains(element.text.trim_end_matches('…')))));
    }
    // Where there is room they are read level: eight in a whole page.
    let sample = samples::all().into_iter().find(|sample| sample.name == "heatmap-nine-en").expect("a sample of this name");
    let full = draw(&ChartData::from_panel(&sample.panel, sample.lang), Size::Full);
    assert!(!full.svg.contains("rotate(270"));
    assert!(texts(&full).iter().any(|(text, _)| text == "Petrochemicals"));
}

#[test]
fn grid_by_hand() {
    // Five columns in 358: (358 + 2) / 5 - 2 = 70. Changchun is in the third column, second row, below a head of 37.
    let drawing = draw(&ChartData::from_panel(&nine(PanelKind::Grid), Lang::Zh), Size::Narrow);
    assert_eq!(rects(&drawing.svg, color::Role::Step(5))[1..], [[144, 37 + 72, 70, 70]]);
    assert_eq!((drawing.width, drawing.height, drawing.hits.len()), (358, 37 + 4 * 72 - 2 + 1, 9));
}

#[test]
fn map_by_hand() {
    // 6.67° across by cos 43.68° = 0.72 are 4.82°, upwards 3.89°. In 358 less 2 × (22 + 12) less 80 for names: 210 / 4.82 = 43.5 a degree.
    let drawing = draw(&ChartData::from_panel(&nine(PanelKind::Map), Lang::Zh), Size::Narrow);
    let ink = color::Role::Series.hex();
    let circles: Vec<[f64; 3]> = elements(&drawing.svg)
        .iter()
        .filter(|element| element.name == "circle" && element.get("fill") == Some(&ink))
        .map(|element| ["cx", "cy", "r"].map(|name| element.number(name)))
        .collect();
    // The largest first: Changchun at its full radius, Jilin City 1.23° east of it: 1.23 × 0.72 × 43.5 = 38.7; √(9 / 17) × 22 = 16.
    assert_eq!(circles.len(), 9);
    assert_eq!((circles[0][2], circles[1][2]), (22.0, 16.0));
    assert_eq!((circles[1][0] - circles[0][0], circles[1][1] - circles[0][1]), (39.0, -1.0));
    // The westernmost and the easternmost as far from the middle.
    let (west, east) = circles.iter().fold((f64::MAX, 0.0), |(west, east): (f64, f64), circle| (west.min(circle[0]), east.max(circle[0])));
    assert_eq!((west, east), (179.0 - 105.0, 179.0 + 105.0));
}

#[test]
fn multiples_by_hand() {
    // Two columns of 272, 16 apart, of which the first takes over half of the labels' 96 + 6 from the second, which has none; 9 rows of 28
    // and 4, under a label of 22; the next row of pictures 20 below.
    let data = ChartData::from_panel(&years(&["2022", "2023", "2024"]), Lang::Zh);
    let drawing = draw(&data, Size::Wide);
    let places: Vec<(f64, f64)> = elements(&drawing.svg)
        .iter()
        .filter(|element| element.name == "svg")
        .skip(1)
        .map(|element| (element.number("x"), element.number("y")))
        .collect();
    assert_eq!(places, [(0.0, 22.0), (272.0 + 51.0 + 16.0, 22.0), (0.0, 22.0 + 256.0 + 20.0 + 22.0)]);
    assert_eq!((drawing.width, drawing.height), (560, 2 * (22 + 256) + 20));
    let heads: Vec<&Hit> = drawing.hits.iter().filter(|hit| matches!(hit.row, Target::Multiple(_))).collect();
    assert_eq!((drawing.hits.len(), heads.len(), heads[1].mark.w), (3 * 10, 3, 0.0));
    assert_eq!(drawing.hits.iter().map(|hit| hit.multiple).max(), Some(Some(2)));
    // Labels of 96 and 8, then 17 ends at 323 - 1 - 22: 196, in every picture 11.53 a unit. The second picture has a zero, so 8 bars.
    let bars: Vec<[i32; 4]> = rects(&drawing.svg, color::Role::Series);
    assert_eq!((bars[0], bars[9], bars[17][2]), ([104, 29, 196, 18], [339 + 2, 29, 92, 18], 58));
}

#[test]
fn squares_beyond_the_picture_are_named_below_it() {
    // Columns 0, 7, 14 and 21 are within the 24 that a picture has, and of the rows, which begin at 39, all four.
    let mut panel = nine(PanelKind::Grid);
    for (at, row) in panel.rows.iter_mut().enumerate() {
        row.cell = Some((at as u32 * 7, u32::MAX - at as u32));
    }
    for size in [Size::Small, Size::Narrow, Size::Wide] {
        let drawing = draw(&ChartData::from_panel(&panel, Lang::Zh), size);
        let texts = texts(&drawing);
        let below: String =
            texts.iter().filter(|(text, _)| text.contains("市") || text.contains("州")).map(|(text, _)| text.as_str()).collect();
        assert_eq!(drawing.hits.len(), 4, "{size:?}");
        assert!(below.contains("四平市") && below.contains("辽源市"), "{size:?}: {texts:?}");
    }
}
