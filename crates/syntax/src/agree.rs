//! What a finished tree tells of its own tags: choices that the tagger made word by word and the tree refutes.

use crate::tree::{Mood, Rel, Upos, VerbForm, Voice, Word};

/// A past form with an object of its own and no auxiliary is active: "Gunmen killed two farmers" looks like the
/// passive of a headline ("Two farmers killed") only as long as nobody looks at what follows.
pub(crate) fn voices(words: &mut [Word]) {
    for at in 0..words.len() {
        let is_passive = words[at].tag.upos == Upos::Verb && words[at].tag.voice == Voice::Pass;
        if !is_passive || !has(words, at, Rel::Obj) || is_told(words, at) {
            continue;
        }
        let Some(subject) = child(words, at, Rel::NsubjPass) else { continue };
        words[subject].rel = Rel::Nsubj;
        let tag = &mut words[at].tag;
        (tag.form, tag.mood, tag.voice) = (VerbForm::Fin, Mood::Ind, Voice::None);
    }
}

/// Whether an auxiliary or an agent says that the verb is passive.
fn is_told(words: &[Word], verb: usize) -> bool {
    [Rel::Aux, Rel::AuxPass, Rel::OblAgent].iter().any(|rel| has(words, verb, *rel))
}

fn has(words: &[Word], head: usize, rel: Rel) -> bool {
    child(words, head, rel).is_some()
}

fn child(words: &[Word], head: usize, rel: Rel) -> Option<usize> {
    words.iter().position(|w| w.rel == rel && w.head == Some(head as u32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu;

    /// Relation of the first word after the tree had its say.
    fn check(auxiliary: &str, object: &str, expected: Rel) {
        let line = |n: usize, form: &str, tag: &str, head: usize, rel: &str| {
            format!(
                "{n}\t{form}\t{form}\t{tag}\t_\t{}\t{head}\t{rel}\t_\t_\n",
                if n == 3 { "Tense=Past|VerbForm=Part|Voice=Pass" } else { "_" }
            )
        };
        let text = format!("# text = men {auxiliary} hit {object}\n");
        let rows = line(1, "men", "NOUN", 3, "nsubj:pass")
            + &line(
                2,
                auxiliary,
                if auxiliary == "were" { "AUX" } else { "ADV" },
                3,
                if auxiliary == "were" { "aux:pass" } else { "advmod" },
            )
            + &line(3, "hit", "VERB", 0, "root")
            + &line(4, object, "NOUN", 3, if object == "camp" { "obj" } else { "obl" });
        let mut tree = conllu::read(&(text + &rows))[0].tree.clone();
        voices(&mut tree.words);
        assert_eq!(tree.words[0].rel, expected, "men {auxiliary} hit {object}");
    }

    #[test]
    fn an_object_without_an_auxiliary_makes_a_verb_active() {
        check("then", "camp", Rel::Nsubj);
        check("then", "today", Rel::NsubjPass);
        check("were", "camp", Rel::NsubjPass);
    }
}
