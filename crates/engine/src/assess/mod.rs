//! Incidents → assessment: a verdict with its receipt, and alerts.
