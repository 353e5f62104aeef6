//! Embeds the client and the shipped bundles anew when files came or went. Only release builds embed: others read from the disk while they
//! run, from a folder that must exist when they are compiled.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    fs::create_dir_all(Path::new("../target/site/pkg"))?;
    if env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed=../target/site");
        println!("cargo::rerun-if-changed=../data/bundles");
    }
    Ok(())
}
