//! Assessment and incidents → brief: a situation report in which every sentence cites its words.

mod explain_html;

pub use explain_html::explain_html;
