//! What a page with scripts shows: the report, its panels drawn and said in the reader's language. The server makes it of a report, for the
//! page and for `screen.json`; the browser only puts it on the screen, so that it holds neither plotters nor the sentences about charts.

mod columns;
mod spots;
mod twin;

use data::report::{BundleInfo, Chip, Choice, Facet, Panel, Published, TableCount, TablePage, Tile, Time};
use data::schema::{PanelKind, Source};
use data::{Basis, Lang, Notice, Query, Report, stop};

pub use self::columns::{Columns, Stand};
pub use self::spots::Spot;
pub use self::twin::{Head, Line, Twin};
use crate::chart::color::Role;
use crate::chart::legend::Swatch;
use crate::chart::{ChartData, Size, draw, legend};
use crate::finding;
use crate::words::words;

/// A page.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(any(feature = "ssr", test), derive(serde::Serialize))]
pub struct Screen {
    /// The query as understood, canonical.
    pub query: Query,
    /// The bundle.
    pub bundle: BundleInfo,
    /// Everything about the query that was not understood.
    pub notices: Vec<Notice>,
    /// The filter, one chip a value.
    pub chips: Vec<Chip>,
    /// The link that removes the whole filter.
    pub clear: Query,
    /// Rows of each tab's table: matched and total.
    pub counts: Vec<TableCount>,
    /// Headline numbers.
    pub tiles: Vec<Tile>,
    /// Facets at the side.
    pub facets: Vec<Facet>,
    /// The panels.
    pub pictures: Vec<Picture>,
    /// On the page of the chart that a reader makes: what it can be.
    pub choices: Vec<Choice>,
    /// The dates, where the bundle has some.
    pub time: Option<Time>,
    /// One page of one table.
    pub table: TablePage,
    /// The worst basis of anything counted here.
    pub basis: Basis,
}

/// A panel drawn, and all that is said of it.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(any(feature = "ssr", test), derive(serde::Serialize))]
pub struct Picture {
    /// The panel's id.
    pub id: String,
    /// What it draws: `bar`.
    pub kind: String,
    /// Where it stands of two columns and of three, as classes.
    pub stand: String,
    /// Its title.
    pub title: String,
    /// What one sees: one sentence.
    pub finding: String,
    /// The chart in words.
    pub summary: String,
    /// The worst basis of what it counts.
    pub basis: Basis,
    /// True when nothing matches the filter.
    pub empty: bool,
    /// What colours and marks mean.
    pub legend: Vec<Entry>,
    /// The picture for a phone, an `<svg>`.
    pub narrow: String,
    /// The picture for half a page and up.
    pub wide: String,
    /// The picture for a whole page, where the chart takes the row; else empty.
    pub full: String,
    /// The links over both.
    pub spots: Vec<Spot>,
    /// The address of a range that dragging across the marks chooses, `{from}` and `{until}` in it; empty where they have none.
    pub range: String,
    /// A remark of the bundle.
    pub note: String,
    /// The filters that do not apply here, in a sentence.
    pub ignores: String,
    /// Published figures that the chart shows.
    pub published: Vec<Published>,
    /// Where the rows come from.
    pub sources: Vec<Source>,
    /// The addresses of the panel as a file.
    pub svg: String,
    /// The same as a table.
    pub csv: String,
    /// The table under the chart.
    pub twin: Twin,
}

/// One entry of a legend.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(any(feature = "ssr", test), derive(serde::Serialize))]
pub struct Entry {
    /// Its words.
    pub label: String,
    /// The sample's classes.
    pub class: String,
    /// The custom property with its colour.
    pub colour: String,
    /// For a part of a split: the address that chooses it alone; empty for a remark.
    pub href: String,
    /// The address that adds it to what is chosen; empty where that is the same.
    #[cfg_attr(any(feature = "ssr", test), serde(skip_serializing_if = "String::is_empty"))]
    pub add: String,
    /// The key of the split; empty for a remark.
    #[cfg_attr(any(feature = "ssr", test), serde(skip_serializing_if = "String::is_empty"))]
    pub alone: String,
    /// Whether the filter has it.
    pub selected: bool,
}

impl Screen {
    /// The page of a report, its charts where `columns` has them.
    pub fn of(report: Report, columns: &Columns, lang: Lang) -> Screen {
        let picture = |panel: &Panel| Picture::of(panel, &report.query, columns.stand(&panel.id), lang);
        let pictures = report.panels.iter().map(picture).collect();
        let Report { query, bundle, notices, chips, clear, counts, mut tiles, facets, panels: _, choices, time, table, warnings: _, basis } =
            report;
        // What has several numbers stands after those that have one.
        tiles.sort_by_key(|tile| tile.values.len() > 1);
        Screen { query, bundle, notices, chips, clear, counts, tiles, facets, pictures, choices, time, table, basis }
    }

    /// The same without ink and where its links lie: what travels in a page that shows both already.
    #[cfg(any(feature = "ssr", test))]
    pub fn without_ink(&self) -> Screen {
        let mut screen = self.clone();
        for picture in &mut screen.pictures {
            picture.narrow.clear();
            picture.wide.clear();
            picture.full.clear();
            picture.spots.iter_mut().for_each(|spot| spot.place.clear());
        }
        screen
    }
}

impl Picture {
    /// The picture of a panel on the page of `query`.
    pub fn of(panel: &Panel, query: &Query, stand: [Stand; 2], lang: Lang) -> Picture {
        stop::look();
        let data = ChartData::from_panel(panel, lang);
        let (narrow, wide) = (draw(&data, Size::Narrow), draw(&data, Size::Wide));
        let full = stand.contains(&Stand::Row).then(|| draw(&data, Size::Full));
        let (places, spots): (Vec<_>, Vec<_>) =
            spots::spots(query, panel, [Some(&narrow), Some(&wide), full.as_ref()], lang).into_iter().unzip();
        Picture {
            id: panel.id.clone(),
            kind: panel.kind.name().to_string(),
            stand: columns::classes(stand),
            title: panel.title.get(lang).to_string(),
            finding: finding::finding(panel, lang),
            summary: finding::summary(panel, lang),
            basis: panel.basis,
            empty: panel.total.rows == 0 && panel.refused.is_empty(),
            legend: legend(&data).iter().map(|entry| Entry::of(entry, panel)).collect(),
            range: spots::range_key(panel).map(|key| query.ranged(key, panel.kind == PanelKind::Histogram)).unwrap_or_default(),
            spots,
            narrow: narrow.svg,
            wide: wide.svg,
            full: full.map(|full| full.svg).unwrap_or_default(),
            note: panel.note.get(lang).to_string(),
            ignores: {
                let ignores = (!panel.ignores.is_empty()).then(|| words(lang).ignores(&panel.ignores, lang));
                let lacking = [&panel.uncompared, &panel.unindexed].map(|why| why.get(lang).to_string());
                ignores.into_iter().chain(lacking.into_iter().filter(|why| !why.is_empty())).collect::<Vec<_>>().join(words(lang).semicolon)
            },
            published: panel.published.clone(),
            sources: panel.sources.clone(),
            // A picture has words in it.
            svg: query.in_lang(lang).panel_file(&panel.id, "svg"),
            csv: query.panel_file(&panel.id, "csv"),
            twin: Twin::of(panel, &places, lang),
        }
    }
}

impl Entry {
    fn of(entry: &crate::chart::legend::Entry, panel: &Panel) -> Entry {
        let class = match entry.swatch {
            Swatch::Fill if entry.role == Role::Others => "chart-swatch chart-swatch-pale",
            Swatch::Fill => "chart-swatch",
            Swatch::Line => "chart-swatch chart-swatch-line",
            Swatch::Hatch => "chart-swatch chart-swatch-hatch",
        };
        let split = panel.split.as_ref();
        let part = entry.part.and_then(|part| split?.values.get(part));
        Entry {
            label: entry.label.clone(),
            class: class.to_string(),
            colour: entry.role.property().to_string(),
            href: part.map(|part| part.link.to_string()).unwrap_or_default(),
            add: part.and_then(|part| part.add.as_ref()).map(ToString::to_string).unwrap_or_default(),
            alone: part.and(split).map(|split| split.dimension.clone()).unwrap_or_default(),
            selected: entry.selected,
        }
    }
}
