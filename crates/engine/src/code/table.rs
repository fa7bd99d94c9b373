//! Tables in plain text ("DATE | PLACE | WHAT | DEAD"): the heads of the columns say what the numbers below count.

use super::scan::{Mention, Reader, Sentence, What};
use crate::data::Form;
use crate::model::Measure;
use std::ops::Range;

/// Fewer cells are a line of credits or of links.
const CELLS: usize = 3;

/// What the columns of a table count, column by column.
pub(crate) type Head = Vec<Option<Measure>>;

/// The head of a table, if the sentence is one: cells without numbers or days, of which one is a word for a toll.
pub(crate) fn head(r: &Reader, s: &Sentence) -> Option<Head> {
    let plain = |m: &Mention| !matches!(m.what, What::Number(_)) && !m.is_time();
    let cells = cells(r, &s.toks);
    let head: Head = cells.iter().map(|cell| measure(s, cell)).collect();
    (cells.len() >= CELLS && s.mentions.iter().all(plain) && head.iter().any(Option::is_some)).then_some(head)
}

/// The cells of a row under a head, with what they count.
pub(crate) fn row(r: &Reader, s: &Sentence, head: &Head) -> Vec<(Range<usize>, Measure)> {
    let cells = cells(r, &s.toks);
    let same = cells.len() == head.len();
    cells.into_iter().zip(head).filter(|_| same).filter_map(|(cell, measure)| Some((cell, (*measure)?))).collect()
}

fn cells(r: &Reader, toks: &Range<usize>) -> Vec<Range<usize>> {
    let mut walls: Vec<usize> = toks.clone().filter(|i| r.word(*i) == "|").collect();
    walls.push(toks.end);
    let starts = std::iter::once(toks.start).chain(walls.iter().map(|w| w + 1));
    starts.zip(&walls).map(|(from, to)| from..*to).filter(|cell| !cell.is_empty()).collect()
}

/// A cell that holds nothing but the word for a toll of people.
fn measure(s: &Sentence, cell: &Range<usize>) -> Option<Measure> {
    let (_, tolls) = s.tolls.iter().find(|(toks, _)| toks == cell)?;
    let counts =
        |t: &&crate::data::Toll| t.goods.is_none() && (t.form == Form::Noun || t.form == Form::PastOrParticiple);
    tolls.iter().find(counts).map(|t| t.measure)
}

#[cfg(test)]
mod tests {
    use crate::code::testing::told;
    use crate::model::Measure;

    #[test]
    fn a_number_is_what_the_head_of_its_column_says() {
        let table = "DATE | PLACE | WHAT | DEAD\n\n3 July | Bama (Borno) | Gunmen attack market | 12\n\n\
                     4 July | Gwoza (Borno) | Gunmen raid village | 3";
        let events = told("en", "2025-07-07", table);
        let tolls = |e: &crate::model::Event| e.figures.iter().map(|f| (f.measure, f.low)).collect::<Vec<_>>();
        let found: Vec<_> = events.iter().map(tolls).collect();
        assert_eq!(found, [vec![(Measure::Killed, Some(12))], vec![(Measure::Killed, Some(3))]]);
    }
}
