//! The files that GDELT writes every 15 minutes, as a way to find addresses only: nothing of its coding is taken.

use super::{Eyes, Last, ask, item};
use crate::fetch::{Answer, Kind, Trouble};
use crate::source::{Look, Source, Take, clean, print};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use url::Url;
use vigie_engine::model::Document;

/// Columns of a row of events: class by its root, country of the place, address of the report.
const ROOT: usize = 28;
const COUNTRY: usize = 53;
const ADDRESS: usize = 60;
/// Bytes that one file may unpack to.
const MOST: u64 = 128 << 20;

/// The addresses of the newest file, if it was not read before.
pub async fn list(eyes: &Eyes<'_>, source: &Source, last: &Last) -> Result<Look, Trouble> {
    let answer = eyes.fetcher.get(&ask(source, &source.url, &Last::default())).await?;
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    let base = Url::parse(&answer.url).map_err(|e| Trouble::new(Kind::Final, e.to_string()))?;
    let newest = text.split_whitespace().find(|word| word.ends_with(".export.CSV.zip"));
    let Some(newest) = newest.and_then(|link| clean(&base, link)) else {
        let hint = "give the address of lastupdate.txt";
        return Err(Trouble::new(Kind::Final, format!("{} names no file of events; {hint}", source.url)));
    };
    if last.cursor.as_deref() == Some(&newest) {
        return Ok(Look { answer, cursor: Some(newest), ..Look::default() });
    }
    let file = eyes.fetcher.get(&ask(source, &newest, &Last::default())).await?;
    let mut look = addresses(&file, source)?;
    (look.cursor, look.answer) = (Some(newest), file);
    Ok(look)
}

fn addresses(file: &Answer, source: &Source) -> Result<Look, Trouble> {
    let wrong = |e: String| Trouble::new(Kind::Passing, format!("{} cannot be unpacked ({e})", file.url));
    let mut archive = zip::ZipArchive::new(Cursor::new(&file.body)).map_err(|e| wrong(e.to_string()))?;
    let mut text = Vec::new();
    let member = archive.by_index(0).map_err(|e| wrong(e.to_string()))?;
    member.take(MOST).read_to_end(&mut text).map_err(|e| wrong(e.to_string()))?;
    let found: BTreeSet<String> =
        String::from_utf8_lossy(&text).lines().filter_map(|row| address(row, source)).collect();
    let one = |url: String| {
        let document = Document { url: Some(url.clone()), ..Document::default() };
        let mut found = item(document, url.clone(), Take::Fetch);
        found.print = print(&[&url]);
        found
    };
    Ok(Look { items: found.into_iter().map(one).collect(), ..Look::default() })
}

/// The address of a row, if it is of a country and class that is wanted.
fn address(row: &str, source: &Source) -> Option<String> {
    let cells: Vec<&str> = row.split('\t').collect();
    let wanted = |list: &[String], cell: usize| {
        list.is_empty() || cells.get(cell).is_some_and(|value| list.iter().any(|wanted| wanted == value))
    };
    let fetch = &source.fetch;
    (wanted(&fetch.countries, COUNTRY) && wanted(&fetch.codes, ROOT)).then_some(())?;
    clean(&Url::parse(cells.get(ADDRESS)?).ok()?, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_engine::data::Fetch;

    #[test]
    fn addresses_of_wanted_countries_and_classes_are_taken_once() {
        let row = |country: &str, root: &str, url: &str| {
            let mut cells = vec!["x"; 61];
            (cells[COUNTRY], cells[ROOT], cells[ADDRESS]) = (country, root, url);
            cells.join("\t")
        };
        let fetch = Fetch { countries: vec!["ML".into()], codes: vec!["19".into()], ..Fetch::default() };
        let source = Source { fetch, ..Source::default() };
        assert_eq!(address(&row("ML", "19", "https://a.example/x"), &source).as_deref(), Some("https://a.example/x"));
        assert_eq!(address(&row("FR", "19", "https://a.example/x"), &source), None);
        assert_eq!(address(&row("ML", "04", "https://a.example/x"), &source), None);
        assert_eq!(address(&row("ML", "19", "BBC Monitoring"), &source), None);
        assert_eq!(address("short\trow", &source), None);
    }
}
