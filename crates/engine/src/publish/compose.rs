//! An incident as one sentence: from the fullest that its words support to the barest.

use super::desk::{Desk, Part, names};
use super::phrases::{SubType, look};
use super::say::{agree, each, fill, key_of, list, toll_bare, toll_item, toll_more, when};
use crate::model::{
    Citation, Class, Event, Figure, Incident, Measure, PlacePrecision, Precision, Sentence, Stance, Status,
};

/// How much of the place a sentence tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Where {
    Region,
    Place,
    Nowhere,
}

/// How much of the toll a sentence tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Toll {
    All,
    Killed,
    Untold,
}

/// What a draft tells and what it leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Plan {
    who: bool,
    whom: bool,
    place: Where,
    date: bool,
    toll: Toll,
    speaker: bool,
}

/// How long a sentence is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    /// Region and all tolls.
    Full,
    /// The dead only, for the lead.
    Short,
}

/// The fullest sentence about an incident that its cited words support; none if nothing is left to say.
pub(super) fn incident(desk: &Desk, incident: &Incident, length: Length) -> Option<Sentence> {
    desk.turn.set(desk.turn.get() + 1);
    let figures = supported(desk, incident);
    let draft = |plan: Plan| draft(desk, incident, &figures, plan);
    desk.first_supported(plans(length).into_iter().filter_map(draft))
}

/// The figures whose own words hold them, the dead first.
fn supported<'i>(desk: &Desk, incident: &'i Incident) -> Vec<&'i Figure> {
    let holds = |f: &&Figure| {
        let clause = toll(desk, &[*f], None).join(&desk.words.clause_joint);
        let citations = desk.cite(incident, &[Part::Figure((*f).clone())]);
        desk.support.passes(&desk.sentence(&clause, citations))
    };
    let mut figures: Vec<&Figure> = incident.shown.figures.iter().filter(holds).collect();
    // The dead first, civilians before those who fight, and those of one side together.
    figures.sort_by_key(|f| (f.measure != Measure::Killed, f.of != Class::Civilians, f.of, f.measure));
    figures
}

/// All plans, least loss first.
fn plans(length: Length) -> Vec<Plan> {
    let mut plans = Vec::new();
    for place in [Where::Region, Where::Place, Where::Nowhere] {
        for toll in [Toll::All, Toll::Killed, Toll::Untold] {
            for bits in 0..16u8 {
                let has = |bit: u8| bits & bit == 0;
                plans.push(Plan { place, toll, date: has(1), whom: has(2), who: has(4), speaker: has(8) });
            }
        }
    }
    let short = |p: &Plan| p.place != Where::Region && p.toll != Toll::All;
    plans.retain(|p| length == Length::Full || short(p));
    plans.sort_by_key(loss);
    plans
}

/// What a reader loses: names and dates weigh more than details of the toll.
fn loss(plan: &Plan) -> u32 {
    let place = [0, 1, 14][plan.place as usize];
    let toll = [0, 2, 6][plan.toll as usize];
    let lost = |kept: bool, weight: u32| if kept { 0 } else { weight };
    place + toll + lost(plan.date, 8) + lost(plan.whom, 9) + lost(plan.who, 16) + lost(plan.speaker, 20)
}

fn draft(desk: &Desk, incident: &Incident, figures: &[&Figure], plan: Plan) -> Option<Sentence> {
    let event = &incident.shown;
    let sub = desk.words.sub_type(&event.sub_type)?;
    let (clause, mut parts) = clause(desk, event, plan)?;
    if !says_something(desk, event, &parts) {
        return None;
    }
    let figures: Vec<&Figure> = figures.iter().copied().filter(|f| plan.tells(f)).collect();
    let mut clauses = vec![clause];
    let speaker = event.said_by.as_deref().filter(|_| plan.speaker);
    clauses.extend(toll_with(desk, &figures, speaker, if is_own(event, sub, plan) { "also" } else { "same" }));
    let silent = silent(incident).filter(|_| plan.who && plan.toll == Toll::All && !figures.is_empty());
    clauses.extend(silent.map(|name| said(desk, "silent", name, &[])));
    parts.extend(figures.into_iter().cloned().map(Part::Figure));
    let citations: Vec<Citation> = desk.cite(incident, &parts);
    Some(desk.sentence(&clauses.join(&desk.words.clause_joint), citations))
}

/// A place says something; a named author does with a day or with whom it hit, and one hit only with a day.
fn says_something(desk: &Desk, event: &Event, parts: &[Part]) -> bool {
    let tells = |part: Part| parts.contains(&part);
    let is_named = event.initiators.iter().any(|a| !desk.phrases.is_generic(&a.name));
    let more = tells(Part::Whom) || tells(Part::Date);
    tells(Part::Place) || (tells(Part::Who) && is_named && more) || (tells(Part::Whom) && tells(Part::Date))
}

/// The attackers who speak of what they did and give no number, where others give one.
fn silent(incident: &Incident) -> Option<&str> {
    let claims = |figures: bool| {
        let of = incident.fields.iter().filter(move |(field, _)| field.starts_with("figures/") == figures);
        of.flat_map(|(_, claims)| claims).flat_map(|c| &c.support).filter_map(|s| s.said_by.as_deref())
    };
    let armed = incident.shown.initiators.iter().filter(|a| a.class.is_armed_group()).map(|a| a.name.as_str());
    let counted = incident.shown.figures.iter().any(|f| f.measure == Measure::Killed && f.said_by.is_some());
    let mut silent = armed.filter(|name| claims(false).any(|s| s == *name) && !claims(true).any(|s| s == *name));
    silent.next().filter(|_| counted)
}

impl Plan {
    fn tells(&self, figure: &Figure) -> bool {
        match self.toll {
            Toll::All => true,
            Toll::Killed => figure.measure == Measure::Killed,
            Toll::Untold => false,
        }
    }
}

/// The sentence without its toll, and the parts of the event that it tells.
fn clause(desk: &Desk, event: &Event, plan: Plan) -> Option<(String, Vec<Part>)> {
    let sub = desk.words.sub_type(&event.sub_type)?;
    let (who, whom) = sides(event, sub, plan);
    let mut parts = Vec::new();
    let mut told = |part: Part, is_told: bool| {
        if is_told {
            parts.push(part)
        }
    };
    told(Part::Who, !who.is_empty());
    told(Part::Whom, !whom.is_empty());
    let place = place(desk, event, plan.place, who.is_empty() && whom.is_empty());
    told(Part::Place, place.is_some());
    told(Part::Region, plan.place == Where::Region);
    let days = event.days().filter(|_| plan.date);
    told(Part::Date, days.is_some());
    told(Part::Speaker, event.said_by.is_some());
    let date = days.map(|d| when(&d, desk.words)).unwrap_or_default();
    let act = Act { who, whom, place: place.unwrap_or_default(), date };
    Some((act.voiced(desk, event, sub, plan.speaker), parts))
}

/// The sides as far as they are told. Where each is in both lists, there is only one list.
fn sides<'e>(event: &'e Event, sub: &SubType, plan: Plan) -> (Vec<&'e str>, Vec<&'e str>) {
    // Both in both lists: the words do not say who did what to whom.
    let is_muddled = is_mixed(event, sub) && event.targets.iter().any(|t| event.initiators.contains(t));
    if is_muddled {
        return (Vec::new(), Vec::new());
    }
    let who = if plan.who && !is_mixed(event, sub) { names(&event.initiators) } else { Vec::new() };
    let mut whom = if plan.whom { names(&event.targets) } else { Vec::new() };
    whom.retain(|n| !who.contains(n));
    (who, whom)
}

/// Whether an army and its enemy stand on one side: who did it is then not known.
fn is_mixed(event: &Event, sub: &SubType) -> bool {
    let has = |class: Class| event.initiators.iter().any(|a| a.class == class);
    let is_mutual = sub.mutual.is_some() && names(&event.initiators) == names(&event.targets);
    has(Class::StateForces) && has(Class::RebelGroup) && !is_mutual
}

/// Where it happened. A bare country is said only if nothing else says where.
fn place(desk: &Desk, event: &Event, wanted: Where, is_bare: bool) -> Option<String> {
    let name = event.place.as_deref().filter(|_| wanted != Where::Nowhere)?;
    let shown = desk.phrases.names.place(name, desk.lang());
    let region = event.admin1.as_deref().map(|r| desk.phrases.names.place(r, desk.lang()));
    let key = match (event.place_precision, wanted, region) {
        (PlacePrecision::Country, _, _) if !is_bare => return None,
        (PlacePrecision::Country, _, _) => return Some(country(desk, event, shown)),
        (PlacePrecision::Settlement, Where::Region, Some(r)) if r != shown => "region",
        (precision, _, _) => return Some(fill(look(&desk.words.place, &key_of(precision)), &[("place", shown)])),
    };
    Some(fill(look(&desk.words.place, key), &[("place", shown), ("region", region.unwrap_or(""))]))
}

fn country(desk: &Desk, event: &Event, name: &str) -> String {
    let known = event.country.as_deref().and_then(|c| desk.phrases.names.country(c));
    let french = known.filter(|c| desk.lang() == crate::model::Lang::Fr && !c.fr_in.is_empty());
    match french {
        Some(country) => country.fr_in.clone(),
        None => {
            let name = known.filter(|c| c.name == name).map_or(name, |c| &c.in_text);
            fill(look(&desk.words.place, "country"), &[("place", name)])
        }
    }
}

/// The words of an act, ready to be put in a voice.
struct Act<'e> {
    who: Vec<&'e str>,
    whom: Vec<&'e str>,
    place: String,
    date: String,
}

impl Act<'_> {
    /// The clause under the stance of its event.
    fn voiced(&self, desk: &Desk, event: &Event, sub: &SubType, speaker: bool) -> String {
        let own = event.said_by.as_deref().is_some_and(|s| self.who == [s]);
        let named = event.said_by.as_deref().filter(|_| speaker);
        let key = match (event.stance, named) {
            (Stance::Reported, _) => "reported",
            (Stance::Stated, _) => "stated",
            (Stance::Claimed, Some(_)) if own && event.status == Status::Happened && is_of_armed_group(event) => {
                "claimed_own"
            }
            (Stance::Claimed, Some(_)) if own && event.status == Status::Happened => "own",
            (Stance::Claimed, _) => "claimed_other",
            (Stance::Alleged, Some(_)) => "alleged_by",
            (Stance::Alleged, None) => "alleged",
            (Stance::Denied, Some(_)) => "denied_by",
            (Stance::Denied, None) => "denied",
        };
        let unnamed = if event.stance == Stance::Claimed { "unnamed_party" } else { "unnamed" };
        let words = |n: &str| desk.parties(&[n]);
        let (speaker, many) = named.map(words).unwrap_or((look(&desk.words.stance, unnamed).into(), false));
        let template = agree(look(&desk.words.stance, key), ('[', ']'), many);
        let clause = if key == "claimed_own" { String::new() } else { self.clause(desk, event, sub) };
        let noun = [self.noun(desk, sub), self.place.clone(), self.date.clone()].join(" ");
        let text = fill(&template, &[("clause", &clause), ("speaker", &speaker), ("noun", &noun)]);
        text.trim().to_string()
    }

    fn clause(&self, desk: &Desk, event: &Event, sub: &SubType) -> String {
        let plain = if event.status == Status::Foiled { self.foiled(desk, sub) } else { self.told(desk, event, sub) };
        if desk.is_second() && !desk.kind.style.telegraphic && event.date_precision == Precision::Day {
            return [plain, self.place.clone(), self.date.clone()].join(" ").trim().to_string();
        }
        let when = if self.date.is_empty() { "" } else { &desk.words.after_when };
        format!("{}{when}{plain} {}", self.date, self.place).trim().to_string()
    }

    fn told(&self, desk: &Desk, event: &Event, sub: &SubType) -> String {
        let is_mutual = event.initiators.len() > 1 && names(&event.initiators) == names(&event.targets);
        let template = match (self.who.is_empty(), self.whom.is_empty(), &sub.mutual) {
            (false, true, Some(mutual)) if is_mutual => mutual,
            (false, false, _) => &sub.both,
            (false, true, _) => &sub.who,
            (true, false, _) => &sub.whom,
            (true, true, _) => &sub.none,
        };
        let ((who, many), (whom, more)) = (desk.each_called(&self.who), desk.each_called(&self.whom));
        let template = agree(&agree(template, ('[', ']'), many), ('<', '>'), more);
        let template = each(&each(&template, "who", &who, desk.words), "whom", &whom, desk.words);
        fill(&template, &[("who", &list(&who, desk.words)), ("whom", &list(&whom, desk.words))])
    }

    fn noun(&self, desk: &Desk, sub: &SubType) -> String {
        let template = if self.whom.is_empty() { &sub.noun.0 } else { &sub.noun.1 };
        let (whom, many) = desk.each_called(&self.whom);
        let template = each(&agree(template, ('<', '>'), many), "whom", &whom, desk.words);
        fill(&template, &[("whom", &list(&whom, desk.words))])
    }

    fn foiled(&self, desk: &Desk, sub: &SubType) -> String {
        fill(look(&desk.words.stance, "foiled"), &[("noun", &self.noun(desk, sub))])
    }
}

/// Whether an army tells what it did itself: then its numbers are told as its further words.
fn is_own(event: &Event, sub: &SubType, plan: Plan) -> bool {
    let own = event.said_by.as_deref().is_some_and(|s| sides(event, sub, plan).0 == [s]);
    own && event.stance == Stance::Claimed && event.status == Status::Happened && !is_of_armed_group(event)
}

/// One clause for each voice that gives numbers; `speaker` has been named already.
pub(super) fn toll(desk: &Desk, figures: &[&Figure], speaker: Option<&str>) -> Vec<String> {
    toll_with(desk, figures, speaker, "same")
}

/// The same; `same` is the key of the words for a speaker who has been named.
fn toll_with(desk: &Desk, figures: &[&Figure], speaker: Option<&str>, same: &str) -> Vec<String> {
    let mut voices: Vec<Option<&str>> = Vec::new();
    for figure in figures {
        let voice = figure.said_by.as_deref();
        if !voices.contains(&voice) {
            voices.push(voice);
        }
    }
    // Whoever tells the event goes first, so that "the same account" is close to its name.
    voices.sort_by_key(|v| v.is_none() || *v != speaker);
    voices.into_iter().map(|voice| toll_of(desk, figures, voice, speaker, same)).filter(|c| !c.is_empty()).collect()
}

fn toll_of(desk: &Desk, figures: &[&Figure], voice: Option<&str>, speaker: Option<&str>, same: &str) -> String {
    let own: Vec<&Figure> = figures.iter().filter(|f| f.said_by.as_deref() == voice).copied().collect();
    let items = items(desk, &own);
    if items.is_empty() {
        return String::new();
    }
    match voice {
        None => fill(look(&desk.words.toll, "told"), &[("items", &list(&items, desk.words))]),
        Some(v) if Some(v) == speaker => said(desk, same, v, &items),
        Some(v) if desk.is_second() => {
            let bare: Vec<String> = own.iter().map(|f| toll_bare(f, desk.words)).filter(|i| !i.is_empty()).collect();
            let template = each(look(&desk.words.toll, "says"), "told", &bare, desk.words);
            spoken(desk, &template, v, &items)
        }
        Some(v) => said(desk, "said", v, &items),
    }
}

/// Each number with those it counts; a second one of the same people does without them.
fn items(desk: &Desk, figures: &[&Figure]) -> Vec<String> {
    let is_of_people = |f: &Figure| !desk.words.counted.contains_key(&key_of(f.measure));
    let mut items = Vec::new();
    let mut last: Option<Class> = None;
    for figure in figures {
        let again = is_of_people(figure) && last == Some(figure.of);
        let short = toll_more(figure, desk.words).filter(|_| again);
        let item = short.unwrap_or_else(|| toll_item(figure, desk.words));
        if !item.is_empty() {
            items.push(item);
            last = Some(figure.of).filter(|_| is_of_people(figure));
        }
    }
    items
}

fn said(desk: &Desk, key: &str, speaker: &str, items: &[String]) -> String {
    spoken(desk, look(&desk.words.toll, key), speaker, items)
}

fn spoken(desk: &Desk, template: &str, speaker: &str, items: &[String]) -> String {
    let called = desk.called(speaker);
    let template = agree(template, ('[', ']'), called.plural);
    fill(&template, &[("items", &list(items, desk.words)), ("speaker", &called.text)])
}

fn is_of_armed_group(event: &Event) -> bool {
    event.initiators.iter().any(|a| a.class.is_armed_group())
}
