//! The words of the pages: one file for each language, `crates/desk/lang/<xx>.toml`.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::OnceLock;
use vigie_engine::model::Lang;

/// The words of one language, by their keys: `nav.situation`.
#[derive(Debug, Default)]
pub struct Words {
    lang: Option<Lang>,
    table: BTreeMap<String, String>,
}

const FILES: [(Lang, &str); 2] =
    [(Lang::En, include_str!("../../lang/en.toml")), (Lang::Fr, include_str!("../../lang/fr.toml"))];

impl Words {
    /// Those of a language.
    pub fn of(lang: Lang) -> &'static Words {
        static ALL: OnceLock<Vec<Words>> = OnceLock::new();
        let all = ALL.get_or_init(|| FILES.map(|(lang, text)| Words::parse(lang, text)).into());
        all.iter().find(|w| w.lang == Some(lang)).unwrap_or(&all[0])
    }

    fn parse(lang: Lang, text: &str) -> Self {
        let mut table = BTreeMap::new();
        let parsed: toml::Table = text.parse().unwrap_or_else(|e| panic!("words of {}: {e}", lang.code()));
        flatten("", &parsed, &mut table);
        Self { lang: Some(lang), table }
    }

    /// The words of a key, or the key itself, so that a page without a word is still a page.
    pub fn t<'a>(&'a self, key: &'a str) -> &'a str {
        self.table.get(key).map_or(key, String::as_str)
    }

    /// Whether there are words for a key.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The words with values in the place of their names in braces.
    pub fn fill(&self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        let put = |text: String, (name, value): &(&str, &dyn Display)| {
            text.replace(&format!("{{{name}}}"), &value.to_string())
        };
        values.iter().fold(self.t(key).to_string(), put)
    }

    /// "1 report", "12 reports": `key.one` or `key.many`.
    pub fn count(&self, key: &str, n: i64) -> String {
        let one = if self.lang == Some(Lang::Fr) { n.abs() < 2 } else { n == 1 };
        self.fill(&format!("{key}.{}", if one { "one" } else { "many" }), &[("n", &n)])
    }
}

fn flatten(before: &str, table: &toml::Table, into: &mut BTreeMap<String, String>) {
    for (key, value) in table {
        let name = if before.is_empty() { key.clone() } else { format!("{before}.{key}") };
        match value {
            toml::Value::Table(below) => flatten(&name, below, into),
            toml::Value::String(text) => drop(into.insert(name, text.clone())),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    fn keys(lang: Lang) -> BTreeSet<String> {
        Words::of(lang).table.keys().cloned().collect()
    }

    #[test]
    fn no_language_is_incomplete() {
        let first = keys(Lang::ALL[0]);
        for lang in Lang::ALL {
            let own = keys(lang);
            let missing: Vec<_> = first.symmetric_difference(&own).collect();
            assert!(missing.is_empty(), "{} differs in {missing:?}", lang.code());
            let empty: Vec<_> = Words::of(lang).table.iter().filter(|(_, text)| text.trim().is_empty()).collect();
            assert!(empty.is_empty(), "{} is empty in {empty:?}", lang.code());
        }
    }

    #[test]
    fn every_language_fills_the_same_names() {
        let names = |text: &str| -> BTreeSet<String> {
            text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_string())).collect()
        };
        for (key, text) in &Words::of(Lang::En).table {
            assert_eq!(names(text), names(Words::of(Lang::Fr).t(key)), "{key}");
        }
    }

    /// The keys that templates and pages ask for: what stands in quotation marks after `t(`, `fill(` or `count(`.
    fn asked(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                asked(&path, found);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            for (call, ending) in [(".t(\"", ""), (".fill(\"", ""), (".count(\"", ".one")] {
                let keys = text.split(call).skip(1).filter_map(|rest| rest.split('"').next());
                found.extend(keys.filter(|k| k.contains('.')).map(|k| format!("{k}{ending}")));
            }
        }
    }

    #[test]
    fn every_word_that_a_page_asks_for_is_there() {
        let (root, mut found) = (Path::new(env!("CARGO_MANIFEST_DIR")), BTreeSet::new());
        asked(&root.join("templates"), &mut found);
        asked(&root.join("src/pages"), &mut found);
        assert!(found.len() > 100, "only {} words are asked for", found.len());
        let missing: Vec<_> = found.iter().filter(|key| !Words::of(Lang::En).has(key)).collect();
        assert!(missing.is_empty(), "no words for {missing:?}");
    }

    #[test]
    fn one_and_many_are_told_apart_as_the_language_has_it() {
        let words = Words::parse(Lang::Fr, "[r]\none = \"{n} article\"\nmany = \"{n} articles\"");
        assert_eq!((words.count("r", 0).as_str(), words.count("r", 2).as_str()), ("0 article", "2 articles"));
    }
}
