//! The pages of `tests/documents`: what is kept of them, what comes in that is not theirs, titles and days.
//!
//! `VIGIE_SHOW=1` prints what is wrong page by page; `VIGIE_ONLY=mail` looks at the folders of that name alone.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use vigie_engine::data::{Data, File, Files};
use vigie_engine::model::Document;
use vigie_engine::read::{Page, read};
use vigie_formats::{Context, Limits, open, stream};

/// What a person says a page holds.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    story: Vec<Story>,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    title: Option<String>,
    published: Option<String>,
    outlet: Option<String>,
    text: String,
}

/// Words and fields over all pages.
#[derive(Debug, Default)]
struct Tally {
    wanted: usize,
    kept: usize,
    given: usize,
    foreign: usize,
    fields: BTreeMap<&'static str, (usize, usize)>,
    faults: Vec<String>,
}

#[test]
fn pages_are_read_as_people_read_them() {
    let data = data();
    let folders = folders();
    let mut tally = Tally::default();
    for folder in &folders {
        let (documents, expected) = (documents(folder, &data), expected(folder));
        tally.page(folder, &documents, &expected.story);
    }
    if std::env::var_os("VIGIE_SHOW").is_some() {
        tally.faults.iter().for_each(|f| println!("{f}"));
    }
    let share = |a: usize, b: usize| a as f64 / b.max(1) as f64;
    let (kept, foreign) = (share(tally.kept, tally.wanted), share(tally.foreign, tally.given));
    let told = format!("{} folders, kept {kept:.4}, foreign {foreign:.4}, {:?}", folders.len(), tally.fields);
    println!("{told}");
    assert!(folders.len() >= 60 || std::env::var_os("VIGIE_ONLY").is_some(), "{told}");
    assert!(kept >= 0.98 && foreign <= 0.02, "{told}\n{}", tally.faults.join("\n"));
    let right = tally.fields.values().all(|(right, all)| share(*right, *all) >= 0.95);
    assert!(right, "{told}\n{}", tally.faults.join("\n"));
}

impl Tally {
    fn page(&mut self, folder: &Path, documents: &[Document], stories: &[Story]) {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if documents.len() != stories.len() {
            self.faults.push(format!("{name}: {} documents instead of {}", documents.len(), stories.len()));
        }
        for (n, story) in stories.iter().enumerate() {
            let doc = documents.get(n).cloned().unwrap_or_default();
            self.story(&format!("{name}#{}", n + 1), &doc, story);
        }
        let more = documents.iter().skip(stories.len());
        more.for_each(|d| self.words(&format!("{name}: {}", d.id), &d.text, ""));
    }

    fn story(&mut self, name: &str, doc: &Document, story: &Story) {
        self.words(name, &doc.text, &story.text);
        self.field(name, "title", &doc.title, &story.title);
        self.field(name, "published", &doc.published, &story.published);
        self.field(name, "outlet", &doc.outlet, &story.outlet);
    }

    fn words(&mut self, name: &str, text: &str, wanted: &str) {
        let (given, want) = (words(text), words(wanted));
        let common = common(&given, &want);
        (self.wanted, self.given) = (self.wanted + want.len(), self.given + given.len());
        (self.kept, self.foreign) = (self.kept + common, self.foreign + given.len() - common);
        let lost = missing(&want, &given);
        let foreign = missing(&given, &want);
        if !lost.is_empty() || !foreign.is_empty() {
            self.faults.push(format!("{name}: LOST {lost} / FOREIGN {foreign}"));
        }
    }

    fn field(&mut self, name: &str, field: &'static str, found: &Option<String>, want: &Option<String>) {
        let Some(want) = want else { return };
        let count = self.fields.entry(field).or_default();
        count.1 += 1;
        if found.as_ref() == Some(want) {
            count.0 += 1;
        } else {
            self.faults.push(format!("{name}: {field} {found:?} instead of {want:?}"));
        }
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

fn common(a: &[String], b: &[String]) -> usize {
    let mut left: HashMap<&String, usize> = HashMap::new();
    b.iter().for_each(|w| *left.entry(w).or_default() += 1);
    a.iter()
        .filter(|w| {
            left.get_mut(w).is_some_and(|n| {
                *n > 0 && {
                    *n -= 1;
                    true
                }
            })
        })
        .count()
}

fn missing(a: &[String], b: &[String]) -> String {
    let mut left: HashMap<&String, usize> = HashMap::new();
    b.iter().for_each(|w| *left.entry(w).or_default() += 1);
    let gone = a.iter().filter(|w| {
        !left.get_mut(w).is_some_and(|n| {
            *n > 0 && {
                *n -= 1;
                true
            }
        })
    });
    gone.take(40).cloned().collect::<Vec<_>>().join(" ")
}

fn folders() -> Vec<PathBuf> {
    let only = std::env::var("VIGIE_ONLY").unwrap_or_default();
    let entries = fs::read_dir(root().join("tests/documents")).expect("tests/documents");
    let wanted = |p: &PathBuf| p.join("expected.toml").is_file() && p.to_string_lossy().contains(&only);
    let mut folders: Vec<PathBuf> = entries.flatten().map(|e| e.path()).filter(wanted).collect();
    folders.sort();
    folders
}

fn expected(folder: &Path) -> Expected {
    let text = fs::read_to_string(folder.join("expected.toml")).expect("expected.toml");
    toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
}

/// The documents of the page of a folder, as the program would read them.
fn documents(folder: &Path, data: &Data) -> Vec<Document> {
    let files = fs::read_dir(folder).expect("a folder").flatten().map(|e| e.path());
    let page = files.into_iter().find(|p| p.file_stem().is_some_and(|s| s.to_string_lossy().starts_with("page")));
    let page = page.unwrap_or_else(|| panic!("{} has no page", folder.display()));
    let (limits, columns) = (Limits::default(), BTreeMap::new());
    let context = Context { data, limits: &limits, columns: &columns };
    let given = Document { id: "page".into(), ..Document::default() };
    let mut pages = Vec::new();
    let mut take = |piece| pages.extend(open(piece, context).pages);
    let bytes = fs::read(&page).expect("a page");
    stream(bytes.as_slice(), "page", &given, None, context, &mut take).expect("a stream");
    pages.into_iter().flat_map(|given| read(Page { given }, data).0).collect()
}

/// The data folder as it stands, so that an edit needs no new build.
fn data() -> Data {
    let folder = std::env::var_os("VIGIE_DATA").map_or_else(|| root().join("data"), PathBuf::from);
    let mut files = Vec::new();
    collect(&folder, &folder, &mut files);
    Data::load(&Files::new(files)).unwrap_or_else(|errors| panic!("{}", errors[0]))
}

fn collect(folder: &Path, root: &Path, files: &mut Vec<File>) {
    for path in fs::read_dir(folder).expect("data").flatten().map(|e| e.path()) {
        if path.is_dir() {
            collect(&path, root, files);
        } else if let Ok(text) = fs::read_to_string(&path) {
            let path = path.strip_prefix(root).expect("below data").to_string_lossy().replace('\\', "/");
            files.push(File { path, text });
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
