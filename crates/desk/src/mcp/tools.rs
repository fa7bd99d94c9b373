//! The four tools: find, look closely, count, tell.

use crate::api::judged as counting;
use crate::api::{Problem, cited, claims, compose, hits, line};
use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;
use vigie_engine::data::Data;
use vigie_engine::model::{Brief, Day, Kind, Lang, Span};
use vigie_engine::publish;
use vigie_store::{Record, Select, Wanted};

/// What a tool does with its arguments.
pub type Work = fn(&mut Record, &Data, &Value) -> Result<Value, Problem>;

/// Things of an answer at most: a model's memory is short, and lists say that they go on.
const MOST: usize = 20;
/// Letters of a quotation.
const QUOTE: usize = 300;

/// The tool of a name.
pub fn named(name: &str) -> Option<Work> {
    Some(match name {
        "search" => search,
        "incident" => incident,
        "count" => count,
        "brief" => brief,
        _ => return None,
    })
}

/// How the tools are told to a model.
pub fn all() -> Vec<Tool> {
    let day = json!({"type": "string", "description": "A day, 2025-07-01", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"});
    let country = json!({"type": "string", "description": "ISO 3166 alpha-3, such as MLI", "pattern": "^[A-Z]{3}$"});
    let words = |says: &str| json!({"type": "string", "description": says});
    vec![
        tool(
            "search",
            "Finds incidents by country, days, party and toll, and reports by words. Gives ids to look closer at.",
            json!({
                "words": words("Words of the reports, with or without accents"), "country": country, "from": day,
                "to": day, "actor": words("A party, as the record writes it"),
                "killed": {"type": "integer", "minimum": 0, "description": "At least so many killed"},
            }),
            &[],
        ),
        tool(
            "incident",
            "One incident with every claim: value, who says it, how firmly, and the words of the report.",
            json!({"id": words("The id that search gave")}),
            &["id"],
        ),
        tool(
            "count",
            "Counts events and people killed of a country, period, party or type, with the incidents that are counted.",
            json!({
                "country": country, "region": words("First-level region"), "from": day, "to": day,
                "actor": words("A party"), "type": words("Type or sub-type of the codebook"),
                "civilians": {"type": "boolean", "description": "Only what hit civilians"},
                "by": {"type": "string", "enum": ["month", "type", "sub-type", "actor", "country", "region", "place"]},
            }),
            &[],
        ),
        tool(
            "brief",
            "A situation report in which every sentence cites its words.",
            json!({"country": country, "from": day, "to": day, "lang": {"type": "string", "enum": ["en", "fr"]}}),
            &[],
        ),
    ]
}

fn tool(name: &'static str, says: &'static str, properties: Value, must: &[&str]) -> Tool {
    let schema = json!({"type": "object", "properties": properties, "required": must, "additionalProperties": false});
    let schema: JsonObject = schema.as_object().cloned().unwrap_or_default();
    Tool::new(name, says, Arc::new(schema)).with_annotations(ToolAnnotations::new().read_only(true).open_world(false))
}

fn parse<T: for<'a> Deserialize<'a>>(asked: &Value) -> Result<T, Problem> {
    serde_json::from_value(asked.clone()).map_err(|e| Problem::unfit(format!("the arguments do not fit: {e}")))
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Search {
    words: Option<String>,
    country: Option<String>,
    from: Option<Day>,
    to: Option<Day>,
    actor: Option<String>,
    killed: Option<i64>,
}

fn search(record: &mut Record, _: &Data, asked: &Value) -> Result<Value, Problem> {
    let asked: Search = parse(asked)?;
    let reports = match &asked.words {
        Some(words) => hits(record, words, MOST as i64)?,
        None => Vec::new(),
    };
    let told: BTreeSet<&str> =
        reports.iter().filter_map(|r| r["incidents"].as_array()).flatten().filter_map(Value::as_str).collect();
    let mut incidents = Vec::new();
    let mut more = false;
    if asked.words.is_some() {
        for id in told.iter().take(MOST) {
            incidents.push(line(&record.incident(id)?, ""));
        }
        more = told.len() > MOST;
        incidents.retain(|i| fits(i, &asked));
    } else {
        let Search { country, from, to, actor, killed, .. } = asked;
        let select = Select { country, from, to, ..Select::default() };
        let page = record.page_of_incidents(&Wanted { select, actor, killed, limit: MOST, ..Wanted::default() })?;
        more |= page.next.is_some();
        incidents.extend(page.items.iter().map(|(changed, i)| line(i, changed)));
    }
    Ok(json!({"incidents": incidents, "reports": reports, "more": more}))
}

/// Whether an incident that was found by words also lies where it was looked for.
fn fits(incident: &Value, asked: &Search) -> bool {
    let text = |key: &str| incident[key].as_str().unwrap_or("");
    let party = |name: &String| {
        let sides = ["initiators", "targets"].map(|side| incident[side].as_array());
        sides.into_iter().flatten().flatten().any(|actor| actor["name"] == name.as_str())
    };
    asked.country.as_ref().is_none_or(|c| text("country") == c)
        && asked.from.is_none_or(|day| text("date_to") >= day.to_string().as_str())
        && asked.to.is_none_or(|day| !text("date_from").is_empty() && text("date_from") <= day.to_string().as_str())
        && asked.killed.is_none_or(|least| incident["killed"]["best"].as_i64().unwrap_or(0) >= least)
        && asked.actor.as_ref().is_none_or(party)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct One {
    id: String,
}

fn incident(record: &mut Record, _: &Data, asked: &Value) -> Result<Value, Problem> {
    let asked: One = parse(asked)?;
    let incident = record.incident(&asked.id)?;
    let documents = cited(record, &incident)?;
    let sources: Vec<Value> = documents
        .values()
        .map(|d| json!({"doc": d.id, "title": d.title, "outlet": d.outlet, "url": d.url, "published": d.published}))
        .collect();
    Ok(json!({
        "incident": line(&incident, ""),
        "claims": claims(&incident, &documents),
        "contradictions": incident.contradictions,
        "independent_origins": incident.origins.len(),
        "sources": sources,
    }))
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Counted {
    country: Option<String>,
    region: Option<String>,
    from: Option<Day>,
    to: Option<Day>,
    actor: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    civilians: bool,
    by: Option<String>,
}

fn count(record: &mut Record, data: &Data, asked: &Value) -> Result<Value, Problem> {
    let asked: Counted = parse(asked)?;
    let by = match asked.by.as_deref() {
        Some(word) => Some(counting::key(word).ok_or_else(|| Problem::unfit(format!("nothing is counted by {word}")))?),
        None => None,
    };
    let query = vigie_engine::assess::count::Query {
        area: counting::area(asked.country, asked.region),
        actor: asked.actor,
        civilians: asked.civilians,
        kind: asked.kind,
    };
    let counting = counting::Counting { query, period: (asked.from, asked.to), by, against: None };
    let mut counted = counting::counted(record, data, &counting)?;
    let ids: BTreeSet<String> = counted["counts"]
        .as_object()
        .into_iter()
        .flat_map(|counts| counts.values().filter_map(|c| c["incidents"].as_array()).flatten())
        .filter_map(|id| id.as_str().map(str::to_string))
        .collect();
    counted["citations"] = citations(record, &ids)?.into();
    counted["more_incidents"] = (ids.len() > MOST).into();
    Ok(counted)
}

/// The words that tell each incident.
fn citations(record: &mut Record, ids: &BTreeSet<String>) -> Result<Vec<Value>, Problem> {
    let mut all = Vec::new();
    for id in ids.iter().take(MOST) {
        let incident = record.incident(id)?;
        let documents = cited(record, &incident)?;
        let support = incident.fields.values().flatten().find_map(|claim| claim.support.first());
        let Some((support, document)) = support.and_then(|s| Some((s, documents.get(&s.doc)?))) else { continue };
        all.push(json!({
            "incident": id, "doc": support.doc, "outlet": document.outlet, "published": document.published,
            "spans": support.spans, "words": quoted(&support.spans, &document.text),
        }));
    }
    Ok(all)
}

fn quoted(spans: &[Span], text: &str) -> String {
    spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ").chars().take(QUOTE).collect()
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Told {
    country: Option<String>,
    from: Option<Day>,
    to: Option<Day>,
    lang: Option<Lang>,
}

fn brief(record: &mut Record, data: &Data, asked: &Value) -> Result<Value, Problem> {
    let asked: Told = parse(asked)?;
    let options = publish::Options {
        area: asked.country,
        from: asked.from,
        to: asked.to,
        kind: Kind::default(),
        lang: asked.lang.unwrap_or(Lang::ALL[0]),
        ..publish::Options::default()
    };
    Ok(told(&compose(record, &options, data)?))
}

/// Sentences with what they cite; the table and the map are for pages.
fn told(brief: &Brief) -> Value {
    json!({
        "title": brief.title, "from": brief.from, "to": brief.to, "verdict": brief.verdict,
        "coverage": brief.coverage, "sections": brief.sections, "sources": brief.sources,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tool_that_is_told_is_there_and_refuses_what_it_does_not_know() {
        for tool in all() {
            assert!(named(&tool.name).is_some(), "{}", tool.name);
            assert_eq!(tool.input_schema["additionalProperties"], false);
        }
        assert!(named("delete").is_none());
        assert!(parse::<Search>(&json!({"word": "x"})).is_err() && parse::<One>(&json!({})).is_err());
        assert_eq!(parse::<Search>(&json!({})).expect("nothing asked").words, None);
    }
}
