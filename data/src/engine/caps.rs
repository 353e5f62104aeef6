//! How much one part of an answer may take: more is refused before it is made, with the reason and what would do. Called by panels and by
//! the views beside the dashboard.

use crate::Text;
use crate::text::grouped;

/// What one part of an answer may take at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caps {
    /// Groups counted: combinations of values that rows have. Also lines of a panel's file.
    pub groups: usize,
    /// Marks of a chart on a page, parts and small charts counted; rows of a view.
    pub marks: usize,
    /// Bytes of these, about: each has a link with the whole filter in it.
    pub bytes: usize,
}

impl Default for Caps {
    fn default() -> Caps {
        Caps { groups: 200_000, marks: 10_000, bytes: 16 << 20 }
    }
}

/// What a mark takes on a page beside its link: words, place and ink, in bytes, about.
const MARK: usize = 800;

/// Why a part of an answer is not made.
#[derive(Clone, Debug)]
pub(super) enum Refusal {
    /// Its table cannot see a dimension.
    Unseen,
    /// It would take too much, or there is nothing to draw it from: the reason, and what would do.
    Beyond(Text),
}

/// How much of a panel is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// What a page shows: marks with links.
    Page,
    /// Every mark, for a file: without links.
    File,
}

impl Caps {
    /// Why there are too many groups to count.
    pub(super) fn too_many_groups(&self) -> Refusal {
        let most = grouped(&self.groups.to_string());
        Refusal::Beyond(Text::new(
            format!("分组超过 {most} 个，未作统计。请增加筛选条件，或改用取值较少的维度。"),
            format!("More than {most} groups: not counted. Filter, or choose dimensions of fewer values."),
        ))
    }

    /// Whether a panel of so many marks may be made. `link`: the bytes of the page's address.
    pub(super) fn allow(&self, marks: usize, link: usize, extent: Extent) -> Result<(), Refusal> {
        let said = |number: usize| grouped(&number.to_string());
        let (all, most) = (said(marks), said(self.marks));
        match extent {
            Extent::File if marks > self.groups => {
                let most = said(self.groups);
                Err(Refusal::Beyond(Text::new(
                    format!("共 {all} 行，超过一个文件的上限 {most} 行。请增加筛选条件，或改用取值较少的维度。"),
                    format!("{all} lines are more than the {most} of one file. Filter, or choose dimensions of fewer values."),
                )))
            }
            Extent::Page if marks > self.marks => Err(Refusal::Beyond(Text::new(
                format!(
                    "共 {all} 个图形，超过一张图的上限 {most} 个，未绘出。请增加筛选条件、减少项数，或改用取值较少的维度；CSV 文件最多 {} 行。",
                    said(self.groups)
                ),
                format!(
                    "{all} marks are more than the {most} of one chart: not drawn. Filter, show fewer, or choose dimensions of fewer values; a CSV has up to {} lines.",
                    said(self.groups)
                ),
            ))),
            Extent::Page if marks.saturating_mul(link + MARK) > self.bytes => Err(Refusal::Beyond(Text::new(
                format!("共 {all} 个图形，每个都带有全部筛选条件的链接，合计过长，未绘出。请减少所选的取值或项数，或下载 CSV。"),
                format!(
                    "{all} marks, each with a link that holds the whole filter, are too long: not drawn. Choose fewer values, show fewer marks, or take the CSV."
                ),
            ))),
            _ => Ok(()),
        }
    }

    /// Whether a tile of so many values may be made. `link`: the bytes of the page's address.
    pub(super) fn allow_values(&self, values: usize, link: usize) -> Result<(), Refusal> {
        if values <= self.marks && values.saturating_mul(link + MARK) <= self.bytes {
            return Ok(());
        }
        let all = grouped(&values.to_string());
        Err(Refusal::Beyond(Text::new(
            format!("拆分维度有 {all} 个取值，过多，未列出。请改用取值较少的维度，或改用设有 top 的图。"),
            format!("The split has {all} values, too many to list. Choose a dimension of fewer values, or a chart with top."),
        )))
    }

    /// Whether a view of so many rows may be made.
    pub(super) fn allow_rows(&self, rows: usize) -> Result<(), Refusal> {
        let said = |number: usize| grouped(&number.to_string());
        if rows <= self.marks {
            return Ok(());
        }
        let (all, most) = (said(rows), said(self.marks));
        Err(Refusal::Beyond(Text::new(
            format!("共 {all} 行，超过本页上限 {most} 行。请增加筛选条件。"),
            format!("{all} rows are more than the {most} of this page. Filter."),
        )))
    }
}
