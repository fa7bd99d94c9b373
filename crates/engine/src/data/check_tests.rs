//! What a person who slips in a data file is told.

use super::super::{Data, File, Files};

/// The bundled files, with one text replaced by another in one of them.
fn errors_with(changes: &[(&str, &str, &str)]) -> Vec<String> {
    let mut files: Vec<File> = Files::bundled().below("", "").cloned().collect();
    for (path, from, to) in changes {
        let file = files.iter_mut().find(|f| f.path == *path).expect("a data file");
        assert!(file.text.contains(from), "{path} has no {from}");
        file.text = file.text.replacen(from, to, 1);
    }
    Data::load(&Files::new(files)).err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

fn check(path: &str, from: &str, to: &str, expect: &str) {
    let errors = errors_with(&[(path, from, to)]);
    assert!(errors.iter().any(|e| e.contains(expect)), "{expect}\n{}", errors.join("\n"));
    let at = format!("data/{path}:{}:", line_of(path, from));
    assert!(errors.iter().any(|e| e.starts_with(&at)), "{at}\n{}", errors.join("\n"));
}

fn line_of(path: &str, text: &str) -> usize {
    let file = Files::bundled().get(path).cloned().expect("a data file");
    let at = file.text.find(text).expect("the text");
    file.text[..at].matches('\n').count() + 1
}

const CLASH: &str = "frames/armed_clash.toml";
const ENGLISH: &str = "lang/en/triggers.toml";

#[test]
fn broken_toml_is_told() {
    check("actors/leaders.toml", "home = \"MLI\"", "home = \"MLI", "invalid basic string");
    check(CLASH, "order = 20", "order = ", "expected");
}

#[test]
fn unknown_values_and_keys_are_told() {
    check("actors/mali.toml", "class = \"rebel group\"", "class = \"rebels\"", "found unknown variant `rebels`");
    check("actors/mali.toml", "aliases = [", "alias = [", "found unknown field `alias`");
    check("actors/leaders.toml", "[[actor]]", "[[actors]]", "expected [[actor]], found actors");
}

#[test]
fn missing_examples_are_told() {
    check("lang/en/agents.toml", "example = [\"Two [soldiers]", "example = [\"Two soldiers", "expected an example");
    check(ENGLISH, "example = [\"They are within [striking", "example = [\"They are within striking", "an example");
    let errors = errors_with(&[("actors/leaders.toml", "example = \"The decree was signed by [Assimi Goïta].\"", "")]);
    assert!(errors[0].contains("found missing field `example`"), "{}", errors[0]);
    let errors = errors_with(&[("actors/leaders.toml", "[Assimi Goïta]", "Assimi Goïta")]);
    assert!(errors[0].contains("expected an example with the name in brackets"), "{}", errors.join("\n"));
}

#[test]
fn rows_of_the_wrong_length_are_told() {
    check("places/SEN.tsv", "\tSEN\t", "\tSEN\t\t", "expected 10 cells split by tabs");
}

#[test]
fn names_of_other_tables_are_held_against_them() {
    check("lang/en/agents.toml", "institution = \"police\"", "institution = \"polise\"", "write \"police\"");
    check(CLASH, "initiator = \"Unidentified armed group\"", "initiator = \"Nobody\"", "expected an actor's name");
    check(CLASH, "country_acts_as = \"armed forces\"", "country_acts_as = \"army\"", "a key of actors");
    check(CLASH, "initiator = [\"armed\"]", "initiator = [\"armd\"]", "write \"armed\" if that was meant");
    check(CLASH, "needs = [\"place\"]", "needs = [\"plaza\"]", "write \"place\" if that was meant");
    check(CLASH, "\"Suicide bomb\"", "\"Suicide bombs\"", "write \"Suicide bomb\" if");
    check("actors/leaders.toml", "home = \"MLI\"", "home = \"MAL\"", "expected an ISO alpha-3 code");
}

#[test]
fn groups_topics_and_marks_must_have_both_ends() {
    check(CLASH, "\"overrun\", ", "\"overran\", ", "expected a group of lang/*/triggers.toml, found \"overran\"");
    check(ENGLISH, "group = \"clash\"", "group = \"clsh\"", "expected a group that a frame asks for");
    check(ENGLISH, "topic = \"border\"", "topic = \"borders\"", "expected a topic that a frame asks for");
    check("lang/en/grammar.toml", "negation = [\"not\"", "negaton = [\"not\"", "write \"negation\" if that was meant");
}

#[test]
fn all_errors_are_told_at_once_and_in_order() {
    let errors = errors_with(&[
        ("lang/en/agents.toml", "institution = \"police\"", "institution = \"polise\""),
        ("actors/mali.toml", "class = \"rebel group\"", "class = \"rebels\""),
        ("actors/mali.toml", "class = \"civil society\"", "class = \"club\""),
        (CLASH, "needs = [\"place\"]", "needs = [\"plaza\"]"),
    ]);
    assert_eq!(errors.len(), 4, "{}", errors.join("\n"));
    let place = |e: &String| {
        let (path, rest) = e.split_once(".toml:").expect("a file");
        let line: usize = rest.split(':').next().expect("a line").parse().expect("a number");
        (path.to_string(), line)
    };
    assert!(errors.iter().map(place).is_sorted(), "{}", errors.join("\n"));
}
