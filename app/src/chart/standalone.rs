//! A picture that stands alone: title, finding, legend, chart, filter, source and basis in one SVG of the light palette. Called by the
//! download route `panels/{panel}.svg`.

use data::{Basis, Lang};

use super::color::Role;
use super::legend::{Entry, Swatch, legend};
use super::paint::{Anchor, Bounds, Canvas, Fill, picture};
use super::text::{self, FONT_SIZE, LINE_HEIGHT};
use super::{ChartData, Drawing, Size, draw, key};

const MARGIN: i32 = 20;
const TITLE_SIZE: i32 = 16;
const TITLE_LINE: i32 = 22;
const SWATCH: i32 = 12;
/// The fonts by name: a file has no style sheet.
const FONTS: &str = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif";

/// The words around the chart, laid out from top to bottom.
struct Page {
    title: Vec<String>,
    subtitle: Vec<String>,
    /// Where title and subtitle end, in picture units: below is the chart with its legend.
    words_end: i32,
    legend: Vec<(Entry, i32, i32)>,
    chart_top: i32,
    footer: Vec<String>,
    footer_top: i32,
    height: i32,
}

/// A self-contained SVG: `title` says the measure, `subtitle` what one sees, `footer` the filter, the source and the basis, a line each. Its `desc` has
/// subtitle and footer, a line each, and its view `chart` leaves title, subtitle and footer out.
pub fn standalone(data: &ChartData, size: Size, title: &str, subtitle: &str, footer: &[String]) -> String {
    let chart = draw(data, size);
    let page = Page::new(data, &chart, title, subtitle, footer);
    let width = chart.width as i32 + 2 * MARGIN;
    let around = picture(&format!("{}-file", key(data, size)), width, page.height, &|canvas| page.draw(canvas, data, width));
    // The frame's own first line gives way to one with a size, fonts and a name; the chart stands inside as a picture of its own.
    let frame = around.split_once('\n').map_or("", |(_, rest)| rest).trim_end().trim_end_matches("</svg>");
    let place = format!("<svg x=\"{MARGIN}\" y=\"{}\" width=\"{}\" height=\"{}\" ", page.chart_top, chart.width, chart.height);
    let inner = chart.svg.replacen("<svg ", &place, 1);
    let (height, name) = (page.height, escape(title));
    let said = std::iter::once(subtitle).chain(footer.iter().map(String::as_str)).map(escape).collect::<Vec<_>>().join("\n");
    let (top, bottom) = (page.words_end, page.footer_top - 8);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         font-family=\"{FONTS}\" font-size=\"{FONT_SIZE}\" style=\"font-variant-numeric: tabular-nums\">\n<title>{name}</title>\n\
         <desc>{said}</desc>\n<view id=\"chart\" viewBox=\"0 {top} {width} {}\"/>\n{frame}{inner}</svg>\n",
        bottom - top
    )
}

impl Page {
    fn new(data: &ChartData, chart: &Drawing, title: &str, subtitle: &str, footer: &[String]) -> Page {
        let inner = chart.width as i32;
        let badge = badge(data).map_or(0, |word| text::width(word) + 20);
        // Lines are measured at the common size; the title is larger and bold.
        let title = text::lines(title, (inner - badge) * FONT_SIZE / (TITLE_SIZE + 1), 3);
        let subtitle = if subtitle.is_empty() { Vec::new() } else { text::lines(subtitle, inner, 3) };
        let mut y = MARGIN + TITLE_LINE * title.len() as i32 + LINE_HEIGHT * subtitle.len() as i32 + 8;
        let words_end = y - 8;
        let mut placed = Vec::new();
        let mut x = 0;
        for entry in legend(data) {
            let room = SWATCH + 6 + text::width(&entry.label);
            if x > 0 && x + room > inner {
                x = 0;
                y += LINE_HEIGHT + 3;
            }
            placed.push((entry, MARGIN + x, y + LINE_HEIGHT / 2));
            x += room + 16;
        }
        let chart_top = if placed.is_empty() { y } else { y + LINE_HEIGHT + 10 };
        let footer: Vec<String> = footer.iter().flat_map(|line| text::lines(line, inner, 4)).collect();
        let footer_top = chart_top + chart.height as i32 + 14;
        let height = footer_top + LINE_HEIGHT * footer.len() as i32 + MARGIN - 4;
        Page { title, subtitle, words_end, legend: placed, chart_top, footer, footer_top, height }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, data: &ChartData, width: i32) {
        canvas.rect(Bounds { left: 0, top: 0, right: width, bottom: self.height }, Role::Paper);
        let mut y = MARGIN + TITLE_LINE / 2 - 4;
        for line in &self.title {
            canvas.text_at(line, (MARGIN, y), Anchor::Start, Role::Ink, TITLE_SIZE, true);
            y += TITLE_LINE;
        }
        if let Some(word) = badge(data) {
            let (right, middle) = (width - MARGIN, MARGIN + TITLE_LINE / 2 - 4);
            let at = Bounds { left: right - text::width(word) - 12, top: middle - 9, right, bottom: middle + 9 };
            canvas.outline(at, Role::Illustrative);
            canvas.text(word, ((at.left + at.right) / 2, middle), Anchor::Middle, Role::Illustrative);
        }
        y -= 3;
        for line in &self.subtitle {
            canvas.text(line, (MARGIN, y), Anchor::Start, Role::Muted);
            y += LINE_HEIGHT;
        }
        for (entry, x, y) in &self.legend {
            swatch(canvas, entry, *x, *y);
            canvas.text(&entry.label, (x + SWATCH + 6, *y), Anchor::Start, Role::Ink);
        }
        let mut y = self.footer_top + LINE_HEIGHT / 2;
        for line in &self.footer {
            canvas.text(line, (MARGIN, y), Anchor::Start, Role::Muted);
            y += LINE_HEIGHT;
        }
    }
}

fn swatch(canvas: &mut Canvas<'_>, entry: &Entry, x: i32, y: i32) {
    if entry.swatch == Swatch::Line {
        canvas.line((x, y), (x + SWATCH, y), entry.role, 1);
    } else {
        let at = Bounds { left: x, top: y - SWATCH / 2, right: x + SWATCH, bottom: y + SWATCH / 2 };
        canvas.bar(at, Fill { role: entry.role, hatched: entry.swatch == Swatch::Hatch, faded: false, selected: false });
    }
}

/// The mark of what does not rest on published rows alone.
fn badge(data: &ChartData) -> Option<&'static str> {
    match (data.basis, data.lang) {
        (Basis::Illustrative, Lang::Zh) => Some("示例"),
        (Basis::Illustrative, Lang::En) => Some("Illustrative"),
        (Basis::Inferred, Lang::Zh) => Some("推断"),
        (Basis::Inferred, Lang::En) => Some("Inferred"),
        (Basis::Published, _) => None,
    }
}

fn escape(text: &str) -> String {
    text::printable(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
