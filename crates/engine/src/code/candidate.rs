//! Sentence → candidate events: one for every act that is told as having happened.

use super::attribution::{self, Source};
use super::before::{Before, Heading};
use super::clause::{self, Group, Party, Sides};
use super::date;
use super::figure::{self, Count};
use super::general;
use super::grammar;
use super::modality::{Modality, modality};
use super::party::class_of;
use super::place::{self, Setting, Spot};
use super::quiet::{self, Told};
use super::scan::{Mention, Reader, Sentence, What, Who};
use super::scene;
use crate::data::{Form, Frame, Mark, Rule, in_set};
use crate::model::{Class, DateSpan, Measure, PlacePrecision, Stance, Status};
use jiff::ToSpan;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

/// Days that a report may be dated before what it tells: a late edition, another time zone.
const LATE: i64 = 1;

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
    /// Each side does to the other what the other does to it.
    pub exchange: bool,
    /// Whether it stands in a headline.
    pub headline: bool,
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
    let mut context = Context::new(r, n, s, setting, before.topic.as_ref());
    context.before = before.clone();
    context.quote(before);
    let acts = s.acts.iter().filter(|(toks, _)| toks.start >= s.body);
    let mut out: Vec<Candidate<'a>> = acts.filter_map(|(toks, acts)| context.first(toks, acts)).collect();
    context.share_counts(&mut out);
    out
}

/// What became of every act of a sentence: the frame that fired, or why none did.
pub(crate) fn outcomes(
    r: &Reader,
    n: usize,
    s: &Sentence,
    setting: &Setting,
) -> Vec<(Range<usize>, String, Result<String, String>)> {
    let context = Context::new(r, n, s, setting, None);
    let mut out = Vec::new();
    for (toks, acts) in &s.acts {
        for group in groups_of(acts) {
            let outcome = context.candidate(toks, acts, group).map(|c| c.frame.sub_type.clone());
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
    fn new(r: &'r Reader<'a>, n: usize, s: &'r Sentence, setting: &Setting, topic: Option<&Party>) -> Self {
        let groups = clause::groups(r, s, topic);
        let sources = attribution::sources(r, s, &groups, topic);
        Self {
            r,
            n,
            s,
            groups,
            sources,
            spots: place::spots(r, s, setting),
            counts: figure::counts(r, s),
            before: Before::default(),
            trees: RefCell::default(),
        }
    }

    /// What stands in a quotation that goes on is said by whoever spoke last.
    fn quote(&mut self, before: &Before) {
        self.sources.extend(before.quoting(self.r, self.s).filter(|_| self.sources.is_empty()));
    }

    /// The candidate of the first group of the word that a frame takes.
    fn first(&self, toks: &Range<usize>, acts: &[crate::data::Act]) -> Option<Candidate<'a>> {
        groups_of(acts).into_iter().find_map(|g| self.candidate(toks, acts, g).ok())
    }

    fn candidate(&self, toks: &Range<usize>, acts: &[crate::data::Act], group: &str) -> Result<Candidate<'a>, String> {
        let form = clause::form_here(self.r, self.s, toks, acts, group).ok_or("a noun here")?;
        let how = modality(self.r, self.s, toks, form);
        if let Modality::Not(why) = how {
            return Err(why.into());
        }
        let spot = self.place_of(toks);
        let date = self.date_of(toks);
        let toll = self.counts.iter().any(|c| nearest_act(self.s, c) == Some(toks.clone()));
        let known = Known {
            spot: spot.clone(),
            place: spot.is_some(),
            date: date.is_some(),
            toll,
            goal: self.has_goal(toks),
            aim: self.aim_of(toks),
            ground: self.has_ground(toks),
        };
        let rules = self.r.data.frames.rules(group);
        let [first, second] = self.readings(toks, form, group);
        let quiet = |sides: &Sides| quiet::topic(self.r, self.s, &self.told(group, sides, &known)).is_some();
        let fit = |sides: &Sides| {
            let fits =
                |f: &Frame, rule: &Rule| (f.is_political() || !quiet(sides)) && self.fits(f, rule, sides, &known, toks);
            rules.iter().find(|(f, rule)| fits(f, rule)).copied()
        };
        let found = fit(&first);
        let sides = if found.is_none() && fit(&second).is_some() { second } else { first };
        let Some((frame, rule)) = found.or_else(|| fit(&sides)) else {
            if quiet(&sides) {
                return Err("told of an accident, a match, a trial or the like, where nobody fought".into());
            }
            let tried: Vec<&str> = rules.iter().map(|(f, _)| f.sub_type.as_str()).collect();
            return Err(format!(
                "no frame fits {form:?} with {} before and {} after; tried {}",
                self.words(&sides.initiators),
                self.words(&sides.targets),
                tried.join(", ")
            ));
        };
        let killed = self.counts.iter().filter(|c| c.measure == Measure::Killed).map(|c| c.quantity.told()).max();
        if !frame.is_political() && general::is_of_a_period(self.r, self.s, toks, date.as_ref(), spot.as_ref(), killed)
        {
            return Err("a figure or a state over a period".into());
        }
        let source = attribution::source_of(&self.sources, toks.start).cloned();
        let anaphor = form == Form::Noun && self.s.mark_in(toks.start.saturating_sub(1)..toks.end, Mark::Anaphor);
        let date = date.or_else(|| self.since_when().filter(|_| rule.since));
        let claims = anaphor && source.as_ref().is_some_and(|x| x.claim);
        let mut found = Candidate {
            sentence: self.n,
            act: toks.clone(),
            group: group.to_string(),
            frame,
            joins: rule.joins,
            initiators: self.only(frame, self.initiators(frame, rule, &sides), &rule.initiator, &frame.country_acts_as),
            targets: self.targets(frame, rule, &sides, &known),
            exchange: false,
            spot,
            land: scene::land(self.r, self.s, &self.spots, toks),
            date: date.filter(|_| !claims),
            told_on: self.dates(|m| self.dates_the_report(&m.toks)).next(),
            counts: Vec::new(),
            stance: if how == Modality::Alleged { Stance::Alleged } else { Stance::Reported },
            status: if how == Modality::Foiled { Status::Foiled } else { Status::Happened },
            source,
            headline: self.n <= 1 && attribution::is_heading(self.r, self.s),
            anaphor,
            list: None,
            before: self.before.clone(),
        };
        if rule.exchange {
            found.share_sides();
        }
        if frame.mutual {
            found.unite_sides();
        }
        Ok(found)
    }

    /// Who does it to whom as the tree and the order of words have it together, and by the order of words alone,
    /// for an act of which the first makes no event.
    fn readings(&self, toks: &Range<usize>, form: Form, group: &str) -> [Sides; 2] {
        let order = self.by_order(toks, form, group);
        let both = self.sides_of(toks, form, group, order.clone());
        [both, order].map(|mut sides| {
            if sides.initiators.is_empty() {
                sides.initiators.extend(self.by_nation(toks, group));
            }
            self.join_allies(&mut sides, toks);
            self.drop_speakers(&mut sides, toks);
            self.take_from(&mut sides, toks);
            sides
        })
    }

    /// "The army, alongside mercenaries, retook the town": who stands beside the doer does it too, and is not hit.
    fn join_allies(&self, sides: &mut Sides, act: &Range<usize>) {
        let led =
            |p: &Party| (1..=3).filter_map(|b| p.toks.start.checked_sub(b)).any(|i| self.s.has_mark(i, Mark::Beside));
        sides.targets.retain(|p| !led(p));
        let armed = |p: &&Party| class_of(self.r, p.who, "armed forces").is_armed();
        let near = |p: &&Party| distance(&p.toks, act) <= 10 && led(p);
        let allies = self.groups.iter().flat_map(|g| &g.members).filter(armed).filter(near);
        let new: Vec<Party> = allies.filter(|p| !sides.initiators.iter().any(|i| i.who == p.who)).cloned().collect();
        if !sides.initiators.is_empty() {
            sides.initiators.extend(new);
        }
    }

    /// "..., the mission said" at the end of a sentence: who speaks there takes no part, whatever a tree says.
    fn drop_speakers(&self, sides: &mut Sides, act: &Range<usize>) {
        let speaks = |p: &Party| {
            let after = self.groups.iter().filter(|g| g.toks.start >= act.end);
            after.into_iter().any(|g| g.members.contains(p) && clause::is_speaker(self.r, self.s, g))
        };
        sides.initiators.retain(|p| !speaks(p));
        sides.targets.retain(|p| !speaks(p));
    }

    /// "recaptured the palace from the rebels": whom a thing is taken from is hit, not the thing.
    fn take_from(&self, sides: &mut Sides, act: &Range<usize>) {
        let armed = |g: &&Group| {
            g.members.iter().all(|p| class_of(self.r, p.who, "armed forces").is_armed() && !self.is_thing(p))
        };
        let from =
            |g: &&Group| g.governed_by(Mark::FromPrep) && g.toks.start >= act.end && g.toks.start - act.end <= 12;
        let between = |g: &&Group| self.s.acts.iter().any(|(a, _)| a.start >= act.end && a.end <= g.toks.start);
        if let Some(loser) = self.groups.iter().filter(from).find(armed).filter(|g| !between(g))
            && sides.targets.iter().all(|p| self.is_thing(p) || matches!(p.who, Who::State(_)))
        {
            sides.targets.clone_from(&loser.members);
        }
    }

    /// "Israeli air strikes", "une frappe française": whose arms they are. Of other acts the adjective of the report's
    /// own country only says where ("the Malian attack").
    fn by_nation(&self, toks: &Range<usize>, group: &str) -> Option<Party> {
        let beside = |m: &&Mention| m.toks.end == toks.start || m.toks.start == toks.end;
        let found = self.s.mentions.iter().filter(beside).find_map(|m| match m.what {
            What::Demonym(country) => Some(Party { who: Who::State(country), toks: m.toks.clone() }),
            _ => None,
        });
        let arms = matches!(group, "strike" | "shell");
        found.filter(|p| arms || self.r.home.is_some() && p.who != Who::State(self.r.home.unwrap_or_default()))
    }

    fn by_order(&self, toks: &Range<usize>, form: Form, group: &str) -> Sides {
        match group {
            "die" => clause::suffers(self.r, self.s, &self.groups, toks, form),
            _ => clause::sides(self.r, self.s, &self.groups, toks, form),
        }
    }

    /// Who does the act to whom, by the order of the words and, where it knows better, by the tree.
    fn sides_of(&self, toks: &Range<usize>, form: Form, group: &str, order: Sides) -> Sides {
        let suffers = group == "die" || form == Form::Undergone;
        let grammar = self.by_grammar(toks);
        grammar::better(if suffers { grammar.suffered() } else { grammar }, order)
    }

    /// What may make an act beside a flood or a match one of violence all the same.
    fn told(&self, group: &str, sides: &Sides, known: &Known) -> Told {
        let class = |p: &Party| class_of(self.r, p.who, "government");
        let fighter = |p: &&Party| class(p).is_armed() || group == "clash" && !matches!(p.who, Who::State(_));
        let settled = |x: &Spot| matches!(x.precision, PlacePrecision::Settlement | PlacePrecision::Area);
        Told {
            armed: self.real_acting(sides).any(|p| fighter(&p)),
            group: self.real_acting(sides).any(|p| class(p).is_armed_group()),
            harmed: self.counts.iter().any(|c| matches!(c.measure, Measure::Killed | Measure::Injured)),
            dated: known.date,
            placed: known.spot.as_ref().is_some_and(settled),
        }
    }

    /// Those who act, things left aside.
    fn real_acting<'s>(&'s self, sides: &'s Sides) -> impl Iterator<Item = &'s Party> {
        sides.initiators.iter().filter(|p| !self.is_thing(p))
    }

    /// The sides that the tree gives an act. A word of several groups is parsed once.
    fn by_grammar(&self, toks: &Range<usize>) -> Sides {
        let mut trees = self.trees.borrow_mut();
        trees.entry(toks.start).or_insert_with(|| grammar::sides(self.r, self.s, &self.groups, toks)).clone()
    }

    fn words(&self, parties: &[Party]) -> String {
        let words: Vec<&str> = parties.iter().map(|p| self.r.span(&p.toks).of(self.r.text)).collect();
        format!("«{}»", words.join(" + "))
    }

    fn fits(&self, frame: &Frame, rule: &Rule, sides: &Sides, known: &Known, act: &Range<usize>) -> bool {
        let class = |p: &Party, acts_as: &str| class_of(self.r, p.who, acts_as);
        let ok = |parties: &[Party], sets: &[String], acts_as: &str| {
            parties.is_empty()
                || sets.is_empty()
                || parties.iter().any(|p| sets.iter().any(|set| in_set(class(p, acts_as), set)))
        };
        let initiators = self.initiators(frame, rule, sides);
        let targets = self.targets(frame, rule, sides, known);
        let has = |what: &String| match what.as_str() {
            "initiator" => !initiators.is_empty(),
            "target" => !targets.is_empty(),
            "place" => known.place,
            "date" => known.date,
            "toll" => known.toll,
            "two" => initiators.len() + targets.len() > 1,
            "goal" => known.goal,
            "ground" => known.ground,
            "person" => targets.iter().any(|p| !self.is_thing(p)),
            "named_place" => known.spot.as_ref().is_some_and(|x| x.precision == PlacePrecision::Settlement),
            _ => false,
        };
        let part = self.between_semicolons(act);
        let topic = |t: &String| self.s.topics.iter().any(|(toks, name)| name == t && part.contains(&toks.start));
        rule.needs.iter().all(has)
            && !rule.lacks.iter().any(has)
            && ok(&initiators, &rule.initiator, &frame.country_acts_as)
            && ok(&targets, &rule.target, &frame.country_hit_as)
            && (rule.topic.is_empty() || rule.topic.iter().any(topic))
            && !rule.not_topic.iter().any(topic)
    }

    /// The part of the sentence that the act stands in: a bulletin strings acts together with semicolons.
    fn between_semicolons(&self, act: &Range<usize>) -> Range<usize> {
        let parts = |i: &usize| self.r.word(*i) == ";";
        let from = (self.s.toks.start..act.start).rev().find(parts).map_or(self.s.toks.start, |i| i + 1);
        from..(act.end..self.s.toks.end).find(parts).unwrap_or(self.s.toks.end)
    }

    fn is_thing(&self, party: &Party) -> bool {
        matches!(party.who, Who::Agent(i, _) if self.r.lex.agents[i].thing)
    }

    fn initiators(&self, frame: &Frame, rule: &Rule, sides: &Sides) -> Vec<Party> {
        if frame.fixed_sides {
            return Vec::new();
        }
        let moved = rule.moved && sides.initiators.is_empty();
        let who = if moved { &sides.targets } else { &sides.initiators };
        let mut who = self.real_sides(frame, who.clone(), true);
        if frame.initiator.as_deref() == Some("government") {
            who.retain(|p| !self.is_plain(p));
        }
        who
    }

    /// Civilians without a name: a prefect who bans a march does so for the state.
    fn is_plain(&self, party: &Party) -> bool {
        matches!(party.who, Who::Agent(i, _) if self.r.lex.agents[i].class == Class::Civilians)
    }

    /// The sides whose class the rule allows. Whoever meets or agrees with such a side is the other side.
    fn only(&self, frame: &Frame, parties: Vec<Party>, sets: &[String], acts_as: &str) -> Vec<Party> {
        let fits = |p: &Party| {
            frame.mutual || sets.is_empty() || sets.iter().any(|set| in_set(class_of(self.r, p.who, acts_as), set))
        };
        parties.into_iter().filter(fits).collect()
    }

    /// Those hit or met; where the place hosts the act of one country's people, its country. Those of two
    /// countries have met each other.
    fn targets(&self, frame: &Frame, rule: &Rule, sides: &Sides, known: &Known) -> Vec<Party> {
        if frame.fixed_sides {
            return Vec::new();
        }
        let own: Vec<Option<usize>> = sides.initiators.iter().map(|p| self.nation(p)).collect();
        let owned = sides.targets.iter().map(|p| self.owner(p).unwrap_or_else(|| p.clone())).collect();
        let mut targets = self.real_sides(frame, owned, false);
        let violent = matches!(
            frame.event_type.as_str(),
            "Battles" | "Explosions/Remote violence" | "Violence against civilians"
        );
        let abroad = |c: usize| own.iter().flatten().any(|o| *o != c);
        targets.retain(|p| !matches!(p.who, Who::State(c) if violent && !(abroad(c) && self.is_country(p))));
        // "Rwanda invaded Congo": the land of another state is its army's to hold.
        if targets.is_empty() && rule.target.iter().any(|t| t == "state") {
            let land =
                |p: &&Party| matches!(p.who, Who::State(c) if abroad(c)) && self.is_country(p) && !self.is_scene(p);
            targets.extend(sides.targets.iter().filter(land).cloned());
        }
        if frame.host_is_target {
            targets.retain(|p| !own.contains(&self.nation(p)) || self.nation(p).is_none());
            let host =
                known.spot.as_ref().and_then(|x| Some(Party { who: Who::State(x.country?), toks: x.toks.clone() }));
            let visits = own.first().is_some_and(|one| own.iter().all(|x| x == one));
            let foreign = host.filter(|h| targets.is_empty() && visits && !own.contains(&self.nation(h)));
            targets.extend(foreign);
        }
        if frame.aim && targets.is_empty() {
            targets.extend(known.aim.clone().filter(|p| !own.contains(&self.nation(p))));
        }
        targets
    }

    /// The state or organisation that the words after the act lead to.
    fn aim_of(&self, act: &Range<usize>) -> Option<Party> {
        let near = |m: &&Mention| m.toks.start > act.end && m.toks.start - act.end <= 4;
        let proper = |m: &&Mention| m.is_proper() && near(m);
        let m = self.s.mentions.iter().filter(|m| m.toks.start >= act.end).find(proper)?;
        let gov = clause::governor(self.r, self.s, m.toks.start);
        (!gov.is_empty()).then(|| m.who().map(|who| Party { who, toks: m.toks.clone() }))?
    }

    /// "Four soldiers died when their convoy was hit": their things are those of the people named before.
    fn owner(&self, thing: &Party) -> Option<Party> {
        let is_thing = |p: &Party| matches!(p.who, Who::Agent(i, _) if self.r.lex.agents[i].thing);
        let led = thing.toks.start.checked_sub(1).is_some_and(|i| self.s.has_mark(i, Mark::Possessive));
        let before = self.groups.iter().rfind(|g| g.toks.end < thing.toks.start)?;
        let whose = before.members.first().filter(|p| led && is_thing(thing) && !is_thing(p))?;
        Some(whose.clone())
    }

    /// The country that a government or army is of.
    fn nation(&self, party: &Party) -> Option<usize> {
        match party.who {
            Who::State(c) => Some(c),
            Who::Institution(_, c) | Who::Agent(_, c) => c.or(self.r.home),
            Who::Named(i) => place::country_index(self.r, self.r.data.actors.named[i].home.as_deref()?),
        }
    }

    /// Sources and things are no actors; a country that is only where it happened is no side.
    fn real_sides(&self, frame: &Frame, parties: Vec<Party>, acting: bool) -> Vec<Party> {
        let political = frame.no_scene || frame.country_hit_as == "government";
        let real = |p: &Party| match p.who {
            Who::Agent(i, _) => {
                let agent = &self.r.lex.agents[i];
                let land = frame.land && agent.thing && agent.class == Class::Civilians;
                !(agent.only_source || acting && agent.thing || land)
            }
            Who::State(_) => acting && !self.is_location(p) || !acting && political && !self.is_scene(p),
            _ => true,
        };
        parties.into_iter().filter(real).collect()
    }

    /// Named as a country, and not by its capital.
    fn is_country(&self, party: &Party) -> bool {
        self.s.mentions.iter().any(|m| m.toks == party.toks && matches!(m.what, What::Country(_)))
    }

    fn is_location(&self, party: &Party) -> bool {
        let adjective = |m: &Mention| m.toks == party.toks && matches!(m.what, What::Demonym(_));
        if self.s.mentions.iter().any(adjective) {
            return false;
        }
        let gov = clause::governor(self.r, self.s, party.toks.start);
        gov.contains(&Mark::LocativePrep) && !gov.contains(&Mark::OfPrep) || gov.contains(&Mark::NearPrep)
    }

    fn is_scene(&self, party: &Party) -> bool {
        let gov = clause::governor(self.r, self.s, party.toks.start);
        gov.contains(&Mark::LocativePrep)
            && !gov.contains(&Mark::FromPrep)
            && !gov.contains(&Mark::AgainstPrep)
            && !gov.contains(&Mark::OfPrep)
    }

    /// Whether a place, country or organisation is what the verb leads to: "left Mali".
    fn has_goal(&self, act: &Range<usize>) -> bool {
        let next = self.s.mentions.iter().find(|m| m.toks.start >= act.end && m.toks.start - act.end <= 4);
        next.is_some_and(Mention::is_proper)
    }

    /// "took Gao": a place right after the verb, with nothing but an article between.
    fn has_ground(&self, act: &Range<usize>) -> bool {
        let article = usize::from(self.s.has_mark(act.end, Mark::Determiner));
        let near = |m: &Mention| m.toks.start >= act.end && m.toks.start <= act.end + article;
        self.s.mentions.iter().any(|m| near(m) && matches!(m.what, What::Place(..)))
    }

    /// The scene that the sentence names, else that of its heading, else the one told before and meant again.
    fn place_of(&self, act: &Range<usize>) -> Option<Spot> {
        let again = self.s.mark_in(self.s.toks.clone(), Mark::PlaceAnaphor);
        let opening = self.s.body..self.s.toks.end.min(self.s.body + 3);
        let same = self.before.spot.clone().filter(|(at, p)| {
            self.s.mark_in(opening, Mark::PlaceAnaphor) && self.n - at <= 4 && p.precision == PlacePrecision::Settlement
        });
        if let Some((_, spot)) = same {
            return Some(spot);
        }
        let headed = || self.heading().and_then(|h| h.spot.clone());
        scene::scene(self.r, self.s, &self.spots, act)
            .or_else(headed)
            .or_else(|| self.before.spot.clone().filter(|(at, _)| again && self.n - at <= 4).map(|(_, spot)| spot))
    }

    fn date_of(&self, act: &Range<usize>) -> Option<(DateSpan, Range<usize>)> {
        let other = |m: &Mention| act.end <= m.toks.start && self.is_of_next(&m.toks);
        let dates = self.dates(|m| !self.is_since(&m.toks) && !self.dates_the_report(&m.toks) && !other(m));
        let near = dates.min_by_key(|(span, toks)| {
            let other = scene::is_past_semicolon(self.r, act, toks);
            let far = 12 * usize::from(self.clause_between(act, toks));
            (other, scene::distance(act, toks) + far, span.precision, toks.start)
        });
        near.or_else(|| self.heading().and_then(|h| h.date.clone()))
    }

    /// The heading that this sentence stands under.
    fn heading(&self) -> Option<&Heading> {
        Some(&self.before.heading).filter(|h| self.n > h.at && self.n - h.at <= 3)
    }

    fn dates(&self, keep: impl Fn(&Mention) -> bool) -> impl Iterator<Item = (DateSpan, Range<usize>)> {
        self.s.mentions.iter().filter(move |m| m.toks.start >= self.s.body && keep(m)).filter_map(|m| match m.what {
            What::Date(span) if !self.is_to_come(&span) => Some((span, m.toks.clone())),
            _ => None,
        })
    }

    /// A day after the report's is no day of an act that happened.
    fn is_to_come(&self, span: &DateSpan) -> bool {
        self.r.clock.published.is_some_and(|p| p.checked_add(LATE.days()).is_ok_and(|limit| span.from > limit))
    }

    /// "last year's protests", "a week after Mali left": the day of what is told next.
    fn is_of_next(&self, toks: &Range<usize>) -> bool {
        let word = |i: usize| if i < self.s.toks.end { self.r.word(i) } else { "" };
        let owns = matches!(word(toks.end), "'" | "’") && word(toks.end + 1) == "s";
        let later = toks.len() > 1 && self.r.lex.dates.later.iter().any(|w| w == word(toks.end - 1));
        let goes_on = toks.end < self.s.toks.end && self.r.cut.tokens[toks.end].kind == vigie_syntax::Kind::Word;
        owns || later && goes_on
    }

    /// The day that a state is told to last from.
    fn since_when(&self) -> Option<(DateSpan, Range<usize>)> {
        self.dates(|m| self.is_since(&m.toks)).next()
    }

    /// "since 2021" dates a state, not an act.
    fn is_since(&self, toks: &Range<usize>) -> bool {
        date::is_since(self.r, toks.start)
    }

    /// "..., the ministry said on Wednesday": the day of the word, not of the act.
    fn dates_the_report(&self, toks: &Range<usize>) -> bool {
        let near = toks.start.saturating_sub(4).max(self.s.toks.start)..toks.start;
        let reported = near.clone().any(|i| {
            self.s.has_mark(i, Mark::Report)
                && (self.s.has_mark(i, Mark::Tell) || !self.s.acts.iter().any(|(a, _)| a.contains(&i)))
        });
        let others = self.s.mentions.iter().any(|m| matches!(m.what, What::Date(_)) && m.toks != *toks);
        let acts = |i: usize| !self.s.has_mark(i, Mark::Tell) && self.s.acts.iter().any(|(a, _)| a.contains(&i));
        reported && (others || !near.into_iter().any(acts))
    }

    fn clause_between(&self, act: &Range<usize>, toks: &Range<usize>) -> bool {
        let between = if toks.start >= act.end { act.end..toks.start } else { toks.end..act.start };
        between.into_iter().any(|i| self.s.has_mark(i, Mark::Clause) || self.r.word(i) == ";")
    }

    /// Every toll goes to the act whose word it stands by.
    fn share_counts(&self, out: &mut [Candidate<'a>]) {
        for count in &self.counts {
            let best = out.iter_mut().min_by_key(|c| distance(&c.act, &count.word).min(distance(&c.act, &count.toks)));
            if let Some(candidate) = best {
                let source = attribution::source_of_count(&self.sources, count.toks.start).map(|s| s.party.clone());
                candidate.counts.push((count.clone(), source));
            }
        }
    }
}

struct Known {
    spot: Option<Spot>,
    place: bool,
    date: bool,
    toll: bool,
    goal: bool,
    ground: bool,
    aim: Option<Party>,
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
    let mut sources = attribution::sources(r, s, &groups, before.topic.as_ref());
    sources.extend(before.quoting(r, s).filter(|_| sources.is_empty()));
    let source = |c: &Count| attribution::source_of_count(&sources, c.toks.start).map(|s| s.party.clone());
    figure::counts(r, s).into_iter().map(|c| (c.clone(), source(&c))).collect()
}
