//! One message.

use super::previous::Sent;
use crate::geo;
use crate::guard::Released;
use crate::line::Writer;
use crate::options::{Fault, Options};
use crate::sources;
use crate::stamp;
use crate::tolls;
use jiff::Timestamp;
use quick_xml::Writer as Xml;
use quick_xml::events::{BytesDecl, BytesText, Event as Part};
use vigie_engine::data::Data;
use vigie_engine::model::{Incident, Lang, Stance};

const NAMESPACE: &str = "urn:oasis:names:tc:emergency:cap:1.2";

/// Whether somebody signed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Draft,
    Actual,
}

/// What it is to those that were sent before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Alert,
    Update,
    Cancel,
}

/// A message, before it is written.
#[derive(Clone, Debug)]
pub(super) struct Message {
    pub incident: String,
    pub status: Status,
    pub kind: Kind,
    pub references: Option<String>,
    pub sender: String,
    pub sent: Timestamp,
    pub note: Option<String>,
    /// Elements of `info` in the order of the schema; one within another by a slash.
    pub info: Vec<(&'static str, String)>,
}

impl Message {
    pub fn of(
        incident: &Incident,
        urgency: &str,
        released: &Released,
        options: &Options,
        data: &Data,
        writer: &Writer,
    ) -> Self {
        let signed = released.confirmed.contains(&incident.id);
        Message {
            incident: incident.id.clone(),
            status: if signed { Status::Actual } else { Status::Draft },
            kind: Kind::Alert,
            references: None,
            sender: plain(&options.sender),
            sent: options.now,
            note: None,
            info: info(incident, urgency, released, options, data, writer),
        }
    }

    pub fn cancel(old: &Sent, why: &str, options: &Options) -> Self {
        Message {
            incident: old.incident.clone(),
            status: if old.draft { Status::Draft } else { Status::Actual },
            kind: Kind::Cancel,
            references: Some(old.reference()),
            sender: plain(&options.sender),
            sent: options.now,
            note: Some(why.into()),
            info: Vec::new(),
        }
    }

    /// The incident with a hash of what is said, so that what says the same has the same name.
    pub fn identifier(&self) -> String {
        let said: String = self.info.iter().map(|(name, value)| format!("{name}={value}\n")).collect();
        let cancelled = if self.kind == Kind::Cancel { "cancel" } else { "" };
        let hash = stamp::sha256(format!("{:?}{cancelled}{}\n{said}", self.status, self.sender).as_bytes());
        format!("vigie.{}.{}", self.incident, &hash[..12])
    }

    /// The message as XML.
    pub fn xml(&self) -> Result<Vec<u8>, Fault> {
        let mut xml = Xml::new_with_indent(Vec::new(), b' ', 2);
        let broken = |e: std::io::Error| Fault::new(format!("a warning cannot be written: {e}"), "free some memory");
        xml.write_event(Part::Decl(BytesDecl::new("1.0", Some("UTF-8"), None))).map_err(broken)?;
        let alert = xml.create_element("alert").with_attribute(("xmlns", NAMESPACE));
        alert.write_inner_content(|xml| self.inner(xml)).map_err(broken)?;
        let mut bytes = xml.into_inner();
        bytes.push(b'\n');
        Ok(bytes)
    }

    fn inner(&self, xml: &mut Xml<Vec<u8>>) -> std::io::Result<()> {
        let draft = self.status == Status::Draft;
        let head = [
            ("identifier", Some(self.identifier())),
            ("sender", Some(self.sender.clone())),
            ("sent", Some(time(self.sent))),
            ("status", Some(format!("{:?}", self.status))),
            ("msgType", Some(format!("{:?}", self.kind))),
            ("scope", Some(if draft { "Restricted" } else { "Public" }.to_string())),
            ("restriction", draft.then(|| "Draft: not to be passed on until it is signed".to_string())),
            ("note", self.note.clone()),
            ("references", self.references.clone()),
            ("incidents", Some(self.incident.clone())),
        ];
        for (name, value) in head.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            element(xml, name, &value)?;
        }
        if self.info.is_empty() {
            return Ok(());
        }
        xml.create_element("info").write_inner_content(|xml| nested(xml, &self.info))?;
        Ok(())
    }
}

/// Elements, and those within others: `area/circle` stands in the `area` that is open.
fn nested(xml: &mut Xml<Vec<u8>>, parts: &[(&str, String)]) -> std::io::Result<()> {
    let mut rest = parts;
    while let Some((name, value)) = rest.first() {
        let Some((outer, _)) = name.split_once('/') else {
            element(xml, name, value)?;
            rest = &rest[1..];
            continue;
        };
        // Pairs of name and value are an element each, a resource has three; all of an area are one.
        let within = |(n, _): &(&str, String)| n.split_once('/').is_some_and(|(o, _)| o == outer);
        let most = match outer {
            "area" => usize::MAX,
            "resource" => 3,
            _ => 2,
        };
        let end = rest.iter().take(most).take_while(|p| within(p)).count();
        let inner: Vec<(&str, String)> =
            rest[..end].iter().map(|(n, v)| (n.split_once('/').map_or(*n, |(_, i)| i), v.clone())).collect();
        xml.create_element(outer).write_inner_content(|xml| nested(xml, &inner))?;
        rest = &rest[end..];
    }
    Ok(())
}

fn element(xml: &mut Xml<Vec<u8>>, name: &str, value: &str) -> std::io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(value))?;
    Ok(())
}

fn info(
    incident: &Incident,
    urgency: &str,
    released: &Released,
    options: &Options,
    data: &Data,
    writer: &Writer,
) -> Vec<(&'static str, String)> {
    let event = &incident.shown;
    let lang = if options.lang == Lang::Fr { "fr" } else { "en" };
    let mut info = vec![
        ("language", lang.to_string()),
        ("category", "Security".into()),
        ("event", writer.kind(&event.sub_type)),
        ("responseType", "Monitor".into()),
        ("urgency", urgency.into()),
        ("severity", severity(incident).into()),
        ("certainty", certainty(incident).into()),
        ("eventCode/valueName", "vigie:sub_type".into()),
        ("eventCode/value", event.sub_type.clone()),
    ];
    info.extend(event.date_from.map(|day| ("onset", time(stamp::midnight(day)))));
    info.extend([
        ("senderName", options.sender.clone()),
        ("headline", writer.title(incident)),
        ("description", writer.note(incident, released)),
    ]);
    let found = sources::of(incident, &released.sources);
    let cited = found.iter().filter_map(|(_, s)| Some((s.name(), s.url.clone()?)));
    for (outlet, url) in cited {
        info.extend([("resource/resourceDesc", outlet), ("resource/mimeType", "text/html".into())]);
        info.push(("resource/uri", url));
    }
    info.extend(area(incident, data, writer));
    info
}

/// By the people told killed; unknown where no number is told.
fn severity(incident: &Incident) -> &'static str {
    match tolls::killed(incident).map(|k| k.best) {
        None => "Unknown",
        Some(0) => "Minor",
        Some(1..=9) => "Moderate",
        Some(10..=24) => "Severe",
        Some(_) => "Extreme",
    }
}

/// Observed if two independent origins tell it, likely if one does, possible if it is a party's word.
fn certainty(incident: &Incident) -> &'static str {
    match incident.shown.stance {
        Stance::Denied => "Unlikely",
        Stance::Alleged | Stance::Claimed => "Possible",
        _ if incident.origins.len() > 1 => "Observed",
        _ => "Likely",
    }
}

fn area(incident: &Incident, data: &Data, writer: &Writer) -> Vec<(&'static str, String)> {
    let event = &incident.shown;
    let mut area = vec![("area/areaDesc", writer.place(event))];
    if let Some(spot) = geo::place(incident, data) {
        let number = |n: f64| crate::cell::Cell::Real(n).plain();
        area.push(("area/circle", format!("{},{} {}", number(spot.lat), number(spot.lon), number(spot.radius))));
    }
    if let Some(country) = &event.country {
        area.extend([("area/geocode/valueName", "ISO 3166-1 alpha-3".into()), ("area/geocode/value", country.clone())]);
    }
    area
}

/// With an offset: the protocol knows no "Z".
fn time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S-00:00").to_string()
}

/// A sender's name without what the protocol forbids in it.
fn plain(sender: &str) -> String {
    sender.chars().map(|c| if c.is_whitespace() || [',', '<', '&'].contains(&c) { '-' } else { c }).collect()
}
