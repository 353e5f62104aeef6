//! Words around a number or a name: counts, remarks, why something is missing. Called by every view.

use data::report::Compared;
use data::schema::Source;
use data::{Basis, Lang, Text};

use super::Words;
use super::plural::counted;
use crate::format;

impl Words {
    fn say(&self, zh: String, en: String) -> String {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// What a basis means.
    pub fn basis_why(&self, basis: Basis) -> &'static str {
        let (zh, en) = match basis {
            Basis::Published => ("均有公布来源", "Published, with its source"),
            Basis::Inferred => ("由公布内容推断", "Inferred from what is published"),
            Basis::Illustrative => {
                ("含示例数据：为演示而编制，不代表任何真实单位", "Includes illustrative data: made for demonstration, no fact about anyone")
            }
        };
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// What the numbers of a page rest on, at its head.
    pub fn page_rests(&self, basis: Basis) -> String {
        let why = self.basis_why(basis);
        self.say(
            format!("本页数字{why}；不同者另有标记。"),
            format!("{why}: so do the numbers on this page, but where a mark says otherwise."),
        )
    }

    /// The first source of a chart, and how many more there are.
    pub fn first_source(&self, sources: &[Source]) -> String {
        match sources {
            [] => String::new(),
            [one] => one.title.clone(),
            [first, rest @ ..] => {
                let more = rest.len();
                self.say(format!("{}，另有 {more} 项", first.title), format!("{}, and {more} more", first.title))
            }
        }
    }

    /// The table as a file: what, and how many rows of it.
    pub fn export_csv_of(&self, title: &str, rows: u32) -> String {
        format!("{}{}{title}{}", self.export_csv, self.of, self.rows_in_file(rows))
    }

    /// After the title of a table that is to be had as a file.
    pub fn rows_in_file(&self, rows: u32) -> String {
        self.say(format!(" {} 行", format::count(rows)), format!(", {}", counted(rows, ["row", "rows"])))
    }

    /// Filters that a table cannot see.
    pub fn ignores(&self, titles: &[Text], lang: Lang) -> String {
        let titles: Vec<&str> = titles.iter().map(|title| title.get(lang)).collect();
        self.say(format!("不受此条件影响：{}", titles.join("、")), format!("Does not apply here: {}", titles.join(", ")))
    }

    /// Unfolds a facet.
    pub fn more(&self, count: usize) -> String {
        self.say(format!("其余 {count} 项"), format!("{count} more"))
    }

    /// What else can be done with a value of a facet.
    pub fn ways(&self, name: &str) -> String {
        self.say(format!("更多选法：{name}"), format!("More ways to choose: {name}"))
    }

    /// One thing that can be done with a value of a facet.
    pub fn way(&self, way: &str, name: &str) -> String {
        let (zh, en) = match way {
            "only" => (format!("只选 {name}"), format!("Only {name}")),
            "not" => (format!("排除 {name}"), format!("All but {name}")),
            "from" => (format!("从 {name} 起"), format!("From {name} on")),
            _ => (format!("到 {name} 为止"), format!("Up to {name}")),
        };
        self.say(zh, en)
    }

    /// Values of a facet that are not listed.
    pub fn further_values(&self, values: u32) -> String {
        let count = format::count(values);
        self.say(format!("查找其余 {count} 个值"), format!("Find among {}", counted(values, ["further value", "further values"])))
    }

    /// The total beside a filtered number: of a measure whose parts add up, or of one of its own (a share, a mean).
    pub fn of_total(&self, total: &str, additive: bool) -> String {
        match additive {
            true => self.say(format!("总计 {total}"), format!("of {total}")),
            false => self.say(format!("总体 {total}"), format!("overall {total}")),
        }
    }

    /// The numbers of a tile to the last digit.
    pub fn exactly(&self, numbers: &str) -> String {
        self.say(format!("本页数值：{numbers}。"), format!("On this page: {numbers}."))
    }

    /// A change from one date to another.
    pub fn against(&self, dates: &Compared, change: &str) -> String {
        let Compared { now, before } = dates;
        self.say(format!("{}较{} {change}", now.zh, before.zh), format!("{} against {}: {change}", now.en, before.en))
    }

    /// Rows whose value is missing.
    pub fn lacking(&self, rows: u32) -> String {
        self.say(format!("{} 条缺值", format::count(rows)), counted(rows, ["row lacks a value", "rows lack a value"]))
    }

    /// The title of a view: the dashboard's where it has no name.
    pub fn view(&self, view: &str) -> &'static str {
        let (zh, en) = match view {
            "published" => ("公布数据", "Published"),
            "reconcile" => ("对账", "Reconciliation"),
            "compare" => ("对比", "Compare"),
            "ladder" => ("梯度", "Ladder"),
            "race" => ("赛马", "Contest"),
            "lead" => ("龙头依存", "Lead firms"),
            "explore" => ("探索", "Explore"),
            "answer" => ("答复", "Answer"),
            _ => ("总览", "Overview"),
        };
        if self.lang == Lang::Zh { zh } else { en }
    }

    /// A qualifier, as it stands behind a number; nothing for an exact one.
    pub fn qualifier(&self, qualifier: &str) -> &'static str {
        let (zh, en) = match qualifier {
            "over" => ("余", "over"),
            "nearly" => ("近", "nearly"),
            "cumulative" => ("累计", "to date"),
            _ => ("", ""),
        };
        if self.lang == Lang::Zh { zh } else { en }
    }

    /// A published figure with its qualifier.
    pub fn published(&self, qualifier: &str, value: &str) -> String {
        match qualifier {
            "over" => self.say(format!("公布 {value} 余"), format!("published: over {value}")),
            "nearly" => self.say(format!("公布近 {value}"), format!("published: nearly {value}")),
            "cumulative" => self.say(format!("公布累计 {value}"), format!("published: {value} to date")),
            _ => self.say(format!("公布 {value}"), format!("published: {value}")),
        }
    }

    /// A missing value with its reason.
    pub fn missing_because(&self, reason: &str) -> String {
        let none = format::NO_VALUE;
        self.say(format!("{none}（{reason}）"), format!("{none} ({reason})"))
    }

    /// A remark in brackets.
    pub fn in_brackets(&self, remark: &str) -> String {
        self.say(format!("（{remark}）"), format!(" ({remark})"))
    }

    /// Opens the further parameters of a chart.
    pub fn further(&self, titles: &[&str]) -> String {
        self.say(format!("更多：{}", titles.join("、")), format!("More: {}", titles.join(", ")))
    }

    /// A value with a remark.
    pub fn beside(&self, value: &str, remark: &str) -> String {
        format!("{value}{}", self.in_brackets(remark))
    }

    /// Why a chart is empty.
    pub fn nothing_matches(&self, conditions: &str) -> String {
        if conditions.is_empty() {
            return self.say("没有记录。".to_string(), "There are no rows.".to_string());
        }
        self.say(format!("没有记录同时符合：{conditions}。"), format!("No rows match all of: {conditions}."))
    }

    /// Which page this is.
    pub fn page_of(&self, page: u32, pages: u32) -> String {
        let (page, pages) = (format::count(page), format::count(pages));
        self.say(format!("第 {page} / {pages} 页"), format!("Page {page} of {pages}"))
    }

    /// Which rows are shown.
    pub fn rows_of(&self, first: u32, last: u32, rows: u32) -> String {
        let is_one = first == last;
        let (first, last, rows) = (format::count(first), format::count(last), format::count(rows));
        if is_one {
            return self.say(format!("第 {first} 条，共 {rows} 条"), format!("Row {first} of {rows}"));
        }
        self.say(format!("第 {first}–{last} 条，共 {rows} 条"), format!("Rows {first}–{last} of {rows}"))
    }

    /// How many warnings a bundle's files gave.
    pub fn warnings(&self, count: u32) -> String {
        let many = format::count(count);
        self.say(format!("数据提示 {many} 处"), format!("{many} warning{} about the data", if count == 1 { "" } else { "s" }))
    }

    /// How many faults a bundle has.
    pub fn faults(&self, count: u32) -> String {
        self.say(format!("{} 处错误", format::count(count)), counted(count, ["fault", "faults"]))
    }
}
