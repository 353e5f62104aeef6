//! `cargo xtask golden`: what changed in the golden pictures, on one page: before beside after, grouped by kind of chart, those whose words
//! changed first. The pictures are drawn anew before, so the page shows what the code draws now; git still has the ones before.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::{Result, shell};

/// Where the pictures lie, in the workspace.
const FOLDER: &str = "tests/golden";

/// One picture that is not what it was.
struct Change {
    name: String,
    before: Option<String>,
    after: Option<String>,
}

/// What kind of change it is, in the order of the page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum How {
    Gone,
    New,
    Words,
    Drawing,
}

const HOWS: [(How, &str); 4] = [(How::Gone, "gone"), (How::New, "new"), (How::Words, "words"), (How::Drawing, "drawing alone")];

/// Draws the pictures anew and writes the page that sets them beside those of `since`, a revision of git.
pub(crate) fn run(since: &str) -> Result<()> {
    println!("golden: drawing the pictures");
    shell::run(shell::cargo().args(["test", "--quiet", "-p", "app", "--lib", "golden_"]).env("UPDATE_EXPECT", "1"))?;
    let changes = changes(since)?;
    if changes.is_empty() {
        println!("golden: every picture is as it was in {since}");
        return Ok(());
    }
    let file = shell::target()?.join("golden.html");
    fs::write(&file, page(since, &changes)).map_err(|error| format!("cannot write {}: {error}", file.display()))?;
    println!("golden: {} pictures changed since {since}: open {}", changes.len(), file.display());
    Ok(())
}

fn git(arguments: &[&str]) -> Result<String> {
    shell::output(Command::new("git").args(arguments).current_dir(shell::workspace()))
}

/// The pictures that differ from those of a revision, by name.
fn changes(since: &str) -> Result<Vec<Change>> {
    // Without -z, git quotes names that are not plain.
    let differing = git(&["diff", "--name-only", "-z", "--no-renames", since, "--", FOLDER])?;
    let untracked = git(&["ls-files", "--others", "--exclude-standard", "-z", "--", FOLDER])?;
    let known: BTreeSet<String> =
        git(&["ls-tree", "-r", "--name-only", "-z", since, "--", FOLDER])?.split_terminator('\0').map(String::from).collect();
    let paths: BTreeSet<&str> = [&differing, &untracked].into_iter().flat_map(|list| list.split_terminator('\0')).collect();
    let mut changes = Vec::new();
    for path in paths.into_iter().filter(|path| path.ends_with(".svg")) {
        let before = if known.contains(path) { Some(git(&["show", &format!("{since}:{path}")])?) } else { None };
        let now: PathBuf = shell::workspace().join(path);
        let after = if now.exists() {
            Some(fs::read_to_string(&now).map_err(|error| format!("cannot read {}: {error}", now.display()))?)
        } else {
            None
        };
        let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".svg").to_string();
        changes.push(Change { name, before, after });
    }
    Ok(changes)
}

impl Change {
    /// The kind of chart: what the name begins with.
    fn kind(&self) -> &str {
        self.name.split('-').next().unwrap_or(&self.name)
    }

    fn how(&self) -> How {
        match (&self.before, &self.after) {
            (_, None) => How::Gone,
            (None, _) => How::New,
            (Some(before), Some(after)) if words(before) != words(after) => How::Words,
            _ => How::Drawing,
        }
    }

    /// The words that only one of the two pictures has: gone, new.
    fn differing_words(&self) -> [Vec<String>; 2] {
        let of = |picture: &Option<String>| picture.as_deref().map(words).unwrap_or_default();
        let (before, after) = (of(&self.before), of(&self.after));
        let only = |these: &[String], others: &[String]| {
            let mut others = others.to_vec();
            let is_new = |word: &&String| match others.iter().position(|other| other == *word) {
                Some(at) => {
                    others.swap_remove(at);
                    false
                }
                None => true,
            };
            these.iter().filter(is_new).cloned().collect::<Vec<String>>()
        };
        [only(&before, &after), only(&after, &before)]
    }
}

/// The texts of a picture, as its file has them: each stands on a line.
fn words(svg: &str) -> Vec<String> {
    let text = |line: &str| {
        let (tag, rest) = line.split_once('>')?;
        tag.starts_with("<text").then(|| rest.trim_end_matches("</text>").to_string())
    };
    svg.lines().filter_map(text).collect()
}

const STYLE: &str = "body { font: 14px/1.5 system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif; \
    font-variant-numeric: tabular-nums; margin: 24px; color: #1d282e; background: #fbfaf8 } h1 { font-size: 20px } h2 { font-size: 16px; margin-top: 40px } \
    h3 { font-size: 14px; margin: 24px 0 4px } table { border-collapse: collapse } td, th { padding: 2px 12px 2px 0; text-align: right } \
    td:first-child, th:first-child { text-align: left } .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 16px } \
    figure { margin: 0; background: white; border: 1px solid #dde2e4; padding: 8px; position: relative } figcaption { font-size: 12px; color: #66727a } \
    svg { display: block; width: 100%; height: auto } del { background: #fbe3dc } ins { background: #dcefe3; text-decoration: none } \
    .over { display: none } :root:has(#over:checked) .over { display: block } .over div { position: relative } .over svg + svg { position: absolute; inset: 0; mix-blend-mode: difference } \
    .over { background: white }";

fn page(since: &str, changes: &[Change]) -> String {
    let mut kinds: BTreeMap<&str, Vec<&Change>> = BTreeMap::new();
    for change in changes {
        kinds.entry(change.kind()).or_default().push(change);
    }
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Golden pictures since {since}</title><style>{STYLE}</style></head><body>\n\
         <h1>{} golden pictures changed since {since}</h1>\n\
         <p><label><input type=\"checkbox\" id=\"over\"> lay before and after over each other: what is black did not change</label></p>\n\
         <table><thead><tr><th>kind</th>{}</tr></thead><tbody>\n",
        changes.len(),
        HOWS.map(|(_, said)| format!("<th>{said}</th>")).concat(),
        since = escaped(since),
    );
    for (kind, of_kind) in &kinds {
        let counts = HOWS.map(|(how, _)| format!("<td>{}</td>", of_kind.iter().filter(|change| change.how() == how).count()));
        out += &format!("<tr><td><a href=\"#{kind}\">{kind}</a></td>{}</tr>\n", counts.concat());
    }
    out += "</tbody></table>\n";
    for (kind, of_kind) in &mut kinds {
        out += &format!("<h2 id=\"{kind}\">{kind}</h2>\n");
        of_kind.sort_by_key(|change| change.how());
        out.extend(of_kind.iter().map(|change| pair(change)));
    }
    out + "</body></html>\n"
}

/// One picture before beside after, and the words that changed.
fn pair(change: &Change) -> String {
    let [gone, new] = change.differing_words();
    let marked = |words: &[String], tag: &str| words.iter().map(|word| format!("<{tag}>{word}</{tag}> ")).collect::<String>();
    let said = HOWS.iter().find(|(how, _)| *how == change.how()).map_or("", |(_, said)| said);
    let words = if change.how() == How::Words { format!("<p>{}{}</p>", marked(&gone, "del"), marked(&new, "ins")) } else { String::new() };
    let figure = |picture: &Option<String>, caption: &str| {
        let picture = picture.as_deref().unwrap_or_default();
        format!("<figure><figcaption>{caption}</figcaption>{picture}</figure>")
    };
    let over = match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!("<div class=\"over\"><div>{before}{after}</div></div>"),
        _ => String::new(),
    };
    format!(
        "<h3>{}: {said}</h3>{words}<div class=\"pair\">{}{}</div>{over}\n",
        escaped(&change.name),
        figure(&change.before, "before"),
        figure(&change.after, "after")
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(name: &str, before: Option<&str>, after: Option<&str>) -> Change {
        Change { name: name.into(), before: before.map(String::from), after: after.map(String::from) }
    }

    #[test]
    fn a_change_is_of_words_only_where_texts_differ() {
        let one = "<svg viewBox=\"0 0 9 9\">\n<rect x=\"1\"/>\n<text x=\"1\">17</text>\n<text x=\"2\">9</text>\n</svg>";
        let moved = one.replace("x=\"1\"", "x=\"3\"");
        let said = one.replace(">17<", ">18<");
        for (after, how, words) in [
            (Some(moved.as_str()), How::Drawing, [vec![], vec![]]),
            (Some(said.as_str()), How::Words, [vec!["17".to_string()], vec!["18".to_string()]]),
            (None, How::Gone, [vec!["17".to_string(), "9".to_string()], vec![]]),
        ] {
            let change = change("bars-nine-wide", Some(one), after);
            assert!(change.how() == how && change.kind() == "bars");
            assert_eq!(change.differing_words(), words);
        }
        assert!(change("bars-nine-wide", None, Some(one)).how() == How::New);
    }

    #[test]
    fn the_page_has_a_section_a_kind_with_before_beside_after() {
        let changes =
            [change("line-a-wide", Some("<svg>1</svg>"), Some("<svg>2</svg>")), change("bars-b-wide", None, Some("<svg>3</svg>"))];
        let page = page("HEAD<", &changes);
        let places: Vec<usize> = [
            "2 golden pictures changed since HEAD&lt;",
            "<h2 id=\"bars\">",
            "<svg>3</svg>",
            "<h2 id=\"line\">",
            "<svg>1</svg>",
            "<svg>2</svg>",
        ]
        .iter()
        .map(|part| page.find(part).unwrap_or_else(|| panic!("the page lacks {part}")))
        .collect();
        assert!(places.is_sorted(), "{places:?}");
    }
}
