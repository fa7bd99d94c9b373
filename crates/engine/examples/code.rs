//! Codes JSON-lines documents from standard input; prints records. For trying the engine alone. With an
//! argument, the data come from that folder instead of the program.

mod folder;

use std::io::Read;
use vigie_engine::{
    code,
    data::{Data, Files},
    model::Document,
    read,
};

fn main() {
    let files = std::env::args().nth(1).map_or_else(Files::bundled, |folder| folder::files(&folder));
    let data = match Data::load(&files) {
        Ok(d) => d,
        Err(e) => {
            e.iter().take(20).for_each(|e| eprintln!("{e}"));
            std::process::exit(2)
        }
    };
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    for line in text.lines() {
        let given: Document = serde_json::from_str(line).unwrap();
        let (docs, _) = read::read(read::Page { given }, &data);
        for d in docs {
            println!("{}", serde_json::to_string(&code::code(&d, &data).0).unwrap());
        }
    }
}
