//! Times the assessment of a country's year: `assess [INCIDENTS]`.

use std::time::Instant;
use vigie_engine::assess::{Question, answer};
use vigie_engine::data::Data;
use vigie_engine::model::*;

fn main() {
    let wanted = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(20_000);
    let data = Data::bundled();
    let (resolution, documents) = year(wanted);
    let question = Question { from: "2025-12-01".parse().ok(), to: "2025-12-31".parse().ok(), ..Question::default() };
    let begun = Instant::now();
    let made = answer(&resolution, &documents, &question, data);
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "{wanted} incidents of a year assessed in {seconds:.3} s: {:?}, {} alerts, {} hotspots",
        made.receipt.verdict,
        made.alerts.len(),
        made.hotspots.len()
    );
}

/// Incidents over a year in 300 places, one in ten of an operation, each told by two reports of one of 40 outlets.
fn year(wanted: usize) -> (Resolution, Vec<Document>) {
    let incidents: Vec<Incident> = (0..wanted).map(|n| incident(n, wanted)).collect();
    let mut campaigns: Vec<CampaignIncident> = Vec::new();
    for group in incidents.chunks(40) {
        let members: Vec<String> = group.iter().filter(|i| i.campaign.is_some()).map(|i| i.id.clone()).collect();
        let id = group[0].campaign.clone().unwrap_or_default();
        campaigns.push(CampaignIncident {
            id,
            incidents: members,
            date_from: group[0].shown.date_from,
            ..CampaignIncident::default()
        });
    }
    let document = |(n, i): (usize, &Incident)| {
        let doc = |k: usize| Document {
            id: format!("d{n}-{k}"),
            outlet: Some(format!("Outlet {}", (n + k) % 40)),
            published: i.shown.date_from.map(|d| d.to_string()),
            ..Document::default()
        };
        [doc(0), doc(1)]
    };
    let documents = incidents.iter().enumerate().flat_map(document).collect();
    (Resolution { incidents, campaigns, ..Resolution::default() }, documents)
}

fn incident(n: usize, of: usize) -> Incident {
    let day = 1 + n * 364 / of.max(1);
    let date_from = "2025-01-01".parse::<Day>().ok().map(|d| d.saturating_add(jiff::Span::new().days(day as i64 - 1)));
    let figure = Figure {
        measure: Measure::Killed,
        of: Class::Civilians,
        low: Some((n % 9) as u64),
        high: Some((n % 9 + n % 4) as u64),
        approximate: false,
        said_by: None,
    };
    let support = |k: usize| Support { doc: format!("d{n}-{k}"), event: "e1".into(), ..Support::default() };
    let claim = Claim {
        value: "n".into(),
        figure: Some(figure),
        support: vec![support(0), support(1)],
        origins: 2,
        ..Claim::default()
    };
    let place = n * 7 % 300;
    Incident {
        id: format!("i{n}"),
        events: vec![(format!("d{n}-0"), "e1".into()), (format!("d{n}-1"), "e1".into())],
        campaign: n.is_multiple_of(10).then(|| format!("c{}", n / 40)),
        fields: [("figures/killed/civilians".to_string(), vec![claim])].into(),
        point: Some((12.0 + place as f64 / 50.0, -4.0 + (place % 17) as f64 / 10.0)),
        shown: Event {
            event_type: ["Battles", "Violence against civilians", "Protests"][n % 3].into(),
            sub_type: ["Armed clash", "Attack", "Peaceful protest"][n % 3].into(),
            date_from,
            date_precision: Precision::Day,
            place: Some(format!("P{place}")),
            admin1: Some(format!("R{}", place % 10)),
            place_precision: PlacePrecision::Settlement,
            country: Some("MLI".into()),
            initiators: vec![Actor { name: format!("Group {}", n % 12), class: Class::RebelGroup }],
            targets: vec![Actor { name: "Civilians".into(), class: Class::Civilians }],
            ..Event::default()
        },
        ..Incident::default()
    }
}
