//! How long a brief over many incidents takes, and how long it is: `cargo run --release --example briefs -- 10000`.

use jiff::ToSpan;
use jiff::civil::date;
use std::time::Instant;
use vigie_engine::data::Data;
use vigie_engine::model::{
    Actor, Class, Document, Event, Evidence, Figure, Incident, Kind, Lang, Measure, PlacePrecision, Precision, Record,
    Resolution, Span,
};
use vigie_engine::publish::{self, Input, Options};

const TOWNS: [(&str, &str); 5] =
    [("Dioura", "Mopti"), ("Niono", "Ségou"), ("Tessit", "Gao"), ("Kayes", "Kayes"), ("Mahou", "Sikasso")];

fn main() {
    let many = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(10_000);
    let (documents, records): (Vec<Document>, Vec<Record>) = (0..many).map(told).unzip();
    let incidents = records.iter().map(incident).collect();
    let resolution = Resolution { incidents, ..Resolution::default() };
    let input = Input { documents: &documents, records: &records, resolution: &resolution };
    let data = Data::bundled();
    for kind in ["situation", "bulletin", "weekly"] {
        for lang in Lang::ALL {
            let options = Options { area: Some("MLI".into()), kind: Kind(kind.into()), lang, ..Options::default() };
            let start = Instant::now();
            let brief = publish::brief(&input, &options, data);
            let page = publish::html(&brief, &documents, data);
            let sentences: usize = brief.sections.iter().map(|s| s.sentences.len()).sum();
            println!(
                "{kind} {}: {many} incidents, {} ms, {sentences} sentences, {} rows, {} left out lines, {} kB",
                lang.code(),
                start.elapsed().as_millis(),
                brief.table.len(),
                brief.left_out.len(),
                page.len() / 1024
            );
        }
    }
}

/// A report of one attack, and what it says.
fn told(n: usize) -> (Document, Record) {
    let day = date(2025, 1, 1) + i64::try_from(n % 300).unwrap_or(0).days();
    let (place, region) = TOWNS[n % TOWNS.len()];
    let dead = 2 + (n % 37) as u64;
    let text = format!(
        "On {} {} {}, gunmen attacked civilians in {place} ({region} region). {dead} civilians were killed.",
        day.day(),
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
            [day.month() as usize - 1],
        day.year()
    );
    let all = Span::new(0, text.len());
    let event = Event {
        id: "e1".into(),
        event_type: "Violence against civilians".into(),
        sub_type: "Attack".into(),
        date_from: Some(day),
        date_to: Some(day),
        date_precision: Precision::Day,
        place: Some(place.into()),
        admin1: Some(region.into()),
        country: Some("MLI".into()),
        place_precision: PlacePrecision::Settlement,
        initiators: vec![Actor { name: "Unidentified armed group".into(), class: Class::PoliticalMilitia }],
        targets: vec![Actor { name: "Civilians".into(), class: Class::Civilians }],
        figures: vec![Figure {
            measure: Measure::Killed,
            of: Class::Civilians,
            low: Some(dead),
            high: Some(dead),
            approximate: false,
            said_by: None,
        }],
        evidence: Some(Evidence { event: vec![all], ..Evidence::default() }),
        ..Event::default()
    };
    let document = Document {
        id: format!("r{n}"),
        outlet: Some(format!("Outlet {}", n % 50)),
        published: Some(day.to_string()),
        language: Some("en".into()),
        text,
        ..Document::default()
    };
    (document, Record { doc: format!("r{n}"), events: vec![event], ..Record::default() })
}

fn incident(record: &Record) -> Incident {
    let event = &record.events[0];
    Incident {
        id: format!("i{}", record.doc),
        events: vec![(record.doc.clone(), event.id.clone())],
        shown: Event { evidence: None, ..event.clone() },
        point: Some((14.0, -5.0)),
        ..Incident::default()
    }
}
