//! Joins what JSON-lines documents tell: prints incidents, and contradictions between them. For trying the engine
//! alone. Documents come from standard input, data from the folder given, and records, if a second argument
//! names a file, from there instead of from coding.

mod folder;

use std::io::Read;
use vigie_engine::{
    code,
    data::Data,
    model::{Document, Record},
    read, resolve,
};

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = args.next().expect("a folder of data");
    let data = Data::load(&folder::files(&folder)).unwrap_or_else(|e| panic!("{}", e[0]));
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    let given = text.lines().map(|l| serde_json::from_str::<Document>(l).unwrap());
    let documents: Vec<Document> = given.flat_map(|given| read::read(read::Page { given }, &data).0).collect();
    let records: Vec<Record> = match args.next() {
        Some(file) => {
            let text = std::fs::read_to_string(file).unwrap();
            text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
        }
        None => documents.iter().map(|d| code::code(d, &data).0).collect(),
    };
    println!("{}", serde_json::to_string(&resolve::resolve(&documents, &records, &data)).unwrap());
}
