//! Briefs as documents to hand on, and their pictures as images.

mod docx;
mod png;

pub use docx::docx;
pub use png::{NoFont, png};
