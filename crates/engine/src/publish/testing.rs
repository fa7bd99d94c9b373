//! Small records in our own words, shared by the tests of this stage.

use super::Phrases;
use super::support::Asked;
use crate::code::Facts;
use crate::data::{File, Files};
use crate::model::{
    Actor, CampaignIncident, Class, DateSpan, Day, Document, Event, Evidence, Figure, Incident, Measure,
    PlacePrecision, Precision, Record, Resolution, Span, Stance,
};
use std::sync::OnceLock;

/// Bundled sentences over a small world of our own, so that other tables may change.
pub fn phrases() -> &'static Phrases {
    static PHRASES: OnceLock<Phrases> = OnceLock::new();
    PHRASES.get_or_init(|| {
        let mut errors = Vec::new();
        let phrases = Phrases::load(&files(), &mut errors);
        assert!(errors.is_empty(), "{errors:?}");
        phrases
    })
}

fn files() -> Files {
    let bundled = Files::bundled();
    let brief = |lang: &str| {
        let path = format!("lang/{lang}/brief.toml");
        bundled.get(&path).expect("a brief.toml").clone()
    };
    let own = |path: &str, text: &str| File { path: path.into(), text: text.into() };
    let countries = "iso3\tname\tfr\tfr_in\tfr_of\tdemonyms\tfr_demonyms\taliases\tcapital\tlat\tlon\n\
        MLI\tMali\tMali\tau Mali\tdu Mali\tMalian|Malians\tmalien|malienne|maliens|maliennes\t\tBamako\t17.6\t-4.0\n";
    let institutions = "[[institution]]\nname = \"{dem} Armed Forces\"\nfr = \"forces armées {fr_dem_fp}\"\n\
        [[institution]]\nname = \"Government of {country}\"\nfr = \"gouvernement {fr_of}\"\n";
    let kinds = bundled.below("briefs/", ".toml").cloned();
    let ours = [
        brief("en"),
        brief("fr"),
        own("places/countries.tsv", countries),
        own("actors/institutions.toml", institutions),
    ];
    Files::new(ours.into_iter().chain(kinds).collect())
}

/// Places that the stand-in for the coder knows.
const PLACES: [&str; 3] = ["Kolo", "Tarada", "Banfa"];
/// Actors by the words for them.
const ACTORS: [(&str, &str); 5] = [
    ("jnim", "JNIM"),
    ("malian armed forces", "Malian Armed Forces"),
    ("forces armées maliennes", "Malian Armed Forces"),
    ("the army", "Malian Armed Forces"),
    ("minusma", "MINUSMA"),
];
const MONTHS: [(&str, i8); 4] = [("may", 5), ("mai", 5), ("june", 6), ("juin", 6)];
const WORDS: [&str; 11] = ["zero", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// A stand-in for the coder: names of a small world, days in full, numbers in digits and words.
pub fn facts(asked: Asked) -> Facts {
    let lower = asked.text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let mut facts = Facts::default();
    let mut rest = &words[..];
    while let [first, tail @ ..] = rest {
        match date(rest) {
            Some(day) => {
                facts.dates.insert(DateSpan::day(day));
                rest = &rest[3..];
                continue;
            }
            None => facts.numbers.extend(number(first)),
        }
        rest = tail;
    }
    facts.places.extend(PLACES.iter().filter(|p| asked.text.contains(**p)).map(|p| p.to_string()));
    facts.actors.extend(ACTORS.iter().filter(|(w, _)| lower.contains(w)).map(|(_, a)| a.to_string()));
    facts
}

fn date(words: &[&str]) -> Option<Day> {
    let day = words.first()?.trim_end_matches("er").parse().ok()?;
    let month = MONTHS.iter().find(|(name, _)| words.get(1) == Some(name))?.1;
    Day::new(words.get(2)?.parse().ok()?, month, day).ok()
}

fn number(word: &str) -> Option<u64> {
    let small = WORDS.iter().position(|w| *w == word).and_then(|n| u64::try_from(n).ok());
    let french = ["deux", "trois"].iter().position(|w| *w == word).and_then(|n| u64::try_from(n + 2).ok());
    word.parse().ok().or(small).or(french)
}

/// A report with an awkward name.
pub fn report() -> Document {
    Document {
        id: "r 1#é;x".into(),
        title: Some("Attacks in <b>Kolo</b> & Tarada".into()),
        outlet: Some("The Courier (north)".into()),
        url: Some("https://courier.example/1".into()),
        published: Some("2025-05-04".into()),
        language: Some("en".into()),
        text: "On 3 May 2025 JNIM attacked the army in Kolo and in Tarada, and later said that it had done so. \
               The army says 21 fighters and three civilians died in Kolo. \
               Shots were also heard in Banfa."
            .into(),
        ..Document::default()
    }
}

/// The report's events: two places of one operation, and one of which the words give no day.
pub fn record() -> Record {
    let text = report().text;
    let span = |words: &str| {
        let start = text.find(words).expect("words of the report");
        vec![Span::new(start, start + words.len())]
    };
    let first = "On 3 May 2025 JNIM attacked the army in Kolo and in Tarada, and later said that it had done so.";
    let toll = "The army says 21 fighters and three civilians died in Kolo.";
    let mut kolo = clash("e1", "Kolo", span(first));
    kolo.figures = vec![killed(Class::RebelGroup, 21), killed(Class::Civilians, 3)];
    let evidence = kolo.evidence.get_or_insert_default();
    evidence.fields.insert("figures/0".into(), span(toll));
    evidence.fields.insert("figures/1".into(), span(toll));
    let mut shots = clash("e3", "Banfa", span("Shots were also heard in Banfa."));
    shots.initiators.clear();
    shots.targets.clear();
    (shots.said_by, shots.stance, shots.campaign) = (None, Stance::Reported, None);
    Record { doc: report().id, events: vec![kolo, clash("e2", "Tarada", span(first)), shots], ..Record::default() }
}

fn clash(id: &str, place: &str, event: Vec<Span>) -> Event {
    let day = Some(jiff::civil::date(2025, 5, 3));
    let actor = |name: &str, class| vec![Actor { name: name.into(), class }];
    Event {
        id: id.into(),
        campaign: Some("c1".into()),
        event_type: "Battles".into(),
        sub_type: "Armed clash".into(),
        date_from: day,
        date_to: day,
        date_precision: Precision::Day,
        place: Some(place.into()),
        admin1: Some("Mopti".into()),
        country: Some("MLI".into()),
        place_precision: PlacePrecision::Settlement,
        initiators: actor("JNIM", Class::RebelGroup),
        targets: actor("Malian Armed Forces", Class::StateForces),
        said_by: Some("JNIM".into()),
        stance: Stance::Claimed,
        evidence: Some(Evidence { event, ..Evidence::default() }),
        ..Event::default()
    }
}

fn killed(of: Class, n: u64) -> Figure {
    let said_by = Some("Malian Armed Forces".into());
    Figure { measure: Measure::Killed, of, low: Some(n), high: Some(n), approximate: false, said_by }
}

/// One incident for each event of these records, and an operation for each campaign.
pub fn resolved(records: &[Record]) -> Resolution {
    let mut resolution = Resolution::default();
    for (record, event) in records.iter().flat_map(|r| r.events.iter().map(move |e| (r, e))) {
        let id = format!("{}-{}", record.doc, event.id);
        let events = vec![(record.doc.clone(), event.id.clone())];
        let shown = Event { evidence: None, ..event.clone() };
        let point = Some((14.5, -4.0 - resolution.incidents.len() as f64));
        let campaign = event.campaign.clone();
        resolution.incidents.push(Incident { id: id.clone(), events, campaign, shown, point, ..Incident::default() });
    }
    let members = resolution.incidents.iter().filter(|i| i.campaign.is_some());
    resolution.campaigns = vec![CampaignIncident {
        id: "c".into(),
        incidents: members.map(|i| i.id.clone()).collect(),
        date_from: Some(jiff::civil::date(2025, 5, 3)),
        date_to: Some(jiff::civil::date(2025, 5, 3)),
        date_precision: Precision::Day,
        ..CampaignIncident::default()
    }];
    resolution
}
