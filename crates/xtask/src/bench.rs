//! `cargo xtask parse-bench`: how fast raw text becomes trees, whole processes, beside a peer.

use crate::root;
use crate::train::exceptions_with;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use vigie_syntax::conllu;
use vigie_syntax::tree::Tree;
use vigie_syntax::words::{self, Marked};
use vigie_syntax::{Grammar, Scratch};

/// The languages that are measured.
const LANGS: [&str; 2] = ["en", "fr"];
/// How often each process is run; the median is told.
const RUNS: usize = 5;

/// Measures each language, both together, and the peer if there is a Python that has it.
pub fn run(treebanks: &Path, megabytes: usize, peer: Option<&Path>) -> Result<bool, String> {
    let folder = root().join("target/bench");
    fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let mut texts = Vec::new();
    for lang in LANGS {
        let path = folder.join(format!("{lang}.txt"));
        fs::write(&path, text(treebanks, lang, megabytes << 20)?).map_err(|e| e.to_string())?;
        texts.push((lang, path));
    }
    let this = std::env::current_exe().map_err(|e| e.to_string())?;
    for (lang, path) in &texts {
        let (mut own, mut other) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            own.push(once(Command::new(&this).arg("parse-raw").arg(format!("{lang}={}", path.display())))?);
            if let Some(python) = peer {
                let script = root().join("crates/xtask/peer/udpipe.py");
                let treebank = treebanks.join(learnt_by_peer(lang));
                let model = folder.join(format!("{lang}.udpipe"));
                other.push(once(Command::new(python).args([&script, &treebank, &model, path]))?);
            }
        }
        println!("{}", line(&format!("{lang} Vigie"), own));
        if !other.is_empty() {
            println!("{}", line(&format!("{lang} UDPipe"), other));
        }
    }
    let both = texts.iter().map(|(lang, path)| format!("{lang}={}", path.display()));
    println!("{}", line("both Vigie", vec![once(Command::new(&this).arg("parse-raw").args(both))?]));
    Ok(true)
}

/// A small treebank: how fast the peer is hardly depends on how much it has learnt.
fn learnt_by_peer(lang: &str) -> &'static str {
    if lang == "fr" { "fr_sequoia-dev.conllu" } else { "en_ewt-dev.conllu" }
}

/// The sentences of all treebanks of a language as running text, again and again until it is long enough.
fn text(treebanks: &Path, lang: &str, length: usize) -> Result<String, String> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(treebanks).map_err(|e| e.to_string())?.flatten().map(|e| e.path()).collect();
    paths.retain(|path| path.file_name().and_then(|n| n.to_str()).is_some_and(|n| n.starts_with(&format!("{lang}_"))));
    paths.sort();
    let mut all = String::new();
    for path in paths {
        let golds = conllu::read(&fs::read_to_string(&path).map_err(|e| e.to_string())?);
        Marked::join(&golds).iter().for_each(|marked| all = format!("{all}{}\n\n", marked.text));
    }
    if all.is_empty() {
        return Err(format!("no treebank of {lang} in {}", treebanks.display()));
    }
    Ok(all.repeat(length.div_ceil(all.len())))
}

/// What a process told of itself: words, seconds of loading, of processor time in all, and memory in MB; and how long
/// it took from outside.
struct Told {
    words: f64,
    load: f64,
    user: f64,
    memory: f64,
    wall: f64,
}

fn once(command: &mut Command) -> Result<Told, String> {
    let started = Instant::now();
    let out = command.output().map_err(|e| e.to_string())?;
    let wall = started.elapsed().as_secs_f64();
    let said = String::from_utf8_lossy(&out.stdout);
    let numbers: Vec<f64> = said.split_whitespace().filter_map(|n| n.parse().ok()).collect();
    match numbers[..] {
        [words, load, user, memory] => Ok(Told { words, load, user, memory, wall }),
        _ => Err(format!("{said}{}", String::from_utf8_lossy(&out.stderr))),
    }
}

fn line(name: &str, runs: Vec<Told>) -> String {
    let median = |of: fn(&Told) -> f64| {
        let mut all: Vec<f64> = runs.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all[all.len() / 2]
    };
    format!(
        "{name}: {:.0} words, {:.0} words a second of processor time, {:.0} of the clock, loading {:.0} ms, {:.0} MB",
        median(|t| t.words),
        median(|t| t.words / t.user.max(1e-3)),
        median(|t| t.words / t.wall),
        median(|t| t.load * 1000.0),
        median(|t| t.memory),
    )
}

/// The process that is measured: texts given as `lang=path` become trees, which are thrown away.
pub fn parse_raw(texts: &[String]) -> Result<bool, String> {
    let started = Instant::now();
    let mut loaded = Vec::new();
    for text in texts {
        let (lang, path) = text.split_once('=').ok_or("a text is given as lang=path")?;
        let folder = root().join("data/models").join(lang);
        let model = fs::read(folder.join("grammar.bin")).map_err(|e| e.to_string())?;
        let grammar = Grammar::load(&model).map_err(|e| e.to_string())?;
        loaded.push((grammar, exceptions_with(lang, &folder)?, path));
    }
    let load = started.elapsed().as_secs_f64();
    let (mut scratch, mut tree, mut spans, mut count) = (Scratch::default(), Tree::default(), Vec::new(), 0);
    for (grammar, exceptions, path) in &loaded {
        let text = fs::read_to_string(path).map_err(|e| e.to_string())?;
        for sentence in words::sentences(&text, exceptions) {
            spans.clear();
            words::words(&text, sentence, exceptions, &mut spans);
            grammar.parse(&text, &spans, &mut scratch, &mut tree);
            count += tree.words.len();
        }
    }
    println!("{count} {load} {} {}", processor_seconds().unwrap_or(started.elapsed().as_secs_f64()), peak_megabytes());
    Ok(true)
}

/// Seconds of processor time of this process so far, where the system tells them in hundredths.
fn processor_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |n: usize| fields.get(n)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / 100.0)
}

/// The most memory this process ever held, where the system tells it.
fn peak_megabytes() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_medians() {
        let told = |user| Told { words: 100.0, load: 0.1, user, memory: 50.0, wall: 2.0 };
        let line = line("en", vec![told(1.0), told(4.0), told(2.0)]);
        assert_eq!(line, "en: 100 words, 50 words a second of processor time, 50 of the clock, loading 100 ms, 50 MB");
    }

    #[test]
    fn a_process_knows_its_own_cost() {
        assert!(!Path::new("/proc/self/stat").exists() || processor_seconds().is_some() && peak_megabytes() > 1.0);
    }
}
