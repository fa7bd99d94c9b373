//! Organised violence in the columns of UCDP's Georeferenced Event Dataset: the shape only.

use crate::cell::Cell;
use crate::geo;
use crate::guard::Released;
use crate::options::Options;
use crate::sources::{self, Source};
use crate::stamp;
use crate::table::Table;
use crate::tolls;
use std::collections::{BTreeMap, BTreeSet};
use vigie_engine::assess::{Range, killed_of};
use vigie_engine::data::Data;
use vigie_engine::data::codebook::{Kind, Shape};
use vigie_engine::model::{Actor, Class, Event, Incident, PlacePrecision, Precision, Stance, Status};

/// The number that UCDP gives to civilians as a side.
const CIVILIANS: i64 = 9999;
/// Killings of two sides in a year from which both are active.
const ACTIVE: u64 = 25;

/// The incidents that have a place in this shape; the others are counted as left out.
pub(crate) fn table(released: &mut Released, options: &Options, data: &Data) -> Table {
    let mut told = Vec::new();
    let mut left = Vec::new();
    for incident in &released.incidents {
        match Act::of(incident, options, data) {
            Ok(act) => told.push(act),
            Err(why) => left.push(why),
        }
    }
    let mut years: BTreeMap<(i64, i16), u64> = BTreeMap::new();
    for act in &told {
        let year = years.entry((act.dyad(), act.year())).or_default();
        *year = year.saturating_add(act.killed.best);
    }
    let rows = told.iter().map(|act| act.row(&years, released, data)).collect();
    left.into_iter().for_each(|why| released.withheld.add("incidents", format!("no place in this shape: {why}"), 1));
    Table::new("ucdp", data, rows)
}

/// An incident as organised violence.
struct Act<'a> {
    incident: &'a Incident,
    violence: u8,
    a: Vec<&'a Actor>,
    b: Vec<&'a Actor>,
    side_a: String,
    side_b: String,
    killed: Range,
}

impl<'a> Act<'a> {
    fn of(incident: &'a Incident, options: &Options, data: &Data) -> Result<Self, &'static str> {
        let event = &incident.shown;
        let deadly = data.codebook.sub_type(&event.sub_type).is_some_and(|s| s.ucdp);
        let killed = tolls::killed(incident).unwrap_or_default();
        match () {
            () if !deadly => return Err("no organised violence"),
            () if event.status == Status::Foiled => return Err("foiled"),
            () if event.stance == Stance::Denied => return Err("denied"),
            () if killed.high == 0 => return Err("nobody told killed"),
            () if event.date_from.is_none() => return Err("no date"),
            () if event.country.is_none() => return Err("no country"),
            () => {}
        }
        let _ = options;
        let (violence, a, b) = sides(event, data).ok_or("not between organised sides, nor of one against civilians")?;
        let name = |side: &[&Actor]| written(side, event, data);
        let (side_a, side_b) = (name(&a), if violence == 3 { "Civilians".into() } else { name(&b) });
        Ok(Act { incident, violence, a, b, side_a, side_b, killed })
    }

    fn year(&self) -> i16 {
        self.incident.shown.date_from.map_or(0, |d| d.year())
    }

    fn dyad(&self) -> i64 {
        stamp::number("dyad", &format!("{}|{}", self.side_a, self.side_b), 31)
    }

    fn row(&self, years: &BTreeMap<(i64, i16), u64>, released: &Released, data: &Data) -> Vec<Cell> {
        let event = &self.incident.shown;
        let active = years.get(&(self.dyad(), self.year())).is_some_and(|n| *n >= ACTIVE);
        let unknown = |side: &[&Actor]| side.is_empty() || side.iter().all(|a| data.resolve.is_unidentified(&a.name));
        let unclear = unknown(&self.a) || (self.violence != 3 && unknown(&self.b));
        let mut row = vec![
            Cell::Int(stamp::number("event", &self.incident.id, 52)),
            (&self.incident.id).into(),
            Cell::Int(self.year().into()),
            Cell::Bool(active),
            if unclear { "Check dyad".into() } else { "Clear".into() },
            Cell::Int(self.violence.into()),
        ];
        row.extend(self.parties(data));
        let found = sources::of(self.incident, &released.sources);
        row.extend(told(&found, self.incident));
        row.extend(place(self.incident, data));
        row.extend(self.when());
        row.extend(self.deaths());
        let state = |side: &[&Actor], name: &str| gw(side, name, event, data);
        row.push(state(&self.a, &self.side_a).into());
        row.push(if self.violence == 3 { Cell::Empty } else { state(&self.b, &self.side_b).into() });
        row
    }

    /// Conflict, dyad and sides, with numbers made of their names.
    fn parties(&self, data: &Data) -> Vec<Cell> {
        let country = self.incident.shown.country.as_deref().unwrap_or("");
        let nation = data.places.country(country).map_or(country, |c| &c.name);
        let dyad = format!("{} - {}", self.side_a, self.side_b);
        let (key, conflict) = match self.violence {
            1 => (format!("1|{country}"), format!("{nation}: Government")),
            n => (format!("{n}|{dyad}"), dyad.clone()),
        };
        let number = |name: &String| match name.as_str() {
            "Civilians" => CIVILIANS,
            _ => stamp::number("side", name, 31),
        };
        let both = |n: i64, name: String| [Cell::Text(n.to_string()), Cell::Int(n), name.into()];
        let mut cells = Vec::new();
        cells.extend(both(stamp::number("conflict", &key, 31), conflict));
        cells.extend(both(self.dyad(), dyad));
        cells.extend(both(number(&self.side_a), self.side_a.clone()));
        cells.extend(both(number(&self.side_b), self.side_b.clone()));
        cells
    }

    fn when(&self) -> Vec<Cell> {
        let event = &self.incident.shown;
        let from = event.date_from.unwrap_or_default();
        let to = event.date_to.unwrap_or(from);
        let exact = match event.date_precision {
            Precision::Day if from == to => 1,
            Precision::Day => 2,
            Precision::Week => 3,
            Precision::Month => 4,
            _ => 5,
        };
        let clear = exact <= 3 && event.place_precision < PlacePrecision::Country;
        vec![Cell::Int(if clear { 1 } else { 2 }), Cell::Int(exact), from.into(), to.into()]
    }

    /// Killed by side; the four add up to the best number.
    fn deaths(&self) -> Vec<Cell> {
        let classes = |side: &[&Actor]| side.iter().map(|a| a.class).collect::<BTreeSet<Class>>();
        let (a, b) = (classes(&self.a), classes(&self.b));
        let mut split = [0u64; 4];
        for class in CLASSES {
            let killed = killed_of(self.incident, class).best;
            let slot = match class {
                _ if UNARMED.contains(&class) => 2,
                _ if a.contains(&class) && !b.contains(&class) => 0,
                _ if b.contains(&class) && !a.contains(&class) => 1,
                _ => 3,
            };
            split[slot] = split[slot].saturating_add(killed);
        }
        let best = split.iter().fold(0u64, |sum, n| sum.saturating_add(*n));
        let bounds = [best, self.killed.high.max(best), self.killed.low.min(best)];
        split.into_iter().chain(bounds).map(Cell::count).collect()
    }
}

const CLASSES: [Class; 14] = [
    Class::StateForces,
    Class::RebelGroup,
    Class::PoliticalMilitia,
    Class::IdentityMilitia,
    Class::Rioters,
    Class::Protesters,
    Class::Civilians,
    Class::ExternalForces,
    Class::Government,
    Class::ForeignGovernment,
    Class::InternationalOrganisation,
    Class::CivilSociety,
    Class::Media,
    Class::PoliticalParty,
];
const UNARMED: [Class; 7] = [
    Class::Rioters,
    Class::Protesters,
    Class::Civilians,
    Class::InternationalOrganisation,
    Class::CivilSociety,
    Class::Media,
    Class::PoliticalParty,
];

/// The kind of violence with its sides: the state first, or who did it first.
fn sides<'a>(event: &'a Event, data: &Data) -> Option<(u8, Vec<&'a Actor>, Vec<&'a Actor>)> {
    let kind = |a: &&Actor| data.codebook.class(a.class).map_or(Kind::Unarmed, |c| c.ucdp);
    let armed = |side: &'a [Actor]| side.iter().filter(|a| kind(a) != Kind::Unarmed).collect::<Vec<_>>();
    let (who, whom) = (armed(&event.initiators), armed(&event.targets));
    let violence = violence(
        &event.initiators.iter().map(|a| kind(&a)).collect::<Vec<_>>(),
        &event.targets.iter().map(|a| kind(&a)).collect::<Vec<_>>(),
    )?;
    Some(match violence {
        1 if !who.iter().any(|a| kind(a) == Kind::State) => (1, whom, who),
        n => (n, who, whom),
    })
}

/// 1 with a state on a side, 2 between groups, 3 of either against people who do not fight.
pub(crate) fn violence(who: &[Kind], whom: &[Kind]) -> Option<u8> {
    let has = |side: &[Kind], kind: Kind| side.contains(&kind);
    let armed = |side: &[Kind]| side.iter().any(|k| *k != Kind::Unarmed);
    match (armed(who), armed(whom)) {
        (true, true) if has(who, Kind::State) || has(whom, Kind::State) => Some(1),
        (true, true) => Some(2),
        (true, false) if has(whom, Kind::Unarmed) => Some(3),
        // Nobody is named, and people who do not fight were killed.
        (false, false) if who.is_empty() && has(whom, Kind::Unarmed) => Some(3),
        _ => None,
    }
}

/// The side as the shape writes it, several names by commas.
fn written(side: &[&Actor], event: &Event, data: &Data) -> String {
    let name =
        |a: &&Actor| data.codebook.written(&a.name, event.country.as_deref(), Shape::Ucdp, &data.actors, &data.places);
    let mut seen = BTreeSet::new();
    let names: Vec<String> = side.iter().map(name).filter(|n| seen.insert(n.clone())).collect();
    if names.is_empty() { "Unidentified".into() } else { names.join(", ") }
}

/// Number of the state that a side is.
fn gw(side: &[&Actor], name: &str, event: &Event, data: &Data) -> Option<u64> {
    let is_state = |a: &&&Actor| data.codebook.class(a.class).is_some_and(|c| c.ucdp == Kind::State);
    side.iter().find(is_state)?;
    let named = data.places.countries.iter().find(|c| name.ends_with(&format!(" {}", c.name)));
    let own = side.iter().any(|a| matches!(a.class, Class::StateForces | Class::Government));
    let code = named.map(|c| c.iso.as_str()).or(event.country.as_deref().filter(|_| own))?;
    data.codebook.states.get(code)?.gw.map(u64::from)
}

fn told(found: &[(&String, &Source)], incident: &Incident) -> Vec<Cell> {
    let join = |cell: &dyn Fn(&Source) -> String| found.iter().map(|(_, s)| cell(s)).collect::<Vec<_>>().join(";");
    let day = |s: &Source| s.published.clone().unwrap_or_default();
    let article = |s: &Source| {
        let parts = [s.name(), day(s), s.headline.clone().or(s.url.clone()).unwrap_or_default()];
        format!("\"{}\"", parts.join(",").replace('"', "'"))
    };
    let figures = incident.shown.figures.iter().filter_map(|f| f.said_by.as_ref());
    let speakers: BTreeSet<&String> = incident.shown.said_by.iter().chain(figures).collect();
    vec![
        Cell::count(found.len()),
        join(&article).into(),
        join(&|s| s.name()).into(),
        join(&day).into(),
        found.iter().filter_map(|(_, s)| s.headline.clone()).collect::<Vec<_>>().join(";").into(),
        speakers.into_iter().map(String::as_str).collect::<Vec<_>>().join(", ").into(),
    ]
}

fn place(incident: &Incident, data: &Data) -> Vec<Cell> {
    let event = &incident.shown;
    let code = event.country.as_deref().unwrap_or("");
    let state = data.codebook.states.get(code);
    let nation = data.places.country(code).map_or(code, |c| &c.name).to_string();
    let spot = geo::spot(incident, data);
    let precision = spot.map_or(PlacePrecision::Country, |s| s.precision.max(event.place_precision));
    let name = event.place.clone().unwrap_or_else(|| nation.clone());
    let mut parts = vec![name.clone()];
    parts.extend([event.admin1.clone(), Some(nation.clone())].into_iter().flatten().filter(|p| *p != name));
    vec![
        Cell::Int([1, 2, 4, 6][precision as usize]),
        name.into(),
        parts.join(", ").into(),
        event.admin1.clone().into(),
        Cell::Empty,
        spot.map(|s| s.lat).into(),
        spot.map(|s| s.lon).into(),
        spot.map(|s| format!("POINT ({} {})", Cell::Real(s.lon).plain(), Cell::Real(s.lat).plain())).into(),
        spot.map_or(Cell::Empty, |s| Cell::Int(geo::priogrid(&s))),
        nation.into(),
        state.and_then(|s| s.gw).map(u64::from).into(),
        state.map(|s| s.ucdp_region.clone()).into(),
    ]
}

#[cfg(test)]
#[path = "ucdp_tests.rs"]
mod tests;
