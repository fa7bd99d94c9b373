//! Numbers and dates in words: those in brackets have the bounds and days that the example gives.

use crate::{Namer, data, overlaps, require, shown};
use libtest_mimic::{Failed, Trial};
use vigie_engine::code::{dates, numbers};
use vigie_engine::data::{DateExample, Dates, Files, NumberExample, Numbers};
use vigie_engine::model::Lang;

pub fn trials(lang: Lang, files: &'static Files, out: &mut Vec<Trial>) {
    if let Some(file) = files.get(&format!("lang/{}/numbers.toml", lang.code())) {
        let mut namer = Namer::new(file);
        for example in file.toml::<Numbers>(&mut Vec::new()).example {
            let name = namer.name("number", &example.text);
            out.push(Trial::test(name, move || is_number(lang, &example)));
        }
    }
    if let Some(file) = files.get(&format!("lang/{}/dates.toml", lang.code())) {
        let mut namer = Namer::new(file);
        for example in file.toml::<Dates>(&mut Vec::new()).example {
            let name = namer.name("date", &example.text);
            out.push(Trial::test(name, move || is_date(lang, &example)));
        }
    }
}

/// Without bounds nothing in the brackets is a number.
fn is_number(lang: Lang, example: &NumberExample) -> Result<(), Failed> {
    let (text, words) = shown(&example.text)?;
    let found = numbers(&text, lang, data());
    let here: Vec<_> = found.iter().filter(|(span, _)| overlaps(span, &words)).map(|(_, q)| q).collect();
    let wanted = (example.low, example.high, example.about);
    let holds = match here.as_slice() {
        [] => wanted == (None, None, false),
        [one] => (one.low, one.high, one.approximate) == wanted,
        _ => false,
    };
    require(holds, format_args!("one number {wanted:?}"), found)
}

/// Without days nothing in the brackets is a whole date.
fn is_date(lang: Lang, example: &DateExample) -> Result<(), Failed> {
    let (text, words) = shown(&example.text)?;
    let found = dates(&text, lang, example.published, data());
    let here: Vec<_> = found.iter().filter(|(span, _)| overlaps(span, &words)).map(|(_, d)| d).collect();
    let wanted = example.from.map(|from| (from, example.to.unwrap_or(from)));
    let holds = match here.as_slice() {
        [] => wanted.is_none(),
        [one] => Some((one.from, one.to)) == wanted,
        _ => false,
    };
    require(holds, format_args!("one date {wanted:?}"), found)
}
