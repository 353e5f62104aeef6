//! Bars by value and the line of their running share: how concentrated a total is. Called by `draw`. Values and running shares stand in
//! two columns beside the bars, so that the line crosses no number.

use ::data::Lang;

use super::color::Role;
use super::data::ChartData;
use super::paint::{Anchor, Canvas, Fill, picture};
use super::rows::{Frame, GAP, Room, value_role};
use super::scale::Linear;
use super::{Drawing, Size, key, others, text};
use crate::format;

/// The line of heads above the rows.
const HEAD: i32 = 18;
/// The radius of the line's points.
const RADIUS: u32 = 3;
/// Running shares with a gridline: half, and the four fifths that Pareto's rule speaks of.
const LINES: [f64; 2] = [50.0, 80.0];

pub(super) fn draw(data: &ChartData, size: Size) -> Drawing {
    if data.marks.iter().any(|mark| mark.value.is_some_and(|value| value < 0.0)) {
        return without_shares(data, size);
    }
    let head = match (data.lang, size) {
        (Lang::Zh, _) => "累计占比",
        (Lang::En, Size::Small) => "cum.",
        (Lang::En, _) => "cumulative",
    };
    let shares: Vec<Option<f64>> = data.marks.iter().map(|mark| mark.running).collect();
    let words: Vec<String> = shares.iter().map(|share| share.map_or_else(|| format::NO_VALUE.to_string(), format::percent)).collect();
    let share_column = words.iter().map(|share| text::width(share)).max().unwrap_or(0).max(text::width(head));
    let value_column = data.marks.iter().map(|mark| text::width(&data.number(mark.value))).max().unwrap_or(0);
    let beyond = share_column + 2 * GAP;
    let room = Room { head: HEAD, right: 2 * GAP + value_column + beyond, beyond, ..Room::default() };
    let frame = Frame::with(data, size, data.range(extent), room);
    let values = frame.width - beyond;
    let bar = |row: usize| frame.value_bar(data, row);
    let svg = picture(&key(data, size), frame.width, frame.height, &|canvas| {
        let across = Linear { domain: (0.0, 100.0), range: frame.scale.range };
        if shares.iter().any(Option::is_some) {
            gridlines(canvas, &frame, across);
        }
        for (row, mark) in data.marks.iter().enumerate() {
            others::bar(canvas, &frame, bar(row), mark.value, data.ink(mark));
            let y = frame.middle(row);
            canvas.text(&data.number(mark.value), (values, y), Anchor::End, value_role(data, mark, mark.value));
            canvas.text(&words[row], (frame.width, y), Anchor::End, value_role(data, mark, shares[row]));
        }
        let points: Vec<(i32, i32)> =
            shares.iter().enumerate().filter_map(|(row, share)| Some((across.at((*share)?), frame.middle(row)))).collect();
        running(canvas, &points, data.marks.iter().any(|mark| mark.illustrative));
        canvas.text(head, (frame.width, frame.top - HEAD + 6), Anchor::End, Role::Muted);
        frame.draw(canvas, data);
    });
    Drawing { svg, width: frame.width as u32, height: frame.height as u32, hits: frame.hits(data, &bar) }
}

/// The lowest and the highest value, zero included.
pub(super) fn extent(data: &ChartData) -> (f64, f64) {
    let low = data.marks.iter().filter_map(|mark| mark.value).fold(0.0, f64::min);
    (low, others::end(data, |mark| mark.value.unwrap_or(0.0)))
}

/// The bars alone: parts of a total of both signs run up to no share.
fn without_shares(data: &ChartData, size: Size) -> Drawing {
    let note = match data.lang {
        Lang::Zh => "含负值，不计累计占比",
        Lang::En => "negative values: no running share",
    };
    let frame = Frame::with(data, size, data.range(extent), Room { head: HEAD, ..Room::of_values(data) });
    let bar = |row: usize| frame.value_bar(data, row);
    let svg = picture(&key(data, size), frame.width, frame.height, &|canvas| {
        for (row, mark) in data.marks.iter().enumerate() {
            others::bar(canvas, &frame, bar(row), mark.value, data.ink(mark));
            frame.value(canvas, data, row, bar(row));
        }
        canvas.text(&text::ellipsize(note, frame.width), (0, frame.top - HEAD + 6), Anchor::Start, Role::Muted);
        frame.draw(canvas, data);
    });
    Drawing { svg, width: frame.width as u32, height: frame.height as u32, hits: frame.hits(data, &bar) }
}

/// Hair-thin lines at a half and four fifths; where there is little room only the second is named.
fn gridlines(canvas: &mut Canvas<'_>, frame: &Frame, across: Linear) {
    let mut free = i32::MAX;
    for share in LINES.into_iter().rev() {
        let (x, words) = (across.at(share), format!("{}%", format::number(share, 0)));
        canvas.line((x, frame.top), (x, frame.bottom), Role::Grid, 1);
        let width = text::width(&words);
        if x + (width + 1) / 2 + GAP <= free {
            canvas.text(&words, (x, frame.top - HEAD + 6), Anchor::Middle, Role::Muted);
            free = x - width / 2;
        }
    }
}

/// The line of running shares, cased in the paper's colour where it crosses bars; dashed and hatched when it rests on illustrative rows.
fn running(canvas: &mut Canvas<'_>, points: &[(i32, i32)], illustrative: bool) {
    for pair in points.windows(2) {
        canvas.line(pair[0], pair[1], Role::Paper, 3);
        canvas.path(pair, Role::Ink, 1, illustrative);
    }
    for at in points {
        canvas.point(*at, RADIUS + 1, Fill::plain(Role::Paper));
        canvas.point(*at, RADIUS, Fill { role: Role::Ink, hatched: illustrative, faded: false, selected: false });
    }
}
