//! Actors, institutions and sources: the words in brackets are found as the actor they name.

use crate::{Namer, data, overlaps, require, shown};
use libtest_mimic::{Failed, Trial};
use vigie_engine::code::{actors, facts};
use vigie_engine::data::{Files, Institution, Named, Source};
use vigie_engine::model::Lang;

pub fn trials(files: &'static Files, out: &mut Vec<Trial>) {
    for file in files.below("actors/", ".toml") {
        let mut namer = Namer::new(file);
        for (line, actor) in file.entries::<Named>("actor", &mut Vec::new()) {
            namer.next = line;
            let name = namer.name(&actor.name, &actor.example);
            if !actor.generic {
                out.push(Trial::test(name, move || is_found(&actor)));
            }
        }
        for (line, institution) in file.entries::<Institution>("institution", &mut Vec::new()) {
            namer.next = line;
            let name = namer.name(&institution.key, &institution.example);
            out.push(Trial::test(name, move || is_institution(&institution)));
        }
    }
    sources(files, out);
}

/// In a sentence of either language, as entries do not say which theirs is.
fn is_found(actor: &Named) -> Result<(), Failed> {
    let (text, words) = shown(&actor.example)?;
    let mentions: Vec<_> = Lang::ALL.iter().flat_map(|lang| actors(&text, *lang, data())).collect();
    let found = mentions.iter().any(|(span, who)| overlaps(span, &words) && who.name == actor.name);
    require(found, &actor.name, mentions)
}

/// Of some country, and no longer found when the words are taken out.
fn is_institution(institution: &Institution) -> Result<(), Failed> {
    let (text, words) = shown(&institution.example)?;
    let without = format!("{}…{}", &text[..words.start], &text[words.end..]);
    let names: Vec<String> = data().places.countries.iter().map(|c| institution.name_in(c)).collect();
    let found = |text: &str| Lang::ALL.iter().any(|l| named(text, *l).iter().any(|n| names.contains(n)));
    let seen = Lang::ALL.map(|lang| named(&text, lang));
    require(found(&text), format_args!("the {}", institution.key), &seen)?;
    require(!found(&without), format_args!("the {} by these words alone", institution.key), &seen)
}

fn named(text: &str, lang: Lang) -> Vec<String> {
    facts(text, lang, None, Some("MLI"), data()).actors.into_iter().collect()
}

fn sources(files: &'static Files, out: &mut Vec<Trial>) {
    for file in files.below("sources/", ".toml") {
        let Some(source) = file.toml::<Option<Source>>(&mut Vec::new()) else { continue };
        let mut namer = Namer::new(file);
        for example in source.example {
            let (name, source) = (namer.name("source", &example), source.name.clone());
            out.push(Trial::test(name, move || {
                let found = data().sources.find(&example).map(|s| &s.name);
                require(found == Some(&source), &source, found)
            }));
        }
    }
}
