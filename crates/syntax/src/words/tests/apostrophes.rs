use super::{english, french};

#[test]
fn elided_words_are_parted_in_all_shapes() {
    french("L'armée d’ici n'a rien vu.", "L'|armée|d’|ici|n'|a|rien|vu|.");
    french("Qu'il vienne, puisqu’elle part, jusqu'à Gao.", "Qu'|il|vienne|,|puisqu’|elle|part|,|jusqu'|à|Gao|.");
    french("Il y a plus qu'à l'Est, s'il en est.", "Il|y|a|plus|qu'|à|l'|Est|,|s'|il|en|est|.");
    french("L'HÔPITAL N'EST PLUS SÛR", "L'|HÔPITAL|N'|EST|PLUS|SÛR");
    french("C'qu'on dit", "C'qu'on|dit");
}

#[test]
fn words_with_an_apostrophe_stay_whole() {
    french("Aujourd'hui et aujourd’hui, quelqu'un dort.", "Aujourd'hui|et|aujourd’hui|,|quelqu'un|dort|.");
    french("Les prud'hommes, c'est-à-dire là où l'on juge.", "Les|prud'hommes|,|c'est-à-dire|là|où|l'on|juge|.");
}

#[test]
fn names_keep_their_first_letter() {
    french("N'Dola, N’Djamena, M'Bour et M'Hamed", "N'Dola|,|N’Djamena|,|M'Bour|et|M'Hamed");
    french("N'Aïssa n'aime pas", "N'Aïssa|n'|aime|pas");
    french("M'BERA et N'DJAMENA", "M'BERA|et|N'DJAMENA");
    french("Ba'ath et O'Brien", "Ba'ath|et|O'Brien");
    english("Jama'at, N'Djamena, O'Brien", "Jama'at|,|N'Djamena|,|O'Brien");
}

#[test]
fn clitics_stand_before_quotes() {
    french("L'« armée » et l'\"ONU\"", "L'|«|armée|»|et|l'|\"|ONU|\"");
}

#[test]
fn english_clitics_are_parted() {
    english("They didn't, he's, we'll, I’ve.", "They|did|n't|,|he|'s|,|we|'ll|,|I|’ve|.");
    english("The army's men, the soldiers' guns.", "The|army|'s|men|,|the|soldiers|'|guns|.");
    english("DON'T they? Can't he?", "DO|N'T|they|? || Ca|n't|he|?");
    english("He cannot go; I'd've gone.", "He|can|not|go|;|I|'d|'ve|gone|.");
    english("\"Sahel Post\"'s men", "\"|Sahel|Post|\"|'s|men");
    english("In the '90s at 6 o'clock", "In|the|'|90s|at|6|o'clock");
}
