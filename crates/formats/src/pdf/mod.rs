//! PDFs: letters on sheets, as paragraphs in the order of reading.

mod guard;
mod layout;
mod paragraphs;

use crate::{Piece, Reader};
use layout::Glyph;
use pdf_extract::{Document as File, MediaBox, OutputDev, OutputError, Transform};
use std::panic::{AssertUnwindSafe, catch_unwind};
use vigie_engine::model::Document;

/// Letters of one sheet from which a file was made to exhaust its reader.
const LETTERS: usize = 200_000;

impl Reader<'_> {
    /// The report in a PDF.
    pub(crate) fn pdf(&mut self, piece: Piece) {
        if let Some(why) = guard::refuse(&piece.bytes, self.left) {
            return self.note(&piece.name, &why);
        }
        // The parser of PDFs panics on some broken files; that must not end the run.
        let read = catch_unwind(AssertUnwindSafe(|| sheets(&piece.bytes, self.context.limits.sheets)));
        match read.unwrap_or_else(|_| Err("its parser met an error of its own".into())) {
            Ok((sheets, cut_short)) => {
                if cut_short {
                    self.note(&piece.name, "has more sheets than are read (limit sheets)");
                }
                self.sheets(sheets, piece);
            }
            Err(why) => self.note(&piece.name, &format!("is a PDF that cannot be read and was left out ({why})")),
        }
    }

    fn sheets(&mut self, sheets: Vec<Vec<Glyph>>, piece: Piece) {
        let doc = paragraphs::document(sheets, piece.given, &self.context.data.forms);
        if doc.text.trim().is_empty() {
            self.note(&piece.name, "is a PDF without letters, most likely of scanned sheets; nothing can be read");
        }
        self.page(Document { form: Some("pdf".into()), ..doc });
    }
}

/// The letters of each sheet, and whether there were more sheets than are read.
fn sheets(bytes: &[u8], most: usize) -> Result<(Vec<Vec<Glyph>>, bool), String> {
    let mut file = File::load_mem(bytes).map_err(|e| e.to_string())?;
    if file.is_encrypted() {
        file.decrypt("").map_err(|_| "it is locked with a password".to_string())?;
    }
    let mut sheets = Sheets { most, ..Sheets::default() };
    let done = pdf_extract::output_doc(&file, &mut sheets);
    let full = sheets.sheets.len() > most;
    sheets.sheets.truncate(most);
    match done {
        Err(e) if !full && sheets.sheets.iter().all(Vec::is_empty) => Err(e.to_string()),
        _ => Ok((sheets.sheets, full)),
    }
}

#[derive(Default)]
struct Sheets {
    sheets: Vec<Vec<Glyph>>,
    most: usize,
}

impl OutputDev for Sheets {
    fn begin_page(&mut self, _: u32, _: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        self.sheets.push(Vec::new());
        if self.sheets.len() > self.most {
            return Err(std::io::Error::other("too many sheets").into());
        }
        Ok(())
    }

    fn output_character(
        &mut self,
        at: &Transform,
        width: f64,
        _: f64,
        size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        let height = size * (at.m11 * at.m22 - at.m12 * at.m21).abs().sqrt();
        let upright = at.m12.abs() <= 0.3 * at.m11.abs();
        let sane = height.is_finite() && height > 0.5 && at.m31.is_finite() && at.m32.is_finite();
        if let Some(sheet) = self.sheets.last_mut().filter(|s| upright && sane && s.len() < LETTERS) {
            let text = text.replace(['\0', '\u{fffd}'], "");
            sheet.push(Glyph { x: at.m31, y: at.m32, width: width * height, size: height, text });
        }
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
