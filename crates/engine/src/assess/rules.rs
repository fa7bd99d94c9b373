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
    /// The rules of alerts, in the order of their files.
    pub alerts: Vec<super::alerts::Rule>,
    /// The rule of the forecast; nothing if its file is broken.
    pub forecast: Option<super::forecast::Rule>,
    /// When sources are silent or flood.
    pub coverage: super::coverage::Rule,
    /// When deaths are at a peak.
    pub peak: super::peak::Rule,
    /// Where violence gathers.
    pub hotspots: super::hotspots::Rule,
    /// What is said of the month ahead.
    pub outlook: super::outlook::Rule,
    /// Shapes of event data that was coded elsewhere.
    pub shapes: Vec<super::dataset::Shape>,
    /// The name of those whom nobody knows.
    pub unknown_group: String,
    /// Names that stand for several types.
    pub groups: BTreeMap<String, Vec<String>>,
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
    pub example: Vec<Example>,
    pub labels: Labels,
}

/// Counted incidents and people killed in the months before and in the latest, and the verdict they make.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Example {
    pub base: Vec<(usize, u64)>,
    pub latest: (usize, u64),
    pub verdict: super::Verdict,
    pub reason: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    labels: Labels,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Groups {
    unknown_group: String,
    groups: BTreeMap<String, Vec<String>>,
}

impl Rules {
    /// Loads the files; what is wrong with them goes to `errors`.
    pub fn load(files: &Files, errors: &mut Vec<DataError>) -> Self {
        let trend: Option<Trend> = files.toml("verdicts/trend.toml", errors);
        let alerts = super::alerts::load(files, errors);
        let mut labels = Labels::new();
        for (rule, (lang, label)) in alerts.iter().flat_map(|r| r.labels.iter().map(move |l| (r, l))) {
            labels.entry(lang.clone()).or_default().insert(rule.kind.clone(), label.clone());
        }
        let Words { labels: words } = files.toml("verdicts/words.toml", errors);
        for (lang, words) in words.into_iter().chain(trend.iter().flat_map(|t| t.labels.clone())) {
            labels.entry(lang).or_default().extend(words);
        }
        let Groups { unknown_group, groups } = files.toml("verdicts/groups.toml", errors);
        Self {
            trend,
            alerts,
            forecast: files.toml("verdicts/forecast.toml", errors),
            coverage: files.toml("verdicts/coverage.toml", errors),
            peak: files.toml("verdicts/peak.toml", errors),
            hotspots: files.toml("verdicts/hotspots.toml", errors),
            outlook: files.toml("verdicts/outlook.toml", errors),
            groups,
            shapes: super::dataset::shapes(files, errors),
            unknown_group,
            labels,
        }
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
