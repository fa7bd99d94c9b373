//! Parses a text from end to end, to see trees or to time the whole process:
//! `cargo run --release -p vigie-syntax --example trees -- data en FILE [--count]`.

use std::fs;
use std::path::Path;
use std::process::ExitCode;
use vigie_syntax::tree::Tree;
use vigie_syntax::words::{Boundary, Exceptions, sentences, words};
use vigie_syntax::{Grammar, Scratch};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [data, lang, file, rest @ ..] = args.as_slice() else {
        eprintln!("usage: trees DATA LANG FILE [--count]");
        return ExitCode::from(2);
    };
    match run(Path::new(data), lang, file, !rest.is_empty()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::from(2)
        }
    }
}

fn run(data: &Path, lang: &str, file: &str, count: bool) -> Result<(), Box<dyn std::error::Error>> {
    let models = data.join("models").join(lang);
    let mut exceptions = Exceptions::read(&fs::read_to_string(data.join("lang").join(lang).join("tokens.txt"))?)?;
    if let Ok(bytes) = fs::read(models.join("sentences.bin")) {
        exceptions = exceptions.with(Boundary::from_bytes(&bytes)?);
    }
    let grammar = Grammar::load(&fs::read(models.join("grammar.bin"))?)?;
    let text = fs::read_to_string(file)?;
    let (mut scratch, mut tree, mut spans) = (Scratch::default(), Tree::default(), Vec::new());
    let (mut total, mut found) = (0, 0);
    for sentence in sentences(&text, &exceptions) {
        spans.clear();
        words(&text, sentence, &exceptions, &mut spans);
        grammar.parse(&text, &spans, &mut scratch, &mut tree);
        total += tree.words.len();
        found += 1;
        if !count {
            println!("{}", tree.draw(&text));
        }
    }
    println!("{found} sentences, {total} words");
    Ok(())
}
