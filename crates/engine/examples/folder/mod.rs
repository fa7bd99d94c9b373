//! A folder of data as the engine takes it, for examples that try data without building the program.

use std::path::Path;
use vigie_engine::data::{File, Files};

/// All text files below a folder.
pub fn files(folder: &str) -> Files {
    let mut found = Vec::new();
    collect(Path::new(folder), "", &mut found);
    Files::new(found)
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<File>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), found);
        } else if let Ok(text) = std::fs::read_to_string(entry.path()) {
            found.push(File { path, text });
        }
    }
}
