//! Where the labels of points stand: greedily, at the first free one of eight places around the point, then further out with a leader;
//! a label without a free place is left out (the point's hit still says it). Several orders are tried and the fullest kept. Called by
//! scatter and map.

use data::stop;

use super::super::color::Role;
use super::super::paint::{Anchor, Bounds, Canvas};
use super::super::text::{self, FONT_SIZE, LINE_HEIGHT};

/// A point and the label that wants a place; without lines only the point.
pub(in crate::chart) struct Request {
    pub(in crate::chart) lines: Vec<String>,
    /// The middle of its point.
    pub(in crate::chart) at: (i32, i32),
    /// How far its point reaches from there.
    pub(in crate::chart) radius: i32,
    /// Placed before the others.
    pub(in crate::chart) first: bool,
}

impl Request {
    /// The width of its widest line.
    fn width(&self) -> i32 {
        text::widest(&self.lines)
    }
}

/// A label in its place.
#[derive(Clone, Copy, Debug)]
pub(in crate::chart) struct Label {
    /// The box of its text.
    pub(in crate::chart) at: Bounds,
    /// The line from the point, when it stands further out.
    pub(in crate::chart) leader: Option<Segment>,
    /// Where it stands from the point: 1 to the right, -1 to the left, 0 above or below. Its lines begin or end there.
    side: i32,
    /// How good its place is: 0 is best.
    cost: i32,
}

impl Label {
    /// Its leader, under the points.
    pub(in crate::chart) fn draw_leader(&self, canvas: &mut Canvas<'_>) {
        if let Some((from, to)) = self.leader {
            canvas.line(from, to, Role::Axis, 1);
        }
    }

    /// Its lines; with a line under them when the mark is marked.
    pub(in crate::chart) fn draw(&self, canvas: &mut Canvas<'_>, lines: &[String], role: Role, marked: bool) {
        let at = self.at;
        let (x, anchor) = match self.side {
            1 => (at.left, Anchor::Start),
            -1 => (at.right, Anchor::End),
            _ => ((at.left + at.right) / 2, Anchor::Middle),
        };
        canvas.lines(lines, (x, at.top + (FONT_SIZE + 3) / 2), anchor, role);
        if marked {
            canvas.line((at.left, at.bottom), (at.right, at.bottom), Role::Mark, 1);
        }
    }
}

/// The lines of a label, each at most `limit` wide; none for one that needs more than [`MOST_LINES`], which the point's hit says whole.
pub(in crate::chart) fn lines(words: &str, limit: i32) -> Vec<String> {
    text::fits(words, limit, MOST_LINES).unwrap_or_default()
}

type Place = (i32, i32);
type Segment = (Place, Place);

/// The eight places beside the point, best first: right, left, above, below, and between.
const BESIDE: [(i32, i32); 8] = [(1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)];
/// Lines of a label at most.
const MOST_LINES: usize = 3;
/// Between the point's edge and a label beside it.
const GAP: i32 = 3;
/// Between two labels, across and down, so that they do not read as one.
const APART: (i32, i32) = (6, 2);
/// Directions of leaders, in hundredths: to the right first, where names read on.
const LEADERS: [(i32, i32); 14] = [
    (92, -38),
    (92, 38),
    (71, -71),
    (71, 71),
    (100, 0),
    (-92, -38),
    (-92, 38),
    (-71, -71),
    (-71, 71),
    (38, -92),
    (38, 92),
    (0, -100),
    (0, 100),
    (-100, 0),
];
/// Lengths of leaders from the middle of a point of the radius [`COMMON`]; of others as much longer.
const LENGTHS: [i32; 9] = [16, 22, 30, 38, 46, 56, 68, 84, 104];

/// The radius of most points.
const COMMON: i32 = 5;

/// A place for each label within `room`, clear of every point, of each other, of leaders and of what is `taken`.
pub(in crate::chart) fn place(requests: &[Request], taken: Option<Bounds>, room: Bounds) -> Vec<Option<Label>> {
    let keys: [fn(Place, i32) -> Place; 7] = [
        |(x, y), _| (y, -x),
        |(x, y), _| (-y, x),
        |(x, y), _| (-x, y),
        |(x, y), _| (x, y),
        |(x, y), _| (x - y, x),
        |(x, y), _| (x + y, x),
        |(_, y), width| (width, y),
    ];
    let attempts = keys.into_iter().map(|key| {
        // Put in order one by one: the client would carry four kilobytes for a sort.
        let mut order: Vec<(bool, Place, usize)> = Vec::new();
        for (index, request) in requests.iter().enumerate().filter(|(_, request)| !request.lines.is_empty()) {
            let item = (!request.first, key(request.at, request.width()), index);
            order.insert(order.partition_point(|known| *known < item), item);
        }
        let order: Vec<usize> = order.into_iter().map(|(_, _, index)| index).collect();
        attempt(requests, &order, taken, room)
    });
    // The most labels; of as many, the nearest; of equals, the earlier order.
    attempts
        .min_by_key(|labels| {
            (labels.iter().filter(|label| label.is_none()).count(), labels.iter().flatten().map(|label| label.cost).sum::<i32>())
        })
        .unwrap_or_default()
}

fn attempt(requests: &[Request], order: &[usize], taken: Option<Bounds>, room: Bounds) -> Vec<Option<Label>> {
    let points: Vec<Bounds> = requests.iter().map(|request| Bounds::around(request.at, request.radius)).collect();
    // Labels keep a little clear of points, or one reads as another's.
    let near: Vec<Bounds> = requests.iter().map(|request| Bounds::around(request.at, request.radius + GAP - 1)).chain(taken).collect();
    let mut labels: Vec<Option<Label>> = vec![None; requests.len()];
    for &index in order {
        let free = |label: &Label| {
            stop::look();
            let Bounds { left, top, right, bottom } = label.at;
            let apart = Bounds { left: left - APART.0, top: top - APART.1, right: right + APART.0, bottom: bottom + APART.1 };
            label.at.within(&room)
                && !near.iter().any(|point| point.overlaps(&label.at))
                && !labels.iter().flatten().any(|other| other.at.overlaps(&apart))
                && !labels.iter().flatten().filter_map(|other| other.leader).any(|leader| touches(leader, label.at))
                && label.leader.is_none_or(|leader| {
                    !taken.is_some_and(|taken| touches(leader, taken))
                        && !points.iter().enumerate().any(|(other, point)| other != index && touches(leader, *point))
                        && !labels.iter().flatten().any(|other| touches(leader, other.at))
                        && !labels.iter().flatten().filter_map(|other| other.leader).any(|other| crosses(leader, other))
                })
        };
        let found = candidates(&requests[index]).find(free);
        labels[index] = found;
    }
    labels
}

/// The places of a label, best first.
fn candidates(request: &Request) -> impl Iterator<Item = Label> {
    let ((x, y), radius) = (request.at, request.radius);
    let width = request.width();
    let height = LINE_HEIGHT * (request.lines.len() as i32 - 1) + FONT_SIZE + 3;
    let boxed = move |(x, y): (i32, i32), (dx, dy): (i32, i32)| {
        // The box's side, or corner, that faces the point stands at (x, y).
        let left = match dx.signum() {
            1 => x,
            -1 => x - width,
            _ => x - width / 2,
        };
        let top = match dy.signum() {
            1 => y,
            -1 => y - height,
            _ => y - height / 2,
        };
        Bounds { left, top, right: left + width, bottom: top + height }
    };
    let beside = BESIDE.into_iter().zip(0..).map(move |((dx, dy), cost)| {
        // On a diagonal the corner of the box touches the same circle.
        let reach = if dx != 0 && dy != 0 { ((radius + GAP) * 5 + 6) / 7 } else { radius + GAP };
        Label { at: boxed((x + dx * reach, y + dy * reach), (dx, dy)), leader: None, side: dx.signum(), cost }
    });
    let further = LENGTHS.into_iter().flat_map(move |length| {
        let length = length + radius - COMMON;
        LEADERS.into_iter().zip(0..).map(move |((dx, dy), place)| {
            let along = |length: i32| (x + dx * length / 100, y + dy * length / 100);
            let (from, to) = (along(radius + 1), along(length));
            // Sideways leaders end at the middle of the text's side, steep ones at its edge.
            let side = if dx.abs() > 50 { (dx, 0) } else { (0, dy) };
            let beyond = (to.0 + 2 * side.0.signum(), to.1);
            Label { at: boxed(beyond, side), leader: Some((from, to)), side: side.0.signum(), cost: 10 + length + place }
        })
    });
    beside.chain(further)
}

/// True when a line runs through a box: one end inside, or across a diagonal.
pub(in super::super) fn touches(line: Segment, at: Bounds) -> bool {
    let inside = |(x, y): (i32, i32)| x > at.left && x < at.right && y > at.top && y < at.bottom;
    inside(line.0)
        || inside(line.1)
        || crosses(line, ((at.left, at.top), (at.right, at.bottom)))
        || crosses(line, ((at.left, at.bottom), (at.right, at.top)))
}

/// True when two lines cross.
fn crosses(a: Segment, b: Segment) -> bool {
    let side = |(from, to): Segment, point: (i32, i32)| {
        (i64::from(to.0 - from.0) * i64::from(point.1 - from.1) - i64::from(to.1 - from.1) * i64::from(point.0 - from.0)).signum()
    };
    side(a, b.0) * side(a, b.1) < 0 && side(b, a.0) * side(b, a.1) < 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Bounds = Bounds { left: 0, top: 0, right: 200, bottom: 100 };

    fn at(points: &[(i32, i32)]) -> Vec<Option<Label>> {
        let requests: Vec<Request> =
            points.iter().map(|at| Request { lines: vec!["长春市".into()], at: *at, radius: 5, first: false }).collect();
        place(&requests, None, ROOM)
    }

    #[test]
    fn places_by_hand() {
        // Free: to the right, 5 + 3 beyond the middle. At the right edge: to the left.
        let labels = at(&[(20, 50), (180, 50)]);
        let boxes: Vec<Option<Bounds>> = labels.iter().map(|label| label.map(|label| label.at)).collect();
        assert_eq!(boxes[0], Some(Bounds { left: 28, top: 43, right: 64, bottom: 58 }));
        assert_eq!(boxes[1], Some(Bounds { left: 136, top: 43, right: 172, bottom: 58 }));
    }

    #[test]
    fn a_crowd_loses_labels_before_it_overlaps() {
        let points: Vec<(i32, i32)> = (0..40).map(|index| (90 + index % 5 * 4, 40 + index / 5 * 3)).collect();
        let labels: Vec<Label> = at(&points).into_iter().flatten().collect();
        assert!(!labels.is_empty() && labels.len() < 40);
        for (index, label) in labels.iter().enumerate() {
            assert!(label.at.within(&ROOM) && !labels[..index].iter().any(|other| other.at.overlaps(&label.at)));
        }
    }

    #[test]
    fn lines() {
        let at = Bounds { left: 10, top: 10, right: 20, bottom: 20 };
        for (line, expected) in
            [(((0, 15), (30, 15)), true), (((0, 0), (12, 12)), true), (((0, 5), (30, 5)), false), (((0, 15), (9, 15)), false)]
        {
            assert_eq!(touches(line, at), expected, "{line:?}");
        }
        assert!(crosses(((0, 0), (10, 10)), ((0, 10), (10, 0))) && !crosses(((0, 0), (10, 10)), ((0, 1), (9, 10))));
    }
}
