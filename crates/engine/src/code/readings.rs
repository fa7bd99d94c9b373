//! Words as the coder reads them one by one, for those who write the tables behind them.

use super::date::Clock;
use super::figure;
use super::number::Quantity;
use super::party;
use super::place::{self, Setting};
use super::scan::{Mention, Reader, What, Who};
use crate::data::{Data, Name};
use crate::model::{Actor, DateSpan, Day, Lang, Measure, PlacePrecision, Span};

/// The actors of a text, with their words; nobody is said to be of a country unless the words say so.
pub fn actors(text: &str, lang: Lang, data: &Data) -> Vec<(Span, Actor)> {
    let reader = Reader::new(text, lang, Clock::default(), data);
    let mentions = reader.sentences().into_iter().flat_map(|s| s.mentions);
    let actor = |m: super::scan::Mention| match m.what {
        What::Actor(who) => Some((reader.span(&m.toks), party::actor(&reader, who, None, "government"))),
        _ => None,
    };
    mentions.filter_map(actor).collect()
}

/// What the numbers of a text count, with their words.
pub fn tolls(text: &str, lang: Lang, data: &Data) -> Vec<(Span, Measure)> {
    let reader = Reader::new(text, lang, Clock::default(), data);
    let sentences = reader.sentences();
    let counts = sentences.iter().flat_map(|s| figure::counts(&reader, s));
    counts.map(|count| (reader.span(&count.toks), count.measure)).collect()
}

/// The quantities of a text, with their words.
pub fn numbers(text: &str, lang: Lang, data: &Data) -> Vec<(Span, Quantity)> {
    let number = |what: &What| match what {
        What::Number(quantity) => Some(*quantity),
        _ => None,
    };
    readings(text, lang, None, data, number)
}

/// The whole dates of a text that was published on that day, with their words.
pub fn dates(text: &str, lang: Lang, published: Option<Day>, data: &Data) -> Vec<(Span, DateSpan)> {
    let date = |what: &What| match what {
        What::Date(span) => Some(*span),
        _ => None,
    };
    readings(text, lang, published, data, date)
}

/// A place or country of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceReading {
    /// Its words.
    pub span: Span,
    /// Its name in our gazetteer, or as written.
    pub name: String,
    /// First-level unit.
    pub admin1: Option<String>,
    /// ISO alpha-3.
    pub country: Option<String>,
    /// How exactly the words say where.
    pub precision: PlacePrecision,
    /// Degrees north and east, where it is known.
    pub point: Option<(f64, f64)>,
}

/// The places, countries and peoples of a text, each place chosen among its namesakes.
pub fn places(text: &str, lang: Lang, data: &Data) -> Vec<PlaceReading> {
    let mut reader = Reader::new(text, lang, Clock::default(), data);
    let sentences = reader.sentences();
    let setting = Setting::of(&reader, &sentences);
    reader.home = setting.country;
    let spots = sentences.iter().flat_map(|s| {
        let peoples = s.mentions.iter().filter_map(|m| people(&reader, m));
        place::spots(&reader, s, &setting).into_iter().chain(peoples)
    });
    let reading = |spot: place::Spot| PlaceReading {
        span: reader.span(&spot.toks),
        country: spot.country.map(|c| data.places.countries[c].iso.clone()),
        name: spot.name,
        admin1: spot.admin1,
        precision: spot.precision,
        point: spot.point,
    };
    spots.map(reading).collect()
}

/// The country that an adjective or an institution's name gives: "Malian", "the Malian army".
fn people(r: &Reader, mention: &Mention) -> Option<place::Spot> {
    let country = match mention.what {
        What::Demonym(c) | What::Actor(Who::Agent(_, Some(c)) | Who::Institution(_, Some(c)) | Who::State(c)) => c,
        _ => return None,
    };
    let named = |at: usize| {
        let (next, names) = r.data.names.longest_at(&r.cut, at, mention.toks.end)?;
        names.iter().any(|n| matches!(n, Name::Demonym(_) | Name::Country(_))).then_some(at..next)
    };
    let toks = mention.toks.clone().find_map(named)?;
    let nation = &r.data.places.countries[country];
    Some(place::Spot {
        name: nation.name.clone(),
        admin1: None,
        country: Some(country),
        precision: PlacePrecision::Country,
        toks,
        point: Some(nation.point),
    })
}

fn readings<T>(
    text: &str,
    lang: Lang,
    published: Option<Day>,
    data: &Data,
    choose: impl Fn(&What) -> Option<T>,
) -> Vec<(Span, T)> {
    let reader = Reader::new(text, lang, Clock { published }, data);
    let mentions = reader.sentences().into_iter().flat_map(|s| s.mentions);
    mentions.filter_map(|m| Some((reader.span(&m.toks), choose(&m.what)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_come_with_their_words() {
        let (text, data) = ("At least 25 people died on 3 May 2024.", Data::bundled());
        let (span, quantity) = numbers(text, Lang::En, data)[0];
        assert_eq!((span.of(text), quantity.low, quantity.high), ("At least 25", Some(25), None));
        let counted = tolls(text, Lang::En, data);
        assert_eq!((counted[0].0.of(text), counted[0].1), ("At least 25 people", Measure::Killed));
        assert_eq!(actors(text, Lang::En, data)[0].0.of(text), "people");
        let (span, date) = dates(text, Lang::En, None, data)[0];
        assert_eq!((span.of(text), date.from.to_string().as_str()), ("3 May 2024", "2024-05-03"));
    }
}
