use super::{english, french};

#[test]
fn french_chains_are_one_word() {
    french("Al-Qaïda au Burkina-Faso, c'est-à-dire ici.", "Al-Qaïda|au|Burkina-Faso|,|c'est-à-dire|ici|.");
    french("Le vice-président et les vingt-cinq porte-parole", "Le|vice-président|et|les|vingt-cinq|porte-parole");
    french("Peut-être l'arrière-pays", "Peut-être|l'|arrière-pays");
    french("Abou\u{2011}Bakr", "Abou\u{2011}Bakr");
}

#[test]
fn pronouns_after_hyphens_are_parted() {
    french("A-t-il fui ? Où sont-ils ?", "A|-t-il|fui|? || Où|sont|-ils|?");
    french("« Partez », a-t-elle dit.", "«|Partez|»|,|a|-t-elle|dit|.");
    french("Est-ce vrai ? Dites-le-moi.", "Est|-ce|vrai|? || Dites|-le|-moi|.");
    french("Celui-ci dort, ce jour-là, rendez-vous", "Celui-ci|dort|,|ce|jour|-là|,|rendez-vous");
    french("L'A-T-IL VU", "L'|A|-T-IL|VU");
}

#[test]
fn du_des_au_aux_are_one_word() {
    french("Du riz des champs, au nord, aux soldats.", "Du|riz|des|champs|,|au|nord|,|aux|soldats|.");
}

#[test]
fn english_hyphens_part_words_but_prefixes() {
    english("A well-known Al-Qaeda man", "A|well|-|known|Al|-|Qaeda|man");
    english("non-state, ex-rebel, mid-July", "non-state|,|ex-rebel|,|mid-July");
    english("A 25-year-old with an AK-47", "A|25|-|year|-|old|with|an|AK|-|47");
}

#[test]
fn dashes_part_words() {
    french("Gao—la ville–dort -- oui - non", "Gao|—|la|ville|–|dort|--|oui|-|non");
}
