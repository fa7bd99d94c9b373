//! The six stages of Vigie as pure functions over values.
//!
//! `read` turns a page into documents, `code` a document into a record, `resolve` records into
//! incidents, `assess` incidents into a verdict, and `publish` all of them into a brief in which
//! every sentence cites the words it rests on. Nothing here opens a file, asks the time or draws a
//! random number: the same documents and the same data give the same bytes.
#![warn(missing_docs)]

pub mod assess;
pub mod code;
pub mod data;
pub mod evaluate;
pub mod model;
pub mod publish;
pub mod read;
pub mod resolve;
