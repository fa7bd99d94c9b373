//! Assessment and incidents → brief: a situation report in which every sentence cites its words.
