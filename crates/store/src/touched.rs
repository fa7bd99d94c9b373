//! Which documents a change of engine or data can have touched: only these are coded anew.

use crate::db::Db;
use crate::fault::Result;
use crate::stamp::{Stamp, is_named};
use crate::words;
use std::collections::BTreeSet;

/// What a change can have touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touched {
    /// Every document.
    All,
    /// Those in these languages, and those that have one of these names.
    Some {
        /// Two-letter codes.
        languages: BTreeSet<String>,
        /// Names of actors and places whose entries were changed.
        names: BTreeSet<String>,
    },
}

/// So many names are as good as everything.
const MANY: usize = 2000;
/// Data that come after coding, or that only words of briefs hang on.
const LATER: [&str; 7] = ["resolve.toml", "sources/", "verdicts/", "outlines/", "briefs/", "evaluate.toml", "README"];

/// What changed between two stamps.
pub fn between(old: &Stamp, new: &Stamp) -> Touched {
    if old.engine != new.engine || old.files.is_empty() {
        return Touched::All;
    }
    let (mut languages, mut names) = (BTreeSet::new(), BTreeSet::new());
    let paths: BTreeSet<&String> = old.files.keys().chain(new.files.keys()).collect();
    for path in paths {
        let (before, after) = (old.files.get(path), new.files.get(path));
        if before.map(|f| &f.0) == after.map(|f| &f.0) || is_later(path) {
            continue;
        }
        if is_named(path) {
            let text = |file: Option<&(String, String)>| file.map_or_else(String::new, |f| f.1.clone());
            names.extend(changed(&text(before), &text(after), path.ends_with(".tsv")));
        } else if let Some(lang) = path.strip_prefix("lang/").and_then(|rest| rest.split('/').next()) {
            languages.insert(lang.to_string());
        } else {
            return Touched::All;
        }
    }
    if names.len() > MANY { Touched::All } else { Touched::Some { languages, names } }
}

fn is_later(path: &str) -> bool {
    LATER.iter().any(|start| path.starts_with(start)) || path.starts_with("lang/") && path.ends_with("brief.toml")
}

/// Names in the entries that stand in only one of two texts of a table.
fn changed(old: &str, new: &str, rows: bool) -> BTreeSet<String> {
    let entries = |text: &'_ str| -> BTreeSet<String> {
        let split = if rows { "\n" } else { "\n[[" };
        text.split(split).map(str::to_string).collect()
    };
    let (old, new) = (entries(old), entries(new));
    let own = old.symmetric_difference(&new);
    if rows { own.flat_map(|row| cells(row)).collect() } else { own.flat_map(|entry| strings(entry)).collect() }
}

/// The names of a row: its first three columns.
fn cells(row: &str) -> Vec<String> {
    let names = row.split('\t').take(3).flat_map(|cell| cell.split('|'));
    names.map(str::trim).filter(|name| !name.is_empty()).map(str::to_string).collect()
}

/// Everything between quotation marks; examples too, which makes no name less.
fn strings(entry: &str) -> Vec<String> {
    let short = |s: &&str| !s.trim().is_empty() && s.split_whitespace().count() <= 8;
    entry.split('"').skip(1).step_by(2).filter(short).map(str::to_string).collect()
}

/// The numbers of the documents that were touched, among those that were coded under a stamp.
pub fn documents(db: &mut Db, stamp: i64, touched: &Touched) -> Result<BTreeSet<i64>> {
    let coded = "SELECT d.num, d.language FROM documents d JOIN records r ON r.num = d.num WHERE r.stamp = $1";
    let rows = db.rows(coded, &[stamp.into()])?;
    let Touched::Some { languages, names } = touched else {
        return Ok(rows.iter().map(|row| row.int(0)).collect());
    };
    let spoken = |language: &str| languages.iter().any(|l| language.starts_with(l.as_str()));
    let mut found: BTreeSet<i64> = rows.iter().filter(|row| spoken(row.text(1))).map(|row| row.int(0)).collect();
    let coded: BTreeSet<i64> = rows.iter().map(|row| row.int(0)).collect();
    for name in names {
        let phrase = format!("\"{}\"", name.replace('"', " "));
        found.extend(words::find(db, &phrase, None)?.into_iter().filter(|num| coded.contains(num)));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(engine: &str, files: &[(&str, &str)]) -> Stamp {
        let file = |(path, text): &(&str, &str)| (path.to_string(), (text.to_string(), text.to_string()));
        Stamp { engine: engine.into(), data: String::new(), files: files.iter().map(file).collect() }
    }

    fn names(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<String> {
        match between(&stamp("1", old), &stamp("1", new)) {
            Touched::Some { names, .. } => names.into_iter().collect(),
            Touched::All => vec!["all".into()],
        }
    }

    #[test]
    fn an_edited_name_touches_its_own_entry() {
        let old = "[[actor]]\nname = \"Dawn Front\"\n\n[[actor]]\nname = \"Reed Army\"\n";
        let new = old.replace("Reed Army", "Reed Guard");
        assert_eq!(names(&[("actors/a.toml", old)], &[("actors/a.toml", &new)]), ["Reed Army", "Reed Guard"]);
        let (row, other) = ("name\tx\talias\nDabia\t\tDabya|Dabiya\ttown\n", "name\tx\talias\n");
        assert_eq!(names(&[("places/A.tsv", row)], &[("places/A.tsv", other)]), ["Dabia", "Dabiya", "Dabya"]);
    }

    #[test]
    fn words_touch_their_language_and_frames_touch_everything() {
        let of = |path: &str, engine: &str| between(&stamp("1", &[(path, "a")]), &stamp(engine, &[(path, "b")]));
        let Touched::Some { languages, .. } = of("lang/fr/triggers.toml", "1") else { panic!("not all") };
        assert_eq!(languages.into_iter().collect::<Vec<_>>(), ["fr"]);
        assert_eq!(of("frames/attack.toml", "1"), Touched::All);
        assert_eq!(
            of("verdicts/rules.toml", "1"),
            Touched::Some { languages: BTreeSet::new(), names: BTreeSet::new() }
        );
        assert_eq!(of("verdicts/rules.toml", "2"), Touched::All);
    }
}
