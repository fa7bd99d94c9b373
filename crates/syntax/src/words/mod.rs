//! Sentences and words as Universal Dependencies count them, as bytes of the text.
//!
//! The rules of writing (signs, digits, capitals) stand here; the words of a language, its
//! abbreviations and its clitics, stand in a small file that [`Exceptions::read`] understands.
//!
//! ```
//! use vigie_syntax::words::{Exceptions, sentences, words};
//! let french = Exceptions::read("[front clitic]\nl' : [l'][armée]\n[before a name]\nm\n").unwrap();
//! let text = "M. Diarra a vu l'armée. Il a fui.";
//! let found = sentences(text, &french);
//! let mut out = Vec::new();
//! words(text, found[0].clone(), &french, &mut out);
//! let out: Vec<&str> = out.into_iter().map(|w| &text[w]).collect();
//! assert_eq!(out, ["M.", "Diarra", "a", "vu", "l'", "armée", "."]);
//! ```

mod boundary;
mod chunks;
mod clitics;
mod dateline;
mod exceptions;
mod features;
mod joints;
mod known;
mod scan;
mod score;
mod set;
mod signs;
mod split;
#[cfg(test)]
mod tests;

pub use boundary::{BadBoundary, Boundary};
pub use dateline::{aside, dateline};
pub use exceptions::{BadLine, Exceptions};
pub use scan::words;
pub use score::{F1, Marked, Score, score};
pub use split::sentences;
