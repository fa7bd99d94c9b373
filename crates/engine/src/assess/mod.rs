//! Incidents → assessment: a verdict with its receipt, and alerts.

mod rules;

pub use rules::Rules;
