//! `subscribe`: who is told what, when and how.

use super::brief;
use crate::cli::Global;
use crate::failure::Failure;
use crate::keeping::Place;
use crate::output::{Outcome, json};
use crate::table;
use clap::{Subcommand, ValueEnum};
use serde_json::{Value, json};
use vigie_collect::deliver::{Wants, Way, What, subscription};
use vigie_engine::model::{Lang, Severity};
use vigie_store::{Delivery, Subscription};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Adds a subscription, or changes the one of that name. It is told of what comes from now on.
    Add(Box<Add>),
    /// All subscriptions.
    List {
        #[command(flatten)]
        place: Place,
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Ends a subscription; the log of what was sent stays.
    Remove {
        #[command(flatten)]
        place: Place,
        name: String,
    },
    /// What was sent, the newest first; --dead: what was refused or may not have arrived.
    Log {
        #[command(flatten)]
        place: Place,
        name: Option<String>,
        #[arg(long)]
        dead: bool,
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Has what was refused too often or may not have arrived sent again.
    Retry {
        #[command(flatten)]
        place: Place,
        name: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Jsonl,
}

#[derive(Debug, clap::Args)]
#[command(after_help = HELP)]
struct Add {
    #[command(flatten)]
    place: Place,
    /// What it is called.
    name: String,
    /// Where to: mailto:ADDRESS[,ADDRESS], https://..., ntfy:https://..., FILE.atom, or a folder.
    #[arg(long)]
    to: String,
    /// Of what: alerts, changes, daily, weekly.
    #[arg(long, value_delimiter = ',', default_value = "alerts")]
    what: Vec<String>,
    /// Only of these countries (MLI), or regions of them (MLI/Gao).
    #[arg(long, value_delimiter = ',')]
    area: Vec<String>,
    /// Only of these types or sub-types.
    #[arg(long = "type", value_delimiter = ',')]
    types: Vec<String>,
    /// Only alerts that are at least so grave: low, medium, high.
    #[arg(long)]
    severity: Option<String>,
    /// Only what happened at most so many days ago.
    #[arg(long)]
    days: Option<i32>,
    /// Hours in which nothing is sent, such as 22:00-06:00.
    #[arg(long)]
    quiet_hours: Option<String>,
    /// Together, at most so often, such as 1h.
    #[arg(long)]
    digest: Option<String>,
    /// Language: en or fr.
    #[arg(long, default_value = "en")]
    lang: String,
    /// Time zone, such as Africa/Bamako.
    #[arg(long, default_value = "UTC")]
    zone: String,
    /// When briefs are written.
    #[arg(long, default_value = "06:00")]
    at: String,
    /// Variable of the environment that holds the secret by which a webhook is signed.
    #[arg(long)]
    secret_env: Option<String>,
    /// File that holds it.
    #[arg(long)]
    secret_file: Option<String>,
    /// The host may be asked although it is on this machine or its own network.
    #[arg(long)]
    allow_private: bool,
}

const HELP: &str = "Examples:
  vigie subscribe add desk --to mailto:desk@ngo.example --what alerts,daily --area MLI --lang fr --zone Africa/Bamako
  vigie subscribe add room --to https://chat.example/hook --secret-env HOOK_SECRET --severity high --quiet-hours 22:00-06:00
  vigie subscribe add feed --to alerts.atom --what alerts,changes

Things are sent while vigie collect runs. Each is sent at most once to a subscription; see docs/collecting.md.";

/// Does what is asked of the subscriptions.
pub fn run(args: &Args, _global: &Global) -> Result<Outcome, Failure> {
    match &args.action {
        Action::Add(add) => added(add),
        Action::List { place, format } => listed(place, *format),
        Action::Remove { place, name } => removed(place, name),
        Action::Log { place, name, dead, format } => log(place, name.as_deref(), *dead, *format),
        Action::Retry { place, name } => retried(place, name),
    }
}

fn added(add: &Add) -> Result<Outcome, Failure> {
    let wants = wants(add)?;
    let (mut record, _) = add.place.make()?;
    let there = record.subscriptions()?.into_iter().find(|s| s.name == add.name);
    let made = subscription(&add.name, &wants, &mut record)?;
    let word = if there.is_some() { "changed" } else { "added" };
    // Who changes a subscription is not told of what came meanwhile a second time, nor left without it.
    let state = there.map_or(made.state.clone(), |s| s.state);
    record.put_subscription(&Subscription { state, ..made })?;
    record.close()?;
    Ok(Outcome { text: format!("{word} {}: {}\n", add.name, way(&wants)), ..Outcome::default() })
}

fn wants(add: &Add) -> Result<Wants, Failure> {
    let help = "see vigie subscribe add --help";
    let mut to =
        Way::parse(&add.to, add.secret_env.clone(), add.secret_file.clone()).map_err(|e| Failure::new(e, help))?;
    if let Way::Atom(path) | Way::Drop(path) = &mut to {
        let absolute = std::path::absolute(&*path).map_err(|e| Failure::new(format!("{path}: {e}"), help))?;
        *path = absolute.display().to_string();
    }
    let read = |word: &str| serde_json::from_value::<What>(json!(word.trim().to_lowercase()));
    let what = |word: &String| {
        read(word).map_err(|_| {
            Failure::new(format!("{word} is nothing that is sent"), "write alerts, changes, daily or weekly")
        })
    };
    let severity = |word: &String| {
        let read = serde_json::from_value::<Severity>(json!(word.to_lowercase()));
        read.map_err(|_| Failure::new(format!("{word} is no severity"), "write low, medium or high"))
    };
    let area = |text: &String| match text.split_once('/') {
        Some((country, region)) => Ok(format!("{}/{}", brief::country(country)?, region.trim())),
        None => brief::country(text),
    };
    let url = match &to {
        Way::Webhook { url, .. } | Way::Push(url) => Some(url.as_str()),
        _ => None,
    };
    let host = url.filter(|_| add.allow_private).and_then(host);
    let lang = Lang::from_code(&add.lang)
        .ok_or_else(|| Failure::new(format!("no words are known in {}", add.lang), "write en or fr"))?;
    let wants = Wants {
        what: add.what.iter().map(what).collect::<Result<_, _>>()?,
        areas: add.area.iter().map(area).collect::<Result<_, _>>()?,
        types: add.types.clone(),
        severity: add.severity.as_ref().map(severity).transpose()?,
        days: add.days,
        quiet: add.quiet_hours.clone(),
        digest: add.digest.clone(),
        lang,
        zone: add.zone.clone(),
        at: add.at.clone(),
        allow_private: host.into_iter().collect(),
        to,
    };
    wants.check().map_err(|e| Failure::new(e, help))?;
    Ok(wants)
}

fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?;
    match host.strip_prefix('[') {
        Some(six) => six.split(']').next().map(str::to_string),
        None => host.split(':').next().map(str::to_string),
    }
}

/// Where it goes, without what should not be seen.
fn way(wants: &Wants) -> String {
    match &wants.to {
        Way::Mail(to) => format!("mailto:{}", to.join(",")),
        Way::Webhook { url, .. } => url.clone(),
        Way::Push(url) => format!("ntfy:{url}"),
        Way::Atom(path) | Way::Drop(path) => path.clone(),
    }
}

fn listed(place: &Place, format: Format) -> Result<Outcome, Failure> {
    let all = place.read()?.subscriptions()?;
    let read = |s: &Subscription| serde_json::from_str::<Wants>(&s.settings).unwrap_or_default();
    let text = match format {
        Format::Jsonl => all.iter().map(|s| json(&json!({ "name": s.name, "wants": read(s) }), false) + "\n").collect(),
        Format::Table => {
            let row = |s: &Subscription| {
                let wants = read(s);
                let what: Vec<String> = wants.what.iter().map(|w| table::word(w)).collect();
                let or = |list: &[String]| if list.is_empty() { "all".to_string() } else { list.join(", ") };
                let quiet = wants.quiet.clone().unwrap_or_default();
                vec![s.name.clone(), what.join(", "), or(&wants.areas), or(&wants.types), quiet, way(&wants)]
            };
            table::table(&["name", "what", "areas", "types", "quiet", "to"], &all.iter().map(row).collect::<Vec<_>>())
        }
    };
    Ok(Outcome { text, ..Outcome::default() })
}

fn removed(place: &Place, name: &str) -> Result<Outcome, Failure> {
    let mut record = place.write()?;
    if !record.remove_subscription(name)? {
        return Err(Failure::new(format!("no subscription is called {name}"), "see vigie subscribe list"));
    }
    record.close()?;
    Ok(Outcome { text: format!("ended {name}; the log of what was sent stays\n"), ..Outcome::default() })
}

fn log(place: &Place, name: Option<&str>, dead: bool, format: Format) -> Result<Outcome, Failure> {
    const MOST: i64 = 1000;
    let mut all = place.read()?.deliveries(name, MOST)?;
    all.retain(|d| !dead || matches!(d.sent, vigie_store::Sent::Dead | vigie_store::Sent::Unsure) || d.tries > 0);
    let body = |d: &Delivery| serde_json::from_str::<Value>(&d.body).unwrap_or_default();
    let said = |d: &Delivery, key: &str| body(d)[key].as_str().unwrap_or("").to_string();
    let text = match format {
        Format::Jsonl => all
            .iter()
            .map(|d| {
                let line = json!({ "subscription": d.subscription, "item": d.item, "state": d.sent.word(), "tries": d.tries,
                    "at": d.at, "due": d.due, "title": said(d, "title"), "fault": body(d)["fault"] });
                json(&line, false) + "\n"
            })
            .collect(),
        Format::Table => {
            let at = |d: &Delivery| d.at.get(..19).unwrap_or("").replace('T', " ");
            let row = |d: &Delivery| {
                let tries = d.tries.to_string();
                vec![at(d), d.subscription.clone(), d.sent.word().into(), tries, said(d, "title"), said(d, "fault")]
            };
            table::table(&["at", "subscription", "state", "refused", "what", "why"], &all.iter().map(row).collect::<Vec<_>>())
        }
    };
    Ok(Outcome { text, ..Outcome::default() })
}

fn retried(place: &Place, name: &str) -> Result<Outcome, Failure> {
    let again = place.write()?.again(name)?;
    Ok(Outcome { text: format!("{again} items are sent again when vigie collect runs\n"), ..Outcome::default() })
}
