//! Prints the trace of documents from standard input (JSON lines). The first argument chooses one id ("-"
//! for all); with a second, the data come from that folder instead of the program.

mod folder;

use std::io::Read;
use vigie_engine::{
    code,
    data::{Data, Files},
    model::Document,
    read,
};

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    let want = std::env::args().nth(1).filter(|w| w != "-");
    let files = std::env::args().nth(2).map_or_else(Files::bundled, |folder| folder::files(&folder));
    let data = Data::load(&files).unwrap();
    for line in text.lines() {
        let given: Document = serde_json::from_str(line).unwrap();
        for d in read::read(read::Page { given }, &data).0 {
            if want.as_ref().is_some_and(|w| *w != d.id) {
                continue;
            }
            for t in code::explain(&d, &data) {
                println!("\n# {}", t.span.of(&d.text).replace('\n', " "));
                let m: Vec<String> =
                    t.mentions.iter().map(|m| format!("[{}: {}]", m.span.of(&d.text), m.means)).collect();
                println!("  {}", m.join(" "));
                for a in &t.acts {
                    println!(
                        "  ! {} ({}) -> {}",
                        a.span.of(&d.text),
                        a.group,
                        a.fired.clone().unwrap_or_else(|| format!("-- {}", a.stopped.clone().unwrap_or_default()))
                    );
                    for n in &a.near {
                        println!("    ~ {}: {}", n.sub_type, n.missing.join("; "));
                    }
                }
                for (s, w) in &t.counts {
                    println!("  # {} = {w}", s.of(&d.text));
                }
                for (s, w) in &t.sources {
                    println!("  \" {} = {w}", s.of(&d.text));
                }
                for f in &t.fields {
                    println!("  > {f}");
                }
            }
        }
    }
}
