//! What a word is: parts of speech, features and relations of Universal Dependencies, one inventory for all
//! languages.

use std::fmt;

/// Declares an enumeration of values that have a name in CoNLL-U.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident: $($variant:ident = $text:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)]
        pub enum $name { $($variant),+ }

        impl $name {
            /// All values, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name in CoNLL-U; empty where a feature is not set.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The value of exactly this name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.name() == name)
            }

            /// The value of a number given by `as usize`.
            pub fn numbered(number: usize) -> Option<Self> {
                Self::ALL.get(number).copied()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
                out.pad(self.name())
            }
        }
    };
}

named! {
    /// Universal part of speech.
    Upos: Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ",
    Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT", Sconj = "SCONJ",
    Sym = "SYM", Verb = "VERB", X = "X",
}
named! {
    /// The form of a verb.
    VerbForm: None = "", Fin = "Fin", Inf = "Inf", Part = "Part", Ger = "Ger",
}
named! {
    /// The mood of a finite verb.
    Mood: None = "", Ind = "Ind", Imp = "Imp", Cnd = "Cnd", Sub = "Sub",
}
named! {
    /// The tense of a verb or participle; `Imp` is the imperfect.
    Tense: None = "", Pres = "Pres", Past = "Past", Imp = "Imp", Fut = "Fut",
}
named! {
    /// One or several.
    Number: None = "", Sing = "Sing", Plur = "Plur",
}
named! {
    /// Passive where the form says so.
    Voice: None = "", Pass = "Pass",
}
named! {
    /// The relation of a word to its head.
    Rel: Root = "root", Nsubj = "nsubj", NsubjPass = "nsubj:pass", Obj = "obj", Iobj = "iobj", Obl = "obl",
    OblAgent = "obl:agent", Nmod = "nmod", NmodDesc = "nmod:desc", NmodPoss = "nmod:poss", Nummod = "nummod", Ccomp = "ccomp",
    Xcomp = "xcomp", Advcl = "advcl", Acl = "acl", AclRelcl = "acl:relcl", Parataxis = "parataxis", Conj = "conj",
    Cc = "cc", Case = "case", Mark = "mark", Det = "det", Amod = "amod", Appos = "appos", Flat = "flat",
    Compound = "compound", CompoundPrt = "compound:prt", Fixed = "fixed", Aux = "aux", AuxPass = "aux:pass",
    Cop = "cop", Advmod = "advmod", Punct = "punct", Csubj = "csubj", CsubjPass = "csubj:pass", Expl = "expl",
    ExplPass = "expl:pass", Dislocated = "dislocated", Vocative = "vocative", Discourse = "discourse",
    List = "list", Orphan = "orphan", Goeswith = "goeswith", Reparandum = "reparandum", Dep = "dep",
}

impl Rel {
    /// A relation by its name in any treebank: subtypes that only one language has fall to their base.
    pub fn parse(name: &str) -> Self {
        let base = name.split(':').next().unwrap_or(name);
        Self::named(name).or_else(|| Self::named(base)).unwrap_or(Self::Dep)
    }
}

/// Part of speech and the features that the frames ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub struct Tag {
    pub upos: Upos,
    pub form: VerbForm,
    pub mood: Mood,
    pub tense: Tense,
    pub number: Number,
    pub voice: Voice,
}

impl Tag {
    /// A tag without features.
    pub const fn plain(upos: Upos) -> Self {
        let (form, mood, tense) = (VerbForm::None, Mood::None, Tense::None);
        Self { upos, form, mood, tense, number: Number::None, voice: Voice::None }
    }

    /// A tag by the fourth and sixth column of CoNLL-U; features that Vigie does not use are dropped.
    pub fn parse(upos: &str, features: &str) -> Self {
        let mut tag = Self::plain(Upos::named(upos).unwrap_or(Upos::X));
        for (name, value) in features.split('|').filter_map(|f| f.split_once('=')) {
            match name {
                "VerbForm" => tag.form = VerbForm::named(value).unwrap_or(VerbForm::None),
                "Mood" => tag.mood = Mood::named(value).unwrap_or(Mood::None),
                "Tense" => tag.tense = Tense::named(value).unwrap_or(Tense::None),
                "Number" if value == "Ptan" => tag.number = Number::Plur,
                "Number" => tag.number = Number::named(value).unwrap_or(Number::None),
                "Voice" => tag.voice = Voice::named(value).unwrap_or(Voice::None),
                _ => {}
            }
        }
        tag
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let features = [self.form.name(), self.mood.name(), self.tense.name(), self.number.name(), self.voice.name()];
        let set = features.into_iter().filter(|f| !f.is_empty());
        out.pad(&set.fold(self.upos.to_string(), |text, f| text + "." + f))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_go_both_ways() {
        for (n, rel) in Rel::ALL.iter().enumerate() {
            assert_eq!((Rel::named(rel.name()), Rel::numbered(n)), (Some(*rel), Some(*rel)));
            assert_eq!(*rel as usize, n);
        }
        assert_eq!(Upos::named("CCONJ"), Some(Upos::Cconj));
    }

    #[test]
    fn subtypes_of_one_language_fall_to_their_base() {
        assert_eq!(Rel::parse("obl:agent"), Rel::OblAgent);
        assert_eq!(Rel::parse("obl:arg"), Rel::Obl);
        assert_eq!(Rel::parse("flat:name"), Rel::Flat);
        assert_eq!(Rel::parse("unheard"), Rel::Dep);
    }

    #[test]
    fn a_tag_keeps_what_the_frames_ask_for() {
        let tag = Tag::parse("VERB", "Gender=Masc|Number=Plur|Tense=Past|VerbForm=Part|Voice=Pass");
        assert_eq!(tag.to_string(), "VERB.Part.Past.Plur.Pass");
        assert_eq!(Tag::parse("NOUN", "Number=Ptan").number, Number::Plur);
        assert_eq!(Tag::parse("???", "_"), Tag::plain(Upos::X));
    }
}
