//! A bundle's folder on disk: its files are regular and lie below it, whatever stands at their paths.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use data::engine::fault::FaultReport;
use data::engine::files::Folder;

use super::{base, load, place};

/// The sound bundle as a folder of its own, in a folder with files beside it.
fn folder(name: &str) -> PathBuf {
    let whole = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&whole);
    let folder = whole.join("base");
    fs::create_dir_all(&folder).expect("a folder");
    for (path, bytes) in base().0 {
        fs::write(folder.join(path), bytes).expect("a file");
    }
    fs::write(whole.join("beside.csv"), "name,corridor\n甲市,true\n乙市,false\n").expect("a file");
    folder
}

/// The faults of the folder: a file that nobody writes to would be waited for without end.
fn faults(folder: &Path) -> FaultReport {
    let Err(report) = load("base", &Folder(folder.to_path_buf())) else { panic!("a bundle with faults was loaded") };
    report
}

#[test]
fn what_is_no_regular_file_is_named() {
    let folder = folder("no-file");
    let file = folder.join("cities.csv");
    let put: [(&str, &dyn Fn(), &str, &str); 8] = [
        ("a pipe", &|| assert!(Command::new("mkfifo").arg(&file).status().expect("mkfifo").success()), "命名管道", "a named pipe (FIFO)"),
        ("a folder", &|| fs::create_dir(&file).expect("a folder"), "文件夹", "a folder"),
        ("a socket", &|| drop(UnixListener::bind(&file).expect("a socket")), "套接字", "a socket"),
        ("a device", &|| symlink("/dev/zero", &file).expect("a link"), "数据包文件夹之外", "out of the bundle's folder"),
        ("a file elsewhere", &|| symlink("/etc/group", &file).expect("a link"), "数据包文件夹之外", "out of the bundle's folder"),
        ("a file beside it", &|| symlink("../beside.csv", &file).expect("a link"), "数据包文件夹之外", "out of the bundle's folder"),
        ("a link to nothing", &|| symlink("nothing.csv", &file).expect("a link"), "没有此文件", "no such file"),
        (
            "a file with holes",
            &|| fs::File::create(&file).and_then(|file| file.set_len(1 << 40)).expect("a file"),
            "file_bytes",
            "file_bytes",
        ),
    ];
    for (what, put, zh, en) in put {
        if file.symlink_metadata().is_ok_and(|about| about.is_dir()) {
            fs::remove_dir(&file).expect("it goes");
        } else {
            fs::remove_file(&file).expect("it goes");
        }
        put();
        let report = faults(&folder);
        let rule = if zh == "file_bytes" { "limit" } else { "file" };
        assert_eq!(report.faults.iter().map(place).collect::<Vec<_>>(), [format!("cities.csv {rule}")], "{what}");
        let text = &report.faults[0].text;
        assert!(text.zh.contains(zh) && text.en.contains(en), "{what}: {text:?}");
    }
}

#[test]
fn descriptors_are_files_of_the_folder_too() {
    for name in ["datapackage.json", "dashboard.toml"] {
        let folder = folder(&format!("descriptor-{name}"));
        fs::rename(folder.join(name), folder.join("../elsewhere")).expect("it moves");
        symlink("../elsewhere", folder.join(name)).expect("a link");
        assert_eq!(faults(&folder).faults.iter().map(place).collect::<Vec<_>>(), [format!("{name} file")]);
    }
}

#[test]
fn links_inside_the_folder_are_followed() {
    let folder = folder("links");
    fs::create_dir(folder.join("more")).expect("a folder");
    fs::rename(folder.join("cities.csv"), folder.join("more/all.csv")).expect("it moves");
    // One relative, one by its whole path, and the bundle's own folder by another name.
    symlink("more/all.csv", folder.join("cities.csv")).expect("a link");
    fs::rename(folder.join("firms.csv"), folder.join("more/firms.csv")).expect("it moves");
    symlink(folder.join("more/firms.csv"), folder.join("firms.csv")).expect("a link");
    let other = folder.with_file_name("other");
    symlink(&folder, &other).expect("a link");
    for folder in [folder, other] {
        if let Err(report) = load("base", &Folder(folder)) {
            panic!("{report}");
        }
    }
}
