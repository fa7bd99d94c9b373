//! An act told again of somebody else: the same in all but who did it and when.

use super::{Draft, Near, country_of_party, put_date};
use crate::code::clause::Party;
use crate::code::party::{actor, default_actor};
use crate::code::place::Spot;
use crate::code::scan::{Reader, Sentence, What};
use crate::data::Frame;
use crate::model::Actor;

/// Those whom one state warns are its own; of several states they are foreigners.
fn nationals(r: &Reader, frame: &Frame, who: &[Party], country: Option<usize>) -> Option<Actor> {
    match who {
        [one] => default_actor(r, "nationals", country_of_party(r, one)),
        _ => default_actor(r, frame.target.as_ref()?, country),
    }
}

impl Draft {
    /// The same act by others, on the day of their sentence; nothing if they are those who did it already.
    pub fn by_others(&self, r: &Reader, n: usize, s: &Sentence, who: &[Party]) -> Option<Draft> {
        let frame = r.data.frames.get(&self.event.sub_type)?;
        let actors: Vec<Actor> = who.iter().map(|p| actor(r, p.who, self.country, &frame.country_acts_as)).collect();
        if actors.iter().any(|a| self.event.initiators.iter().chain(&self.event.targets).any(|b| a.name == b.name)) {
            return None;
        }
        let mut new = self.clone();
        new.event.figures.clear();
        new.counts.clear();
        (new.sentence, new.latest) = (n, n);
        (new.told_on, new.near, new.list) = (None, Near::default(), None);
        (new.event.said_by, new.event.stance) = (None, crate::model::Stance::Reported);
        new.event.anchor = super::anchor(r, &who[0].toks, &s.toks);
        new.evidence.event = vec![r.span(&s.toks)];
        new.evidence.fields.retain(|k, _| matches!(k.as_str(), "sub_type" | "place") || k.starts_with("targets/"));
        let words = who.iter().enumerate().map(|(i, p)| (format!("initiators/{i}"), vec![r.span(&p.toks)]));
        new.evidence.fields.extend(words);
        new.event.initiators = actors;
        new.set_day(r, s);
        if frame.own_nationals {
            new.event.targets = nationals(r, frame, who, self.country).into_iter().collect();
            new.evidence.fields.retain(|k, _| !k.starts_with("targets/"));
        } else if frame.no_scene {
            new.set_home(r, &who[0]);
        }
        Some(new)
    }

    /// The same act in another place, of which a sentence tells nothing more.
    pub fn elsewhere(&self, r: &Reader, n: usize, s: &Sentence, spot: &Spot, list: usize) -> Draft {
        let mut new = self.clone();
        new.event.figures.clear();
        new.counts.clear();
        (new.sentence, new.latest, new.list) = (n, n, Some(list));
        new.event.anchor = super::anchor(r, &spot.toks, &s.toks);
        new.evidence.event = vec![r.span(&s.toks)];
        new.evidence.fields.insert("place".into(), vec![r.span(&spot.toks)]);
        (new.event.place, new.event.admin1) = (Some(spot.name.clone()), spot.admin1.clone());
        new.event.place_precision = spot.precision;
        new
    }

    fn set_day(&mut self, r: &Reader, s: &Sentence) {
        (self.event.date_from, self.event.date_to) = (None, None);
        self.event.date_precision = crate::model::Precision::Unknown;
        let date = s.mentions.iter().find_map(|m| match m.what {
            What::Date(span) => Some((span, m.toks.clone())),
            _ => None,
        });
        put_date(r, date.as_ref(), &mut self.event, &mut self.evidence);
    }

    /// An act without a scene is where who acts is at home.
    fn set_home(&mut self, r: &Reader, who: &Party) {
        let Some(country) = country_of_party(r, who) else { return };
        let nation = &r.data.places.countries[country];
        self.country = Some(country);
        (self.event.country, self.event.place) = (Some(nation.iso.clone()), Some(nation.name.clone()));
    }
}
