//! Constructions by hand-written trees: `form/lemma/UPOS.features/head/relation`, one word after another.

mod mends;

use super::*;
use crate::tree::{Rel, Tag, Tree, Upos, VerbForm, Word};

const ENGLISH: &str = include_str!("../../../../../data/lang/en/roles.toml");
const FRENCH: &str = include_str!("../../../../../data/lang/fr/roles.toml");

/// A sentence with its tree; the act is the word whose form ends in `*`.
fn read(file: &str, words: &str) -> (String, Tree, u32) {
    let (mut text, mut tree, mut act) = (String::new(), Tree::default(), 0);
    for (i, word) in words.split_whitespace().enumerate() {
        let parts: Vec<&str> = word.split('/').collect();
        let form = parts[0].trim_end_matches('*');
        if form != parts[0] {
            act = i as u32;
        }
        let (upos, feats) = parts[2].split_once('.').unwrap_or((parts[2], ""));
        let head = parts[3].parse::<u32>().ok().and_then(|h| h.checked_sub(1));
        let span = text.len()..text.len() + form.len();
        text.push_str(form);
        text.push(' ');
        let (tag, rel) = (Tag::parse(upos, &feats.replace('.', "|")), Rel::parse(parts[4]));
        tree.words.push(Word { span, lemma: parts[1].into(), tag, head, rel });
    }
    assert!(Roles::load(file).is_ok());
    (text, tree, act)
}

/// The answers as one line: who > whom (how many) / said by / happened.
fn told(file: &str, words: &str) -> String {
    let (text, tree, act) = read(file, words);
    let roles = Roles::load(file).expect("the file of the language");
    let reading = Reading::new(&roles, &text, &tree);
    let clause = reading.clause(act);
    let list = |words: &[u32]| words.iter().map(|w| reading.form(*w)).collect::<Vec<_>>().join("+");
    let [who, whom, count, said] = exam::answers(&clause).map(|words| list(&words));
    format!("{who} > {whom} ({count}) {said}: {}", clause.happened.name())
}

#[test]
fn subject_and_object_are_shared_over_coordination() {
    let en = "Men/man/NOUN/3/nsubj and/and/CCONJ/1/cc";
    let line = "Men/man/NOUN/4/nsubj and/and/CCONJ/3/cc boys/boy/NOUN/1/conj ambushed*/ambush/VERB.VerbForm=Fin/0/root \
                and/and/CCONJ/6/cc killed/kill/VERB.VerbForm=Fin/4/conj two/two/NUM/8/nummod guards/guard/NOUN/6/obj";
    assert_eq!(told(ENGLISH, line), "Men+boys > guards (two) : yes");
    let second = line.replace("ambushed*", "ambushed").replace("killed/", "killed*/");
    assert_eq!(told(ENGLISH, &second), "Men+boys > guards (two) : yes");
    assert!(line.starts_with(&en[..8]));
}

#[test]
fn a_passive_turns_the_sides() {
    let line = "Trois/trois/NUM/2/nummod juges/juge/NOUN/5/nsubj:pass ont/avoir/AUX/5/aux été/être/AUX/5/aux:pass \
                tués*/tuer/VERB.VerbForm=Part.Tense=Past/0/root par/par/ADP/7/case des/un/DET/8/det \
                inconnus/inconnu/NOUN/5/obl:agent";
    assert_eq!(told(FRENCH, &line.replace("par/par/ADP/7", "par/par/ADP/8")), "inconnus > juges (Trois) : yes");
}

#[test]
fn a_perfect_with_etre_is_no_passive() {
    let line = "Les/le/DET/2/det rebelles/rebelle/NOUN/4/nsubj:pass sont/être/AUX/4/aux:pass \
                entrés*/entrer/VERB.VerbForm=Part.Tense=Past/0/root";
    assert_eq!(told(FRENCH, line), "rebelles >  () : yes");
}

#[test]
fn relative_clauses_and_participles_describe_their_noun() {
    let who = "Men/man/NOUN/6/nsubj who/who/PRON/3/nsubj attacked*/attack/VERB.VerbForm=Fin/1/acl:relcl a/a/DET/5/det \
               convoy/convoy/NOUN/3/obj fled/flee/VERB/0/root";
    assert_eq!(told(ENGLISH, who), "Men > convoy () : yes");
    let whom = "les/le/DET/2/det villageois/villageois/NOUN/0/root que/que/PRON/6/obj la/le/DET/5/det \
                milice/milice/NOUN/6/nsubj tua*/tuer/VERB.VerbForm=Fin/2/acl:relcl";
    assert_eq!(told(FRENCH, whom), "milice > villageois () : yes");
    let gap = "villagers/villager/NOUN/0/root the/the/DET/3/det militia/militia/NOUN/4/nsubj \
               killed*/kill/VERB.VerbForm=Fin/1/acl:relcl";
    assert_eq!(told(ENGLISH, gap), "militia > villagers () : yes");
    let part = "teachers/teacher/NOUN/0/root abducted*/abduct/VERB.VerbForm=Part.Tense=Past/1/acl by/by/ADP/4/case \
                gunmen/gunman/NOUN/2/obl";
    assert_eq!(told(ENGLISH, part), "gunmen > teachers () : yes");
}

#[test]
fn infinitives_have_the_subject_that_controls_them() {
    let tried = "Gunmen/gunman/NOUN/2/nsubj tried/try/VERB.VerbForm=Fin/0/root to/to/PART/4/mark \
                 seize*/seize/VERB.VerbForm=Inf/2/xcomp a/a/DET/6/det convoy/convoy/NOUN/4/obj";
    assert_eq!(told(ENGLISH, tried), "Gunmen > convoy () : attempted");
    let accused = "Paris/Paris/PROPN/2/nsubj accuse/accuser/VERB.VerbForm=Fin/0/root les/le/DET/4/det \
                   rebelles/rebelle/NOUN/2/obj d'/de/ADP/7/mark avoir/avoir/AUX/7/aux \
                   brûlé*/brûler/VERB.VerbForm=Part.Tense=Past/2/xcomp l'/le/DET/9/det école/école/NOUN/7/obj";
    assert_eq!(told(FRENCH, accused), "rebelles > école () Paris: reported");
}

#[test]
fn speakers_stand_before_after_and_beside() {
    let before = "Police/police/NOUN/2/nsubj said/say/VERB/0/root rebels/rebel/NOUN/4/nsubj fled*/flee/VERB/2/ccomp";
    assert_eq!(told(ENGLISH, before), "rebels >  () Police: yes");
    let after = "Rebels/rebel/NOUN/2/nsubj fled*/flee/VERB/0/root ,/,/PUNCT/5/punct police/police/NOUN/5/nsubj \
                 said/say/VERB/2/parataxis";
    assert_eq!(told(ENGLISH, after), "Rebels >  () police: yes");
    let beside = "Selon/selon/ADP/3/case un/un/DET/3/det témoin/témoin/NOUN/5/obl ils/lui/PRON/5/nsubj \
                  fuient*/fuir/VERB/0/root";
    assert_eq!(told(FRENCH, beside), "ils >  () témoin: yes");
    let own = "a/a/DET/2/det man/man/NOUN/5/nsubj who/who/PRON/4/nsubj fled*/flee/VERB/2/acl:relcl \
               said/say/VERB/0/root so/so/ADV/5/advmod";
    assert_eq!(told(ENGLISH, own), "man >  () : yes");
}

#[test]
fn what_is_denied_doubted_or_meant_is_told_so() {
    let fr = |rest: &str| told(FRENCH, &format!("ils/lui/PRON/3/nsubj {rest}"));
    let part = "tué*/tuer/VERB.VerbForm=Part.Tense=Past/0/root";
    assert!(fr(&format!("auraient/avoir/AUX.Mood=Cnd/3/aux {part}")).ends_with("reported"));
    let only = fr("ne/ne/ADV/3/advmod tuent*/tuer/VERB.VerbForm=Fin/0/root que/que/ADV/5/advmod lui/lui/PRON/3/obj");
    assert!(only.ends_with("yes"), "{only}");
    let en = |rest: &str| told(ENGLISH, &format!("they/they/PRON/3/nsubj {rest}"));
    assert!(en("could/could/AUX/3/aux attack*/attack/VERB.VerbForm=Inf/0/root").ends_with("possible"));
    assert!(en("will/will/AUX/3/aux attack*/attack/VERB.VerbForm=Inf/0/root").ends_with("planned"));
    assert!(en("never/never/ADV/3/advmod attacked*/attack/VERB.VerbForm=Fin/0/root").ends_with("negated"));
    let none = "No/no/DET/2/det man/man/NOUN/3/nsubj:pass killed*/kill/VERB.VerbForm=Part.Tense=Past/0/root";
    assert!(told(ENGLISH, none).ends_with("negated"));
}

#[test]
fn nouns_of_acts_have_sides() {
    let attack = "attaque*/attaque/NOUN/0/root des/de/ADP/3/case rebelles/rebelle/NOUN/1/nmod contre/contre/ADP/6/case \
                  un/un/DET/6/det camp/camp/NOUN/1/nmod";
    assert_eq!(told(FRENCH, attack), "rebelles > camp () : yes");
    let killing = "killing*/killing/NOUN/0/root of/of/ADP/4/case two/two/NUM/4/nummod nuns/nun/NOUN/1/nmod \
                   by/by/ADP/6/case men/man/NOUN/1/nmod";
    assert_eq!(told(ENGLISH, killing), "men > nuns (two) : yes");
    let carried = "Rebels/rebel/NOUN/2/nsubj carried/carry/VERB/0/root out/out/ADP/2/compound:prt an/a/DET/5/det \
                   attack*/attack/NOUN/2/obj on/on/ADP/8/case a/a/DET/8/det camp/camp/NOUN/2/obl";
    assert_eq!(told(ENGLISH, carried), "Rebels > camp () : yes");
}

#[test]
fn amounts_count_the_noun_after_them() {
    let line = "dizaines/dizaine/NOUN/5/nsubj:pass de/de/ADP/3/case civils/civil/NOUN/1/nmod ont/avoir/AUX/5/aux \
                tués*/tuer/VERB.VerbForm=Part.Tense=Past/0/root";
    assert_eq!(told(FRENCH, line), " > civils (dizaines) : yes");
}

proptest::proptest! {
    /// Whatever hangs on whatever, in circles or beyond the sentence: every word is read to an end.
    #[test]
    fn any_tree_is_read_to_an_end(words in proptest::collection::vec((0..9_usize, 0..14_u32, 0..99_usize, 0..12_usize), 1..12)) {
        const FORMS: [&str; 12] =
            ["say", "accuse", "try", "not", "by", "according", "ne", "que", "kill", "two", "dozens", ","];
        let upos = [Upos::Verb, Upos::Noun, Upos::Adp, Upos::Pron, Upos::Adj, Upos::Punct, Upos::Aux, Upos::Num, Upos::Adv];
        let (mut text, mut tree) = (String::new(), Tree::default());
        for (kind, head, rel, form) in words {
            let span = text.len()..text.len() + FORMS[form].len();
            text.push_str(FORMS[form]);
            let mut tag = Tag::plain(upos[kind]);
            tag.form = VerbForm::ALL[rel % VerbForm::ALL.len()];
            let rel = Rel::ALL[rel % Rel::ALL.len()];
            tree.words.push(Word { span, lemma: FORMS[form].into(), tag, head: head.checked_sub(1), rel });
        }
        for file in [ENGLISH, FRENCH] {
            let roles = Roles::load(file).expect("the file of the language");
            let reading = Reading::new(&roles, &text, &tree);
            for act in 0..tree.words.len() as u32 {
                let clause = reading.clause(act);
                clause.who.iter().chain(&clause.whom).for_each(|p| drop(reading.bytes(p)));
            }
        }
    }
}
