//! The API as a program finds it.

use crate::api::{ROUTES, document};
use crate::auth::Listen;
use crate::testing::{HOSTILE, Reply, Site};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use vigie_engine::data::{Data, File, Files};

fn ids(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().expect("items");
    items.iter().map(|i| i["id"].as_str().expect("an id").to_string()).collect()
}

/// All pages of a list.
async fn whole(site: &Site, path: &str) -> Vec<String> {
    let (mut all, mut next) = (Vec::new(), String::new());
    loop {
        let page = site.get(&format!("{path}{next}")).await.json();
        all.extend(ids(&page));
        match page["next"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => return all,
        }
    }
}

async fn post(site: &Site, path: &str, body: &Value) -> Reply {
    site.ask("POST", path, &[("Content-Type", "application/json")], &body.to_string()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_hold_every_incident_once_in_one_order() {
    let site = Site::new(Listen::Loopback).await;
    let all = ids(&site.get("/api/v1/incidents?limit=500").await.json());
    assert!(all.len() > 10, "{}", all.len());
    for size in [1, 7] {
        assert_eq!(whole(&site, &format!("/api/v1/incidents?limit={size}")).await, all);
    }
    let changed = whole(&site, "/api/v1/incidents?updated_since=2000-01-01T00:00:00Z&limit=4").await;
    assert_eq!(changed.iter().collect::<BTreeSet<_>>(), all.iter().collect());
    assert!(whole(&site, "/api/v1/incidents?updated_since=2999-01-01T00:00:00Z&limit=4").await.is_empty());
    let (events, documents) = ("/api/v1/events?limit=3", "/api/v1/documents?limit=5");
    assert_eq!(whole(&site, documents).await.len(), 13);
    assert!(whole(&site, events).await.len() >= all.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_hold_what_they_say() {
    let site = Site::new(Listen::Loopback).await;
    let list = async |query: &str| site.get(&format!("/api/v1/incidents?limit=500&{query}")).await.json();
    let mali = list("country=MLI&killed=1&from=2025-06-01&to=2025-07-31").await;
    let items = mali["items"].as_array().expect("items");
    assert!(!items.is_empty());
    for item in items {
        assert_eq!(item["country"], "MLI");
        assert!(item["killed"]["best"].as_i64() >= Some(1));
        assert!(item["date_to"].as_str() >= Some("2025-06-01") && item["date_from"].as_str() <= Some("2025-07-31"));
    }
    let actor = items[0]["initiators"][0]["name"].as_str().expect("an actor").replace(' ', "%20");
    let by = list(&format!("actor={actor}")).await;
    assert!(!ids(&by).is_empty() && ids(&by).len() < ids(&list("").await).len());
    assert_eq!(ids(&list("known=2001-01-01").await), Vec::<String>::new());
    assert_eq!(ids(&list("known=2999-01-01").await), ids(&list("").await));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ledger_cites_words_that_stand_in_the_documents() {
    let site = Site::new(Listen::Loopback).await;
    let mut checked = 0;
    for id in ids(&site.get("/api/v1/incidents?limit=5").await.json()) {
        let claims = site.get(&format!("/api/v1/incidents/{id}/claims")).await.json();
        let one = site.get(&format!("/api/v1/incidents/{id}")).await.json();
        assert!(!one["event_names"].as_array().expect("names").is_empty());
        for support in
            claims["claims"].as_array().expect("claims").iter().filter_map(|c| c["support"].as_array()).flatten()
        {
            let doc = encoded(support["doc"].as_str().expect("a document"));
            let document = site.get(&format!("/api/v1/documents/{doc}")).await.json();
            let text = document["document"]["text"].as_str().expect("a text").to_string();
            let spans =
                support["spans"].as_array().expect("spans").iter().zip(support["words"].as_array().expect("words"));
            for (span, words) in spans {
                let (start, end) = (span["start"].as_u64().unwrap() as usize, span["end"].as_u64().unwrap() as usize);
                assert!(text[start..end].starts_with(words.as_str().expect("words")));
                checked += 1;
            }
        }
    }
    assert!(checked > 20, "{checked}");
}

fn encoded(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_did_not_change_is_not_sent_again() {
    let site = Site::new(Listen::Loopback).await;
    for path in ["/api/v1/incidents?limit=2", "/api/v1/counts?by=month", "/api/v1/incidents.geojson"] {
        let first = site.get(path).await;
        let tag = first.header("etag").to_string();
        assert!(first.status == 200 && tag.starts_with("W/\""), "{path}: {first:?}");
        let again = site.ask("GET", path, &[("If-None-Match", &tag)], "").await;
        assert_eq!((again.status, again.body.as_str(), again.header("etag")), (304, "", tag.as_str()));
        assert_eq!(site.get(path).await.body, first.body);
        let id = ids(&site.get("/api/v1/incidents?limit=1").await.json()).remove(0);
        let note = json!({"kind": "note", "on": [id], "why": "seen"});
        assert_eq!(post(&site, "/api/v1/decisions", &note).await.status, 201);
        assert_eq!(site.ask("GET", path, &[("If-None-Match", &tag)], "").await.status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_error_is_a_problem() {
    let site = Site::new(Listen::Loopback).await;
    let json = ("Content-Type", "application/json");
    for (method, path, header, body, status) in [
        ("GET", "/api/v1/nothing", json, "", 404),
        ("GET", "/api/v1/incidents/none", json, "", 404),
        ("GET", "/api/v1/documents/none", json, "", 404),
        ("GET", "/api/v1/assessments/MLI/soon", json, "", 404),
        ("DELETE", "/api/v1/incidents", json, "", 405),
        ("POST", "/api/v1/incidents", json, "{}", 405),
        ("GET", "/api/v1/incidents?limit=0", json, "", 422),
        ("GET", "/api/v1/incidents?form=2025", json, "", 422),
        ("GET", "/api/v1/search", json, "", 422),
        ("POST", "/api/v1/decisions", json, "{", 400),
        ("POST", "/api/v1/decisions", ("Content-Type", "text/xml"), "{}", 415),
        ("POST", "/api/v1/decisions", json, "{}", 422),
        ("POST", "/api/v1/decisions", json, "{\"kind\":\"confirm\",\"on\":[\"none\"],\"why\":\"x\"}", 422),
        ("POST", "/api/v1/decisions", json, "{\"kind\":\"confirm\",\"on\":[\"none\"],\"why\":\" \"}", 422),
    ] {
        let reply = site.ask(method, path, &[header], body).await;
        assert_eq!(
            (reply.status, reply.header("content-type")),
            (status, "application/problem+json"),
            "{method} {path}"
        );
        let told = reply.json();
        assert_eq!(told["status"].as_u64(), Some(u64::from(status)));
        assert!(told["detail"].as_str().is_some_and(|d| d.len() > 5) && told["instance"].is_string(), "{told}");
        assert_eq!(status == 405, reply.header("allow").contains("GET"), "{method} {path}: {:?}", reply.headers);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn decisions_are_kept_and_take_hold() {
    let site = Site::new(Listen::Loopback).await;
    let all = ids(&site.get("/api/v1/incidents?limit=500").await.json());
    let decide = async |body: Value| post(&site, "/api/v1/decisions", &body).await;
    let put = json!({"kind": "correct", "on": [all[0]], "field": "place", "value": "Tarada", "why": "the radio"});
    let reply = decide(put).await;
    assert_eq!((reply.status, reply.json()["decision"].as_i64()), (201, Some(1)), "{}", reply.body);
    let shown = site.get(&format!("/api/v1/incidents/{}", all[0])).await.json();
    assert_eq!(
        (&shown["incident"]["shown"]["place"], &shown["decisions"][0]["who"]),
        (&json!("Tarada"), &json!("local"))
    );
    assert_eq!(decide(json!({"kind": "reject", "on": [all[1]], "why": "a drill"})).await.status, 201);
    assert_eq!(site.get(&format!("/api/v1/incidents/{}", all[1])).await.status, 404);
    assert_eq!(ids(&site.get("/api/v1/deletions").await.json()), all[1..2]);
    assert_eq!(decide(json!({"kind": "merge", "on": [all[2], all[3]], "why": "one"})).await.status, 201);
    let moved = site.get("/api/v1/redirects").await.json();
    let (old, new) = (moved["items"][0]["id"].as_str().expect("one"), moved["items"][0]["to"].as_str().expect("one"));
    assert_eq!(site.get(&format!("/api/v1/incidents/{old}")).await.json()["incident"]["id"], new);
    let kept = site.get("/api/v1/decisions?limit=2").await.json();
    assert_eq!((kept["items"].as_array().map(Vec::len), kept["next"].is_string()), (Some(2), true));
    for wrong in [
        json!({"kind": "correct", "on": [all[0]], "field": "date_from", "value": "soon", "why": "x"}),
        json!({"kind": "merge", "on": [], "why": "x"}),
        json!({"kind": "grade", "on": [all[0]], "why": "x", "source": "s", "grade": "A"}),
        json!({"kind": "confirm", "on": [all[0]], "why": "x", "field": "place"}),
        json!({"kind": "grade", "why": "x", "source": "", "grade": "A"}),
    ] {
        assert_eq!(decide(wrong.clone()).await.status, 422, "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_judged_is_told_with_what_it_rests_on() {
    let site = Site::new(Listen::Loopback).await;
    let counts = site.get("/api/v1/counts?country=MLI&against=last").await.json();
    let count = &counts["counts"][""];
    assert_eq!(count["events"].as_u64(), count["incidents"].as_array().map(|i| i.len() as u64));
    let verdicts = site.get("/api/v1/assessments?country=MLI").await.json();
    let month = verdicts["items"].as_array().expect("items").last().expect("a verdict")["month"].clone();
    let path = format!("/api/v1/assessments/MLI/{}", month.as_str().expect("a month"));
    let made = site.get(&path).await.json();
    assert!(made["rule"].is_object() && made["flip"].is_array() && made["movers"].is_array(), "{made}");
    assert_eq!(site.get(&format!("{path}?admin1=Kayes")).await.json()["area"], "MLI/Kayes");
    let alerts = site.get("/api/v1/alerts").await.json();
    assert!(alerts["items"].as_array().is_some_and(|a| !a.is_empty()));
    let ahead = site.get("/api/v1/forecast?country=MLI&months=2").await.json();
    assert_eq!(ahead["items"].as_array().map(Vec::len), Some(2));
    let brief = site.get("/api/v1/brief?country=MLI&lang=fr").await.json();
    let sentences = brief["sections"].as_array().expect("sections").iter().filter_map(|s| s["sentences"].as_array());
    assert!(sentences.flatten().all(|s| s["citations"].as_array().is_some_and(|c| !c.is_empty())));
    assert!(site.get("/api/v1/indicators").await.json()["items"].is_array());
    let hits = site.get("/api/v1/search?q=arm%C3%A9e&limit=3").await;
    assert_eq!(hits.status, 200, "{}", hits.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn stored_script_stays_text() {
    let site = Site::new(Listen::Loopback).await;
    let hits = site.get("/api/v1/search?q=alert").await.json();
    assert_eq!(hits["items"][0]["title"], HOSTILE);
    assert!(hits["items"][0]["incidents"][0].is_string(), "{hits}");
    for (path, kind) in [("incidents.atom", "application/atom+xml"), ("incidents.geojson", "application/geo+json")] {
        let feed = site.get(&format!("/api/v1/feeds/{path}")).await;
        assert_eq!((feed.status, feed.header("content-type")), (200, kind));
        assert!(feed.body.contains("Kayes") && (path.ends_with("json") || !feed.body.contains("<script")), "{path}");
    }
    let warnings = site.get("/api/v1/feeds/warnings.zip").await;
    assert_eq!((warnings.status, &warnings.body[..2]), (200, "PK"));
    let doc = encoded(hits["items"][0]["doc"].as_str().expect("a document"));
    let shown = site.get(&format!("/api/v1/documents/{doc}")).await;
    assert_eq!((shown.status, shown.header("content-type")), (200, "application/json"));
    assert_eq!(shown.header("x-content-type-options"), "nosniff");
}

/// The bundled data, with a source that must not be known.
fn with_secret(name: &str) -> &'static Data {
    let text = format!(
        "name = \"{name}\"\nfamily = \"secret\"\ngrade = \"C\"\nreason = \"A test.\"\nlanguages = [\"fr\"]\n\
         sensitive = true\nexample = [\"{name}\"]\n"
    );
    let more = File { path: "sources/secret.toml".into(), text };
    let files = Files::new(Files::bundled().all().cloned().chain([more]).collect());
    Box::leak(Box::new(Data::load(&files).unwrap_or_else(|e| panic!("{:?}", e.first()))))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_only_a_sensitive_source_tells_does_not_leave() {
    let site = Site::new(Listen::Loopback).await;
    let mut alone = String::new();
    for doc in site.get("/api/v1/documents").await.json()["items"].as_array().expect("documents") {
        let told = site.get(&format!("/api/v1/documents/{}", encoded(doc["id"].as_str().unwrap_or("")))).await.json();
        if doc["outlet"].is_string() && told["incidents"].as_array().is_some_and(|i| i.len() > 1) {
            alone = doc["outlet"].as_str().unwrap_or("").to_string();
        }
    }
    let closed = Site::over(Listen::Loopback, with_secret(&alone)).await;
    for path in ["incidents.atom", "incidents.geojson"] {
        let path = format!("/api/v1/feeds/{path}");
        let (all, fewer) = (site.get(&path).await, closed.get(&path).await);
        assert_eq!((all.status, fewer.status), (200, 200));
        assert!(fewer.body.len() > 1000 && fewer.body.len() < all.body.len(), "{alone} left by {path}");
        assert!(!fewer.body.contains(&alone), "{alone} is known from {path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_map_has_points_that_say_how_exact_they_are() {
    let site = Site::new(Listen::Loopback).await;
    let map = site.get("/api/v1/incidents.geojson?country=MLI").await;
    assert_eq!(map.header("content-type"), "application/geo+json");
    let features = map.json()["features"].as_array().cloned().expect("features");
    assert!(!features.is_empty());
    for feature in features {
        let (lon, lat) =
            (feature["geometry"]["coordinates"][0].as_f64(), feature["geometry"]["coordinates"][1].as_f64());
        assert!(lon.is_some_and(|x| (-13.0..5.0).contains(&x)) && lat.is_some_and(|y| (10.0..25.5).contains(&y)));
        let exact = feature["properties"]["place_precision"] == "settlement";
        assert_eq!(feature["properties"]["exact"], exact);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_is_described_and_answers() {
    let site = Site::new(Listen::Loopback).await;
    let served = site.get("/api/v1/openapi.json").await.json();
    assert_eq!(served, document());
    assert_eq!(served["openapi"], "3.1.0");
    let page = site.get("/api/v1/docs").await;
    for route in ROUTES {
        assert!(served["paths"][route.path].is_object() && page.body.contains(route.path), "{}", route.path);
    }
    assert!(!page.body.contains("http://") && !page.body.contains("https://"), "the page asks elsewhere");
}

#[tokio::test(flavor = "multi_thread")]
async fn language_models_are_answered_with_citations() {
    let site = Site::new(Listen::Loopback).await;
    let call = async |name: &str, arguments: Value| {
        let asked = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": arguments}});
        let accept = ("Accept", "application/json, text/event-stream");
        let reply = site.ask("POST", "/mcp", &[("Content-Type", "application/json"), accept], &asked.to_string()).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        reply.json()["result"].clone()
    };
    let found = call("search", json!({"country": "MLI", "killed": 1})).await["structuredContent"].clone();
    let id = found["incidents"][0]["id"].clone();
    let one = call("incident", json!({"id": id})).await["structuredContent"].clone();
    let words = &one["claims"][0]["support"][0]["words"][0];
    assert!(words.as_str().is_some_and(|w| !w.is_empty()), "{one}");
    let count = call("count", json!({"country": "MLI", "from": "2025-07-01", "to": "2025-07-31"})).await;
    assert!(count["structuredContent"]["citations"][0]["words"].is_string(), "{count}");
    let brief = call("brief", json!({"country": "MLI", "lang": "fr"})).await;
    assert!(brief["structuredContent"]["sections"][0]["sentences"][0]["citations"][0]["doc"].is_string(), "{brief}");
    let wrong = call("incident", json!({"id": "none"})).await;
    assert_eq!(wrong["isError"], true, "{wrong}");
    assert_eq!(call("count", json!({"colour": "red"})).await["isError"], true);
}
