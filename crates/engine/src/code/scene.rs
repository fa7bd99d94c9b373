//! Which of the places of a sentence is the scene of an act (CODEBOOK.md section 4): the most specific one by
//! it, and neither where somebody comes from or goes to, nor where somebody speaks, nor what the place lies in.

use super::clause;
use super::party::class_of;
use super::place::Spot;
use super::scan::{Mention, Reader, Sentence, What, Who};
use crate::data::Mark;
use crate::model::PlacePrecision;
use std::ops::Range;

/// Within so many tokens of an act a settlement is surely its scene, and a speaker's seat before his verb.
const CLOSE: usize = 12;

/// So many words from a march what it is against is named.
const GRIEVANCE: usize = 8;

/// The most specific place, nearest to the act; a region only if nothing closer is named.
pub(crate) fn scene(r: &Reader, s: &Sentence, spots: &[Spot], act: &Range<usize>) -> Option<Spot> {
    let usable = spots.iter().filter(|p| may_be_scene(r, s, p) && !is_of_later_act(s, act, &p.toks));
    let told =
        |p: &Spot| p.toks.end > act.start || !s.acts.iter().any(|(a, _)| a.start >= p.toks.end && a.end <= act.start);
    let near = |p: &Spot| distance(act, &p.toks) <= CLOSE || p.toks.end <= act.start && told(p);
    let town = |p: &&Spot| p.precision == PlacePrecision::Settlement && near(p);
    let exact = spots.iter().any(|p| town(&p));
    let rank = |p: &&Spot| {
        let apart = is_beside(r, s, p, act) || is_around(r, s, p, spots) || is_whence(r, s, p) || is_of_office(r, s, p);
        let apart = apart || owns_spot(r, p, spots) || is_of_grievance(s, p, act);
        let wide = exact && p.precision == PlacePrecision::Area && is_unit(r, p);
        let other = is_past_semicolon(r, act, &p.toks);
        let apart = apart || is_of_earlier_act(s, act, &p.toks) && spots.iter().any(|q| is_own(s, q, act));
        (other, p.precision == PlacePrecision::Admin1, apart || wide, distance(act, &p.toks), p.toks.start)
    };
    usable.min_by_key(rank).cloned()
}

/// The country that a sentence sets an act in: "Tunisia: thousands marched", "left Somalia", "attacks in Chad".
pub(crate) fn land(r: &Reader, s: &Sentence, spots: &[Spot], act: &Range<usize>) -> Option<usize> {
    let countries = || spots.iter().filter(|p| p.precision == PlacePrecision::Country);
    // "Tunisia: thousands marched", "COLOMBIE - Sept soldats".
    let capitals = |p: &Spot| !r.span(&p.toks).of(r.text).contains(char::is_lowercase);
    let dash = |p: &Spot| matches!(r.word(p.toks.end), "-" | "–" | "—") && p.toks.start <= s.toks.start + 1;
    let heads = |p: &&Spot| p.toks.start <= s.body + 2 && r.word(p.toks.end) == ":" || dash(p) && capitals(p);
    let led = |p: &&Spot| {
        let gov = clause::governor(r, s, p.toks.start);
        let way = gov.contains(&Mark::FromPrep) || gov.contains(&Mark::ToPrep);
        let near = p.toks.start >= act.end && p.toks.start - act.end <= 4;
        gov.contains(&Mark::LocativePrep) && !gov.contains(&Mark::OfPrep) && (!way || near)
    };
    let one = countries().find(heads).or_else(|| countries().filter(led).min_by_key(|p| distance(act, &p.toks)));
    one.and_then(|p| p.country)
}

/// The country that a sentence is set in, for the next one: of the first place that is a scene.
pub(crate) fn land_told(r: &Reader, s: &Sentence, spots: &[Spot]) -> Option<usize> {
    let here = s.body..s.body;
    let near = |p: &&Spot| p.toks.start >= s.body && !is_way(r, s, p) && !is_seat(r, s, p);
    let place = spots.iter().filter(near).find(|p| p.precision != PlacePrecision::Country && may_be_scene(r, s, p));
    place.and_then(|p| p.country).or_else(|| land(r, s, spots, &here))
}

/// The place that a sentence leaves for the next ones: the last it tells that is a scene at all.
pub(crate) fn place_told(r: &Reader, s: &Sentence, spots: &[Spot]) -> Option<Spot> {
    let fits =
        |p: &&Spot| p.toks.start >= s.body && matches!(p.precision, PlacePrecision::Settlement | PlacePrecision::Area);
    // "In Mourdiah, 200 km north of Bamako": what only says how far away it is.
    let far = |p: &Spot| super::place::is_measured_from(r, s, &p.toks);
    let scene = |p: &&Spot| !is_around(r, s, p, spots) && !is_way(r, s, p) && !far(p);
    // "A doctor at the Dapaong hospital says": where somebody speaks.
    let house = |p: &Spot| {
        r.lex.marks.word(r.word(p.toks.end)).contains(&Mark::NoPlace) && s.mark_in(s.toks.clone(), Mark::Report)
    };
    let told = || spots.iter().filter(fits).filter(|p| !house(p) && !is_carried_to(s, p) && !is_treated_at(r, s, p));
    told().rfind(scene).or_else(|| told().next_back()).cloned()
}

/// Whether a place is what another, told right before it, lies in or near: "Xxx, a village in Anka district".
pub(crate) fn is_around(r: &Reader, s: &Sentence, place: &Spot, spots: &[Spot]) -> bool {
    // "Around Xxx, in Yyy territory": the fields about a village lie in its unit as it does.
    let small = |q: &Spot| match q.precision {
        PlacePrecision::Area => is_unit(r, place) && !is_unit(r, q),
        precision => precision == PlacePrecision::Settlement,
    };
    // "A convoy bound for Djibo near Gaskindé": what is near is the convoy.
    let inner = spots.iter().rfind(|q| q.toks.end <= place.toks.start && small(q)).filter(|q| !is_way(r, s, q));
    inner.is_some_and(|q| {
        let between = q.toks.end..place.toks.start;
        let light = |i: usize| {
            let mark = |m: Mark| s.has_mark(i, m);
            let number = s.mentions.iter().any(|m| m.toks.contains(&i) && matches!(m.what, What::Number(_)));
            let noun = is_place_word(r, s, i);
            number
                || noun
                || mark(Mark::Determiner)
                || mark(Mark::LocativePrep)
                || mark(Mark::NearPrep)
                || mark(Mark::OfPrep)
                || mark(Mark::PlaceAnaphor)
                || mark(Mark::Compass)
                || matches!(r.word(i), "," | "(" | "'" | "’" | "-")
                || is_plain(r, s, i)
        };
        let said =
            between.clone().any(|i| is_place_word(r, s, i) || s.has_mark(i, Mark::LocativePrep) || r.word(i) == "(")
                || is_unit(r, place);
        // "Reached the market of Xxx from the village of Yyy".
        let from = |i: usize| s.has_mark(i, Mark::FromPrep) && !s.has_mark(i, Mark::OfPrep);
        let counted = |i: usize| s.mentions.iter().any(|m| m.toks.contains(&i) && matches!(m.what, What::Number(_)));
        let left = between.clone().any(from) && !between.clone().any(counted);
        between.len() <= 9 && !between.is_empty() && said && !left && between.into_iter().all(light)
    })
}

/// An adjective or participle beside a noun for a place: "a farming village", "situé à".
fn is_plain(r: &Reader, s: &Sentence, i: usize) -> bool {
    let token = &r.cut.tokens[i];
    let act = s.acts.iter().any(|(a, _)| a.contains(&i));
    let marked = s.marks.iter().any(|(m, _)| m.contains(&i));
    token.kind == vigie_syntax::Kind::Word && !token.capital && !act && !marked
}

fn is_place_word(r: &Reader, s: &Sentence, i: usize) -> bool {
    let word = r.lex.marks.word(r.word(i));
    [Mark::PlaceNoun, Mark::UnitNoun, Mark::AreaNoun, Mark::RegionNoun, Mark::DistanceNoun]
        .iter()
        .any(|m| word.contains(m) || s.has_mark(i, *m))
}

/// "cercle de Yorosso", "Anka LGA": a unit around the place named with it.
pub(crate) fn is_unit(r: &Reader, spot: &Spot) -> bool {
    let near = |i: usize| {
        let word = r.lex.marks.word(r.word(i));
        word.contains(&Mark::RegionNoun) || word.contains(&Mark::UnitNoun)
    };
    near(spot.toks.end) || (1..=3).filter_map(|b| spot.toks.start.checked_sub(b)).any(near)
}

/// Where somebody comes from or goes to ("the road to Gao" is no way), unless the act itself does, or where somebody speaks.
fn is_beside(r: &Reader, s: &Sentence, spot: &Spot, act: &Range<usize>) -> bool {
    let moved = spot.toks.start >= act.end && spot.toks.start - act.end <= 3;
    (!moved || is_thrown_from(r, s, spot, act)) && is_way(r, s, spot) || is_seat(r, s, spot)
}

/// "Des obus tirés depuis Goma": what is thrown falls elsewhere.
fn is_thrown_from(r: &Reader, s: &Sentence, spot: &Spot, act: &Range<usize>) -> bool {
    let thrown = |x: &[crate::data::Act]| x.iter().any(|y| matches!(y.group.as_str(), "shell" | "strike" | "pound"));
    let throws = s.acts.iter().any(|(a, x)| a.start < act.end && act.start < a.end && thrown(x));
    throws && clause::governor(r, s, spot.toks.start).contains(&Mark::FromPrep)
}

/// Acts strung together with semicolons keep each its own place and day, if they have one.
pub(crate) fn is_past_semicolon(r: &Reader, act: &Range<usize>, toks: &Range<usize>) -> bool {
    let between = if toks.start >= act.end { act.end..toks.start } else { toks.end..act.start };
    between.into_iter().any(|i| r.word(i) == ";")
}

/// "Sent a thousand soldiers after the death of seven in Tine on Friday": place and day of what is told beside it.
pub(crate) fn is_of_later_act(s: &Sentence, act: &Range<usize>, toks: &Range<usize>) -> bool {
    let opens = |i: usize| s.has_mark(i, Mark::Clause) && s.has_mark(i, Mark::OtherPrep) || is_reason(s, i);
    let Some(after) = (act.end..toks.start).find(|i| opens(*i)) else {
        return false;
    };
    let noun = |x: &[crate::data::Act]| x.iter().any(|y| y.form == crate::data::Form::Noun);
    s.acts.iter().any(|(a, x)| a.start > after && a.end <= toks.start && noun(x))
}

/// "In response to": leads by several words to what something else was done because of.
pub(crate) fn is_reason(s: &Sentence, i: usize) -> bool {
    let long = |(toks, marks): &(Range<usize>, Vec<Mark>)| {
        toks.contains(&i) && toks.len() > 2 && marks.contains(&Mark::Because)
    };
    s.marks.iter().any(long)
}

/// "Killed two in Macomia and burned the school in Quiterajo": the place of a verb told before this one.
fn is_of_earlier_act(s: &Sentence, act: &Range<usize>, toks: &Range<usize>) -> bool {
    let between = |(a, x): &(Range<usize>, Vec<crate::data::Act>)| a.end <= toks.start && x.iter().any(is_verb);
    let joined = (toks.end..act.start).any(|i| s.has_mark(i, Mark::And));
    toks.end <= act.start && act.start - toks.end <= 3 && joined && s.acts.iter().any(between)
}

/// A town behind an act, led to by "in", with no other act between.
fn is_own(s: &Sentence, spot: &Spot, act: &Range<usize>) -> bool {
    let led = (spot.toks.start.saturating_sub(2)..spot.toks.start).any(|i| s.has_mark(i, Mark::LocativePrep));
    let verb = s.acts.iter().any(|(a, x)| a == act && x.iter().any(is_verb));
    let other = s.acts.iter().any(|(a, _)| a.start >= act.end && a.end <= spot.toks.start);
    let near = spot.toks.start >= act.end && spot.toks.start - act.end <= CLOSE;
    near && led && verb && !other && spot.precision == PlacePrecision::Settlement
}

fn is_verb(act: &crate::data::Act) -> bool {
    act.form != crate::data::Form::Noun
}

/// "Darfur rebels", "fighters of the Roseau Bleu": where fighters are from, or a part of their name.
fn is_whence(r: &Reader, s: &Sentence, spot: &Spot) -> bool {
    let small = |i: &usize| s.has_mark(*i, Mark::OfPrep) || s.has_mark(*i, Mark::Determiner);
    let first = (s.toks.start..spot.toks.start).rev().take(3).find(|i| !small(i));
    let before = s.mentions.iter().find(|m| first.is_some_and(|i| m.toks.end == i + 1));
    let of = spot.toks.start.checked_sub(1).is_some_and(|i| small(&i)) && before.is_some_and(|m| is_fighters(r, m));
    let next = s.mentions.iter().find(|m| m.toks.start == spot.toks.end);
    of || next.is_some_and(|m| is_fighters(r, m))
}

/// "The mayor of Dori was killed near Gorgadji": whose office it is, which is no scene where another is told.
fn is_of_office(r: &Reader, s: &Sentence, spot: &Spot) -> bool {
    let small = |i: &usize| s.has_mark(*i, Mark::OfPrep) || s.has_mark(*i, Mark::Determiner);
    let first = (s.toks.start..spot.toks.start).rev().take(3).find(|i| !small(i));
    let of = spot.toks.start.checked_sub(1).is_some_and(|i| s.has_mark(i, Mark::OfPrep));
    let office = |m: &Mention| match m.what {
        What::Actor(Who::Agent(i, _)) => {
            let agent = &r.lex.agents[i];
            let official = agent.source.is_some() && agent.class == crate::model::Class::Civilians && !agent.weak;
            !agent.thing && (official || agent.institution.as_deref() == Some("government"))
        }
        _ => false,
    };
    of && s.mentions.iter().any(|m| first.is_some_and(|i| m.toks.end == i + 1) && office(m))
}

/// A common noun for fighters of no state.
fn is_fighters(r: &Reader, mention: &Mention) -> bool {
    let who = mention.who().filter(|_| matches!(mention.what, What::Actor(Who::Agent(..))));
    who.is_some_and(|who| class_of(r, who, "armed forces").is_armed_group())
}

/// "Ambushed on their way to Damaturu": where those hit were going, by words that say no less.
pub(crate) fn is_goal(s: &Sentence, spot: &Spot) -> bool {
    let led = |(toks, marks): &(Range<usize>, Vec<Mark>)| {
        toks.end == spot.toks.start && toks.len() > 1 && marks.contains(&Mark::ToPrep)
    };
    s.marks.iter().any(led)
}

/// Whether a place is only where somebody came from or goes to: "arrived from Dédougou and burned three houses".
pub(crate) fn is_elsewhere(r: &Reader, s: &Sentence, spot: &Spot, act: &Range<usize>) -> bool {
    spot.toks.end <= act.start && is_way(r, s, spot)
}

/// "Nine wounded taken to Gao": where those hurt were brought.
pub(crate) fn is_carried_to(s: &Sentence, spot: &Spot) -> bool {
    let near = spot.toks.start.saturating_sub(3)..spot.toks.start;
    s.mark_in(near, Mark::CarriedTo)
}

/// "Evacuated to the military hospital in Maiduguri": a house that stands between leads to its town.
pub(crate) fn is_treated_at(r: &Reader, s: &Sentence, spot: &Spot) -> bool {
    let house = |i: usize| r.lex.marks.word(r.word(i)).contains(&Mark::NoPlace) || s.has_mark(i, Mark::NoPlace);
    let near = spot.toks.start.saturating_sub(TREATED).max(s.toks.start)..spot.toks.start;
    let open = near.clone().rev().take_while(|i| !matches!(r.word(*i), "," | ";" | ":"));
    let first = open.last().unwrap_or(spot.toks.start);
    s.mark_in(first..spot.toks.start, Mark::CarriedTo) && near.into_iter().any(house)
}

/// So many words at most lead from those hurt to the town of their hospital.
const TREATED: usize = 6;

fn is_way(r: &Reader, s: &Sentence, spot: &Spot) -> bool {
    let article = usize::from(spot.toks.start > 0 && r.word(spot.toks.start - 1) == "'");
    let before = spot.toks.start.saturating_sub(1 + article);
    let road = (before.saturating_sub(2)..before).any(|i| r.lex.marks.word(r.word(i)).contains(&Mark::RoadNoun));
    !road && (s.has_mark(before, Mark::FromPrep) || s.has_mark(before, Mark::ToPrep)) || is_among_origins(r, s, spot)
}

/// "A march against the occupation of Bunagana": the place of what people march against.
fn is_of_grievance(s: &Sentence, spot: &Spot, act: &Range<usize>) -> bool {
    let march = |x: &crate::data::Act| x.group == super::modality::PROTEST;
    let marches = s.acts.iter().any(|(a, x)| a == act && x.iter().any(march));
    let of = spot.toks.start.checked_sub(1).is_some_and(|i| s.has_mark(i, Mark::OfPrep));
    let near = act.end..act.end + 2;
    let behind = spot.toks.start > act.end && spot.toks.start - act.end <= GRIEVANCE;
    marches && of && behind && s.mark_in(near, Mark::AgainstPrep)
}

/// "Marchers from the districts of Gao, Wabaria and Sosso": each place of a list of those that people come from.
pub(crate) fn is_among_origins(r: &Reader, s: &Sentence, spot: &Spot) -> bool {
    let from = |i: &usize| s.has_mark(*i, Mark::FromPrep) && !s.has_mark(*i, Mark::OtherPrep);
    let noun = |i: usize| [Mark::PlaceNoun, Mark::UnitNoun].iter().any(|m| r.lex.marks.word(r.word(i)).contains(m));
    let place = |i: usize| r.cut.tokens[i].capital || s.mentions.iter().any(|m| m.toks.contains(&i) && !m.is_time());
    let small = |i: usize| {
        r.word(i) == ","
            || [Mark::And, Mark::Determiner, Mark::OfPrep].iter().any(|m| s.has_mark(i, *m))
            || matches!(r.word(i), "'" | "’" | "-")
    };
    let act = |i: usize| s.acts.iter().any(|(a, _)| a.contains(&i));
    let light = |i: &usize| !from(i) && !act(*i) && (small(*i) || noun(*i) || place(*i));
    let head = (s.toks.start..spot.toks.start).rev().find(|i| !light(i));
    let listed = |i: usize| noun(i) || r.word(i) == "," || s.has_mark(i, Mark::And);
    head.is_some_and(|i| from(&i) && (i + 1..spot.toks.start).any(listed))
}

/// "A spokesman in Abuja said", "a déclaré à Niamey le porte-parole".
pub(crate) fn is_seat(r: &Reader, s: &Sentence, spot: &Spot) -> bool {
    let near = spot.toks.end..(spot.toks.end + 3).min(s.toks.end);
    let act = |i: usize| s.acts.iter().any(|(a, _)| a.contains(&i));
    // "Fought militants at Kidal and said that", "ambushed a convoy near Diboli; drivers say".
    let next = s.has_mark(spot.toks.end, Mark::And) || r.word(spot.toks.end) == ";";
    let goes_on = next && s.acts.iter().any(|(a, _)| a.end <= spot.toks.start);
    let spoken = near.clone().any(|i| s.has_mark(i, Mark::Report)) && !near.into_iter().any(act);
    spoken && !goes_on || is_where_told(s, spot)
}

/// "Told newsmen in Lafia": where somebody speaks to others.
fn is_where_told(s: &Sentence, spot: &Spot) -> bool {
    let prep = spot.toks.start.checked_sub(1).filter(|i| s.has_mark(*i, Mark::LocativePrep));
    let heard = prep.and_then(|p| s.mentions.iter().find(|m| m.toks.end == p && m.who().is_some()));
    let small = |i: &usize| s.has_mark(*i, Mark::Determiner);
    let before = heard.and_then(|m| (s.toks.start..m.toks.start).rev().find(|i| !small(i)));
    before.is_some_and(|i| s.has_mark(i, Mark::Report) && !s.acts.iter().any(|(a, _)| a.contains(&i)))
}

/// "Tillabéri's Injar village": what another place told right after it lies in.
fn owns_spot(r: &Reader, spot: &Spot, spots: &[Spot]) -> bool {
    let next = spot.toks.end + 2;
    let sign = matches!(r.word(spot.toks.end), "'" | "’") && spots.iter().any(|q| q.toks.start == next);
    sign && r.word(next - 1) == "s"
}

/// "Beirut's southern suburbs", "Kyiv's main market".
fn owns_place(r: &Reader, s: &Sentence, spot: &Spot) -> bool {
    let mark = spot.toks.end;
    let owns = mark + 1 < s.toks.end && matches!(r.word(mark), "'" | "’") && r.word(mark + 1) == "s";
    let thing = |i: usize| {
        s.mentions
            .iter()
            .any(|m| m.toks.contains(&i) && matches!(m.what, What::Actor(Who::Agent(a, _)) if r.lex.agents[a].thing))
    };
    let near = mark + 2..s.toks.end.min(mark + 5);
    owns && near.take_while(|i| !s.acts.iter().any(|(a, _)| a.contains(i))).any(|i| is_place_word(r, s, i) || thing(i))
}

/// A capital that acts ("Bamako expelled the envoy") or is dealt with ("a pact with Bangui") is no scene.
fn may_be_scene(r: &Reader, s: &Sentence, spot: &Spot) -> bool {
    if spot.toks.start < s.body || spot.precision == PlacePrecision::Country {
        return false;
    }
    let gov = clause::governor(r, s, spot.toks.start);
    let capital = s.mentions.iter().any(|m| m.toks == spot.toks && matches!(m.what, What::Place(_, Some(_))));
    let followed = s.has_mark(spot.toks.end, Mark::PlaceNoun)
        || matches!(r.word(spot.toks.end), ":" | "," | ")" | "(")
        || owns_place(r, s, spot);
    let between = s.mark_in(spot.toks.start.saturating_sub(2)..spot.toks.start, Mark::Between);
    let beside = between
        || gov.contains(&Mark::AgentPrep)
        || gov.contains(&Mark::WithPrep)
        || gov.contains(&Mark::AgainstPrep) && !gov.contains(&Mark::LocativePrep);
    !(capital && !is_named_capital(r, s, spot) && (gov.is_empty() && !followed || beside || speaks(s, spot, &gov)))
}

/// "Dans la capitale, Niamey", "in the Haitian capital, Port-au-Prince": the town by its name.
fn is_named_capital(r: &Reader, s: &Sentence, spot: &Spot) -> bool {
    let people = |i: usize| s.mentions.iter().any(|m| m.toks.contains(&i) && matches!(m.what, What::Demonym(_)));
    let light = |i: usize| r.word(i) == "," || people(i);
    let first = (s.toks.start..spot.toks.start).rev().find(|i| !light(*i));
    let noun = first.filter(|i| s.has_mark(*i, Mark::CapitalNoun) && spot.toks.start - i <= 3);
    let near = |i: usize| (i.saturating_sub(4)..i).any(|k| s.has_mark(k, Mark::LocativePrep));
    noun.is_some_and(near)
}

/// "As both Moscow and Kyiv reported": capitals that stand for who says it.
fn speaks(s: &Sentence, spot: &Spot, gov: &[Mark]) -> bool {
    let capital =
        |at: usize| s.mentions.iter().find(|m| m.toks.start == at && matches!(m.what, What::Place(_, Some(_))));
    let joined = Some(spot.toks.end).filter(|i| s.has_mark(*i, Mark::And)).and_then(|i| capital(i + 1));
    let end = joined.map_or(spot.toks.end, |m| m.toks.end);
    let verb = (end..s.toks.end.min(end + 2)).find(|i| s.has_mark(*i, Mark::Report));
    let noun = |i: usize| s.acts.iter().any(|(a, _)| a.contains(&i));
    !gov.contains(&Mark::LocativePrep) && verb.is_some_and(|i| !(end..i).any(noun))
}

/// Tokens between an act and a word; what stands before the act counts double.
pub(crate) fn distance(act: &Range<usize>, toks: &Range<usize>) -> usize {
    if toks.start >= act.end { toks.start - act.end } else { 2 * act.start.saturating_sub(toks.end) }
}
