use super::EN;
use crate::words::{Boundary, Marked, score, sentences};

/// Headings without a stop, run into the text behind them.
fn treebank() -> Vec<Marked> {
    let mut text = Marked::default();
    for (heading, place) in [("The weather", "Gao"), ("The roads", "Kidal"), ("The market", "Mopti")] {
        for word in ["calm", "open", "quiet", "closed", "wet"] {
            text.push(heading, [], false);
            text.push(&format!("It is {word} in {place} and in Mr. Sow 's town."), [], false);
        }
    }
    vec![text]
}

#[test]
fn a_classifier_learns_what_rules_leave_open() {
    let gold = treebank();
    let boundary = Boundary::train(&gold, &EN);
    let taught = EN.clone().with(boundary);
    assert!(score(&gold, &EN).sentences.percent() < 60.0);
    assert_eq!(score(&gold, &taught).sentences.percent(), 100.0);
    assert_eq!(sentences("The market It is calm. || ", &taught).len(), 3);
}

#[test]
fn training_is_repeatable_and_weights_survive_storage() {
    let bytes = Boundary::train(&treebank(), &EN).to_bytes();
    assert_eq!(bytes, Boundary::train(&treebank(), &EN).to_bytes());
    let again = Boundary::from_bytes(&bytes).expect("a classifier");
    assert_eq!(again.to_bytes(), bytes);
}

#[test]
fn bytes_that_are_none_are_refused() {
    let bytes = Boundary::train(&treebank(), &EN).to_bytes();
    assert!(Boundary::from_bytes(b"VSB1").is_err() && Boundary::from_bytes(b"").is_err());
    assert!(Boundary::from_bytes(&bytes[..bytes.len() - 4]).is_err());
    let more = [bytes.as_slice(), &[9; 4]].concat();
    assert!(Boundary::from_bytes(&more).is_err());
}
