//! Briefs as documents to hand on, and pictures of maps and series.
