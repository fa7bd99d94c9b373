//! The tables of `data/verdicts`: the rule of the verdict, the rules of alerts, and their words.

use crate::data::{DataError, Files};
use crate::model::Measure;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Words by language code, then by key.
pub type Labels = BTreeMap<String, BTreeMap<String, String>>;

/// Everything that assessing takes from the data folder.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// The rule of the verdict; nothing if its file is broken.
    pub trend: Option<Trend>,
    /// The rules of alerts, in the order of the file.
    pub alerts: Vec<Alert>,
    /// Words of verdicts and alerts.
    pub labels: Labels,
}

/// The latest month against the mean of those before it; see the comments in the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Trend {
    pub name: String,
    pub version: String,
    pub source: String,
    pub base_months: usize,
    pub large: f64,
    pub moderate: f64,
    pub low_base_mean: f64,
    pub low_base_latest: usize,
    pub least_documents: usize,
    pub most_movers: usize,
    pub counted: Vec<String>,
    pub toll: Measure,
    pub labels: Labels,
}

/// What raises an alert; see the comments in the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Alert {
    pub kind: String,
    #[serde(default)]
    pub sub_types: Vec<String>,
    pub places: Option<usize>,
    pub killed: Option<u64>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct AlertFile {
    alert: Vec<Alert>,
    labels: Labels,
}

impl Rules {
    /// Loads the files; what is wrong with them goes to `errors`.
    pub fn load(files: &Files, errors: &mut Vec<DataError>) -> Self {
        let trend: Option<Trend> = files.toml("verdicts/trend.toml", errors);
        let AlertFile { alert: alerts, mut labels } = files.toml("verdicts/alerts.toml", errors);
        for (lang, words) in trend.iter().flat_map(|t| t.labels.clone()) {
            labels.entry(lang).or_default().extend(words);
        }
        Self { trend, alerts, labels }
    }

    /// The word for a key in a language, or the key itself.
    pub fn label<'a>(&'a self, lang: crate::model::Lang, key: &'a str) -> &'a str {
        self.labels.get(lang.code()).and_then(|words| words.get(key)).map_or(key, String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    #[test]
    fn every_label_is_there_in_every_language() {
        let rules = Rules::load(&Files::bundled(), &mut Vec::new());
        let keys = |l: Lang| rules.labels[l.code()].keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(Lang::En), keys(Lang::Fr));
        assert!(rules.alerts.iter().all(|a| keys(Lang::En).contains(&a.kind)));
        assert_eq!(rules.label(Lang::Fr, "improved"), "Amélioration");
        assert_eq!(rules.label(Lang::Fr, "no such key"), "no such key");
    }
}
