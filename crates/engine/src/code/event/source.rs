//! Who says so, and with what stance.

use super::Draft;
use super::merge::copy;
use super::sides::{in_section, is_unknown};
use crate::code::attribution::source_name;
use crate::code::candidate::Candidate;
use crate::code::clause::Party;
use crate::code::party::actor;
use crate::code::scan::Reader;
use crate::model::{Class, Event, Evidence, Span, Stance};

/// Who claims an act by unknown hands did it.
pub(super) fn put_claim(r: &Reader, c: &Candidate, draft: &mut Draft) {
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

pub(super) fn put_source(
    r: &Reader,
    c: &Candidate,
    country: Option<usize>,
    event: &mut Event,
    evidence: &mut Evidence,
) {
    event.stance = c.stance;
    let Some(source) = &c.source else { return };
    let party = Party { who: in_section(r, source.party.who, c.before.section), ..source.party.clone() };
    let name = source_name(r, &party, country);
    evidence.fields.insert("said_by".into(), vec![r.span(&source.party.toks)]);
    set_source(event, name, source.deny);
}

/// Names the source and reads the stance from it: a side claims, anyone else states. What is done by
/// announcing it is the report's own.
pub(crate) fn set_source(event: &mut Event, name: String, deny: bool) {
    let side = event.initiators.iter().chain(&event.targets).any(|a| is_same_side(&a.name, &name));
    if event.stance != Stance::Alleged {
        event.stance = match (deny, side) {
            (true, _) => Stance::Denied,
            (_, true) => Stance::Claimed,
            _ => Stance::Stated,
        };
    }
    event.said_by = Some(name);
}

/// Whether two names are of one side, as a state's army and its government are.
pub(crate) fn is_same_side(a: &str, b: &str) -> bool {
    a == b || same_state(a, b)
}

/// How the name of a government begins.
const RULERS: &str = "Government of ";
const ARTICLE: &str = "the ";

/// "FACA", "ENDF": whether an army with a name of its own is that of a government.
fn is_of_rulers(r: &Reader, army: &str, government: &str) -> bool {
    let home = r.data.actors.get(army).filter(|a| is_forces(a.class)).and_then(|a| a.home.as_deref());
    let land = home.and_then(|iso| r.data.places.index_of(iso)).map(|c| r.data.places.countries[c].name.as_str());
    let bare = |name: &str| name.strip_prefix(ARTICLE).unwrap_or(name).to_string();
    land.is_some_and(|land| government.strip_prefix(RULERS).is_some_and(|of| bare(of) == bare(land)))
}

fn is_forces(class: Class) -> bool {
    matches!(class, Class::StateForces | Class::ExternalForces)
}

/// A government speaks for its army: a word of the country's name begins a word of the other.
fn same_state(a: &str, b: &str) -> bool {
    let country = |s: &str| s.strip_prefix(RULERS).map(String::from);
    let root = |s: &str| s.chars().take(4).collect::<String>();
    let shares = |of: &str, other: &str| {
        country(of).is_some_and(|c| c.split(' ').any(|w| other.split(' ').any(|o| root(o) == root(w))))
    };
    shares(a, b) || shares(b, a)
}

impl Draft {
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

    /// A political act is done by announcing it: it has no other source than the report, unless somebody denies it.
    pub fn settle_source(&mut self, r: &Reader) {
        self.settle_stance(r);
        if !self.disorder && self.event.said_by.is_some() && self.event.stance != Stance::Denied {
            self.event.said_by = None;
            self.evidence.fields.remove("said_by");
            if self.event.stance != Stance::Alleged {
                self.event.stance = Stance::Reported;
            }
        }
    }

    /// Whose word it is was read before both sides were known: a side that speaks of its own fight claims.
    fn settle_stance(&mut self, r: &Reader) {
        let Some(name) = self.event.said_by.clone().filter(|_| self.disorder) else { return };
        let mut sides = self.event.initiators.iter().chain(&self.event.targets);
        let side = sides.any(|a| {
            is_same_side(&a.name, &name) || is_of_rulers(r, &a.name, &name) || is_of_rulers(r, &name, &a.name)
        });
        if side && self.event.stance == Stance::Stated {
            self.event.stance = Stance::Claimed;
        }
    }
}
