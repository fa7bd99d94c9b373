//! Verb forms by the rules and lists of `data/lang/<xx>/grammar.toml`.

use super::lexicon::Form;
use serde::Deserialize;
use std::collections::BTreeMap;

/// How a language conjugates: classes by the ending of the base form, and irregular verbs.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conjugation {
    /// Tried in order; the first whose `ends` the base form has is used.
    pub class: Vec<VerbClass>,
    /// Irregular verbs: base form to forms.
    #[serde(default)]
    pub irregular: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

/// Verbs whose base form ends alike.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerbClass {
    /// Endings of the base form, any of which is cut off.
    pub ends: Vec<String>,
    /// What is kept of the ending that was cut off.
    #[serde(default)]
    pub keep: String,
    /// Endings by form.
    pub endings: BTreeMap<String, Vec<String>>,
}

impl Conjugation {
    /// All forms of a verb given by its base form, which may carry further words ("open fire").
    pub fn forms(&self, base: &str) -> Vec<(String, Form)> {
        let (verb, rest) = base.split_once(' ').map_or((base, String::new()), |(v, r)| (v, format!(" {r}")));
        let forms = self.irregular.get(verb).map(irregular).unwrap_or_else(|| self.regular(verb));
        let mut all: Vec<(String, Form)> = forms.into_iter().map(|(f, k)| (f + &rest, k)).collect();
        all.push((base.to_string(), Form::Base));
        all
    }

    fn regular(&self, verb: &str) -> Vec<(String, Form)> {
        let matching = |c: &&VerbClass| c.ends.iter().any(|e| verb.ends_with(e.as_str()));
        let Some(class) = self.class.iter().find(matching) else { return Vec::new() };
        let cut = class.ends.iter().filter(|e| verb.ends_with(e.as_str())).map(String::len).max().unwrap_or(0);
        let stem = format!("{}{}", &verb[..verb.len() - cut], class.keep);
        let form = |(name, endings): (&String, &Vec<String>)| {
            let kind = form_of(name);
            endings.iter().map(|e| (format!("{stem}{e}"), kind)).collect::<Vec<_>>()
        };
        class.endings.iter().flat_map(form).collect()
    }
}

fn irregular(forms: &BTreeMap<String, Vec<String>>) -> Vec<(String, Form)> {
    forms.iter().flat_map(|(name, words)| words.iter().map(move |w| (w.clone(), form_of(name)))).collect()
}

fn form_of(name: &str) -> Form {
    match name {
        "participle" => Form::Participle,
        "past" => Form::PastOrParticiple,
        "gerund" => Form::Gerund,
        "future" => Form::Future,
        "conditional" => Form::Conditional,
        "base" => Form::Base,
        _ => Form::Finite,
    }
}
