//! The journeys of tests/browser, taken in a real browser against the real program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where browsers are on the systems that we know; another is named in `VIGIE_BROWSER`.
const BROWSERS: [&str; 3] = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

#[test]
fn the_journeys_of_a_person_in_a_browser() {
    if let Some(missing) = missing() {
        println!("skipped: {missing} is missing; see docs/desk.md for what the browser tests need");
        return;
    }
    let folder = fresh();
    run(&folder, Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]));
    let tests = ["journeys.test.mjs", "access.test.mjs"];
    let node = ["--test", "--test-reporter=spec", "--test-concurrency=1"];
    run(&folder, Command::new("node").args(node).args(tests).env("VIGIE", env!("CARGO_BIN_EXE_vigie")));
}

/// What the tests need and this machine has not.
fn missing() -> Option<&'static str> {
    let there = |program: &str| Command::new(program).arg("--version").output().is_ok_and(|o| o.status.success());
    let browser = std::env::var_os("VIGIE_BROWSER").map(PathBuf::from);
    let browsers = BROWSERS.iter().map(PathBuf::from).chain(browser);
    match () {
        () if cfg!(not(feature = "desk")) => Some("the feature desk"),
        () if !there("node") || !there("npm") => Some("Node.js with npm"),
        () if !browsers.into_iter().any(|b| b.exists()) => Some("Chromium"),
        () => None,
    }
}

/// A folder of its own with the tests in it, so that nothing is installed into the sources.
fn fresh() -> PathBuf {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/browser");
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser");
    fs::create_dir_all(&to).expect("a folder");
    for entry in fs::read_dir(from).expect("the tests").flatten().filter(|e| e.path().is_file()) {
        fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
    }
    to
}

fn run(folder: &Path, command: &mut Command) {
    let done = command.current_dir(folder).output().expect("a program that runs");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(done.status.success(), "{command:?}\n{}\n{}", said(&done.stdout), said(&done.stderr));
}
