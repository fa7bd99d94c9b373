//! `cargo xtask new document PAGE`: a folder of `tests/documents` from a page that was saved.

use crate::reading;
use std::fs;
use std::path::Path;
use vigie_engine::model::Document;

/// Makes the folder: the page as it is, and what the program reads of it, for a person to correct.
pub fn new(page: &Path, root: &Path) -> Result<bool, String> {
    let fail = |e: std::io::Error| format!("{}: {e}", page.display());
    let bytes = fs::read(page).map_err(fail)?;
    let name = page.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let (stem, ending) = name.split_once('.').unwrap_or((&name, "txt"));
    let slug = super::new::slug(stem)?;
    let folder = root.join("tests/documents").join(&slug);
    if folder.exists() {
        return Err(format!("{} is there already", folder.display()));
    }
    let (documents, notes) = reading::documents(&bytes, "page")?;
    fs::create_dir_all(&folder).map_err(fail)?;
    fs::write(folder.join(format!("page.{ending}")), &bytes).map_err(fail)?;
    let expected: String = documents.iter().map(story).collect();
    fs::write(folder.join("expected.toml"), expected).map_err(fail)?;
    println!("made tests/documents/{slug} with {} stories", documents.len());
    notes.iter().for_each(|note| println!("- note: {}", note.message));
    println!("- put the page into your own words: keep its elements and classes, replace its sentences and names");
    println!("- correct expected.toml by what you see on the page, not by what the program says");
    println!("- cargo test -p vigie-formats --test documents");
    Ok(true)
}

/// A story as `expected.toml` has it.
pub fn story(doc: &Document) -> String {
    let quoted = |text: &str| serde_json::Value::String(text.into()).to_string();
    let line = |name: &str, value: &Option<String>| value.as_ref().map(|v| format!("{name} = {}\n", quoted(v)));
    let fields = [("title", &doc.title), ("published", &doc.published), ("outlet", &doc.outlet)];
    let fields: String = fields.into_iter().filter_map(|(name, value)| line(name, value)).collect();
    format!("[[story]]\n{fields}text = '''\n{}\n'''\n\n", doc.text.trim().replace("'''", "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_becomes_a_folder_and_nothing_is_overwritten() {
        let root = std::env::temp_dir().join(format!("vigie-page-{}", std::process::id()));
        fs::create_dir_all(&root).expect("a folder");
        let page = root.join("Ferry sinks.html");
        fs::write(&page, "<html><h1>Ferry sinks off Lanto</h1><p>The ferry sank at dawn with sixty people on board, the harbour master said.</p>").expect("a page");
        assert_eq!(new(&page, &root), Ok(true));
        let expected = fs::read_to_string(root.join("tests/documents/ferry-sinks/expected.toml")).expect("expected");
        assert!(
            expected.contains("title = \"Ferry sinks off Lanto\"") && expected.contains("The ferry sank"),
            "{expected}"
        );
        assert!(new(&page, &root).is_err());
        let _ = fs::remove_dir_all(root);
    }
}
