//! Which events are worth comparing: a sorted list of keys, so that an event finds its neighbours at the cost of
//! their number, and adding or removing one touches nothing else.

use super::names;
use super::report::hash;
use super::rules::Rules;
use super::told::Told;
use crate::model::{Day, PlacePrecision};
use std::collections::{BTreeMap, BTreeSet};

/// Keys of events, each with the lane of its length in time, its first day and its number.
#[derive(Clone, Debug, Default)]
pub struct Index {
    entries: BTreeSet<(u64, i32, u32)>,
    /// When each event was, by its number.
    spans: Vec<Span>,
    /// Names of places by their spellings with a letter left out, for slips of the pen.
    spellings: BTreeMap<u64, BTreeSet<String>>,
    /// The places told of, each with the others that may be it: found once, when a name comes up.
    known: BTreeMap<String, Vec<String>>,
}

/// When an event was, or its report came out.
#[derive(Clone, Copy, Debug, Default)]
struct Span {
    lane: u64,
    from: i32,
    to: i32,
}

/// Lanes: events of up to so many days are found by their first day within a bounded stretch.
const LANES: [i32; 4] = [3, 45, 400, 40_000];
/// Undated events of dated reports, and those of which not even the report is dated.
const UNDATED: u64 = 4;
const TIMELESS: u64 = 5;
/// Days by which two accounts of one act may differ.
const SLACK: i32 = 4;
/// How many of a report's telling words are keys.
const MOST_TELLING: usize = 8;

impl Index {
    /// Makes events known, many at once.
    pub fn extend<'a>(&mut self, events: impl Iterator<Item = (u32, Told<'a>)>, rules: &Rules) {
        let mut entries: Vec<(u64, i32, u32)> = Vec::new();
        for (slot, told) in events {
            let span = Span::of(&told);
            entries.extend(keys(&told, rules).own.into_iter().map(|key| (lane_of(key, span.lane), span.from, slot)));
            self.spans.resize(self.spans.len().max(slot as usize + 1), Span::default());
            self.spans[slot as usize] = span;
            told.place.into_iter().for_each(|place| self.learn(place));
        }
        if self.entries.is_empty() {
            entries.sort_unstable();
            self.entries = entries.into_iter().collect();
        } else {
            self.entries.extend(entries);
        }
    }

    /// Forgets an event.
    pub fn remove(&mut self, slot: u32, told: &Told, rules: &Rules) {
        let span = Span::of(told);
        for key in keys(told, rules).own {
            self.entries.remove(&(lane_of(key, span.lane), span.from, slot));
        }
    }

    /// Events that may be the same happening; more than are, and never fewer. Who is a neighbour has this one as its own.
    pub fn neighbours(&self, told: &Told, rules: &Rules) -> Vec<u32> {
        let Keys { mut asked, words, people, .. } = keys(told, rules);
        let variants = told.place.map(|p| self.variants(p)).unwrap_or_default();
        let families = rules.families_of(&told.event.sub_type);
        asked.extend(variants.iter().flat_map(|v| families.iter().map(|f| hash(&[f, "place", v]))));
        let near = asked.into_iter().flat_map(|key| self.in_time(key, told, SLACK, rules));
        let far = words.into_iter().flat_map(|key| self.in_time(key, told, rules.wording.certain_days, rules));
        let of_people = people.into_iter().flat_map(|key| self.in_time(key, told, rules.wording.person_days, rules));
        let mut found: Vec<u32> = near.chain(far).chain(of_people).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Events under a key that touch this one in time, or miss it by so many days.
    fn in_time(&self, key: u64, told: &Told, slack: i32, rules: &Rules) -> Vec<u32> {
        let span = Span::of(told);
        let Span { lane, from, to } = span;
        let (current, apart) = (rules.date.current_days.max(slack), rules.date.undated_days);
        let between = |lane: u64, low: i32, high: i32| {
            let key = lane_of(key, lane);
            self.entries.range((key, low, 0)..=(key, high, u32::MAX)).map(|e| e.2)
        };
        let mut found: Vec<u32> = Vec::new();
        if lane != TIMELESS {
            let reach = if lane == UNDATED {
                (from.saturating_sub(current), from.saturating_add(slack))
            } else {
                (from - slack, to + slack)
            };
            for (n, length) in (0u64..).zip(LANES) {
                found.extend(between(n, reach.0.saturating_sub(length), reach.1));
            }
        }
        match lane {
            TIMELESS => found.extend(between(UNDATED, i32::MIN, i32::MAX).chain(between(TIMELESS, 0, 0))),
            UNDATED => found.extend(between(UNDATED, from - apart, from + apart).chain(between(TIMELESS, 0, 0))),
            _ => found.extend(between(UNDATED, from.saturating_sub(slack), to.saturating_add(current))),
        }
        found.retain(|other| span.meets(&self.spans[*other as usize], slack, current));
        found
    }

    fn learn(&mut self, place: &str) {
        if self.known.contains_key(place) {
            return;
        }
        let others = self.variants(place);
        for other in &others {
            self.known.entry(other.clone()).or_default().push(place.to_string());
        }
        self.known.insert(place.to_string(), others);
        for spelling in names::spellings(place) {
            self.spellings.entry(hash(&[&spelling])).or_default().insert(place.to_string());
        }
    }

    /// Other spellings of a place among the places told of.
    fn variants(&self, place: &str) -> Vec<String> {
        if let Some(known) = self.known.get(place) {
            return known.clone();
        }
        let near = names::spellings(place).into_iter().filter_map(|s| self.spellings.get(&hash(&[&s]))).flatten();
        let near: BTreeSet<&String> = near.filter(|other| *other != place && names::is_variant(other, place)).collect();
        near.into_iter().cloned().collect()
    }
}

fn lane_of(key: u64, lane: u64) -> u64 {
    key.wrapping_mul(8).wrapping_add(lane)
}

impl Span {
    fn of(told: &Told) -> Self {
        match (told.event.days(), told.published) {
            (Some(days), _) => {
                let (from, to) = (number(days.from), number(days.to));
                let lane = LANES.iter().position(|most| to - from <= *most).unwrap_or(LANES.len() - 1);
                Self { lane: lane as u64, from, to }
            }
            (None, Some(day)) => Self { lane: UNDATED, from: number(day), to: number(day) },
            (None, None) => Self { lane: TIMELESS, from: 0, to: 0 },
        }
    }

    fn is_dated(&self) -> bool {
        self.lane < UNDATED
    }

    /// Whether two touch in time, or miss each other by so many days; an undated act may lie so long before its report.
    /// The same whoever asks, while a lane holds also what is shorter than the lane is wide.
    fn meets(&self, other: &Self, slack: i32, current: i32) -> bool {
        let after = |a: &Self, b: &Self| if a.is_dated() && !b.is_dated() { current } else { slack };
        let begins = |a: &Self, b: &Self| a.from.saturating_sub(after(b, a)) <= b.to;
        !(self.is_dated() || other.is_dated()) || begins(self, other) && begins(other, self)
    }
}

fn number(day: Day) -> i32 {
    jiff::civil::Date::ZERO.until(day).map_or(0, |span| span.get_days())
}

/// Keys under which an event is found, and those under which it looks for others.
struct Keys {
    own: Vec<u64>,
    asked: Vec<u64>,
    /// Asked over a longer stretch of time.
    words: Vec<u64>,
    /// Asked over a still longer one.
    people: Vec<u64>,
}

/// Two events meet under their place; a vague place meets all that lies in its region or country; acts of
/// states that may be told from either country meet under who acts.
fn keys(told: &Told, rules: &Rules) -> Keys {
    let mut keys = Keys { own: Vec::new(), asked: Vec::new(), words: Vec::new(), people: Vec::new() };
    let scopes = scopes(told);
    let parties = abroad(told, rules);
    for family in rules.families_of(&told.event.sub_type) {
        let key = |kind: &str, name: &str| hash(&[family, kind, name]);
        if let Some(place) = told.place {
            keys.own.push(key("place", place));
            keys.asked.push(key("place", place));
        }
        for (vague, scope) in &scopes {
            keys.own.push(key(if *vague { "vague" } else { "exact" }, scope));
            keys.asked.push(key("vague", scope));
            keys.asked.extend(vague.then(|| key("exact", scope)));
        }
        // Reports that share names meet wherever they put the act: of alike sets the smallest numbers are alike.
        for word in told.report.telling.iter().take(MOST_TELLING) {
            keys.own.push(hash(&[family, "word"]) ^ word);
            keys.words.push(hash(&[family, "word"]) ^ word);
        }
        for person in &told.report.people {
            keys.own.push(hash(&[family, "person"]) ^ person);
            keys.people.push(hash(&[family, "person"]) ^ person);
        }
        if let Some(toll) = toll(told, rules) {
            keys.own.push(hash(&[family, "toll"]) ^ toll);
            keys.asked.push(hash(&[family, "toll"]) ^ toll);
        }
        for party in &parties {
            keys.own.push(key("party", party));
            keys.asked.push(key("party", party));
        }
    }
    keys
}

/// The largest numbers of an act, if there are so many that another act hardly has the same.
fn toll(told: &Told, rules: &Rules) -> Option<u64> {
    let mut exact: Vec<u64> = told.event.figures.iter().filter(|f| f.low == f.high).filter_map(|f| f.low).collect();
    exact.sort_unstable_by(|a, b| b.cmp(a));
    let largest: Vec<String> = exact.get(..rules.toll.whole)?.iter().map(u64::to_string).collect();
    Some(hash(&largest.iter().map(String::as_str).collect::<Vec<_>>()))
        .filter(|_| exact[0] >= rules.toll.fingerprint_from)
}

/// Country and region, each with whether the event may lie anywhere in it.
fn scopes(told: &Told) -> Vec<(bool, String)> {
    let country = told.event.country.as_deref().unwrap_or_default();
    let within = |region: &str| format!("{country}/{region}");
    let nation = |vague: bool| (vague, country.to_string());
    let precision = if told.place.is_none() { PlacePrecision::Country } else { told.event.place_precision };
    match (precision, told.region, told.place) {
        (PlacePrecision::Country, ..) => vec![nation(true)],
        (PlacePrecision::Admin1, _, Some(place)) => vec![nation(false), (true, within(place))],
        (PlacePrecision::Area, Some(region), _) => vec![nation(false), (true, within(region))],
        (_, Some(region), Some(place)) if region != place => {
            vec![nation(false), (false, within(region)), (false, within(place))]
        }
        (_, Some(region), _) => vec![nation(false), (false, within(region))],
        _ => vec![nation(true)],
    }
}

fn abroad(told: &Told, rules: &Rules) -> Vec<String> {
    let may = rules.type_points(told.event).is_some_and(|t| t.abroad);
    told.event.initiators.iter().filter(|_| may).map(|a| a.name.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::report::Report;
    use super::super::testing::*;
    use super::*;
    use crate::model::Event;

    fn pairs(lines: &[&str]) -> usize {
        let events: Vec<Event> = lines.iter().map(|l| event(l)).collect();
        let report = Report::unknown("d");
        let told = |n: usize| kept(&report, &events[n]);
        let all: Vec<_> = (0..events.len()).map(told).collect();
        let mut index = Index::default();
        index.extend((0u32..).zip(all.iter().map(|k| k.told())), rules());
        let pairs: BTreeSet<(u32, u32)> = (0u32..)
            .zip(&all)
            .flat_map(|(n, k)| index.neighbours(&k.told(), rules()).into_iter().map(move |m| (n, m)))
            .collect();
        assert!(pairs.iter().all(|(a, b)| pairs.contains(&(*b, *a))), "neighbours are neighbours of each other");
        pairs.iter().filter(|(a, b)| a < b).count()
    }

    #[test]
    fn the_end_of_a_month_meets_the_next_and_a_year_meets_its_months() {
        assert_eq!(pairs(&["Attack|2025-06-30|Kolo|?|Civilians|", "Attack|2025-07-01|Kolo|?|Civilians|"]), 1);
        assert_eq!(pairs(&["Attack|2025|Kolo|?|Civilians|", "Attack|2025-07-01|Kolo|?|Civilians|"]), 1);
        assert_eq!(pairs(&["Attack|2025-02-01|Kolo|?|Civilians|", "Attack|2025-07-01|Kolo|?|Civilians|"]), 0);
    }

    #[test]
    fn a_slip_of_the_pen_and_a_vague_place_meet_the_place() {
        assert_eq!(pairs(&["Attack|2025-07-01|Molodo|?|Civilians|", "Attack|2025-07-01|Modolo|?|Civilians|"]), 1);
        assert_eq!(pairs(&["Attack|2025-07-01|-|?|Civilians|", "Attack|2025-07-01|Kolo|?|Civilians|"]), 1);
    }

    #[test]
    fn unrelated_types_never_meet() {
        assert_eq!(pairs(&["Attack|2025-07-01|Kolo|?|Civilians|", "Blockade|2025-07-01|Kolo|?|Civilians|"]), 0);
        assert_eq!(pairs(&["Attack||Kolo|?|Civilians|", "Attack||Kolo|?|Civilians|"]), 1);
    }
}
