use super::{EN, FR, ends, english, french};

#[test]
fn capitals_with_and_without_accents() {
    french("À GAO, L'ÉTAT-MAJOR SE TAIT", "À|GAO|,|L'|ÉTAT-MAJOR|SE|TAIT");
    french("A GAO, L'ETAT-MAJOR SE TAIT", "A|GAO|,|L'|ETAT-MAJOR|SE|TAIT");
    french("l'armee n'a pas ete vue a Menaka", "l'|armee|n'|a|pas|ete|vue|a|Menaka");
    french("L’E\u{301}tat est la\u{300}.", "L’|E\u{301}tat|est|la\u{300}|.");
}

#[test]
fn sentences_in_capitals_end_likewise() {
    ends("L'ARMÉE A FUI. || LES CIVILS SONT LÀ.", &FR);
    ends("MR. SOW SPOKE. || THE MEN LEFT.", &EN);
}

#[test]
fn marks_and_invisible_signs_stay_in_their_word() {
    english("co\u{ad}operation in Ga\u{200b}o", "co\u{ad}operation|in|Ga\u{200b}o");
    english("\u{feff}Gao fell.", "\u{feff}Gao|fell|.");
}
