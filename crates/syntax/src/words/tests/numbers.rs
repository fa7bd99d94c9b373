use super::{EN, FR, ends, english, french};

#[test]
fn groups_and_decimals_are_one_word() {
    french("Les 5.000 et 1 021 et 12\u{202f}500\u{a0}000 sacs.", "Les|5.000|et|1 021|et|12\u{202f}500\u{a0}000|sacs|.");
    english("Some 5,000 of 1.5 or 2 500 left.", "Some|5,000|of|1.5|or|2 500|left|.");
    french("Soit 1 200,50 francs.", "Soit|1 200,50|francs|.");
}

#[test]
fn years_and_codes_are_no_groups() {
    english("In 2001 100 men left.", "In|2001|100|men|left|.");
    english("Of 12 100th days.", "Of|12|100th|days|.");
    french("Le 7 2024 et 0 123.", "Le|7|2024|et|0|123|.");
}

#[test]
fn hours_and_units_are_parted() {
    french("À 16h30 ou 9h, à 5km.", "À|16|h|30|ou|9|h|,|à|5|km|.");
    english("At 10am or 10:30, 5km off, for 3.5bn.", "At|10|am|or|10:30|,|5|km|off|,|for|3.5|bn|.");
    english("The M23 and the 23rd came in the 1990s.", "The|M23|and|the|23rd|came|in|the|1990s|.");
    french("Le 1er et le 2e, le G5.", "Le|1er|et|le|2e|,|le|G5|.");
}

#[test]
fn money_and_shares_are_parted() {
    english("It cost $5, US$3 and €2 or 10% more.", "It|cost|$|5|,|US|$|3|and|€|2|or|10|%|more|.");
    french("Il fait 40 °C, 10% de plus.", "Il|fait|40|°C|,|10|%|de|plus|.");
}

#[test]
fn dates_are_one_word() {
    french("Le 03/07/2024 ou 03.07.2024.", "Le|03/07/2024|ou|03.07.2024|.");
    english("On 2024-07-03 or 3/7.", "On|2024-07-03|or|3/7|.");
}

#[test]
fn numbers_end_sentences_but_items_do_not() {
    ends("It ended in 2012. || The men left.", &EN);
    ends("Ils étaient 5.000. || Tous ont fui.", &FR);
    ends("1. The army left.", &EN);
}
