//! Reports of ReliefWeb by its interface, version 2.

use super::{Eyes, Last, ask, item};
use crate::fetch::{Ask, Trouble};
use crate::source::{Look, Source, Take, clean};
use url::Url;
use vigie_formats::Format;

/// What is asked of each report.
const FIELDS: [&str; 6] = ["title", "body", "url_alias", "source.name", "date", "language.code"];
/// Reports of one look.
const LIMIT: u32 = 50;

/// The newest reports on the countries of the source.
pub async fn list(eyes: &Eyes<'_>, source: &Source) -> Result<Look, Trouble> {
    let Some(appname) = eyes.settings.appname.as_deref().filter(|name| !name.trim().is_empty()) else {
        return Err(Trouble::new(
            crate::fetch::Kind::Final,
            format!("ReliefWeb is not asked without an appname. {HINT}"),
        ));
    };
    let url = address(source, appname)?;
    let ask = Ask { interface: true, ..ask(source, &url, &Last::default()) };
    let answer = eyes.fetcher.get(&ask).await.map_err(explained)?;
    let opened = eyes.open(&answer.body, source, Some(Format::Json));
    let notes = opened.notes.into_iter().map(|note| note.message).collect();
    let mut items = Vec::new();
    for mut document in opened.pages {
        let Some(url) = document.url.as_deref().and_then(|u| clean(&Url::parse(u).ok()?, "")) else { continue };
        document.url = Some(url.clone());
        items.push(item(document, url, Take::Whole));
    }
    Ok(Look { answer, items, notes, ..Look::default() })
}

const HINT: &str = "It answers only to names that it approved: ask for one at apidoc.reliefweb.int, then write \
    appname = \"...\" into collect.toml";

fn explained(trouble: Trouble) -> Trouble {
    match trouble.status {
        403 => Trouble { what: format!("ReliefWeb does not know this appname (403). {HINT}"), ..trouble },
        _ => trouble,
    }
}

fn address(source: &Source, appname: &str) -> Result<String, Trouble> {
    let wrong =
        |e: url::ParseError| Trouble::new(crate::fetch::Kind::Final, format!("{} is no address ({e})", source.url));
    let mut url = Url::parse(&source.url).map_err(wrong)?;
    if !url.path().ends_with("/reports") {
        url.set_path("/v2/reports");
    }
    let mut query = url.query_pairs_mut();
    query.append_pair("appname", appname).append_pair("sort[]", "date.created:desc").append_pair("preset", "latest");
    query.append_pair("limit", &source.fetch.limit.unwrap_or(LIMIT).to_string());
    for field in FIELDS {
        query.append_pair("fields[include][]", field);
    }
    if !source.fetch.countries.is_empty() {
        query.append_pair("filter[field]", "country.iso3").append_pair("filter[operator]", "OR");
        for country in &source.fetch.countries {
            query.append_pair("filter[value][]", &country.to_lowercase());
        }
    }
    drop(query);
    Ok(url.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_engine::data::Fetch;

    #[test]
    fn the_interface_is_asked_for_the_countries_of_the_source() {
        let fetch = Fetch { countries: vec!["MLI".into(), "NER".into()], ..Fetch::default() };
        let source = Source { url: "https://api.reliefweb.int/v2/reports".into(), fetch, ..Source::default() };
        let url = address(&source, "my desk").expect("an address");
        assert!(url.starts_with("https://api.reliefweb.int/v2/reports?appname=my+desk&"), "{url}");
        assert!(url.contains("filter%5Bvalue%5D%5B%5D=mli") && url.contains("limit=50"), "{url}");
    }

    #[test]
    fn a_name_that_was_not_approved_is_explained() {
        let refused = Trouble { status: 403, ..Trouble::new(crate::fetch::Kind::Final, "x is not open to us (403)") };
        assert!(explained(refused).what.contains("apidoc.reliefweb.int"));
    }
}
