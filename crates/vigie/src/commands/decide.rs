//! `decide`: what a person ruled, kept for ever and laid over what the machine derives.

use super::rebuild::incidents;
use crate::cli::{Decide, Ruling};
use crate::failure::Failure;
use crate::installation;
use crate::output::Outcome;
use vigie_store::{Act, Record};

/// Keeps the ruling, and joins anew what it touches.
pub fn decide(args: &Decide) -> Result<Outcome, Failure> {
    let mut record = args.place.write()?;
    let act = act(args, &mut record)?;
    let num = record.decide(&args.who, &args.why, &args.on[0], &act)?;
    let joined = record.join(installation::data())?;
    record.close()?;
    Ok(Outcome { text: format!("decision {num}\n{}", incidents(&joined)), ..Outcome::default() })
}

fn act(args: &Decide, record: &mut Record) -> Result<Act, Failure> {
    let on: Vec<&str> = args.on.iter().map(String::as_str).collect();
    Ok(match (args.kind, on.as_slice()) {
        (Ruling::Confirm, [one]) => Act::Confirm { events: events(record, one)? },
        (Ruling::Reject, [one]) => Act::Reject { events: events(record, one)? },
        (Ruling::Note, [one]) => Act::Note { events: events(record, one)? },
        (Ruling::Correct, [one, change]) => correct(record, one, change)?,
        (Ruling::Merge, [_, _, ..]) => Act::Merge { events: every(record, &on)? },
        (Ruling::Split, [_, rest @ ..]) if !rest.is_empty() => Act::Split { events: every(record, rest)? },
        (Ruling::Verdict, [area, month, verdict]) => {
            Act::Verdict { area: area.to_string(), month: month.to_string(), verdict: verdict.to_string() }
        }
        (Ruling::Grade, [source, grade]) => Act::Grade { source: source.to_string(), grade: grade.to_string() },
        _ => return Err(Failure::new("this ruling needs other words", "vigie decide --help shows each kind")),
    })
}

/// `place=Kolo`: words, or JSON for numbers, lists and nothing at all. The value must fit every event.
fn correct(record: &mut Record, one: &str, change: &str) -> Result<Act, Failure> {
    let hint = "write FIELD=VALUE, with the names of CODEBOOK.md: place=Kolo, date_from=2025-07-01, figures/0/low=4";
    let (field, told) = change.split_once('=').ok_or_else(|| Failure::new("there is no value", hint))?;
    let value = serde_json::from_str(told).unwrap_or_else(|_| told.into());
    let events = events(record, one)?;
    if !record.fits(&events, field, &value)? {
        return Err(Failure::new(format!("{told} cannot stand in {field} of {one}"), hint));
    }
    Ok(Act::Correct { events, field: field.into(), value })
}

fn every(record: &mut Record, on: &[&str]) -> Result<Vec<String>, Failure> {
    let mut all = Vec::new();
    for one in on {
        all.extend(events(record, one)?);
    }
    Ok(all)
}

/// The events of an incident, or the event itself.
fn events(record: &mut Record, one: &str) -> Result<Vec<String>, Failure> {
    if one.starts_with('e') { Ok(vec![one.into()]) } else { Ok(record.event_names(one)?) }
}
