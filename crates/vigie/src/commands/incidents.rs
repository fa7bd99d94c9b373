//! `incidents`: the ledger to read.

use crate::cli::Incidents;
use crate::failure::Failure;
use crate::output::Outcome;
use crate::pipeline::Run;
use crate::table::{self, word};
use std::collections::BTreeSet;
use std::fmt::Write;
use vigie_engine::model::{
    CampaignIncident, Claim, Contradiction, Document, Incident, Origin, Resolution, Support, Tie,
};
use vigie_engine::resolve::redirect;
use vigie_store::{Decision, Select};

/// All incidents as a table, or one with all its claims.
pub fn incidents(args: &Incidents, quiet: bool) -> Result<Outcome, Failure> {
    if args.known.is_some() || args.since.is_some() {
        return of_record(args);
    }
    let run = Run::of(&args.from, &Select::default(), quiet)?;
    let text = match &args.show {
        None => ledger(&run.resolution),
        Some(id) => one(id, &run)? + &kept(id, args)?,
    };
    Ok(Outcome { text, notes: run.notes, failed: false, ..Outcome::default() })
}

/// The record as it stood on a day, or what changed in it since a time.
fn of_record(args: &Incidents) -> Result<Outcome, Failure> {
    let mut record = args.from.place.read()?;
    let select = Select { known: args.known, since: args.since.clone(), ..Select::default() };
    let incidents = record.incidents(&select)?;
    let mut text = ledger(&Resolution { incidents, ..Resolution::default() });
    if args.since.is_some() {
        for (id, heir) in record.gone(args.since.as_deref())? {
            let end = heir.map_or_else(|| "is no more".into(), |heir| format!("is now part of {heir}"));
            let _ = writeln!(text, "{id}  {end}");
        }
    }
    Ok(Outcome { text, ..Outcome::default() })
}

/// Names of the events, which decisions are made on, and the decisions that were.
fn kept(id: &str, args: &Incidents) -> Result<String, Failure> {
    if !args.from.paths.is_empty() {
        return Ok(String::new());
    }
    let mut record = args.from.place.read()?;
    let names = record.event_names(id)?;
    let mut text = format!("\nEvents: {}\n", names.join(", "));
    for decision in record.decisions()? {
        if decision.act.events().iter().any(|name| names.contains(name)) {
            let Decision { num, at, who, why, act, .. } = decision;
            let act = serde_json::to_value(&act).unwrap_or_default();
            let _ = writeln!(text, "Decision {num}, {at}, {who}: {} ({why})", act["kind"].as_str().unwrap_or(""));
        }
    }
    Ok(text)
}

fn ledger(resolution: &Resolution) -> String {
    let heading = ["id", "date", "place", "type", "who → whom", "figures", "reports", "origins", "contradictions"];
    let rows: Vec<Vec<String>> = resolution.incidents.iter().map(row).collect();
    let mut text = table::table(&heading, &rows);
    for campaign in &resolution.campaigns {
        text += &told_as_one(campaign);
    }
    if !resolution.contradictions.is_empty() {
        text += "\nContradictions between incidents, and between indicators\n";
    }
    resolution.contradictions.iter().for_each(|c| text += &contradiction(c));
    text
}

fn row(incident: &Incident) -> Vec<String> {
    let event = &incident.shown;
    let reports: BTreeSet<&String> = incident.events.iter().map(|(doc, _)| doc).collect();
    let rival = match incident.contradictions.len() {
        0 => String::new(),
        n => n.to_string(),
    };
    vec![
        incident.id.clone(),
        table::dates(event),
        event.place.clone().unwrap_or_else(|| "?".into()),
        event.sub_type.clone(),
        table::sides(event),
        table::figures(&event.figures),
        reports.len().to_string(),
        incident.origins.len().to_string(),
        rival,
    ]
}

fn told_as_one(campaign: &CampaignIncident) -> String {
    let days = [campaign.date_from, campaign.date_to].map(|d| d.map_or("?".into(), |d| d.to_string()));
    format!("\nCampaign {} ({} to {}): {}\n", campaign.id, days[0], days[1], campaign.incidents.join(", "))
}

fn one(id: &str, run: &Run) -> Result<String, Failure> {
    let incident = redirect(&run.resolution, id).ok_or_else(|| {
        Failure::new(
            format!("there is no incident {id} in these reports"),
            "run the command without --show for the ids",
        )
    })?;
    let moved = if incident.id == id { String::new() } else { format!("{id} is now {}\n", incident.id) };
    let mut text = moved + &row(incident)[..6].join("  ") + "\n" + &voices(incident);
    for (field, claims) in &incident.fields {
        let _ = writeln!(text, "\n{field}{}", range(incident, field));
        claims.iter().for_each(|c| text += &claim(c, &run.documents));
    }
    if !incident.contradictions.is_empty() {
        text += "\nContradictions\n";
    }
    incident.contradictions.iter().for_each(|c| text += &contradiction(c));
    Ok(text)
}

/// "7 reports, 2 independent origins", and why they are counted so.
fn voices(incident: &Incident) -> String {
    let reports: usize = incident.origins.iter().map(|o| o.reports.len()).sum();
    let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let head = format!("\n{}, {}\n", count(reports, "report"), count(incident.origins.len(), "independent origin"));
    let origin = |(n, origin): (usize, &Origin)| {
        let graded = |t: &vigie_engine::model::Teller| match &t.source {
            Some(source) => format!("{} ({source}, {:?})", t.doc, t.grade),
            None => format!("{} (unknown source, {:?})", t.doc, t.grade),
        };
        let tellers: Vec<String> = origin.reports.iter().map(graded).collect();
        let ties: String = origin.because.iter().map(|t| format!("     {}\n", tie(t))).collect();
        format!("  {}. {}\n{ties}", n + 1, tellers.join(", "))
    };
    head + &incident.origins.iter().enumerate().map(origin).collect::<String>()
}

/// Why two reports are one voice.
fn tie(tie: &Tie) -> String {
    let [a, b] = &tie.reports;
    let what = &tie.what;
    match tie.kind.as_str() {
        "publisher" => format!("{a} and {b} have one publisher: {what}"),
        "agency" => format!("{a} and {b} take their text from {what}"),
        "original" => format!("{a} and {b} are the page {what}"),
        "quotes" => format!("{a} and {b} have {what} quotations in common, word for word"),
        "text" => format!("{a} and {b} have {what} of the shorter text in common"),
        "translation" => format!("{a} and {b} have {what} of their names and numbers in common, in two languages"),
        _ => format!("{a} and {b} both give the word of {what}"),
    }
}

/// Lowest, best and highest of a figure on which there are several words.
fn range(incident: &Incident, field: &str) -> String {
    let several = incident.fields.get(field).is_some_and(|claims| claims.len() > 1);
    let Some(bounds) = incident.ranges.get(field).filter(|_| several) else { return String::new() };
    let high = bounds.high.map_or("open".into(), |h| h.to_string());
    format!(": low {}, best {}, high {high}", bounds.low, bounds.best)
}

fn claim(claim: &Claim, documents: &[Document]) -> String {
    let mut notes = vec![format!("{} {}", claim.origins, if claim.origins == 1 { "origin" } else { "origins" })];
    notes.extend(claim.grade.map(|g| format!("source {g:?}")));
    notes.extend(claim.credibility.map(|c| format!("credibility {c}")));
    notes.extend(told(claim));
    notes.extend(claim.superseded.then(|| "taken back by its own source".to_string()));
    let rule = claim.shown_by.as_ref().map_or_else(String::new, |rule| format!("  [shown: {rule}]"));
    let mut text = format!("  {}  ({}){rule}\n", claim.value, notes.join(", "));
    claim.support.iter().for_each(|s| text += &support(s, documents));
    text
}

/// When it was told first and last.
fn told(claim: &Claim) -> Option<String> {
    match claim.first.zip(claim.last)? {
        (first, last) if first == last => Some(format!("told {first}")),
        (first, last) => Some(format!("told {first} to {last}")),
    }
}

fn support(support: &Support, documents: &[Document]) -> String {
    let who = support.said_by.as_deref().map_or_else(String::new, |who| format!(", {who}"));
    let document = documents.iter().find(|d| d.id == support.doc);
    let words: Vec<&str> = document.iter().flat_map(|d| support.spans.iter().map(|s| s.of(&d.text))).collect();
    format!("    {} {} ({}{who}): “{}”\n", support.doc, support.event, word(&support.stance), words.join(" … "))
}

fn contradiction(contradiction: &Contradiction) -> String {
    let side = |s: &vigie_engine::model::Side| {
        let docs: BTreeSet<&str> = s.support.iter().map(|s| s.doc.as_str()).collect();
        format!("{} ({})", s.value, docs.into_iter().collect::<Vec<_>>().join(", "))
    };
    let sides: Vec<String> = contradiction.sides.iter().map(side).collect();
    let Contradiction { kind, about, severity, .. } = contradiction;
    format!("  {kind}, {}: {about}: {}\n", word(severity), sides.join(" against "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_engine::data::Grade;
    use vigie_engine::model::{Event, Span, Teller};

    fn run() -> Run {
        let said = |doc: &str| Support { doc: doc.into(), spans: vec![Span::new(0, 5)], ..Support::default() };
        let teller = |doc: &str, source: Option<&str>, grade| Teller {
            doc: doc.into(),
            source: source.map(String::from),
            grade,
        };
        let tie = Tie { kind: "agency".into(), what: "afp".into(), reports: ["a".into(), "b".into()] };
        let claim = Claim {
            value: "3".into(),
            support: vec![said("a")],
            origins: 1,
            grade: Some(Grade::B),
            credibility: Some(2),
            shown_by: Some("only".into()),
            ..Claim::default()
        };
        let incident = Incident {
            id: "i1".into(),
            events: vec![("a".into(), "e1".into())],
            fields: [("figures/killed/civilians".into(), vec![claim])].into(),
            shown: Event { sub_type: "Attack".into(), ..Event::default() },
            origins: vec![Origin {
                reports: vec![teller("a", Some("RFI"), Grade::B), teller("b", None, Grade::F)],
                because: vec![tie],
            }],
            ..Incident::default()
        };
        let document = Document { id: "a".into(), text: "Three died.".into(), ..Document::default() };
        let resolution = Resolution { incidents: vec![incident], ..Resolution::default() };
        Run { documents: vec![document], resolution, ..Run::default() }
    }

    #[test]
    fn one_incident_shows_its_claims_with_their_words() {
        let shown = one("i1", &run()).expect("an incident");
        assert!(
            shown.contains("  3  (1 origin, source B, credibility 2)  [shown: only]\n    a  (reported): “Three”\n"),
            "{shown}"
        );
        assert!(shown.contains("2 reports, 1 independent origin\n  1. a (RFI, B), b (unknown source, F)\n"), "{shown}");
        assert!(shown.contains("     a and b take their text from afp\n"), "{shown}");
    }

    #[test]
    fn an_unknown_id_is_a_failure_with_a_hint() {
        assert!(one("i2", &run()).expect_err("a failure").to_string().contains("--show"));
    }

    #[test]
    fn the_ledger_has_a_line_for_each_incident() {
        assert_eq!(ledger(&run().resolution).lines().count(), 2);
    }
}
