//! Compressed files, unpacked within limits.

use crate::{MB, Piece, Reader};
use flate2::read::MultiGzDecoder;
use std::io::Read;

impl Reader<'_> {
    /// What is compressed in the piece.
    pub(crate) fn gzip(&mut self, piece: Piece, depth: usize) {
        match self.unpack(MultiGzDecoder::new(piece.bytes.as_slice())) {
            Ok(bytes) => self.piece(Piece { bytes, format: None, ..piece }, depth + 1),
            Err(why) => self.note(&piece.name, &why),
        }
    }

    /// All that a decoder gives, unless that is more than may be unpacked of one file.
    pub(crate) fn unpack(&mut self, mut from: impl Read) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        let most = self.left;
        let read = from.by_ref().take(most as u64 + 1).read_to_end(&mut bytes);
        if bytes.len() > most {
            self.left = 0;
            let size = self.context.limits.unpacked_bytes / MB;
            return Err(format!("unpacks to more than {size} MB and was left out (limit unpacked-mb)"));
        }
        self.left -= bytes.len();
        match read {
            Err(e) if bytes.is_empty() => Err(format!("cannot be unpacked and was left out ({e})")),
            _ => Ok(bytes),
        }
    }
}
