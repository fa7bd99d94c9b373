//! Every sentence of every brief holds only what its cited words hold, and a planted fault is found.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs};

fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo")
}

/// The real reports that the project is tried on, where they lie beside it.
fn seeds() -> Option<PathBuf> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/gold/seeds/documents.jsonl");
    file.exists().then_some(file)
}

fn vigie(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_vigie")).args(args).output().expect("the program starts")
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn brief(reports: &Path, lang: &str, format: &str) -> String {
    let output = vigie(&["brief", &reports.display().to_string(), "--lang", lang, "--format", format]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    text(&output)
}

/// Exit code of the check, and what it says.
fn verify(reports: &Path, name: &str, brief: &str) -> (i32, String) {
    // Tests run side by side: two of them must not write one file.
    static RUNS: AtomicUsize = AtomicUsize::new(0);
    let run = RUNS.fetch_add(1, Ordering::Relaxed);
    let file = env::temp_dir().join(format!("vigie-verify-{}-{run}-{name}", std::process::id()));
    fs::write(&file, brief).expect("a temporary file");
    let output = vigie(&["verify", "--documents", &reports.display().to_string(), "--", &file.display().to_string()]);
    let _ = fs::remove_file(file);
    (output.status.code().unwrap_or(-1), text(&output))
}

/// Every sentence of the JSON form has citations; every format passes the check.
fn check(reports: &Path, least: usize) {
    for lang in ["en", "fr"] {
        let parsed: Value = serde_json::from_str(&brief(reports, lang, "json")).expect("JSON");
        let sections = parsed["sections"].as_array().expect("sections");
        let sentences: Vec<&Value> = sections.iter().flat_map(|s| s["sentences"].as_array().expect("list")).collect();
        assert!(sentences.len() >= least, "{lang}: {} sentences", sentences.len());
        for sentence in &sentences {
            assert!(!sentence["citations"].as_array().expect("list").is_empty(), "no citation: {sentence}");
        }
        for format in ["json", "md", "html"] {
            let (code, said) = verify(reports, &format!("{lang}.{format}"), &brief(reports, lang, format));
            assert_eq!(code, 0, "{lang} {format}: {said}");
            assert!(said.contains(&format!("{} sentences", sentences.len())), "{lang} {format}: {said}");
        }
    }
}

#[test]
fn every_sentence_of_the_demo_is_supported() {
    check(&demo(), 60);
}

#[test]
fn every_sentence_of_the_seeds_is_supported() {
    match seeds() {
        Some(file) => check(&file, 40),
        None => eprintln!("the seeds are not here: not checked"),
    }
}

/// A fault planted in the English demo brief, by words that are there.
fn planted(from: &str, to: &str) -> String {
    let whole = brief(&demo(), "en", "md");
    let (text, notes) = whole.split_once("\n[^1]:").expect("footnotes");
    assert!(text.contains(from), "the brief does not say {from}");
    let (code, said) = verify(&demo(), "planted.md", &format!("{}\n[^1]:{notes}", text.replacen(from, to, 1)));
    assert_eq!(code, 1, "{from} became {to} and nobody noticed: {said}");
    said
}

#[test]
fn a_wrong_number_is_found() {
    assert!(planted("at least 130 civilians", "at least 230 civilians").contains("230"));
}

#[test]
fn a_wrong_actor_is_found() {
    assert!(planted("JNIM attacked", "Boko Haram attacked").contains("Boko Haram"));
}

#[test]
fn a_wrong_town_is_found() {
    assert!(planted("Molodo", "Ansongo").contains("Ansongo"));
}

#[test]
fn a_date_off_by_a_year_is_found() {
    planted("On 1 July 2025", "On 1 July 2024");
}

#[test]
fn two_runs_and_two_orders_give_the_same_bytes() {
    let mut files: Vec<String> = fs::read_dir(demo())
        .expect("demo")
        .map(|e| e.expect("entry").path().display().to_string())
        .filter(|p| !p.ends_with("README.md"))
        .collect();
    files.sort();
    let run = |files: &[String]| {
        let args: Vec<&str> =
            ["brief", "--format", "html"].into_iter().chain(files.iter().map(String::as_str)).collect();
        text(&vigie(&args))
    };
    let forward = run(&files);
    assert!(forward.contains("<svg"), "no map");
    assert!(forward == run(&files), "two runs differ");
    files.reverse();
    assert!(forward == run(&files), "two orders differ");
}
