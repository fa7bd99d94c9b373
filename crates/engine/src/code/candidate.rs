//! Sentence → candidate events: one for every act that is told as having happened.

mod beside;
mod days;
mod fit;
mod goods;
mod host;
mod lend;
mod local;
mod mends;
mod mentioned;
mod onlooker;
mod pointing;
mod readings;
mod refusal;
mod setting;
mod which;
mod withstand;

use super::attribution::{self, Source};
use super::before::{Before, Heading};
use super::clause::{self, Group, Party, Sides};
use super::date;
use super::figure::{self, Count};
use super::general;
use super::grammar;
use super::modality::{ACCUSE, Modality, PROTEST, modality};
use super::party::class_of;
use super::place::{self, Setting, Spot};
use super::quiet::{self, Told};
use super::scan::{Mention, Reader, Sentence, What, Who, overlap};
use super::scene;
use crate::data::{Form, Frame, Mark, Rule, in_set};
use crate::model::{Class, DateSpan, Measure, PlacePrecision, Precision, Stance, Status};
use jiff::ToSpan;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

/// Days that a report may be dated before what it tells: a late edition, another time zone.
const LATE: i64 = 1;

/// Groups of words for harm done to people, and the one for harm done to what they own.
pub(crate) const HARM: [&str; 5] = ["kill", "die", "wound", "shoot", "abduct"];
/// Groups of words for what people die in.
pub(crate) const BLOWS: [&str; 6] = ["assault", "clash", "strike", "ied", "shell", "suicide"];
const DESTROY: &str = "destroy";
const ARREST: &str = "arrest";
const JAILBREAK: &str = "jailbreak";

/// An act told in one sentence.
#[derive(Clone, Debug)]
pub(crate) struct Candidate<'a> {
    pub sentence: usize,
    pub act: Range<usize>,
    pub group: String,
    pub frame: &'a Frame,
    pub joins: bool,
    pub initiators: Vec<Party>,
    pub targets: Vec<Party>,
    pub spot: Option<Spot>,
    /// The country that the sentence sets the act in.
    pub land: Option<usize>,
    pub date: Option<(DateSpan, Range<usize>)>,
    /// The day on which it was announced.
    pub told_on: Option<(DateSpan, Range<usize>)>,
    pub counts: Vec<(Count, Option<Party>)>,
    pub source: Option<Source>,
    pub stance: Stance,
    pub status: Status,
    pub anaphor: bool,
    /// "A curfew": what is told with such an article is told for the first time.
    pub indefinite: bool,
    /// A verb tells it, not a noun.
    pub by_verb: bool,
    /// "before reinforcements arrived": told in a clause of another act.
    pub beside: bool,
    /// "3 aid workers abducted": a line that only counts, of an act told before it or of none.
    pub line: bool,
    /// Done by a town's or a region's own authority, so that it has a scene whatever the frame.
    pub local: bool,
    /// Each side does to the other what the other does to it.
    pub exchange: bool,
    /// Whether it stands in a headline.
    pub headline: bool,
    /// "Which had killed 358": told of a time before the report's act.
    pub earlier: bool,
    /// The town from which its own place is so far away: "in Kobi, 20 km from Gao".
    pub measured_from: Option<String>,
    /// Events of one list of places share a number.
    pub list: Option<usize>,
    /// What the sentences before told, in case this act is told nowhere with its own.
    pub before: Before,
}

impl Candidate<'_> {
    /// Whoever makes a pact does it with the others: none of them is its target.
    fn unite_sides(&mut self) {
        let others = std::mem::take(&mut self.targets);
        let new = others.into_iter().filter(|t| !self.initiators.iter().any(|i| i.who == t.who)).collect::<Vec<_>>();
        self.initiators.extend(new);
    }

    /// "Soldiers clashed with rebels": both sides do it, and both suffer it.
    fn share_sides(&mut self) {
        let new: Vec<Party> =
            self.targets.iter().filter(|t| !self.initiators.iter().any(|i| i.who == t.who)).cloned().collect();
        let both: Vec<Party> = self.initiators.drain(..).chain(new).collect();
        self.exchange = both.len() > 1;
        if !self.exchange {
            return self.initiators = both;
        }
        self.targets.clone_from(&both);
        self.initiators = both;
    }
}

/// All candidates of a sentence.
pub(crate) fn candidates<'a>(
    r: &Reader<'a>,
    n: usize,
    s: &Sentence,
    setting: &Setting,
    before: &Before,
) -> Vec<Candidate<'a>> {
    let mut context = Context::new(r, n, s, setting, before);
    context.quote(before);
    let acts = s.acts.iter().filter(|(toks, _)| toks.start >= s.body);
    let mut out: Vec<Candidate<'a>> = acts.filter_map(|(toks, acts)| context.first(toks, acts)).collect();
    context.share_counts(&mut out);
    Context::count_taken(&mut out);
    Context::count_escaped(&mut out);
    out
}

/// What became of every act of a sentence: the frame that fired, or why none did.
pub(crate) fn outcomes(
    r: &Reader,
    n: usize,
    s: &Sentence,
    setting: &Setting,
) -> Vec<(Range<usize>, String, Result<String, String>)> {
    let context = Context::new(r, n, s, setting, &Before::default());
    let mut out = Vec::new();
    for (toks, acts) in &s.acts {
        for group in groups_of(acts) {
            let outcome = context.candidate(toks, acts, group, false).map(|c| c.frame.sub_type.clone());
            out.push((toks.clone(), group.to_string(), outcome));
        }
    }
    out
}

fn groups_of(acts: &[crate::data::Act]) -> Vec<&str> {
    let mut groups: Vec<&str> = Vec::new();
    for act in acts {
        if !groups.contains(&act.group.as_str()) {
            groups.push(&act.group);
        }
    }
    groups
}

struct Context<'r, 'a> {
    r: &'r Reader<'a>,
    n: usize,
    s: &'r Sentence,
    groups: Vec<Group>,
    sources: Vec<Source>,
    spots: Vec<Spot>,
    counts: Vec<Count>,
    /// What the sentences before told.
    before: Before,
    /// Sides by grammar, by the first token of the act.
    trees: RefCell<BTreeMap<usize, Sides>>,
}

impl<'r, 'a> Context<'r, 'a> {
    fn new(r: &'r Reader<'a>, n: usize, s: &'r Sentence, setting: &Setting, before: &Before) -> Self {
        let groups = clause::groups(r, s, before.topic.as_ref());
        let sources = attribution::sources(r, s, &groups, before);
        let counts = figure::counts(r, s);
        let mut spots = place::spots(r, s, setting);
        // "Carlos Valencia was shot": a person's name is no town.
        spots.retain(|p| !counts.iter().any(|c| c.named && overlap(&c.toks, &p.toks)));
        Self { r, n, s, groups, sources, spots, counts, before: before.clone(), trees: RefCell::default() }
    }

    /// What stands in a quotation that goes on is said by whoever spoke last.
    fn quote(&mut self, before: &Before) {
        self.sources.extend(before.quoting(self.r, self.s).filter(|_| self.sources.is_empty()));
    }

    /// The candidate of the first group of the word that a frame takes, by its own sentence or else with what those
    /// before it told.
    fn first(&self, toks: &Range<usize>, acts: &[crate::data::Act]) -> Option<Candidate<'a>> {
        let groups = groups_of(acts);
        let by = |lends: bool| groups.iter().find_map(|g| self.candidate(toks, acts, g, lends).ok());
        by(false).or_else(|| by(true))
    }

    fn candidate(
        &self,
        toks: &Range<usize>,
        acts: &[crate::data::Act],
        group: &str,
        lends: bool,
    ) -> Result<Candidate<'a>, String> {
        let form = clause::form_here(self.r, self.s, toks, acts, group).ok_or("a noun here")?;
        if let Some(why) = self.refusal(toks, form, group) {
            return Err(why.into());
        }
        let group = self.group_meant(toks, form, group);
        let how = modality(self.r, self.s, toks, form);
        if let Modality::Not(why) = how {
            return Err(why.into());
        }
        let host = self.host_of(toks, form);
        let scene = host.clone().filter(|_| !self.place_behind(toks)).unwrap_or_else(|| toks.clone());
        let day = host.filter(|_| !self.day_behind(toks)).unwrap_or_else(|| toks.clone());
        let spot = self.place_of(&scene);
        let date = self.date_of(&day).filter(|(_, day)| group != "set_vote" || !self.leads_to(toks, day));
        let toll = self.counts.iter().any(|c| !c.named && nearest_act(self.s, c) == Some(toks.clone()));
        let known = Known {
            spot: spot.clone(),
            place: spot.is_some(),
            date: date.is_some(),
            toll,
            told: self.dates(|m| self.dates_the_report(&m.toks)).next().is_some(),
            goal: self.has_goal(toks),
            aim: self.aim_of(toks),
            ground: self.has_ground(toks),
            pair: false,
            noun: form == Form::Noun,
        };
        if form == Form::Noun && group == "die" && self.is_bare_death(toks, &known) {
            return Err("a death, told of no place, day or doer".into());
        }
        let rules = self.r.data.frames.rules(group);
        let own = self.readings(toks, form, group);
        let quiet =
            |sides: &Sides, known: &Known| quiet::topic(self.r, self.s, &self.told(group, sides, known)).is_some();
        let fit = |(sides, known): (Sides, Known)| {
            let fits = |f: &Frame, rule: &Rule| {
                let together = f.mutual || rule.needs.iter().any(|n| n == "two");
                (f.is_political() || !quiet(&sides, &known))
                    && (!known.pair || together)
                    && self.fits(f, rule, &sides, &known, toks)
            };
            rules.iter().find(|(f, rule)| fits(f, rule)).map(|(f, rule)| (*f, *rule, sides.clone(), known.clone()))
        };
        let lent = if lends { self.lent(toks, form, &own[0], &known) } else { Vec::new() };
        let readings = own.iter().map(|sides| (sides.clone(), known.clone())).filter(|_| !lends);
        let Some((frame, rule, sides, known)) = readings.chain(lent).find_map(fit) else {
            if quiet(&own[0], &known) {
                return Err("told of an accident, a match, a trial or the like, where nobody fought".into());
            }
            let tried: Vec<&str> = rules.iter().map(|(f, _)| f.sub_type.as_str()).collect();
            return Err(format!(
                "no frame fits {form:?} with {} before and {} after; tried {}",
                self.words(&own[0].initiators),
                self.words(&own[0].targets),
                tried.join(", ")
            ));
        };
        let spot = known.spot.clone();
        let killed = self.counts.iter().filter(|c| c.measure == Measure::Killed).map(|c| c.quantity.told()).max();
        if !frame.is_political() && general::is_of_a_period(self.r, self.s, toks, date.as_ref(), spot.as_ref(), killed)
        {
            return Err("a figure or a state over a period".into());
        }
        let source = attribution::source_of(&self.sources, toks.start).cloned();
        let anaphor = form == Form::Noun && self.s.mark_in(toks.start.saturating_sub(1)..toks.end, Mark::Anaphor);
        let date = date.or_else(|| self.lasts_from(toks, form, frame, rule));
        let governs = frame.is_political() && frame.initiator.as_deref() == Some("government");
        let office = self.local_office(toks).filter(|_| governs);
        let spot = spot.or_else(|| office.and_then(|o| self.seat_told(o)));
        let local = office.is_some() || frame.no_scene && spot.as_ref().is_some_and(|p| self.opens_with(p));
        let claims = anaphor && source.as_ref().is_some_and(|x| x.claim);
        let mut found = Candidate {
            sentence: self.n,
            act: toks.clone(),
            group: group.to_string(),
            frame,
            joins: rule.joins,
            initiators: self.only(frame, self.initiators(frame, rule, &sides), &rule.initiator, &frame.country_acts_as),
            targets: self.targets(frame, rule, &sides, &known, toks),
            exchange: false,
            local: local && spot.is_some(),
            spot,
            land: self.land_left(toks, &sides, group).or_else(|| scene::land(self.r, self.s, &self.spots, toks)),
            date: date.filter(|_| !claims),
            told_on: self.told_on(toks),
            counts: Vec::new(),
            stance: if how == Modality::Alleged { Stance::Alleged } else { Stance::Reported },
            status: if how == Modality::Foiled { Status::Foiled } else { Status::Happened },
            source,
            headline: self.n <= 1 && super::issuer::is_heading(self.r, self.s),
            anaphor,
            by_verb: form != Form::Noun,
            beside: self.is_beside_act(toks),
            line: HARM.contains(&group) && self.is_bare_count(toks, form),
            indefinite: frame.is_political() && form == Form::Noun && self.is_indefinite(toks),
            earlier: self.had_been(toks),
            measured_from: self.landmark(),
            list: None,
            before: self.told_before(),
        };
        if rule.exchange {
            found.share_sides();
        }
        if frame.mutual {
            found.unite_sides();
        }
        Ok(found)
    }

    /// "Four aid workers kidnapped in May were released on Monday": those let go are those who were taken.
    fn count_taken(out: &mut [Candidate<'a>]) {
        for candidate in out.iter_mut().filter(|c| c.group == "abduct") {
            let act = candidate.act.clone();
            let all =
                |c: &Count| c.measure == Measure::Released && c.toks.end <= act.start && act.start - c.toks.end <= 1;
            let freed = candidate.counts.iter().find(|(c, _)| all(c)).cloned();
            let told = candidate.counts.iter().any(|(c, _)| c.measure == Measure::Abducted);
            if let Some((count, source)) = freed.filter(|_| !told) {
                candidate.counts.push((Count { measure: Measure::Abducted, word: act, ..count }, source));
            }
        }
    }

    /// "172 prisoners escaped": whoever breaks out is no longer held.
    fn count_escaped(out: &mut [Candidate<'a>]) {
        for candidate in out.iter_mut().filter(|c| c.group == JAILBREAK) {
            let mut told: Vec<u64> = Vec::new();
            candidate
                .counts
                .iter_mut()
                .filter(|(c, _)| c.measure == Measure::Captured)
                .for_each(|(c, _)| c.measure = Measure::Released);
            candidate.counts.retain(|(c, _)| {
                let again = c.measure == Measure::Released && told.contains(&c.quantity.told());
                told.push(c.quantity.told());
                !again
            });
        }
    }

    /// Every toll goes to the act whose word it stands by.
    fn share_counts(&self, out: &mut [Candidate<'a>]) {
        for count in &self.counts {
            let fits = |c: &&mut Candidate| !(count.named && c.frame.is_political());
            let best = out
                .iter_mut()
                .filter(fits)
                .min_by_key(|c| distance(&c.act, &count.word).min(distance(&c.act, &count.toks)));
            if let Some(candidate) = best {
                let source = attribution::source_of_count(&self.sources, count.toks.start).map(|s| s.party.clone());
                candidate.counts.push((count.clone(), source));
            }
        }
    }
}

#[derive(Clone)]
struct Known {
    spot: Option<Spot>,
    place: bool,
    date: bool,
    toll: bool,
    /// The day of the announcement is known.
    told: bool,
    goal: bool,
    ground: bool,
    aim: Option<Party>,
    /// A noun tells the act.
    noun: bool,
    /// The sides are the last two named before, for what two do together.
    pair: bool,
}

fn nearest_act(s: &Sentence, count: &Count) -> Option<Range<usize>> {
    s.acts.iter().map(|(a, _)| a).min_by_key(|a| distance(a, &count.word).min(distance(a, &count.toks))).cloned()
}

fn distance(a: &Range<usize>, b: &Range<usize>) -> usize {
    if a.start >= b.end { a.start - b.end } else { b.start.saturating_sub(a.end) }
}

/// The tolls and sources of a sentence that tells no act of its own, for the act told before it.
pub(crate) fn loose_counts(r: &Reader, s: &Sentence, before: &Before) -> Vec<(Count, Option<Party>)> {
    let groups = clause::groups(r, s, before.topic.as_ref());
    let mut sources = attribution::sources(r, s, &groups, before);
    sources.extend(before.quoting(r, s).filter(|_| sources.is_empty()));
    let source = |c: &Count| attribution::source_of_count(&sources, c.toks.start).map(|s| s.party.clone());
    figure::with_rivals(r, s).into_iter().map(|c| (c.clone(), source(&c))).collect()
}
