//! The codebook's pages: types with their crosswalks (`docs/codebook.md`) and the columns of what leaves
//! (`docs/columns.md`), written of `data/codebook`.

use std::fmt::Write;
use vigie_engine::data::Data;
use vigie_engine::data::codebook::{Codebook, SubType, Term, class_word};

/// The pages by name, written anew.
pub fn pages() -> [(&'static str, String); 2] {
    let book = &Data::bundled().codebook;
    [("docs/codebook.md", codebook(book)), ("docs/columns.md", columns(book))]
}

const CODEBOOK: &str = "# The codebook in tables

Written by `cargo xtask docs` of `data/codebook`; the rules stand in [CODEBOOK.md](../CODEBOOK.md). What ACLED, UCDP
and PLOVER call a thing is a matter of names: none of their data is here.

";

const COLUMNS: &str = "# What stands in the columns

Written by `cargo xtask docs` of `data/codebook/columns`. `vigie export --format NAME --dictionary` prints the same as
CSV, and it stands beside every file that `-o` names.

";

fn codebook(book: &Codebook) -> String {
    let mut page = CODEBOOK.to_string();
    for kind in &book.types {
        let _ = write!(page, "## {} ({})\n\n{}\n\n", kind.name, kind.fr, kind.definition);
        page += &table(
            &["sub-type", "en français", "what it is", "ACLED: disorder", "UCDP", "PLOVER", "warned of", "example"],
            book.sub_types.iter().filter(|s| s.event_type == kind.name).map(sub_type),
        );
    }
    page += "## Sides\n\n";
    page += &table(
        &["class", "en français", "what it is", "ACLED", "UCDP", "PLOVER", "example"],
        book.classes.iter().map(|c| {
            let inter = format!("{} {}", c.inter, c.inter_name);
            let ucdp = format!("{:?}", c.ucdp).to_lowercase();
            vec![
                class_word(c.name),
                c.fr.clone(),
                c.definition.clone(),
                inter,
                ucdp,
                c.plover.clone(),
                c.example.clone(),
            ]
        }),
    );
    page += "An interaction names both classes, the lower number first: \"State forces-Rebel group\" or 12; one side alone is \
             \"Rebel group only\" or 20. In UCDP's shape violence with a state on a side is of kind 1, between groups 2, against \
             people who do not fight 3.\n\n## Names that every country has\n\n";
    page += &table(
        &["ours", "ACLED's shape", "UCDP's shape", "example"],
        book.forms.iter().map(|f| {
            let same = |form: &Option<String>| form.clone().unwrap_or_else(|| "the same".into());
            let example = format!("{} → {} → {}", f.example[0], f.example[2], f.example[3]);
            vec![f.ours.clone(), same(&f.acled), same(&f.ucdp), example]
        }),
    );
    page += "## Measures\n\n";
    page += &table(&["measure", "en français", "what it counts", "example"], book.measures.iter().map(term));
    page += "## Indicators\n\n";
    let unit = |t: &Term| [term(t), vec![t.unit.clone().unwrap_or_default()]].concat();
    page += &table(&["indicator", "en français", "what it is", "example", "unit"], book.indicators.iter().map(unit));
    page
}

fn sub_type(sub: &SubType) -> Vec<String> {
    let crossed =
        [sub.example.interaction.clone().filter(|i| !i.is_empty()), sub.example.violence.map(|v| format!("UCDP {v}"))];
    let crossed: Vec<String> = crossed.into_iter().flatten().collect();
    let example = match crossed.is_empty() {
        true => sub.example.text.clone(),
        false => format!("{} → {}", sub.example.text, crossed.join(", ")),
    };
    let none = |word: &Option<String>| word.clone().unwrap_or_else(|| "–".into());
    let ucdp = if sub.ucdp { "if people were killed" } else { "–" };
    let [acled, plover, warns] = [&sub.acled, &sub.plover, &sub.warns].map(none);
    vec![sub.name.clone(), sub.fr.clone(), sub.definition.clone(), acled, ucdp.into(), plover, warns, example]
}

fn term(term: &Term) -> Vec<String> {
    vec![term.name.clone(), term.fr.clone(), term.definition.clone(), term.example.clone()]
}

fn columns(book: &Codebook) -> String {
    let mut page = COLUMNS.to_string();
    for (name, of) in &book.tables {
        let _ = write!(page, "## {name}\n\n{}\n\n", of.about);
        let tagged = of.columns.iter().any(|c| c.hxl.is_some());
        let heading: &[&str] = if tagged {
            &["column", "type", "what it holds", "example", "HXL"]
        } else {
            &["column", "type", "what it holds", "example"]
        };
        page += &table(
            heading,
            of.columns.iter().map(|c| {
                let kind = format!("{:?}", c.kind).to_lowercase();
                let mut row = vec![format!("`{}`", c.name), kind, c.about.clone(), c.example.clone()];
                row.extend(c.hxl.clone().filter(|_| tagged));
                row
            }),
        );
    }
    page
}

fn table(heading: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let line = |cells: Vec<String>| {
        format!("| {} |\n", cells.iter().map(|c| c.replace('|', "\\|")).collect::<Vec<_>>().join(" | "))
    };
    let head = line(heading.iter().map(ToString::to_string).collect());
    let rule = format!("|{}\n", "---|".repeat(heading.len()));
    head + &rule + &rows.map(line).collect::<String>() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_in_the_repository_are_those_of_the_data() {
        for (name, page) in pages() {
            let kept = std::fs::read_to_string(crate::root().join(name)).unwrap_or_default();
            assert!(kept == page, "{name} is not what the data say: run cargo xtask docs");
        }
    }

    #[test]
    fn every_sub_type_and_every_column_is_told() {
        let book = &Data::bundled().codebook;
        let [(_, codebook), (_, columns)] = pages();
        assert!(book.sub_types.iter().all(|s| codebook.contains(&format!("| {} |", s.name))));
        assert!(book.tables.values().flat_map(|t| &t.columns).all(|c| columns.contains(&format!("| `{}` |", c.name))));
    }
}
