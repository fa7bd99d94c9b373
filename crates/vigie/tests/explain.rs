//! `vigie explain` from outside: its formats, its exit codes, and a terminal that cannot be driven.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const REPORT: &str = "Gunmen attacked an army post in Kayes on 1 July 2025, killing four soldiers, the army said. \
                      It was the first attack for years.";

fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(&root).expect("a folder");
    for (file, text) in files {
        fs::write(root.join(file), text).expect("a file");
    }
    root
}

/// Runs `vigie explain` in a folder, with the input given to it.
fn explain(args: &[&str], root: &Path, input: &str, env: &[(&str, &str)]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_vigie"));
    program.arg("explain").args(args).current_dir(root);
    program.env_remove("CLICOLOR_FORCE").envs(env.iter().copied());
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().expect("the program runs");
    // A program that fails early need not read what it is given.
    let _ = child.stdin.take().expect("stdin").write_all(input.as_bytes());
    child.wait_with_output().expect("an end")
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn standard_input_is_explained_without_colour_in_a_pipe() {
    let output = explain(&["-"], &folder("explain-stdin", &[]), REPORT, &[]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(0));
    assert!(text.contains("“attacked” → Armed clash, e1") && text.contains("e1 place = Kayes"), "{text}");
    assert!(text.contains("nearly ") && !text.contains('\u{1b}'), "{text}");
}

#[test]
fn colour_comes_when_forced_and_goes_with_no_color() {
    let root = folder("explain-colour", &[("a.txt", REPORT)]);
    let painted = explain(&["a.txt"], &root, "", &[("CLICOLOR_FORCE", "1")]);
    assert!(stdout(&painted).contains('\u{1b}'));
    let plain = explain(&["a.txt"], &root, "", &[("NO_COLOR", "1")]);
    assert!(!stdout(&plain).contains('\u{1b}'));
}

#[test]
fn a_report_cannot_drive_the_terminal() {
    let output =
        explain(&["-"], &folder("explain-hostile", &[]), &REPORT.replace("army post", "\u{1b}[2Jarmy post"), &[]);
    assert!(!stdout(&output).contains('\u{1b}'), "{}", stdout(&output));
}

#[test]
fn one_document_may_be_chosen_and_an_unknown_one_fails() {
    let root = folder("explain-doc", &[("a.txt", REPORT), ("b.txt", "The market was open.")]);
    let output = explain(&[".", "--doc", "b", "--format", "json"], &root, "", &[]);
    let text = stdout(&output);
    assert_eq!((output.status.code(), text.lines().count()), (Some(0), 1), "{text}");
    let value: serde_json::Value = serde_json::from_str(&text).expect("a JSON line");
    assert_eq!((value["doc"].as_str(), value["text"].as_str()), (Some("b"), Some("The market was open.")));
    let missing = explain(&[".", "--doc", "c"], &root, "", &[]);
    assert_eq!((missing.status.code(), missing.stdout.len()), (Some(2), 0));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("one of: a, b"));
}

#[test]
fn a_missing_path_fails() {
    let output = explain(&["none.txt"], &folder("explain-missing", &[]), "", &[]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn the_page_follows_the_name_of_the_file_and_does_not_depend_on_the_order_of_paths() {
    let root = folder("explain-page", &[("a.txt", REPORT), ("b.txt", "Protesters marched in Bamako on 2 July 2025.")]);
    let first = explain(&["a.txt", "b.txt", "-o", "why.html"], &root, "", &[]);
    let second = explain(&["b.txt", "a.txt", "-o", "again.html"], &root, "", &[]);
    assert_eq!((first.status.code(), second.status.code()), (Some(0), Some(0)));
    let read = |file: &str| fs::read_to_string(root.join(file)).expect("a page");
    assert!(read("why.html").starts_with("<!doctype html>"));
    assert_eq!(read("why.html"), read("again.html"));
}

#[test]
fn every_span_of_the_json_lies_in_the_text() {
    let output = explain(&["-", "--format", "json"], &folder("explain-json", &[]), REPORT, &[]);
    let value: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    let text = value["text"].as_str().expect("the text");
    let fields: Vec<_> =
        value["sentences"].as_array().into_iter().flatten().flat_map(|s| s["fields"].as_array()).collect();
    let spans: Vec<_> = fields.into_iter().flatten().map(|f| &f["span"]).filter(|s| s.is_object()).collect();
    assert!(!spans.is_empty());
    for span in spans {
        let at = |end: &str| span[end].as_u64().and_then(|n| usize::try_from(n).ok()).expect("a byte");
        assert!(text.get(at("start")..at("end")).is_some_and(|words| !words.is_empty()), "{span}");
    }
}
