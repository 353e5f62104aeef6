//! The one test binary that links the engine. `load`: files to bundle. `report`: reports on the bundle `small`. `http`: every route.
//! `jilin`: the shipped bundles. `qcew`: a real case of size. `views`: the views beside the dashboard. `readme`: the worked example of the documentation.

mod http;
mod jilin;
mod load;
mod qcew;
mod readme;
mod report;
mod views;

use std::path::Path;
use std::sync::OnceLock;

use data::engine::Engine;
use data::engine::files::{Files, Folder};

/// The bundle `small`: twenty rows.
fn small() -> Engine {
    static SMALL: OnceLock<Engine> = OnceLock::new();
    let open = || {
        let folder = Folder(Path::new(env!("CARGO_MANIFEST_DIR")).join("bundles/small"));
        let engine = Engine::open([("small".to_string(), &folder as &dyn Files)]);
        if let Some(report) = engine.faulty().first() {
            panic!("{report}");
        }
        engine
    };
    SMALL.get_or_init(open).clone()
}

/// The bundles that ship inside the program.
fn shipped() -> Engine {
    static SHIPPED: OnceLock<Engine> = OnceLock::new();
    SHIPPED.get_or_init(|| server::bundles::open(&[]).expect("no folder to read")).clone()
}
