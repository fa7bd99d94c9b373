//! Words of documents, to find them by: with or without accents, in capitals or not.

use crate::db::Db;
use crate::fault::Result;
use crate::keep::document;
use crate::load::{Scope, rows};
use crate::record::Record;
use crate::value::Value;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use vigie_engine::model::Document;

/// A document that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// Its id.
    pub id: String,
    /// When it was published.
    pub published: Option<String>,
}

/// Words of a document beyond which it is not searched: PostgreSQL takes no more.
const MOST: usize = 400_000;

/// The words of a document.
pub fn of(document: &Document) -> String {
    let all = format!("{}\n{}", document.title.as_deref().unwrap_or(""), document.text);
    let end = (0..=all.len().min(MOST)).rev().find(|at| all.is_char_boundary(*at)).unwrap_or(0);
    all[..end].to_string()
}

/// Adds documents to the index.
pub fn put(db: &mut Db, words: Vec<(i64, String)>) -> Result<()> {
    if db.is_file() {
        let row = |(num, words): (i64, String)| vec![num.into(), words.into()];
        return db.insert("words", "rowid,body", words.into_iter().map(row).collect(), "");
    }
    for (num, words) in words {
        let sql = "INSERT INTO words (num, body) VALUES ($1, to_tsvector('simple', $2))";
        db.run(sql, &[num.into(), folded(&words).into()])?;
    }
    Ok(())
}

/// Takes documents out of the index.
pub fn remove(db: &mut Db, nums: &[i64]) -> Result<()> {
    let sql = if db.is_file() { "DELETE FROM words WHERE rowid = $1" } else { "DELETE FROM words WHERE num = $1" };
    nums.iter().try_for_each(|num| db.run(sql, &[(*num).into()]).map(drop))
}

/// Adds all documents to an empty index.
pub fn fill(db: &mut Db) -> Result<()> {
    let last = db.number("SELECT MAX(num) FROM documents", &[])?;
    let sql = "SELECT d.num, v.body FROM documents d JOIN versions v ON v.num = d.num AND v.version = d.version
        WHERE d.num";
    for first in (1..=last).step_by(1000) {
        let nums = Scope::Documents((first..first + 1000).collect());
        let words = rows(db, sql, &nums, |row| Ok((row.int(0), of(&document("", row.bytes(1))?))))?;
        put(db, words)?;
    }
    Ok(())
}

/// Small letters without accents.
fn folded(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

impl Record {
    /// Documents that have all of these words, the last that came in first. Words in quotation marks must stand
    /// together, and a star stands for any ending.
    pub fn search(&mut self, words: &str, limit: i64) -> Result<Vec<Hit>> {
        let nums = find(&mut self.db, words, Some(limit))?;
        let values: Vec<Value> = nums.iter().map(|n| (*n).into()).collect();
        let sql = "SELECT num, id, published FROM documents WHERE num IN";
        let mut rows = crate::keep::among(&mut self.db, sql, &values)?;
        rows.sort_by_key(|row| std::cmp::Reverse(row.int(0)));
        let hit =
            |row: &crate::value::Row| Hit { id: row.text(1).into(), published: row.maybe_text(2).map(Into::into) };
        Ok(rows.iter().map(hit).collect())
    }
}

/// Numbers of the documents that have all of these words, the last first.
pub fn find(db: &mut Db, words: &str, limit: Option<i64>) -> Result<Vec<i64>> {
    let terms = terms(words);
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let limit = limit.map_or_else(String::new, |n| format!("LIMIT {n}"));
    let (sql, asked) = if db.is_file() {
        (
            "SELECT rowid FROM words WHERE words MATCH $1 ORDER BY rowid DESC",
            asked(&terms, " ", |t| quoted(t, '"'), "\"*"),
        )
    } else {
        let phrase = |t: &str| t.split(' ').map(|w| quoted(w, '\'')).collect::<Vec<_>>().join(" <-> ");
        (
            "SELECT num FROM words WHERE body @@ to_tsquery('simple', $1) ORDER BY num DESC",
            asked(&terms, " & ", phrase, "':*"),
        )
    };
    Ok(db.rows(&format!("{sql} {limit}"), &[asked.into()])?.iter().map(|row| row.int(0)).collect())
}

/// Words and phrases, folded, each with whether any ending will do.
fn terms(words: &str) -> Vec<(String, bool)> {
    let mut terms = Vec::new();
    for (n, part) in folded(words).replace(['“', '”', '«', '»'], "\"").split('"').enumerate() {
        let star = |word: &str| word.ends_with('*');
        let bare = |word: &str| {
            word.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
        };
        if n % 2 == 1 {
            terms.push((bare(part), false));
        } else {
            terms.extend(part.split_whitespace().map(|word| (bare(word), star(word))));
        }
    }
    terms.retain(|(term, _)| !term.is_empty());
    terms
}

fn asked(terms: &[(String, bool)], and: &str, one: impl Fn(&str) -> String, star: &str) -> String {
    let term = |(term, any): &(String, bool)| {
        let written = one(term);
        if *any { format!("{}{star}", &written[..written.len() - 1]) } else { written }
    };
    terms.iter().map(term).collect::<Vec<_>>().join(and)
}

fn quoted(term: &str, mark: char) -> String {
    format!("{mark}{term}{mark}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_phrases_and_endings_are_told_apart() {
        let all = terms("Préfet «poste de contrôle» tir*");
        let shown: Vec<(&str, bool)> = all.iter().map(|(t, s)| (t.as_str(), *s)).collect();
        assert_eq!(shown, [("prefet", false), ("poste de controle", false), ("tir", true)]);
        assert_eq!(asked(&all, " ", |t| quoted(t, '"'), "\"*"), "\"prefet\" \"poste de controle\" \"tir\"*");
        assert!(terms("\" ' & | ! ()").is_empty());
    }
}
