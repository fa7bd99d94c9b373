//! The messages that were sent last, out of their ZIP.

use crate::options::Fault;
use quick_xml::Reader;
use quick_xml::events::Event as Part;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// A file larger than this is none of ours.
const LARGEST: u64 = 1 << 20;

/// A message that was sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Sent {
    pub incident: String,
    pub identifier: String,
    pub draft: bool,
    pub bytes: Vec<u8>,
    sender: String,
    sent: String,
    cancelled: bool,
}

impl Sent {
    /// How a later message names it.
    pub fn reference(&self) -> String {
        format!("{},{},{}", self.sender, self.identifier, self.sent)
    }

    /// Whether it still warns.
    pub fn stands(&self) -> bool {
        !self.cancelled
    }
}

/// The messages by incident.
pub(super) fn read(bytes: &[u8]) -> Result<BTreeMap<String, Sent>, Fault> {
    let wrong = |why: String| {
        Fault::new(format!("the warnings sent before cannot be read: {why}"), "give the ZIP that vigie export wrote")
    };
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| wrong(e.to_string()))?;
    let mut sent = BTreeMap::new();
    for n in 0..zip.len() {
        let file = zip.by_index(n).map_err(|e| wrong(e.to_string()))?;
        let name = file.name().map_err(|e| wrong(e.to_string()))?.to_string();
        let mut bytes = Vec::new();
        file.take(LARGEST).read_to_end(&mut bytes).map_err(|e| wrong(e.to_string()))?;
        let message = message(bytes).ok_or_else(|| wrong(format!("{name} is no message of ours")))?;
        sent.insert(message.incident.clone(), message);
    }
    Ok(sent)
}

/// A message by the elements of its head.
fn message(bytes: Vec<u8>) -> Option<Sent> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut reader = Reader::from_reader(&bytes[..]);
    let mut open: Vec<String> = Vec::new();
    loop {
        match reader.read_event().ok()? {
            Part::Start(tag) => open.push(tag.local_name().as_ref().to_string()),
            Part::End(_) => drop(open.pop()),
            Part::Text(text) if open.len() == 2 => {
                found.entry(open[1].clone()).or_default().push_str(text.trim());
            }
            Part::Eof => break,
            _ => {}
        }
    }
    let mut take = |name: &str| found.remove(name).filter(|v| !v.is_empty());
    Some(Sent {
        incident: take("incidents")?,
        identifier: take("identifier")?,
        sender: take("sender")?,
        sent: take("sent")?,
        draft: take("status")? == "Draft",
        cancelled: take("msgType")? == "Cancel",
        bytes,
    })
}
