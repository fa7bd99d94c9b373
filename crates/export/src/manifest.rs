//! What stands in a file, and what was held back and why.

use crate::cell::seconds;
use crate::guard::Released;
use crate::options::Options;
use crate::stamp;
use serde::Serialize;

/// What is said of a file. It tells counts, never names: a name would tell what was held back.
#[derive(Clone, Debug, Serialize)]
pub struct Manifest {
    /// The format.
    pub format: &'static str,
    /// When it was made.
    pub made: String,
    /// The program and its version.
    pub by: String,
    /// Size of the file in bytes.
    pub bytes: usize,
    /// Hash of the file, by which it is known again.
    pub sha256: String,
    /// Incidents that were chosen and may leave, before a format leaves out what it has no place for.
    pub incidents: usize,
    /// Reports that they cite.
    pub reports: usize,
    /// What was asked for.
    pub asked: Asked,
    /// What was held back, and why.
    pub withheld: Vec<Held>,
}

/// What was asked for.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Asked {
    pub area: String,
    pub from: Option<String>,
    pub to: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub coarsen: Option<&'static str>,
    pub delay_hours: Option<i64>,
    pub headlines: bool,
    pub unlisted_places: bool,
}

/// A kind of thing that was held back.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Held {
    pub what: &'static str,
    pub why: String,
    pub count: usize,
}

impl Manifest {
    pub(crate) fn of(released: &Released, options: &Options, bytes: &[u8]) -> Manifest {
        let held =
            |((what, why), count): (&(&'static str, String), &usize)| Held { what, why: why.clone(), count: *count };
        Manifest {
            format: options.format.name(),
            made: seconds(options.now),
            by: format!("vigie {}", env!("CARGO_PKG_VERSION")),
            bytes: bytes.len(),
            sha256: stamp::sha256(bytes),
            incidents: released.incidents.len(),
            reports: released.sources.len(),
            asked: asked(options),
            withheld: released.withheld.0.iter().map(held).collect(),
        }
    }

    /// As JSON to read.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

fn asked(options: &Options) -> Asked {
    Asked {
        area: area(&options.area),
        from: options.from.map(|d| d.to_string()),
        to: options.to.map(|d| d.to_string()),
        kind: options.kind.clone(),
        coarsen: options.coarsen.then_some("admin1"),
        delay_hours: options.delay.map(|d| d.as_hours()),
        headlines: options.headlines,
        unlisted_places: options.unlisted,
    }
}

fn area(area: &vigie_engine::assess::count::Area) -> String {
    use vigie_engine::assess::count::Area;
    match area {
        Area::World => "everywhere".into(),
        Area::Country(iso) => iso.clone(),
        Area::Named(Some(iso), name) => format!("{iso}/{name}"),
        Area::Named(None, name) => name.clone(),
        Area::Drawn(corners) => format!("a drawn area of {} corners", corners.len()),
    }
}
