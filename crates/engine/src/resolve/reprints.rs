//! One wire text and its reprints are one origin; reporters of two papers who each made a call are two.

use super::resolve;
use super::testing::record;
use crate::data::Data;
use crate::model::{Document, Incident};

const WIRE: &str = "Gunmen on motorbikes attacked the market of Tarada on Friday, killing 21 people, residents of the town said. \
The men came from the direction of the Baro forest shortly after noon, when farmers from the villages around had brought \
their goods, and fired for half an hour before they set the grain store alight. “They shot at whoever ran, and then they \
shot at those who had not run,” a trader told this reporter by telephone. Soldiers of the post at Kolo arrived two hours \
later and followed the tracks to the river, where they found three abandoned motorbikes. “Nobody came to help us until the \
fire was out,” the trader said. The governor, Issa Diarra, visited the town on Saturday and promised a permanent post \
before the rains. It was the third assault on a market in the region since April, and the first in Tarada itself, which \
had paid the armed men a share of its millet for two years. No group has claimed the attack. Teachers of the primary \
school said they would not open it again on Monday. The prosecutor of the regional court has opened an inquiry, and the \
mayor has asked the ministry to send a doctor, since the only nurse of the town is among the wounded.";

fn document(n: usize, text: String) -> Document {
    let published = Some(format!("2025-06-{:02}", 21 + n % 5));
    let title = Some(format!("Title number {n} of its own"));
    Document {
        id: format!("d{n:02}"),
        outlet: Some(format!("Paper {n}")),
        title,
        published,
        text,
        ..Document::default()
    }
}

fn incident(documents: &[Document]) -> Incident {
    let line = "Attack|2025-06-20|Tarada|?|Civilians|killed 21";
    let records: Vec<_> = (0..documents.len()).map(|n| record(n, &[line])).collect();
    let mut made = resolve(documents, &records, Data::bundled());
    assert_eq!(made.incidents.len(), 1);
    made.incidents.remove(0)
}

/// A reprint as papers make them: cut from behind or in front, another dateline, quotations in other words,
/// one word in so many changed, a paragraph of its own.
fn reprint(n: usize) -> String {
    let words: Vec<&str> = WIRE.split(' ').collect();
    let cut = &words[if n % 3 == 2 { 40 } else { 0 }..words.len() - 12 * (n % 8)];
    let every = 9 + n % 6;
    let changed = cut.iter().enumerate().map(|(i, w)| if n % 2 == 1 && i % every == 3 { "otherwise" } else { w });
    let text = changed.collect::<Vec<_>>().join(" ");
    let text =
        text.replace("They shot at whoever ran, and then they shot at those who had not run", "Ils ont tiré sur tous");
    format!("PLACE {n}, 2{} June. {text} The paper's own line number {n} closes it.", n % 9)
}

#[test]
fn a_wire_text_and_twenty_altered_reprints_are_one_origin_with_a_reason_for_each() {
    let documents: Vec<Document> =
        (0..21).map(|n| document(n, if n == 0 { WIRE.into() } else { reprint(n) })).collect();
    let incident = incident(&documents);
    assert_eq!(incident.origins.len(), 1, "{:#?}", incident.origins);
    assert_eq!((incident.origins[0].reports.len(), incident.origins[0].because.len()), (21, 20));
    assert_eq!(incident.fields["figures/killed/civilians"][0].origins, 1);
}

#[test]
fn two_papers_that_each_called_a_hospital_are_two_origins() {
    let own = |hospital: &str, rest: &str| {
        format!(
            "Gunmen killed 21 people at the market of Tarada on Friday, according to the {hospital}, which this paper \
             reached by telephone. {rest}"
        )
    };
    let one = own(
        "district hospital of Kolo",
        "A surgeon there had counted the dead as they were brought in on carts. \
        He had no blood left for transfusions and had sent two men to the capital by road.",
    );
    let two = own(
        "mission clinic in Bena",
        "Its head nurse spoke of burns and of bullets in the back. The clinic had \
        treated eleven people by nightfall, most of them women who had been selling onions near the gate.",
    );
    let incident = incident(&[document(0, one), document(1, two)]);
    assert_eq!(incident.origins.len(), 2);
    assert_eq!(incident.fields["figures/killed/civilians"][0].origins, 2);
    assert!(incident.origins.iter().all(|o| o.because.is_empty()));
}
