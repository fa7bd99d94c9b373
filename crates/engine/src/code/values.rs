//! Values that cannot all be true, or that nobody has ever seen: coded as told, with a note.

use super::scan::Reader;
use crate::model::{Actor, Event, Measure, PlacePrecision, Precision, Record};

/// No single act of a day in one place is known to have killed more.
const UNHEARD_OF: u64 = 5000;

/// What a person should check, one sentence each.
pub(crate) fn notes(r: &Reader, record: &Record) -> Vec<String> {
    let mut out = Vec::new();
    for event in &record.events {
        out.extend(too_many(event));
        out.extend(wrong_weekday(r, event));
        let sides = event.initiators.iter().chain(&event.targets);
        out.extend(sides.filter_map(|a| out_of_time(r, event, a)));
    }
    out.extend(two_days(&record.events));
    out.dedup();
    out
}

fn too_many(event: &Event) -> Option<String> {
    let killed = |m: Measure| matches!(m, Measure::Killed | Measure::Injured);
    let most = event.figures.iter().filter(|f| killed(f.measure)).filter_map(|f| f.low.max(f.high)).max()?;
    let narrow = matches!(event.place_precision, PlacePrecision::Settlement | PlacePrecision::Area);
    let place = event.place.as_deref().unwrap_or_default();
    (narrow && most >= UNHEARD_OF).then(|| {
        format!("{}: {most} victims in one act at {place} are more than is known of any; coded as told", event.id)
    })
}

/// A named actor that did not yet, or no longer, exist on the day of the event.
fn out_of_time(r: &Reader, event: &Event, actor: &Actor) -> Option<String> {
    let day = event.date_from?;
    let month = format!("{:04}-{:02}", day.year(), day.month());
    let named = r.data.actors.named.iter().find(|n| n.name == actor.name)?;
    let told = |what: &str, when: &str| {
        Some(format!(
            "{}: {} {what} in {when} and the report has it act in {month}; coded as told",
            event.id, actor.name
        ))
    };
    match (named.from.as_deref(), named.to.as_deref()) {
        (Some(from), _) if event.date_to.is_some_and(|d| *from > *format!("{:04}-{:02}", d.year(), d.month())) => {
            told("began", from)
        }
        (_, Some(to)) if *to < *month => told("ended", to),
        _ => None,
    }
}

/// "Monday 15 July 2025" was a Tuesday.
fn wrong_weekday(r: &Reader, event: &Event) -> Option<String> {
    let day = event.date_from.filter(|_| event.date_precision == Precision::Day)?;
    let words = event.evidence.as_ref()?.fields.get("date")?.first()?.of(r.text);
    let told = words.split(|c: char| !c.is_alphabetic()).map(vigie_syntax::fold).collect::<Vec<_>>();
    let named = r.lex.dates.weekdays.iter().position(|names| names.iter().any(|n| told.contains(n)))?;
    let is = usize::try_from(day.weekday().to_monday_zero_offset()).ok()?;
    let own = words.chars().any(|c| c.is_ascii_digit());
    (own && named != is).then(|| {
        let was = r.lex.dates.weekdays.get(is).and_then(|n| n.first()).cloned().unwrap_or_default();
        format!("{}: the report says \u{201c}{words}\u{201d}, but {day} was a {was}; coded as told", event.id)
    })
}

/// The same act, place and toll under two days.
fn two_days(events: &[Event]) -> Vec<String> {
    let same = |a: &Event, b: &Event| {
        a.sub_type == b.sub_type
            && a.place == b.place
            && a.place_precision != PlacePrecision::Country
            && a.date_from.is_some()
            && b.date_from.is_some()
            && a.date_from != b.date_from
            && a.figures.iter().any(|f| b.figures.iter().any(|g| (f.measure, f.of, f.low) == (g.measure, g.of, g.low)))
    };
    let pairs = events.iter().enumerate().flat_map(|(n, a)| events[n + 1..].iter().map(move |b| (a, b)));
    let told = pairs.filter(|(a, b)| same(a, b));
    told.map(|(a, b)| format!("{} and {} may be one act under two days; both are coded as told", a.id, b.id)).collect()
}

#[cfg(test)]
mod tests {
    use crate::code::code;
    use crate::data::Data;
    use crate::model::Document;

    fn check(text: &str, part: &str) {
        let document = Document {
            text: text.into(),
            language: Some("en".into()),
            published: Some("2025-07-17".into()),
            ..Document::default()
        };
        let (record, notes) = code(&document, Data::bundled());
        assert!(!record.events.is_empty(), "coded as told");
        assert!(notes.iter().any(|n| n.message.contains(part)), "{notes:?}");
    }

    #[test]
    fn what_cannot_be_is_coded_with_a_note() {
        check("Gunmen killed 40,000 people in the village of Tora on Monday.", "40000 victims");
        check("Gunmen attacked an army post in Gao on Monday, 15 July 2025.", "was a tuesday");
        check("MUJAO fighters attacked an army post in Gao on 3 July 2025.", "ended in");
    }
}
