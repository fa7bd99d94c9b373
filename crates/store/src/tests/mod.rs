//! The same suite on both databases.

mod accounts;
mod changes;
mod crash;
mod decisions;
mod faults;
mod forward;
mod keeping;
mod moving;
mod near;
mod server;

use crate::{Address, Arrival, Record, Stamp};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use vigie_engine::data::Data;
use vigie_engine::model::{
    Actor, Class, Document, Event, Evidence, Figure, Measure, PlacePrecision, Precision, Record as Coded, Span,
};

/// A folder of its own for one test.
pub fn folder() -> PathBuf {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("vigie-store-{}-{number}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Runs a test on a new file, and on a new database if there is a PostgreSQL; that there is none is said aloud.
pub fn both(test: impl Fn(&Address)) {
    test(&Address::File(folder().join("record.vigie")));
    if let Some(url) = server::database() {
        test(&Address::parse(&url).expect("an address"));
    }
}

pub fn stamp() -> Stamp {
    Stamp { engine: "1".into(), data: "a".into(), ..Stamp::default() }
}

pub fn made(address: &Address) -> Record {
    Record::init(address, stamp(), &mut |_| ()).expect("a record").0
}

/// A report of an outlet, of the attack at Kolo.
pub fn of_outlet(id: &str, outlet: &str) -> Arrival {
    let coded = told(id, None, &["2025-07-01|Kolo|3"]);
    let document = Document { outlet: Some(outlet.into()), ..coded.document().clone() };
    let record =
        Coded { doc: id.into(), events: vec![event("e1", "2025-07-01|Kolo|3", Span::new(0, 10))], ..Coded::default() };
    Arrival::new(document, None, "test").with(record)
}

/// A document whose sentences are events: `day|place|killed`, of one party against civilians.
pub fn told(id: &str, url: Option<&str>, events: &[&str]) -> Arrival {
    told_as(id, url, events, |_| ())
}

/// As [`told`], with what is coded changed at the end.
pub fn told_as(id: &str, url: Option<&str>, events: &[&str], change: impl Fn(&mut Coded)) -> Arrival {
    let mut document = Document {
        id: id.into(),
        title: Some(format!("Report {id}")),
        url: url.map(Into::into),
        published: Some("2025-07-10".into()),
        fetched: Some("2025-07-11".into()),
        language: Some("fr".into()),
        ..Document::default()
    };
    let mut coded = Coded { doc: id.into(), ..Coded::default() };
    for (n, line) in events.iter().enumerate() {
        let start = document.text.len();
        document.text += &format!("Le {line} des civils ont été tués près du marché. ");
        coded.events.push(event(&format!("e{}", n + 1), line, Span::new(start, document.text.len() - 1)));
    }
    change(&mut coded);
    Arrival::new(document, None, "test").with(coded)
}

fn event(id: &str, line: &str, span: Span) -> Event {
    let part: Vec<&str> = line.split('|').collect();
    let day = part[0].parse().ok();
    let killed = part.get(2).and_then(|n| n.parse().ok());
    let figure = |n: u64| Figure {
        measure: Measure::Killed,
        of: Class::Civilians,
        low: Some(n),
        high: Some(n),
        approximate: false,
        said_by: None,
    };
    Event {
        id: id.into(),
        event_type: "Violence against civilians".into(),
        sub_type: "Attack".into(),
        date_from: day,
        date_to: day,
        date_precision: Precision::Day,
        place: Some(part[1].into()),
        country: Some("MLI".into()),
        place_precision: PlacePrecision::Settlement,
        initiators: vec![Actor { name: "JNIM".into(), class: Class::RebelGroup }],
        targets: vec![Actor { name: "Civilians".into(), class: Class::Civilians }],
        figures: killed.into_iter().map(figure).collect(),
        evidence: Some(Evidence { event: vec![span], ..Evidence::default() }),
        ..Event::default()
    }
}

/// Keeps and joins.
pub fn keep(record: &mut Record, arrivals: &[Arrival]) {
    record.keep(arrivals).expect("kept");
    record.join(Data::bundled()).expect("joined");
}

/// Names of the incidents as they are now, oldest first.
pub fn names(record: &mut Record) -> Vec<String> {
    record.incidents(&crate::Select::default()).expect("incidents").into_iter().map(|i| i.id).collect()
}

/// That a check finds nothing.
pub fn sound(record: &mut Record) {
    assert_eq!(record.check().expect("a check").damage, Vec::<String>::new());
}
