//! Writing of all kinds, a file for each topic.
