//! `demo`: a situation report from the bundled reports, opened in the browser.

use super::brief;
use crate::cli::BriefFormat;
use crate::failure::Failure;
use crate::output::Outcome;
use crate::pipeline::Run;
use include_dir::{Dir, include_dir};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};
use vigie_engine::model::{Document, Kind, Lang, Note};
use vigie_engine::publish;

static REPORTS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../demo");

/// Writes the brief in every language, and opens the first.
pub fn demo(no_open: bool, quiet: bool) -> Result<Outcome, Failure> {
    let pages = bundled();
    if pages.is_empty() {
        return Err(Failure::new("this build has no bundled reports", "build it from the whole repository"));
    }
    let run = Run::read_pages(&pages, Vec::new(), quiet).code(quiet).resolve();
    let folder = env::temp_dir().join("vigie-demo");
    let files: Vec<PathBuf> = Lang::ALL.into_iter().map(|lang| page(&run, lang, &folder)).collect::<Result<_, _>>()?;
    let mut notes = run.notes;
    if !no_open && let Err(why) = open(&files[0]) {
        let message = format!("could not be opened ({why}); open it in a browser yourself");
        notes.push(Note { doc: files[0].display().to_string(), message });
    }
    let text = files.iter().map(|file| format!("{}\n", file.display())).collect();
    Ok(Outcome { text, notes, failed: false, ..Outcome::default() })
}

/// The bundled reports in order of name.
fn bundled() -> Vec<Document> {
    let report = |file: &include_dir::File| {
        let name = file.path().file_stem()?.to_str()?.to_string();
        // A report of the folder opens with its title and outlet between rules; the note on the folder does not.
        let text = file.contents_utf8().filter(|text| text.starts_with("---"))?.to_string();
        Some(Document { id: name, text, ..Document::default() })
    };
    let mut reports: Vec<Document> = REPORTS.files().filter_map(report).collect();
    reports.sort_by(|a, b| a.id.cmp(&b.id));
    reports
}

/// `brief.html`, and `brief.fr.html` for a language that is not the first.
fn page(run: &Run, lang: Lang, folder: &Path) -> Result<PathBuf, Failure> {
    let options =
        publish::Options { area: None, from: None, to: None, kind: Kind::default(), lang, verdict: Vec::new() };
    let html = brief::render(run, &brief::compose(run, &options), BriefFormat::Html);
    let name = if lang == Lang::ALL[0] { "brief.html".into() } else { format!("brief.{}.html", lang.code()) };
    let file = folder.join(name);
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(&file, html));
    let hint = "set TMPDIR to a folder that you may write to";
    written.map(|()| file.clone()).map_err(|e| Failure::new(format!("cannot write {}: {e}", file.display()), hint))
}

/// Opens a file with the desktop's own program. One that is still running after a second has opened it.
fn open(file: &Path) -> Result<(), String> {
    let (program, first): (&str, &[&str]) = match env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(first).arg(file).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|e| format!("{program}: {e}"))?;
    let patience = Instant::now() + Duration::from_secs(1);
    while Instant::now() < patience {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(format!("{program}: {status}")),
            _ => thread::sleep(Duration::from_millis(20)),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundled_reports_are_in_order_and_have_text() {
        let reports = bundled();
        assert!(!reports.is_empty() && reports.is_sorted_by(|a, b| a.id < b.id));
        assert!(reports.iter().all(|r| !r.text.trim().is_empty()));
    }
}
