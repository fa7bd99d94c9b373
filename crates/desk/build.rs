//! Fetches what the pages take from other makers, by the lock file, and hands it to the program as bytes. Without the
//! feature `desk` nothing is fetched: the pages then do all they do without JavaScript.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Name under which the desk serves a file, and where the package has it.
const FILES: [(&str, &str); 6] = [
    ("htmx.js", "htmx.org/dist/htmx.min.js"),
    ("maplibre-gl.mjs", "maplibre-gl/dist/maplibre-gl.mjs"),
    ("maplibre-gl-worker.mjs", "maplibre-gl/dist/maplibre-gl-worker.mjs"),
    ("maplibre-gl.css", "maplibre-gl/dist/maplibre-gl.css"),
    ("topojson.js", "topojson-client/dist/topojson-client.min.js"),
    ("world.json", "world-atlas/countries-50m.json"),
];

fn main() {
    for watched in ["package.json", "package-lock.json", "build.rs", "templates", "static", "lang"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a folder"));
    let found = if env::var_os("CARGO_FEATURE_DESK").is_some() { fetched(&out) } else { Vec::new() };
    let mut list = String::from("pub static VENDOR: &[(&str, &[u8])] = &[\n");
    for (name, path) in found {
        let _ = writeln!(list, "    ({name:?}, include_bytes!({:?})),", path.display().to_string());
    }
    fs::write(out.join("vendor.rs"), list + "];\n").expect("the build folder can be written");
}

/// The files, fetched again only when the lock file is another.
fn fetched(out: &Path) -> Vec<(&'static str, PathBuf)> {
    let (folder, lock) = (out.join("npm"), fs::read("package-lock.json").expect("a lock file"));
    let modules = folder.join("node_modules");
    let there = fs::read(folder.join("done")).is_ok_and(|done| done == lock);
    if !there {
        fs::create_dir_all(&folder).expect("the build folder can be written");
        for file in ["package.json", "package-lock.json"] {
            fs::copy(file, folder.join(file)).expect("the build folder can be written");
        }
        install(&folder);
        fs::write(folder.join("done"), &lock).expect("the build folder can be written");
    }
    FILES.iter().map(|(name, path)| (*name, modules.join(path))).collect()
}

fn install(folder: &Path) {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let arguments = ["ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"];
    let done = Command::new(npm).args(arguments).current_dir(folder).output();
    match done {
        Ok(done) if done.status.success() => {}
        Ok(done) => stop(&format!("npm ci failed: {}", String::from_utf8_lossy(&done.stderr))),
        Err(e) => stop(&format!("npm cannot be run ({e})")),
    }
}

/// Says what is missing and what to do, and ends the build.
fn stop(why: &str) -> ! {
    eprintln!("The desk takes a map and a small library from npm, and {why}.");
    eprintln!("Install Node.js 20 or newer (with npm) and be online for the first build,");
    eprintln!("or build without them: cargo build --release --no-default-features");
    std::process::exit(1);
}
