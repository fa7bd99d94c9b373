//! What holds of every assessment.

use super::count::Area;
use super::{Assessment, Mover, Question, Verdict, answer, outline};
use crate::data::Data;
use crate::model::*;
use proptest::prelude::*;

/// An incident told by one report on its own day.
#[derive(Clone, Debug)]
struct Told {
    day: u8,
    month: u8,
    kind: &'static str,
    killed: u64,
    campaign: bool,
}

fn told() -> impl Strategy<Value = Told> {
    let kind = prop::sample::select(vec!["Battles", "Violence against civilians", "Protests"]);
    (1u8..28, 3u8..8, kind, 0u64..40, prop::bool::weighted(0.2)).prop_map(|(day, month, kind, killed, campaign)| Told {
        day,
        month,
        kind,
        killed,
        campaign,
    })
}

fn incident(n: usize, told: &Told) -> Incident {
    let shown = Event {
        event_type: told.kind.into(),
        sub_type: "Attack".into(),
        date_from: format!("2025-{:02}-{:02}", told.month, told.day).parse().ok(),
        date_precision: Precision::Day,
        place: Some(format!("P{}", n % 5)),
        country: Some("MLI".into()),
        ..Event::default()
    };
    Incident {
        id: format!("i{n:03}"),
        events: vec![(format!("d{n}"), "e1".into())],
        campaign: told.campaign.then(|| format!("c{}", told.month)),
        fields: [("figures/killed/civilians".to_string(), vec![claim(told.killed)])].into(),
        shown,
        ..Incident::default()
    }
}

fn claim(n: u64) -> Claim {
    let (low, high, of) = (Some(n), Some(n), Class::Civilians);
    let figure = Figure { measure: Measure::Killed, of, low, high, approximate: false, said_by: None };
    Claim { value: n.to_string(), figure: Some(figure), origins: 1, ..Claim::default() }
}

/// Incidents, operations with a total of their own, and the reports behind them.
fn world(all: &[Told]) -> (Resolution, Vec<Document>) {
    let incidents: Vec<Incident> = all.iter().enumerate().map(|(n, t)| incident(n, t)).collect();
    let campaign = |month: u8| {
        let id = format!("c{month}");
        let members: Vec<String> =
            incidents.iter().filter(|i| i.campaign.as_ref() == Some(&id)).map(|i| i.id.clone()).collect();
        let figures = [("figures/killed/civilians".to_string(), vec![claim(60)])].into();
        CampaignIncident {
            id,
            incidents: members,
            date_from: format!("2025-{month:02}-01").parse().ok(),
            figures,
            ..CampaignIncident::default()
        }
    };
    let campaigns = (3..8).map(campaign).filter(|c| !c.incidents.is_empty()).collect();
    let document = |(n, t): (usize, &Told)| Document {
        id: format!("d{n}"),
        outlet: Some(format!("Outlet {}", n % 3)),
        published: Some(format!("2025-{:02}-{:02}", t.month, t.day)),
        ..Document::default()
    };
    let documents = all.iter().enumerate().map(document).collect();
    (Resolution { incidents, campaigns, ..Resolution::default() }, documents)
}

/// July 2025, as of a data set that leaves nothing out; or as told by its reports.
fn july(resolution: &Resolution, documents: &[Document], complete: bool) -> Assessment {
    let day = |d: &str| d.parse().ok();
    let question = Question {
        area: Area::Country("MLI".into()),
        from: day("2025-07-01"),
        to: day("2025-07-31"),
        complete,
        ..Question::default()
    };
    answer(resolution, documents, &question, Data::bundled())
}

fn without(resolution: &Resolution, id: &str) -> Resolution {
    let mut left = resolution.clone();
    left.incidents.retain(|i| i.id != id);
    left
}

/// The figures that a mover is said to have moved.
fn moved(made: &Assessment) -> (f64, f64) {
    let inputs = &made.receipt.inputs;
    match made.receipt.verdict {
        Verdict::Improved => (inputs.incidents_mean, inputs.killed_mean),
        _ => (inputs.incidents as f64, inputs.killed as f64),
    }
}

/// Without the mover the figures fall by what the receipt says.
fn check(resolution: &Resolution, documents: &[Document], made: &Assessment, mover: &Mover) {
    let left = july(&without(resolution, &mover.incident), documents, true);
    let inputs = &left.receipt.inputs;
    let now = match made.receipt.verdict {
        Verdict::Improved => (inputs.incidents_mean, inputs.killed_mean),
        _ => (inputs.incidents as f64, inputs.killed as f64),
    };
    let before = moved(made);
    let fell = (before.0 - now.0, before.1 - now.1);
    assert!((fell.0 - mover.incidents).abs() < 1e-9 && (fell.1 - mover.killed).abs() < 1e-9, "{mover:?}: {fell:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn the_order_of_incidents_and_reports_does_not_matter(all in prop::collection::vec(told(), 0..40)) {
        let (mut resolution, mut documents) = world(&all);
        let made = july(&resolution, &documents, false);
        resolution.incidents.reverse();
        resolution.campaigns.reverse();
        documents.reverse();
        prop_assert_eq!(july(&resolution, &documents, false), made);
    }

    #[test]
    fn outlines_of_the_months_before_are_enough(all in prop::collection::vec(told(), 0..40)) {
        let (mut resolution, documents) = world(&all);
        let made = july(&resolution, &documents, false);
        let july_begins = "2025-07-01".parse().ok();
        for incident in resolution.incidents.iter_mut().filter(|i| i.shown.date_from < july_begins) {
            *incident = outline(incident);
        }
        prop_assert_eq!(july(&resolution, &documents, false), made);
    }

    #[test]
    fn without_a_mover_the_figures_fall_by_what_the_receipt_says(all in prop::collection::vec(told(), 1..40)) {
        let (resolution, documents) = world(&all);
        let made = july(&resolution, &documents, true);
        made.receipt.movers.iter().for_each(|m| check(&resolution, &documents, &made, m));
    }

    #[test]
    fn shares_of_movers_are_shares(all in prop::collection::vec(told(), 1..9)) {
        let (resolution, documents) = world(&all);
        let movers = july(&resolution, &documents, true).receipt.movers;
        prop_assert!(movers.iter().all(|m| (0.0..=1.0 + 1e-9).contains(&m.share)));
        prop_assert!(movers.is_sorted_by(|a, b| a.share >= b.share));
    }

    #[test]
    fn one_more_incident_on_a_low_base_flips_nothing(days in prop::collection::vec(1u8..28, 0..5), killed in 0u64..2) {
        let told = |(n, day): (usize, &u8)| Told { day: *day, month: 4 + (n % 4) as u8, kind: "Battles", killed, campaign: false };
        let all: Vec<Told> = days.iter().enumerate().map(told).collect();
        let verdict = |all: &[Told]| {
            let (resolution, documents) = world(all);
            july(&resolution, &documents, true).receipt.verdict
        };
        let more = Told { day: 15, month: 7, kind: "Battles", killed, campaign: false };
        prop_assert_eq!(verdict(&all), Verdict::Unchanged);
        prop_assert_eq!(verdict(&[&all[..], &[more]].concat()), Verdict::Unchanged);
    }

    #[test]
    fn a_month_whose_sources_are_silenced_is_not_judged(all in prop::collection::vec(told(), 0..60)) {
        let (resolution, mut documents) = world(&all);
        documents.retain(|d| !d.published.as_deref().unwrap_or_default().starts_with("2025-07"));
        let receipt = july(&resolution, &documents, false).receipt;
        prop_assert_eq!(receipt.verdict, Verdict::InsufficientReporting);
        prop_assert!(receipt.movers.is_empty());
    }
}

/// As many reports of each of some outlets in every month from April on, but of one outlet as many as given in July.
fn reporting(july_reports: usize, usual: usize, attacks: usize) -> Assessment {
    let mut documents = Vec::new();
    let mut incidents = Vec::new();
    for month in 4..8 {
        for outlet in 0..3 {
            let count = if month == 7 && outlet == 0 { july_reports } else { usual };
            for n in 0..count {
                let id = format!("d{month}-{outlet}-{n}");
                let published = Some(format!("2025-{month:02}-{:02}", n % 27 + 1));
                documents.push(Document {
                    id: id.clone(),
                    outlet: Some(format!("O{outlet}")),
                    published,
                    ..Document::default()
                });
                let attack = if month == 7 { outlet == 0 && n < attacks } else { n < 3 && outlet == 0 };
                if attack {
                    let told = Told {
                        day: (n % 27) as u8 + 1,
                        month: month as u8,
                        kind: "Battles",
                        killed: 1,
                        campaign: false,
                    };
                    let number = incidents.len();
                    incidents.push(Incident { events: vec![(id, "e1".into())], ..incident(number, &told) });
                }
            }
        }
    }
    july(&Resolution { incidents, ..Resolution::default() }, &documents, false)
}

#[test]
fn a_steady_source_that_falls_silent_is_named_and_one_that_floods_moves_no_verdict() {
    let usual = reporting(6, 6, 6);
    assert_eq!(usual.receipt.verdict, Verdict::Deteriorated);
    assert_eq!((usual.receipt.coverage.heard, usual.receipt.coverage.silent.len()), (1.0, 0));
    let silent = reporting(0, 6, 0);
    assert_eq!(silent.receipt.coverage.silent.iter().map(|v| v.source.as_str()).collect::<Vec<_>>(), ["O0"]);
    let flood = reporting(40, 6, 12);
    assert_eq!(flood.receipt.coverage.flooding.iter().map(|v| v.source.as_str()).collect::<Vec<_>>(), ["O0"]);
    assert_eq!((flood.receipt.verdict, flood.receipt.reason.as_str()), (Verdict::InsufficientReporting, "flood"));
}
