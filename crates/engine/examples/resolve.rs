//! Joins what JSON-lines documents tell: prints incidents, and contradictions between them. For trying the engine
//! alone. Documents come from standard input, data from the folder given, and records, if a second argument
//! names a file, from there instead of from coding.
use std::io::Read;
use std::path::Path;
use vigie_engine::{
    code,
    data::{Data, File, Files},
    model::{Document, Record},
    read, resolve,
};

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = args.next().expect("a folder of data");
    let mut found = Vec::new();
    collect(Path::new(&folder), "", &mut found);
    let data = Data::load(&Files::new(found)).unwrap_or_else(|e| panic!("{}", e[0]));
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

fn collect(folder: &Path, prefix: &str, found: &mut Vec<File>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), found);
        } else if let Ok(text) = std::fs::read_to_string(entry.path()) {
            found.push(File { path, text });
        }
    }
}
