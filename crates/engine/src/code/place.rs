//! Which place a name means, and how exactly it is known (CODEBOOK.md section 4).

mod capital;
mod votes;

use super::scan::{Mention, Reader, Sentence, What};
use crate::data::{Mark, Place, phrase};
use crate::model::PlacePrecision;
use capital::capital;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use votes::Votes;

/// A place of a sentence, chosen among its namesakes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Spot {
    pub name: String,
    pub admin1: Option<String>,
    pub country: Option<usize>,
    pub precision: PlacePrecision,
    pub toks: Range<usize>,
    /// Degrees north and east, where the place is known.
    pub point: Option<(f64, f64)>,
}

/// What the whole document says about where it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Setting {
    pub country: Option<usize>,
    pub regions: BTreeMap<String, usize>,
    /// Every country that is named or whose places are.
    pub countries: BTreeSet<usize>,
    /// Countries that more than one name speaks for, or that are named themselves.
    pub supported: BTreeSet<usize>,
    /// Whether most of what it names speaks for one country, itself named.
    pub focused: bool,
    /// Where the places are that have no namesake.
    pub points: Vec<(f64, f64)>,
    /// Region and country of the places known from their names, by token.
    pub known: Vec<(usize, String, usize)>,
}

/// Namesakes within so many kilometres of another place of the report are more likely meant.
const NEAR_KM: f64 = 150.0;

/// As many places as one is compared with.
const MOST_POINTS: usize = 24;

/// An unknown place lies in the region of another within so many tokens: in its sentence, in the text.
const NEAR_TOKENS: [usize; 2] = [24, 90];

impl Setting {
    /// Counts the countries and regions that a document names; the opening counts double.
    pub fn of(r: &Reader, sentences: &[Sentence]) -> Self {
        let mut setting = Setting::default();
        let mut votes = Votes::default();
        for (n, sentence) in sentences.iter().enumerate() {
            let weight = if n < 4 { 3 } else { 1 };
            for mention in &sentence.mentions {
                // "Abidjan, 14 May (AIP) –": where the desk is says little of where the report is set.
                let desk = mention.toks.end <= sentence.body;
                votes.add(r, sentence, mention, if desk { 1 } else { weight });
                if let What::Place(places, _) = &mention.what {
                    places.iter().for_each(|p| setting.count_region(r, *p));
                    setting.add_point(r, places);
                }
            }
        }
        votes.settle();
        setting.countries = votes.countries.keys().copied().collect();
        setting.supported = votes.supported();
        setting.country = votes.most();
        setting.focused = setting.country.is_some_and(|c| votes.is_about(c));
        setting.known = sentences.iter().flat_map(|s| known_regions(r, s, &setting)).collect();
        setting
    }

    fn add_point(&mut self, r: &Reader, places: &[usize]) {
        let [one] = places else { return };
        let place = &r.data.places.places[*one];
        if place.rank > 0 && self.points.len() < MOST_POINTS && !self.points.contains(&place.point) {
            self.points.push(place.point);
        }
    }

    /// Whether another place of the report is close by.
    fn has_near(&self, (lat, lon): (f64, f64)) -> bool {
        let km = |a: f64, b: f64| {
            let (north, east) = ((a - lat) * 111.2, (b - lon) * 111.2 * lat.to_radians().cos());
            north.hypot(east)
        };
        self.points.iter().any(|(a, b)| (*a, *b) != (lat, lon) && km(*a, *b) < NEAR_KM)
    }

    fn count_region(&mut self, r: &Reader, place: usize) {
        let place = &r.data.places.places[place];
        if place.precision == PlacePrecision::Admin1 {
            *self.regions.entry(phrase(&place.name)).or_default() += 1;
        }
    }

    /// Whether a place has but its name to speak for it: the report has nothing else of its country. A town of
    /// some size is believed all the same, unless the report is about one country by name.
    fn is_far(&self, place: &Place, country: Option<usize>) -> bool {
        let tied = self.country == country || country.is_some_and(|c| self.supported.contains(&c));
        !tied && (place.rank <= 2 || place.rank == 3 && self.focused)
    }

    /// Region and country of the place told nearest, what stands before counting double.
    fn region_near(&self, at: usize, within: usize, country: Option<usize>) -> Option<(String, usize)> {
        let distance = |tok: usize| if tok > at { tok - at } else { 2 * (at - tok) };
        let near = self
            .known
            .iter()
            .filter(|(tok, _, c)| *tok != at && distance(*tok) <= within && country.is_none_or(|want| want == *c));
        near.min_by_key(|(tok, ..)| distance(*tok)).map(|(_, region, c)| (region.clone(), *c))
    }
}

/// Region and country of the places of a sentence whose namesake is chosen; a capital is too often where
/// somebody speaks.
fn known_regions(r: &Reader, s: &Sentence, setting: &Setting) -> Vec<(usize, String, usize)> {
    let region = |p: Spot| Some((p.toks.start, p.admin1?, p.country?));
    let seat = |m: &Mention| matches!(m.what, What::Place(_, Some(_)));
    let listed = s.mentions.iter().filter(|m| !seat(m) && matches!(&m.what, What::Place(list, _) if !list.is_empty()));
    listed.filter_map(|m| spot(r, s, m, setting)).filter_map(region).collect()
}

/// The rank of a place, higher where the text spells it as its name is commonly spelt.
fn rank_as_written(r: &Reader, place: usize, mention: &Mention) -> i32 {
    let written = phrase(r.span(&mention.toks).of(r.text));
    let place = &r.data.places.places[place];
    let own = phrase(&place.name) == written || !place.fr.is_empty() && phrase(&place.fr) == written;
    i32::from(place.rank) + 3 * i32::from(own)
}

/// The index of a country by its ISO code.
pub(crate) fn country_index(r: &Reader, iso: &str) -> Option<usize> {
    r.data.places.index_of(iso)
}

/// All places of a sentence with the namesake chosen, in order; countries last resort.
pub(crate) fn spots(r: &Reader, s: &Sentence, setting: &Setting) -> Vec<Spot> {
    let mut out: Vec<Spot> = Vec::new();
    for next in s.mentions.iter().filter_map(|m| spot(r, s, m, setting)) {
        match out.last().and_then(|last| road(r, s, last, &next)) {
            Some(both) => {
                out.pop();
                out.push(both);
            }
            None => out.push(next),
        }
    }
    out.extend(capital(r, s, setting, &out));
    out.sort_by_key(|p| p.toks.start);
    out
}

/// "the Ansongo-Ménaka road", "l'axe Ansongo-Ménaka": two places joined by a dash, beside a word for a road.
fn road(r: &Reader, s: &Sentence, a: &Spot, b: &Spot) -> Option<Spot> {
    let dash = b.toks.start == a.toks.end + 1 && matches!(r.word(a.toks.end), "-" | "–" | "—" | "/");
    let is_road = |i: usize| r.lex.marks.word(r.word(i)).contains(&Mark::RoadNoun);
    let mut before = (1..=3).filter_map(|k| a.toks.start.checked_sub(k)).take_while(|i| *i >= s.toks.start);
    let beside = before.any(is_road) || b.toks.end < s.toks.end && is_road(b.toks.end);
    (dash && beside && a.precision != PlacePrecision::Country).then(|| Spot {
        name: format!("{}-{}", a.name, b.name),
        admin1: a.admin1.clone().or_else(|| b.admin1.clone()),
        precision: PlacePrecision::Area,
        toks: a.toks.start..b.toks.end,
        ..a.clone()
    })
}

/// "near X", "30 km north of X", "à une dizaine de kilomètres de X": beside a place, not in it.
fn is_near(r: &Reader, s: &Sentence, toks: &Range<usize>) -> bool {
    let led = |m: Mark| s.has_mark(toks.start.saturating_sub(1), m);
    led(Mark::NearPrep) || led(Mark::Links) || is_second_end(s, toks) || is_measured_from(r, s, toks)
}

/// "30 km north of X".
pub(crate) fn is_measured_from(r: &Reader, s: &Sentence, toks: &Range<usize>) -> bool {
    let word = |i: usize, m: Mark| r.lex.marks.word(r.word(i)).contains(&m);
    let before = (1..=9).filter_map(|k| toks.start.checked_sub(k)).take_while(|i| *i >= s.toks.start);
    let light = |i: &usize| {
        is_small(r, s, *i)
            || is_direction(r, s, *i)
            || word(*i, Mark::DistanceNoun)
            || word(*i, Mark::CapitalNoun)
            || s.has_mark(*i, Mark::CapitalNoun)
    };
    let mut small = before.take_while(light);
    small.any(|i| word(i, Mark::DistanceNoun))
}

/// "between Gao and Ansongo": the other end.
fn is_second_end(s: &Sentence, toks: &Range<usize>) -> bool {
    let Some(and) = toks.start.checked_sub(1).filter(|i| s.has_mark(*i, Mark::And)) else { return false };
    let between = |i: usize| s.has_mark(i, Mark::Between);
    let first = s.mentions.iter().find(|m| m.toks.end == and && matches!(m.what, What::Place(..)));
    first.and_then(|m| m.toks.start.checked_sub(1)).is_some_and(between)
}

/// Compass words and the prepositions beside them.
fn is_direction(r: &Reader, s: &Sentence, i: usize) -> bool {
    s.has_mark(i, Mark::Compass)
        || s.has_mark(i, Mark::LocativePrep)
        || r.lex.marks.word(r.word(i)).contains(&Mark::Compass)
}

fn spot(r: &Reader, s: &Sentence, mention: &Mention, setting: &Setting) -> Option<Spot> {
    match &mention.what {
        What::Place(places, _) if places.is_empty() => Some(unknown(r, s, mention, setting)),
        What::Place(places, _) => known(r, s, mention, places, setting),
        What::Country(c) => Some(Spot {
            name: r.data.places.countries[*c].name.clone(),
            admin1: None,
            country: Some(*c),
            precision: PlacePrecision::Country,
            toks: mention.toks.clone(),
            point: Some(r.data.places.countries[*c].point),
        }),
        _ => None,
    }
}

/// A place that no table knows: its name as written, the region of the place named with it, as exact as the
/// words around it.
fn unknown(r: &Reader, s: &Sentence, mention: &Mention, setting: &Setting) -> Spot {
    let at = mention.toks.start;
    let [here, there] = NEAR_TOKENS;
    let of_sentence = |(tok, ..): &&(usize, String, usize)| s.toks.contains(tok);
    let within = setting.known.iter().any(|k| of_sentence(&k)).then(|| setting.region_near(at, here, None)).flatten();
    let region = within.or_else(|| setting.region_near(at, there, setting.country));
    Spot {
        name: r.span(&mention.toks).of(r.text).to_string(),
        country: region.as_ref().map(|(_, c)| *c).or(setting.country),
        admin1: region.map(|(name, _)| name),
        precision: match kind_said(s, r, &mention.toks) {
            Some(kind) => kind,
            None if is_near(r, s, &mention.toks) => PlacePrecision::Area,
            None => PlacePrecision::Settlement,
        },
        toks: mention.toks.clone(),
        point: None,
    }
}

fn known(r: &Reader, s: &Sentence, mention: &Mention, places: &[usize], setting: &Setting) -> Option<Spot> {
    let kind = kind_said(s, r, &mention.toks);
    let worth =
        |p: &&usize| (score(r, s, **p, setting, kind) + rank_as_written(r, **p, mention), std::cmp::Reverse(**p));
    let best = *places.iter().max_by_key(worth)?;
    let place = &r.data.places.places[best];
    let country = country_index(r, &place.country);
    let only = places.len() == 1 && setting.countries.is_empty();
    let far = !only && setting.is_far(place, country);
    let town = place.rank <= 4 && place.precision == PlacePrecision::Settlement;
    if let Some((whole, land)) = capital::longer_abroad(r, s, mention, country) {
        return Some(Spot { country: Some(land), admin1: None, ..unknown(r, s, &whole, setting) });
    }
    if far || town && lies_elsewhere(r, s, mention, best) {
        let before = mention.toks.start.saturating_sub(1);
        let led = s.has_mark(before, Mark::LocativePrep) || s.has_mark(before, Mark::KnownAs) || !far;
        return led.then(|| unknown(r, s, mention, setting));
    }
    let near = is_near(r, s, &mention.toks);
    let precision = match (kind, place.precision) {
        (_, PlacePrecision::Admin1) => PlacePrecision::Admin1,
        (Some(PlacePrecision::Area), _) => PlacePrecision::Area,
        (_, PlacePrecision::Settlement) if near => PlacePrecision::Area,
        (_, precision) => precision,
    };
    Some(Spot {
        name: place.name.clone(),
        admin1: region_of(r, s, best),
        country,
        precision,
        toks: mention.toks.clone(),
        point: Some(place.point),
    })
}

/// "Ode, a village in Benue State", "Hara, Ethiopia": the region or country named right after it is not that of
/// the place we know by its name.
fn lies_elsewhere(r: &Reader, s: &Sentence, mention: &Mention, place: usize) -> bool {
    let place = &r.data.places.places[place];
    let own = [&place.admin1, &place.admin1_old].map(|a| phrase(a));
    let from = mention.toks.end;
    let joined = |to: usize| (from..to).any(|i| s.has_mark(i, Mark::And) || s.has_mark(i, Mark::Clause));
    let near = |m: &&Mention, most: usize| m.toks.start >= from && m.toks.start - from <= most && !joined(m.toks.start);
    let elsewhere = |c: usize| country_index(r, &place.country) != Some(c);
    let abroad = |m: &Mention| matches!(m.what, What::Country(c) if near(&m, 2) && elsewhere(c));
    let region = |m: &Mention| match &m.what {
        What::Place(places, _) => places.iter().map(|p| &r.data.places.places[*p]).max_by_key(|p| p.rank),
        _ => None,
    };
    let after = s.mentions.iter().filter(|m| near(m, 12) && !names_region(r, m, &own));
    let mut units = after.filter_map(region);
    let (first, second) = (units.next(), units.next());
    let wide = |p: &&Place| p.precision == PlacePrecision::Admin1 && !own.contains(&phrase(&p.admin1));
    // "Kaya, in the Maradun area of Zamfara State": a town abroad and the region that it lies in.
    let beyond =
        first.zip(second).is_some_and(|(a, b)| a.country != place.country && a.country == b.country && wide(&b));
    let other = first.is_some_and(|p| wide(&p)) || beyond;
    other || place.rank <= 3 && s.mentions.iter().any(abroad)
}

/// What the words beside a name call it: "Gao region", "région de Gao", "the Gao area".
fn kind_said(s: &Sentence, r: &Reader, toks: &Range<usize>) -> Option<PlacePrecision> {
    let region = |i: usize| is_region_noun(r, i);
    let small = |i: usize| is_small(r, s, i) || s.has_mark(i, Mark::ToPrep);
    let before = (1..=3)
        .filter_map(|b| toks.start.checked_sub(b))
        .take_while(|i| small(*i) || region(*i) || is_place_noun(r, *i));
    let noun = |i: usize, m: Mark| r.lex.marks.word(r.word(i)).contains(&m) || i < s.toks.end && s.has_mark(i, m);
    let unit = |i: usize| noun(i, Mark::UnitNoun);
    if unit(toks.end) || before.clone().any(unit) {
        return Some(PlacePrecision::Area);
    }
    if region(toks.end) || before.clone().any(region) || in_list_of_regions(s, r, toks) {
        return Some(PlacePrecision::Admin1);
    }
    let area = |i: usize| noun(i, Mark::AreaNoun) || noun(i, Mark::RoadNoun);
    (area(toks.end) || before.into_iter().any(area)).then_some(PlacePrecision::Area)
}

fn is_place_noun(r: &Reader, i: usize) -> bool {
    let word = r.lex.marks.word(r.word(i));
    [Mark::PlaceNoun, Mark::UnitNoun, Mark::AreaNoun, Mark::RoadNoun].iter().any(|m| word.contains(m))
}

/// Articles, "of" and apostrophes.
fn is_small(r: &Reader, s: &Sentence, i: usize) -> bool {
    let marks = r.lex.marks.word(r.word(i));
    marks.contains(&Mark::OfPrep)
        || s.has_mark(i, Mark::Determiner)
        || crate::data::is_joint(r.word(i))
        || r.cut.tokens[i].end - r.cut.tokens[i].start == 1
}

/// The word itself, whichever phrase it stands in ("dans la région de").
fn is_region_noun(r: &Reader, i: usize) -> bool {
    r.lex.marks.word(r.word(i)).contains(&Mark::RegionNoun)
}

/// "Kayes, Nioro and Ségou regions", "les régions de Kayes et de Ségou".
fn in_list_of_regions(s: &Sentence, r: &Reader, toks: &Range<usize>) -> bool {
    let place = |i: usize| s.mentions.iter().any(|m| m.toks.contains(&i) && matches!(m.what, What::Place(..)));
    let joint = |i: usize| {
        place(i)
            || r.word(i) == ","
            || s.has_mark(i, Mark::And)
            || s.has_mark(i, Mark::Determiner)
            || s.has_mark(i, Mark::OfPrep)
            || r.word(i) == "'"
    };
    let regions = |i: &usize| is_region_noun(r, *i) && r.word(*i).ends_with('s');
    let after = (toks.end..s.toks.end).take(16).find(|i| !joint(*i));
    let before = (s.toks.start..toks.start).rev().take(16).find(|i| !joint(*i));
    after.is_some_and(|i| regions(&i)) || before.is_some_and(|i| regions(&i))
}

fn score(r: &Reader, s: &Sentence, place: usize, setting: &Setting, kind: Option<PlacePrecision>) -> i32 {
    let place = &r.data.places.places[place];
    let home = setting.country.is_some_and(|c| r.data.places.countries[c].iso == place.country);
    let region = [&place.admin1, &place.admin1_old].map(|a| phrase(a));
    let said_here = s.mentions.iter().any(|m| names_region(r, m, &region));
    let said_there = region.iter().any(|a| setting.regions.contains_key(a));
    let wants_region = kind == Some(PlacePrecision::Admin1);
    let right_kind = wants_region == (place.precision == PlacePrecision::Admin1);
    let named = country_index(r, &place.country).is_some_and(|c| setting.countries.contains(&c));
    3 * i32::from(home)
        + 2 * i32::from(named)
        + 3 * i32::from(setting.has_near(place.point))
        + 4 * i32::from(said_here)
        + i32::from(said_there)
        + if wants_region { 6 } else { 2 } * i32::from(right_kind)
}

fn names_region(r: &Reader, mention: &Mention, regions: &[String; 2]) -> bool {
    let What::Place(places, _) = &mention.what else { return false };
    places
        .iter()
        .map(|p| &r.data.places.places[*p])
        .any(|p| p.precision == PlacePrecision::Admin1 && regions.contains(&phrase(&p.name)))
}

/// The region as the sentence names it, else today's.
fn region_of(r: &Reader, s: &Sentence, place: usize) -> Option<String> {
    let place = &r.data.places.places[place];
    let regions = [phrase(&place.admin1), phrase(&place.admin1_old)];
    let said = s.mentions.iter().any(|m| {
        let region = names_region(r, m, &regions) && kind_said(s, r, &m.toks) == Some(PlacePrecision::Admin1);
        region && phrase(r.span(&m.toks).of(r.text)) == regions[1]
    });
    let name = if said && !place.admin1_old.is_empty() { &place.admin1_old } else { &place.admin1 };
    (!name.is_empty()).then(|| name.clone())
}
