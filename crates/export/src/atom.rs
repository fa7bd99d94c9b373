//! A feed of incidents, newest change first.

use crate::cell::{Cell, seconds};
use crate::geo;
use crate::guard::Released;
use crate::line::Writer;
use crate::options::{Fault, Options};
use crate::sources;
use crate::stamp;
use atom_syndication::extension::{Extension, ExtensionMap};
use atom_syndication::{Category, Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use jiff::Timestamp;
use vigie_engine::data::Data;
use vigie_engine::model::Incident;

/// The feed as Atom (RFC 4287), with points as GeoRSS.
pub(crate) fn bytes(released: &Released, options: &Options, data: &Data) -> Result<Vec<u8>, Fault> {
    let writer = Writer::new(options, data);
    let mut told: Vec<(Timestamp, Entry)> =
        released.incidents.iter().map(|i| entry(i, released, options, data, &writer)).collect::<Result<_, _>>()?;
    told.sort_by(|a, b| (b.0, &a.1.id).cmp(&(a.0, &b.1.id)));
    let feed = Feed {
        title: Text::plain("Vigie"),
        id: stamp::uuid("feed", &options.sender).urn().to_string(),
        updated: time(told.first().map_or(options.now, |(t, _)| *t))?,
        authors: vec![Person { name: options.sender.clone(), ..Person::default() }],
        generator: Some(Generator {
            value: "Vigie".into(),
            version: Some(env!("CARGO_PKG_VERSION").into()),
            uri: None,
        }),
        entries: told.into_iter().map(|(_, entry)| entry).collect(),
        namespaces: [("georss".to_string(), "http://www.georss.org/georss".to_string())].into(),
        lang: Some(options.lang.code().into()),
        ..Feed::default()
    };
    let mut text = feed.to_string();
    text.push('\n');
    Ok(text.into_bytes())
}

fn entry(
    incident: &Incident,
    released: &Released,
    options: &Options,
    data: &Data,
    writer: &Writer,
) -> Result<(Timestamp, Entry), Fault> {
    let (first, last) = stamp::times(incident, released, options);
    let event = &incident.shown;
    let words = [Some(&event.event_type), Some(&event.sub_type), event.country.as_ref()];
    let category = |term: &String| Category { term: term.clone(), ..Category::default() };
    let entry = Entry {
        title: Text::plain(writer.title(incident)),
        id: stamp::uuid("incident", &incident.id).urn().to_string(),
        updated: time(last)?,
        published: Some(time(first)?),
        categories: words.into_iter().flatten().map(category).collect(),
        links: links(incident, released),
        content: Some(Content {
            value: Some(writer.note(incident, released)),
            content_type: Some("text".into()),
            ..Content::default()
        }),
        extensions: point(incident, data),
        ..Entry::default()
    };
    Ok((last, entry))
}

/// The reports that tell it.
fn links(incident: &Incident, released: &Released) -> Vec<Link> {
    let found = sources::of(incident, &released.sources);
    let link = |source: &sources::Source| {
        let href = source.url.clone()?;
        let title = Some(source.name()).filter(|n| !n.is_empty());
        Some(Link { href, rel: "via".into(), title, ..Link::default() })
    };
    found.into_iter().filter_map(|(_, s)| link(s)).collect()
}

/// Degrees north, then east, as GeoRSS has them; only where a settlement or its neighbourhood is named.
fn point(incident: &Incident, data: &Data) -> ExtensionMap {
    let Some(spot) = geo::place(incident, data) else { return ExtensionMap::new() };
    let of = |name: &str, value: String| {
        (
            name.to_string(),
            vec![Extension { name: format!("georss:{name}"), value: Some(value), ..Extension::default() }],
        )
    };
    let place = format!("{} {}", Cell::Real(spot.lat).plain(), Cell::Real(spot.lon).plain());
    let metres = format!("{:.0}", spot.radius * 1000.0);
    [("georss".to_string(), [of("point", place), of("radius", metres)].into())].into()
}

fn time(at: Timestamp) -> Result<FixedDateTime, Fault> {
    let broken = |_| Fault::new(format!("{at} is no time that a feed can tell"), "mend the date of the report");
    FixedDateTime::parse_from_rfc3339(&seconds(at)).map_err(broken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Format;
    use crate::testing::{input, options};

    fn read(told: &[&[&str]]) -> feed_rs::model::Feed {
        let world = input(told);
        let bytes = crate::export(&world.input(), &options(Format::Atom), Data::bundled()).expect("a file").bytes;
        feed_rs::parser::parse(&bytes[..]).expect("a feed")
    }

    #[test]
    fn a_reader_of_feeds_finds_titles_reports_times_and_points() {
        let feed = read(&[
            &["Attack|2025-07-01|Gao|JNIM|Civilians|killed 9"],
            &["Attack|2025-07-01|Gao|JNIM|Civilians|killed 9", "Threat|2025-07-02|-|JNIM||"],
        ]);
        assert_eq!(feed.feed_type, feed_rs::model::FeedType::Atom);
        assert_eq!(feed.entries.len(), 2);
        let attack = feed
            .entries
            .iter()
            .find(|e| e.title.as_ref().is_some_and(|t| t.content.starts_with("Attack")))
            .expect("it");
        assert_eq!(attack.title.as_ref().expect("a title").content, "Attack, 2025-07-01, Gao (Mali)");
        assert!(
            attack.content.as_ref().and_then(|c| c.body.as_ref()).is_some_and(|b| b.contains("Killed: 9 civilians"))
        );
        let via: Vec<&str> =
            attack.links.iter().filter(|l| l.rel.as_deref() == Some("via")).map(|l| l.href.as_str()).collect();
        assert_eq!(via, ["https://o0.example/0", "https://o1.example/1"]);
        let times = [attack.published, attack.updated].map(|t| t.map(|t| t.to_rfc3339()));
        assert_eq!(times, [Some("2025-07-02T00:00:00+00:00".into()), Some("2025-07-03T00:00:00+00:00".into())]);
        assert_eq!(
            attack.categories.iter().map(|c| c.term.as_str()).collect::<Vec<_>>(),
            ["Violence against civilians", "Attack", "MLI"]
        );
    }

    #[test]
    fn an_empty_record_is_a_feed_without_entries() {
        let feed = read(&[]);
        assert!(feed.entries.is_empty() && feed.updated.is_some() && feed.id.starts_with("urn:uuid:"));
    }
}
