//! Reads files as `vigie read` does, without the program: `cargo run -p vigie-formats --example read -- PATH...`

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use vigie_engine::data::Data;
use vigie_engine::model::Document;
use vigie_engine::read::{Page, read};
use vigie_formats::{Context, Limits, open, stream};

fn main() {
    let (limits, columns) = (Limits::default(), BTreeMap::new());
    let context = Context { data: Data::bundled(), limits: &limits, columns: &columns };
    for path in std::env::args().skip(1) {
        let id = Path::new(&path).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let given = Document { id: id.clone(), ..Document::default() };
        let file = File::open(&path).expect("a file that can be read");
        let mut show = |piece| {
            for given in open(piece, context).pages {
                for doc in read(Page { given }, context.data).0 {
                    println!("{}", serde_json::to_string(&doc).expect("a document"));
                }
            }
        };
        stream(file, &id, &given, None, context, &mut show).expect("a form that is known");
    }
}
