//! `import`: reports into the record.

use super::rebuild::incidents;
use crate::cli::{Global, Import, ImportFormat};
use crate::failure::Failure;
use crate::installation;
use crate::intake::intake;
use crate::output::{self, Outcome};
use serde_json::json;
use vigie_engine::model::Note;
use vigie_store::{Joined, Kept};

/// Keeps the reports, and joins them with those that are there.
pub fn import(args: &Import, global: &Global) -> Result<Outcome, Failure> {
    let (mut record, made) = args.place.make()?;
    let mut tell = Teller::new(args.format, global);
    let mut notes = intake(&args.paths.paths, &mut record, args.place.read()?, &mut |kept| tell.kept(kept))?;
    let joined = record.join(installation::data())?;
    if made {
        notes.push(Note { doc: args.place.address()?.to_string(), message: "is a new record".into() });
    }
    record.close()?;
    Ok(Outcome { text: tell.end(&joined), notes, failed: false, ..Outcome::default() })
}

/// What is told of an import while it runs, or at its end.
struct Teller {
    lines: bool,
    /// Lines for a file are written at the end, with the result.
    file: bool,
    text: String,
    counts: [usize; 3],
}

impl Teller {
    fn new(format: ImportFormat, global: &Global) -> Self {
        let lines = format == ImportFormat::Jsonl;
        Self { lines, file: global.output.is_some(), text: String::new(), counts: [0; 3] }
    }

    fn kept(&mut self, batch: &[(String, Kept)]) -> Result<(), Failure> {
        for (id, kept) in batch {
            self.counts[*kept as usize] += 1;
            if self.lines {
                self.text += &format!("{}\n", json!({"id": id, "kept": word(*kept)}));
            }
        }
        if self.file { Ok(()) } else { output::write(std::mem::take(&mut self.text).as_bytes(), None) }
    }

    fn end(self, joined: &Joined) -> String {
        let [new, versions, known] = self.counts;
        let counted = format!("documents: {new} new, {versions} new versions, {known} known\n");
        if self.lines { self.text } else { counted + &incidents(joined) }
    }
}

fn word(kept: Kept) -> &'static str {
    match kept {
        Kept::New => "new",
        Kept::Version => "version",
        Kept::Known => "known",
    }
}
