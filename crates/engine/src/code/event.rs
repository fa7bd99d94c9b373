//! Candidates → the events of a document: what sentences leave out is filled in, the same act told
//! twice becomes one, and every value keeps its words.

use super::attribution::source_name;
use super::candidate::Candidate;
use super::clause::Party;
use super::figure::{Count, class_counted};
use super::party::{actor, default_actor};
use super::place::{Setting, Spot};
use super::scan::Reader;
use crate::model::{
    Actor, Class, DateSpan, Event, Evidence, Figure, Measure, PlacePrecision, Precision, Span, Stance, Status,
};
use std::ops::Range;

/// Type of the codebook for what is done from afar.
const REMOTE: &str = "Explosions/Remote violence";

/// An event in the making.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub event: Event,
    pub evidence: Evidence,
    pub country: Option<usize>,
    pub merges_with: Vec<String>,
    pub anaphor: bool,
    pub sentence: usize,
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
    /// It tells only of deaths, not by what.
    pub deaths: bool,
    /// It tells of those attacked striking back.
    pub counter: bool,
    /// Its type has no target that could be told.
    pub one_sided: bool,
}

/// What the sentences before an act told: how many sentences ago, the value and its words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Near {
    pub date: Option<(usize, DateSpan, Span)>,
    pub place: Option<(usize, Spot, Span)>,
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
    let guessed = put_defaults(r, c, country, &mut event);
    put_source(r, c, country, &mut event, &mut evidence);
    let mut draft = Draft {
        event,
        evidence,
        country,
        merges_with: frame.merges_with.clone(),
        anaphor: c.anaphor,
        sentence: c.sentence,
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
        counter: c.group == "counter",
        one_sided: frame.no_target && !frame.is_political(),
    };
    put_claim(r, c, &mut draft);
    put_figures(r, c, &mut draft);
    draft
}

/// Who claims an act by unknown hands did it.
fn put_claim(r: &Reader, c: &Candidate, draft: &mut Draft) {
    let Some(source) = c.source.as_ref().filter(|s| s.claim && !s.deny) else { return };
    let claimant = actor(r, source.party.who, draft.country, "armed forces");
    if !claimant.class.is_armed_group() {
        return;
    }
    draft.claimed = true;
    draft.event.stance = Stance::Claimed;
    if draft.guessed.0 || draft.event.initiators.iter().all(is_unknown) {
        draft.guessed.0 = false;
        draft.event.initiators = vec![claimant];
        draft.evidence.fields.retain(|k, _| !k.starts_with("initiators/"));
        draft.evidence.fields.insert("initiators/0".into(), vec![r.span(&source.party.toks)]);
    }
}

fn near(r: &Reader, c: &Candidate) -> Near {
    let ago = |n: usize| c.sentence.saturating_sub(n);
    Near {
        date: c.before.date.as_ref().map(|(n, d, toks)| (ago(*n), *d, r.span(toks))),
        place: c.before.spot.as_ref().filter(|_| !c.frame.no_scene).map(|(n, p)| (ago(*n), p.clone(), r.span(&p.toks))),
    }
}

/// The country of the place; for acts without a scene, of who acts; else of the report.
fn event_country(r: &Reader, c: &Candidate, setting: &Setting) -> Option<usize> {
    let of_actor = c.initiators.iter().find_map(|p| country_of_party(r, p));
    let of_place = c.spot.as_ref().and_then(|s| s.country);
    if c.frame.no_scene { of_actor.or(setting.country).or(of_place) } else { of_place.or(setting.country).or(of_actor) }
}

fn country_of_party(r: &Reader, party: &Party) -> Option<usize> {
    use super::scan::Who;
    match party.who {
        Who::State(c) | Who::Institution(_, Some(c)) | Who::Agent(_, Some(c)) => Some(c),
        Who::Named(i) => super::place::country_index(r, r.data.actors.named[i].home.as_deref()?),
        _ => None,
    }
}

fn put_sides(r: &Reader, c: &Candidate, country: Option<usize>, event: &mut Event, evidence: &mut Evidence) {
    let mut both = |parties: &[Party], acts_as: &str, key: &str| {
        let mut out: Vec<Actor> = Vec::new();
        for party in parties {
            let one = actor(r, party.who, country, acts_as);
            if !out.contains(&one) {
                evidence.fields.insert(format!("{key}/{}", out.len()), vec![r.span(&party.toks)]);
                out.push(one);
            }
        }
        out
    };
    event.initiators = both(&c.initiators, &c.frame.country_acts_as, "initiators");
    event.targets = if c.frame.no_target { Vec::new() } else { both(&c.targets, &c.frame.country_hit_as, "targets") };
    drop_generic(&mut event.targets);
    drop_generic(&mut event.initiators);
    if c.frame.crowd {
        leave_to_crowd(r, c, event, evidence);
    }
}

/// A march of teachers is one of protesters; police beside it are those it meets.
fn leave_to_crowd(r: &Reader, c: &Candidate, event: &mut Event, evidence: &mut Evidence) {
    let named = c.initiators.iter().all(|p| matches!(p.who, super::scan::Who::Named(_)));
    if named && !event.initiators.iter().any(|a| a.class.is_armed() || a.class.is_government()) {
        return;
    }
    let met: Vec<Actor> = event.initiators.drain(..).filter(|a| a.class == Class::StateForces).collect();
    evidence.fields.retain(|k, _| !k.starts_with("initiators/"));
    if let (true, Some(force)) = (event.targets.is_empty(), met.into_iter().next()) {
        let words = c.initiators.iter().map(|p| r.span(&p.toks)).take(1).collect();
        evidence.fields.insert("targets/0".into(), words);
        event.targets.push(force);
    }
}

/// "Civilians" beside named people, or unknown attackers beside a named group, add nothing.
fn drop_generic(actors: &mut Vec<Actor>) {
    if actors.len() > 1 {
        let plain = |a: &Actor| a.class == Class::Civilians;
        let armed = actors.iter().any(|a| !plain(a));
        let _ = armed;
        actors.dedup_by(|a, b| plain(a) && plain(b));
    }
}

fn put_place(r: &Reader, c: &Candidate, country: Option<usize>, event: &mut Event, evidence: &mut Evidence) {
    let nation = country.map(|c| &r.data.places.countries[c]);
    event.country = nation.map(|n| n.iso.clone());
    match &c.spot {
        Some(spot) if !c.frame.no_scene => {
            event.place = Some(spot.name.clone());
            event.admin1 = spot.admin1.clone();
            event.place_precision = spot.precision;
            evidence.fields.insert("place".into(), vec![r.span(&spot.toks)]);
        }
        _ => {
            event.place = nation.map(|n| n.name.clone());
            event.place_precision = PlacePrecision::Country;
        }
    }
}

pub(crate) fn put_date(
    r: &Reader,
    date: Option<&(DateSpan, Range<usize>)>,
    event: &mut Event,
    evidence: &mut Evidence,
) {
    if let Some((span, toks)) = date {
        event.date_from = Some(span.from);
        event.date_to = Some(span.to);
        event.date_precision = span.precision;
        evidence.fields.insert("date".into(), vec![r.span(toks)]);
    }
}

/// The sides that the frame names when the text does not.
fn put_defaults(r: &Reader, c: &Candidate, country: Option<usize>, event: &mut Event) -> (bool, bool) {
    let guess = |actors: &mut Vec<Actor>, name: &Option<String>| {
        let missing = actors.is_empty();
        if missing {
            actors.extend(name.as_ref().and_then(|n| default_actor(r, n, country)));
        }
        missing
    };
    let first = guess(&mut event.initiators, &c.frame.initiator);
    let weak = !c.targets.is_empty() && c.targets.iter().all(|p| is_weak_thing(r, p));
    let second = guess(&mut event.targets, &c.frame.target) || weak;
    (first && !c.frame.fixed_sides, second && !c.frame.fixed_sides)
}

fn is_thing(r: &Reader, party: &Party) -> bool {
    matches!(party.who, super::scan::Who::Agent(i, _) if r.lex.agents[i].thing)
}

/// "the town", "the market": a place hit, which says little of who was.
fn is_weak_thing(r: &Reader, party: &Party) -> bool {
    matches!(party.who, super::scan::Who::Agent(i, _) if r.lex.agents[i].thing && r.lex.agents[i].weak)
}

/// Adds the tolls of a candidate. Marchers are counted at marches only.
pub(crate) fn put_figures(r: &Reader, c: &Candidate, draft: &mut Draft) {
    let march = matches!(draft.event.event_type.as_str(), "Protests" | "Riots");
    for (count, source) in c.counts.iter().filter(|(x, _)| march || x.measure != Measure::Participants) {
        let figure = Figure {
            measure: count.measure,
            of: draft.class_of(r, count),
            low: count.quantity.low,
            high: count.quantity.high,
            approximate: count.quantity.approximate,
            said_by: source.as_ref().map(|p| source_name(r, p, draft.country)),
        };
        let toks = count.toks.start.min(count.word.start)..count.toks.end.max(count.word.end);
        draft.add_figure(figure, count.clone(), vec![r.span(&toks)]);
    }
}

/// One toll told twice: the same number of the same people, by the same or by no source.
fn is_same_figure(a: &Figure, b: &Figure) -> bool {
    let sources = a.said_by == b.said_by || a.said_by.is_none() || b.said_by.is_none();
    let hedged = |x: &Figure, y: &Figure| x.high.is_none() && !x.approximate && y.high == y.low && !y.approximate;
    let bounds = a.high == b.high || hedged(a, b) || hedged(b, a);
    (a.measure, a.low) == (b.measure, b.low) && bounds && (sources || a.of == b.of && a.high == b.high)
}

fn put_source(r: &Reader, c: &Candidate, country: Option<usize>, event: &mut Event, evidence: &mut Evidence) {
    event.stance = c.stance;
    let Some(source) = &c.source else { return };
    let name = source_name(r, &source.party, country);
    evidence.fields.insert("said_by".into(), vec![r.span(&source.party.toks)]);
    set_source(event, name, source.deny);
}

/// Names the source and reads the stance from it: a side claims, anyone else states. What is done by
/// announcing it is the report's own.
pub(crate) fn set_source(event: &mut Event, name: String, deny: bool) {
    let side = event.initiators.iter().chain(&event.targets).any(|a| a.name == name || same_state(&a.name, &name));
    if event.stance != Stance::Alleged {
        event.stance = match (deny, side) {
            (true, _) => Stance::Denied,
            (_, true) => Stance::Claimed,
            _ => Stance::Stated,
        };
    }
    event.said_by = Some(name);
}

/// A government speaks for its army: a word of the country's name begins a word of the other.
fn same_state(a: &str, b: &str) -> bool {
    let country = |s: &str| s.rsplit_once(" of ").map(|(_, c)| c.to_string());
    let root = |s: &str| s.chars().take(4).collect::<String>();
    let shares = |of: &str, other: &str| {
        country(of).is_some_and(|c| c.split(' ').any(|w| other.split(' ').any(|o| root(o) == root(w))))
    };
    shares(a, b) || shares(b, a)
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

    pub fn days(&self) -> Option<DateSpan> {
        self.event.days()
    }

    /// Whether both may tell one act: types that go together, dates, places and sides that agree.
    pub fn may_be(&self, other: &Draft) -> bool {
        let (a, b) = (&self.event, &other.event);
        self.types_agree(other)
            && a.status == b.status
            && self.dates_agree(other)
            && self.places_agree(other)
            && self.sides_agree(other)
    }

    /// Whether types and status allow it to be the same act.
    pub fn types_agree(&self, other: &Draft) -> bool {
        let (a, b) = (&self.event.sub_type, &other.event.sub_type);
        a == b || self.merges_with.contains(b) || other.merges_with.contains(a)
    }

    /// Whether one sentence tells one act in two words: "died when their lorry hit a mine", "killed in an
    /// attack on their base". The deaths may name people where the act names what they were in.
    pub fn is_one_with(&self, other: &Draft) -> bool {
        let words = |d: &Draft, key: &str| d.evidence.fields.get(key).cloned();
        let same = |key: &str| words(self, key) == words(other, key);
        let first = |d: &Draft, key: &str| words(d, key).and_then(|w| w.first().map(|x| x.start));
        let lent = |d: &Draft| d.deaths && first(d, "place") < first(d, "sub_type");
        let near = same("place")
            || words(self, "place").is_none()
            || words(other, "place").is_none()
            || lent(other) && first(self, "sub_type") < first(other, "place");
        let (a, b) = (&self.event, &other.event);
        let known = |d: &Draft| !d.guessed.0 && !d.event.initiators.is_empty();
        let doers =
            !known(self) || !known(other) || a.initiators.iter().any(|x| b.initiators.iter().any(|y| may_be_one(x, y)));
        let told_apart = !self.deaths && !other.deaths && (words(self, "place").is_none() || !same("place"));
        self.sentence == other.sentence
            && (self.types_agree(other))
            && a.status == b.status
            && near
            && same("date")
            && doers
            && self.list.is_none()
            && !(self.deaths && other.deaths)
            && !told_apart
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

    /// Takes over the other word for the same act.
    pub fn join(&mut self, other: Draft) {
        let (mut better, mut less) = (other, self.clone());
        let wins = (better.rank, !better.deaths) > (less.rank, !less.deaths);
        if !wins {
            std::mem::swap(&mut better, &mut less);
        }
        if less.deaths && !less.guessed.1 && better.thing_hit && !less.thing_hit {
            better.guessed.1 = true;
        }
        better.absorb(less);
        *self = better;
    }

    fn dates_agree(&self, other: &Draft) -> bool {
        match (self.days(), other.days()) {
            (Some(a), Some(b)) => {
                a == b
                    || a.overlaps(&b)
                        && (a.precision != Precision::Day || b.precision != Precision::Day)
                        && a.precision <= Precision::Month
                        && b.precision <= Precision::Month
            }
            _ => true,
        }
    }

    fn places_agree(&self, other: &Draft) -> bool {
        let (a, b) = (&self.event, &other.event);
        if self.country != other.country && self.country.is_some() && other.country.is_some() {
            return false;
        }
        let wide = |e: &Event| e.place_precision == PlacePrecision::Country;
        let region = |x: &Event, y: &Event| {
            x.place_precision == PlacePrecision::Admin1 && (x.place == y.admin1 || y.admin1.is_none())
        };
        wide(a) || wide(b) || a.place == b.place || region(a, b) || region(b, a)
    }

    fn sides_agree(&self, other: &Draft) -> bool {
        let side = |x: &[Actor], y: &[Actor], guessed: bool| {
            guessed || x.is_empty() || y.is_empty() || x.iter().any(|a| y.iter().any(|b| may_be_one(a, b)))
        };
        let (a, b) = (&self.event, &other.event);
        let mirrored = self.counter != other.counter
            && side(&a.initiators, &b.targets, self.guessed.0 || other.guessed.1)
            && side(&a.targets, &b.initiators, self.guessed.1 || other.guessed.0);
        mirrored
            || side(&a.initiators, &b.initiators, self.guessed.0 || other.guessed.0)
                && side(&a.targets, &b.targets, self.guessed.1 || other.guessed.1)
    }

    /// Whether the same or unknown hands did both.
    pub fn may_be_by(&self, other: &Draft) -> bool {
        let (a, b) = (&self.event.initiators, &other.event.initiators);
        self.guessed.0 || a.iter().any(|x| b.iter().any(|y| may_be_one(x, y)))
    }

    /// How much a draft says: what it takes to stand alone rather than as an echo.
    pub fn weight(&self) -> usize {
        let e = &self.event;
        usize::from(!self.disorder || self.no_scene)
            + usize::from(
                !self.guessed.0 || self.disorder && !e.initiators.is_empty() && !e.initiators.iter().all(is_unknown),
            )
            + usize::from(!self.guessed.1 || self.one_sided)
            + usize::from(e.date_from.is_some())
            + usize::from(e.place_precision != PlacePrecision::Country)
            + usize::from(!e.figures.is_empty())
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

    /// A list of places is part of an act told before without them: it takes over sides and type.
    pub fn refine(&mut self, whole: &Draft) {
        if self.guessed.1 && !whole.guessed.1 {
            self.event.targets = whole.event.targets.clone();
            self.event.sub_type = whole.event.sub_type.clone();
            self.event.event_type = whole.event.event_type.clone();
            self.merges_with = whole.merges_with.clone();
            self.guessed.1 = false;
            copy_list(&mut self.evidence, &whole.evidence, "targets/");
        }
        take_sides(self, &whole.event, &whole.evidence, whole.guessed);
        take_date(self, &whole.event, &whole.evidence);
    }

    /// "Two soldiers were killed by the blast of a mine": what killed them is the type of the act.
    fn take_means(&mut self, other: &Draft) {
        if other.is_remote() {
            self.event.sub_type = other.event.sub_type.clone();
            self.event.event_type = other.event.event_type.clone();
            self.merges_with = other.merges_with.clone();
            self.deaths = false;
        }
    }

    /// By bomb, mine, shell or from the air.
    fn is_remote(&self) -> bool {
        self.event.event_type == REMOTE
    }

    /// An attack that was beaten back is the attackers' act.
    fn turn(&mut self, other: &Draft) {
        if other.guessed.1 {
            return;
        }
        std::mem::swap(&mut self.event.initiators, &mut self.event.targets);
        self.guessed = (self.guessed.1, self.guessed.0);
        let turned = |key: &str| match key.split_once('/') {
            Some(("initiators", n)) => format!("targets/{n}"),
            Some(("targets", n)) => format!("initiators/{n}"),
            _ => key.to_string(),
        };
        let fields = std::mem::take(&mut self.evidence.fields);
        self.evidence.fields = fields.into_iter().map(|(k, v)| (turned(&k), v)).collect();
        self.counter = false;
    }

    /// Takes over the tolls of another telling, and nothing else.
    pub fn take_figures_of(&mut self, other: &Draft) {
        take_figures(self, other);
    }

    /// The class that a count is of, from the sides as they are known now.
    fn class_of(&self, r: &Reader, count: &Count) -> Class {
        let classes = |actors: &[Actor]| actors.iter().map(|a| a.class).collect::<Vec<_>>();
        class_counted(r, count, &classes(&self.event.initiators), &classes(&self.event.targets))
    }

    /// Reads again of whom the tolls are, now that all is known of the sides.
    pub fn settle_figures(&mut self, r: &Reader) {
        for n in 0..self.counts.len().min(self.event.figures.len()) {
            self.event.figures[n].of = self.class_of(r, &self.counts[n]);
        }
    }

    /// Adds a toll; one told before gains its source, or the bound that was left out.
    fn add_figure(&mut self, figure: Figure, count: Count, words: Vec<Span>) {
        let Some(n) = self.event.figures.iter().position(|f| is_same_figure(f, &figure)) else {
            self.evidence.fields.insert(format!("figures/{}", self.event.figures.len()), words);
            self.event.figures.push(figure);
            self.counts.push(count);
            return;
        };
        let old = &mut self.event.figures[n];
        if old.said_by.is_none() {
            old.said_by = figure.said_by;
        }
        if figure.high.is_none() {
            old.high = None;
        }
        if self.counts[n].of.is_none() && count.of.is_some() {
            self.counts[n].of = count.of;
            old.of = figure.of;
        }
    }

    /// Takes over what the other tells and this one does not.
    pub fn absorb(&mut self, other: Draft) {
        if self.deaths && !other.deaths && other.event.event_type != self.event.event_type {
            self.take_means(&other);
        }
        if self.counter && !other.counter {
            self.turn(&other);
        }
        let (more, words) = (&other.event, &other.evidence);
        take_place(self, more, words);
        take_date(self, more, words);
        if self.counter == other.counter {
            take_sides(self, more, words, other.guessed);
        }
        take_figures(self, &other);
        self.take_source(&other);
        if other.event.status == Status::Foiled {
            self.event.status = Status::Foiled;
        }
    }

    /// The source of a text counts for its headline, and whoever claims an act for all that is told of it.
    pub fn take_source(&mut self, other: &Draft) {
        let lacks = self.event.said_by.is_none() && other.event.said_by.is_some();
        if lacks && (other.anaphor || self.headline) || other.claimed && !self.claimed {
            self.event.said_by = other.event.said_by.clone();
            self.event.stance = other.event.stance;
            self.claimed = other.claimed;
            copy(&mut self.evidence, &other.evidence, "said_by");
        }
        self.headline &= other.headline;
    }

    /// What nobody else says is said by whoever issued the text.
    pub fn issued_by(&mut self, issuer: &str, words: Span) {
        let armed = self.disorder;
        for figure in self.event.figures.iter_mut().filter(|f| f.said_by.is_none() && armed) {
            figure.said_by = Some(issuer.to_string());
        }
        if armed && self.event.said_by.is_none() {
            set_source(&mut self.event, issuer.to_string(), false);
            if self.event.stance == Stance::Stated && self.event.event_type == "Battles" {
                self.event.stance = Stance::Claimed;
            }
            self.evidence.fields.insert("said_by".into(), vec![words]);
        }
    }

    /// An act done by announcing it has no other source than the report.
    pub fn settle_source(&mut self) {
        let own = |name: &String| self.event.initiators.iter().any(|a| a.name == *name || same_state(&a.name, name));
        if !self.disorder && self.event.said_by.as_ref().is_some_and(own) {
            self.event.said_by = None;
            self.evidence.fields.remove("said_by");
            if self.event.stance != Stance::Alleged {
                self.event.stance = Stance::Reported;
            }
        }
    }
}

/// Unknown attackers may turn out to be any armed group.
fn may_be_one(a: &Actor, b: &Actor) -> bool {
    a.name == b.name
        || a.class == b.class && (a.class == Class::Civilians || a.class.is_armed_group())
        || (a.class.is_armed_group() && b.class.is_armed_group() && (is_unknown(a) || is_unknown(b)))
}

fn is_unknown(actor: &Actor) -> bool {
    actor.class == Class::PoliticalMilitia
}

fn copy(to: &mut Evidence, from: &Evidence, key: &str) {
    if let Some(spans) = from.fields.get(key) {
        to.fields.insert(key.into(), spans.clone());
    }
}

fn take_place(into: &mut Draft, more: &Event, words: &Evidence) {
    if more.place_precision < into.event.place_precision {
        into.event.place = more.place.clone();
        into.event.admin1 = more.admin1.clone();
        into.event.place_precision = more.place_precision;
        copy(&mut into.evidence, words, "place");
    }
}

fn take_date(into: &mut Draft, more: &Event, words: &Evidence) {
    let finer =
        more.date_from.is_some() && (into.event.date_from.is_none() || more.date_precision < into.event.date_precision);
    if finer {
        into.event.date_from = more.date_from;
        into.event.date_to = more.date_to;
        into.event.date_precision = more.date_precision;
        copy(&mut into.evidence, words, "date");
    }
}

fn take_sides(into: &mut Draft, more: &Event, words: &Evidence, guessed: (bool, bool)) {
    let better = |mine: &[Actor], theirs: &[Actor]| {
        !theirs.is_empty() && mine.iter().all(is_unknown) && !theirs.iter().all(is_unknown)
    };
    if !guessed.0 && (into.guessed.0 || better(&into.event.initiators, &more.initiators)) {
        into.event.initiators = more.initiators.clone();
        into.guessed.0 = false;
        copy_list(&mut into.evidence, words, "initiators/");
    }
    if !guessed.1 && into.guessed.1 && !more.targets.is_empty() {
        into.event.targets = more.targets.clone();
        into.guessed.1 = false;
        retype(into, more);
        copy_list(&mut into.evidence, words, "targets/");
    }
}

/// Who was hit decides the type of an attack.
fn retype(into: &mut Draft, more: &Event) {
    let attack = |e: &Event| matches!(e.event_type.as_str(), "Battles" | "Violence against civilians");
    if attack(&into.event) && attack(more) {
        into.event.sub_type = more.sub_type.clone();
        into.event.event_type = more.event_type.clone();
    }
}

fn copy_list(to: &mut Evidence, from: &Evidence, prefix: &str) {
    to.fields.retain(|k, _| !k.starts_with(prefix));
    let keys: Vec<String> = from.fields.keys().filter(|k| k.starts_with(prefix)).cloned().collect();
    keys.iter().for_each(|k| copy(to, from, k));
}

fn take_figures(into: &mut Draft, more: &Draft) {
    for (n, (figure, count)) in more.event.figures.iter().zip(&more.counts).enumerate() {
        let words = more.evidence.fields.get(&format!("figures/{n}")).cloned().unwrap_or_default();
        into.add_figure(figure.clone(), count.clone(), words);
    }
}
