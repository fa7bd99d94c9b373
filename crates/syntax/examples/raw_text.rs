//! F1 of words and sentences on raw text: `raw_text TOKENS TRAIN,... TEST...` (`-` trains nothing).
//! With `WRONG=n` in the environment it shows the first n words that differ, with `ENDS=n` ends;
//! `AGAIN=n` cuts all n times more, for whoever times it.

use std::{env, fs};
use vigie_syntax::conllu;
use vigie_syntax::words::{Boundary, Exceptions, Marked, score, sentences, words};

fn marked(path: &str) -> Vec<Marked> {
    Marked::join(&conllu::read(&fs::read_to_string(path).expect("a treebank")))
}

fn main() {
    let args: Vec<String> = env::args().skip(1).collect();
    let mut ex = Exceptions::read(&fs::read_to_string(&args[0]).expect("a file")).expect("exceptions");
    if args[1] != "-" {
        let texts: Vec<Marked> = args[1].split(',').flat_map(marked).collect();
        let start = std::time::Instant::now();
        let boundary = Boundary::train(&texts, &ex);
        eprintln!("trained in {:?}: {boundary:?}, {} bytes", start.elapsed(), boundary.to_bytes().len());
        ex = ex.with(boundary);
    }
    let limit = |name| env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(0_usize);
    for path in &args[2..] {
        let texts = marked(path);
        let start = std::time::Instant::now();
        let score = score(&texts, &ex);
        let speed = score.words.found as f64 / start.elapsed().as_secs_f64() / 1e6;
        let name = path.rsplit('/').next().unwrap_or(path);
        let (w, s) = (score.words.percent(), score.sentences.percent());
        println!("{name:<24} words {w:.2} sentences {s:.2} ({:.1} M words/s)", speed);
        for _ in 0..limit("AGAIN") {
            let cut: usize = texts.iter().map(|t| count(&t.text, &ex)).sum();
            assert_eq!(cut, score.words.found);
        }
        for text in &texts {
            let found = sentences(&text.text, &ex);
            let mut cut = Vec::new();
            found.iter().for_each(|s| words(&text.text, s.clone(), &ex, &mut cut));
            show(&text.text, &cut, &text.words, limit("WRONG"), "");
            ends(&text.text, &found, &text.sentences, limit("ENDS"));
        }
    }
}

/// How many words a text has, cut as a reader of news would cut it.
fn count(text: &str, ex: &Exceptions) -> usize {
    let mut cut = Vec::new();
    sentences(text, ex).into_iter().for_each(|s| words(text, s, ex, &mut cut));
    cut.len()
}

fn show(text: &str, found: &[std::ops::Range<usize>], gold: &[std::ops::Range<usize>], limit: usize, mark: &str) {
    for wrong in found.iter().filter(|f| !gold.contains(f)).take(limit) {
        let near: Vec<&str> =
            gold.iter().filter(|g| g.start < wrong.end && wrong.start < g.end).map(|g| &text[g.clone()]).collect();
        println!("  {mark}found {:?} gold {near:?}", &text[wrong.clone()]);
    }
}

fn ends(text: &str, found: &[std::ops::Range<usize>], gold: &[std::ops::Range<usize>], limit: usize) {
    let show = |mark: &str, a: &[std::ops::Range<usize>], b: &[std::ops::Range<usize>]| {
        for end in a.iter().map(|r| r.end).filter(|e| !b.iter().any(|g| g.end == *e)).take(limit) {
            let before: String = text[..end].chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
            let after: String = text[end..].chars().take(30).collect();
            println!("  {mark} {before:?} || {after:?}");
        }
    };
    show("extra", found, gold);
    show("missed", gold, found);
}
