//! Incidents as {name}.

use crate::guard::Released;
use crate::line::Writer;
use crate::options::Options;
use vigie_engine::data::Data;
use vigie_engine::model::Incident;

/// One line for each incident, after a header. Whatever is in `released` may leave; nothing else may.
pub(crate) fn bytes(released: &Released, options: &Options, data: &Data) -> Vec<u8> {
    let writer = Writer::new(options, data);
    let lines = released.incidents.iter().map(|incident| line(incident, released, &writer));
    std::iter::once("id\tnote\n".to_string()).chain(lines).collect::<String>().into_bytes()
}

fn line(incident: &Incident, released: &Released, writer: &Writer) -> String {
    format!("{}\t{}\n", incident.id, writer.note(incident, released))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{input, options};

    fn made(told: &[&[&str]]) -> String {
        let world = input(told);
        let options = options(crate::Format::Csv);
        let data = Data::bundled();
        let released = crate::guard::release(&world.input(), &options, data);
        String::from_utf8(bytes(&released, &options, data)).expect("text")
    }

    #[test]
    fn no_incidents_give_a_header_alone() {
        assert_eq!(made(&[]), "id\tnote\n");
    }

    #[test]
    fn each_incident_gives_a_line_and_the_same_bytes() {
        let told: [&[&str]; 1] = [&["Attack|2025-07-01|Gao|JNIM|Civilians|killed 9"]];
        assert_eq!(made(&told).lines().count(), 2);
        assert_eq!(made(&told), made(&told));
    }
}
