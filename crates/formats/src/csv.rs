//! Tables with a heading: a report a row.

use crate::{Piece, Reader};
use std::collections::BTreeMap;
use vigie_engine::data::Data;
use vigie_engine::model::Document;

/// Marks that part cells, the most telling first.
const DELIMITERS: [u8; 4] = [b'\t', b';', b'|', b','];

impl Reader<'_> {
    /// A report of every row, by the columns that the user or the data name.
    pub(crate) fn csv(&mut self, piece: &Piece, text: &str) {
        let delimiter = delimiter(text);
        let mut table = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
        let headings = table.headers().cloned().unwrap_or_default();
        let columns = columns(headings.iter(), self.context.data, self.context.columns);
        self.out.read += 1;
        if !columns.contains_key("text") {
            return self.note(&piece.name, "has no column with the text of reports; name it with --columns text=NAME");
        }
        for (n, row) in table.records().enumerate() {
            let place = || format!("{}:{}", piece.name, n + 2);
            if n >= self.context.limits.members {
                return self.note(&piece.name, "has more rows than are read (limit members)");
            }
            match row {
                Ok(row) => self.row(piece, &row, &columns, n + 2),
                Err(e) => self.note(&place(), &format!("is no row and was left out ({e})")),
            }
        }
    }

    fn row(&mut self, piece: &Piece, row: &csv::StringRecord, columns: &BTreeMap<String, usize>, number: usize) {
        let cell = |field: &str| {
            let text = row.get(*columns.get(field)?)?.trim();
            (!text.is_empty()).then(|| text.to_string())
        };
        let Some(text) = cell("text") else {
            return self.note(&format!("{}:{number}", piece.name), "has no text and was left out");
        };
        let day = |text: String| self.context.data.furniture.day(&text).map_or(text, |d| d.to_string());
        let page = Document {
            id: cell("id").unwrap_or_else(|| format!("{}:{number}", piece.given.id)),
            title: cell("title"),
            outlet: cell("outlet"),
            url: cell("url"),
            author: cell("author"),
            published: cell("published").map(day),
            fetched: cell("fetched").or_else(|| piece.given.fetched.clone()),
            language: cell("language"),
            text,
            ..Document::default()
        };
        self.out.pages.push(page);
    }
}

/// Whether a text begins as a table of reports does: a heading with a column of texts and one that dates or names them.
pub fn is_table(text: &str, data: &Data, named: &BTreeMap<String, String>) -> bool {
    let line = text.lines().next().unwrap_or("");
    if line.len() > 2000 || text.lines().nth(1).is_none() {
        return false;
    }
    let mark = delimiter(text) as char;
    let headings = line.split(mark).map(|h| h.trim_matches(['"', ' ']));
    let columns = columns(headings, data, named);
    let known = ["title", "published", "id", "url", "outlet"].iter().filter(|f| columns.contains_key(**f)).count();
    columns.contains_key("text") && known > 0 && text.lines().nth(1).is_some_and(|l| l.contains(mark))
}

fn delimiter(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or("");
    let count = |d: &u8| line.bytes().filter(|b| b == d).count();
    DELIMITERS.into_iter().rev().max_by_key(count).unwrap_or(b',')
}

/// The column of each field: the one that the user named, else the best of those that the data list.
fn columns<'h>(
    headings: impl Iterator<Item = &'h str>,
    data: &Data,
    named: &BTreeMap<String, String>,
) -> BTreeMap<String, usize> {
    let plain =
        |h: &str| h.trim_start_matches('\u{feff}').trim().to_lowercase().replace([' ', '-'], "_").replace('é', "e");
    let headings: Vec<String> = headings.map(plain).collect();
    let place = |name: &str| headings.iter().position(|h| *h == plain(name));
    let of = |(field, names): (&String, &Vec<String>)| {
        let own = named.get(field).and_then(|n| place(n));
        Some((field.clone(), own.or_else(|| names.iter().find_map(|n| place(n)))?))
    };
    data.forms.columns.iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::opened;

    #[test]
    fn rows_become_reports() {
        let table = "Date;Titre;Récit;Source\n03.07.2025;Bac coulé;\"Le bac a coulé; neuf morts.\";Quai Info\n;;;\n";
        let found = opened("t.csv", table.as_bytes());
        let page = &found.pages[0];
        assert_eq!(
            (page.published.as_deref(), page.text.as_str()),
            (Some("2025-07-03"), "Le bac a coulé; neuf morts.")
        );
        assert_eq!((page.id.as_str(), page.outlet.as_deref()), ("t:2", Some("Quai Info")));
        assert_eq!(found.notes[0].doc, "t.csv:3");
    }
}
