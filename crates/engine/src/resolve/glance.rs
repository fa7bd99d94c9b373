//! What can be told of two events at a glance: most that stand near each other cannot be one, and that shows in a few
//! numbers that lie side by side, without a look at either report.

use super::report::{Report, hash};
use super::rules::Rules;
use super::told::Told;
use super::{pair, report};
use crate::model::{Actor, Class, DateSpan, Figure, PlacePrecision};

/// An event in numbers. Names are hashes, and lists are sets of bits in which a name is never missed, though two may
/// share a bit.
#[derive(Clone, Debug, Default)]
pub struct Glance {
    days: Option<DateSpan>,
    sub_type: u32,
    country: Option<u32>,
    place: u32,
    vague: bool,
    /// Points of a type that is the same, and of a related one; nothing where the type is unknown.
    kind: Option<(f64, f64)>,
    within_country: f64,
    of_states: bool,
    symmetric: bool,
    initiators: Side,
    targets: Side,
    tolls: u64,
    numbers: u32,
    words: u32,
    acts: u32,
    telling: Bits,
    people: u64,
}

/// Parties by name, and those that are not too common to tell one act from another.
#[derive(Clone, Copy, Debug, Default)]
struct Side {
    all: u64,
    own: u64,
}

type Bits = [u64; 8];

impl Glance {
    /// What is seen of an event.
    pub fn of(told: &Told, rules: &Rules) -> Self {
        let event = told.event;
        let kind = rules.type_points(event);
        let rare = rules.rare.iter().find(|r| r.sub_type == event.sub_type).map(|r| r.same);
        Self {
            days: event.days(),
            sub_type: short(&event.sub_type),
            country: event.country.as_deref().map(short),
            place: told.place.map_or(0, short),
            vague: told.place.is_none() || event.place_precision == PlacePrecision::Country,
            kind: kind.map(|k| (rare.unwrap_or(k.same), k.near)),
            within_country: kind.map_or(0.0, |k| k.within_country),
            of_states: rules.is_of_states(event),
            symmetric: rules.is_symmetric(&event.sub_type),
            initiators: Side::of(&event.initiators, rules),
            targets: Side::of(&event.targets, rules),
            tolls: event.figures.iter().map(toll).fold(0, |bits, hash| bits | 1 << (hash % 64)),
            numbers: event.figures.len() as u32,
            words: told.report.telling.len() as u32,
            acts: told.report.acts as u32,
            telling: telling(told.report),
            people: told.report.people.iter().fold(0, |bits, person| bits | 1 << (person % 64)),
        }
    }

    /// No fewer points than the two can have, or nothing if they cannot be one happening at all.
    pub fn most(&self, other: &Self, rules: &Rules) -> Option<f64> {
        let kind = self.kind(other)?;
        let share = self.share(other, rules);
        let tolls = self.tolls & other.tolls != 0;
        let fingerprint = tolls && self.numbers.min(other.numbers) as usize >= rules.toll.fingerprint;
        let sure = fingerprint || share >= rules.wording.sure;
        let astray = rules.wording.date.max(rules.wording.undated);
        let date = self.date(other, rules).or(sure.then_some(astray))?;
        let place = self.place(other, rules).or(sure.then_some(rules.wording.place))?;
        let whole = self.numbers.min(other.numbers) as usize >= rules.toll.whole;
        let tolls = if tolls && whole {
            rules.toll.wholly.max(rules.toll.most)
        } else if tolls {
            rules.toll.most
        } else {
            0.0
        };
        let part = (share - rules.wording.from) / (rules.wording.to - rules.wording.from);
        let sides = self.sides(other, rules);
        let sides = if sure { sides.max(0.0) } else { sides };
        Some(kind + date + place + sides + tolls + rules.wording.most * part.clamp(0.0, 1.0))
    }

    fn kind(&self, other: &Self) -> Option<f64> {
        let ((same, near), (theirs, near_too)) = (self.kind?, other.kind?);
        Some(if self.sub_type == other.sub_type { same.max(theirs) } else { near.min(near_too) })
    }

    fn date(&self, other: &Self, rules: &Rules) -> Option<f64> {
        let points = &rules.date;
        let undated = points.undated.max(rules.wording.undated);
        match self.days.zip(other.days) {
            Some((x, y)) => pair::dated(&x, &y, rules),
            None => Some(undated),
        }
    }

    fn place(&self, other: &Self, rules: &Rules) -> Option<f64> {
        let points = &rules.place;
        if self.country.zip(other.country).is_some_and(|(x, y)| x != y) {
            return (self.of_states && other.of_states).then_some(points.abroad);
        }
        if self.vague || other.vague {
            return Some(points.country + self.within_country.min(other.within_country));
        }
        let other_name = [points.variant, points.region, points.inside, points.loose, points.apart];
        let apart = other_name.into_iter().fold(f64::NEG_INFINITY, f64::max);
        Some(if self.place == other.place { apart.max(points.same) } else { apart })
    }

    fn sides(&self, other: &Self, rules: &Rules) -> f64 {
        let points = &rules.side;
        let weak = [points.common, points.class, points.unidentified, points.both_empty, points.one_empty];
        let weak = weak.into_iter().fold(points.rival, f64::max);
        let of = |a: Side, b: Side| if a.may_share(b) { weak.max(points.named) } else { weak };
        if self.symmetric && other.symmetric {
            return 2.0 * of(self.initiators.with(self.targets), other.initiators.with(other.targets));
        }
        of(self.initiators, other.initiators) + of(self.targets, other.targets)
    }

    /// No less than the share of words that the reports have in common.
    fn share(&self, other: &Self, rules: &Rules) -> f64 {
        let size = self.words.min(other.words) as usize;
        if self.of_states || other.of_states {
            return 0.0;
        }
        let count = |bits: &Bits| bits.iter().map(|b| b.count_ones() as usize).sum::<usize>();
        let mut both = self.telling;
        both.iter_mut().zip(&other.telling).for_each(|(a, b)| *a &= b);
        // Several words of one report may stand behind one bit.
        let hidden = |g: &Self| (g.words as usize).saturating_sub(count(&g.telling));
        let common = count(&both) + hidden(self).min(hidden(other));
        let share = common.min(size) as f64 / size.max(rules.wording.least) as f64;
        let share = if self.people & other.people != 0 { share.max(rules.wording.person) } else { share };
        share / report::spread(self.acts.max(other.acts) as usize)
    }
}

impl Side {
    fn of(actors: &[Actor], rules: &Rules) -> Self {
        let bit = |a: &Actor| 1 << (hash(&[&vigie_syntax::fold(&a.name)]) % 64);
        let own = actors.iter().filter(|a| !super::sides::is_common(a, rules));
        Self { all: actors.iter().map(bit).fold(0, |x, y| x | y), own: own.map(bit).fold(0, |x, y| x | y) }
    }

    fn with(self, other: Self) -> Self {
        Self { all: self.all | other.all, own: self.own | other.own }
    }

    fn may_share(self, other: Self) -> bool {
        self.own & other.all != 0 || self.all & other.own != 0
    }
}

/// Two names that are called the same are only taken for one more often than they are.
fn short(name: &str) -> u32 {
    hash(&[name]) as u32
}

fn toll(figure: &Figure) -> u64 {
    let side = if figure.of.is_armed_group() { Class::RebelGroup } else { figure.of };
    let number = |n: Option<u64>| n.map_or_else(String::new, |n| n.to_string());
    hash(&[&format!("{:?}", figure.measure), &number(figure.low), &number(figure.high), &format!("{side:?}")])
}

fn telling(report: &Report) -> Bits {
    let mut bits = Bits::default();
    for word in &report.telling {
        // The upper half: of the lower one, lists are sampled by their smallest numbers.
        let bit = (word >> 40) % 512;
        bits[bit as usize / 64] |= 1 << (bit % 64);
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::super::properties::line;
    use super::super::testing::*;
    use super::*;
    use proptest::prelude::*;

    /// A report with these words, of which the larger ones are people; it tells as many acts as words, up to three.
    fn report(id: &str, words: &[u64]) -> Report {
        let list = |keep: &dyn Fn(u64) -> bool| -> Vec<u64> {
            let hashes = words.iter().filter(|w| keep(**w)).map(|w| hash(&[&w.to_string()]));
            hashes.collect::<std::collections::BTreeSet<u64>>().into_iter().collect()
        };
        Report {
            telling: list(&|w| w < 35),
            people: list(&|w| w >= 35),
            acts: words.len().min(3),
            published: "2025-07-01".parse().ok(),
            ..Report::unknown(id)
        }
    }

    /// The most points that two events seem to have, and those that they have.
    fn seen(a: (&str, &[u64]), b: (&str, &[u64])) -> (Option<f64>, Option<f64>) {
        let reports = [report("a", a.1), report("b", b.1)];
        let (a, b) = (kept(&reports[0], &event(a.0)), kept(&reports[1], &event(b.0)));
        let glance = |told: &Told| Glance::of(told, rules());
        let (a, b) = (a.told(), b.told());
        (glance(&a).most(&glance(&b), rules()), pair::score(&a, &b, rules()))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn no_pair_has_more_points_than_are_seen_at_a_glance(
            a in line(), b in line(),
            x in prop::collection::vec(0u64..40, 0..30), y in prop::collection::vec(0u64..40, 0..30),
        ) {
            let (most, points) = seen((&a, &x), (&b, &y));
            let covered = points.is_none_or(|p| most.is_some_and(|m| m >= p - 1e-9));
            prop_assert!(covered, "{:?} at most, {:?} are given", most, points);
        }
    }

    #[test]
    fn most_neighbours_are_seen_to_be_others() {
        let act = "Armed clash|2025-07-01|Tarada|JNIM|Malian Armed Forces|killed 9";
        let least = |b: &str| seen((act, &[1, 2]), (b, &[3, 4])).0.is_none_or(|most| most < rules().threshold);
        assert!(!least("Armed clash|2025-07-01|Tarada|?|Malian Armed Forces|killed 12"));
        assert!(least("Armed clash|2025-07-01|-|Islamic State|Civilians|killed 12"));
        assert!(least("Armed clash|2025-07-09|Tarada|JNIM|Malian Armed Forces|killed 12"));
        assert!(!least("Armed clash|2025-07-01|-|JNIM|Malian Armed Forces|killed 9"));
    }
}
