//! "The capital", of whichever country is meant.

use super::{Setting, Spot};
use crate::code::scan::{Mention, Reader, Sentence, What};
use crate::data::Mark;
use crate::model::PlacePrecision;
use std::ops::Range;

/// "marched in the capital": that of the country the sentence names, else of the report's.
pub(super) fn capital(r: &Reader, s: &Sentence, setting: &Setting, spots: &[Spot]) -> Option<Spot> {
    let named = |toks: &Range<usize>| spots.iter().any(|p| p.toks.start >= toks.end && p.toks.start - toks.end <= 3);
    let (toks, _) = s.marks.iter().find(|(toks, m)| m.contains(&Mark::CapitalNoun) && !named(toks))?;
    // "The Qatari capital", "la capitale qatarie".
    let people = s.mentions.iter().find_map(|m| match m.what {
        What::Demonym(c) if m.toks.start == toks.end || m.toks.end == toks.start => Some((m.toks.start, c)),
        _ => None,
    });
    let first = people.map_or(toks.start, |(at, _)| at.min(toks.start));
    let reach = 1 + usize::from(people.is_some());
    let leads = |i: usize| s.has_mark(i, Mark::LocativePrep);
    let led = (1..=reach).filter_map(|b| first.checked_sub(b)).any(leads);
    // "Kenscoff, en périphérie de la capitale": after a place, "of" says what that one lies beside.
    let of = first.checked_sub(1).is_some_and(|i| s.has_mark(i, Mark::OfPrep));
    let beside = of && spots.iter().any(|p| p.toks.end <= first && p.precision < PlacePrecision::Admin1);
    let here = spots.iter().rfind(|p| p.toks.start < toks.start && p.precision == PlacePrecision::Country);
    let told = here.and_then(|p| p.country).or(setting.country).filter(|_| toks.len() > 1);
    let country = people.map(|(_, c)| c).or(told).filter(|_| led && !beside)?;
    let nation = &r.data.places.countries[country];
    let named = r.data.places.named(&nation.capital).iter().map(|p| &r.data.places.places[*p]);
    let seat = named.filter(|p| p.country == nation.iso && p.precision == PlacePrecision::Settlement);
    let seat = seat.max_by_key(|p| p.rank)?;
    Some(Spot {
        name: seat.name.clone(),
        admin1: (!seat.admin1.is_empty()).then(|| seat.admin1.clone()),
        country: Some(country),
        precision: PlacePrecision::Settlement,
        toks: toks.clone(),
        point: Some(seat.point),
    })
}

/// "San Ignacio, Bolivia": a town that no table knows, whose first word is that of another in another country.
pub(super) fn longer_abroad(
    r: &Reader,
    s: &Sentence,
    mention: &Mention,
    country: Option<usize>,
) -> Option<(Mention, usize)> {
    let next = mention.toks.end;
    let act = |i: usize| s.acts.iter().any(|(a, _)| a.contains(&i));
    let free = |i: usize| !act(i) && !s.mentions.iter().any(|m| m.toks.contains(&i));
    let name = next < s.toks.end && r.cut.tokens[next].capital && r.cut.tokens[next].kind == vigie_syntax::Kind::Word;
    let beside = |m: &Mention| m.toks.start > next && m.toks.start - next <= 2;
    let abroad = s.mentions.iter().find_map(|m| match m.what {
        What::Country(c) if Some(c) != country && beside(m) => Some(c),
        _ => None,
    });
    let toks = mention.toks.start..next + 1;
    abroad.filter(|_| name && free(next)).map(|c| (Mention { toks, ..mention.clone() }, c))
}
