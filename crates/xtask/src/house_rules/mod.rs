//! Rules of the house that a test can hold: pure stages, and no words of the world in the code.

mod source;
mod world;

use crate::root;
use proc_macro2::{TokenStream, TokenTree};
use source::Source;

/// Modules of `std` through which a function could see the outside world.
const OUTSIDE: [&str; 4] = ["fs", "net", "env", "process"];
/// Names that bring in the clock or chance, from wherever.
const CLOCK_AND_CHANCE: [&str; 6] = ["SystemTime", "Instant", "Zoned", "Timestamp", "rand", "fastrand"];

fn sources_of(name: &str) -> Vec<Source> {
    Source::below(&root().join("crates").join(name).join("src"))
}

#[test]
fn the_stages_do_without_files_network_clock_and_chance() {
    let sources = ["engine", "syntax", "formats"].map(sources_of);
    let mut found = Vec::new();
    for source in sources.iter().flatten() {
        impure(source.tokens.clone(), &mut |what, line| found.push(format!("{}:{line}: {what}", source.name)));
    }
    assert!(found.is_empty(), "the engine takes values and returns values:\n{}", found.join("\n"));
}

/// Tells every use of `std::fs` and the like, also within `use std::{fs, io}`, and its line.
fn impure(tokens: TokenStream, tell: &mut impl FnMut(String, usize)) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (n, token) in tokens.iter().enumerate() {
        let line = token.span().start().line;
        match token {
            TokenTree::Ident(name) if CLOCK_AND_CHANCE.contains(&name.to_string().as_str()) => {
                tell(name.to_string(), line);
            }
            TokenTree::Ident(name) if *name == "std" => {
                let outside = of_std(&tokens[n + 1..]).into_iter().filter(|m| OUTSIDE.contains(&m.as_str()));
                outside.for_each(|module| tell(format!("std::{module}"), line));
            }
            TokenTree::Group(group) => impure(group.stream(), tell),
            _ => {}
        }
    }
}

/// The modules named after `std`: one, or those of a group in braces.
fn of_std(rest: &[TokenTree]) -> Vec<String> {
    match rest {
        [TokenTree::Punct(a), TokenTree::Punct(b), next, ..] if a.as_char() == ':' && b.as_char() == ':' => {
            match next {
                TokenTree::Ident(name) => vec![name.to_string()],
                TokenTree::Group(group) => group.stream().into_iter().map(|t| t.to_string()).collect(),
                _ => vec![],
            }
        }
        _ => vec![],
    }
}

#[test]
fn impure_uses_are_seen_in_every_form() {
    let seen = |text: &str| {
        let mut found = Vec::new();
        impure(text.parse().expect("tokens"), &mut |what, _| found.push(what));
        found
    };
    assert_eq!(seen("use std::{fmt, fs};"), ["std::fs"]);
    assert_eq!(seen("fn f() { let x = std::env::var(\"A\"); }"), ["std::env"]);
    assert_eq!(seen("use std::time::Instant;"), ["Instant"]);
    assert!(seen("let a = include_dir!(\"x\"); let b = env!(\"Y\"); use std::fmt;").is_empty());
}

#[test]
fn no_words_of_the_world_stand_in_the_code() {
    let allowed = world::allowed(&root().join("crates/xtask/lint-allow.txt"));
    let words = world::words(&root().join("data"));
    let mut found = Vec::new();
    for source in ["syntax", "engine", "formats", "vigie", "xtask"].into_iter().flat_map(sources_of) {
        for (line, literal) in source.literals() {
            let hits = world::hits(&literal, &words).into_iter().filter(|word| !allowed.contains(word));
            found.extend(hits.map(|word| format!("{}:{line}: \"{word}\" in {literal}", source.name)));
        }
    }
    assert!(found.is_empty(), "names and months belong in data/:\n{}", found.join("\n"));
}
