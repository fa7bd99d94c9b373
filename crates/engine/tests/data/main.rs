//! Every example and counter-example of the data files as a test of its own, named by file and line.

mod actors;
mod acts;
mod frames;
mod quantities;
mod words;

use libtest_mimic::{Arguments, Failed, Trial};
use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;
use vigie_engine::data::{Data, DataError, File, Files, bracketed};
use vigie_engine::model::{Document, Lang, Span};

fn main() {
    let load = || loaded().as_ref().map(|_| ()).map_err(Failed::from);
    let mut trials = vec![Trial::test("the data files load", load)];
    if loaded().is_ok() {
        examples(files(), &mut trials);
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// One test for each example.
fn examples(files: &'static Files, trials: &mut Vec<Trial>) {
    frames::trials(files, trials);
    actors::trials(files, trials);
    for lang in Lang::ALL {
        acts::trials(lang, files, trials);
        words::trials(lang, files, trials);
        quantities::trials(lang, files, trials);
    }
}

/// The data folder as it stands now, so that an edit is tested without a build. `VIGIE_DATA` names another one.
fn files() -> &'static Files {
    static FILES: OnceLock<Files> = OnceLock::new();
    FILES.get_or_init(|| {
        let own = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
        let root = std::env::var_os("VIGIE_DATA").map_or_else(own, Into::into);
        let mut found = Vec::new();
        collect(&root, "", &mut found);
        Files::new(found)
    })
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<File>) {
    for entry in std::fs::read_dir(folder).expect("the data folder").flatten() {
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), found);
        } else if let Ok(text) = std::fs::read_to_string(entry.path()) {
            found.push(File { path, text });
        }
    }
}

/// The tables of that folder, loaded once, or everything that is wrong with them.
fn loaded() -> &'static Result<Data, String> {
    static DATA: OnceLock<Result<Data, String>> = OnceLock::new();
    let shown = |errors: Vec<DataError>| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    DATA.get_or_init(|| Data::load(files()).map_err(shown))
}

/// The tables, where they are known to load.
fn data() -> &'static Data {
    loaded().as_ref().unwrap_or_else(|errors| panic!("{errors}"))
}

/// Names tests by the line on which their example stands, each line counted once.
struct Namer<'a> {
    file: &'a File,
    next: usize,
}

impl<'a> Namer<'a> {
    fn new(file: &'a File) -> Self {
        Self { file, next: 1 }
    }

    /// `frames/attack.toml:37 example en: Gunmen killed 12 villagers`.
    fn name(&mut self, what: &str, example: &str) -> String {
        let line = self.file.line_with(example, self.next);
        self.next = line;
        let short: String = example.chars().take(60).collect();
        format!("{}:{line} {what}: {short}", self.file.path)
    }
}

fn document(text: &str, lang: Lang) -> Document {
    let (language, published) = (Some(lang.code().to_string()), Some("2025-07-07".to_string()));
    Document { id: "example".into(), language, published, text: text.into(), ..Document::default() }
}

/// The sentence without its brackets, and the words that stood in them.
fn shown(example: &str) -> Result<(String, Range<usize>), Failed> {
    bracketed(example).ok_or_else(|| "no words in square brackets".into())
}

fn overlaps(span: &Span, words: &Range<usize>) -> bool {
    span.start < words.end && words.start < span.end
}

/// Fails with what was found instead.
fn require(holds: bool, expected: impl std::fmt::Display, found: impl std::fmt::Debug) -> Result<(), Failed> {
    if holds { Ok(()) } else { Err(format!("expected {expected}\n   found {found:#?}").into()) }
}
