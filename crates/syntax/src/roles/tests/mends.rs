//! Trees that a parser gets wrong and the lists put right.

use super::*;

/// The head and relation of each word after mending, `head:relation` with heads counted from one.
fn links(file: &str, words: &str) -> String {
    let (text, tree, _) = read(file, words);
    let roles = Roles::load(file).expect("the file of the language");
    let mended = Reading::new(&roles, &text, &tree).mended();
    let link = |w: &Word| format!("{}:{}", w.head.map_or(0, |h| h + 1), w.rel);
    mended.words.iter().map(link).collect::<Vec<_>>().join(" ")
}

#[test]
fn an_inverted_speaker_is_a_subject() {
    let line = "Deux/deux/NUM/2/nummod juges/juge/NOUN/3/nsubj fuient*/fuir/VERB.VerbForm=Fin/0/root ,/,/PUNCT/6/punct \
                a/avoir/AUX/6/aux annoncé/annoncer/VERB.VerbForm=Part/3/conj le/le/DET/8/det maire/maire/NOUN/6/obj";
    assert_eq!(told(FRENCH, line), "juges >  (Deux) maire: yes");
    let within = "Men/man/NOUN/5/nsubj ,/,/PUNCT/5/punct a/a/DET/4/det source/source/NOUN/5/nsubj \
                  said/say/VERB.VerbForm=Fin/0/root ,/,/PUNCT/7/punct fled*/flee/VERB.VerbForm=Fin/5/xcomp";
    assert_eq!(told(ENGLISH, within), "Men >  () source: yes");
}

#[test]
fn a_subject_with_a_paired_comma_is_no_content() {
    let line = "Le/le/DET/2/det maire/maire/NOUN/7/nsubj ,/,/PUNCT/4/punct Sow/Sow/PROPN/2/appos ,/,/PUNCT/4/punct \
                a/avoir/AUX/7/aux annoncé/annoncer/VERB.VerbForm=Part/0/root sa/son/DET/9/det fuite/fuite/NOUN/7/obj";
    assert!(links(FRENCH, line).ends_with("0:root 9:det 7:obj"));
}

#[test]
fn an_insert_covers_the_clause_it_hangs_on() {
    let line = "Rebels/rebel/NOUN/2/nsubj fled*/flee/VERB.VerbForm=Fin/0/root ,/,/PUNCT/6/punct the/the/DET/5/det \
                mayor/mayor/NOUN/6/nsubj insisted/insist/VERB.VerbForm=Fin/2/advcl";
    assert_eq!(told(ENGLISH, line), "Rebels >  () mayor: yes");
}

#[test]
fn a_full_clause_before_a_verb_of_saying_is_what_was_said() {
    let line = "Rebels/rebel/NOUN/3/nsubj could/could/AUX/3/aux attack*/attack/VERB.VerbForm=Inf/6/advcl ,/,/PUNCT/6/punct \
                diplomats/diplomat/NOUN/6/nsubj warned/warn/VERB.VerbForm=Fin/0/root";
    assert_eq!(told(ENGLISH, line), "Rebels >  () diplomats: possible");
    let speaker = "Men/man/NOUN/2/nsubj fled*/flee/VERB.VerbForm=Fin/8/ccomp from/from/ADP/4/case Niger/Niger/PROPN/2/obl \
                   ,/,/PUNCT/7/punct the/the/DET/7/det mayor/mayor/NOUN/4/appos said/say/VERB.VerbForm=Fin/0/root";
    assert_eq!(told(ENGLISH, speaker), "Men >  () mayor: yes");
}

#[test]
fn a_source_speaks_whatever_it_hangs_on() {
    let root = "According/accord/VERB/3/case to/to/ADP/1/fixed witnesses/witness/NOUN/0/root ,/,/PUNCT/6/punct \
                men/man/NOUN/6/nsubj fled*/flee/VERB.VerbForm=Fin/3/acl:relcl";
    assert_eq!(told(ENGLISH, root), "men >  () witnesses: yes");
    let low = "Men/man/NOUN/2/nsubj fled*/flee/VERB.VerbForm=Fin/0/root on/on/ADP/4/case Monday/Monday/PROPN/2/obl \
               ,/,/PUNCT/9/punct according/accord/VERB/8/case to/to/ADP/6/fixed Rights/right/NOUN/9/compound \
               Watch/watch/NOUN/4/appos";
    assert_eq!(told(ENGLISH, low), "Men >  () Watch: yes");
}

#[test]
fn what_somebody_is_accused_of_hangs_on_the_verb() {
    let line = "Paris/Paris/PROPN/2/nsubj accused/accuse/VERB.VerbForm=Fin/0/root rebels/rebel/NOUN/2/obj of/of/SCONJ/5/mark \
                burning*/burn/VERB.VerbForm=Ger/3/acl schools/school/NOUN/5/obj";
    assert_eq!(told(ENGLISH, line), "rebels > schools () Paris: reported");
}

#[test]
fn a_participle_with_an_object_goes_on_with_the_verb_before() {
    let line = "Men/man/NOUN/2/nsubj entered/enter/VERB.VerbForm=Fin/0/root town/town/NOUN/2/obj ,/,/PUNCT/5/punct \
                killed*/kill/VERB.VerbForm=Part.Tense=Past/3/acl two/two/NUM/7/nummod guards/guard/NOUN/5/obj";
    assert_eq!(told(ENGLISH, line), "Men > guards (two) : yes");
}

#[test]
fn subjects_in_a_row_are_one_side() {
    let line = "Six/six/NUM/2/nummod soldiers/soldier/NOUN/8/obl ,/,/PUNCT/2/punct two/two/NUM/5/nummod \
                nuns/nun/NOUN/8/nsubj:pass and/and/CCONJ/7/cc boys/boy/NOUN/5/conj \
                killed*/kill/VERB.VerbForm=Part.Tense=Past/0/root";
    assert_eq!(told(ENGLISH, line), " > soldiers+nuns+boys (Six+two) : yes");
}

#[test]
fn que_after_an_object_opens_a_relative_clause() {
    let line = "Ils/lui/PRON/2/nsubj pleurent/pleurer/VERB.VerbForm=Fin/0/root les/le/DET/4/det hommes/homme/NOUN/2/obj \
                que/que/SCONJ/8/mark la/le/DET/7/det milice/milice/NOUN/8/nsubj tua*/tuer/VERB.VerbForm=Fin/2/ccomp";
    assert_eq!(told(FRENCH, line), "milice > hommes () : yes");
}

#[test]
fn right_trees_stay_as_they_are() {
    for (file, line) in [
        (ENGLISH, "He/he/PRON/2/nsubj said/say/VERB.VerbForm=Fin/0/root men/man/NOUN/4/nsubj fled*/flee/VERB/2/ccomp"),
        (FRENCH, "Il/lui/PRON/2/nsubj dit/dire/VERB.VerbForm=Fin/0/root cela*/cela/PRON/2/obj"),
    ] {
        let (_, tree, _) = read(file, line);
        let link = |w: &Word| format!("{}:{}", w.head.map_or(0, |h| h + 1), w.rel);
        assert_eq!(links(file, line), tree.words.iter().map(link).collect::<Vec<_>>().join(" "));
    }
}
