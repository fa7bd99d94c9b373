//! Whether two tellings may be of one act.

use super::Draft;
use super::sides::may_be_one;
use crate::model::{Actor, Class, Event, PlacePrecision, Precision};

/// So many sentences after a lead its details follow.
const DETAILS: usize = 4;

impl Draft {
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
        self.lies_in(other)
            || other.lies_in(self)
            || wide(a)
            || wide(b)
            || a.place == b.place
            || region(a, b)
            || region(b, a)
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
        let forces = |x: &[Actor], y: &[Actor]| x.iter().any(|a| y.iter().any(|b| are_of_one_state(a, b)));
        let side_of = |x: &[Actor], y: &[Actor], guessed: bool| side(x, y, guessed) || forces(x, y);
        let mirrored = self.counter != other.counter
            && side_of(&a.initiators, &b.targets, self.guessed.0 || other.guessed.1)
            && side_of(&a.targets, &b.initiators, self.guessed.1 || other.guessed.0);
        let crowd = self.is_of_crowd() && other.is_of_crowd();
        let met = crowd && side(&a.initiators, &b.initiators, self.guessed.0 || other.guessed.0);
        mirrored
            || met
            || side(&a.initiators, &b.initiators, self.guessed.0 || other.guessed.0)
                && side(&a.targets, &b.targets, self.guessed.1 || other.guessed.1)
    }

    /// Whether the same or unknown hands did both.
    pub fn may_be_by(&self, other: &Draft) -> bool {
        let (a, b) = (&self.event.initiators, &other.event.initiators);
        self.guessed.0 || a.iter().any(|x| b.iter().any(|y| may_be_one(x, y)))
    }
}

/// "Malian Armed Forces" and "Malian Gendarmerie": forces that are called after one country.
fn are_of_one_state(a: &Actor, b: &Actor) -> bool {
    let country = |x: &Actor| x.name.split(' ').next().map(String::from);
    a.class == Class::StateForces && a.class == b.class && country(a) == country(b)
}
