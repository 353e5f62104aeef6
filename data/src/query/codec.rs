//! Query to URL and back. Nothing that stands in a URL is dropped without a notice.

use std::borrow::Cow;
use std::fmt;

use form_urlencoded::byte_serialize;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde::{Serialize, Serializer};

use super::base;
use super::spelled::{meant, spelled};
use super::{CHART, Cells, Clause, Cols, Head, LONGEST_WORDS, Overlap, PAGE_SIZES, Query, RESERVED, Sort, WEIGHT, insert};
use crate::composite::{Aggregation, Norm};
use crate::filter::{Op, split_name};
use crate::{Lang, Notice};

/// What is escaped in a path segment.
const SEGMENT: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'/').add(b'<').add(b'>').add(b'?').add(b'`').add(b'{').add(b'}').add(b'\\');

impl fmt::Display for Query {
    /// The canonical URL: path, then clauses, then reserved keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path())?;
        f.write_str(&self.search())
    }
}

/// In a document for others it is the address that its readers have.
impl Serialize for Query {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}{self}", base::current()))
    }
}

impl TryFrom<String> for Query {
    type Error = String;

    fn try_from(url: String) -> Result<Query, String> {
        let (query, notices) = Query::parse(&url);
        match notices.first() {
            None => Ok(query),
            Some(notice) => Err(notice.text.en.clone()),
        }
    }
}

impl Query {
    /// The part before the `?`.
    pub(super) fn path(&self) -> String {
        let mut path = format!("/{}", utf8_percent_encode(&self.bundle, SEGMENT));
        for segment in [&self.view, &self.item].into_iter().take_while(|segment| !segment.is_empty()) {
            path.push('/');
            path.extend(utf8_percent_encode(segment, SEGMENT));
        }
        path
    }

    /// The part after the path with its `?`; empty when everything is at its default.
    pub fn search(&self) -> String {
        let mut out = Pairs::default();
        for clause in &self.clauses {
            let name = format!("{}{}", clause.key, clause.op.row().suffix);
            for value in &clause.values {
                out.push(&name, &spelled(value));
            }
        }
        // Words are typed, not chosen: they stand as they are.
        self.q.iter().for_each(|words| out.push("q", words));
        self.find.iter().for_each(|words| out.push("find", words));
        if let Some(sort) = &self.sort {
            out.push("sort", &spelled(&format!("{}{}", if sort.descending { "-" } else { "" }, sort.column)));
        }
        if self.page != 1 {
            out.push("page", &self.page.to_string());
        }
        if self.size != PAGE_SIZES[0] {
            out.push("size", &self.size.to_string());
        }
        match &self.cols {
            Cols::Default => {}
            Cols::All => out.push("cols", "all"),
            Cols::These(columns) if columns.iter().any(|column| column.contains(',')) => {
                // A parameter each; a single one would be taken apart at its commas.
                let again = columns.iter().filter(|_| columns.len() == 1);
                columns.iter().chain(again).for_each(|column| out.push("cols", &spelled(column)));
            }
            Cols::These(columns) => out.push("cols", &spelled(&columns.join(","))),
        }
        out.some("tab", self.tab.as_deref());
        out.some("lang", self.lang.map(Lang::code));
        if !self.bom {
            out.push("bom", "0");
        }
        if self.head == Head::Title {
            out.push("head", "title");
        }
        if self.cells == Cells::Label {
            out.push("cells", "label");
        }
        out.some("a", self.a.as_deref());
        for side in &self.b {
            out.push("b", &spelled(side));
        }
        for (measure, weight) in &self.weights {
            out.push(&format!("{WEIGHT}{measure}"), &weight.to_string());
        }
        if self.norm != Norm::default() {
            out.push("norm", self.norm.id());
        }
        if self.aggregation != Aggregation::default() {
            out.push("agg", self.aggregation.id());
        }
        if self.illustrative {
            out.push("illustrative", "1");
        }
        if self.overlap == Overlap::Bounds {
            out.push("overlap", "bounds");
        }
        out.some("vs", self.vs.as_deref());
        for key in CHART {
            out.some(key, self.charted(key));
        }
        out.text
    }

    /// Reads a URL (path and search, no host). A fragment is ignored. What is not understood becomes a notice.
    pub fn parse(url: &str) -> (Query, Vec<Notice>) {
        let url = url.split_once('#').map_or(url, |(url, _)| url);
        let (path, search) = url.split_once('?').unwrap_or((url, ""));
        let mut query = Query::default();
        let mut notices = Vec::new();
        let mut segments = path
            .trim_start_matches('/')
            .splitn(3, '/')
            .map(|segment| percent_decode_str(segment.trim_end_matches('/')).decode_utf8_lossy().into_owned());
        query.bundle = segments.next().unwrap_or_default();
        query.view = segments.next().unwrap_or_default();
        query.item = segments.next().filter(|_| !query.view.is_empty()).unwrap_or_default();
        query.read_search(search, &mut notices);
        (query, notices)
    }

    /// Reads the clauses of a bundle's own filters (`where = "level=70&qtr=1"`): a search without `?`.
    pub fn parse_search(search: &str) -> (Query, Vec<Notice>) {
        let mut query = Query::default();
        let mut notices = Vec::new();
        query.read_search(search, &mut notices);
        (query, notices)
    }

    fn read_search(&mut self, search: &str, notices: &mut Vec<Notice>) {
        let mut seen: Vec<String> = Vec::new();
        let mut cols: Vec<String> = Vec::new();
        for pair in search.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (Ok(name), Ok(value)) = (decoded(name), decoded(value)) else {
                let name = decoded(name).unwrap_or_else(|lossy| lossy);
                notices.push(Notice::new(
                    name.as_str(),
                    format!("参数“{name}”不是有效的 UTF-8 编码，已忽略。"),
                    format!("Parameter “{name}” is not valid UTF-8 and was ignored."),
                ));
                continue;
            };
            // An empty field of a form says nothing.
            if value.is_empty() {
                if split_name(&name).is_none() {
                    notices.push(unknown_operator(&name));
                }
                continue;
            }
            let is_words = matches!(name.as_str(), "q" | "find");
            let Some(value) = (if is_words { Some(value) } else { meant(value) }) else {
                notices.push(Notice::new(
                    name.as_str(),
                    format!("参数“{name}”已忽略：以双引号开头的值应写作 JSON 字符串，如 \"\\\"a\\\"\"。"),
                    format!("Parameter “{name}” was ignored: a value that begins with a double quote is written as a JSON string, such as \"\\\"a\\\"\"."),
                ));
                continue;
            };
            if (is_words || name.ends_with(Op::Contains.row().suffix)) && value.chars().count() > LONGEST_WORDS {
                notices.push(Notice::new(
                    name.as_str(),
                    format!("参数 {name} 过长：最多 {LONGEST_WORDS} 个字符，已忽略。"),
                    format!("{name} is too long and was ignored: at most {LONGEST_WORDS} characters."),
                ));
                continue;
            }
            if let Some(measure) = name.strip_prefix(WEIGHT) {
                if let Err(notice) = self.read_weight(&name, measure, &value) {
                    notices.push(notice);
                }
                continue;
            }
            if CHART.contains(&name.as_str()) {
                if self.charted(&name).is_some() {
                    notices.push(repeated(&name));
                } else {
                    self.put_charted(name, value);
                }
                continue;
            }
            if name == "cols" {
                cols.push(value);
                continue;
            }
            if RESERVED.contains(&name.as_str()) {
                if name != "b" && seen.contains(&name) {
                    notices.push(repeated(&name));
                    continue;
                }
                seen.push(name.clone());
                if let Err(notice) = self.read_reserved(&name, &value) {
                    notices.push(notice);
                }
                continue;
            }
            match split_name(&name) {
                Some((key, op)) if !key.is_empty() => self.read_clause(key, op, value, notices),
                _ => notices.push(unknown_operator(&name)),
            }
        }
        self.read_cols(&cols, notices);
    }

    /// One parameter has columns between commas, several have one each.
    fn read_cols(&mut self, cols: &[String], notices: &mut Vec<Notice>) {
        let mut columns: Vec<&str> = Vec::new();
        let several = cols.iter().filter(|_| cols.len() > 1).map(String::as_str);
        let alone = cols.iter().filter(|_| cols.len() == 1).flat_map(|cols| cols.split(','));
        for column in several.chain(alone).filter(|column| !column.is_empty()) {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        match (cols, columns.as_slice()) {
            ([], _) => {}
            (_, []) => {
                notices.push(misread("cols", &cols[0], "应为 all 或以逗号分隔的列名", "expected all, or column ids separated by commas"))
            }
            (_, ["all"]) => self.cols = Cols::All,
            (_, columns) => self.cols = Cols::These(columns.iter().map(|column| column.to_string()).collect()),
        }
    }

    fn read_clause(&mut self, key: &str, op: Op, value: String, notices: &mut Vec<Notice>) {
        match self.clauses.iter_mut().find(|clause| clause.key == key && clause.op == op) {
            None => insert(&mut self.clauses, Clause { key: key.to_string(), op, values: vec![value] }),
            Some(clause) if clause.values.contains(&value) => {}
            Some(clause) if op.row().repeats => clause.values.push(value),
            Some(_) => notices.push(repeated(&format!("{key}{}", op.row().suffix))),
        }
    }

    fn read_weight(&mut self, name: &str, measure: &str, value: &str) -> Result<(), Notice> {
        if measure.is_empty() {
            return Err(unknown_operator(name));
        }
        if self.weights.iter().any(|(known, _)| known == measure) {
            return Err(repeated(name));
        }
        let weight = value.parse::<u32>().ok().filter(|weight| *weight <= 100).ok_or_else(|| {
            Notice::new(
                name,
                format!("参数 {name}=“{value}”无法识别：应为 0 至 100 的整数。"),
                format!("{name}=“{value}” was not understood: expected a whole number from 0 to 100."),
            )
        })?;
        insert(&mut self.weights, (measure.to_string(), weight));
        Ok(())
    }

    fn read_reserved(&mut self, name: &str, value: &str) -> Result<(), Notice> {
        let wrong = |zh: &str, en: &str| misread(name, value, zh, en);
        match name {
            "q" => self.q = Some(value.to_string()),
            "find" => self.find = Some(value.to_string()),
            "sort" => {
                let (descending, column) = match value.strip_prefix('-') {
                    Some(column) => (true, column),
                    None => (false, value),
                };
                if column.is_empty() || column.starts_with('-') {
                    return Err(wrong("应为列名，降序在前面加 -", "expected a column, with - before it for descending"));
                }
                self.sort = Some(Sort { column: column.to_string(), descending });
            }
            "page" => match value.parse::<u32>() {
                Ok(page) if page >= 1 => self.page = page,
                _ => return Err(wrong("应为 1 或更大的整数", "expected a whole number from 1")),
            },
            "size" => match value.parse::<u32>() {
                Ok(size) if PAGE_SIZES.contains(&size) => self.size = size,
                _ => return Err(wrong("应为 25、50 或 100", "expected 25, 50 or 100")),
            },
            "tab" => self.tab = Some(value.to_string()),
            "lang" => self.lang = Some(Lang::from_code(value).ok_or_else(|| wrong("应为 zh 或 en", "expected zh or en"))?),
            "bom" => match value {
                "0" => self.bom = false,
                "1" => self.bom = true,
                _ => return Err(wrong("应为 0 或 1", "expected 0 or 1")),
            },
            "head" => match value {
                "id" => self.head = Head::Id,
                "title" => self.head = Head::Title,
                _ => return Err(wrong("应为 id 或 title", "expected id or title")),
            },
            "cells" => match value {
                "raw" => self.cells = Cells::Raw,
                "label" => self.cells = Cells::Label,
                _ => return Err(wrong("应为 raw 或 label", "expected raw or label")),
            },
            "vs" => self.vs = Some(value.to_string()),
            "a" => self.a = Some(value.to_string()),
            "b" if self.b.iter().any(|side| side == value) => {}
            "b" => self.b.push(value.to_string()),
            "norm" => {
                self.norm = Norm::from_id(value).ok_or_else(|| wrong("应为 minmax、zscore 或 rank", "expected minmax, zscore or rank"))?
            }
            "agg" => {
                self.aggregation =
                    Aggregation::from_id(value).ok_or_else(|| wrong("应为 arithmetic 或 geometric", "expected arithmetic or geometric"))?;
            }
            "illustrative" => match value {
                "0" => self.illustrative = false,
                "1" => self.illustrative = true,
                _ => return Err(wrong("应为 0 或 1", "expected 0 or 1")),
            },
            _ => match value {
                "awards" => self.overlap = Overlap::Awards,
                "bounds" => self.overlap = Overlap::Bounds,
                _ => return Err(wrong("应为 awards 或 bounds", "expected awards or bounds")),
            },
        }
        Ok(())
    }
}

/// A name or a value of a search without its escapes; an error is what can be read of it.
fn decoded(text: &str) -> Result<String, String> {
    let text = text.replace('+', " ");
    let bytes = percent_decode_str(&text);
    bytes.clone().decode_utf8().map(Cow::into_owned).map_err(|_| bytes.decode_utf8_lossy().into_owned())
}

fn misread(name: &str, value: &str, zh: &str, en: &str) -> Notice {
    Notice::new(name, format!("参数 {name}=“{value}”无法识别：{zh}。"), format!("{name}=“{value}” was not understood: {en}."))
}

fn repeated(name: &str) -> Notice {
    Notice::new(name, format!("参数 {name} 只能出现一次，已采用第一个值。"), format!("{name} may stand once; its first value was used."))
}

fn unknown_operator(name: &str) -> Notice {
    Notice::new(
        name,
        format!("参数“{name}”无法识别：运算符应为 __not、__gte、__lte、__lt、__contains 或 __missing，前面是字段名。"),
        format!("“{name}” was not understood: expected a key, then one of __not, __gte, __lte, __lt, __contains, __missing or nothing."),
    )
}

/// The pairs of a search, written one after another.
#[derive(Default)]
pub(super) struct Pairs {
    pub(super) text: String,
}

impl Pairs {
    pub(super) fn push(&mut self, name: &str, value: &str) {
        self.text.push(if self.text.is_empty() { '?' } else { '&' });
        self.text.extend(byte_serialize(name.as_bytes()));
        self.text.push('=');
        self.text.extend(byte_serialize(value.as_bytes()));
    }

    fn some(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.push(name, &spelled(value));
        }
    }
}

#[cfg(test)]
pub(super) mod tests;
