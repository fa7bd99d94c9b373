//! Everything, one incident a line: all claims with all that speaks for them.

use crate::cell::seconds;
use crate::guard::Released;
use crate::sources;
use serde_json::{Value, json};
use vigie_engine::model::Incident;

/// One JSON object a line, as `vigie resolve` prints it, with its reports and when it changed.
pub(crate) fn bytes(released: &Released) -> Vec<u8> {
    released.incidents.iter().map(|i| line(i, released).to_string() + "\n").collect::<String>().into_bytes()
}

fn line(incident: &Incident, released: &Released) -> Value {
    let report = |(doc, source): (&String, &sources::Source)| {
        json!({
            "id": doc,
            "outlet": source.outlet,
            "grade": source.grade,
            "published": source.published,
            "language": source.language,
            "headline": source.headline,
            "url": source.url,
        })
    };
    let reports: Vec<Value> = sources::of(incident, &released.sources).into_iter().map(report).collect();
    let mut line = serde_json::to_value(incident).unwrap_or_default();
    line["reports"] = reports.into();
    line["updated"] = released.changed.get(&incident.id).map(|t| seconds(*t)).into();
    line["confirmed"] = released.confirmed.contains(&incident.id).into();
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Format;
    use crate::testing::{input, options};
    use vigie_engine::data::Data;

    #[test]
    fn a_line_read_back_is_the_incident_without_the_reports_own_words() {
        let world = input(&[
            &["Attack|2025-07-01|Gao|JNIM|Civilians|killed 9"],
            &["Attack|2025-07-01|Gao|JNIM|Civilians|killed 14+"],
        ]);
        let made = crate::export(&world.input(), &options(Format::Jsonl), Data::bundled()).expect("a file");
        let text = String::from_utf8(made.bytes).expect("text");
        let read: Vec<Incident> = text.lines().map(|l| serde_json::from_str(l).expect("an incident")).collect();
        let mut own = world.resolution.incidents.clone();
        assert_eq!(own[0].shown.anchor, "words of the report");
        own[0].shown.anchor.clear();
        assert_eq!(read, own);
        assert!(!text.contains("words of the report") && text.contains("https://o1.example/1"));
    }

    #[test]
    fn an_empty_record_is_an_empty_file() {
        let world = input(&[]);
        let made = crate::export(&world.input(), &options(Format::Jsonl), Data::bundled()).expect("a file");
        assert!(made.bytes.is_empty());
    }
}
