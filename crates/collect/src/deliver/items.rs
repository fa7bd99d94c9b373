//! What there is to tell a subscription: alerts and changes since it was last told, and briefs whose time has come.

use super::Told;
use super::message::{Link, Message};
use super::wants::{Wants, What, time};
use super::words::words;
use crate::run::Setup;
use jiff::{Timestamp, ToSpan, Zoned, civil::Weekday};
use std::collections::{BTreeMap, BTreeSet};
use vigie_engine::assess::count::Area;
use vigie_engine::assess::{Question, answer, killed};
use vigie_engine::model::{Day, Incident, Lang, Note, Resolution, Severity};
use vigie_store::{Changed, Fault, Record, Select};

/// Which brief is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// A country.
    pub area: Option<String>,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Language.
    pub lang: Lang,
}

/// A brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// In words.
    pub text: String,
    /// As a page.
    pub html: String,
}

/// Makes briefs.
pub type Brief = dyn Fn(&Asked) -> Result<Written, String>;

/// What there is to tell, each under a name that it has whenever it is found again.
pub struct Found {
    pub items: Vec<(String, Message)>,
    pub told: Told,
}

/// Reports that are named below an item.
const LINKS: usize = 12;

/// What there is to tell a subscription.
pub fn find(
    name: &str,
    wants: &Wants,
    told: &Told,
    reader: &mut Record,
    setup: &Setup<'_>,
    notes: &mut Vec<Note>,
) -> Result<Found, Fault> {
    let mut found = Found { items: Vec::new(), told: told.clone() };
    let rev = reader.last_revision()?;
    if rev > told.rev {
        let changes: Vec<Changed> = reader
            .changed_after(told.rev)?
            .into_iter()
            .filter(|c| wants.takes(&c.incident) && is_recent(&c.incident, wants))
            .collect();
        if wants.what.contains(&What::Changes) {
            for change in changes.iter().filter(|c| matters(c)) {
                let links = links(&[&change.incident], reader)?;
                let key = format!("change/{}/{}", change.incident.id, change.rev);
                found.items.push((key, words(wants.lang).change(change, links)));
            }
        }
        if wants.what.contains(&What::Alerts) && !changes.is_empty() {
            alerts(name, wants, &changes, reader, setup, &mut found)?;
        }
        found.told.rev = rev;
    }
    briefs(name, wants, setup, &mut found, notes);
    Ok(found)
}

fn is_recent(incident: &Incident, wants: &Wants) -> bool {
    let Some(days) = wants.days else { return true };
    let first = crate::kinds::today().saturating_sub(days.days());
    incident.shown.days().is_some_and(|d| d.to >= first)
}

/// A change that a reader would call one: another toll, place, day or kind, or an incident that was not there.
fn matters(change: &Changed) -> bool {
    let Some(before) = &change.before else { return true };
    let of = |i: &Incident| {
        let shown = &i.shown;
        (shown.sub_type.clone(), shown.place.clone(), shown.date_from, shown.date_to)
    };
    of(before) != of(&change.incident) || killed(before) != killed(&change.incident)
}

/// Alerts that rest on what changed, and were not told before on any of their incidents.
fn alerts(
    name: &str,
    wants: &Wants,
    changes: &[Changed],
    reader: &mut Record,
    setup: &Setup<'_>,
    found: &mut Found,
) -> Result<(), Fault> {
    let changed: BTreeSet<&str> = changes.iter().map(|c| c.incident.id.as_str()).collect();
    let countries: BTreeSet<&str> = changes.iter().filter_map(|c| c.incident.shown.country.as_deref()).collect();
    for country in countries {
        let select = Select { country: Some(country.into()), ..Select::default() };
        let resolution = Resolution { incidents: reader.incidents(&select)?, ..Resolution::default() };
        let question = Question { area: Area::Country(country.into()), ..Question::default() };
        let by_id: BTreeMap<&str, &Incident> = resolution.incidents.iter().map(|i| (i.id.as_str(), i)).collect();
        for alert in answer(&resolution, &[], &question, setup.data).alerts {
            let grave = wants.severity.is_none_or(|least: Severity| alert.severity >= least);
            if !grave || !alert.incidents.iter().any(|id| changed.contains(id.as_str())) {
                continue;
            }
            let mut keys: Vec<String> = alert.incidents.iter().map(|id| format!("alert/{}/{id}", alert.kind)).collect();
            keys.sort();
            if reader.queued(name, &keys)? > 0 || found.items.iter().any(|(key, _)| keys.contains(key)) {
                continue;
            }
            let incidents: Vec<&Incident> =
                alert.incidents.iter().filter_map(|id| by_id.get(id.as_str()).copied()).collect();
            if !incidents.iter().any(|i| wants.takes(i)) {
                continue;
            }
            let links = links(&incidents, reader)?;
            let message = words(wants.lang).alert(&alert, &incidents, links, setup.data);
            found.items.extend(keys.into_iter().next().map(|key| (key, message)));
        }
    }
    Ok(())
}

/// The reports of incidents.
fn links(incidents: &[&Incident], reader: &mut Record) -> Result<Vec<Link>, Fault> {
    let docs: BTreeSet<String> =
        incidents.iter().flat_map(|i| &i.events).map(|(doc, _)| doc.clone()).take(LINKS).collect();
    let docs: Vec<String> = docs.into_iter().collect();
    let link = |(outlet, title, url): (Option<String>, Option<String>, Option<String>)| {
        let title = [outlet, title].into_iter().flatten().collect::<Vec<_>>().join(": ");
        Link { title: if title.is_empty() { url.clone().unwrap_or_default() } else { title }, url }
    };
    Ok(reader.headings(&docs)?.into_iter().map(link).collect())
}

/// Briefs whose time has come, each once: a time that was slept through is made up for by the last brief only.
fn briefs(name: &str, wants: &Wants, setup: &Setup<'_>, found: &mut Found, notes: &mut Vec<Note>) {
    let local = wants.local(Timestamp::now());
    if time(&wants.at).is_none_or(|at| local.time() < at) {
        return;
    }
    let today = local.date().to_string();
    let monday = local.weekday() == Weekday::Monday;
    for (what, days, due, told) in
        [(What::Daily, 1, true, &mut found.told.daily), (What::Weekly, 7, monday, &mut found.told.weekly)]
    {
        if !wants.what.contains(&what) || !due || told.as_deref() >= Some(today.as_str()) {
            continue;
        }
        *told = Some(today.clone());
        let (from, to) = (day(&local, days), day(&local, 1));
        let areas: Vec<Option<String>> = match wants.areas.is_empty() {
            true => vec![None],
            false => wants.areas.iter().map(|a| a.split('/').next().map(str::to_string)).collect(),
        };
        for area in areas {
            let asked = Asked { area: area.clone(), from, to, lang: wants.lang };
            match (setup.brief)(&asked) {
                Ok(written) => {
                    let key = format!(
                        "{}/{}/{to}",
                        if days == 1 { "daily" } else { "weekly" },
                        area.as_deref().unwrap_or("all")
                    );
                    found.items.push((key, message(what, &asked, written)));
                }
                Err(why) => {
                    notes.push(Note { doc: name.into(), message: format!("its brief could not be written: {why}") })
                }
            }
        }
    }
}

fn day(local: &Zoned, before: i64) -> Day {
    local.date().saturating_sub(before.days()).to_string().parse().unwrap_or_default()
}

fn message(what: What, asked: &Asked, written: Written) -> Message {
    let (from, to) = (asked.from.to_string(), asked.to.to_string());
    let key = if what == What::Daily { "daily" } else { "weekly" };
    let title = words(asked.lang).say(key, &[("day", &to), ("from", &from), ("to", &to)]);
    let data = serde_json::json!({ "area": asked.area, "from": from, "to": to });
    Message {
        what,
        title,
        lines: vec![written.text],
        links: Vec::new(),
        severity: None,
        html: Some(written.html),
        data,
    }
}
