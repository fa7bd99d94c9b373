//! `cargo xtask fmt-data`: one form for the data files, so that a change shows what changed and nothing else.

use crate::root;
use std::fs;
use std::path::{Path, PathBuf};
use toml_edit::{Array, Decor, DocumentMut, Item, RawString, Table, Value};

/// Formats all files below `data/`, or only says which are not in form; false if any is not.
pub fn fmt_data(check: bool) -> Result<bool, String> {
    let (mut files, root) = (Vec::new(), root());
    collect(&root.join("data"), &mut files)?;
    let mut in_form = true;
    for path in files {
        let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let formatted = formatted(&path, &text).map_err(|e| format!("{}: {e}", path.display()))?;
        if formatted == text {
            continue;
        }
        let name = path.strip_prefix(&root).unwrap_or(&path).display();
        println!("{} {name}", if check { "not in form:" } else { "formatted" });
        if check {
            in_form = false;
        } else {
            fs::write(&path, formatted).map_err(|e| format!("{}: {e}", path.display()))?;
        }
    }
    Ok(in_form)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, files)?;
        } else if is_text(&path) {
            files.push(path);
        }
    }
    Ok(())
}

/// Models are no text and have one form only.
fn is_text(path: &Path) -> bool {
    path.extension().is_none_or(|ending| ending != "bin")
}

fn formatted(path: &Path, text: &str) -> Result<String, String> {
    match path.extension().and_then(|e| e.to_str()) {
        Some("toml") => toml(text),
        Some("tsv") => Ok(tsv(text)),
        _ => Ok(text.into()),
    }
}

/// Rows as they are; cells without space around them, no empty rows.
pub fn tsv(text: &str) -> String {
    let row = |line: &str| line.split('\t').map(str::trim).collect::<Vec<_>>().join("\t") + "\n";
    text.lines().filter(|line| !line.trim().is_empty()).map(row).collect()
}

/// One blank line before each entry, one space around `=`, none at the ends of lines.
pub fn toml(text: &str) -> Result<String, String> {
    let mut doc: DocumentMut = text.parse().map_err(|e: toml_edit::TomlError| e.to_string())?;
    let trailing = comments(&raw(Some(doc.trailing())), true);
    doc.set_trailing(trailing);
    table(doc.as_table_mut());
    let out = doc.to_string();
    Ok(format!("{}\n", out.trim()))
}

fn table(table: &mut Table) {
    let mut first = true;
    for (mut key, item) in table.iter_mut() {
        match item {
            Item::Value(one) => {
                let prefix = comments(&raw(key.leaf_decor().prefix()), !first);
                *key.leaf_decor_mut() = Decor::new(prefix, " ");
                value(one);
            }
            Item::Table(inner) => entry(inner),
            Item::ArrayOfTables(list) => list.iter_mut().for_each(entry),
            Item::None => {}
        }
        first = false;
    }
}

/// A table with a header of its own.
fn entry(inner: &mut Table) {
    let prefix = comments(&raw(inner.decor().prefix()), false);
    let suffix = raw(inner.decor().suffix());
    *inner.decor_mut() = Decor::new(format!("\n{prefix}"), suffix.trim_end());
    table(inner);
}

fn value(one: &mut Value) {
    let suffix = raw(one.decor().suffix());
    *one.decor_mut() = Decor::new(" ", suffix.trim_end());
    if let Value::Array(list) = one {
        if list.to_string().contains('\n') { lines(list) } else { row(list) }
    }
}

/// A list on one line.
fn row(list: &mut Array) {
    for (n, item) in list.iter_mut().enumerate() {
        *item.decor_mut() = Decor::new(if n == 0 { "" } else { " " }, "");
    }
    list.set_trailing("");
    list.set_trailing_comma(false);
}

/// A list over several lines: breaks and comments stay, space at the ends of lines goes.
fn lines(list: &mut Array) {
    for item in list.iter_mut() {
        let (prefix, suffix) = (ends_trimmed(&raw(item.decor().prefix())), raw(item.decor().suffix()));
        *item.decor_mut() = Decor::new(prefix, suffix.trim_end());
    }
    let trailing = ends_trimmed(&raw(Some(list.trailing())));
    list.set_trailing(trailing);
}

fn ends_trimmed(text: &str) -> String {
    let mut parts: Vec<&str> = text.split('\n').collect();
    let last = parts.pop().unwrap_or("");
    parts.into_iter().map(|part| format!("{}\n", part.trim_end())).collect::<String>() + last
}

/// The comments between two entries: no two blank lines in a row, and at the head one only if `blank` allows.
fn comments(text: &str, blank: bool) -> String {
    let mut out = String::new();
    for line in text.split_inclusive('\n').filter(|line| line.ends_with('\n')).map(str::trim) {
        let at_head = out.is_empty();
        if !line.is_empty() || at_head && blank || !at_head && !out.ends_with("\n\n") && out != "\n" {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

fn raw(text: Option<&RawString>) -> String {
    text.and_then(RawString::as_str).unwrap_or("").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        assert_eq!(toml(text).as_deref(), Ok(expect));
        assert_eq!(toml(expect).as_deref(), Ok(expect), "formatting twice");
    }

    #[test]
    fn entries_stand_one_blank_line_apart() {
        check("[[a]]\nx = 1\n[[a]]\nx = 2\n\n\n\n[[a]]\nx = 3", "[[a]]\nx = 1\n\n[[a]]\nx = 2\n\n[[a]]\nx = 3\n");
        check("# Head.\n\n\n# Of b.\n[b]\n\nx = 1\n", "# Head.\n\n# Of b.\n[b]\nx = 1\n");
    }

    #[test]
    fn space_is_normal_and_comments_stay() {
        check("x=1   # one  \ny   =  [ \"a\",\"b\" , ]\n", "x = 1   # one\ny = [\"a\", \"b\"]\n");
        check("a = 1\n\n\n# On b.\nb = 2  \n", "a = 1\n\n# On b.\nb = 2\n");
        check("a = [  \n  \"x\", # x  \n  \"y\",\n]\n", "a = [\n  \"x\", # x\n  \"y\",\n]\n");
    }

    #[test]
    fn text_over_several_lines_is_not_touched() {
        check("a = \"\"\"one  \n\n\n[two]\n\"\"\"\n", "a = \"\"\"one  \n\n\n[two]\n\"\"\"\n");
    }

    #[test]
    fn rows_keep_their_empty_cells() {
        assert_eq!(tsv("a\tb\tc \n\n x\t\t\n"), "a\tb\tc\nx\t\t\n");
    }

    #[test]
    fn what_cannot_be_read_is_an_error() {
        assert!(toml("a = [").is_err());
    }

    #[test]
    fn formatting_changes_no_value() {
        for file in vigie_engine::data::Files::bundled().below("", ".toml") {
            let formatted = toml(&file.text).unwrap_or_else(|e| panic!("{}: {e}", file.path));
            let read = |text: &str| toml::from_str::<toml::Table>(text).expect("a table");
            assert_eq!(read(&file.text), read(&formatted), "{}", file.path);
        }
    }
}
