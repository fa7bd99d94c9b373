//! Briefs as PDF, set by Typst: no program is called, nothing is fetched, the faces are within the program.
//!
//! The page is a template (`brief.typ`) over data (`brief.json`): words of reports are strings that it shows, and never
//! read as markup. The document is tagged for screen readers, its pictures have texts, its addresses open.
#![warn(missing_docs)]

mod french;
mod sheet;
mod world;

use typst::diag::SourceDiagnostic;
use typst::ecow::EcoVec;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use vigie_engine::publish::Handout;
use world::Paper;

/// The brief as the bytes of a PDF file; the same brief gives the same bytes.
pub fn pdf(handout: &Handout) -> Result<Vec<u8>, String> {
    let paper = Paper::new(sheet::files(handout));
    let set = typst::compile::<PagedDocument>(&paper).output.map_err(said);
    let made = set.and_then(|document| written(&document));
    // What is remembered between runs would only grow in a program that keeps running.
    typst::comemo::evict(0);
    made
}

/// By the standard for accessible documents (PDF/UA-1). It asks for a letter for every sign: a report in a script that
/// no face of ours holds is printed all the same, tagged but without the promise.
fn written(document: &PagedDocument) -> Result<Vec<u8>, String> {
    let accessible = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|e| e.message().to_string())?;
    let write = |standards: PdfStandards| {
        let creator = Smart::Custom(Some(format!("Vigie {}", env!("CARGO_PKG_VERSION"))));
        typst_pdf::pdf(document, &PdfOptions { creator, standards, ..PdfOptions::default() })
    };
    write(accessible).or_else(|_| write(PdfStandards::default())).map_err(said)
}

fn said(faults: EcoVec<SourceDiagnostic>) -> String {
    let messages: Vec<&str> = faults.iter().map(|f| f.message.as_str()).collect();
    format!("the pages cannot be set: {}", messages.join("; "))
}
