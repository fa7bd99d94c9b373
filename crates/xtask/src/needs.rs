//! What the tests need of the machine: installed where that may be done, else told in the words of the installation.

use crate::root;
use crate::run::run;
use std::path::{Path, PathBuf};

/// A program that tests ask for, and the package that brings it.
const PROGRAMS: [(&str, &str); 8] = [
    ("npm", "npm"),
    ("chromium", "chromium"),
    ("soffice", "libreoffice-writer-nogui libreoffice-calc-nogui"),
    ("pdftoppm", "poppler-utils"),
    ("hunspell", "hunspell hunspell-fr hunspell-en-us"),
    ("dovecot", "dovecot-imapd"),
    ("postgres", "postgresql"),
    ("python3", "python3 python3-venv"),
];

/// Folders beside those of PATH in which such programs stand.
const BESIDE: [&str; 2] = ["/usr/sbin", "/usr/lib/postgresql"];

/// Installs what is missing from the system's packages if this user may, and the Python libraries below `target`. Tests
/// whose program is still missing say so and are not run.
pub fn provide() {
    let missing: Vec<&str> = PROGRAMS.iter().filter(|(program, _)| !is_there(program)).map(|(_, of)| *of).collect();
    if !missing.is_empty() {
        install(&missing.join(" "));
    }
    match python() {
        // Tests take the Python by this name.
        Some(python) => crate::run::with("VIGIE_PYTHON", &python),
        None => println!("note: without the Python libraries of tests/requirements.txt some tests are not run"),
    }
}

fn install(packages: &str) {
    let may = is_there("apt-get") && run("id", &["-u"], Path::new("/")).said.trim() == "0";
    if !may {
        println!("note: some tests are not run without these packages: sudo apt-get install {packages}");
        return;
    }
    run("apt-get", &["update", "-qq"], Path::new("/"));
    let mut args = vec!["install", "-qq", "-y", "--no-install-recommends"];
    args.extend(packages.split(' '));
    if !run("apt-get", &args, Path::new("/")).ok {
        println!("note: these packages could not be installed, and some tests are not run without: {packages}");
    }
}

/// A Python with the libraries of the tests: the one that is named, else one of our own.
fn python() -> Option<PathBuf> {
    if let Some(told) = std::env::var_os("VIGIE_PYTHON") {
        return Some(told.into());
    }
    let folder = root().join("target/python");
    let (python, list) = (folder.join("bin/python"), root().join("tests/requirements.txt"));
    let wanted = std::fs::read_to_string(&list).ok()?;
    let kept = folder.join("requirements.txt");
    if std::fs::read_to_string(&kept).is_ok_and(|has| has == wanted) {
        return Some(python);
    }
    let made = run("python3", &["-m", "venv", &folder.display().to_string()], &root()).ok;
    let pip = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", &list.display().to_string()];
    let done = made && run(&python.display().to_string(), &pip, &root()).ok;
    (done && std::fs::write(kept, wanted).is_ok()).then_some(python)
}

fn is_there(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let own = std::env::split_paths(&path).any(|folder| folder.join(program).is_file());
    own || BESIDE.iter().any(|folder| below(Path::new(folder), program))
}

/// Whether a program stands in a folder or in the `bin` of a version below it.
fn below(folder: &Path, program: &str) -> bool {
    let versions = std::fs::read_dir(folder).into_iter().flatten().flatten();
    folder.join(program).is_file() || versions.map(|v| v.path().join("bin").join(program)).any(|p| p.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_where_they_are_and_nowhere_else() {
        assert!(is_there("cargo") && !is_there("no-such-program-anywhere"));
    }

    #[test]
    fn every_library_of_the_tests_has_a_version() {
        let list = std::fs::read_to_string(root().join("tests/requirements.txt")).expect("the list");
        let lines = list.lines().filter(|line| !line.starts_with('#'));
        assert!(lines.clone().count() > 0 && lines.clone().all(|line| line.contains("==")), "{list}");
    }
}
