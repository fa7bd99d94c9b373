//! Who, whom, how many, said by whom, did it happen: 120 sentences of news from raw text to answers, and the
//! examples of the lists.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use vigie_syntax::roles::exam::{Case, Mark, SLOTS, Sat, answers, cases, sit};
use vigie_syntax::roles::{Roles, tally::Tally};
use vigie_syntax::tree::Tree;
use vigie_syntax::words::{Boundary, Exceptions};
use vigie_syntax::{Grammar, Scratch};

/// Right answers in a hundred that the sentences of a language may not fall below: of all questions, and of
/// those that a sentence answers.
const FLOORS: [(&str, f64, f64); 4] =
    [("en", 91.5, 88.0), ("fr", 95.5, 94.0), ("en-unseen", 86.0, 82.0), ("fr-unseen", 88.0, 84.5)];

struct Language {
    ex: Exceptions,
    roles: Roles,
    grammar: Grammar,
}

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data")
}

fn text(path: PathBuf) -> String {
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

impl Language {
    fn load(code: &str) -> Self {
        let folder = data().join("lang").join(code);
        let models = data().join("models").join(code);
        let model = fs::read(models.join("grammar.bin")).expect("a model");
        let ex = Exceptions::read(&text(folder.join("tokens.txt"))).expect("exceptions");
        let ends =
            fs::read(models.join("sentences.bin")).ok().map(|b| Boundary::from_bytes(&b).expect("sentence ends"));
        Self {
            ex: ends.into_iter().fold(ex, Exceptions::with),
            roles: Roles::load(&text(folder.join("roles.toml"))).expect("roles"),
            grammar: Grammar::load(&model).expect("a model of this version"),
        }
    }

    fn sit(&self, case: &Case) -> Option<Sat> {
        let parse = |text: &str, words: &[Range<usize>]| {
            let mut tree = Tree::default();
            self.grammar.parse(text, words, &mut Scratch::default(), &mut tree);
            tree
        };
        sit(case, &self.ex, &self.roles, parse)
    }
}

fn news(code: &str) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/news").join(format!("{code}.toml"));
    cases(&text(path)).expect("cases")
}

#[test]
fn the_sentences_of_news_are_answered_as_well_as_before() {
    for (file, of_all, of_told) in FLOORS {
        let code = file.split('-').next().unwrap_or(file);
        let (language, mut tally, cases) = (Language::load(code), Tally::default(), news(file));
        assert_eq!(cases.len(), if code == file { 60 } else { 20 });
        for case in &cases {
            let sat = language.sit(case);
            show(case, sat.as_ref());
            tally.add(case, sat.as_ref());
        }
        println!("{}", tally.markdown(file));
        let percent = |told| {
            let (right, all) = tally.right(told);
            100.0 * right as f64 / all as f64
        };
        assert!(percent(false) >= of_all, "{file}: {:.1} % of all questions, floor {of_all}", percent(false));
        assert!(percent(true) >= of_told, "{file}: {:.1} % of those told, floor {of_told}", percent(true));
    }
}

/// With `VIGIE_SHOW` set, the trees of what went wrong.
fn show(case: &Case, sat: Option<&Sat>) {
    let Some(sat) = sat.filter(|s| s.marks.iter().any(|m| *m != Mark::Right)) else { return };
    if std::env::var_os("VIGIE_SHOW").is_none() {
        return;
    }
    let word = |w: &u32| sat.text[sat.tree.words[*w as usize].span.clone()].to_string();
    println!("{}\n{}", case.marked(), sat.tree.draw(&sat.text));
    let given = answers(&sat.clause).map(|words| words.iter().map(word).collect::<Vec<_>>().join(" + "));
    for (slot, name) in SLOTS.iter().enumerate().filter(|(slot, _)| sat.marks[*slot] != Mark::Right) {
        let given = given.get(slot).map_or(sat.clause.happened.name(), String::as_str);
        println!("  {name}: {given} ({:?})", sat.marks[slot]);
    }
}

#[test]
fn nine_in_ten_examples_of_the_lists_hold() {
    let (mut wrong, mut all) = (Vec::new(), 0);
    for code in ["en", "fr"] {
        let language = Language::load(code);
        let examples = cases(&text(data().join("lang").join(code).join("roles.toml"))).expect("examples");
        for case in &examples {
            let sat = language.sit(case);
            show(case, sat.as_ref());
            all += 1;
            if sat.is_none_or(|s| s.marks.iter().any(|m| *m != Mark::Right)) {
                wrong.push(format!("{code} {}: {}", case.style, case.marked()));
            }
        }
    }
    println!("{} of {all} examples do not hold:\n{}", wrong.len(), wrong.join("\n"));
    assert!(wrong.len() * 10 <= all, "more than one in ten examples of data/lang does not hold:\n{}", wrong.join("\n"));
}
