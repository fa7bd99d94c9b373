//! How resolving grows with the number of reports: `scale 10000 100000 1000000` prints time and memory for so many
//! made-up reports of ten years, and what one report more costs. `years=1` among the numbers makes it one year, in
//! which places are ten times as busy.
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::time::Instant;
use vigie_engine::data::Data;
use vigie_engine::model::{Actor, Class, Document, Event, Figure, Measure, PlacePrecision, Precision, Record};
use vigie_engine::resolve::{Report, Resolver, each};

fn main() {
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|n| n.parse().ok()).collect();
    let years = std::env::args().find_map(|a| a.strip_prefix("years=")?.parse().ok()).unwrap_or(10);
    let mut last: Option<(usize, f64)> = None;
    for size in sizes {
        let seconds = measure(size, years);
        if let Some((fewer, before)) = last {
            let (more, longer) = (size as f64 / fewer as f64, seconds / before);
            println!("  {more:.0} times the reports, {longer:.1} times the time");
        }
        last = Some((size, seconds));
    }
}

/// Resolves so many reports; the seconds it took.
fn measure(size: usize, years: u64) -> f64 {
    let data = Data::bundled();
    let mut world = World { chance: Chance(7), told: Vec::new(), incidents: 0, days: years * 365 + 2 };
    let (start, busy) = (Instant::now(), busy());
    let reports = (0..size).map(|n| world.report(n));
    let mut kept = Resolver::filled(data, reports.map(|(document, record)| (Report::of(&document, data), record)));
    let joined = start.elapsed().as_secs_f64();
    let (mut incidents, mut claims) = (0usize, 0usize);
    let groups = kept.groups().cloned().collect();
    let rest = each(&kept, groups, |incident| {
        incidents += 1;
        claims += incident.fields.values().map(Vec::len).sum::<usize>();
    });
    let (wall, seconds) = (start.elapsed().as_secs_f64(), self::busy() - busy);
    println!(
        "{size} reports: {seconds:.1} s of a processor in {wall:.1} s ({joined:.1} s joining), {incidents} incidents of {} told, {claims} claims, \
         {} contradictions between incidents, {} MB at most",
        world.incidents,
        rest.contradictions.len(),
        peak()
    );
    let mut taken: Vec<f64> = Vec::new();
    for n in size..size + 300 {
        let (document, record) = world.report(n);
        let start = Instant::now();
        kept.put(&document, record);
        taken.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    taken.sort_by(f64::total_cmp);
    println!(
        "  one report more: {:.2} ms in the middle, {:.2} ms at the 99th of 100, {:.2} ms at most",
        taken[150], taken[296], taken[299]
    );
    seconds
}

/// Seconds of a processor that the process has taken, where the system tells.
fn busy() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or("").split_whitespace().skip(11).take(2);
    fields.filter_map(|n| n.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// Peak memory of the process in megabytes, where the system tells.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or("");
    line.trim().split(' ').next().and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// A fixed row of numbers that look like chance.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n.max(1)
    }

    /// Small numbers are frequent, as with towns and countries.
    fn skewed(&mut self, n: u64) -> u64 {
        let share = self.below(1 << 20) as f64 / (1 << 20) as f64;
        ((n as f64).powf(share) - 1.0) as u64
    }
}

/// Incidents that reports tell again and again.
struct World {
    chance: Chance,
    told: Vec<Happening>,
    incidents: usize,
    days: u64,
}

#[derive(Clone)]
struct Happening {
    day: Date,
    country: u64,
    place: u64,
    kind: u64,
    side: u64,
    killed: u64,
    left: u64,
}

impl World {
    fn report(&mut self, n: usize) -> (Document, Record) {
        let happening = self.next();
        let chance = &mut self.chance;
        let published = happening.day.saturating_add((1 + chance.below(4) as i64).days());
        let event = event(&happening, chance);
        let copy = chance.below(3) == 0;
        let voice = if copy { 0 } else { n as u64 };
        let id = format!("r{n:08}");
        let text = text(&happening, voice);
        let document = Document {
            id: id.clone(),
            outlet: Some(format!("Paper {}", chance.below(400))),
            published: Some(published.to_string()),
            text,
            ..Document::default()
        };
        (document, Record { doc: id, events: vec![event], ..Record::default() })
    }

    /// A happening that still has reports to come, or a new one.
    fn next(&mut self) -> Happening {
        if self.told.len() < 40 {
            let chance = &mut self.chance;
            let day = date(2015, 1, 1).saturating_add((chance.below(self.days) as i64).days());
            let left = if chance.below(2000) == 0 { 120 } else { 1 + chance.below(5) };
            let country = chance.skewed(60);
            let made = Happening {
                day,
                country,
                place: chance.skewed(400),
                kind: chance.below(10),
                side: chance.skewed(6),
                killed: chance.skewed(60),
                left,
            };
            self.told.push(made);
            self.incidents += 1;
        }
        let n = self.chance.below(self.told.len() as u64) as usize;
        self.told[n].left -= 1;
        let happening = self.told[n].clone();
        self.told.retain(|h| h.left > 0);
        happening
    }
}

fn event(h: &Happening, chance: &mut Chance) -> Event {
    let (kind, sub) = [
        ("Battles", "Armed clash"),
        ("Violence against civilians", "Attack"),
        ("Protests", "Peaceful protest"),
    ][match h.kind {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }];
    let vague = chance.below(20);
    let (date_from, date_to, date_precision) = match vague {
        0 => (h.day.first_of_month(), h.day.last_of_month(), Precision::Month),
        1 => (h.day.saturating_add(1.day()), h.day.saturating_add(1.day()), Precision::Day),
        _ => (h.day, h.day, Precision::Day),
    };
    let (place, place_precision) = match chance.below(20) {
        0 => (format!("Country {}", h.country), PlacePrecision::Country),
        1 => (format!("Region {}", h.place % 10), PlacePrecision::Admin1),
        _ => (format!("Town{} of C{}", name(h.place), h.country), PlacePrecision::Settlement),
    };
    let group = |name: String| vec![Actor { name, class: Class::RebelGroup }];
    let initiators = if chance.below(3) == 0 {
        group("Unidentified armed group".into())
    } else {
        group(format!("Group {} of {}", h.side, h.country))
    };
    let target = if sub == "Attack" {
        ("Civilians".into(), Class::Civilians)
    } else {
        (format!("Army of {}", h.country), Class::StateForces)
    };
    let killed = h.killed + chance.below(3) / 2;
    let figure = Figure {
        measure: Measure::Killed,
        of: target.1,
        low: Some(killed),
        high: Some(killed),
        approximate: false,
        said_by: None,
    };
    Event {
        id: "e1".into(),
        event_type: kind.into(),
        sub_type: sub.into(),
        date_from: Some(date_from),
        date_to: Some(date_to),
        date_precision,
        place: Some(place),
        admin1: (place_precision == PlacePrecision::Settlement).then(|| format!("Region {}", h.place % 10)),
        country: Some(format!("C{:02}", h.country)),
        place_precision,
        initiators,
        targets: vec![Actor { name: target.0, class: target.1 }],
        figures: if killed == 0 { Vec::new() } else { vec![figure] },
        ..Event::default()
    }
}

/// Letters for a number, so that names differ as names do.
fn name(n: u64) -> String {
    let letters = ["ba", "ko", "mi", "ra", "tou", "gue", "sa", "ni", "di", "wa"];
    [n / 100 % 10, n / 10 % 10, n % 10].map(|d| letters[d as usize]).concat()
}

/// Fifty words of a report; copies of one text differ in nothing.
fn text(h: &Happening, voice: u64) -> String {
    let mut chance = Chance(h.place * 1_000_003 + h.killed * 17 + voice * 7_919 + 1);
    let words: Vec<String> = (0..48).map(|_| name(chance.below(1000))).collect();
    format!("In Town{} the men of Group {} came. {}", name(h.place), h.side, words.join(" "))
}
