//! Tiles and charts as a bundle declares them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Text;

/// A headline number, or one for each value of a dimension.
#[derive(Clone, Debug, Default)]
pub struct TileSpec {
    /// Its id.
    pub id: String,
    /// Its title; the measure's without one.
    pub title: Option<Text>,
    /// The measure.
    pub measure: String,
    /// One number for each value of this dimension.
    pub split: Option<String>,
    /// The statement that publishes the total; for a split tile by value.
    pub statements: BTreeMap<String, String>,
    /// Where the rows are awards: the measure of who holds them.
    pub holders: Option<String>,
}

/// The id of the chart that a reader makes, and its page.
pub const EXPLORE: &str = "explore";

/// A chart.
#[derive(Clone, Debug, Default)]
pub struct PanelSpec {
    /// Its id: its address.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// What it draws.
    pub kind: PanelKind,
    /// The measure: bar length; of points the vertical axis.
    pub measure: String,
    /// The dimension: one mark for each value.
    pub by: String,
    /// A second dimension: parts, series or columns.
    pub split: Option<String>,
    /// The horizontal axis of points.
    pub against: Option<String>,
    /// The area of bubbles.
    pub sized: Option<String>,
    /// One small chart for each value of this dimension.
    pub per: Option<String>,
    /// Marks at most; the rest become one mark 'others'.
    pub top: Option<usize>,
    /// The order of the marks.
    pub order: Order,
    /// Whether the horizontal axis of points is logarithmic.
    pub log_x: bool,
    /// Whether the vertical axis of points and lines is logarithmic.
    pub log_y: bool,
    /// Whether slopes are an index of their first values, which are 100.
    pub index: bool,
    /// A line that values are held against.
    pub reference: Option<ReferenceSpec>,
    /// How a choropleth makes its classes.
    pub classes: Classing,
    /// A remark under the chart.
    pub note: Text,
}

/// The order of marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// The dimension's own where it has one, else by value.
    #[default]
    Auto,
    /// Largest first.
    Value,
    /// The dimension's own.
    Natural,
}

/// How values are put into classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Classing {
    /// As many values in each.
    #[default]
    Quantile,
    /// Natural breaks: the least squared deviation within classes (Fisher–Jenks).
    Natural,
}

/// A line that values are held against.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferenceSpec {
    /// Where it lies; without it at the measure over everything that the chart shows: a mean, a rate.
    #[serde(default)]
    pub value: Option<f64>,
    /// What it is.
    pub label: Text,
}

/// What a panel draws.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PanelKind {
    /// One horizontal bar a value.
    #[default]
    Bar,
    /// A bar for each value of the split, side by side.
    Grouped,
    /// One bar a value, in parts.
    Stacked,
    /// The same, each bar 100 per cent.
    Percent,
    /// Bars by value and the line of their running share: concentration.
    Pareto,
    /// A line over an ordered dimension, or one for each value of the split.
    Line,
    /// The same, filled and stacked.
    Area,
    /// Two values of an ordered split joined by a line, one a value.
    Slope,
    /// One point a value, two measures.
    Scatter,
    /// The same, the area a third measure.
    Bubble,
    /// A cell for each pair of values.
    Heatmap,
    /// How many rows have a number in each interval.
    Histogram,
    /// How a number is spread over the rows of each value.
    Box,
    /// The place of each in a ranking, and how far it moves: made by the contest, not for bundles or readers to choose.
    #[serde(skip_deserializing)]
    Interval,
    /// A circle at the place of each region.
    Map,
    /// A square for each region, in a layout of the bundle.
    Grid,
    /// The shape of each region in the ink of its class.
    Choropleth,
}

impl PanelKind {
    /// Every kind that can be chosen, in the order of a chooser.
    pub const ALL: [PanelKind; 16] = [
        PanelKind::Bar,
        PanelKind::Grouped,
        PanelKind::Stacked,
        PanelKind::Percent,
        PanelKind::Pareto,
        PanelKind::Line,
        PanelKind::Area,
        PanelKind::Slope,
        PanelKind::Scatter,
        PanelKind::Bubble,
        PanelKind::Heatmap,
        PanelKind::Histogram,
        PanelKind::Box,
        PanelKind::Map,
        PanelKind::Grid,
        PanelKind::Choropleth,
    ];

    /// The word in `dashboard.toml` and URLs.
    pub fn name(self) -> &'static str {
        match self {
            PanelKind::Bar => "bar",
            PanelKind::Grouped => "grouped",
            PanelKind::Stacked => "stacked",
            PanelKind::Percent => "percent",
            PanelKind::Pareto => "pareto",
            PanelKind::Line => "line",
            PanelKind::Area => "area",
            PanelKind::Slope => "slope",
            PanelKind::Scatter => "scatter",
            PanelKind::Bubble => "bubble",
            PanelKind::Heatmap => "heatmap",
            PanelKind::Histogram => "histogram",
            PanelKind::Box => "box",
            PanelKind::Interval => "interval",
            PanelKind::Map => "map",
            PanelKind::Grid => "grid",
            PanelKind::Choropleth => "choropleth",
        }
    }

    /// Reads the word of a URL.
    pub fn from_name(name: &str) -> Option<PanelKind> {
        PanelKind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The words on the screen.
    pub fn title(self) -> Text {
        match self {
            PanelKind::Bar => Text::new("条形图", "Bar chart"),
            PanelKind::Grouped => Text::new("分组条形图", "Grouped bar chart"),
            PanelKind::Stacked => Text::new("堆积条形图", "Stacked bar chart"),
            PanelKind::Percent => Text::new("百分比堆积条形图", "100 % stacked bar chart"),
            PanelKind::Pareto => Text::new("帕累托图", "Pareto chart"),
            PanelKind::Line => Text::new("折线图", "Line chart"),
            PanelKind::Area => Text::new("面积图", "Area chart"),
            PanelKind::Slope => Text::new("坡度图", "Slope chart"),
            PanelKind::Scatter => Text::new("散点图", "Scatter plot"),
            PanelKind::Bubble => Text::new("气泡图", "Bubble chart"),
            PanelKind::Heatmap => Text::new("热力图", "Heatmap"),
            PanelKind::Histogram => Text::new("直方图", "Histogram"),
            PanelKind::Box => Text::new("箱线图", "Box plot"),
            PanelKind::Interval => Text::new("区间图", "Interval chart"),
            PanelKind::Map => Text::new("符号地图", "Symbol map"),
            PanelKind::Grid => Text::new("方格地图", "Tile grid"),
            PanelKind::Choropleth => Text::new("分级设色图", "Choropleth"),
        }
    }

    /// What it is good for: the group in which a chooser has it.
    pub fn purpose(self) -> Text {
        use PanelKind::{Area, Bar, Box, Bubble, Choropleth, Grid, Grouped, Heatmap, Histogram, Line, Map, Pareto, Percent, Scatter};
        use PanelKind::{Interval, Slope, Stacked};
        match self {
            Bar | Grouped => Text::new("比较", "Comparison"),
            Stacked | Percent | Pareto => Text::new("构成", "Parts of a whole"),
            Line | Area | Slope => Text::new("变化", "Change"),
            Scatter | Bubble | Heatmap => Text::new("关系", "Relation"),
            Histogram | Box | Interval => Text::new("分布", "Distribution"),
            Map | Grid | Choropleth => Text::new("地图", "Maps"),
        }
    }

    /// True where marks are points of two measures.
    pub fn is_points(self) -> bool {
        matches!(self, PanelKind::Scatter | PanelKind::Bubble)
    }

    /// True where a mark may have parts, series or columns by a second dimension.
    pub fn takes_split(self) -> bool {
        use PanelKind::{Area, Grouped, Heatmap, Line, Percent, Slope, Stacked};
        matches!(self, Grouped | Stacked | Percent | Line | Area | Slope | Heatmap)
    }

    /// True where values can be held against a line, or cells around a value.
    pub fn takes_reference(self) -> bool {
        use PanelKind::{Area, Bar, Box, Bubble, Grid, Heatmap, Line, Scatter};
        matches!(self, Bar | Box | Line | Area | Scatter | Bubble | Heatmap | Grid)
    }

    /// True where marks follow on each other from left to right, so that dates lie at their places.
    pub fn is_course(self) -> bool {
        matches!(self, PanelKind::Line | PanelKind::Area)
    }

    /// True where the marks beyond the first can be one mark together.
    pub fn has_others(self) -> bool {
        use PanelKind::{Bar, Grouped, Heatmap, Pareto, Percent, Stacked};
        matches!(self, Bar | Grouped | Stacked | Percent | Pareto | Heatmap)
    }

    /// True where it is nothing without a second dimension.
    pub fn needs_split(self) -> bool {
        self.takes_split() && !matches!(self, PanelKind::Line | PanelKind::Area)
    }

    /// True where parts are laid on one another, so that they must add up to a whole.
    pub fn stacks(self) -> bool {
        matches!(self, PanelKind::Stacked | PanelKind::Percent | PanelKind::Area)
    }
}
