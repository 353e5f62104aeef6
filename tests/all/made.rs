//! Bundles made in a test: tables of text, integers and numbers, as many rows as it takes.

use std::borrow::Cow;
use std::fmt::Write;
use std::io;

use data::engine::Engine;
use data::engine::files::Files;

/// A bundle `made`.
#[derive(Default)]
pub(crate) struct Made {
    /// Each without the two braces that end it.
    resources: Vec<String>,
    files: Vec<(String, String)>,
    dashboard: String,
    tabs: String,
}

impl Made {
    /// A table: its columns, each `name:type`, and its rows, a line each.
    pub(crate) fn table(mut self, name: &str, columns: &str, rows: impl IntoIterator<Item = String>) -> Made {
        let columns: Vec<(&str, &str)> = columns.split(' ').filter_map(|column| column.split_once(':')).collect();
        let field = |(name, kind): &(&str, &str)| format!(r#"{{"name":"{name}","type":"{kind}","title":"{name}"}}"#);
        let fields: Vec<String> = columns.iter().map(field).collect();
        self.resources.push(format!(
            r#"{{"name":"{name}","path":"{name}.csv","title":"{name}","unit":"行","schema":{{"fields":[{}]"#,
            fields.join(",")
        ));
        let head = |(name, _): &(&str, &str)| if name.contains(',') { format!("\"{name}\"") } else { name.to_string() };
        let mut csv = columns.iter().map(head).collect::<Vec<_>>().join(",");
        for row in rows {
            write!(csv, "\n{row}").expect("a string grows");
        }
        self.files.push((format!("{name}.csv"), csv + "\n"));
        self.tabs += &format!("[[tab]]\ntable = \"{name}\"\n");
        self
    }

    /// Further properties of the last table's schema.
    pub(crate) fn schema(mut self, properties: &str) -> Made {
        let table = self.resources.last_mut().expect("a table");
        *table += &format!(",{properties}");
        self
    }

    /// A dimension that stands in a column of its name in each of these tables.
    pub(crate) fn dimension(mut self, id: &str, tables: &[&str]) -> Made {
        let columns: Vec<String> = tables.iter().map(|table| format!("{table} = \"{id}\"")).collect();
        self.dashboard += &format!("[[dimension]]\nid = \"{id}\"\n{}\ncolumns = {{ {} }}\nfacet = true\n", title(id), columns.join(", "));
        self
    }

    /// A measure; `of`: the rest of its lines.
    pub(crate) fn measure(mut self, id: &str, table: &str, of: &str) -> Made {
        self.dashboard += &format!("[[measure]]\nid = \"{id}\"\n{}\ntable = \"{table}\"\n{of}\n", title(id));
        self
    }

    /// The dimension of its dates.
    pub(crate) fn dated_by(mut self, dimension: &str) -> Made {
        self.dashboard.insert_str(0, &format!("time = \"{dimension}\"\n"));
        self
    }

    /// Further lines of `dashboard.toml`.
    pub(crate) fn with(mut self, lines: &str) -> Made {
        self.dashboard += lines;
        self.dashboard.push('\n');
        self
    }

    /// The bundle served; it must have no faults.
    pub(crate) fn engine(&self) -> Engine {
        let engine = Engine::open([("made".to_string(), self as &dyn Files)]);
        if let Some(report) = engine.faulty().first() {
            panic!("{report}");
        }
        engine
    }
}

fn title(id: &str) -> String {
    format!("title = {{ zh = \"{id}\", en = \"{id}\" }}")
}

impl Files for Made {
    fn read(&self, path: &str) -> io::Result<Cow<'static, [u8]>> {
        let text = match path {
            "datapackage.json" => format!(
                r#"{{"name":"made","title":"made","version":"1","sources":[{{"title":"made"}}],"resources":[{}}}}}]}}"#,
                self.resources.join("}},")
            ),
            "dashboard.toml" => format!("{}{}", self.dashboard, self.tabs),
            path => match self.files.iter().find(|(known, _)| known == path) {
                Some((_, text)) => text.clone(),
                None => return Err(io::ErrorKind::NotFound.into()),
            },
        };
        Ok(Cow::Owned(text.into_bytes()))
    }
}
