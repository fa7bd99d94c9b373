//! `rebuild`: what is derived, made anew.

use crate::failure::Failure;
use crate::installation;
use crate::keeping::Place;
use crate::output::Outcome;
use crate::pipeline::{guarded, parallel};
use crate::progress::Progress;
use vigie_engine::code;
use vigie_engine::model::Note;
use vigie_store::{Decision, Joined, Recoded, Record};

/// Documents that are coded and kept at a time: who stops half way loses no more than these.
const BATCH: usize = 400;

/// Codes again what a change can have touched (or everything), joins all, and tells what is other than before.
pub fn rebuild(place: &Place, all: bool, quiet: bool) -> Result<Outcome, Failure> {
    let mut record = place.write()?;
    let stale = record.stale(all)?;
    let (mut recoded, mut notes) = (Recoded::default(), Vec::new());
    let progress = Progress::new("coding", stale.len(), quiet);
    for batch in stale.chunks(BATCH) {
        recoded.add(recode(&mut record, batch, &mut notes)?);
        batch.iter().for_each(|_| progress.step());
    }
    drop(progress);
    let joined = record.join_all(installation::data())?;
    notes.extend(record.orphans()?.iter().map(orphan));
    record.close()?;
    Ok(Outcome { text: told(&recoded, &joined), notes, failed: false, ..Outcome::default() })
}

fn recode(record: &mut Record, nums: &[i64], notes: &mut Vec<Note>) -> Result<Recoded, Failure> {
    let documents = record.numbered(nums)?;
    let data = installation::data();
    let coded = parallel(&documents, |(_, document)| guarded(|| code::code(document, data)));
    let mut done = Vec::new();
    for ((num, document), coded) in documents.into_iter().zip(coded) {
        match coded {
            Ok((coded, _)) => done.push((num, document, coded)),
            Err(why) => {
                let message =
                    format!("coding it met an error of the program's own ({why}); its record stays as it was");
                notes.push(Note { doc: document.id, message });
            }
        }
    }
    Ok(record.recode(&done)?)
}

fn orphan(decision: &Decision) -> Note {
    let Decision { num, at, who, target, .. } = decision;
    let message = format!("the decision of {who} on {target}, {at}, no longer finds its event; it is kept");
    Note { doc: format!("decision {num}"), message }
}

/// `12 documents coded again: +3 events, 1 changed, -0; ...`
fn told(recoded: &Recoded, joined: &Joined) -> String {
    let Recoded { documents, new, changed, gone } = recoded;
    let coded = format!("{documents} documents coded again: +{new} events, -{gone}, {changed} changed\n");
    coded + &incidents(joined)
}

/// What joining changed, in one line.
pub fn incidents(joined: &Joined) -> String {
    let Joined { new, changed, tolls, merged, ended, verdicts } = joined;
    format!(
        "incidents: +{new} new, {changed} changed, {merged} became part of another, -{ended}; {tolls} tolls, {verdicts} verdicts\n"
    )
}
