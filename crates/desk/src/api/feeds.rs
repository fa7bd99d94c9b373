//! A view of incidents as a feed that any reader takes.

use super::answer::Answer;
use super::call::{Call, Done};
use super::incidents::wanted;
use std::fmt::Write;
use vigie_engine::model::Incident;
use vigie_store::Record;

/// The view, the newest incidents first.
pub fn atom(record: &mut Record, call: &Call) -> Done {
    let page = record.page_of_incidents(&wanted(&call.asked))?;
    let updated = page.items.iter().map(|(changed, _)| changed.as_str()).max().unwrap_or("1970-01-01T00:00:00Z");
    let mut feed =
        String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"");
    feed += " xmlns:georss=\"http://www.georss.org/georss\">\n<id>urn:vigie:incidents</id><title>Vigie</title>";
    let _ = writeln!(feed, "<updated>{updated}</updated><author><name>Vigie</name></author>");
    page.items.iter().for_each(|(changed, incident)| feed += &entry(incident, changed));
    Ok(Answer::of("application/atom+xml", feed + "</feed>\n"))
}

fn entry(incident: &Incident, changed: &str) -> String {
    let (shown, id) = (&incident.shown, escaped(&incident.id));
    let place = shown.place.as_deref().or(shown.admin1.as_deref()).or(shown.country.as_deref()).unwrap_or("?");
    let day = shown.date_from.map_or_else(|| "?".to_string(), |day| day.to_string());
    let title = escaped(&format!("{day} {place}: {}", shown.sub_type));
    let claims: Vec<String> = incident.fields.iter().map(|(field, claims)| told(field, claims)).collect();
    let mut entry =
        format!("<entry><id>urn:vigie:incident:{id}</id><title>{title}</title><updated>{changed}</updated>");
    let _ = write!(
        entry,
        "<link rel=\"alternate\" href=\"/incident/{id}\"/><category term=\"{}\"/>",
        escaped(&shown.event_type)
    );
    if let Some((lat, lon)) = incident.point {
        let _ = write!(entry, "<georss:point>{lat} {lon}</georss:point>");
    }
    let _ = writeln!(entry, "<summary>{}</summary></entry>", escaped(&claims.join("\n")));
    entry
}

/// A field with its rival values, and how many origins each has.
fn told(field: &str, claims: &[vigie_engine::model::Claim]) -> String {
    let values: Vec<String> = claims.iter().map(|c| format!("{} ({})", c.value, c.origins)).collect();
    format!("{field}: {}", values.join(" / "))
}

/// Words as XML takes them; letters that XML has none for are left out.
fn escaped(text: &str) -> String {
    let fine = |c: &char| matches!(c, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    let plain: String = text.chars().filter(fine).collect();
    plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        assert_eq!(escaped("<b a=\"1\">&\u{1}\u{0}é</b>"), "&lt;b a=&quot;1&quot;&gt;&amp;é&lt;/b&gt;");
    }
}
