//! What a sentence may leave out because those before it told it.

use super::attribution::{self, Source};
use super::clause::{self, Group, Party};
use super::date;
use super::place::{self, Setting, Spot};
use super::scan::{Mention, Reader, Sentence, What};
use super::scene;
use super::speakers::{self, Speaker};
use crate::data::Mark;
use crate::model::{DateSpan, Precision};
use std::ops::Range;
use vigie_syntax::Kind;

/// What the sentences before told, for what this one leaves out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Before {
    /// The place told last and its sentence.
    pub spot: Option<(usize, Spot)>,
    /// The country that the last sentence with a place was set in.
    pub land: Option<(usize, usize)>,
    /// The country that a heading set ("NIGER"), up to the next one.
    pub section: Option<usize>,
    /// The day told last and its sentence.
    pub date: Option<(usize, DateSpan, Range<usize>)>,
    /// Whom the last sentence was about.
    pub topic: Option<Party>,
    /// A heading of a bulletin ("22/08 Tillia."): place and day of what follows it.
    pub heading: Heading,
    /// Who spoke last.
    pub voice: Option<Party>,
    /// Whether a quotation goes on.
    pub open: bool,
    /// Those who spoke, by their family names.
    pub speakers: Vec<Speaker>,
    /// Those named in the last sentences, the likeliest to be meant by a pronoun first.
    pub recent: Vec<(usize, Party)>,
}

/// So many sentences back somebody may be named whom a pronoun means.
const REACH: usize = 4;

/// A heading has no more words.
const HEADING: usize = 4;

/// So many words beside its day and place a heading may have: "the victims were buried on Tuesday" is none.
const SMALL: usize = 3;

/// Place and day that a line without an act gives to the lines after it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heading {
    pub at: usize,
    pub spot: Option<Spot>,
    pub date: Option<(DateSpan, Range<usize>)>,
}

/// What the next sentence may leave out: the place told here, whom this one is about, and who speaks.
pub(crate) fn follow(r: &Reader, n: usize, s: &Sentence, setting: &Setting, before: Before) -> Before {
    let groups = clause::groups(r, s, before.topic.as_ref());
    let sources = attribution::sources(r, s, &groups, &before);
    let mut speakers = before.speakers;
    speakers.extend(sources.iter().filter_map(|x| speakers::named(r, s, &x.party)));
    let office = |p: &&Party| sources.is_empty() && speakers::holds_office(r, p);
    speakers.extend(groups.iter().flat_map(|g| &g.members).filter(office).filter_map(|p| speakers::named(r, s, p)));
    let source = sources.into_iter().next().map(|x| x.party);
    let subject = groups.iter().find(|g| g.gov.is_empty() && !g.object).map(|g| g.members[0].clone());
    let spots = place::spots(r, s, setting);
    let land = scene::land_told(r, s, &spots).map(|c| (n, c)).or(before.land);
    let spot = scene::place_told(r, s, &spots).map(|p| (n, p));
    let heading = heading(r, n, s, spot.as_ref().map(|(_, p)| p)).unwrap_or(before.heading);
    let section = section(r, s).unwrap_or(before.section);
    let open = quotes(r, s, before.open);
    let voice = source.clone().or(before.voice);
    let moved = spot.as_ref().is_some_and(|(_, p)| before.spot.as_ref().is_none_or(|(_, q)| q.name != p.name));
    let date =
        day_told(r, n, s).filter(|(.., toks)| before.date.is_none() || moved || sets_day(s, toks)).or(before.date);
    let recent = recent(n, &groups, before.recent);
    let topic = source.or(subject).or(before.topic);
    Before { heading, spot: spot.or(before.spot), land, section, date, topic, voice, open, speakers, recent }
}

/// "The victims were buried on Tuesday": where no act is told, a day sets the scene of what follows only with another place,
/// from the head of its sentence or on a line of its own.
fn sets_day(s: &Sentence, day: &Range<usize>) -> bool {
    !s.acts.is_empty() || !s.tolls.is_empty() || day.start <= s.body + 2 || s.toks.len() <= 6
}

/// Subjects first, then the others of the sentence, then those of the sentences before.
fn recent(n: usize, groups: &[Group], before: Vec<(usize, Party)>) -> Vec<(usize, Party)> {
    let (subjects, others): (Vec<&Group>, Vec<&Group>) = groups.iter().partition(|g| g.gov.is_empty() && !g.object);
    let here = subjects.into_iter().chain(others).flat_map(|g| &g.members).map(|p| (n, p.clone()));
    let mut out: Vec<(usize, Party)> = Vec::new();
    for (at, party) in here.chain(before) {
        if n - at < REACH && !out.iter().any(|(_, known)| known.who == party.who) {
            out.push((at, party));
        }
    }
    out
}

/// Whether a quotation is open at the end of a sentence.
fn quotes(r: &Reader, s: &Sentence, open: bool) -> bool {
    s.toks.clone().fold(open, |open, i| match r.word(i) {
        "«" | "“" => true,
        "»" | "”" => false,
        "\"" => !open,
        _ => open,
    })
}

impl Before {
    /// The last speaker, as the source of a sentence that stands in quotation marks.
    pub fn quoting(&self, r: &Reader, s: &Sentence) -> Option<Source> {
        let quoted = self.open || matches!(r.word(s.toks.start), "«" | "“" | "\"");
        let party = self.voice.clone().filter(|_| quoted)?;
        Some(Source { party, scope: s.toks.clone(), claim: false, deny: false })
    }
}

/// "NIGER", "2. Burkina Faso." on a line or in a sentence of its own: the country of what follows it. Another heading
/// in capitals ends what it heads.
fn section(r: &Reader, s: &Sentence) -> Option<Option<usize>> {
    let word = |i: &usize| r.cut.tokens[*i].kind == Kind::Word && r.word(*i).chars().count() > 2;
    let words: Vec<usize> = s.toks.clone().filter(word).collect();
    if !s.acts.is_empty() || words.is_empty() || words.len() > HEADING {
        return None;
    }
    let country = s.mentions.iter().find_map(|m| match m.what {
        What::Country(c) if words.iter().all(|i| m.toks.contains(i)) => Some(c),
        _ => None,
    });
    let upper = |i: &usize| r.span(&(*i..*i + 1)).of(r.text).chars().all(|c| !c.is_lowercase());
    let other = words.iter().all(upper) && !s.mentions.iter().any(|m| matches!(m.what, What::Date(_)));
    country.map(Some).or(other.then_some(None))
}

/// "22/08 Tillia (Tahoua).": a short line that gives a day and a place, and no act.
fn heading(r: &Reader, n: usize, s: &Sentence, spot: Option<&Spot>) -> Option<Heading> {
    if !s.acts.is_empty() {
        let elsewhere = spot.is_some() || s.mentions.iter().any(|m| matches!(m.what, What::Date(_)));
        return elsewhere.then(Heading::default);
    }
    let date = s.mentions.iter().find_map(|m| match m.what {
        What::Date(span) => Some((span, m.toks.clone())),
        _ => None,
    });
    let told = |i: &usize| r.cut.tokens[*i].kind == Kind::Word && !s.mentions.iter().any(|m| m.toks.contains(i));
    // "A source confirmed it yesterday": the day of a word.
    let said = s.mark_in(s.toks.clone(), Mark::Report);
    let short = s.toks.len() <= 10 && !said && s.toks.clone().filter(told).count() <= SMALL;
    (short && date.is_some()).then(|| Heading { at: n, spot: spot.cloned(), date })
}

/// The day or week that a sentence tells, for those after it that name none.
fn day_told(r: &Reader, n: usize, s: &Sentence) -> Option<(usize, DateSpan, Range<usize>)> {
    let known = |span: &DateSpan| r.clock.published.is_none_or(|p| span.from <= p);
    let since = |at: usize| date::is_since(r, at) || super::general::in_since_clause(r, s, at);
    // "The governor said on Sunday": the day of his word is none of the scene.
    let spoken = |at: usize| (1..=2).filter_map(|b| at.checked_sub(b)).any(|i| s.has_mark(i, Mark::Says));
    let own = |m: &&Mention| m.toks.start >= s.body && !since(m.toks.start) && !spoken(m.toks.start);
    s.mentions.iter().filter(own).find_map(|m| match m.what {
        What::Date(span) if span.precision <= Precision::Week && known(&span) => Some((n, span, m.toks.clone())),
        _ => None,
    })
}
