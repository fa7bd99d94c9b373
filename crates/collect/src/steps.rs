//! What a look or a fetch changes: from what is known and what came back to what the record keeps.

use crate::fetch::{Answer, Kind, Trouble};
use crate::source::{Item, Look, Source, Take, clean};
use crate::state::{State, back_off, next};
use crate::time::{after, age, now};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use url::Url;
use vigie_store::{Entry, EntryBody, Feed, NEVER, Page, Stage, Visit, Visited};

/// Ages of a report at which it is looked at again, in seconds.
const AGAIN: [i64; 5] = [3600, 6 * 3600, 86_400, 3 * 86_400, 7 * 86_400];
/// Failures in a row after which an address is given up.
const TRIES: i64 = 6;

/// What a look at a source changes. `known` are the addresses it named that the record knows; `again` has all that it
/// named of late looked at once more.
pub fn looked(
    feed: &Feed,
    source: &Source,
    expected: f64,
    found: Result<Look, Trouble>,
    known: &BTreeMap<String, Entry>,
    again: bool,
) -> Visited {
    let mut state = State::read(&feed.state);
    let at = now();
    state.tried = Some(at.clone());
    state.since.get_or_insert_with(|| at.clone());
    let mut visit = Visit { feed: feed.name.clone(), url: feed.url.clone(), at: at.clone(), ..Visit::default() };
    let mut done = match found {
        Ok(look) => {
            let answer = &look.answer;
            (visit.status, visit.millis, visit.hops) = (answer.status.into(), answer.millis, answer.hops.clone());
            visit.headers = answer.headers.clone();
            (state.failures, state.fault, state.closed, state.ok) = (0, None, None, Some(at.clone()));
            state.note = look.notes.first().cloned();
            state.kind = look.kind;
            if answer.status != 304 {
                let said = |name: &str| answer.header(name).map(str::to_string);
                (state.etag, state.modified) = (said("etag"), said("last-modified"));
            }
            state.cursor = look.cursor.clone().or(state.cursor.take());
            named(look, feed, known, &mut visit, &mut state, &at)
        }
        Err(trouble) => {
            state.failures += 1;
            state.fault = Some(trouble.what.clone());
            (visit.status, visit.change, visit.fault) =
                (trouble.status.into(), "failed".into(), Some(trouble.what.clone()));
            let due = after(trouble.wait.unwrap_or_else(|| back_off(state.failures)));
            state.closed = is_told(&trouble).then(|| due.clone());
            return Visited {
                visit,
                feed: Some(Feed { state: state.written(), due, ..feed.clone() }),
                ..Visited::default()
            };
        }
    };
    let due = next(source, expected);
    done.feed = Some(Feed { state: state.written(), due, ..feed.clone() });
    done.visit = visit;
    done.again = again;
    done
}

/// The addresses that a look named, as far as they are new or changed.
fn named(
    look: Look,
    feed: &Feed,
    known: &BTreeMap<String, Entry>,
    visit: &mut Visit,
    state: &mut State,
    at: &str,
) -> Visited {
    let page = (!look.answer.body.is_empty()).then(|| Arc::new(Page::new(&look.answer.body)));
    visit.page = page.as_ref().map(|p| p.hash().to_vec());
    let (mut done, mut new) = (Visited::default(), 0);
    for item in look.items {
        let before = known.get(&item.key);
        let same = before.is_some_and(|b| b.feed != feed.name || b.print == item.print);
        if same && !before.is_some_and(|b| b.stage == Stage::Gone && age(&b.body.looked).is_some_and(|a| a > AGAIN[2]))
        {
            continue;
        }
        new += i64::from(before.is_none());
        let own = match &item.take {
            Take::Bytes(bytes) => Some(Arc::new(Page::new(bytes))),
            _ => None,
        };
        let hash = own.as_ref().map(|p| p.hash().to_vec());
        done.entries.push(entry(item, feed, before, hash.or_else(|| visit.page.clone()), at));
        done.pages.extend(own);
    }
    visit.change = match () {
        () if visit.status == 304 => "same",
        () if new > 0 => "new",
        () if !done.entries.is_empty() => "changed",
        () => "same",
    }
    .into();
    if new > 0 {
        state.news = Some(at.into());
    }
    done.came = Some((at[..10].to_string(), new));
    done.page = page;
    done
}

fn entry(item: Item, feed: &Feed, before: Option<&Entry>, page: Option<Vec<u8>>, at: &str) -> Entry {
    let whole = item.take == Take::Whole;
    let here = item.take != Take::Fetch;
    let old = before.map(|b| b.body.clone()).unwrap_or_default();
    let first = if old.first.is_empty() { at.to_string() } else { old.first };
    // What was read before is compared with what comes, so that the same bytes are not read twice.
    let page = if here { page } else { before.and_then(|b| b.page.clone()) };
    let body = EntryBody {
        given: item.given,
        whole,
        etag: old.etag,
        modified: old.modified,
        first,
        looked: old.looked,
        ..EntryBody::default()
    };
    let stage = if here { Stage::Fetched } else { Stage::Wanted };
    Entry { url: item.key, feed: feed.name.clone(), print: item.print, stage, due: at.into(), tries: 0, page, body }
}

/// What a fetch of an address changes.
pub fn fetched(entry: &Entry, source: &Source, found: Result<Answer, Trouble>) -> Visited {
    let at = now();
    let mut after = entry.clone();
    after.body.looked = at.clone();
    let mut visit = Visit { feed: entry.feed.clone(), url: entry.url.clone(), at, ..Visit::default() };
    let mut page = None;
    let taken = found.and_then(|answer| {
        (visit.status, visit.millis, visit.hops) = (answer.status.into(), answer.millis, answer.hops.clone());
        visit.headers = answer.headers.clone();
        usable(answer, entry)
    });
    match taken {
        Ok(answer) if answer.status == 304 => visit.change = at_rest(&mut after).into(),
        Ok(answer) => {
            let own = Arc::new(Page::new(&answer.body));
            visit.page = Some(own.hash().to_vec());
            visit.change = came(&mut after, &answer, &own, source).into();
            page = Some(own);
        }
        Err(trouble) if trouble.held => {
            failed(&mut after, &trouble);
            return Visited { entries: vec![after], ..Visited::default() };
        }
        Err(trouble) => {
            visit.status = visit.status.max(trouble.status.into());
            visit.fault = Some(trouble.what.clone());
            visit.change = failed(&mut after, &trouble).into();
        }
    }
    Visited { visit, page, entries: vec![after], ..Visited::default() }
}

/// New bytes are to be read; the same bytes as before are not.
fn came(entry: &mut Entry, answer: &Answer, page: &Page, source: &Source) -> &'static str {
    let said = |name: &str| answer.header(name).map(str::to_string);
    (entry.body.etag, entry.body.modified, entry.body.content) =
        (said("etag"), said("last-modified"), said("content-type"));
    if entry.page.as_deref() == Some(page.hash()) {
        return at_rest(entry);
    }
    let change = if entry.page.is_some() { "changed" } else { "new" };
    if !entry.url.starts_with("file:") {
        let own = Url::parse(&answer.url).ok().and_then(|url| clean(&url, ""));
        entry.body.given.url = own.filter(|own| source.wants(own)).or_else(|| Some(entry.url.clone()));
    }
    entry.page = Some(page.hash().to_vec());
    (entry.stage, entry.tries, entry.due, entry.body.fault) = (Stage::Fetched, 0, now(), None);
    change
}

fn at_rest(entry: &mut Entry) -> &'static str {
    settle(entry, None);
    "same"
}

/// The reports of an address are in the record; it is looked at again when it is a little older.
pub fn settle(entry: &mut Entry, note: Option<String>) {
    let lasts = entry.body.whole || !entry.url.starts_with("http");
    let old = age(&entry.body.first).unwrap_or(i64::MAX);
    let rung = AGAIN.into_iter().find(|rung| *rung > old).filter(|_| !lasts);
    let due = rung.map(|rung| after(Duration::from_secs((rung - old) as u64)));
    (entry.stage, entry.tries, entry.body.fault) = (Stage::Done, 0, note);
    entry.due = due.unwrap_or_else(|| NEVER.into());
}

fn failed(entry: &mut Entry, trouble: &Trouble) -> &'static str {
    // Who was not asked did not fail.
    entry.tries += i64::from(!trouble.held);
    entry.body.fault = Some(trouble.what.clone());
    if trouble.kind == Kind::Final || entry.tries >= TRIES {
        (entry.stage, entry.due) = (Stage::Gone, NEVER.into());
        return "gone";
    }
    // A host that is away is left alone longer than one that stumbled.
    let step = entry.tries as u32 + u32::from(trouble.kind == Kind::Host);
    entry.stage = if is_told(trouble) { Stage::Later } else { Stage::Wanted };
    entry.due = after(trouble.wait.unwrap_or_else(|| back_off(step)));
    "failed"
}

/// Whether the server itself said when to come again.
fn is_told(trouble: &Trouble) -> bool {
    trouble.wait.is_some() && matches!(trouble.status, 429 | 503)
}

/// Kinds of answers that hold no words.
const NO_WORDS: [&str; 5] = ["image/", "video/", "audio/", "font/", "application/javascript"];

/// An answer that may hold a report.
fn usable(answer: Answer, entry: &Entry) -> Result<Answer, Trouble> {
    let kind = answer.header("content-type").unwrap_or("").to_ascii_lowercase();
    if answer.status != 304 && answer.body.is_empty() {
        return Err(Trouble::new(Kind::Passing, format!("{} gives nothing", entry.url)));
    }
    if NO_WORDS.iter().any(|no| kind.starts_with(no)) {
        return Err(Trouble::new(Kind::Final, format!("{} is {kind} and holds no words", entry.url)));
    }
    let front = |url: &str| Url::parse(url).is_ok_and(|u| u.path() == "/" && u.query().is_none());
    if !answer.hops.is_empty() && front(&answer.url) && !front(&entry.url) {
        return Err(Trouble::new(
            Kind::Final,
            format!("{} is sent on to the front page: the report is gone", entry.url),
        ));
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_engine::model::Document;

    fn feed() -> Feed {
        Feed { name: "a".into(), url: "https://a.example/feed".into(), ..Feed::default() }
    }

    fn item(key: &str, print: &str) -> Item {
        let given = Document { url: Some(key.into()), ..Document::default() };
        Item { key: key.into(), print: print.into(), given, take: Take::Fetch }
    }

    fn look(items: Vec<Item>) -> Look {
        let answer = Answer { status: 200, body: b"<rss/>".to_vec(), ..Answer::default() };
        Look { answer, items, ..Look::default() }
    }

    fn after_look(items: Vec<Item>, known: &[Entry]) -> Visited {
        let known = known.iter().map(|e| (e.url.clone(), e.clone())).collect();
        looked(&feed(), &Source::default(), 0.0, Ok(look(items)), &known, false)
    }

    #[test]
    fn a_look_brings_what_is_new_or_changed() {
        let first = after_look(vec![item("https://a.example/1", "x")], &[]);
        assert_eq!(
            (first.entries.len(), first.came.clone().map(|c| c.1), first.visit.change.as_str()),
            (1, Some(1), "new")
        );
        let mut known = first.entries[0].clone();
        known.stage = Stage::Done;
        known.body.etag = Some("e".into());
        let same = after_look(vec![item("https://a.example/1", "x")], &[known.clone()]);
        assert_eq!((same.entries.len(), same.visit.change.as_str()), (0, "same"));
        let other = after_look(vec![item("https://a.example/1", "y")], &[known.clone()]);
        assert_eq!((other.entries[0].stage, other.came.map(|c| c.1)), (Stage::Wanted, Some(0)));
        assert_eq!(other.entries[0].body.etag.as_deref(), Some("e"));
        known.feed = "other".into();
        assert!(after_look(vec![item("https://a.example/1", "z")], &[known]).entries.is_empty());
    }

    #[test]
    fn a_look_that_fails_is_made_again_later_and_later() {
        let trouble =
            Trouble { wait: Some(Duration::from_secs(600)), status: 429, ..Trouble::new(Kind::Passing, "later") };
        let done = looked(&feed(), &Source::default(), 0.0, Err(trouble), &BTreeMap::new(), true);
        let feed = done.feed.expect("the source");
        assert!(feed.due > after(Duration::from_secs(590)) && !done.again);
        let state = State::read(&feed.state);
        assert_eq!((state.failures, state.fault.as_deref()), (1, Some("later")));
    }

    fn wanted() -> Entry {
        after_look(vec![item("https://a.example/1?x=2", "x")], &[]).entries.remove(0)
    }

    fn page(body: &str, url: &str, hops: &[&str]) -> Result<Answer, Trouble> {
        let hops = hops.iter().map(|h| h.to_string()).collect();
        Ok(Answer { status: 200, body: body.into(), url: url.into(), hops, ..Answer::default() })
    }

    #[test]
    fn what_was_fetched_is_read_once_and_again_when_it_changed() {
        let fetch =
            |entry: &Entry, body: &str| fetched(entry, &Source::default(), page(body, "https://a.example/1?x=2", &[]));
        let mut first = fetch(&wanted(), "one");
        assert_eq!((first.entries[0].stage, first.visit.change.as_str()), (Stage::Fetched, "new"));
        settle(&mut first.entries[0], None);
        assert!(first.entries[0].due.as_str() < NEVER && first.entries[0].stage == Stage::Done);
        let again = fetch(&first.entries[0], "one");
        assert_eq!((again.entries[0].stage, again.visit.change.as_str()), (Stage::Done, "same"));
        let other = fetch(&first.entries[0], "two");
        assert_eq!((other.entries[0].stage, other.visit.change.as_str()), (Stage::Fetched, "changed"));
    }

    #[test]
    fn a_report_is_known_by_where_it_was_found_in_the_end() {
        let sent = fetched(
            &wanted(),
            &Source::default(),
            page("x", "https://a.example/b?utm_source=z", &["https://a.example/b"]),
        );
        assert_eq!(sent.entries[0].body.given.url.as_deref(), Some("https://a.example/b"));
        let front = fetched(&wanted(), &Source::default(), page("x", "https://a.example/", &["https://a.example/"]));
        assert_eq!(front.entries[0].stage, Stage::Gone);
    }

    #[test]
    fn an_address_that_fails_is_tried_again_until_it_is_given_up() {
        let mut entry = wanted();
        for n in 1..=TRIES {
            let trouble = Trouble::new(Kind::Passing, "broke off");
            entry = fetched(&entry, &Source::default(), Err(trouble)).entries.remove(0);
            assert_eq!(entry.stage, if n < TRIES { Stage::Wanted } else { Stage::Gone });
        }
        let gone = fetched(&wanted(), &Source::default(), Err(Trouble::new(Kind::Final, "is gone")));
        assert_eq!((gone.entries[0].stage, gone.visit.change.as_str()), (Stage::Gone, "gone"));
        assert!(
            fetched(&wanted(), &Source::default(), page("", "https://a.example/1", &[])).entries[0].stage
                == Stage::Wanted
        );
    }
}
