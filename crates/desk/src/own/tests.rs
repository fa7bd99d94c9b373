//! Entries that people write, from the form to the file and from there to the record.

use super::{Installation, KINDS, below};
use crate::auth::Role;
use crate::pages::testing::Bench;
use axum::http::StatusCode;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use vigie_engine::data::{File, Files};

const REPORT: [(&str, &str, &str); 1] = [(
    "tamani",
    "2025-07-04",
    "Fighters of the Jonc Bleu attacked the village of Kolodougou-Jonc in the Mopti region of Mali on 1 July 2025, killing 20 civilians, residents said.",
)];

/// The shipped data with what stands in a folder.
pub fn in_folder(folder: &Path) -> Installation {
    let own = folder.to_path_buf();
    let read = move || {
        let own = KINDS.iter().flat_map(|kind| files_of(&own.join(kind), kind));
        Files::new(Files::bundled().all().cloned().chain(own).collect())
    };
    let own = folder.to_path_buf();
    Installation::new(read, move |kind| Some(own.join(kind)))
}

fn files_of(folder: &Path, kind: &str) -> Vec<File> {
    let paths: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    let file = |p: &PathBuf| {
        let name = p.file_name().unwrap_or_default().to_string_lossy().into_owned();
        File { path: below(kind) + &name, text: fs::read_to_string(p).unwrap_or_default() }
    };
    paths.iter().map(file).collect()
}

/// Waits for the rebuild that was begun, and tells the page after it.
fn rebuilt(bench: &Bench) -> String {
    assert_eq!(bench.post("/data/rebuild", "").0, StatusCode::SEE_OTHER);
    for _ in 0..600 {
        std::thread::sleep(Duration::from_millis(100));
        if !bench.desk.job().look().running {
            return bench.get("/data").1;
        }
    }
    panic!("the rebuild does not end");
}

#[test]
fn an_actors_new_name_is_tried_kept_and_in_force_after_a_rebuild() {
    let folder = crate::testing::folder();
    let bench = Bench::with_own(&REPORT, &folder);
    let (_, form) = bench.get("/data/edit/actors?name=JNIM");
    assert!(form.contains("GSIM") && form.contains("readonly") && form.contains("name=\"home\""), "{form}");
    let entry = |alias: &str, example: &str| {
        format!(
            "known=yes&name=JNIM&class=rebel+group&aliases=GSIM%0A{alias}&home=mli&example={example}&why=the+radio+calls+it+so"
        )
    };
    let (status, page) = bench.post("/data/edit/actors", &entry("Jonc+Bleu", "no+brackets"));
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("actors/own/jnim.toml:") && page.contains("square brackets") && page.contains("Jonc Bleu"),
        "{page}"
    );
    let (_, page) = bench.post("/data/edit/actors", &entry("FAMa", "The+%5BJNIM%5D+said+so."));
    assert!(page.contains("Expected a name of JNIM alone") && page.contains("class=\"bad\""), "{page}");
    assert!(!folder.join("actors/jnim.toml").exists());
    let sent = format!("{}&csrf=secret", entry("Jonc+Bleu", "The+%5BJNIM%5D+said+so."));
    let refused = bench.post_as("ben", Role::Analyst, "/data/edit/actors", &sent).0;
    assert_eq!(refused, StatusCode::FORBIDDEN);
    let (_, to) = bench.post_as("eve", Role::Editor, "/data/edit/actors", &sent);
    assert_eq!(to, "/data?kept=actors%2Fown%2Fjnim.toml");
    let text = fs::read_to_string(folder.join("actors/jnim.toml")).expect("a file");
    assert!(text.starts_with("# Edited at the desk by eve, 20") && text.contains("home = \"MLI\""), "{text}");
    let (_, page) = bench.get("/data");
    assert!(page.contains("the radio calls it so") && page.contains("A rebuild codes 1 report again"), "{page}");
    let page = rebuilt(&bench);
    assert!(page.contains("1 report was coded again") && page.contains("as they stand"), "{page}");
    assert!(bench.get("/actors").1.contains("JNIM") && bench.get("/actor?name=JNIM").1.contains("Jonc Bleu"));
    let (status, _) = bench.post("/data/remove", "path=actors/own/jnim.toml&name=JNIM");
    assert!(status == StatusCode::SEE_OTHER && !folder.join("actors/jnim.toml").exists());
    bench.post("/data/remove", "path=actors/own/../../../etc/passwd");
}

#[test]
fn a_place_is_added_and_another_grade_needs_another_reason() {
    let folder = crate::testing::folder();
    let bench = Bench::with_own(&REPORT, &folder);
    let place = |lat: &str| {
        format!(
            "name=Kolodougou-Jonc&kind=settlement&country=mli&admin1=Mopti&lat={lat}&lon=-4.1&rank=2&example=Gunmen+attacked+%5BKolodougou-Jonc%5D+in+Mali."
        )
    };
    let (_, page) = bench.post("/data/edit/places", &place("140"));
    assert!(page.contains("places/own/desk.tsv:2") && page.contains("degrees north and east"), "{page}");
    let (_, to) = bench.post("/data/edit/places", &place("14.2"));
    assert_eq!(to, "/data?kept=places%2Fown%2Fdesk.tsv");
    let grade = |reason: &str| {
        format!("known=yes&name=RFI&grade=C&languages=en%0Afr&domains=rfi.fr&examples=RFI&reason={reason}")
    };
    let (_, form) = bench.get("/data/edit/sources?name=RFI");
    let reason = form.split("name=\"reason\" value=\"").nth(1).and_then(|r| r.split('"').next()).expect("a reason");
    let (_, page) = bench.post("/data/edit/sources", &grade(&reason.replace(' ', "+").replace(';', "%3B")));
    assert!(page.contains("the reason of the old grade"), "{page}");
    let (status, _) = bench.post("/data/edit/sources", &grade("Two+of+five+tolls+were+taken+back+this+year."));
    assert_eq!(status, StatusCode::SEE_OTHER);
    let text = fs::read_to_string(folder.join("sources/rfi.toml")).expect("a file");
    assert!(text.contains("grade = \"C\"") && text.contains("volume = 30") && text.contains("feed = "), "{text}");
    let page = rebuilt(&bench);
    assert!(page.contains("Rebuilt:") && page.contains("Kolodougou-Jonc"), "{page}");
    assert!(bench.get("/source?name=RFI").1.contains("Two of five tolls"));
    let (_, page) = bench.get("/places");
    assert!(page.contains("Kolodougou-Jonc"), "{page}");
}

#[test]
fn only_files_of_the_desk_can_be_reached() {
    let own = in_folder(Path::new("/nowhere"));
    for path in [
        "actors/sahel.toml",
        "actors/own/../x",
        "actors/own/a/b.toml",
        "sources/own/rfi.toml",
        "lang/en/x",
        "actors/own/.x",
    ] {
        assert_eq!(own.disk(path), None, "{path}");
    }
    assert_eq!(own.disk("sources/own/desk/rfi.toml"), Some(PathBuf::from("/nowhere/sources/rfi.toml")));
}
