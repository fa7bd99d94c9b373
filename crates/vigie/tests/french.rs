//! A French reader finds French: spelling by a dictionary, agreement and elision by rules.

use serde_json::Value;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// Briefs of several kinds and countries: together they say most of what can be said.
fn sentences() -> &'static BTreeSet<String> {
    &briefs().0
}

/// The sentences of all briefs, and the places and outlets that their tables name.
fn briefs() -> &'static (BTreeSet<String>, Vec<String>) {
    static ALL: OnceLock<(BTreeSet<String>, Vec<String>)> = OnceLock::new();
    ALL.get_or_init(written)
}

fn written() -> (BTreeSet<String>, Vec<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let gold = root.join("tests/gold-own/documents.jsonl");
    let sources = [(root.join("demo"), "MLI"), (root.join("demo"), "BFA"), (gold, "")];
    let (mut all, mut named) = (BTreeSet::new(), Vec::new());
    for (reports, area) in sources.iter().filter(|(path, _)| path.exists()) {
        for kind in ["situation", "bulletin", "flash"] {
            let mut args = vec!["brief", "--lang", "fr", "--quiet", "--format", "json", "--kind", kind];
            args.extend(if area.is_empty() { vec![] } else { vec!["--area", area] });
            let output =
                Command::new(env!("CARGO_BIN_EXE_vigie")).args(args).arg(reports).output().expect("the program starts");
            let brief: Value = serde_json::from_slice(&output.stdout).expect("JSON");
            let places = brief["table"].as_array().into_iter().flatten().map(|row| row["cells"][1].clone());
            let outlets = brief["sources"].as_array().into_iter().flatten().map(|source| source["outlet"].clone());
            named.extend(places.chain(outlets).filter_map(|name| name.as_str().map(str::to_string)));
            let sections = brief["sections"].as_array().expect("sections");
            let texts = sections.iter().flat_map(|s| s["sentences"].as_array().expect("list"));
            all.extend(texts.map(|s| s["text"].as_str().expect("text").to_string()));
        }
    }
    (all, named)
}

/// A sentence without what it quotes: a report may be in another language.
fn own_words(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('«') {
        out.push_str(before);
        rest = after.split_once('»').map_or("", |(_, r)| r);
    }
    out + rest
}

/// What no sentence of ours may say.
const WRONG: [&str; 22] = [
    " de le ",
    " de les ",
    " à le ",
    " à les ",
    " de des ",
    " de du ",
    " le a",
    " le e",
    " le i",
    " le é",
    " la a",
    " la é",
    " de a",
    " de é",
    " de i",
    " de hommes",
    " un civils",
    " une civils",
    " 1 civils",
    " se est ",
    " que il",
    " si il",
];

#[test]
fn two_hundred_sentences_agree_and_elide() {
    let all = sentences();
    assert!(all.len() >= 200, "{} sentences", all.len());
    let mut wrong = Vec::new();
    for text in all {
        let own = format!(" {} ", own_words(text).replace('\u{a0}', " "));
        let found = WRONG.iter().find(|w| own.contains(**w));
        wrong.extend(found.map(|w| format!("\"{w}\": {text}")));
        wrong.extend(disagreement(&own).map(|w| format!("{w}: {text}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// "trois civils a été tué", "un civil ont été tués", "les forces a mené".
fn disagreement(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split([' ', ',', ';', '.']).filter(|w| !w.is_empty()).collect();
    let found = words.windows(3).find(|w| {
        let participle = |plural: bool| w[2].ends_with('s') == plural;
        match (w[0], w[1]) {
            ("a", "été") => ["tués", "blessés", "enlevés", "capturés", "arrêtés", "détruits"].contains(&w[2]),
            ("ont", "été") => !participle(true),
            _ => false,
        }
    });
    found.map(|w| w.join(" "))
}

#[test]
fn two_hundred_sentences_are_spelt_as_the_dictionary_has_it() {
    let Some(dictionary) = ["fr_FR", "fr", "fr-classique"].into_iter().find(|d| is_there(d)) else {
        println!("skipped: hunspell with a French dictionary is not installed (packages hunspell and hunspell-fr)");
        return;
    };
    let all = sentences();
    let text: String = all.iter().map(|t| own_words(t) + "\n").collect();
    let named = names();
    let is_named = |word: &String| {
        let mut parts = word.split(|c: char| !c.is_alphanumeric()).filter(|part| part.chars().count() > 1);
        parts.all(|part| named.contains(&part.to_lowercase()))
    };
    let unknown: BTreeSet<String> = unknown(dictionary, &text).into_iter().filter(|word| !is_named(word)).collect();
    assert!(unknown.is_empty(), "{} sentences, not in the dictionary: {unknown:?}", all.len());
}

/// Words of names that the data know, places and actors, and of the places and outlets of the briefs' own tables.
fn names() -> BTreeSet<String> {
    let data = vigie_engine::data::Files::bundled();
    let files = data.all().filter(|f| ["places/", "actors/"].iter().any(|folder| f.path.starts_with(folder)));
    let texts = files.map(|f| f.text.as_str()).chain(briefs().1.iter().map(String::as_str));
    texts.flat_map(|t| t.split(|c: char| !c.is_alphanumeric())).map(str::to_lowercase).collect()
}

fn is_there(dictionary: &str) -> bool {
    let run = Command::new("hunspell").args(["-d", dictionary, "-l"]).stdin(Stdio::null()).output();
    run.is_ok_and(|o| o.status.success())
}

fn unknown(dictionary: &str, text: &str) -> Vec<String> {
    let mut run = Command::new("hunspell")
        .args(["-d", dictionary, "-i", "UTF-8", "-l"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("hunspell starts");
    let mut input = run.stdin.take().expect("a pipe");
    let text = text.replace('\u{a0}', " ").replace('’', "'");
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = run.wait_with_output().expect("hunspell ends");
    writer.join().expect("a thread").expect("a pipe");
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_string).collect()
}
