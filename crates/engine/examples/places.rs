//! Reads the documents of `bench/geoparse` on standard input and prints the places found with their points, for
//! that folder's scorer. With an argument, the tables of that folder are loaded beside the bundled ones.
use serde_json::{Value, json};
use std::io::Read;
use vigie_engine::code::places;
use vigie_engine::data::{Data, File, Files};
use vigie_engine::model::Lang;

fn main() {
    let mut files: Vec<File> = Files::bundled().all().cloned().collect();
    for folder in std::env::args().skip(1) {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = format!("places/user/{}", entry.file_name().to_string_lossy());
            files.push(File { path, text: std::fs::read_to_string(entry.path()).unwrap() });
        }
    }
    let data = Data::load(&Files::new(files)).expect("data");
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    for line in text.lines() {
        let doc: Value = serde_json::from_str(line).unwrap();
        let body = doc["text"].as_str().unwrap();
        let at = |byte: usize| body[..byte].chars().count();
        let found = places(body, Lang::En, &data);
        let spots = found.iter().filter_map(|p| {
            let (lat, lon) = p.point?;
            Some(json!({"start": at(p.span.start), "end": at(p.span.end), "lat": lat, "lon": lon}))
        });
        println!("{}", json!({"doc_id": doc["doc_id"], "toponyms": spots.collect::<Vec<_>>()}));
    }
}
