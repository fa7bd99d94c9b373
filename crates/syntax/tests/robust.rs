//! Whatever is handed in, a parse ends, and ends in a tree. `--long` looks for two minutes.

use proptest::prelude::*;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use vigie_syntax::conllu;
use vigie_syntax::train::chance::Chance;
use vigie_syntax::train::headlines::Style;
use vigie_syntax::train::{Plan, train};
use vigie_syntax::tree::{Rel, Tree};
use vigie_syntax::words::{self, Boundary, Exceptions};
use vigie_syntax::{Grammar, LONGEST, Scratch};

fn grammar() -> &'static Grammar {
    static GRAMMAR: OnceLock<Grammar> = OnceLock::new();
    let golds = conllu::read(include_str!("data/spanish.conllu"));
    let plan = Plan { seeds: 1, rounds: 3, enough: 1, ..Plan::default() };
    GRAMMAR.get_or_init(|| Grammar::load(&train(&golds, &Style::default(), &plan)).expect("a model"))
}

/// One root, every head a word, no circle, and spans as they were given.
fn is_tree(tree: &Tree, spans: &[Range<usize>]) -> bool {
    let roots = tree.words.iter().filter(|w| w.head.is_none()).count();
    let heads = tree.words.iter().all(|w| w.head.is_none_or(|h| (h as usize) < spans.len()));
    let to_root = |n| tree.ancestors(n).last().or(Some(n)) == tree.root();
    let same = tree.words.iter().map(|w| &w.span).eq(spans);
    let labelled = tree.words.iter().all(|w| w.head.is_none() == (w.rel == Rel::Root));
    same && (spans.is_empty() || roots == 1) && heads && labelled && (0..spans.len()).all(to_root)
}

fn parse(text: &str, spans: &[Range<usize>], scratch: &mut Scratch) -> Tree {
    let mut tree = Tree::default();
    let cut = grammar().parse(text, spans, scratch, &mut tree);
    assert_eq!(cut, spans.len() > LONGEST);
    tree
}

/// Signs that sentences are made of, and some that they are not.
const PIECES: [&str; 24] = [
    "los",
    "soldados",
    "Atacaron",
    "la",
    "ALDEA",
    ".",
    ",",
    "(",
    ")",
    "\u{AB}",
    "\u{BB}",
    "\"",
    "-",
    ":",
    "fue",
    "por",
    "5.000",
    "d\u{2019}",
    "\u{130}\u{df}",
    "\u{4e16}\u{754c}",
    "\u{0301}",
    "\u{1F525}",
    "...",
    "que",
];

fn of_pieces(choices: &[usize]) -> (String, Vec<Range<usize>>) {
    let (mut text, mut spans) = (String::new(), Vec::new());
    for &choice in choices {
        let start = text.len();
        text.push_str(PIECES[choice % PIECES.len()]);
        spans.push(start..text.len());
        text.push(' ');
    }
    (text, spans)
}

proptest! {
    #[test]
    fn any_words_make_a_tree(choices in proptest::collection::vec(0usize..24, 0..60)) {
        let (text, spans) = of_pieces(&choices);
        let tree = parse(&text, &spans, &mut Scratch::default());
        prop_assert!(is_tree(&tree, &spans), "{}", tree.draw(&text));
    }

    #[test]
    fn any_ranges_of_any_text_make_a_tree(text: String, ends in proptest::collection::vec((0usize..80, 0usize..80), 0..20)) {
        let spans: Vec<Range<usize>> = ends.into_iter().map(|(a, b)| a..b).collect();
        let tree = parse(&text, &spans, &mut Scratch::default());
        prop_assert!(is_tree(&tree, &spans));
    }

    #[test]
    fn damaged_models_are_refused_or_work(at in 0usize..100_000, byte: u8) {
        static MODEL: OnceLock<Vec<u8>> = OnceLock::new();
        let golds = || conllu::read(include_str!("data/spanish.conllu"));
        let plan = Plan { seeds: 1, rounds: 1, enough: 1, ..Plan::default() };
        let mut model = MODEL.get_or_init(|| train(&golds(), &Style::default(), &plan)).clone();
        let at = at % model.len();
        model[at] = byte;
        if let Ok(grammar) = Grammar::load(&model) {
            let (text, spans) = of_pieces(&[0, 1, 2, 3, 4, 5, 13, 20]);
            grammar.parse(&text, &spans, &mut Scratch::default(), &mut Tree::default());
        }
        prop_assert!(Grammar::load(&model[..at]).is_err());
    }
}

#[test]
fn a_sentence_of_ten_thousand_words_is_cut_and_still_a_tree() {
    let choices: Vec<usize> = (0..10_000).map(|n| n * 7 + n / 9).collect();
    let (text, spans) = of_pieces(&choices);
    let tree = parse(&text, &spans, &mut Scratch::default());
    assert!(is_tree(&tree, &spans));
}

#[test]
fn room_to_work_in_leaves_no_trace() {
    let (long, short) = (of_pieces(&[0, 1, 2, 3, 4, 7, 9, 8, 5]), of_pieces(&[1, 2, 5]));
    let mut scratch = Scratch::default();
    parse(&long.0, &long.1, &mut scratch);
    assert_eq!(parse(&short.0, &short.1, &mut scratch), parse(&short.0, &short.1, &mut Scratch::default()));
}

/// A language as it ships: what its tokeniser knows, and its model.
fn shipped(code: &str) -> (Exceptions, Grammar) {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let read = |path: String| fs::read(data.join(&path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    let tokens = String::from_utf8(read(format!("lang/{code}/tokens.txt"))).expect("text");
    let ends = Boundary::from_bytes(&read(format!("models/{code}/sentences.bin"))).expect("sentence ends");
    let grammar = Grammar::load(&read(format!("models/{code}/grammar.bin"))).expect("a model");
    (Exceptions::read(&tokens).expect("exceptions").with(ends), grammar)
}

/// A text of news with some of its letters lost, doubled, moved, put in capitals or changed for other signs.
fn broken(news: &[&str], chance: &mut Chance) -> String {
    let lines = if chance.percent(1) { 4000 } else { 1 + chance.below(6) };
    let mut text: String = (0..lines).map(|_| news[chance.below(news.len())]).collect::<Vec<_>>().join(" ");
    for _ in 0..chance.below(30) {
        let mut at =
            |text: &str| (0..=chance.below(text.len() + 1)).rev().find(|n| text.is_char_boundary(*n)).unwrap_or(0);
        let (a, b) = (at(&text), at(&text));
        let part = a.min(b)..a.max(b).min(a.min(b) + 60);
        let Some(cut) = text.get(part.clone()).map(str::to_string) else { continue };
        match chance.below(5) {
            0 => text.replace_range(part, ""),
            1 => text.insert_str(part.end, &cut),
            2 => text.replace_range(part, &cut.to_uppercase()),
            3 => text.insert_str(part.start, PIECES[chance.below(PIECES.len())]),
            _ => text.replace_range(part, &cut.chars().rev().collect::<String>()),
        }
    }
    text
}

#[test]
#[ignore = "two minutes: cargo xtask test --long"]
fn nothing_breaks_the_parsers_that_ship_in_two_minutes() {
    let news = [include_str!("news/en.toml"), include_str!("news/fr.toml")].map(|n| n.lines().collect::<Vec<_>>());
    for (code, news) in ["en", "fr"].into_iter().zip(news) {
        let ((exceptions, grammar), started) = (shipped(code), Instant::now());
        let (mut chance, mut scratch, mut tree, mut spans) =
            (Chance::new(5), Scratch::default(), Tree::default(), vec![]);
        while started.elapsed() < Duration::from_secs(60) {
            let text = broken(&news, &mut chance);
            for sentence in words::sentences(&text, &exceptions) {
                spans.clear();
                words::words(&text, sentence, &exceptions, &mut spans);
                grammar.parse(&text, &spans, &mut scratch, &mut tree);
                assert!(is_tree(&tree, &spans), "{text}");
            }
        }
    }
}
