//! A square for each region, in a layout of the bundle: a tile grid. Called by `draw`. Every size has the same squares.

use ::data::Lang;

use super::cells::{self, Cell, Head};
use super::color::Role;
use super::data::{ChartData, Mark};
use super::paint::{Anchor, Bounds, picture};
use super::{Drawing, Percent, Size, key, text};

/// Columns and rows that a picture has at most.
const MOST: (u32, u32) = (24, 40);
/// Between squares.
const GAP: i32 = 2;
/// The side of a square at most.
const LARGEST: i32 = 72;
/// The least side of a square that holds two lines.
const TWO_LINES: i32 = 34;
/// The least side of a square that holds three.
const THREE_LINES: i32 = 50;

/// Where the squares lie.
struct Layout {
    head: Option<Head>,
    top: i32,
    side: i32,
    /// The marks with a square, in their order: the mark, the column, the row.
    tiles: Vec<(usize, u32, u32)>,
    remarks: Vec<String>,
    height: i32,
}

pub(super) fn draw(data: &ChartData, size: Size) -> Drawing {
    let width = size.width();
    let classes = cells::classes(data);
    let layout = Layout::new(data, width);
    let tiles: Vec<(&Mark, Cell)> = layout.tiles.iter().map(|(mark, column, row)| layout.tile(data, *mark, *column, *row)).collect();
    let svg = picture(&key(data, size), width, layout.height, &|canvas| {
        if let Some(head) = &layout.head {
            head.draw(canvas);
        }
        for (mark, tile) in &tiles {
            tile.draw(canvas, &classes);
            let number = data.number(mark.value);
            let (lines, heights, below) = words((&mark.label, &mark.code), &number, layout.side);
            let middle = (tile.at.top + tile.at.bottom) / 2;
            for (line, y) in lines.iter().zip(&heights) {
                tile.write(canvas, &classes, line, middle + y);
            }
            if let (true, Some((line, y))) = (mark.marked, lines.last().zip(heights.last())) {
                let (half, x, y) = (text::width(line) / 2, (tile.at.left + tile.at.right) / 2, middle + y + 8);
                canvas.line((x - half, y), (x + half, y), tile.text_role(&classes), 1);
            }
            if let Some(below) = below {
                tile.write(canvas, &classes, &number, middle + below);
            }
        }
        for (_, tile) in tiles.iter().filter(|(mark, _)| mark.selected) {
            canvas.chosen(tile.at);
        }
        if layout.tiles.is_empty() {
            canvas.text(nothing(data.lang), (width / 2, layout.top + 24), Anchor::Middle, Role::Muted);
        }
        cells::draw_remarks(canvas, &layout.remarks, layout.height - cells::remarks_height(&layout.remarks));
    });
    let percent = Percent { width, height: layout.height };
    let hits = tiles.iter().map(|(mark, tile)| percent.hit(tile.at, tile.mark(), mark.target, None)).collect();
    Drawing { svg, width: width as u32, height: layout.height as u32, hits }
}

/// The first and the last column.
pub(super) fn columns(marks: &[Mark]) -> (u32, u32) {
    let columns = || marks.iter().filter_map(|mark| mark.cell).map(|(column, _)| column);
    (columns().min().unwrap_or(0), columns().max().unwrap_or(0))
}

impl Layout {
    fn new(data: &ChartData, width: i32) -> Layout {
        let head = data.domain.is_none().then(|| Head::new(data, &cells::classes(data), width));
        // Small multiples have the same columns, and rows from the first that the layout may have: their squares agree.
        let shared = data.domain_x.map(|(first, last)| ((first as u32, 0), last as u32));
        let (first, last) = shared.unwrap_or_else(|| {
            let ((first, last), row) = (columns(&data.marks), data.marks.iter().filter_map(|mark| mark.cell).map(|(_, row)| row).min());
            ((first, row.unwrap_or(0)), last)
        });
        let mut tiles: Vec<(usize, u32, u32)> = Vec::new();
        // Without a cell, beyond the picture, or where another is already.
        let mut outside: Vec<&Mark> = Vec::new();
        for (index, mark) in data.marks.iter().enumerate() {
            let cell = mark.cell.and_then(|(column, row)| Some((column.checked_sub(first.0)?, row.checked_sub(first.1)?)));
            let free = |(column, row): (u32, u32)| {
                column < MOST.0 && row < MOST.1 && !tiles.iter().any(|(_, other, beside)| (*other, *beside) == (column, row))
            };
            match cell.filter(|cell| free(*cell)) {
                Some((column, row)) => tiles.push((index, column, row)),
                None => outside.push(mark),
            }
        }
        let columns = ((last - first.0).min(MOST.0 - 1) + 1) as i32;
        let rows = tiles.iter().map(|(.., row)| row + 1).max().unwrap_or(1) as i32;
        let side = if tiles.is_empty() { LARGEST } else { ((width + GAP) / columns - GAP).min(LARGEST) };
        let top = head.as_ref().map_or(1, |head| head.height);
        let what = match data.lang {
            Lang::Zh => "不在方格中",
            Lang::En => "Without a square",
        };
        let remarks = cells::left_out(what, &outside, width, data.lang);
        let height = top + (side + GAP) * rows - GAP + 1 + cells::remarks_height(&remarks);
        Layout { head, top, side, tiles, remarks, height }
    }

    fn tile<'a>(&self, data: &'a ChartData, mark: usize, column: u32, row: u32) -> (&'a Mark, Cell) {
        let mark = &data.marks[mark];
        let (left, top) = ((self.side + GAP) * column as i32, self.top + (self.side + GAP) * row as i32);
        let cell = Cell {
            at: Bounds { left, top, right: left + self.side, bottom: top + self.side },
            value: mark.value,
            hatched: mark.illustrative,
            faded: data.filtered && !mark.selected,
            small: mark.small,
        };
        (mark, cell)
    }
}

/// The lines of a name in a square, their heights from its middle, and that of the number, where it fits too.
fn words((label, code): (&str, &str), number: &str, side: i32) -> (Vec<String>, Vec<i32>, Option<i32>) {
    let room = side - 2;
    let two = side >= TWO_LINES && text::width(number) <= room;
    let lines = match () {
        _ if side < THREE_LINES || text::width(label) <= room => None,
        _ => text::unbroken(label, room, 2).or_else(|| hyphenated(label, room)),
    };
    match lines {
        Some(lines) if two => (lines, vec![-16, -1], Some(16)),
        Some(lines) => (lines, vec![-8, 7], None),
        None => {
            let fits = text::width(label) <= room || code.is_empty();
            let name = if fits { short(label, room) } else { text::ellipsize(code, room) };
            // One letter of a name says nothing.
            let tells = name == label || name.chars().nth(1).is_some();
            let lines = if tells && text::width(&name) <= room { vec![name] } else { Vec::new() };
            let number = (two && !lines.is_empty()).then_some(9);
            (lines, vec![if two { -8 } else { 0 }], number)
        }
    }
}

/// A long word in two, before the consonant of a syllable nearest to its middle.
fn hyphenated(word: &str, room: i32) -> Option<Vec<String>> {
    let letters: Vec<char> = word.chars().collect();
    let vowel = |at: usize| letters.get(at).is_some_and(|c| "aeiouyü".contains(*c));
    let opens = |at: &usize| !vowel(*at) && (vowel(at + 1) || (letters.get(at + 1) == Some(&'h') && vowel(at + 2))) && letters[*at] != 'h';
    let halves = |at: usize| {
        let first: String = letters[..at].iter().chain(&['-']).collect();
        vec![first, letters[at..].iter().collect()]
    };
    let fits = |lines: &Vec<String>| lines.iter().all(|line| text::width(line) <= room);
    let mut places: Vec<usize> = (2..letters.len().saturating_sub(2)).filter(opens).collect();
    places.sort_by_key(|at| (2 * at).abs_diff(letters.len()));
    let plain = letters.iter().all(|c| c.is_alphabetic() && (*c as u32) < 0x1100);
    places.into_iter().map(halves).find(fits).filter(|_| plain)
}

/// A name that fits in a square: of Han the first four at most, else as many letters of the first word as there is room for. An ellipsis
/// would take the letters that tell Shanxi from Shandong.
fn short(label: &str, room: i32) -> String {
    if text::width(label) <= room {
        return label.to_string();
    }
    let han = |c: &char| text::width(&c.to_string()) >= text::FONT_SIZE && c.is_alphabetic() && !c.is_ascii();
    let first: String = label.chars().take_while(han).take(4.min((room / text::FONT_SIZE).max(1) as usize)).collect();
    if first.chars().count() > 1 {
        return first;
    }
    let word = label.split(' ').find(|word| !word.is_empty()).unwrap_or(label);
    let mut letters: Vec<char> = word.chars().collect();
    while letters.len() > 1 && text::width(&letters.iter().collect::<String>()) > room {
        letters.pop();
    }
    letters.into_iter().collect()
}

fn nothing(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "没有可放的方格",
        Lang::En => "No squares to draw",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_by_hand() {
        for (name, lines) in [
            ("江苏", vec!["江苏"]),
            ("Inner Mongolia", vec!["Inner", "Mongolia"]),
            ("Heilongjiang", vec!["Heilong-", "jiang"]),
            ("Guangdong", vec!["Guang-", "dong"]),
            ("Xizang (Tibet)", vec!["Xizang", "(Tibet)"]),
        ] {
            assert_eq!(words((name, ""), "7", 68).0, lines, "{name}");
        }
        for (name, line) in [("Shanxi", "Shanx"), ("Shandong", "Shand"), ("Hong Kong", "Hong"), ("新疆生产建设兵团", "新疆生")] {
            assert_eq!(words((name, ""), "7", 43).0, [line]);
        }
        // A code stands for a name that would be cut.
        assert_eq!((words(("Shanxi", "SX"), "7", 43).0, words(("山西", "SX"), "7", 43).0), (vec!["SX".into()], vec!["山西".into()]));
    }
}
