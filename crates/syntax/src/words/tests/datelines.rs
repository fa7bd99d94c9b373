use crate::words::{aside, dateline};

/// What stands before the bar is a dateline.
fn check(marked: &str) {
    let (head, rest) = marked.split_once('|').expect("a bar");
    let text = format!("Before. {head}{rest}");
    let found = dateline(&text, 8..text.len());
    assert_eq!(&text[found], head, "{marked}");
}

#[test]
fn places_days_and_credits_before_a_dash() {
    check("BAMAKO, July 3 (AFP) —| Soldiers fled.");
    check("BAMAKO, 3 juillet 2024 (AFP) -| Des soldats ont fui.");
    check("Bamako, le 3 juillet 2024 –| Des soldats ont fui.");
    check("GAO, Mali —| Soldiers fled.");
    check("Gao (Mali) -| Des soldats ont fui.");
    check("Ouagadougou -| Des soldats ont fui.");
    check("BAMAKO/GAO —| Soldiers fled.");
    check("(AFP) -| Soldiers fled.");
}

#[test]
fn credits_without_a_dash_and_colons() {
    check("BAMAKO (AFP)| Soldiers fled.");
    check("MALI:| Soldiers fled near Gao.");
    check("KIDAL, July 3 (AFP):| Soldiers fled.");
    check("BAMAKO (AFP) —| soldiers fled.");
}

#[test]
fn subjects_and_asides_are_no_datelines() {
    check("|Soldiers - many of them boys - fled.");
    check("|President Sow — who fled — spoke.");
    check("|The army said: We stay.");
    check("|In Gao – the city in the north – five died.");
    check("|MALI: 12 KILLED - ARMY");
    check("|ARMY SAYS 12 KILLED — MORE TO COME");
    check("|Al-Qaïda a fui.");
    check("|(They fled.) Then they hid.");
    check("|");
}

#[test]
fn a_dateline_out_of_range_is_none() {
    assert_eq!(dateline("é", 1..9), 1..1);
    assert!(aside("é", 1..9).is_empty());
}

#[test]
fn brackets_are_asides_unless_they_are_the_sentence() {
    let check = |text: &str, expect: &[&str]| {
        let found: Vec<&str> = aside(text, 0..text.len()).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, expect);
    };
    check("JNIM (the group (in Mali)) said [sic] so.", &["(the group (in Mali))", "[sic]"]);
    check("(They fled.)", &[]);
    check("They (fled.", &[]);
    check("They) fled (", &[]);
}
