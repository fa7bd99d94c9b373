//! One look at a source of any kind: what it names, and what is known of each.

mod chat;
mod feed;
mod folder;
mod gdelt;
mod imap;
mod index;
mod reliefweb;
mod sitemap;

pub use folder::read as read_file;

use crate::fetch::{Answer, Ask, Fetcher, Kind as TroubleKind, Trouble};
use crate::settings::Settings;
use crate::source::{Item, Look, Source, Take, print};
use std::collections::{BTreeMap, BTreeSet};
use url::Url;
use vigie_engine::data::{Data, Kind};
use vigie_engine::model::{Day, Document};
use vigie_formats::{Context, Format, Limits, Opened, Piece, sniff};

/// What a look needs.
pub struct Eyes<'a> {
    /// Makes requests.
    pub fetcher: &'a Fetcher,
    /// How this installation collects.
    pub settings: &'a Settings,
    /// Names of parts of pages and columns.
    pub data: &'static Data,
}

/// What is known from the last look.
#[derive(Clone, Debug, Default)]
pub struct Last {
    /// For the conditional request.
    pub etag: Option<String>,
    /// For the conditional request.
    pub modified: Option<String>,
    /// Where a source that counts goes on.
    pub cursor: Option<String>,
}

/// Entries of one look that are taken.
const MOST: usize = 500;

impl Eyes<'_> {
    /// Looks at a source. An answer of 304 comes back without items.
    pub async fn look(&self, source: &Source, last: &Last) -> Result<Look, Trouble> {
        let mut look = match source.fetch.kind {
            Kind::Folder => folder::list(source)?,
            Kind::Telegram => chat::telegram(source)?,
            Kind::Whatsapp => chat::whatsapp(source)?,
            Kind::Imap => imap::list(source, last, self.settings).await?,
            Kind::Reliefweb => reliefweb::list(self, source).await?,
            Kind::Gdelt => gdelt::list(self, source, last).await?,
            _ => self.page(source, last).await?,
        };
        self.tidy(&mut look, source);
        Ok(look)
    }

    /// A page of the web: a feed, a sitemap or links, whichever its bytes show.
    async fn page(&self, source: &Source, last: &Last) -> Result<Look, Trouble> {
        let answer = self.fetcher.get(&ask(source, &source.url, last)).await?;
        if answer.status == 304 {
            return Ok(Look { answer, kind: source.fetch.kind, ..Look::default() });
        }
        let look = self.items(answer, source).await?;
        let Some(feed) = look.notes.iter().find_map(|note| note.strip_prefix(index::FEED).map(str::to_string)) else {
            return Ok(look);
        };
        // The page names its own feed, which is made for us.
        let answer = self.fetcher.get(&ask(source, &feed, &Last::default())).await?;
        let found = self.items(answer, source).await?;
        Ok(if found.items.is_empty() { look } else { found })
    }

    async fn items(&self, mut answer: Answer, source: &Source) -> Result<Look, Trouble> {
        let base = Url::parse(&answer.url).map_err(|e| Trouble::new(TroubleKind::Final, e.to_string()))?;
        if answer.body.starts_with(b"\x1f\x8b") {
            answer.body = unpacked(&answer.body, self.settings.megabytes << 20)?;
        }
        let kind = match source.fetch.kind {
            Kind::Auto => self.kind(&answer.body, source),
            told => told,
        };
        let mut look = match kind {
            Kind::Sitemap => sitemap::list(self, &answer.body, &base, source).await,
            Kind::Index => index::list(&answer.body, &base, source),
            Kind::Vigie => feed::addresses(&answer.body, &base),
            _ => feed::list(self, &answer.body, &base, source),
        };
        (look.answer, look.kind) = (answer, kind);
        Ok(look)
    }

    fn kind(&self, bytes: &[u8], source: &Source) -> Kind {
        if source.fetch.links.is_some() {
            return Kind::Index;
        }
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(2000)]).into_owned();
        match sniff(bytes, self.context(&Limits::default(), &BTreeMap::new())) {
            Format::Html => Kind::Index,
            Format::Other(_) if start.contains("<urlset") || start.contains("<sitemapindex") => Kind::Sitemap,
            _ => Kind::Feed,
        }
    }

    fn context<'b>(&self, limits: &'b Limits, columns: &'b BTreeMap<String, String>) -> Context<'b> {
        Context { data: self.data, limits, columns }
    }

    /// The reports in some bytes.
    fn open(&self, bytes: &[u8], source: &Source, format: Option<Format>) -> Opened {
        let given = Document { id: source.name.clone(), outlet: source.outlet.clone(), ..Document::default() };
        let piece = Piece { name: source.url.clone(), given, bytes: bytes.to_vec(), format, line: 0 };
        vigie_formats::open(piece, self.context(&Limits::default(), &BTreeMap::new()))
    }

    /// Leaves out what is not wanted or named twice, and days that have not come yet.
    fn tidy(&self, look: &mut Look, source: &Source) {
        let today = today();
        let mut seen = BTreeSet::new();
        look.items.retain(|item| source.wants(&item.key) && seen.insert(item.key.clone()));
        let most = source.fetch.limit.map_or(MOST, |n| n as usize);
        if look.items.len() > most {
            look.notes.push(format!("names {} reports, of which the first {most} are taken", look.items.len()));
            look.items.truncate(most);
        }
        for item in &mut look.items {
            let given = &mut item.given;
            given.outlet = source.outlet.clone().or(given.outlet.take());
            given.fetched = Some(today.to_string());
            if given.published.as_deref().is_some_and(|day| is_to_come(day, today)) {
                look.notes.push(format!(
                    "{}: the day of publication, {}, has not come yet and is not believed",
                    item.key,
                    given.published.take().unwrap_or_default()
                ));
            }
        }
    }
}

/// Today.
pub fn today() -> Day {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string().parse().unwrap_or_default()
}

/// Whether a day lies more than a day ahead: clocks differ by less.
pub fn is_to_come(day: &str, today: Day) -> bool {
    let day = day.get(..10).and_then(|d| d.parse::<Day>().ok());
    day.is_some_and(|day| day > today.saturating_add(jiff::Span::new().days(1)))
}

/// A request for a source.
pub fn ask(source: &Source, url: &str, last: &Last) -> Ask {
    Ask {
        url: url.into(),
        etag: last.etag.clone(),
        modified: last.modified.clone(),
        allowed: source.fetch.allow_private.clone(),
        rate: source.fetch.rate,
        interface: false,
    }
}

/// A report or address as its document tells it.
fn item(document: Document, key: String, take: Take) -> Item {
    let text = if take == Take::Whole { document.text.as_str() } else { "" };
    let said = [&document.title, &document.published, &document.updated].map(|t| t.as_deref().unwrap_or(""));
    Item { print: print(&[&key, said[0], said[1], said[2], text]), key, given: document, take }
}

fn unpacked(bytes: &[u8], most: usize) -> Result<Vec<u8>, Trouble> {
    use std::io::Read;
    let mut out = Vec::new();
    let read = flate2::read::MultiGzDecoder::new(bytes).take(most as u64 + 1).read_to_end(&mut out);
    match read {
        Ok(n) if n > most => Err(Trouble::new(TroubleKind::Final, "unpacks to more than is taken (setting megabytes)")),
        Ok(_) => Ok(out),
        Err(e) => Err(Trouble::new(TroubleKind::Passing, format!("cannot be unpacked ({e})"))),
    }
}
