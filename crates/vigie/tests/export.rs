//! Exports from outside: every format of a record, loaded by the tools that its users have.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn folder(name: &str) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("export").join(name);
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(&root).expect("a folder");
    root
}

fn vigie(folder: &Path, args: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_vigie"));
    program.args(args).current_dir(folder).env("XDG_DATA_HOME", folder.join("own")).stdin(Stdio::null());
    program.output().expect("the program runs")
}

fn done(folder: &Path, args: &[&str]) -> String {
    let output = vigie(folder, args);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "vigie {}: {said}", args.join(" "));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn demo() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo").to_string_lossy().into_owned()
}

/// Format, file and further options of everything that is checked.
const FILES: [(&str, &str, &[&str]); 12] = [
    ("acled", "acled.csv", &[]),
    ("acled", "acled-numeric.csv", &["--interaction", "numeric"]),
    ("ucdp", "ucdp.csv", &[]),
    ("geojson", "map.geojson", &[]),
    ("csv", "incidents.csv", &[]),
    ("csv", "tables.zip", &["--table", "all"]),
    ("jsonl", "all.jsonl", &[]),
    ("hapi", "hapi.csv", &[]),
    ("hxl", "hxl.csv", &[]),
    ("atom", "feed.atom", &[]),
    ("stix", "stix.json", &[]),
    ("xlsx", "book.xlsx", &[]),
];

fn export_all(root: &Path) {
    for (format, file, more) in FILES {
        done(root, &[&["export", "--record", "r.vigie", "-q", "--format", format, "-o", file], more].concat());
        let beside = Path::new(file);
        assert!(root.join(beside.with_extension("dictionary.csv")).exists(), "{file}");
        let manifest = fs::read_to_string(root.join(beside.with_extension("manifest.json"))).expect("a manifest");
        assert!(manifest.contains(&format!("\"format\": \"{format}\"")), "{manifest}");
    }
    if cfg!(feature = "parquet") {
        let parquet = ["export", "--record", "r.vigie", "-q", "--format", "parquet"];
        done(root, &[&parquet[..], &["-o", "incidents.parquet"]].concat());
        done(root, &[&parquet[..], &["--table", "all", "-o", "tables-parquet.zip"]].concat());
    }
}

/// The Python of VIGIE_PYTHON, or the usual one.
fn python() -> PathBuf {
    std::env::var_os("VIGIE_PYTHON").unwrap_or_else(|| "python3".into()).into()
}

/// Runs the checks of Python; what is missing is told, and nothing that is there may fail.
fn load(root: &Path, more: &[&str]) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports/check.py");
    let Ok(output) = Command::new(python()).arg(script).arg(root).args(more).output() else {
        println!(
            "*** skipped: no Python; name one by VIGIE_PYTHON, with pandas pyarrow duckdb stix2 shapely openpyxl ***"
        );
        return String::new();
    };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    said.lines()
        .filter(|l| l.contains(" missing "))
        .for_each(|l| println!("*** skipped: {l}: pip install it, or name another Python by VIGIE_PYTHON ***"));
    said
}

#[test]
fn every_format_of_the_demo_is_loaded_by_the_tools_of_its_users() {
    let root = folder("demo");
    done(&root, &["import", "-q", "--record", "r.vigie", &demo()]);
    export_all(&root);
    let said = load(&root, &[]);
    assert!(said.is_empty() || said.contains("acled ok") || said.contains("acled missing"), "{said}");
    let loaded = ["parquet ok 7 tables", "parquet missing"].iter().any(|told| said.contains(told));
    assert!(said.is_empty() || cfg!(not(feature = "parquet")) || loaded, "{said}");
}

#[test]
fn an_empty_record_gives_empty_files_that_load() {
    let root = folder("empty");
    done(&root, &["init", "--record", "r.vigie"]);
    export_all(&root);
    load(&root, &["empty"]);
    done(&root, &["export", "--record", "r.vigie", "--format", "cap", "-o", "w.zip"]);
    assert_eq!(fs::read(root.join("all.jsonl")).expect("a file"), b"");
}

#[test]
fn a_workbook_is_opened_by_libreoffice() {
    let root = folder("office");
    done(&root, &["import", "-q", "--record", "r.vigie", &demo()]);
    done(&root, &["export", "--record", "r.vigie", "-q", "--format", "xlsx", "-o", "book.xlsx"]);
    done(&root, &["export", "--record", "r.vigie", "-q", "--format", "csv", "-o", "own.csv"]);
    let profile = format!("-env:UserInstallation=file://{}", root.join("profile").display());
    let args = [&profile, "--headless", "--convert-to", "csv", "book.xlsx"];
    let Ok(output) = Command::new("soffice").args(args).current_dir(&root).output() else {
        println!("no LibreOffice: the workbook was not opened by it");
        return;
    };
    // It writes in the alphabet of the system; what is compared is in every alphabet.
    let sheet = fs::read(root.join("book.csv")).unwrap_or_default();
    let sheet = String::from_utf8_lossy(&sheet);
    assert!(output.status.success() && !sheet.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    let own = fs::read_to_string(root.join("own.csv")).expect("a table");
    assert_eq!(sheet.lines().count(), own.lines().count());
    assert_eq!(sheet.lines().next(), own.lines().next());
    for line in own.lines().skip(1) {
        let start = line.split(',').take(2).collect::<Vec<_>>().join(",");
        assert!(sheet.contains(&start), "{start}");
    }
}

#[test]
fn what_our_own_table_tells_is_counted_again_as_the_record_counts_it() {
    let root = folder("again");
    done(&root, &["import", "-q", "--record", "r.vigie", &demo()]);
    done(&root, &["export", "--record", "r.vigie", "-q", "--format", "csv", "-o", "own.csv"]);
    let period = ["--from", "2000", "--to", "2026", "--by", "sub-type", "--format", "csv", "-q"];
    let record = done(&root, &[&["count", "--record", "r.vigie"], &period[..]].concat());
    let table = done(&root, &[&["count", "--history", "own.csv"], &period[..]].concat());
    let killed = |text: &str| -> Vec<String> {
        let cells = text.lines().filter(|l| l.starts_with("Attack,") || l.starts_with("Armed clash,"));
        cells.map(|l| l.split(',').take(3).collect::<Vec<_>>().join(",")).collect()
    };
    assert!(!killed(&record).is_empty());
    assert_eq!(killed(&table), killed(&record));
}

#[test]
fn warnings_are_signed_updated_and_cancelled_over_the_life_of_a_record() {
    let root = folder("warnings");
    done(&root, &["import", "-q", "--record", "r.vigie", &demo()]);
    let zip = |name: &str, more: &[&str]| {
        let base =
            ["export", "--record", "r.vigie", "-q", "--format", "cap", "--sender", "desk@example.org", "-o", name];
        done(&root, &[&base, more].concat());
        let bytes = fs::read(root.join(name)).expect("a ZIP");
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a ZIP");
        let count = zip.len();
        let read = |n: usize| std::io::read_to_string(zip.by_index(n).expect("a file")).expect("text");
        (0..count).map(read).collect::<Vec<String>>()
    };
    let first = zip("a.zip", &[]);
    assert!(first.len() > 10 && first.iter().all(|m| m.contains("<status>Draft</status>")), "{}", first.len());
    let of = |message: &str| message.split("<incidents>").nth(1).and_then(|r| r.split('<').next()).map(String::from);
    let ids: Vec<String> = first.iter().filter_map(|m| of(m)).collect();
    done(&root, &["decide", "--record", "r.vigie", "confirm", &ids[0], "--who", "ana", "--why", "two sources"]);
    done(&root, &["decide", "--record", "r.vigie", "reject", &ids[1], "--who", "ana", "--why", "a drill"]);
    let second = zip("b.zip", &["--previous", "a.zip"]);
    let find = |id: &String| second.iter().find(|m| of(m).as_ref() == Some(id)).expect("a message");
    let signed = find(&ids[0]);
    assert!(signed.contains("<status>Actual</status>") && signed.contains("<msgType>Alert</msgType>"), "{signed}");
    assert!(!signed.contains("ana"), "who signed stays here: {signed}");
    let gone = find(&ids[1]);
    assert!(gone.contains("<msgType>Cancel</msgType>") && gone.contains("<references>desk@example.org,"), "{gone}");
    assert_eq!(second.iter().filter(|m| first.contains(m)).count(), first.len() - 2);
}

#[test]
fn wrong_wishes_are_told_with_what_to_do() {
    let root = folder("wrong");
    done(&root, &["init", "--record", "r.vigie"]);
    let said = |args: &[&str]| {
        let output = vigie(&root, &[&["export", "--record", "r.vigie"], args].concat());
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(said(&["--format", "shp"]).contains("geojson"));
    assert!(said(&["--table", "people"]).contains("claims"));
    assert!(said(&["--from", "2025-07", "--to", "2025-06"]).contains("exchange"));
    assert!(said(&["--area", "Nowhere at all"]).contains("hint"));
    assert!(said(&["--format", "cap", "--previous", "none.zip"]).contains("none.zip"));
    assert!(said(&["--delay", "soon"]).contains("72h"));
    if cfg!(not(feature = "parquet")) {
        assert!(said(&["--format", "parquet"]).contains("--features parquet"));
    }
    assert!(done(&root, &["export", "--format", "ucdp", "--dictionary"]).lines().count() == 50);
}
