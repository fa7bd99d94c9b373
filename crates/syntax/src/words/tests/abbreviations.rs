use super::{EN, FR, ends, english, french};

#[test]
fn titles_and_initials_keep_their_stop() {
    french("M. Diarra a parlé.", "M.|Diarra|a|parlé|.");
    french("Selon MM. A. B. Keïta et J.-P. Sow, oui.", "Selon|MM.|A.|B.|Keïta|et|J.-P.|Sow|,|oui|.");
    english("Gen. T. J. Cole met Mr. Sy.", "Gen.|T.|J.|Cole|met|Mr.|Sy|.");
    french("Le Dr.Sow et M.Diarra sont là.", "Le|Dr.|Sow|et|M.|Diarra|sont|là|.");
}

#[test]
fn sentences_go_on_after_titles() {
    ends("Il a vu M. Le Goff. || Elle, non.", &FR);
    ends("Col. The left. || Prof. Sy stayed.", &EN);
    ends("Selon le Gal. Traoré, tout va bien. || Il ment.", &FR);
}

#[test]
fn other_abbreviations_end_sentences_before_common_starts() {
    ends("They flew to the U.S. || The others stayed.", &EN);
    ends("They flew to the U.S. Embassy.", &EN);
    ends("Riz, mil, sucre, etc. || Les camions sont partis.", &FR);
    ends("Riz, mil, etc. Kidal manque de tout.", &FR);
    ends("It began at 5 p.m. || On Friday it ended at 6 a.m. local time.", &EN);
}

#[test]
fn the_last_stop_stands_alone() {
    english("He fled to the U.S.", "He|fled|to|the|U.S|.");
    french("Il y a du riz, etc.", "Il|y|a|du|riz|,|etc|.");
    english("(He fled to the U.S.)", "(|He|fled|to|the|U.S|.|)");
}

#[test]
fn numbers_follow_abbreviations() {
    ends("See No. 5 and pp. 12 of it.", &EN);
    ends("He said no. || Then he left.", &EN);
    ends("Voir l'art. 5, p. 12. || C'est clair.", &FR);
    french("Le décret n° 12 et le n°13.", "Le|décret|n°|12|et|le|n°|13|.");
}

#[test]
fn letters_may_end_a_sentence() {
    ends("They chose plan B. || The army left.", &EN);
    ends("They chose Amadou B. Sow.", &EN);
}

#[test]
fn acronyms_with_stops_are_one_word() {
    french("L'O.N.U. agit.", "L'|O.N.U.|agit|.");
    english("The D.R.C. acts, e.g. here.", "The|D.R.C.|acts|,|e.g.|here|.");
    french("En 50 av. J.-C. déjà.", "En|50|av.|J.-C.|déjà|.");
}
