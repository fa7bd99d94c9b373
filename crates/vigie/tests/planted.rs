//! Thirty faults that a person could plant in a brief: five kinds, two languages, the three formats that are read back.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

/// What stands in the brief, what is put there instead, and what the check must name.
type Fault = (&'static str, &'static str, &'static str, &'static str);

const ENGLISH: [Fault; 5] = [
    ("a wrong number", "at least 130 civilians", "at least 230 civilians", "number 230"),
    ("a swapped actor", "JNIM attacked", "Boko Haram attacked", "actor Boko Haram"),
    ("a wrong town", "Dianwéli", "Ansongo", "place Ansongo"),
    ("a date off by a year", "18 June 2025", "18 June 2024", "date 2024-06-18"),
    // Of Boulkessi only the group itself tells.
    (
        "a claim turned into fact",
        "JNIM claimed an attack on the Malian Armed Forces in Boulkessi",
        "JNIM carried out an attack on the Malian Armed Forces in Boulkessi",
        "claim told as fact JNIM",
    ),
];

const FRENCH: [Fault; 5] = [
    ("a wrong number", "au moins 130 civils", "au moins 230 civils", "number 230"),
    ("a swapped actor", "le JNIM a attaqué", "Boko Haram a attaqué", "actor Boko Haram"),
    ("a wrong town", "Dianwéli", "Ansongo", "place Ansongo"),
    ("a date off by a year", "18 juin 2025", "18 juin 2024", "date 2024-06-18"),
    (
        "a claim turned into fact",
        "JNIM a revendiqué une attaque contre les forces armées maliennes à Boulkessi",
        "JNIM a mené une attaque contre les forces armées maliennes à Boulkessi",
        "claim told as fact JNIM",
    ),
];

fn demo() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo").display().to_string()
}

fn vigie(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_vigie")).args(args).output().expect("the program starts")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn verify(name: &str, brief: &str) -> (i32, String) {
    let file: PathBuf = env::temp_dir().join(format!("vigie-planted-{}-{name}", std::process::id()));
    fs::write(&file, brief).expect("a temporary file");
    let output = vigie(&["verify", "--quiet", "--documents", &demo(), "--", &file.display().to_string()]);
    let _ = fs::remove_file(file);
    (output.status.code().unwrap_or(-1), said(&output))
}

/// The first of the words within a sentence that the check reads.
fn planted(brief: &str, from: &str, to: &str) -> Option<String> {
    let start = brief.find("<main>").or_else(|| brief.find("\n## ")).or_else(|| brief.find("\"sections\""))?;
    let at = start + brief[start..].find(from)?;
    Some(format!("{}{to}{}", &brief[..at], &brief[at + from.len()..]))
}

#[test]
fn thirty_planted_faults_are_found() {
    let mut missed = Vec::new();
    let mut planted_in_all = 0;
    for (lang, faults) in [("en", ENGLISH), ("fr", FRENCH)] {
        for format in ["json", "md", "html"] {
            let brief =
                said(&vigie(&["brief", &demo(), "--area", "MLI", "--lang", lang, "--format", format, "--quiet"]));
            // All five at once: each must be named for itself, and one run of the check reads the reports once.
            let mut edited = brief;
            for (what, from, to, _) in &faults {
                match planted(&edited, from, to) {
                    Some(text) => (edited, planted_in_all) = (text, planted_in_all + 1),
                    None => missed.push(format!("{lang} {format}: {what}: the brief does not say \"{from}\"")),
                }
            }
            let (code, told) = verify(&format!("all.{lang}.{format}"), &edited);
            assert_eq!(code, 1, "{lang} {format}: {told}");
            let unnamed = faults.iter().filter(|(_, _, _, named)| !told.contains(named));
            missed.extend(unnamed.map(|(what, ..)| format!("{lang} {format}: {what}: {told}")));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    assert_eq!(planted_in_all, 30);
}

#[test]
fn what_a_person_adds_is_theirs_and_what_it_lacks_is_told() {
    let edits = env::temp_dir().join(format!("vigie-edits-{}.toml", std::process::id()));
    let text = "by = \"A. Diallo\"\n[[add]]\nsection = \"Security\"\ntext = \"We counted 77 trucks near Ansongo.\"\n";
    fs::write(&edits, text).expect("a temporary file");
    for (format, mark) in
        [("md", "✍ *A. Diallo:*"), ("html", "data-by=\"A. Diallo\""), ("json", "\"by\": \"A. Diallo\"")]
    {
        let edits = edits.display().to_string();
        let brief = said(&vigie(&["brief", &demo(), "--edits", &edits, "--format", format, "--quiet"]));
        assert!(brief.contains(mark), "{format}");
        let (code, told) = verify(&format!("added.{format}"), &brief);
        assert_eq!(code, 0, "{format}: {told}");
        for thing in ["added by A. Diallo, unsupported number 77", "unsupported place Ansongo", "1 added by a person"] {
            assert!(told.contains(thing), "{format}: {thing} is not in: {told}");
        }
    }
    let _ = fs::remove_file(edits);
}
