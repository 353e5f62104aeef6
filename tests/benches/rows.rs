//! `cargo xtask bench --rows N`: what the engine takes for N generated enterprises, each figure beside what polars alone takes for the same in the same
//! run. Prints, and asserts nothing: machines differ, ratios less.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use data::engine::files::Folder;
use data::engine::limits::Limits;
use data::engine::{Engine, open_one, ram};
use polars::prelude::{
    BooleanChunked, CsvReadOptions, CsvWriter, DataFrame, DataType, Engine as Polars, Expr, Field, IntoLazy, LazyFrame, OptFlags, Schema,
    SerReader, SerWriter, SortOptions, StringNameSpaceImpl, col, len, lit,
};
use server::{csv, generate};

/// The dashboard's charts and facets: what they are by.
const BY: [&str; 6] = ["city", "industry", "size_class", "ownership", "founded", "sme_grade"];

/// Runs of which the middle one counts.
const RUNS: usize = 31;

fn main() {
    let rows = std::env::args().skip_while(|argument| argument != "--rows").nth(1).and_then(|rows| rows.parse().ok()).unwrap_or(10_000);
    let folder = made(rows);
    let file = folder.join("enterprises.csv");
    let bytes = fs::read(&file).expect("the rows were written").len();
    println!("{rows} rows, {} MB of CSV", bytes >> 20);

    let (engine, ours) = timed(|| load(&folder));
    let (held, peak) = (ram::held().unwrap_or_default(), peak());
    let (frame, floor) = timed(|| read(&file));
    line("start to ready", ours, floor, 4.0);
    let size = coded_size(&frame);
    bound("resident", held, (80 << 20) + size * 3 / 2);
    bound("peak while loading", peak, bytes as u64 + size * 2);

    println!("asks and passes over rows: without a filter {}", work(&engine, ""));
    reports(&engine, &frame);
    pages(&engine, &frame);
    files(&engine, frame);
}

/// The bundle, made once and kept.
fn made(rows: u32) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("rows-{rows}"));
    if !folder.join("enterprises.csv").exists() {
        generate::enterprises(rows, 1, &folder).unwrap_or_else(|failed| panic!("{}: {failed:?}", folder.display()));
    }
    folder
}

fn load(folder: &Path) -> Engine {
    let limits =
        Limits { rows: u64::MAX, cells: u64::MAX, file_bytes: u64::MAX, bundle_bytes: u64::MAX, seconds: 3_600, ..Limits::default() };
    Engine::serving([open_one("enterprises", &Folder(folder.to_owned()), &limits).expect("a sound bundle")])
}

/// What polars alone makes of the file, the types given.
fn read(file: &Path) -> DataFrame {
    let field = |name: &str| {
        let kind = match name {
            "founded" | "employees" => DataType::Int64,
            "output_wan" | "rd_wan" => DataType::Float64,
            "is_lead" => DataType::Boolean,
            _ => DataType::String,
        };
        Field::new(name.into(), kind)
    };
    let head = fs::read_to_string(file).expect("the rows were written").lines().next().map(str::to_string).unwrap_or_default();
    let schema: Schema = head.split(',').map(field).collect();
    let options = CsvReadOptions::default().with_schema(Some(schema.into())).with_ignore_errors(true);
    let reader = options.try_into_reader_with_file_path(Some(file.to_owned())).expect("the file is there");
    reader.finish().expect("polars reads it")
}

/// The frame's size with codes of four bytes for texts of few values.
fn coded_size(frame: &DataFrame) -> u64 {
    let size = |column: &polars::prelude::Column| {
        let is_coded = column.dtype() == &DataType::String && column.n_unique().is_ok_and(|values| values < 1 << 16);
        if is_coded { column.len() * 4 } else { column.as_materialized_series().estimated_size() }
    };
    frame.columns().iter().map(size).sum::<usize>() as u64
}

/// Reports: inside rollups, rare ones, and under conditions on a number and on words.
fn reports(engine: &Engine, frame: &DataFrame) {
    let cities = values(frame, "city");
    let industries = values(frame, "industry");
    let is = |column: &str, value: &str| col(column).eq(lit(value));
    let one: Vec<(String, Expr)> = cities.iter().map(|city| (format!("?city={city}"), is("city", city))).collect();
    let two = |city: &String| {
        let of = |industry: &String| (format!("?city={city}&industry={industry}"), is("city", city).and(is("industry", industry)));
        industries.iter().map(of).collect::<Vec<_>>()
    };
    let two: Vec<(String, Expr)> = cities.iter().flat_map(two).collect();
    let fewest = frame.height() / 100;
    let is_rare = |(search, _): &&(String, Expr)| counted(engine, search) < fewest;
    let rare: Vec<(String, Expr)> = two.iter().filter(is_rare).cloned().collect();
    let ranges: Vec<(String, Expr)> =
        [1_000, 5_000, 20_000].map(|least| (format!("?output__gte={least}"), col("output_wan").gt_eq(lit(f64::from(least))))).to_vec();
    let words = ["第12", "7号", "汽车"].map(|words| (format!("?q={words}"), words)).to_vec();
    // Five times as fast as polars' own fused query, or at most 1.2 times as slow where rows must be looked at.
    for (name, queries, aim) in [
        ("report, one condition", one, 0.2),
        ("report, two conditions", two, 0.2),
        ("report, below 1 % of the rows", rare, 0.2),
        ("report, a range of a number", ranges, 1.2),
    ] {
        let Some((first, _)) = queries.first() else { continue };
        let first = work(engine, first);
        let ours = middle(&queries, |(search, _)| drop(black_box(report(engine, search))));
        let floor = middle(&queries[..queries.len().min(9)], |(_, passes)| fused(frame.clone().lazy().filter(passes.clone())));
        line(name, ours, floor, aim);
        println!("    asks and passes over rows: first {first}, then {}", work(engine, &queries[0].0));
    }
    let ours = middle(&words, |(search, _)| drop(black_box(report(engine, search))));
    let floor = middle(&words, |(_, words)| fused(frame.filter(&with_words(frame, words)).expect("a row each").lazy()));
    line("report, words", ours, floor, 1.2);
}

/// Whether each row has words in any of its texts.
fn with_words(frame: &DataFrame, words: &str) -> BooleanChunked {
    let texts = frame.columns().iter().filter_map(|column| column.str().ok());
    let has = texts.map(|texts| texts.contains_literal(words).expect("texts are searched"));
    has.reduce(|a, b| a | b).expect("there are texts")
}

/// The same charts, facets, count and first page as one query of polars.
fn fused(passing: LazyFrame) {
    let rows = || passing.clone();
    let sums = || [len().alias("rows"), col("output_wan").sum(), col("rd_wan").sum()];
    let charts = BY.iter().take(5).map(|by| rows().group_by([col(*by)]).agg(sums()));
    let facets = BY.iter().map(|by| rows().group_by([col(*by)]).agg([len().alias("rows")]));
    let others: [LazyFrame; 2] = [rows().select([len()]), rows().slice(0, 50)];
    let plans = charts.chain(facets).chain(others).map(|frame| frame.logical_plan).collect();
    black_box(LazyFrame::collect_all_with_engine(plans, Polars::InMemory, OptFlags::default()).expect("polars counts"));
}

/// Pages of the table in other orders, and words in it.
fn pages(engine: &Engine, frame: &DataFrame) {
    for column in ["output_wan", "name", "city", "employees"] {
        let first = timed(|| report(engine, &format!("?sort={column}"))).1;
        let again = middle(&[1, 1_000], |page| drop(black_box(report(engine, &format!("?sort={column}&page={page}")))));
        let options = SortOptions::default().with_nulls_last(true).with_maintain_order(true);
        let key = frame.column(column).expect("a column").as_materialized_series();
        let floor = timed(|| black_box(key.arg_sort(options))).1;
        line(&format!("page sorted by {column}, the first time"), first, floor, 1.2);
        println!("{:<46} {again:>10.2} ms", format!("page sorted by {column}, then"));
    }
}

/// Files: all rows in the file's order, and sorted.
fn files(engine: &Engine, mut frame: DataFrame) {
    let floor = timed(|| CsvWriter::new(std::io::sink()).finish(&mut frame).expect("polars writes")).1;
    for (name, search) in [("file, in its order", "?cols=all"), ("file, sorted by output", "?cols=all&sort=-output_wan")] {
        let ask = || engine.ask_table(&format!("/enterprises{search}"), "enterprises").expect("the table");
        let first = timed(|| black_box(csv::chunk(&ask().rows().expect("rows"), 0))).1;
        let ours = timed(|| {
            let rows = ask().rows().expect("rows");
            (0..rows.len()).step_by(csv::CHUNK).for_each(|start| drop(black_box(csv::chunk(&rows, start))));
        });
        line(name, ours.1, floor, 1.0 / 0.6);
        println!("{:<46} {first:>10.2} ms", format!("{name}: the first lines"));
    }
}

fn report(engine: &Engine, search: &str) -> data::Report {
    engine.ask(&format!("/enterprises{search}")).expect("the bundle").report()
}

fn counted(engine: &Engine, search: &str) -> usize {
    report(engine, search).counts[0].matched as usize
}

fn work(engine: &Engine, search: &str) -> String {
    let (_, work) = engine.ask(&format!("/enterprises{search}")).expect("the bundle").measured();
    format!("{} asks, {} counted in {} passes", work.asks, work.counts, work.passes)
}

fn values(frame: &DataFrame, column: &str) -> Vec<String> {
    let values = frame.column(column).and_then(|column| column.unique_stable()).expect("a column");
    values.str().expect("texts").iter().flatten().map(str::to_string).collect()
}

/// What something takes, in milliseconds.
fn timed<T>(run: impl FnOnce() -> T) -> (T, f64) {
    let begun = Instant::now();
    let done = run();
    (done, begun.elapsed().as_secs_f64() * 1000.0)
}

/// The middle of what runs over cases in turn take.
fn middle<T>(cases: &[T], run: impl Fn(&T)) -> f64 {
    let mut times: Vec<f64> = cases.iter().cycle().take(RUNS.max(cases.len())).map(|case| timed(|| run(case)).1).collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn line(name: &str, ours: f64, floor: f64, aim: f64) {
    let ratio = ours / floor;
    let met = if ratio <= aim { "met" } else { "NOT met" };
    println!("{name:<46} {ours:>10.2} ms   polars {floor:>10.2} ms   ratio {ratio:>7.3}   aim {aim:.2}   {met}");
}

fn bound(name: &str, bytes: u64, most: u64) {
    let met = if bytes <= most { "met" } else { "NOT met" };
    println!("{name:<46} {:>10} MB   at most {:>9} MB   ratio {:>7.3}   {met}", bytes >> 20, most >> 20, bytes as f64 / most as f64);
}

/// The most memory that the process ever held.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or_default() << 10
}
