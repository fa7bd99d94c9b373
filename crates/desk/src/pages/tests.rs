//! The pages, asked as a browser asks them.

use super::assets;
use super::testing::Bench;
use crate::auth::Role;
use axum::http::StatusCode;
use flate2::{Compression, write::GzEncoder};
use std::io::Write;

const ALL: &str = "/?area=all&from=1900-01&to=2100-12";

/// Every page that needs no name of something.
const PAGES: [&str; 15] = [
    "/data",
    "/subscriptions",
    "/",
    ALL,
    "/search",
    "/search?q=kolo",
    "/review",
    "/briefs",
    "/alerts",
    "/actors",
    "/places",
    "/sources",
    "/campaigns",
    "/status",
    "/settings",
];

#[test]
fn the_situation_shows_the_incidents_and_every_number_leads_on() {
    let bench = Bench::new();
    let (status, page) = bench.get(ALL);
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Kolo") && page.contains("12–20") && page.contains("contradiction"), "{page}");
    let (_, mali) = bench.get("/?area=MLI&from=2025-07&to=2025-07");
    assert!(!mali.contains("{incidents") && !mali.contains("{documents"), "a pattern is left open: {mali}");
    assert!(mali.contains("Insufficient reporting") && mali.contains("July 2025"), "{mali}");
    assert!(mali.contains("<svg") && mali.contains("place=Kolo"), "the map leads to the incidents of a place");
}

#[test]
fn an_empty_record_says_what_to_do_and_an_empty_filter_leads_back() {
    let (_, empty) = Bench::of(&[]).get("/");
    assert!(empty.contains("No reports yet") && empty.contains("vigie import"), "{empty}");
    let (_, none) = Bench::new().get(&format!("{ALL}&killed=50"));
    assert!(none.contains("No incident fits these filters") && none.contains("Show all"), "{none}");
}

#[test]
fn the_ledger_shows_rival_tolls_with_their_words() {
    let bench = Bench::new();
    let id = bench.incident("12–20");
    let (_, page) = bench.get(&format!("/incidents/{id}"));
    assert!(page.contains("low 12, best") && page.contains("<mark>"), "{page}");
    let words = page.split("/document?id=").nth(1).and_then(|p| p.split('"').next()).expect("a way to the words");
    let address = format!("/document?id={}", words.replace("&#38;", "&").replace("&amp;", "&"));
    let (status, report) = bench.get(address.split('#').next().expect("an address"));
    assert_eq!(status, StatusCode::OK);
    assert!(report.contains("id=\"mark\""), "{report}");
    let (_, why) = bench.get("/document?id=rfi&view=explain");
    assert!(why.contains("id=\"s1\"") && why.contains("Kolo"), "{why}");
}

#[test]
fn what_reports_carry_stays_text() {
    let bench = Bench::new();
    let id = bench.incident("12–20");
    let own = [format!("/incidents/{id}"), "/document?id=rfi".into(), "/document?id=rfi&view=explain".into()];
    for path in PAGES.iter().map(ToString::to_string).chain(own) {
        let (status, page) = bench.get(&path);
        assert_eq!(status, StatusCode::OK, "{path}");
        assert!(!page.contains("<script>alert") && !page.contains("<b>bold"), "{path} lets text become markup");
    }
}

/// The values of an attribute in a page.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    page.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn no_page_has_script_or_style_inside_or_asks_another_machine() {
    let bench = Bench::new();
    let id = bench.incident("12–20");
    for path in PAGES.iter().map(ToString::to_string).chain([format!("/incidents/{id}")]) {
        let (_, page) = bench.get(&path);
        for tag in page.split("<script").skip(1) {
            assert!(tag.starts_with(" src=\"/static/"), "{path}: {tag}");
        }
        assert!(!page.contains("<style") && !page.contains(" style=\"") && !page.contains(" onclick="), "{path}");
        let loaded = values(&page, "src").into_iter().chain(values(&page, "href"));
        for address in loaded {
            assert!(address.starts_with(['/', '?', '#']) || address.is_empty(), "{path} leads to {address}");
        }
    }
}

fn packed(bytes: &[u8]) -> usize {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(bytes).expect("memory");
    gzip.finish().expect("memory").len()
}

#[test]
fn a_page_with_all_that_it_loads_before_the_map_is_light() {
    let bench = Bench::new();
    for path in PAGES {
        let (_, page) = bench.get(path);
        let loaded = ["desk.css", "desk.js", "htmx.js"].iter().filter_map(|name| assets::bytes(name));
        let weight: usize = packed(page.as_bytes()) + loaded.map(packed).sum::<usize>();
        assert!(weight < 100_000, "{path} weighs {weight}");
    }
}

#[test]
fn pages_are_in_the_language_that_was_chosen() {
    let bench = Bench::new();
    for path in PAGES {
        let joint = if path.contains('?') { '&' } else { '?' };
        let (_, page) = bench.get(&format!("{path}{joint}lang=fr"));
        assert!(
            page.contains("<html lang=\"fr\">") && page.contains("Bulletins") && !page.contains(">Briefs<"),
            "{path}"
        );
    }
}

#[test]
fn confirming_reviews_and_undoing_takes_it_back() {
    let bench = Bench::new();
    let id = bench.incident("12–20");
    let (status, to) = bench.post(&format!("/incidents/{id}/decide"), "kind=confirm&why=two+sources+of+ours");
    assert_eq!((status, to), (StatusCode::SEE_OTHER, format!("/incidents/{id}?done=1")));
    let (_, page) = bench.get(&format!("/incidents/{id}?done=1"));
    assert!(
        page.contains("reviewed") && page.contains("two sources of ours") && page.contains("/decisions/1/undo"),
        "{page}"
    );
    let (_, none) = bench.get(&format!("{ALL}&reviewed=yes"));
    assert!(none.contains(&id));
    let (status, _) = bench.post("/decisions/1/undo", "");
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, none) = bench.get(&format!("{ALL}&reviewed=yes"));
    assert!(!none.contains(&id));
}

#[test]
fn what_is_rejected_is_gone_and_comes_back() {
    let bench = Bench::new();
    let id = bench.incident("12–20");
    bench.post(&format!("/incidents/{id}/decide"), "kind=reject&why=a+drill");
    let (status, gone) = bench.get(&format!("/incidents/{id}?done=1"));
    assert_eq!(status, StatusCode::OK);
    assert!(gone.contains("Nothing is left of this incident") && gone.contains("a drill"), "{gone}");
    let (_, to) = bench.post("/decisions/1/undo", "");
    assert_eq!(to, format!("/incidents/{}#history", bench.incident("12–20")));
    assert!(bench.get(&format!("/incidents/{id}")).1.contains("Its events stand in"));
}

#[test]
fn fields_are_corrected_and_nonsense_is_told() {
    let bench = Bench::new();
    let id = bench.incident("12–20");
    let path = format!("/incidents/{id}/decide");
    let now = || bench.get(&format!("/incidents/{id}")).1;
    bench.post(&path, "kind=correct&field=place&value=Mopti&why=the+radio");
    assert!(now().contains("· Mopti"));
    bench.post(&path, "kind=correct&field=date_from&value=2025-07-09&why=the+radio");
    assert!(now().contains("9 July 2025"));
    bench.post(&path, "kind=correct&field=figures/killed/civilians&value=15&why=the+hospital");
    assert!(now().contains(">15 killed<"), "{}", now());
    bench.post(&path, "kind=correct&field=initiators&value=JNIM&why=their+claim");
    let (status, page) = bench.post(&path, "kind=correct&field=date_from&value=soon&why=x");
    assert!(status == StatusCode::NOT_FOUND && page.contains("soon cannot stand in date_from"), "{page}");
    let (_, page) = bench.post(&path, "kind=correct&field=initiators&value=Nobody+Known&why=x");
    assert!(page.contains("nobody is called Nobody Known"), "{page}");
}

#[test]
fn incidents_are_merged_and_split_and_an_old_name_leads_on() {
    let bench = Bench::new();
    let (attack, arrests) = (bench.incident("12–20"), bench.incident("Bamako"));
    bench.post(&format!("/incidents/{attack}/decide"), &format!("kind=merge&other={arrests}&why=one+operation"));
    let (_, one) = bench.get(&format!("/incidents/{arrests}"));
    assert!(one.contains("is now part of") || one.contains("2 reports"), "{one}");
    bench.post("/decisions/1/undo", "");
    assert_ne!(bench.incident("12–20"), bench.incident("Bamako"));
    let (_, whole) = bench.get(&format!("/incidents/{attack}"));
    let event = whole.split("name=\"event\" value=\"").nth(1).and_then(|r| r.split('"').next()).expect("an event");
    bench.post(&format!("/incidents/{attack}/decide"), &format!("kind=split&event={event}&why=another+village"));
    let (_, list) = bench.get(ALL);
    assert!(!list.contains("12–20") && list.contains(">12<") && list.contains(">20<"), "{list}");
}

#[test]
fn readers_and_other_sites_change_nothing() {
    let bench = Bench::new();
    let id = bench.incident("12–20");
    let decide = format!("/incidents/{id}/decide");
    for path in [decide.as_str(), "/decisions/1/undo", "/briefs", "/briefs/1/edit", "/briefs/1/sign"] {
        let reader = bench.post_as("rea", Role::Reader, path, "kind=confirm&csrf=secret");
        let forged = bench.post_as("ana", Role::Admin, path, "kind=confirm&csrf=guess");
        assert_eq!((reader.0, forged.0), (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN), "{path}");
    }
    assert_eq!(bench.get_as("rea", Role::Reader, "/audit").0, StatusCode::FORBIDDEN);
    assert!(!bench.get_as("rea", Role::Reader, &format!("/incidents/{id}")).1.contains("/decide"));
}

#[test]
fn two_people_never_have_one_item_and_the_worthiest_comes_first() {
    let bench = Bench::new();
    let item = |page: &str| {
        page.split("<h2><a href=\"/incidents/").nth(1).and_then(|r| r.split('"').next()).map(str::to_string)
    };
    let ana = item(&bench.get("/review").1).expect("an item");
    assert_eq!(ana, bench.incident("12–20"));
    let ben = item(&bench.get_as("ben", Role::Analyst, "/review").1);
    assert!(ben.is_some() && ben.as_deref() != Some(&ana), "{ben:?}");
    assert_eq!(item(&bench.get("/review").1).as_deref(), Some(ana.as_str()));
    let (_, held) = bench.get_as("ben", Role::Analyst, &format!("/incidents/{ana}"));
    assert!(held.contains("ana has this incident in review"), "{held}");
    let (_, to) = bench.post(&format!("/incidents/{ana}/decide"), "kind=confirm&why=&back=/review?area=MLI");
    assert_eq!(to, "/review?area=MLI&done=1");
    let (_, next) = bench.get("/review?done=1");
    // Agreement is counted by event, and this incident is told by two reports.
    assert!(next.contains("2 of 2") && next.contains("/decisions/1/undo"), "{next}");
    let (_, away) = bench.post(&format!("/incidents/{ana}/decide"), "kind=confirm&back=//evil.example/");
    assert!(away.starts_with("/incidents/"), "{away}");
}

#[test]
fn a_brief_is_made_edited_refused_and_signed() {
    let bench = Bench::new();
    let (status, to) = bench.post("/briefs", "area=MLI&from=2025-07&to=2025-07&language=en");
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/briefs/1"));
    let (_, page) = bench.get("/briefs/1");
    assert!(page.contains("every sentence is supported") && page.contains("/document?id="), "{page}");
    let (_, checked) = bench.post("/briefs/check", "num=1&at=0-0&s0-0=Ninety+people+were+killed+in+Gao.");
    assert!(checked.contains("Not in the cited words") && checked.contains("Gao"), "{checked}");
    bench.post("/briefs/1/edit", "version=1&s0-0=Ninety+people+were+killed+in+Gao.");
    let (_, refused) = bench.post("/briefs/1/sign", "");
    assert!(refused.contains("say more than their words"), "{refused}");
    let (_, old) = bench.get("/briefs/1?version=1");
    assert!(!old.contains("Ninety") && bench.get("/briefs/1").1.contains("Ninety"));
    let (_, late) = bench.post("/briefs/1/edit", "version=1&title=Late");
    assert!(late.contains("somebody kept another version"), "{late}");
    bench.post("/briefs/1/edit", "version=2&s0-0=");
    let (_, to) = bench.post("/briefs/1/sign", "");
    assert_eq!(to, "/briefs/1?done=signed");
    assert!(bench.get("/briefs").1.contains("signed by ana"));
    for (format, start) in [("html", "<!doctype html>"), ("md", "<!-- vigie: brief"), ("json", "{"), ("docx", "PK")] {
        let (status, text) = bench.get(&format!("/briefs/1/file?format={format}"));
        assert!(status == StatusCode::OK && text.to_lowercase().starts_with(&start.to_lowercase()), "{format}");
    }
    assert!(bench.get("/briefs/1").1.contains("format=docx"));
}

#[test]
fn odd_addresses_are_told_and_never_fail() {
    let bench = Bench::new();
    for path in [
        "/incidents/none",
        "/document?id=none",
        "/briefs/99",
        "/campaigns/x",
        "/source?name=x",
        "/document/original?id=rfi",
    ] {
        let (status, page) = bench.get(path);
        assert!(status == StatusCode::NOT_FOUND && page.contains("Not there"), "{path}: {status}");
    }
    for path in [
        "/?area=%27&from=x&to=9999-99&page=-3&killed=x&since=%27",
        "/search?q=%22%27*%29",
        "/document?id=rfi&mark=5-1,x,0-99999",
        "/actor?name=%00",
    ] {
        assert_eq!(bench.get(path).0, StatusCode::OK, "{path}");
    }
}

#[test]
fn views_are_kept_for_the_person_and_lead_nowhere_else() {
    let bench = Bench::new();
    let (_, to) = bench.post("/views", "name=Kolo&address=?area=MLI%26place=Kolo");
    assert_eq!(to, "/?area=MLI&place=Kolo");
    assert!(bench.get(ALL).1.contains(">Kolo</a>"));
    assert!(!bench.get_as("ben", Role::Reader, ALL).1.contains("<a href=\"/?area=MLI&#38;place=Kolo\">Kolo</a>"));
    let (_, away) = bench.post("/views", "name=Out&address=//evil.example");
    assert_eq!(away, "/");
    bench.post("/views", "name=Kolo&forget=yes&address=?area=MLI");
    assert!(!bench.get(ALL).1.contains("<a href=\"/?area=MLI&#38;place=Kolo\">Kolo</a>"));
}

#[test]
fn reports_are_found_by_their_words() {
    let bench = Bench::new();
    let (_, page) = bench.get("/search?q=residents+vill*");
    assert!(page.contains("<mark>residents</mark>") && page.contains("1 report") && page.contains("12–20"), "{page}");
    let (_, none) = bench.get("/search?q=helicopter");
    assert!(none.contains("No report has all of these words"));
}
