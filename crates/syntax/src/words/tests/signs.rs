use super::{english, french};

#[test]
fn runs_of_stops_are_one_word() {
    english(
        "They fled... Why?! No one knows…",
        "They|fled|...|Why|?! || No|one|knows|…".replace("...|Why", "... || Why").as_str(),
    );
    english("Gao -- no, === yes", "Gao|--|no|,|===|yes");
}

#[test]
fn addresses_are_one_word() {
    english("See https://example.org/a?b=1, please.", "See|https://example.org/a?b=1|,|please|.");
    french("Voir www.example.org.", "Voir|www.example.org|.");
    english("Write to a.sow@example.org now", "Write|to|a.sow@example.org|now");
    french("Sur example.org ou rapport.pdf", "Sur|example.org|ou|rapport.pdf");
}

#[test]
fn slashes_part_words_but_not_letters() {
    english("Gao/Kidal and/or 10 km/h", "Gao|/|Kidal|and|/|or|10|km/h");
    english("The P&L and R&D at AT&T", "The|P&L|and|R&D|at|AT&T");
}

#[test]
fn endings_in_brackets_belong_to_french_words() {
    french("Le(s) blessé(e)s et (le) mort", "Le(s)|blessé(e)|s|et|(|le|)|mort");
}

#[test]
fn brackets_are_words() {
    english("Gao (north) [map]", "Gao|(|north|)|[|map|]");
}

#[test]
fn smiles_are_one_word() {
    english("They left :) and :-( came", "They|left|:)|and|:-(|came");
}
