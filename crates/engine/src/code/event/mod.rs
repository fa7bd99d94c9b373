//! Candidates → the events of a document: what sentences leave out is filled in, the same act told
//! twice becomes one, and every value keeps its words.

mod again;
mod figures;
mod hit;
mod known;
mod merge;
mod same;
mod sides;
mod source;

pub(crate) use figures::put_figures;
pub(crate) use sides::may_be_one;
pub(crate) use source::{is_same_side, set_source};

use super::candidate::Candidate;
use super::clause::Party;
use super::figure::Count;
use super::party::{PEOPLE, class_of};
use super::place::{Setting, Spot};
use super::scan::Reader;
use super::scene;
use crate::model::{Actor, DateSpan, Event, Evidence, PlacePrecision, Span};
use sides::{is_unknown, put_defaults, put_denier, put_sides};
use source::{put_claim, put_source};
use std::ops::Range;

/// An event in the making.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub event: Event,
    pub evidence: Evidence,
    pub country: Option<usize>,
    pub merges_with: Vec<String>,
    pub anaphor: bool,
    pub sentence: usize,
    /// The sentence that told of it last.
    pub latest: usize,
    pub list: Option<usize>,
    /// Whether sides came from the frame and not from the text.
    pub guessed: (bool, bool),
    pub joins: bool,
    pub disorder: bool,
    /// An act without a scene needs no place to stand alone.
    pub no_scene: bool,
    /// Those hit are named by a thing or place of theirs.
    pub thing_hit: bool,
    pub rank: i32,
    pub unless_coded: bool,
    /// The day of the announcement, used if no other day is told.
    pub told_on: Option<(DateSpan, Span)>,
    /// The counts behind the event's figures, in the same order.
    pub counts: Vec<Count>,
    /// Whether a headline tells it: its source is left to the text.
    pub headline: bool,
    /// Whether somebody claims the act as his own; no other source replaces that one.
    pub claimed: bool,
    /// Day and place of the sentences before, for an act that is told nowhere with its own.
    pub near: Near,
    /// Those hit are people of no stated kind.
    pub hits_anybody: bool,
    /// It tells only of deaths, not by what.
    pub deaths: bool,
    /// One of the words for it says that people were killed or hurt.
    pub harmed: bool,
    /// It tells of enemies put out of action.
    pub neutralises: bool,
    /// Its type may be a part of violence told beside it.
    pub may_be_part: bool,
    /// It tells of those attacked striking back.
    pub counter: bool,
    /// Each side does to the other what the other does to it.
    pub exchange: bool,
    /// Its type has no target that could be told.
    pub one_sided: bool,
    /// Without place and day of its own it belongs to the violence told before it.
    pub follows: bool,
    /// Told in a clause that hangs on another act.
    pub beside: bool,
    /// A fight between two, whoever else was hit by it.
    pub fight: bool,

    /// Told of a district or the like, in which a village told later may lie.
    pub in_unit: bool,
    /// "A curfew was imposed": told as something new.
    pub indefinite: bool,
    /// A verb tells it, not a noun.
    pub by_verb: bool,
    /// Told of a time before the report's act.
    pub earlier: bool,
    /// The town from which its own place is so far away.
    pub measured_from: Option<String>,
}

/// What the sentences before an act told: how many sentences ago, the value and its words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Near {
    pub date: Option<(usize, DateSpan, Span)>,
    pub place: Option<(usize, Spot, Span)>,
}

/// "Troops repelled an attack by the group": told from the side of those attacked, and no blow of theirs.
fn is_withstood(r: &Reader, c: &Candidate) -> bool {
    let group = |p: &Party| class_of(r, p.who, "armed forces").is_armed_group();
    let hit = !c.targets.is_empty() && c.targets.iter().all(|p| p.toks.end <= c.act.start);
    hit && c.initiators.iter().all(|p| group(p) && p.toks.start >= c.act.end)
}

/// The event that a candidate tells, with defaults of its frame.
pub(crate) fn draft(r: &Reader, c: &Candidate, sentence: &Range<usize>, setting: &Setting) -> Draft {
    let country = event_country(r, c, setting);
    let frame = c.frame;
    let mut event = Event {
        event_type: frame.event_type.clone(),
        sub_type: frame.sub_type.clone(),
        status: c.status,
        anchor: anchor(r, &c.act, sentence),
        ..Event::default()
    };
    let mut evidence = Evidence { event: vec![r.span(sentence)], ..Evidence::default() };
    evidence.fields.insert("sub_type".into(), vec![r.span(&c.act)]);
    put_sides(r, c, country, &mut event, &mut evidence);
    put_place(r, c, country, &mut event, &mut evidence);
    put_date(r, c.date.as_ref(), &mut event, &mut evidence);
    put_denier(r, c, country, &mut event, &mut evidence);
    let guessed = put_defaults(r, c, country, &mut event);
    put_source(r, c, country, &mut event, &mut evidence);
    let anybody = |a: &Actor| r.data.actors.get(&a.name).is_some_and(|n| n.has_tag(PEOPLE));
    let hits_anybody = !event.targets.is_empty() && event.targets.iter().all(anybody);
    let mut draft = Draft {
        event,
        hits_anybody,
        evidence,
        country,
        merges_with: frame.merges_with.clone(),
        anaphor: c.anaphor,
        sentence: c.sentence,
        latest: c.sentence,
        list: c.list,
        guessed,
        joins: c.joins,
        disorder: !c.frame.is_political(),
        no_scene: c.frame.no_scene,
        thing_hit: c.targets.iter().all(|p| is_thing(r, p)),
        rank: c.frame.rank,
        unless_coded: c.frame.unless_coded,
        told_on: c.told_on.as_ref().map(|(d, toks)| (*d, r.span(toks))),
        counts: Vec::new(),
        headline: c.headline,
        claimed: false,
        near: near(r, c),
        deaths: matches!(c.group.as_str(), "kill" | "die"),
        harmed: matches!(c.group.as_str(), "kill" | "die" | "wound" | "shoot"),
        neutralises: c.group == "neutralise",
        may_be_part: c.frame.may_be_part,
        counter: c.group == "counter" && !is_withstood(r, c),
        exchange: c.exchange,
        follows: frame.follows && c.date.is_none() && c.told_on.is_none(),
        beside: c.beside,
        fight: c.group == "clash",
        one_sided: frame.no_target && !frame.is_political(),
        in_unit: c.spot.as_ref().is_some_and(|p| p.precision == PlacePrecision::Area && scene::is_unit(r, p)),
        indefinite: c.indefinite,
        by_verb: c.by_verb,
        earlier: c.earlier,
        measured_from: c.measured_from.clone(),
    };
    put_claim(r, c, &mut draft);
    put_figures(r, c, &mut draft);
    draft
}

fn near(r: &Reader, c: &Candidate) -> Near {
    let ago = |n: usize| c.sentence.saturating_sub(n);
    Near {
        date: c.before.date.as_ref().map(|(n, d, toks)| (ago(*n), *d, r.span(toks))),
        place: c
            .before
            .spot
            .as_ref()
            .filter(|_| !c.frame.no_scene && !c.frame.mutual)
            .map(|(n, p)| (ago(*n), p.clone(), r.span(&p.toks))),
    }
}

/// The country of the place; for acts without a scene, of who acts; else of the report.
fn event_country(r: &Reader, c: &Candidate, setting: &Setting) -> Option<usize> {
    let of_actor = c.initiators.iter().find_map(|p| country_of_party(r, p));
    if let Some(advised) = c.targets.iter().find_map(|p| country_of_party(r, p)).filter(|_| c.frame.own_nationals) {
        return Some(advised);
    }
    let of_place = c.spot.as_ref().and_then(|s| s.country);
    let near = c.before.land.filter(|(n, _)| c.sentence.saturating_sub(*n) <= 1).map(|(_, land)| land);
    let near = near.filter(|_| !c.frame.no_scene || c.initiators.is_empty());
    let told = c.land.or(near).or(c.before.section).or(setting.country);
    let pact = c.frame.mutual && c.frame.is_political();
    if c.local {
        of_place.or(of_actor).or(told)
    } else if c.frame.no_scene {
        of_actor.or(told).or(of_place)
    } else if pact {
        of_place.or(c.land).or(of_actor).or(told)
    } else {
        of_place.or(told).or(of_actor)
    }
}

fn country_of_party(r: &Reader, party: &Party) -> Option<usize> {
    use crate::code::scan::Who;
    match party.who {
        Who::State(c) | Who::Institution(_, Some(c)) | Who::Agent(_, Some(c)) => Some(c),
        Who::Named(i) => crate::code::place::country_index(r, r.data.actors.named[i].home.as_deref()?),
        _ => None,
    }
}

fn put_place(r: &Reader, c: &Candidate, country: Option<usize>, event: &mut Event, evidence: &mut Evidence) {
    let nation = country.map(|c| &r.data.places.countries[c]);
    event.country = nation.map(|n| n.iso.clone());
    match &c.spot {
        // What travellers are told is told of the country.
        Some(spot) if (!c.frame.no_scene || c.local) && !c.frame.own_nationals => {
            put_spot(r, spot, event, evidence);
        }
        _ => {
            event.place = nation.map(|n| n.name.clone());
            event.place_precision = PlacePrecision::Country;
        }
    }
}

pub(crate) fn put_spot(r: &Reader, spot: &Spot, event: &mut Event, evidence: &mut Evidence) {
    event.place = Some(spot.name.clone());
    event.admin1 = spot.admin1.clone();
    event.place_precision = spot.precision;
    evidence.fields.insert("place".into(), vec![r.span(&spot.toks)]);
}

pub(crate) fn put_date(
    r: &Reader,
    date: Option<&(DateSpan, Range<usize>)>,
    event: &mut Event,
    evidence: &mut Evidence,
) {
    if let Some((span, toks)) = date {
        // "This year": no range runs past the day of the report.
        let last = r.clock.published.filter(|p| span.from <= *p && *p < span.to);
        event.date_from = Some(span.from);
        event.date_to = Some(last.unwrap_or(span.to));
        event.date_precision = span.precision;
        evidence.fields.insert("date".into(), vec![r.span(toks)]);
    }
}

fn is_thing(r: &Reader, party: &Party) -> bool {
    matches!(party.who, crate::code::scan::Who::Agent(i, _) if r.lex.agents[i].thing)
}

/// A few words around the act that locate the sentence.
fn anchor(r: &Reader, act: &Range<usize>, sentence: &Range<usize>) -> String {
    let toks = act.start.saturating_sub(1).max(sentence.start)..(act.end + 4).min(sentence.end);
    r.span(&toks).of(r.text).split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Draft {
    /// Violence, protest or another act of disorder, which tolls belong to.
    pub fn frame_is_disorder(&self) -> bool {
        self.disorder
    }

    /// A fight, a blast or an attack on people.
    pub fn is_violent(&self) -> bool {
        sides::is_violent(&self.event)
    }

    pub fn days(&self) -> Option<DateSpan> {
        self.event.days()
    }

    /// Where only the announcement is dated, that day is used.
    pub fn settle_date(&mut self) {
        if let (None, Some((span, words))) = (self.event.date_from, self.told_on) {
            self.event.date_from = Some(span.from);
            self.event.date_to = Some(span.to);
            self.event.date_precision = span.precision;
            self.evidence.fields.insert("date".into(), vec![words]);
        }
    }

    /// How much a draft says: what it takes to stand alone rather than as an echo.
    pub fn weight(&self) -> usize {
        let e = &self.event;
        usize::from(!self.disorder || self.no_scene)
            + usize::from(
                !self.guessed.0 || self.disorder && !e.initiators.is_empty() && !e.initiators.iter().all(is_unknown),
            )
            // Of two who agreed or fought neither is the other's target.
            + usize::from(!self.guessed.1 || self.one_sided || !self.guessed.0 && e.initiators.len() > 1)
            + usize::from(e.date_from.is_some() || self.by_verb && self.told_on.is_some())
            + usize::from(e.place_precision != PlacePrecision::Country)
            + usize::from(!e.figures.is_empty())
    }

    /// Neither day nor place nor toll: "gunmen kidnap traders" tells what is done, not what was. Of what happened in no
    /// country a report can tell that is of none, unless it says who did it or counts somebody.
    pub fn is_bare(&self) -> bool {
        let e = &self.event;
        let scene = e.place_precision == PlacePrecision::Country && !self.no_scene && self.list.is_none();
        let nobody = e.initiators.is_empty() || self.guessed.0;
        let placed = e.place.is_some() && self.disorder;
        let nowhere = e.country.is_none() && !placed && e.figures.is_empty() && nobody;
        self.disorder && scene && e.date_from.is_none() && e.figures.is_empty() && !self.headline || nowhere
    }

    /// Whether its own sentence tells its place.
    pub fn told_place(&self) -> bool {
        let own = |words: &Vec<Span>| {
            let sentence = self.evidence.event.first();
            words.iter().any(|w| sentence.is_some_and(|s| s.start <= w.start && w.end <= s.end))
        };
        self.evidence.fields.get("place").is_some_and(own)
    }

    /// Neither place nor day of its own: after the first act of a report, such words retell one told.
    pub fn is_adrift(&self) -> bool {
        let e = &self.event;
        self.disorder
            && !self.no_scene
            && e.date_from.is_none()
            && self.told_on.is_none()
            && !self.evidence.fields.contains_key("place")
    }
}
