//! Every example of the files that ship is a test.

use super::{EN, ENGLISH, FR, FRENCH, cut};
use crate::words::{Exceptions, sentences, words};

/// Words in brackets must be found as they stand; where a double bar stands, sentences must end, and
/// nowhere else.
fn check(line: usize, example: &str, ex: &Exceptions) {
    let (mut text, mut expect, mut ends) = (String::new(), Vec::new(), 1);
    let mut open = 0;
    for c in example.replace("|| ", "|").chars() {
        match c {
            '[' => open = text.len(),
            ']' => expect.push(open..text.len()),
            '|' => ends += 1,
            _ => text.push(c),
        }
    }
    let found = sentences(&text, ex);
    let mut all = Vec::new();
    found.iter().for_each(|s| words(&text, s.clone(), ex, &mut all));
    assert_eq!(found.len(), ends, "line {line}: {example}: {}", cut(&text, ex));
    let missed = expect.iter().find(|e| !all.contains(e));
    assert_eq!(missed, None, "line {line}: {example}: {}", cut(&text, ex));
}

#[test]
fn examples_of_the_files_hold() {
    EN.examples().for_each(|(line, example)| check(line, example, &EN));
    FR.examples().for_each(|(line, example)| check(line, example, &FR));
    assert!(EN.examples().count() > 20 && FR.examples().count() > 50);
}

#[test]
fn a_third_language_is_a_file() {
    let text = "[style]\nhyphens cut : [Nord]-[Süd]\n[before a name]\nhr fr\n[unit]\nuhr km\n";
    let german = Exceptions::read(text).expect("a file");
    assert_eq!(cut("Hr. Sow kam um 16Uhr. Er ging.", &german), "Hr.|Sow|kam|um|16|Uhr|. || Er|ging|.");
}

#[test]
fn the_files_have_no_heading_unread() {
    assert!(Exceptions::read(ENGLISH).is_ok() && Exceptions::read(FRENCH).is_ok());
}
