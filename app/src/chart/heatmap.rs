//! A cell for each pair of values: rows are the marks, columns the split. Called by `draw`.
//!
//! Every size has the same hits, in the same order: where a column does not fit, those of its cells are without area.

use ::data::Lang;

use super::cells::{self, Cell, Head};
use super::color::Role;
use super::data::{ChartData, Mark};
use super::paint::{Anchor, Bounds, Canvas, picture};
use super::text::{self, LINE_HEIGHT};
use super::{Drawing, Percent, Size, gutter, key};
use crate::format;
use crate::words::plural::counted;

/// Rows at most.
const MOST_ROWS: usize = 60;
/// The least width of a column.
const NARROWEST: i32 = 18;
/// The width of a column at most, unless its numbers or its head need more; in a picture of a whole page.
const WIDEST: (i32, i32) = (64, 120);
/// Beside the number in a cell, and between two cells.
const MARGIN: i32 = 5;
/// Between the labels and the cells.
const GAP: i32 = 8;

/// Lines of a head that is read level: as a rule, and where the columns are narrow.
const LINES: (usize, usize) = (3, 9);
/// The length of a head that is read upwards.
const LONGEST: i32 = 132;
/// In columns of this width a head is read level, even if a word must be broken.
const WIDE: i32 = 120;

/// The columns' heads, line by line.
enum Heads {
    /// Read level.
    Level(Vec<Vec<String>>),
    /// Read upwards, where a word is wider than its column.
    Upward(Vec<Vec<String>>),
}

/// Where everything lies.
struct Layout {
    width: i32,
    height: i32,
    head: Option<Head>,
    /// Where the labels end.
    labels: i32,
    lines: Vec<Vec<String>>,
    columns: usize,
    heads: Heads,
    left: i32,
    top: i32,
    across: i32,
    down: i32,
    /// Whether numbers stand in the cells: where half of them would not fit, none does.
    numbers: bool,
    remarks: Vec<String>,
}

pub(super) fn draw(data: &ChartData, size: Size) -> Drawing {
    if data.series.is_empty() {
        return super::empty(data, size);
    }
    let classes = cells::classes(data);
    let layout = Layout::new(data, size);
    let shown = &data.marks[..layout.lines.len()];
    let cell = |row: usize, column: usize| layout.cell(data, row, column);
    let svg = picture(&key(data, size), layout.width, layout.height, &|canvas| {
        if let Some(head) = &layout.head {
            head.draw(canvas);
        }
        layout.write(canvas, data);
        for row in 0..shown.len() {
            for column in 0..layout.columns {
                let cell = cell(row, column);
                cell.draw(canvas, &classes);
                let number = data.number(cell.value);
                if cell.value.is_none() || (layout.numbers && fits(&number, layout.across)) {
                    cell.write(canvas, &classes, &number, layout.middle(row));
                }
            }
        }
        layout.choose(canvas, data);
    });
    let percent = Percent { width: layout.width, height: layout.height };
    // The columns that some size has.
    let columns = [Size::Small, Size::Narrow, Size::Wide, Size::Full].map(|size| Layout::columns(data, labels(data, size), size));
    let columns = columns.into_iter().max().unwrap_or(0);
    let mut hits = Vec::new();
    for (row, mark) in shown.iter().enumerate() {
        hits.push(percent.hit(layout.label_band(row), layout.band(row), mark.target, None));
        for column in 0..columns {
            let cell = cell(row, column);
            hits.push(percent.hit(cell.at, cell.mark(), mark.target, data.series[column].index));
        }
    }
    Drawing { svg, width: layout.width as u32, height: layout.height as u32, hits }
}

/// The width of the labels.
fn labels(data: &ChartData, size: Size) -> i32 {
    data.gutter.unwrap_or_else(|| gutter::width(&data.marks, gutter::limit(size)))
}

impl Layout {
    /// How many columns fit.
    fn columns(data: &ChartData, labels: i32, size: Size) -> usize {
        data.series.len().min(((size.width() - labels - GAP) / NARROWEST).max(1) as usize)
    }

    fn new(data: &ChartData, size: Size) -> Layout {
        let width = size.width();
        let labels = labels(data, size);
        let marks = &data.marks[..data.marks.len().min(MOST_ROWS)];
        let lines: Vec<Vec<String>> = marks.iter().map(|mark| gutter::lines(&mark.label, gutter::limit(size))).collect();
        let down = match (lines.iter().map(Vec::len).max(), lines.len()) {
            (Some(most @ 2..), _) => LINE_HEIGHT * most as i32 + 4,
            (_, ..=20) => 26,
            _ => 24,
        };
        let left = labels + GAP;
        let columns = Layout::columns(data, labels, size);
        let room = (width - left) / columns as i32;
        let names: Vec<&str> = data.series[..columns].iter().map(|series| series.label.as_str()).collect();
        // As wide as is common or as its numbers need, else as wide as there is room for the heads.
        let values: Vec<String> = marks
            .iter()
            .flat_map(|mark| mark.parts.iter().take(columns).filter_map(|part| part.value))
            .map(|value| data.number(Some(value)))
            .collect();
        let widest = values.iter().map(|number| text::width(number) + MARGIN).max().unwrap_or(0);
        let common = room.min(if size == Size::Full { WIDEST.1 } else { WIDEST.0 }.max(widest));
        let ways = [(common, 4, LINES.0), (room, 4, LINES.0), (room, 2, LINES.1)];
        let level = ways.into_iter().find_map(|(across, margin, most)| Some((across, Heads::Level(level(&names, across - margin, most)?))));
        let (across, heads) = level.unwrap_or_else(|| {
            if room >= WIDE {
                return (room, Heads::Level(names.iter().map(|name| text::whole(name, room - 4, LINES.1)).collect()));
            }
            let across = room.min(common.max(2 * LINE_HEIGHT + 2));
            (across, Heads::Upward(upward(&names, across)))
        });
        let numbers = values.iter().filter(|number| fits(number, across)).count() * 2 > values.len();
        let head = data.domain.is_none().then(|| Head::new(data, &cells::classes(data), width));
        let top = head.as_ref().map_or(0, |head| head.height) + heads.height() + 4;
        let remarks = more(data.series.len() - columns, data.marks.len() - marks.len(), data.lang);
        let height = top + down * lines.len() as i32 + cells::remarks_height(&remarks);
        Layout { width, height, head, labels, lines, columns, heads, left, top, across, down, numbers, remarks }
    }

    fn middle(&self, row: usize) -> i32 {
        self.top + self.down * row as i32 + (self.down - 2) / 2
    }

    /// The box of a cell; without width at the row's end for a column that does not fit.
    fn at(&self, row: usize, column: usize) -> Bounds {
        let top = self.top + self.down * row as i32;
        let column = column.min(self.columns);
        let left = self.left + self.across * column as i32;
        let right = if column < self.columns { left + self.across - 2 } else { left };
        Bounds { left, top, right, bottom: top + self.down - 2 }
    }

    fn cell(&self, data: &ChartData, row: usize, column: usize) -> Cell {
        let mark = &data.marks[row];
        let part = mark.parts.get(column).copied().unwrap_or_default();
        Cell {
            at: self.at(row, column),
            value: part.value,
            hatched: part.illustrative,
            faded: left_out(data, mark) || (data.split_filtered() && !data.series[column].selected),
            small: mark.small,
        }
    }

    /// The cells of a row together.
    fn band(&self, row: usize) -> Bounds {
        Bounds { left: self.left, ..self.at(row, self.columns - 1) }
    }

    fn label_band(&self, row: usize) -> Bounds {
        Bounds { left: 0, right: self.labels + GAP, ..self.at(row, 0) }
    }

    /// The labels of rows and columns, and the remarks.
    fn write(&self, canvas: &mut Canvas<'_>, data: &ChartData) {
        for (row, (mark, lines)) in data.marks.iter().zip(&self.lines).enumerate() {
            let role = data.text_role(mark);
            gutter::draw(canvas, lines, (self.labels, self.middle(row)), role, mark.marked);
        }
        for (column, lines) in self.heads.lines().iter().enumerate() {
            let role = if data.split_filtered() && !data.series[column].selected { Role::Muted } else { Role::Ink };
            let at = self.at(0, column);
            let (middle, more) = ((at.left + at.right) / 2, LINE_HEIGHT * (lines.len() as i32 - 1));
            match self.heads {
                Heads::Level(_) => canvas.lines(lines, (middle, self.top - 4 - LINE_HEIGHT / 2 - 1 - more), Anchor::Middle, role),
                Heads::Upward(_) => {
                    for (line, place) in lines.iter().zip(0..) {
                        canvas.text_up(line, (middle - more / 2 + LINE_HEIGHT * place, self.top - 4), role);
                    }
                }
            }
        }
        cells::draw_remarks(canvas, &self.remarks, self.height - cells::remarks_height(&self.remarks));
    }

    /// Outlines what the filter has: rows, columns, or where both meet.
    fn choose(&self, canvas: &mut Canvas<'_>, data: &ChartData) {
        let rows = || (0..self.lines.len()).filter(|row| data.marks[*row].selected);
        let columns = || (0..self.columns).filter(|column| data.series[*column].selected);
        match (data.filtered, data.split_filtered()) {
            (true, false) => rows().for_each(|row| canvas.chosen(self.band(row))),
            (false, true) => columns().for_each(|column| {
                canvas.chosen(Bounds { bottom: self.at(self.lines.len() - 1, column).bottom, ..self.at(0, column) });
            }),
            _ => rows().for_each(|row| columns().for_each(|column| canvas.chosen(self.at(row, column)))),
        }
    }
}

/// Whether a number fits in a cell.
fn fits(number: &str, across: i32) -> bool {
    text::width(number) + MARGIN <= across
}

fn left_out(data: &ChartData, mark: &Mark) -> bool {
    data.filtered && !mark.selected
}

/// The heads on as few lines as they need, without breaking a word; `None` when one does not fit.
fn level(names: &[&str], room: i32, most: usize) -> Option<Vec<Vec<String>>> {
    names.iter().map(|name| text::unbroken(name, room, most)).collect()
}

/// The heads on as many lines as stand in a column beside each other, two at most; what is too long ends in an ellipsis.
fn upward(names: &[&str], across: i32) -> Vec<Vec<String>> {
    let most = (across / LINE_HEIGHT).clamp(1, 2) as usize;
    names.iter().map(|name| text::whole(name, LONGEST, most)).collect()
}

impl Heads {
    fn lines(&self) -> &[Vec<String>] {
        match self {
            Heads::Level(heads) | Heads::Upward(heads) => heads,
        }
    }

    fn height(&self) -> i32 {
        match self {
            Heads::Level(heads) => LINE_HEIGHT * heads.iter().map(Vec::len).max().unwrap_or(0) as i32,
            Heads::Upward(heads) => heads.iter().map(|head| text::widest(head)).max().unwrap_or(0),
        }
    }
}

/// What the picture leaves to the table.
fn more(columns: usize, rows: usize, lang: Lang) -> Vec<String> {
    let line = |count: usize, (zh, one, many): (&str, &str, &str)| {
        let words = match lang {
            Lang::Zh => format!("另有 {} {zh}见下表", format::count(count as u32)),
            Lang::En => format!("{} in the table", counted(count as u32, [one, many])),
        };
        (count > 0).then_some(words)
    };
    line(columns, ("列", "more column", "more columns")).into_iter().chain(line(rows, ("行", "more row", "more rows"))).collect()
}
