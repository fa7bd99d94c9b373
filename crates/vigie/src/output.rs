//! Results to stdout or a file, notes to stderr, and the exit code.

use crate::failure::Failure;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use vigie_engine::model::Note;

/// What a command has to say.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The result, whole.
    pub text: String,
    /// The result, if it is no text: then `text` is empty.
    pub bytes: Vec<u8>,
    /// What a person should know beside it.
    pub notes: Vec<Note>,
    /// Whether a check failed.
    pub failed: bool,
}

/// Writes the result; a reader that stops early (`| head`) is not an error.
pub fn write(text: &[u8], file: Option<&Path>) -> Result<(), Failure> {
    let Some(path) = file.filter(|path| path.as_os_str() != "-") else {
        let mut out = io::stdout().lock();
        return match out.write_all(text).and_then(|()| out.flush()) {
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
                Err(Failure::new(format!("cannot write the result: {e}"), "is the disk full?"))
            }
            _ => Ok(()),
        };
    };
    fs::write(path, text).map_err(|e| {
        let hint = "check that its folder exists and that you may write there";
        Failure::new(format!("cannot write {}: {e}", path.display()), hint)
    })
}

/// Writes the notes, sorted and each once; a closed stderr is not an error.
pub fn write_notes(notes: &mut Vec<Note>) {
    notes.sort();
    notes.dedup();
    let mut err = anstream::stderr().lock();
    for note in notes {
        let _ = writeln!(err, "\x1b[1mnote:\x1b[0m {}: {}", note.doc, note.message);
    }
}

/// Writes why the command could not be done.
pub fn write_failure(failure: &Failure) {
    let _ = writeln!(anstream::stderr().lock(), "\x1b[1;31merror:\x1b[0m {failure}");
}

/// One JSON line for each value.
pub fn lines<T: serde::Serialize>(values: &[T]) -> String {
    values.iter().map(|value| json(value, false) + "\n").collect()
}

/// A value as JSON; the values of the engine are all maps with text keys, so this does not fail.
pub fn json<T: serde::Serialize + ?Sized>(value: &T, pretty: bool) -> String {
    let written = if pretty { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
    written.unwrap_or_default()
}
