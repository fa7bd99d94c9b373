//! `source`: where reports come from.

use crate::cli::Global;
use crate::collecting::{adopt, feed, settings};
use crate::failure::Failure;
use crate::installation;
use crate::keeping::Place;
use crate::output::{Outcome, json};
use crate::table;
use clap::{Subcommand, ValueEnum};
use serde_json::json;
use std::path::{Path, PathBuf};
use vigie_collect::{Health, Source, Standing, from_opml, standing, test, to_opml};
use vigie_engine::data::{self, Full};
use vigie_engine::model::Note;
use vigie_store::{Feed, Stage};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Adds a source: an address, a folder, an exported chat, a mailbox, a list of feeds (OPML), or the name of one that Vigie knows.
    Add(Box<Add>),
    /// The sources of the record and how each is doing.
    List {
        #[command(flatten)]
        place: Place,
        /// Those that Vigie knows instead, by country if one is given.
        #[arg(long)]
        known: bool,
        /// Only of this country (code of three letters).
        #[arg(long, requires = "known")]
        country: Option<String>,
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Looks at a source, and says what it finds; nothing is kept.
    Test(Box<Add>),
    /// Takes a source away; what came of it stays.
    Remove {
        #[command(flatten)]
        place: Place,
        name: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Jsonl,
    Opml,
}

#[derive(Debug, clap::Args)]
struct Add {
    #[command(flatten)]
    place: Place,
    /// Address, path or name.
    what: String,
    /// What it is called; without it, after its host or file.
    #[arg(long)]
    name: Option<String>,
    /// Who publishes what it gives.
    #[arg(long)]
    outlet: Option<String>,
    /// What stands there, where its form does not show it.
    #[arg(long)]
    kind: Option<String>,
    /// Which links of a page are reports: a CSS selector such as 'article h2 a'.
    #[arg(long, value_name = "SELECTOR")]
    links: Option<String>,
    /// Time between two looks, such as 30m.
    #[arg(long)]
    every: Option<String>,
    /// Whether articles are fetched: auto (where the feed gives a teaser), always, never.
    #[arg(long)]
    full: Option<String>,
    /// Requests a second.
    #[arg(long)]
    rate: Option<f64>,
    /// Only addresses with this in them; may be given again.
    #[arg(long)]
    include: Vec<String>,
    /// No addresses with this in them; may be given again.
    #[arg(long)]
    exclude: Vec<String>,
    /// Countries as the source's interface calls them; may be given again.
    #[arg(long)]
    country: Vec<String>,
    /// Where messages of a chat stand, such as https://t.me/CHANNEL.
    #[arg(long)]
    base: Option<String>,
    /// Variable of the environment that holds the password of a mailbox.
    #[arg(long)]
    password_env: Option<String>,
    /// File that holds the password of a mailbox.
    #[arg(long)]
    password_file: Option<String>,
    /// Nothing that it tells leaves in an export.
    #[arg(long)]
    sensitive: bool,
    /// Its host may be asked although it is on this machine or its own network.
    #[arg(long)]
    allow_private: bool,
    /// How this installation collects; without it, collect.toml in your data folder.
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
}

/// Does what is asked of the sources.
pub fn run(args: &Args, _global: &Global) -> Result<Outcome, Failure> {
    match &args.action {
        Action::Add(add) => added(add),
        Action::List { known: true, country, format, .. } => Ok(known(country.as_deref(), *format)),
        Action::List { place, format, .. } => listed(place, *format),
        Action::Test(add) => tested(add),
        Action::Remove { place, name } => removed(place, name),
    }
}

fn added(add: &Add) -> Result<Outcome, Failure> {
    let sources = sources(add)?;
    let (mut record, _) = add.place.make()?;
    let there = record.feeds()?;
    let (mut text, mut notes) = (String::new(), Vec::new());
    for source in sources {
        let source = free(source, &there);
        let known = there.iter().find(|f| f.name == source.name);
        let state = known.map(|f| f.state.clone()).unwrap_or_default();
        record.put_feed(&Feed { state, ..feed(&source) })?;
        let word = if known.is_some() { "changed" } else { "added" };
        text += &format!("{word} {}: {}\n", source.name, source.url);
        let host_is_own = url_is_own(&source);
        if host_is_own && source.fetch.allow_private.is_empty() {
            let message =
                "is on this machine or its own network and will be refused; add --allow-private if that is meant";
            notes.push(Note { doc: source.name.clone(), message: message.into() });
        }
    }
    record.close()?;
    Ok(Outcome { text, notes, ..Outcome::default() })
}

fn url_is_own(source: &Source) -> bool {
    vigie_collect::guard::is_own(&source.url)
}

/// Two feeds of one host are two sources.
fn free(mut source: Source, there: &[Feed]) -> Source {
    let taken = |name: &str| there.iter().any(|f| f.name == name && f.url != source.url);
    if taken(&source.name) {
        let free = (2..).map(|n| format!("{}-{n}", source.name)).find(|name| !taken(name));
        source.name = free.unwrap_or(source.name);
    }
    source
}

/// What is named: a source that Vigie knows, those of a list of feeds, or one by its address.
fn sources(add: &Add) -> Result<Vec<Source>, Failure> {
    let path = Path::new(&add.what);
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("opml")) {
        let text = std::fs::read_to_string(path)
            .map_err(|e| Failure::new(format!("cannot read {}: {e}", path.display()), "give a list of feeds"))?;
        let list = from_opml(&text).map_err(|e| Failure::new(format!("{}: {e}", path.display()), "export it again"))?;
        let one = |(name, url): (String, String)| {
            let source = Source { outlet: Some(name.clone()), ..Source::of_address(&url, add.allow_private) };
            with(Source { name, ..source }, add)
        };
        return list.into_iter().map(one).collect();
    }
    let known = installation::data()
        .sources
        .list
        .iter()
        .find(|s| same(&s.name, &add.what) || s.aliases.iter().any(|a| same(a, &add.what)));
    if let Some(known) = known.filter(|_| !add.what.contains("://")) {
        let source = Source::of_data(known).ok_or_else(|| {
            let what = format!("of {} no address to collect from is known", known.name);
            Failure::new(what, "find its feed and add that: vigie source add URL --outlet NAME")
        })?;
        return Ok(vec![with(source, add)?]);
    }
    let is_path = !add.what.contains("://");
    if is_path && !path.exists() {
        let what = format!("{} is no address, no path that is there and no source that Vigie knows", add.what);
        return Err(Failure::new(what, "write https://..., a path, or a name of vigie source list --known"));
    }
    let mut source = Source::of_address(&add.what, add.allow_private);
    if is_path {
        let absolute = std::fs::canonicalize(path).unwrap_or_else(|_| path.into());
        source.url = absolute.display().to_string();
    }
    source.outlet = installation::data().sources.find(&add.what).map(|s| s.name.clone());
    Ok(vec![with(source, add)?])
}

fn same(a: &str, b: &str) -> bool {
    data::phrase(a) == data::phrase(b)
}

/// With what was said beside it.
fn with(mut source: Source, add: &Add) -> Result<Source, Failure> {
    if let Some(name) = &add.name {
        source.name.clone_from(name);
    }
    source.outlet = add.outlet.clone().or(source.outlet);
    source.sensitive |= add.sensitive;
    let fetch = &mut source.fetch;
    if let Some(kind) = &add.kind {
        let wrong = |_| Failure::new(format!("no kind of source is called {kind}"), KINDS);
        fetch.kind = serde_json::from_value(json!(kind.to_lowercase())).map_err(wrong)?;
    }
    if let Some(full) = &add.full {
        let wrong = |_| {
            Failure::new(format!("{full} does not say whether articles are fetched"), "write auto, always or never")
        };
        fetch.full = serde_json::from_value::<Full>(json!(full)).map_err(wrong)?;
    }
    if add.rate.is_some_and(|rate| !(rate > 0.0 && rate <= 1000.0)) {
        return Err(Failure::new("the rate is no number above 0", "write requests a second, such as 0.5"));
    }
    if let Some(every) = &add.every {
        vigie_collect::length(every)
            .ok_or_else(|| Failure::new(format!("{every} is no length of time"), "write 30m, 6h or 1d"))?;
    }
    let set = |to: &mut Option<String>, value: &Option<String>| *to = value.clone().or(to.take());
    set(&mut fetch.links, &add.links);
    set(&mut fetch.every, &add.every);
    set(&mut fetch.base, &add.base);
    set(&mut fetch.password_env, &add.password_env);
    set(&mut fetch.password_file, &add.password_file);
    fetch.rate = add.rate.or(fetch.rate);
    fetch.include.extend(add.include.iter().cloned());
    fetch.exclude.extend(add.exclude.iter().cloned());
    fetch.countries.extend(add.country.iter().cloned());
    Ok(source)
}

const KINDS: &str = "auto, feed, sitemap, index, folder, telegram, whatsapp, vigie, reliefweb, gdelt, imap";

fn tested(add: &Add) -> Result<Outcome, Failure> {
    let named =
        add.place.read().ok().and_then(|mut r| r.feeds().ok()).into_iter().flatten().find(|f| f.name == add.what);
    let sources = match named {
        Some(feed) => vec![with(serde_json::from_str(&feed.settings).unwrap_or_default(), add)?],
        None => sources(add)?,
    };
    let settings = settings(add.settings.as_deref())?;
    let (mut text, mut failed) = (String::new(), false);
    for source in sources {
        match test(&source, &settings, installation::data()) {
            Ok(look) => {
                text += &format!("{}: {}\n", source.name, source.url);
                text += &format!(
                    "  answer: {} after {} ms, {} bytes\n",
                    look.answer.status,
                    look.answer.millis,
                    look.answer.body.len()
                );
                text += &format!("  kind: {}\n  reports: {}\n", word(&look.kind), look.items.len());
                for item in look.items.iter().take(5) {
                    let title = item.given.title.as_deref().unwrap_or("");
                    let how = if item.take == vigie_collect::Take::Fetch { "fetched from" } else { "whole" };
                    let day = item.given.published.as_deref().unwrap_or("undated");
                    text += &format!("  - {day} {title} ({how} {})\n", item.key);
                }
                text.extend(look.notes.iter().map(|note| format!("  note: {note}\n")));
                failed |= look.items.is_empty();
            }
            Err(trouble) => {
                text += &format!("{}: {trouble}\n", source.name);
                failed = true;
            }
        }
    }
    Ok(Outcome { text, failed, ..Outcome::default() })
}

fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(String::from)).unwrap_or_default()
}

fn removed(place: &Place, name: &str) -> Result<Outcome, Failure> {
    let mut record = place.write()?;
    if !record.remove_feed(name)? {
        return Err(Failure::new(format!("no source is called {name}"), "see vigie source list"));
    }
    record.close()?;
    Ok(Outcome { text: format!("removed {name}; what came of it stays\n"), ..Outcome::default() })
}

fn listed(place: &Place, format: Format) -> Result<Outcome, Failure> {
    let mut notes = Vec::new();
    let mut record = place.read()?;
    if !installation::own_sources().0.is_empty() {
        drop(record);
        adopt(&mut place.write()?, &mut notes)?;
        record = place.read()?;
    }
    let all = standing(&mut record)?;
    let text = match format {
        Format::Opml => to_opml(&all.into_iter().map(|s| s.source).collect::<Vec<_>>()),
        Format::Jsonl => all.iter().map(|s| json(&value(s), false) + "\n").collect(),
        Format::Table => rows(&all),
    };
    Ok(Outcome { text, notes, ..Outcome::default() })
}

/// How sources are doing, for people.
pub fn rows(all: &[Standing]) -> String {
    let heading = ["source", "health", "last answer", "expected a day", "today", "waiting", "done", "gone", "why"];
    table::table(&heading, &all.iter().map(row).collect::<Vec<_>>())
}

/// A source for programs.
pub fn value(s: &Standing) -> serde_json::Value {
    json!({
        "name": s.source.name, "url": s.source.url, "kind": s.source.fetch.kind, "outlet": s.source.outlet,
        "health": s.pulse.health, "why": s.pulse.why, "expected": s.pulse.expected, "today": s.pulse.today,
        "last_answer": s.state.ok, "next": s.due, "stages": s.stages,
    })
}

fn row(s: &Standing) -> Vec<String> {
    let count = |stages: &[Stage]| stages.iter().filter_map(|stage| s.stages.get(stage)).sum::<i64>().to_string();
    let short = |time: &Option<String>| time.as_deref().and_then(|t| t.get(..16)).unwrap_or("never").replace('T', " ");
    vec![
        s.source.name.clone(),
        word(&s.pulse.health),
        short(&s.state.ok),
        format!("{:.1}", s.pulse.expected),
        s.pulse.today.to_string(),
        count(&[Stage::Wanted, Stage::Later, Stage::Fetched]),
        count(&[Stage::Done]),
        count(&[Stage::Gone, Stage::Aside]),
        s.pulse.why.clone().filter(|_| s.pulse.health != Health::New).unwrap_or_default().chars().take(80).collect(),
    ]
}

fn known(country: Option<&str>, format: Format) -> Outcome {
    let fits =
        |s: &&data::Source| country.is_none_or(|c| s.country.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(c)));
    let list: Vec<&data::Source> = installation::data().sources.list.iter().filter(fits).collect();
    let fetched = |s: &data::Source| Source::of_data(s);
    let text = match format {
        Format::Opml => to_opml(&list.iter().filter_map(|s| fetched(s)).collect::<Vec<_>>()),
        Format::Jsonl => list
            .iter()
            .map(|s| {
                let line = json!({ "name": s.name, "family": s.family, "grade": s.grade, "reason": s.reason,
                    "country": s.country, "feed": fetched(s).map(|f| f.url) });
                json(&line, false) + "\n"
            })
            .collect(),
        Format::Table => {
            let row = |s: &&data::Source| {
                let address = fetched(s).map_or_else(|| "not known".into(), |f| f.url);
                vec![s.name.clone(), word(&s.grade), s.country.clone().unwrap_or_default(), s.family.clone(), address]
            };
            table::table(
                &["source", "grade", "country", "family", "address"],
                &list.iter().map(row).collect::<Vec<_>>(),
            )
        }
    };
    Outcome { text, ..Outcome::default() }
}
