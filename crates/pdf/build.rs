//! Fetches the Arabic face of printed briefs from npm by the lock file and hands it to the program as bytes.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Where the package has its faces.
const FACES: [&str; 2] = ["NotoNaskhArabic-Regular.ttf", "NotoNaskhArabic-Bold.ttf"];

fn main() {
    for watched in ["package.json", "package-lock.json", "build.rs"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a folder"));
    let folder = out.join("npm");
    fetch(&folder);
    let bytes = |face: &&str| {
        let path = folder.join("node_modules/@embedpdf/fonts-arabic/fonts").join(face);
        format!("    include_bytes!({:?}),\n", path.display().to_string())
    };
    let list: String = FACES.iter().map(bytes).collect();
    let code = format!("pub static ARABIC: &[&[u8]] = &[\n{list}];\n");
    fs::write(out.join("arabic.rs"), code).expect("the build folder can be written");
}

/// Fetched again only when the lock file is another.
fn fetch(folder: &Path) {
    let lock = fs::read("package-lock.json").expect("a lock file");
    if fs::read(folder.join("done")).is_ok_and(|done| done == lock) {
        return;
    }
    fs::create_dir_all(folder).expect("the build folder can be written");
    for file in ["package.json", "package-lock.json"] {
        fs::copy(file, folder.join(file)).expect("the build folder can be written");
    }
    install(folder);
    fs::write(folder.join("done"), &lock).expect("the build folder can be written");
}

fn install(folder: &Path) {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let arguments = ["ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"];
    match Command::new(npm).args(arguments).current_dir(folder).output() {
        Ok(done) if done.status.success() => {}
        Ok(done) => stop(&format!("npm ci failed: {}", String::from_utf8_lossy(&done.stderr))),
        Err(e) => stop(&format!("npm cannot be run ({e})")),
    }
}

/// Says what is missing and what to do, and ends the build.
fn stop(why: &str) -> ! {
    eprintln!("Briefs as PDF take their Arabic face from npm, and {why}.");
    eprintln!("Install Node.js 20 or newer (with npm) and be online for the first build,");
    eprintln!("or build without the feature pdf: briefs are then written as DOCX, HTML, Markdown and JSON.");
    std::process::exit(1);
}
