//! Floods, matches, trials: where words of violence tell nothing unless somebody fought.

use super::scan::{Reader, Sentence};
use crate::data::Lift;

/// What is told of an act beside its words.
pub(crate) struct Told {
    pub armed: bool,
    pub group: bool,
    pub harmed: bool,
    pub dated: bool,
    pub placed: bool,
    pub marched: bool,
    pub civic: bool,
}

impl Told {
    fn has(&self, lift: Lift) -> bool {
        match lift {
            Lift::Armed => self.armed,
            Lift::Group => self.group,
            Lift::Harmed => self.harmed,
            Lift::Dated => self.dated,
            Lift::Placed => self.placed,
            Lift::Marched => self.marched,
            Lift::Civic => self.civic,
        }
    }
}

/// The topic of a sentence for which the act is none.
pub(crate) fn topic<'r>(r: &'r Reader, s: &Sentence, told: &Told) -> Option<&'r str> {
    let here = r.lex.quiet.iter().filter(|(topic, _)| s.has_topic(topic));
    here.filter(|(_, lifts)| !lifts.iter().any(|l| told.has(*l))).map(|(topic, _)| topic.as_str()).next()
}

/// Sentences that say what a report is about: the headline and the lead.
const OPENING: usize = 3;

/// A report that opens with such a topic and comes back to it in a third of its sentences is of nothing else.
pub(crate) fn spread(r: &Reader, sentences: &mut [Sentence]) {
    for topic in r.lex.quiet.keys() {
        let told = sentences.iter().filter(|s| s.has_topic(topic)).count();
        let opens = sentences.iter().take(OPENING).any(|s| s.has_topic(topic));
        if opens && (told > 1 || sentences.len() <= OPENING) && 3 * told >= sentences.len() {
            sentences.iter_mut().for_each(|s| s.topics.push((s.toks.start..s.toks.start, topic.clone())));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::code::testing::told;

    fn events(language: &str, text: &str) -> usize {
        told(language, "2025-07-07", text).len()
    }

    #[test]
    fn accidents_are_no_violence() {
        assert_eq!(events("en", "A lorry overturned near Kati on Sunday, killing seven people."), 0);
        assert_eq!(
            events(
                "fr",
                "Une bonbonne de gaz a explosé lundi dans un restaurant de Niamey, blessant quatre personnes."
            ),
            0
        );
        assert_eq!(events("en", "Gunmen raided a camp for flood victims near Gao on Sunday, killing two."), 1);
    }

    #[test]
    fn what_nobody_does_in_no_country_is_not_told() {
        assert_eq!(events("en", "The law was passed on Monday."), 0);
        assert_eq!(events("fr", "Les prévenus ont été condamnés lundi."), 0);
        assert_eq!(events("en", "Gunmen killed 12 villagers on Monday."), 1);
        assert_eq!(events("en", "A court in Gao passed its sentence on three rebels on Monday."), 1);
    }

    #[test]
    fn a_month_is_no_march() {
        assert_eq!(events("en", "Please send the chart for March to the office in Gao by Monday."), 0);
        assert_eq!(events("en", "Women held a march in Gao on Monday."), 1);
    }

    #[test]
    fn general_words_are_no_acts() {
        for text in [
            "The rifle turned out to be a good weapon in Mali.",
            "He gave the lecture at the university of Gao last fall.",
            "The study in Mali demonstrated how deep the lake had become.",
            "Heavy demand for energy in Mali pushed prices up on Monday.",
            "She was transferred to a hospital in Gao on Monday.",
            "Firefighters battled the blaze in Gao on Monday.",
            "A powerful quake struck near Gao on Monday, killing 12 people.",
        ] {
            assert_eq!(events("en", text), 0, "{text}");
        }
        for text in [
            "La plante combat les nausées, dit un médecin de Gao.",
            "Le Mali a montré cette semaine à Gao ses hélicoptères de combat.",
            "L'attaquant de Gao voulait jouer lundi au Mali.",
            "Un intérêt pour la danse se manifeste lundi au Mali.",
        ] {
            assert_eq!(events("fr", text), 0, "{text}");
        }
    }

    #[test]
    fn who_dies_of_no_blow_was_not_killed() {
        assert_eq!(events("en", "The former governor died on Thursday in Gao, aged 82."), 0);
        assert_eq!(events("fr", "Moussa Sy, l'ancien président, est décédé mardi à Bamako."), 0);
        assert_eq!(events("en", "Three people died on Monday in Gao."), 1);
        assert_eq!(events("en", "The mayor died on Monday near Djibo when his car hit a mine."), 1);
        assert_eq!(events("fr", "Trois enfants ont marché sur une mine lundi à Gao et sont décédés."), 1);
    }

    #[test]
    fn who_is_brought_to_hospital_is_not_abducted() {
        assert_eq!(events("en", "Three wounded men were taken to Sand Hospital in Gao on Monday."), 0);
        assert_eq!(events("fr", "Trois blessés ont été emmenés lundi à l'hôpital de Gao."), 0);
        assert_eq!(events("en", "Gunmen stormed the hospital in Gao on Monday and took three nurses."), 1);
        assert_eq!(events("fr", "Des hommes armés ont emmené lundi trois infirmiers de l'hôpital de Gao."), 1);
    }

    #[test]
    fn a_noun_with_an_article_is_no_verb() {
        assert_eq!(events("en", "The man fled to a nearby bar in Gao on Monday."), 0);
        assert_eq!(events("en", "Officers found him in the 1300 block of a street in Gao on Monday."), 0);
        assert_eq!(events("en", "Rebels block roads to Gao since Monday."), 1);
    }

    #[test]
    fn a_persons_name_is_no_act() {
        assert_eq!(events("en", "The guests in Mali on Monday were Treva Battle and Loretta Lynch."), 0);
        assert_eq!(events("en", "On Monday the rebels lost the battle of Gao."), 1);
    }

    #[test]
    fn beasts_are_goods() {
        let found = told("en", "2025-07-07", "Gunmen slaughtered sixty cows near Gao on Friday.");
        assert_eq!(found[0].sub_type, "Looting/property destruction");
        assert!(found[0].figures.is_empty());
        let herder = told("en", "2025-07-07", "Gunmen killed a herder and stole sixty cows near Gao on Friday.");
        assert_eq!(herder[0].sub_type, "Attack");
    }

    #[test]
    fn what_drove_people_out_is_told_only_with_its_place_or_day() {
        assert_eq!(events("en", "At least 900 people were displaced by the recent clashes; many are now in Gao."), 0);
        assert_eq!(events("en", "At least 900 people were displaced by clashes in Boni on 3 July."), 1);
    }

    #[test]
    fn people_march_after_accidents() {
        assert_eq!(events("en", "Thousands marched in Gao on Friday, a year after the mine collapse."), 1);
        assert_eq!(events("fr", "Des habitants ont manifesté vendredi à Niamey après les inondations."), 1);
    }

    #[test]
    fn a_match_is_an_attack_only_if_somebody_was_hit() {
        assert_eq!(events("en", "The visitors attacked from the kick-off in Abidjan on Friday."), 0);
        assert_eq!(events("en", "A bomb went off at a football match in Mopti on Friday, killing three people."), 1);
    }

    #[test]
    fn a_driver_held_after_an_accident_is_no_arrest() {
        let bus = "A bus plunged into a ravine near Kati on Monday, killing 16. The driver was arrested.";
        assert_eq!(events("en", bus), 0);
        assert_eq!(events("fr", "Une collision a fait deux morts lundi à Kati. Le chauffeur a été interpellé."), 0);
    }

    #[test]
    fn a_report_of_the_weather_is_quiet_to_its_end() {
        let flood = "Floods in Dosso\n\nThe floods hit the region on Monday.\n\nTwelve people were killed in Gaya.";
        assert_eq!(events("en", flood), 0);
    }
}
