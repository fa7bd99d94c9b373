//! `demo`: the desk over a record of the bundled reports.

use super::serve;
use crate::cli::Global;
use crate::failure::Failure;
use crate::installation;
use crate::intake::intake;
use crate::keeping::Place;
use crate::output::{self, Outcome, write_notes};
use include_dir::{Dir, include_dir};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

static REPORTS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../demo");

/// Fill a record from the bundled reports and open the desk over it; the next start finds it filled.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only print the address, and open no browser.
    #[arg(long)]
    pub no_open: bool,
    /// Address and port to listen at; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    pub listen: String,
}

/// Of this month the bundled reports tell most; of the last one they tell too little to begin with.
const TELLING: &str = "?area=MLI&from=2025-07&to=2025-07";

/// Fills the record and opens the desk, until the program is stopped.
pub fn run(args: &Args, global: &Global) -> Result<Outcome, Failure> {
    let folder = folder();
    let place = Place { record: Some(folder.join("demo.vigie").display().to_string()) };
    fill(&place, &folder.join("reports"), global.quiet)?;
    let no_open = args.no_open;
    serve::listen(place.address()?, &args.listen, move |at| {
        let address = format!("http://{at}/{TELLING}");
        output::write(format!("{address}\n").as_bytes(), None)?;
        if !no_open && let Err(why) = open(&address) {
            eprintln!("note: no browser could be opened ({why}); open {address} yourself. Ctrl-C ends the desk.");
        }
        Ok(())
    })
}

/// Where the demo's record is: in the user's data folder, else among the files that may go.
fn folder() -> PathBuf {
    installation::folder("demo").unwrap_or_else(|| env::temp_dir().join("vigie-demo"))
}

/// Reads the bundled reports into the record. What is there already is not coded again, unless engine or data are
/// others.
fn fill(place: &Place, reports: &Path, quiet: bool) -> Result<(), Failure> {
    let unpacked = fs::create_dir_all(reports).and_then(|()| REPORTS.extract(reports));
    unpacked.map_err(|e| {
        let hint = "set XDG_DATA_HOME to a folder that you may write to";
        Failure::new(format!("cannot write {}: {e}", reports.display()), hint)
    })?;
    let (mut record, made) = place.make()?;
    if made && !quiet {
        eprintln!("note: reading the bundled reports; the next start is faster");
    }
    let mut notes = intake(&[reports.to_path_buf()], &mut record, place.read()?, &mut |_| Ok(()))?;
    record.join(installation::data())?;
    let stale = !record.stale(false)?.is_empty();
    record.close()?;
    if stale {
        super::rebuild::rebuild(place, false, true)?;
    }
    if !quiet {
        write_notes(&mut notes);
    }
    Ok(())
}

/// Opens an address with the desktop's own program. One that is still running after a second has opened it.
fn open(address: &str) -> Result<(), String> {
    let (program, first): (&str, &[&str]) = match env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(first).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
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
    fn the_bundled_reports_are_there_and_have_text() {
        let texts = || REPORTS.files().filter(|f| f.contents_utf8().is_some_and(|t| t.starts_with("---")));
        assert!(texts().count() > 40);
        assert!(texts().all(|f| f.contents_utf8().is_some_and(|t| t.len() > 200)));
    }
}
