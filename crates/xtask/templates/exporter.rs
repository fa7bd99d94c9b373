//! Incidents as {name}.

use crate::model::{Incident, Resolution};
use std::fmt::Write;

/// One line for each incident, after a header. The same incidents give the same bytes.
pub fn {ident}(resolution: &Resolution) -> String {
    let mut out = "id\n".to_string();
    resolution.incidents.iter().for_each(|incident| line(&mut out, incident));
    out
}

fn line(out: &mut String, incident: &Incident) {
    let _ = writeln!(out, "{}", incident.id);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_incidents_give_a_header_alone() {
        assert_eq!({ident}(&Resolution::default()), "id\n");
    }

    #[test]
    fn each_incident_gives_a_line_and_the_same_bytes() {
        let incident = Incident { id: "a".into(), ..Incident::default() };
        let resolution = Resolution { incidents: vec![incident], ..Resolution::default() };
        assert_eq!({ident}(&resolution), "id\na\n");
        assert_eq!({ident}(&resolution), {ident}(&resolution));
    }
}
