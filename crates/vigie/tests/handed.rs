//! Briefs as they are handed on: a document that Word and LibreOffice open, pictures, and the demo's own briefs as
//! they stand in the documentation.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn vigie(args: &[&str]) -> Output {
    let demo = root().join("demo");
    Command::new(env!("CARGO_BIN_EXE_vigie")).arg("brief").arg(demo).args(args).output().expect("the program starts")
}

fn folder(name: &str) -> PathBuf {
    let folder = env::temp_dir().join(format!("vigie-handed-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).expect("a temporary folder");
    folder
}

#[test]
fn the_demo_briefs_are_those_of_the_documentation() {
    for lang in ["en", "fr"] {
        let made = vigie(&["--area", "MLI", "--lang", lang, "--quiet"]).stdout;
        let file = root().join(format!("docs/briefs/demo.{lang}.md"));
        let kept = fs::read(&file).unwrap_or_default();
        let hint = "review what changed, then write them anew: vigie brief demo/ --area MLI --lang en -o docs/briefs/demo.en.md";
        assert!(made == kept, "{} is not what the program writes; {hint}", file.display());
    }
}

#[test]
fn a_document_holds_headings_footnotes_a_table_and_pictures() {
    let folder = folder("parts");
    let file = folder.join("brief.docx");
    let made = vigie(&["--area", "MLI", "-o", &file.display().to_string(), "--quiet"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let bytes = fs::read(&file).expect("a document");
    let archive = vigie_formats_zip(&bytes);
    for part in ["word/document.xml", "word/styles.xml", "word/footnotes.xml"] {
        assert!(archive.iter().any(|name| name == part), "{part} is not in {archive:?}");
    }
    let again = vigie(&["--area", "MLI", "--format", "docx", "--quiet"]).stdout;
    assert_eq!(again.len(), bytes.len(), "two runs differ");
    let _ = fs::remove_dir_all(folder);
}

/// Names of the parts of an archive, as its headers have them.
fn vigie_formats_zip(bytes: &[u8]) -> Vec<String> {
    let starts = bytes.windows(4).enumerate().filter(|(_, w)| w == b"PK\x03\x04").map(|(at, _)| at);
    let name = |at: usize| {
        let length = usize::from(u16::from_le_bytes([*bytes.get(at + 26)?, *bytes.get(at + 27)?]));
        bytes.get(at + 30..at + 30 + length).map(|n| String::from_utf8_lossy(n).into_owned())
    };
    starts.filter_map(name).collect()
}

#[test]
fn libreoffice_opens_the_document_and_prints_it() {
    let folder = folder("office");
    let file = folder.join("brief.docx");
    vigie(&["--area", "MLI", "--lang", "fr", "-o", &file.display().to_string(), "--quiet"]);
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let converted = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "txt:Text", "--outdir"])
        .args([&folder, &file])
        .output();
    let Ok(converted) = converted else {
        println!("skipped: LibreOffice is not installed");
        return;
    };
    let text = fs::read_to_string(folder.join("brief.txt")).unwrap_or_default();
    let why = String::from_utf8_lossy(&converted.stderr).into_owned();
    for words in ["Bulletin de situation", "L'essentiel", "Sécurité", "Incidents", "Rapports utilisés"] {
        assert!(text.contains(words), "\"{words}\" is not in the document: {why}");
    }
    let _ = fs::remove_dir_all(folder);
}

#[test]
fn pictures_are_written_with_their_words() {
    let folder = folder("pictures");
    let made = vigie(&["--area", "MLI", "--pictures", &folder.display().to_string()]);
    let noted = String::from_utf8_lossy(&made.stderr).contains("no font for labels");
    for name in ["map", "timeline", "series", "verdicts"] {
        let svg = fs::read_to_string(folder.join(format!("{name}.svg"))).expect("a drawing");
        assert!(svg.contains("<title") && svg.contains("<desc"), "{name} has no text");
        assert!(!fs::read_to_string(folder.join(format!("{name}.txt"))).expect("its words").trim().is_empty());
        let image = fs::read(folder.join(format!("{name}.png"))).unwrap_or_default();
        assert!(noted || image.starts_with(b"\x89PNG"), "{name} is no image");
    }
    let _ = fs::remove_dir_all(folder);
}

#[test]
fn a_second_brief_tells_only_what_is_new() {
    let folder = folder("last");
    let last = folder.join("last.md").display().to_string();
    let run = |args: &[&str]| String::from_utf8_lossy(&vigie(args).stdout).into_owned();
    let first = run(&["--kind", "monthly", "--area", "MLI", "--from", "2025-07", "--to", "2025-07", "--quiet"]);
    fs::write(&last, &first).expect("a temporary file");
    let same =
        ["--kind", "monthly", "--area", "MLI", "--from", "2025-07", "--to", "2025-07", "--last", &last, "--quiet"];
    let second = run(&same);
    assert!(first.contains("## Security"), "{first}");
    assert!(!second.contains("## Security"), "nothing is new: {second}");
    assert!(second.contains("New since the brief that ended on 31 July 2025: 0 of"), "{second}");
    let _ = fs::remove_dir_all(folder);
}

#[test]
fn an_unknown_kind_or_incident_is_told_with_what_there_is() {
    let told = |args: &[&str]| {
        let made = vigie(args);
        (made.status.code(), String::from_utf8_lossy(&made.stderr).into_owned())
    };
    let (code, said) = told(&["--kind", "nonsense"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("bulletin, flash, monthly, situation, weekly"), "{said}");
    let (code, said) = told(&["--kind", "flash", "--show", "nothing"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("vigie incidents"), "{said}");
}

#[test]
fn a_kind_of_ones_own_is_a_file_in_the_data_folder() {
    let home = folder("own");
    let kinds = home.join("vigie/briefs");
    fs::create_dir_all(&kinds).expect("a folder");
    let text = "title.en = \"Clashes: {area}\"\nabout.en = \"clashes only\"\n\
        [[section]]\nkey = \"clashes\"\nheading.en = \"Clashes\"\ntakes = [\"Battles\"]\n";
    fs::write(kinds.join("clashes.toml"), text).expect("a file");
    fs::write(kinds.join("broken.toml"), "title = 3").expect("a file");
    let made = Command::new(env!("CARGO_BIN_EXE_vigie"))
        .env("XDG_DATA_HOME", &home)
        .args(["brief", "--area", "MLI", "--kind", "clashes", "--quiet"])
        .arg(root().join("demo"))
        .output()
        .expect("the program starts");
    let (out, err) = (String::from_utf8_lossy(&made.stdout), String::from_utf8_lossy(&made.stderr));
    assert!(out.contains("# Clashes: Mali") && out.contains("## Clashes"), "{out}{err}");
    assert!(err.contains("a kind of brief is left out") && err.contains("broken.toml"), "{err}");
    let _ = fs::remove_dir_all(home);
}
