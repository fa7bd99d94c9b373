//! Traces of short reports, as a country expert would read them.

use super::*;
use crate::code::explain::words;
use crate::model::Document;

fn report(text: &str) -> Document {
    Document {
        id: "r".into(),
        language: Some("en".into()),
        published: Some("2025-07-03".into()),
        text: text.into(),
        ..Document::default()
    }
}

fn traced(text: &str) -> Vec<Trace> {
    explain(&report(text), Data::bundled())
}

/// The filled fields of all sentences, in plain words.
fn filled(text: &str) -> Vec<String> {
    traced(text).iter().flat_map(|t| t.fields.iter().map(ToString::to_string)).collect()
}

#[test]
fn every_mark_says_in_plain_words_what_it_means() {
    let text = "On 1 July, gunmen attacked an army post in Kayes, killing at least 1,200 soldiers.";
    let traces = traced(text);
    let said: Vec<(Kind, &str, &str)> =
        traces[0].mentions.iter().map(|m| (m.kind, m.span.of(text), m.means.as_str())).collect();
    assert!(said.contains(&(Kind::When, "1 July", "2025-07-01")), "{said:?}");
    let place = said.iter().find(|(_, words, _)| *words == "Kayes").expect("a place").2;
    assert!(place.starts_with("Kayes, a settlement (Kayes, Mali)"), "{place}");
    let toll = &traces[0].counts[0].1;
    assert!(toll.starts_with("at least 1,200 killed, Malian Armed Forces"), "{toll}");
    let json = serde_json::to_string(&traces).expect("JSON");
    assert!(!["Some(", "Quantity", "«", "Noun"].iter().any(|debug| json.contains(debug)), "{json}");
}

#[test]
fn every_word_that_filled_a_field_stands_in_its_own_sentence() {
    let text = "Gunmen attacked an army post in Kayes on Tuesday. The army said four soldiers were killed there.";
    let traces = traced(text);
    for trace in &traces {
        assert!(trace.fields.iter().filter_map(|f| f.span).all(|s| trace.span.overlaps(&s)), "{trace:?}");
    }
    let all = filled(text);
    for wanted in ["e1 type = Armed clash", "e1 place = Kayes", "e1 date = 2025-07-01"] {
        assert!(all.iter().any(|f| f == wanted), "{wanted} in {all:?}");
    }
    let toll = traces[1].fields.iter().find(|f| f.label() == "figure").expect("a toll in the second sentence");
    assert_eq!((toll.field.as_str(), toll.span.map(|s| s.of(text))), ("figures/0", Some("four soldiers were killed")));
}

#[test]
fn what_no_words_say_is_marked_as_assumed() {
    let all = filled("Two farmers were killed on Tuesday in Kayes.");
    let assumed: Vec<_> = all.iter().filter(|f| f.ends_with("(no words: assumed)")).collect();
    assert!(assumed.iter().any(|f| f.starts_with("e1 done by = ")), "{all:?}");
    assert!(!assumed.iter().any(|f| f.contains("place") || f.contains("date")), "{all:?}");
}

#[test]
fn an_act_that_did_not_happen_says_so() {
    let traces = traced("The army could attack the rebels in Kayes next week.");
    let act = traces[0].acts.iter().find(|a| a.group == "assault").expect("an act");
    assert_eq!((&act.fired, &act.event), (&None, &None));
    assert!(act.stopped.as_ref().is_some_and(|why| why.contains("possible")), "{act:?}");
}

#[test]
fn what_nearly_fired_says_where_it_stopped() {
    let traces = traced("It was the first attack for years.");
    let act = &traces[0].acts[0];
    assert_eq!(act.stopped.as_deref(), Some("no event type fits (done by nobody named, done to nobody named)"));
    let clash = act.near.iter().find(|n| n.sub_type == "Armed clash").expect("a type that was tried");
    assert_eq!(clash.missing, ["nobody is said to be hit"]);
    assert!(act.near.is_sorted_by_key(|n| n.missing.len()));
    let names: std::collections::BTreeSet<&str> = act.near.iter().map(|n| n.sub_type.as_str()).collect();
    assert_eq!(names.len(), act.near.len(), "each type once");
}

#[test]
fn a_side_of_the_wrong_kind_is_named_with_what_would_do() {
    let traces = traced("Residents blamed the neighbours.");
    let near: Vec<_> = traces[0].acts.iter().flat_map(|a| &a.near).flat_map(|n| &n.missing).collect();
    assert!(near.iter().any(|m| m.contains("“Residents”") && m.contains("would have to be a government")), "{near:?}");
}

#[test]
fn a_fired_word_names_the_event_that_rests_on_it() {
    let traces = traced("Gunmen attacked an army post in Kayes on Tuesday.");
    let act = &traces[0].acts[0];
    assert_eq!((act.fired.as_deref(), act.event.as_deref()), (Some("Armed clash"), Some("e1")));
}

#[test]
fn parts_cover_the_sentence_without_gaps() {
    let text = "On Tuesday, militants attacked an army post in Kayes; « l'été » passed. Nothing else.";
    for trace in traced(text) {
        let parts = trace.parts();
        assert_eq!(parts.first().map(|p| p.0.start), Some(trace.span.start));
        assert_eq!(parts.last().map(|p| p.0.end), Some(trace.span.end));
        assert!(parts.windows(2).all(|w| w[0].0.end == w[1].0.start), "{parts:?}");
    }
}

#[test]
fn a_text_of_no_known_language_has_no_trace() {
    let unknown = Document { language: Some("xx".into()), ..report("Words.") };
    assert!(explain(&unknown, Data::bundled()).is_empty());
    assert!(traced("").is_empty());
}

#[test]
fn numbers_show_their_bounds_and_thousands() {
    assert_eq!(words::bounds(Some(6_400_000), Some(6_400_000), true), "about 6,400,000");
    assert_eq!(words::bounds(Some(0), Some(50), false), "at most 50");
    assert_eq!(words::bounds(None, Some(50), false), "at most 50");
    assert_eq!(words::bounds(Some(10), Some(12), false), "10 to 12");
    assert_eq!(words::bounds(Some(1000), None, false), "at least 1,000");
    assert_eq!(words::bounds(None, None, false), "an unknown number");
}

#[test]
fn what_the_record_holds_is_never_said_to_have_stopped() {
    let text = "Gunmen came to Diabaly on Tuesday. They attacked the market of the town and burned it.";
    let traces = traced(text);
    let (record, _) = crate::code::code(&report(text), Data::bundled());
    for event in &record.events {
        let rests = |a: &&Act| event.field_evidence("sub_type").iter().any(|s| s.overlaps(&a.span));
        let acts: Vec<&Act> = traces.iter().flat_map(|t| &t.acts).filter(rests).collect();
        assert!(acts.iter().any(|a| a.fired.is_some() && a.event.is_some()), "{event:?} {acts:?}");
    }
    let event = Event { id: "e1".into(), sub_type: "Attack".into(), ..Event::default() };
    let evidence =
        crate::model::Evidence { fields: [("sub_type".into(), vec![Span::new(3, 9)])].into(), event: vec![] };
    let stopped = Act {
        span: Span::new(3, 9),
        group: "kill".into(),
        fired: None,
        event: None,
        stopped: Some("no".into()),
        near: vec![],
    };
    let mut acts = [stopped.clone(), Act { group: "assault".into(), ..stopped }];
    recorded(&mut acts, &[Event { evidence: Some(evidence), ..event }]);
    assert_eq!(
        (acts[0].fired.as_deref(), acts[0].event.as_deref(), &acts[0].stopped),
        (Some("Attack"), Some("e1"), &None)
    );
    assert_eq!(acts[1].fired, None, "one reading of the word is enough");
}
