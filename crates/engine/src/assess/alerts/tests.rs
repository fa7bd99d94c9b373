//! What raises an alert, and what does not.

use super::rule::{Example, Rule, Told};
use super::*;
use crate::assess::assess;
use crate::assess::count::Area;
use crate::data::Data;
use crate::model::*;
use crate::resolve::{resolve, testing::*};

fn kinds(lines: &[&str], total: &str) -> Vec<(String, usize)> {
    let (documents, mut records) = corpus(&[lines]);
    records[0].events.iter_mut().for_each(|e| e.campaign = Some("c1".into()));
    let figures = event(&format!("Attack||-|||{total}")).figures;
    records[0].campaigns = vec![Campaign { id: "c1".into(), figures, evidence: None }];
    let data = Data::bundled();
    let made = assess(&resolve(&documents, &records, data), &documents, None, None, None, data);
    made.alerts.into_iter().map(|a| (a.kind, a.places.len())).collect()
}

#[test]
fn three_places_of_one_operation_on_one_day_are_coordinated() {
    let three = [
        "Attack|2025-06-20|Tarada|JNIM|Civilians|",
        "Armed clash|2025-06-20|Kolo|JNIM|Malian Armed Forces|",
        "Attack|2025-06-20|Bena|JNIM|Civilians|",
    ];
    assert_eq!(kinds(&three, ""), [("coordinated_attacks".into(), 3)]);
    assert_eq!(kinds(&three[..2], ""), []);
    assert_eq!(kinds(&three[..2], "killed 130+"), [("mass_casualty".into(), 2)]);
}

#[test]
fn towns_blockades_advisories_and_tolls_raise_their_own() {
    let lines = [
        "Non-state actor overtakes territory|2025-06-01|Tarada|JNIM|Malian Armed Forces|killed 24/state forces",
        "Blockade|2025-06-02|Kolo|JNIM|Civilians|",
        "Travel advisory|2025-06-03|-|Government of India|Civilians|",
        "Attack|2025-06-04|Bena|JNIM|Civilians|killed 25",
    ];
    let found: Vec<String> = kinds(&lines, "").into_iter().map(|k| k.0).collect();
    assert_eq!(found, ["town_taken", "blockade", "evacuation_advisory", "mass_casualty"]);
}

#[test]
fn the_examples_of_every_rule_hold() {
    let data = Data::bundled();
    assert!(data.verdicts.alerts.len() > 7);
    for rule in &data.verdicts.alerts {
        assert!(rule.example.iter().any(|e| e.raised > 0), "{}", rule.kind);
        rule.example.iter().for_each(|e| check(rule, e, data));
    }
}

fn check(rule: &Rule, example: &Example, data: &Data) {
    let (incidents, documents): (Vec<Incident>, Vec<[Document; 2]>) =
        example.incidents.iter().enumerate().map(|(n, told)| incident(n, told, data)).unzip();
    let resolution = Resolution { incidents, ..Resolution::default() };
    let documents: Vec<Document> = documents.into_iter().flatten().collect();
    let made = assess(&resolution, &documents, Some("MLI"), None, None, data);
    let raised = made.alerts.iter().filter(|a| a.kind == rule.kind).count();
    assert_eq!(raised, example.raised, "{}: {:?}", rule.kind, example.incidents);
}

/// An incident of an example, told on its day and again a day later.
fn incident(n: usize, told: &Told, data: &Data) -> (Incident, [Document; 2]) {
    let day: Day = told.day.parse().unwrap();
    let by = told.by.iter().map(|name| Actor { name: name.clone(), class: Class::RebelGroup }).collect();
    let shown = Event {
        sub_type: told.sub_type.clone(),
        date_from: Some(day),
        date_precision: Precision::Day,
        place: told.place.clone(),
        admin1: told.place.clone(),
        place_precision: PlacePrecision::Settlement,
        country: Some("MLI".into()),
        initiators: by,
        ..Event::default()
    };
    let capital = data.places.country("MLI").and_then(|c| data.places.point(&c.capital, Some("MLI"), None)).unwrap();
    let point = told.km_from_capital.map(|km| (capital.0 + km / 111.2, capital.1));
    let doc = |k: usize| format!("d{n}-{k}");
    let published = |k: i64| Some(day.saturating_add(jiff::Span::new().days(k)).to_string());
    let documents = [0, 1].map(|k| Document { id: doc(k), published: published(k as i64), ..Document::default() });
    let tolls = [told.killed, told.killed_later].into_iter().enumerate();
    let claims: Vec<Claim> = tolls.filter_map(|(k, n)| Some(claim(&doc(k), n?))).collect();
    let fields =
        if claims.is_empty() { Default::default() } else { [("figures/killed/civilians".to_string(), claims)].into() };
    (
        Incident {
            id: format!("i{n}"),
            events: vec![(doc(0), "e1".into())],
            fields,
            point,
            shown,
            ..Incident::default()
        },
        documents,
    )
}

fn claim(doc: &str, n: u64) -> Claim {
    let figure = Figure {
        measure: Measure::Killed,
        of: Class::Civilians,
        low: Some(n),
        high: Some(n),
        approximate: false,
        said_by: None,
    };
    let support = vec![Support { doc: doc.into(), event: "e1".into(), ..Support::default() }];
    Claim { value: n.to_string(), figure: Some(figure), support, origins: 1, ..Claim::default() }
}

fn replayed(told: &[&[&str]]) -> Vec<(String, String, String)> {
    let (documents, records) = corpus(told);
    let data = Data::bundled();
    let raised = replay(&resolve(&documents, &records, data), &documents, &Area::World, data);
    raised.into_iter().map(|r| (r.on.to_string(), r.alert.kind, r.why)).collect()
}

fn row(on: &str, kind: &str, why: &str) -> (String, String, String) {
    (on.into(), kind.into(), why.into())
}

#[test]
fn a_replay_raises_once_and_again_only_for_news() {
    let toll = |n: u64| format!("Attack|2025-06-20|Tarada|JNIM|Civilians|killed {n}");
    let lines = [toll(30), toll(31), toll(30), toll(90)];
    let told: Vec<[&str; 1]> = lines.iter().map(|l| [l.as_str()]).collect();
    let told: Vec<&[&str]> = told.iter().map(|t| t.as_slice()).collect();
    let made = replayed(&told);
    assert_eq!(made[0], row("2025-07-01", "mass_casualty", "new"));
    assert!(made.contains(&row("2025-07-04", "toll_revised", "new")), "{made:?}");
    assert!(made.iter().filter(|r| r.1 == "mass_casualty").count() <= 2, "{made:?}");
}

#[test]
fn a_toll_that_falls_a_little_keeps_its_alert_and_one_that_falls_far_withdraws_it() {
    let told = |later: &'static str| [["Attack|2025-06-20|Tarada|JNIM|Civilians|killed 26"], [later]];
    let whys = |later: &'static str| {
        let lines = told(later);
        let made = replayed(&[&lines[0], &lines[1]]);
        made.into_iter().filter(|r| r.1 == "mass_casualty").map(|r| r.2).collect::<Vec<_>>()
    };
    assert_eq!(whys("Attack|2025-06-20|Tarada|JNIM|Civilians|killed 22"), ["new"]);
    assert_eq!(whys("Attack|2025-06-20|Tarada|JNIM|Civilians|killed 3"), ["new", "withdrawn"]);
}
