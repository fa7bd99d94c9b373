use super::{EN, FR, cut, ends, english};
use crate::words::sentences;

#[test]
fn headlines_need_no_stop() {
    ends("Mali: five killed near Gao||\nThe army spoke.", &EN);
    ends("Une attaque à Gao||\n\nL'armée a parlé.", &FR);
}

#[test]
fn wrapped_lines_go_on() {
    ends("The men\nleft the town. || They\r\nhid.", &EN);
    ends("The men\n\nleft.".replace("\n\n", "||\n\n").as_str(), &EN);
}

#[test]
fn items_of_lists_are_sentences() {
    ends("They found:||\n- five guns;||\n- two cars;||\n• one flag", &EN);
    english("• five guns", "•|five|guns");
    ends("• five guns || • two cars", &EN);
    ends("1) Gao ||\n2) Kidal", &EN);
}

#[test]
fn tables_are_cut_into_lines_and_cells() {
    let table = "Region\tKilled\tHurt\nGao\t1 021\t5.000\nKidal\t7\t-";
    assert_eq!(cut(table, &EN), "Region|Killed|Hurt || Gao|1 021|5.000 || Kidal|7|-");
    english("| Gao | 12 |", "||Gao|||12||");
}

#[test]
fn a_missing_blank_does_not_hide_an_end() {
    ends("The men fled.||They hid.||Nobody died.", &EN);
    ends("Voir example.org/Nouvelles.html pour la suite.", &FR);
    english("Write to desk.Sahel@example.org now.", "Write|to|desk.Sahel@example.org|now|.");
}

#[test]
fn stops_of_other_scripts_end_sentences() {
    ends("من هنا؟ || لا نعرف.", &EN);
}

#[test]
fn small_letters_after_stops_go_on() {
    ends("The site mali.com. is down", &EN);
    ends("They fled ... and hid.", &EN);
}

#[test]
fn nothing_gives_nothing() {
    assert!(sentences("", &EN).is_empty() && sentences(" \n\t\u{a0}", &EN).is_empty());
    assert_eq!(sentences(" a ", &EN), vec![1..2]);
}
