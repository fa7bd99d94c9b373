//! The files of `data/verdicts/alerts`: conditions over incidents.

use crate::data::{DataError, Files};
use crate::model::Severity;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What raises an alert; see the comments in the files.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Rule {
    pub kind: String,
    pub severity: Severity,
    #[serde(default)]
    pub sub_types: Vec<String>,
    pub places: Option<usize>,
    pub killed: Option<u64>,
    pub keep: Option<u64>,
    pub capital_km: Option<f64>,
    pub first_days: Option<i32>,
    pub new_actor_days: Option<i32>,
    pub revised_factor: Option<f64>,
    #[serde(default)]
    pub revised_least: u64,
    #[serde(default)]
    pub quiet_days: i32,
    pub labels: BTreeMap<String, String>,
    pub example: Vec<Example>,
}

/// Incidents, and how many alerts they raise.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Example {
    pub incidents: Vec<Told>,
    pub raised: usize,
}

/// An incident of an example.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Told {
    pub sub_type: String,
    pub day: String,
    pub place: Option<String>,
    pub by: Option<String>,
    pub killed: Option<u64>,
    pub killed_later: Option<u64>,
    pub km_from_capital: Option<f64>,
}

/// All rules, in the order of their kinds.
pub fn load(files: &Files, errors: &mut Vec<DataError>) -> Vec<Rule> {
    let mut rules = Vec::new();
    for file in files.below("verdicts/alerts/", ".toml") {
        let Some(rule) = file.toml::<Option<Rule>>(errors) else { continue };
        if rule.example.is_empty() {
            errors.push(DataError::new(&file.path, 1, "an example", "none", "add incidents that raise it"));
        }
        rules.push(rule);
    }
    rules
}
