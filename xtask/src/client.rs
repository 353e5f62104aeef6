//! `cargo xtask client`: the browser's part. cargo builds `app` for wasm, wasm-bindgen (as a library, so that it cannot drift apart from
//! the crate) makes the glue, `site` names, compresses and stores both with the style sheet. `serve`, `test` and `bench` begin with it.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use wasm_bindgen_cli_support::Bindgen;

use crate::site::{Site, Sources};
use crate::{Result, shell};

const TARGET: &str = "wasm32-unknown-unknown";

/// Builds the client into `target/site`; does nothing when nothing changed.
pub(crate) fn run() -> Result<()> {
    let begun = Instant::now();
    add_target()?;
    let mut build = shell::cargo();
    build.args([
        "rustc",
        "-p",
        "app",
        "--lib",
        "--crate-type",
        "cdylib",
        "--features",
        "hydrate",
        "--target",
        TARGET,
        "--profile",
        "client",
    ]);
    shell::run(&mut build)?;

    let workspace = shell::workspace();
    let target = shell::target()?;
    let wasm = read(&target.join(TARGET).join("client/app.wasm"))?;
    let css = style(&workspace.join("style"))?;
    let site = Site::open(workspace.join("target/site/pkg"));
    let digest = Sources { wasm: &wasm, css: &css }.digest();
    if site.is_of(&digest) {
        println!("client: unchanged");
        return Ok(());
    }
    let (glue, wasm) = bind(wasm, &target.join("client-glue"))?;
    for (name, size, brotli) in site.write(&digest, glue.as_bytes(), &wasm, &css)? {
        println!("client: {name}: {} KB, {} KB brotli", size.div_ceil(1000), brotli.div_ceil(1000));
    }
    println!("client: built in {:.1} s", begun.elapsed().as_secs_f64());
    Ok(())
}

/// Makes sure that the compiler can build for wasm.
pub(crate) fn add_target() -> Result<()> {
    let library = shell::output(Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())).args([
        "--print",
        "target-libdir",
        "--target",
        TARGET,
    ]))?;
    if has_std(Path::new(library.trim())) || shell::run(Command::new("rustup").args(["target", "add", TARGET])).is_ok() {
        return Ok(());
    }
    let fallback = shell::workspace().join("../shared/tools/wasm-toolchain");
    let advice = if fallback.exists() {
        "run `eval \"$(../shared/tools/wasm-toolchain)\"` in this shell, then this command again"
    } else {
        "install it with `rustup target add wasm32-unknown-unknown`"
    };
    Err(format!("the compiler has no target {TARGET}: {advice}"))
}

fn has_std(library: &Path) -> bool {
    fs::read_dir(library).is_ok_and(|entries| entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-")))
}

/// The glue and the module as browsers load them.
fn bind(wasm: Vec<u8>, scratch: &Path) -> Result<(String, Vec<u8>)> {
    let told = |error| format!("wasm-bindgen: {error:#}");
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes("client", wasm).typescript(false).remove_producers_section(true).remove_name_section(true);
    bindgen.web(true).map_err(told)?;
    let mut output = bindgen.generate_output().map_err(told)?;
    if output.snippets().values().any(|inline| !inline.is_empty()) || !output.local_modules().is_empty() {
        return Err("a dependency of the client brings JavaScript files of its own, which target/site does not carry".to_owned());
    }
    output.emit(scratch).map_err(told)?;
    Ok((output.js().to_owned(), read(&scratch.join("client_bg.wasm"))?))
}

/// The files of `style/`, in the order of the cascade.
const SHEETS: [&str; 19] = [
    "tokens", "ground", "head", "side", "tiles", "panels", "marks", "chooser", "time", "chart", "table", "sheet", "compare", "race",
    "ladder", "plain", "home", "widths", "paper",
];

/// The style sheet: one file for the browser.
fn style(folder: &Path) -> Result<Vec<u8>> {
    let sheet = |name| fs::read_to_string(folder.join(format!("{name}.css"))).map_err(|error| format!("cannot read {name}.css: {error}"));
    let sheets = SHEETS.iter().map(sheet).collect::<Result<Vec<_>>>()?;
    Ok(spare(&sheets.concat()).into_bytes())
}

/// A style sheet without its comments and indents.
fn spare(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let mut said = parts.next().unwrap_or_default().to_owned();
    said.extend(parts.map(|part| part.split_once("*/").map_or("", |(_, rest)| rest)));
    let lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indents_do_not_travel() {
        let sheet = "/* One. */\na {\n    color: red; /* two\n    lines */\n}\n\n/* last */";
        assert_eq!(spare(sheet), "a {\ncolor: red;\n}");
    }
}
