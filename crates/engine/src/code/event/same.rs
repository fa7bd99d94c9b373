//! Whether two tellings may be of one act.

use super::Draft;
use super::sides::may_be_one;
use crate::model::{Actor, Class, DateSpan, Event, Measure, PlacePrecision, Precision};
use jiff::ToSpan;

/// So many sentences after a lead its details follow.
const DETAILS: usize = 4;

/// So many sentences before an act the day may be told that it is of.
const LENT: usize = 2;

/// Days so far apart are of different acts.
const FAR_DAYS: i64 = 30;

impl Draft {
    /// Whether both may tell one act: types that go together, dates, places and sides that agree.
    pub fn may_be(&self, other: &Draft) -> bool {
        let (a, b) = (&self.event, &other.event);
        self.types_agree(other)
            && a.status == b.status
            && self.dates_agree(other)
            && self.places_agree(other)
            && self.sides_agree(other)
            && !self.counts_other_dead(other)
            && !self.answered(other)
            && !other.answered(self)
    }

    /// "Raided a camp in response to an attack": a noun of one sentence for what came before its act.
    fn answered(&self, act: &Draft) -> bool {
        let at = |d: &Draft| d.evidence.fields.get("sub_type").and_then(|w| w.first().map(|x| x.start));
        let noun = self.earlier && !act.earlier && !self.by_verb && act.by_verb;
        noun && self.sentence == act.sentence && at(self) > at(act)
    }

    /// The numbers of dead that it tells.
    fn dead(&self) -> Vec<u64> {
        let killed = self.event.figures.iter().filter(|f| f.measure == Measure::Killed);
        killed.filter_map(|f| f.low.or(f.high)).collect()
    }

    fn counts_same_dead(&self, other: &Draft) -> bool {
        let there = other.dead();
        self.dead().iter().any(|n| there.contains(n))
    }

    /// Both tell how many died, and not as many.
    pub fn dead_differ(&self, other: &Draft) -> bool {
        !self.dead().is_empty() && !other.dead().is_empty() && !self.counts_same_dead(other)
    }

    /// "The blast recalls the one that had killed 58": what was before and counts other dead is another act.
    fn counts_other_dead(&self, other: &Draft) -> bool {
        let later = if self.sentence > other.sentence { self } else { other };
        if self.earlier == other.earlier || !later.earlier {
            return false;
        }
        let one_day = self.days().zip(other.days()).is_some_and(|(x, y)| x.overlaps(&y));
        !one_day && !self.dead().is_empty() && !other.dead().is_empty() && !self.counts_same_dead(other)
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
        // "Died in Mariga when bandits attacked their base at Kwanar Dutse": the dead are of the town in that area.
        let within = |wide: &Draft, town: &Draft| {
            wide.deaths
                && wide.event.place_precision == PlacePrecision::Area
                && town.event.place_precision == PlacePrecision::Settlement
                && wide.event.admin1 == town.event.admin1
                && first(wide, "place") < first(town, "sub_type")
        };
        let near = same("place")
            || words(self, "place").is_none()
            || words(other, "place").is_none()
            || lent(other) && first(self, "sub_type") < first(other, "place")
            || within(self, other)
            || within(other, self);
        let (a, b) = (&self.event, &other.event);
        let known = |d: &Draft| !d.guessed.0 && !d.event.initiators.is_empty();
        let doers =
            !known(self) || !known(other) || a.initiators.iter().any(|x| b.initiators.iter().any(|y| may_be_one(x, y)));
        let told_apart = !self.deaths && !other.deaths && (words(self, "place").is_none() || !same("place"));
        self.sentence == other.sentence
            && (self.types_agree(other))
            && (a.status == b.status || self.deaths || other.deaths)
            && near
            && same("date")
            && doers
            && self.list.is_none()
            && !(self.deaths && other.deaths)
            && !told_apart
            && !self.answered(other)
            && !other.answered(self)
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
            (Some(day), None) => !other.is_far_from(&day) && !self.recalls(other, &day),
            (None, Some(day)) => !self.is_far_from(&day) && !other.recalls(self, &day),
            _ => true,
        }
    }

    /// "The bomber struck recruits. In July 2023 a similar attack killed 25": of the days told right before it.
    fn is_far_from(&self, day: &DateSpan) -> bool {
        let near = self.near.date.as_ref().filter(|(ago, span, _)| *ago <= LENT && span.precision == Precision::Day);
        let apart = |a: &DateSpan, b: &DateSpan| a.to.checked_add(FAR_DAYS.days()).is_ok_and(|limit| limit < b.from);
        near.is_some_and(|(_, span, _)| apart(span, day) || apart(day, span))
    }

    /// "Eleven had been killed in December": the month of what was before is none of the act told first.
    fn recalls(&self, first: &Draft, day: &DateSpan) -> bool {
        self.earlier && !first.earlier && self.sentence > first.sentence && day.precision > Precision::Day
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
        self.lies_in(other)
            || other.lies_in(self)
            || self.lies_off(other)
            || other.lies_off(self)
            || wide(a)
            || wide(b)
            || a.place == b.place
            || region(a, b)
            || region(b, a)
    }

    /// "Killed nine near Bambari. They came to Matchika, 20 km from Bambari": the village is what the town was near to.
    fn lies_off(&self, town: &Draft) -> bool {
        let near = town.event.place_precision == PlacePrecision::Area && town.event.place.is_some();
        let told = self.sentence > town.sentence && self.sentence - town.sentence <= DETAILS;
        let village = self.event.place_precision == PlacePrecision::Settlement;
        near && told && village && self.measured_from == town.event.place
    }

    /// "Killed nine in Koro district. They came to the village of Dinangourou": the village lies in the district.
    pub fn lies_in(&self, unit: &Draft) -> bool {
        let (a, b) = (&self.event, &unit.event);
        let wide = unit.in_unit && b.place_precision == PlacePrecision::Area;
        let told = self.sentence > unit.sentence && self.sentence - unit.sentence <= DETAILS;
        wide && told && a.place_precision == PlacePrecision::Settlement && a.admin1.is_some() && a.admin1 == b.admin1
    }

    fn sides_agree(&self, other: &Draft) -> bool {
        let side = |x: &[Actor], y: &[Actor], guessed: bool| {
            guessed || x.is_empty() || y.is_empty() || x.iter().any(|a| y.iter().any(|b| may_be_one(a, b)))
        };
        let (a, b) = (&self.event, &other.event);
        // "The army reacted to an attack on a camp of the National Guard": forces of one state answer for each other.
        let forces = |x: &[Actor]| x.iter().any(|a| a.class == Class::StateForces);
        let side_of = |x: &[Actor], y: &[Actor], guessed: bool| side(x, y, guessed) || forces(x) && forces(y);
        // "Two people were killed, the prefect said" of two soldiers told before: people of no kind, as many as died there.
        let people = |d: &Draft| d.deaths && d.hits_anybody;
        let retold = (people(self) || people(other)) && self.counts_same_dead(other);
        let mirrored = (self.counter != other.counter || self.answers(other) || other.answers(self))
            && side_of(&a.initiators, &b.targets, self.guessed.0 || other.guessed.1)
            && side_of(&a.targets, &b.initiators, self.guessed.1 || other.guessed.0);
        // "A convoy struck a mine. Two policemen were killed": told of no place of its own.
        let wide = |e: &Event| matches!(e.place_precision, PlacePrecision::Country | PlacePrecision::Admin1);
        let unplaced = wide(a) || wide(b);
        // "Rescued 14 people. They killed one of the bandits": those freed are no enemy of those who freed them.
        let freed = |e: &Event| {
            let told = e.figures.iter().any(|f| f.measure == Measure::Released);
            told && e.sub_type == "Other" && e.targets.iter().all(|t| t.class == Class::Civilians)
        };
        let freed = self.disorder && other.disorder && (freed(a) || freed(b));
        let crowd = self.is_of_crowd() && other.is_of_crowd();
        // Those who march and those who riot are one crowd to whoever tells of both.
        let crowds = |x: &[Actor]| x.iter().any(|a| matches!(a.class, Class::Protesters | Class::Rioters));
        let met = crowd
            && (side(&a.initiators, &b.initiators, self.guessed.0 || other.guessed.0)
                || crowds(&a.initiators) && crowds(&b.initiators));
        mirrored
            || met
            || retold && side(&a.initiators, &b.initiators, self.guessed.0 || other.guessed.0)
            || self.died_in(other)
            || other.died_in(self)
            || side(&a.initiators, &b.initiators, self.guessed.0 || other.guessed.0)
                && (freed
                    || side(&a.targets, &b.targets, self.guessed.1 || other.guessed.1)
                    || unplaced && forces(&a.targets) && forces(&b.targets))
    }

    /// "The army killed 30 insurgents. They had attacked a post at Banki": those attacked count the attackers' dead, of
    /// the same town and day, or of a headline that names no town.
    pub fn answers(&self, attack: &Draft) -> bool {
        let forces = |a: &Actor| matches!(a.class, Class::StateForces | Class::ExternalForces);
        let all = |side: &[Actor], fits: &dyn Fn(&Actor) -> bool| !side.is_empty() && side.iter().all(fits);
        let (a, b) = (&self.event, &attack.event);
        let armed = |x: &Actor| x.class.is_armed_group();
        let dead = |f: &crate::model::Figure| f.measure == Measure::Killed && f.of.is_armed_group();
        let counts = (!self.guessed.0 || self.neutralises) && self.event.figures.iter().any(dead);
        let hit = !attack.guessed.1 && b.targets.iter().any(forces);
        let struck = !attack.neutralises && (hit || !attack.deaths && !attack.guessed.0);
        let sides = all(&a.initiators, &forces) && all(&a.targets, &armed) && all(&b.initiators, &armed);
        counts && struck && sides && self.lies_at(attack)
    }

    /// The same place and no other day, or a headline without a place.
    fn lies_at(&self, other: &Draft) -> bool {
        let (a, b) = (&self.event, &other.event);
        let day = self.days().is_none_or(|x| other.days().is_none_or(|y| x.overlaps(&y)));
        let here = a.place == b.place && a.place_precision < PlacePrecision::Admin1;
        let wide = a.place_precision >= PlacePrecision::Admin1;
        let near = self.sentence.abs_diff(other.sentence) <= DETAILS && b.place_precision == PlacePrecision::Country;
        let nowhere = a.place_precision == PlacePrecision::Country && near && self.neutralises;
        let lent = near && self.neutralises && !self.told_place();
        day && (here || nowhere || lent || self.sentence == 0 && self.headline && wide)
    }

    /// Whether the same or unknown hands did both.
    pub fn may_be_by(&self, other: &Draft) -> bool {
        let (a, b) = (&self.event.initiators, &other.event.initiators);
        self.guessed.0 || a.iter().any(|x| b.iter().any(|y| may_be_one(x, y)))
    }
}
