//! Briefs: made, read, edited under the checker's eyes, signed, and kept as they were.

use super::asked::{Asked, encode};
use super::ctx::Ctx;
use super::decide::Form;
use crate::state::{Desk, Failed};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::header;
use axum::response::{Html, IntoResponse, Redirect, Response};
use std::collections::BTreeSet;
use std::sync::Arc;
use vigie_engine::data::Data;
use vigie_engine::model::{Brief, Citation, Document, Lang, Sentence};
use vigie_engine::publish::{self, verify};
use vigie_store::{AreaLine, BriefLine, Fault, KeptBrief, Kind, Record};

#[derive(Template)]
#[template(path = "briefs.html")]
struct List {
    c: Ctx,
    briefs: Vec<BriefLine>,
    areas: Vec<AreaLine>,
    month: String,
}

#[derive(Template)]
#[template(path = "brief_page.html")]
struct Page {
    c: Ctx,
    kept: KeptBrief,
    sections: Vec<Part>,
    faults: Vec<verify::Fault>,
    newest: bool,
    done: bool,
}

#[derive(Template)]
#[template(path = "brief_edit.html")]
struct Edit {
    c: Ctx,
    kept: KeptBrief,
    sections: Vec<Part>,
}

#[derive(Template)]
#[template(path = "brief_check.html")]
struct Checked<'a> {
    c: &'a Ctx,
    faults: Vec<String>,
}

/// A section with its sentences.
struct Part {
    heading: String,
    sentences: Vec<Line>,
}

/// A sentence with the ways to its words.
struct Line {
    text: String,
    cited: Vec<(usize, String, String)>,
    faults: Vec<String>,
}

/// All briefs, and the form for a new one.
pub async fn list(State(desk): State<Arc<Desk>>, c: Ctx) -> Response {
    let own = c.clone();
    let made = desk
        .read(move |record| {
            let areas = own.kept.areas(record)?;
            let month = areas.iter().filter_map(|a| a.judged.as_ref()).map(|(m, _)| m.clone()).max();
            Ok(List { briefs: record.brief_list()?, month: month.unwrap_or_default(), areas, c: own })
        })
        .await;
    c.answer(made)
}

/// Makes a brief and leads to it.
pub async fn make(State(desk): State<Arc<Desk>>, c: Ctx, body: String) -> Response {
    let form = Form::parse(&body);
    if !c.rules() || !c.sent_by_us(form.get("csrf")) {
        return c.forbidden();
    }
    let (data, who, lang) = (desk.data(), c.person.name.clone(), c.lang);
    let read = desk.read(move |record| compose(record, &form, lang, data)).await;
    let kept = match read {
        Ok(brief) => desk.write(move |record| record.keep_brief(None, &who, &brief, false)).await,
        Err(failed) => Err(failed),
    };
    match kept {
        Ok((num, _)) => Redirect::to(&format!("/briefs/{num}")).into_response(),
        Err(failed) => c.trouble(&failed),
    }
}

fn compose(record: &mut Record, form: &Form, lang: Lang, data: &Data) -> Result<Brief, Fault> {
    let period = Asked::parse(&format!("from={}&to={}", form.get("from").unwrap_or(""), form.get("to").unwrap_or("")));
    let (from, to) = (period.day("from", false), period.day("to", true));
    let (Some(from), Some(to)) = (from, to) else {
        return Err(Fault::new(Kind::Asked, "a brief needs its first and last month", "write them as 2025-07"));
    };
    let options = publish::Options {
        area: form.get("area").filter(|a| *a != "all").map(str::to_string),
        from: Some(from),
        to: Some(to),
        lang: form.get("language").and_then(Lang::from_code).unwrap_or(lang),
        ..publish::Options::default()
    };
    crate::api::compose(record, &options, data)
}

/// One brief, as it is or as it was.
pub async fn page(State(desk): State<Arc<Desk>>, c: Ctx, Path(num): Path<i64>, RawQuery(query): RawQuery) -> Response {
    let asked = Asked::parse(query.as_deref().unwrap_or(""));
    let (own, data) = (c.clone(), desk.data());
    let made = desk
        .read(move |record| {
            let kept = record.kept_brief(num, asked.number("version"))?;
            let (sections, faults) = parts(record, &kept.brief, data)?;
            let newest = kept.versions.first().is_some_and(|v| v.version == kept.line.version);
            Ok(Page { c: own, sections, faults, newest, done: asked.is("done", "signed"), kept })
        })
        .await;
    c.answer(made)
}

/// The sections with links to the cited words, and what the checker says of each sentence.
fn parts(record: &mut Record, brief: &Brief, data: &Data) -> Result<(Vec<Part>, Vec<verify::Fault>), Fault> {
    let documents = cited(record, brief)?;
    let faults = verify::check(brief, &documents, data);
    let number = |id: &str| brief.sources.iter().position(|s| s.doc == id).map_or(0, |n| n + 1);
    let outlet = |id: &str| {
        let found = documents.iter().find(|d| d.id == id);
        found.and_then(|d| d.outlet.clone().or(d.title.clone())).unwrap_or_else(|| id.to_string())
    };
    let cite = |all: &[Citation]| {
        let docs: BTreeSet<&str> = all.iter().map(|k| k.doc.as_str()).collect();
        let link = |doc: &str| {
            let spans: Vec<String> =
                all.iter().filter(|k| k.doc == doc).map(|k| format!("{}-{}", k.start, k.end)).collect();
            (number(doc), outlet(doc), format!("/document?id={}&mark={}#mark", encode(doc), spans.join(",")))
        };
        docs.into_iter().map(link).collect()
    };
    let line = |s: &Sentence| Line {
        text: s.text.clone(),
        cited: cite(&s.citations),
        faults: faults.iter().filter(|f| f.sentence == s.text).map(|f| f.item.clone()).collect(),
    };
    let part = |s: &vigie_engine::model::Section| Part {
        heading: s.heading.clone(),
        sentences: s.sentences.iter().map(line).collect(),
    };
    Ok((brief.sections.iter().map(part).collect(), faults))
}

fn cited(record: &mut Record, brief: &Brief) -> Result<Vec<Document>, Fault> {
    let all = brief.sections.iter().flat_map(|s| &s.sentences).flat_map(|s| &s.citations);
    let ids: BTreeSet<&str> = all.map(|k| k.doc.as_str()).collect();
    Ok(record.documents_by_id(&ids.into_iter().collect::<Vec<_>>())?.into_values().collect())
}

/// The form in which every sentence may be changed.
pub async fn edit(State(desk): State<Arc<Desk>>, c: Ctx, Path(num): Path<i64>) -> Response {
    if !c.rules() {
        return c.forbidden();
    }
    let (own, data) = (c.clone(), desk.data());
    let made = desk
        .read(move |record| {
            let kept = record.kept_brief(num, None)?;
            let (sections, _) = parts(record, &kept.brief, data)?;
            Ok(Edit { c: own, sections, kept })
        })
        .await;
    c.answer(made)
}

/// Keeps an edited brief as a new version; a sentence without words is taken out.
pub async fn save(State(desk): State<Arc<Desk>>, c: Ctx, Path(num): Path<i64>, body: String) -> Response {
    let form = Form::parse(&body);
    if !c.rules() || !c.sent_by_us(form.get("csrf")) {
        return c.forbidden();
    }
    let who = c.person.name.clone();
    let made = desk
        .write(move |record| {
            let kept = record.kept_brief(num, None)?;
            let told = form.get("version").and_then(|v| v.parse::<i64>().ok());
            if told.is_some_and(|v| v != kept.line.version) {
                let what = "somebody kept another version of this brief meanwhile";
                return Err(Fault::new(
                    Kind::Asked,
                    what,
                    "open it again; your browser still has your words when you go back",
                ));
            }
            record.keep_brief(Some(num), &who, &edited(kept.brief, &form), false)
        })
        .await;
    match made {
        Ok(_) => Redirect::to(&format!("/briefs/{num}")).into_response(),
        Err(failed) => c.trouble(&failed),
    }
}

fn edited(mut brief: Brief, form: &Form) -> Brief {
    if let Some(title) = form.get("title") {
        brief.title = title.to_string();
    }
    for (n, section) in brief.sections.iter_mut().enumerate() {
        for (k, sentence) in section.sentences.iter_mut().enumerate() {
            let told = form.all(&format!("s{n}-{k}")).last();
            sentence.text = told.map_or(sentence.text.clone(), |t| t.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        section.sentences.retain(|s| !s.text.is_empty());
    }
    brief.sections.retain(|s| !s.sentences.is_empty());
    brief
}

/// What the checker says of one sentence while it is written.
pub async fn check(State(desk): State<Arc<Desk>>, c: Ctx, body: String) -> Response {
    let form = Form::parse(&body);
    if !c.sent_by_us(form.get("csrf")) {
        return c.forbidden();
    }
    let (data, own) = (desk.data(), c.clone());
    let made = desk.read(move |record| checked(record, &form, data)).await;
    match made {
        Ok(faults) => Html(Checked { c: &own, faults }.render().unwrap_or_default()).into_response(),
        Err(failed) => Failed(failed.0).into_response(),
    }
}

fn checked(record: &mut Record, form: &Form, data: &Data) -> Result<Vec<String>, Fault> {
    let number = |key: &str| form.get(key).and_then(|n| n.parse::<usize>().ok());
    let kept = record.kept_brief(number("num").unwrap_or(0) as i64, None)?;
    let at =
        form.get("at").and_then(|at| at.split_once('-')).and_then(|(n, k)| Some((n.parse().ok()?, k.parse().ok()?)));
    let (n, k): (usize, usize) = at.unwrap_or((0, 0));
    let mut brief = edited(kept.brief.clone(), &Form::default());
    let Some(section) = brief.sections.get(n).cloned() else { return Ok(Vec::new()) };
    let Some(sentence) = section.sentences.get(k).cloned() else { return Ok(Vec::new()) };
    let text = form.get(&format!("s{n}-{k}")).unwrap_or("").to_string();
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let one = vigie_engine::model::Section { sentences: vec![Sentence { text, ..sentence }], ..section };
    brief.sections = vec![one];
    let documents = cited(record, &brief)?;
    let word = |f: verify::Fault| {
        let kind = serde_json::to_value(f.kind).unwrap_or_default();
        format!("{} {}", kind.as_str().unwrap_or(""), f.item).trim().to_string()
    };
    Ok(verify::check(&brief, &documents, data).into_iter().map(word).collect())
}

/// Signs the newest version, if every sentence is supported.
pub async fn sign(State(desk): State<Arc<Desk>>, c: Ctx, Path(num): Path<i64>, body: String) -> Response {
    if !c.edits() || !c.sent_by_us(Form::parse(&body).get("csrf")) {
        return c.forbidden();
    }
    let (data, who) = (desk.data(), c.person.name.clone());
    let made = desk
        .write(move |record| {
            let kept = record.kept_brief(num, None)?;
            let documents = cited(record, &kept.brief)?;
            match verify::check(&kept.brief, &documents, data).len() {
                0 => record.keep_brief(Some(num), &who, &kept.brief, true),
                n => {
                    Err(Fault::new(Kind::Asked, format!("{n} sentences say more than their words"), "edit them first"))
                }
            }
        })
        .await;
    match made {
        Ok(_) => Redirect::to(&format!("/briefs/{num}?done=signed")).into_response(),
        Err(failed) => c.trouble(&failed),
    }
}

/// The brief as a file.
pub async fn file(State(desk): State<Arc<Desk>>, c: Ctx, Path(num): Path<i64>, RawQuery(query): RawQuery) -> Response {
    let asked = Asked::parse(query.as_deref().unwrap_or(""));
    let (data, format) = (desk.data(), asked.text("format").to_string());
    let asked_to_print = !asked.is("save", "yes");
    let made = desk
        .read(move |record| {
            let kept = record.kept_brief(num, asked.number("version"))?;
            let documents = cited(record, &kept.brief)?;
            Ok((kept.brief, documents))
        })
        .await;
    let (brief, documents) = match made {
        Ok(made) => made,
        Err(failed) => return c.trouble(&failed),
    };
    // Writing a document takes its time: not on a thread that serves others.
    let made = tokio::task::spawn_blocking(move || written(&brief, &documents, &format, data)).await;
    let (bytes, kind, ending) = match made.unwrap_or_else(|e| Err(e.to_string())) {
        Ok(made) => made,
        Err(why) => {
            return c.trouble(&Failed(Fault::new(Kind::Other, why, "take another format, and please report it")));
        }
    };
    let policy = "sandbox allow-popups allow-modals; default-src 'none'; style-src 'unsafe-inline'; img-src data:";
    let shown = ending == "html" && asked_to_print;
    let name = format!("{}; filename=\"brief-{num}.{ending}\"", if shown { "inline" } else { "attachment" });
    let headers =
        [(header::CONTENT_TYPE, kind), (header::CONTENT_SECURITY_POLICY, policy), (header::CONTENT_DISPOSITION, &name)];
    (headers, bytes).into_response()
}

/// Formats that are offered, each with what it is called. A further one has its line here and in `written`.
const FORMATS: [(&str, &str); 4] = [("docx", "Word"), ("html", "HTML"), ("md", "Markdown"), ("json", "JSON")];

/// A brief's bytes with their kind and the ending of their name.
fn written(
    brief: &Brief,
    documents: &[Document],
    format: &str,
    data: &Data,
) -> Result<(Vec<u8>, &'static str, &'static str), String> {
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    Ok(match format {
        "docx" => (vigie_print::docx(&publish::handout(brief, documents, data))?, WORD, "docx"),
        "md" => (publish::markdown(brief, documents, data).into_bytes(), "text/markdown; charset=utf-8", "md"),
        "json" => (publish::json(brief).into_bytes(), "application/json", "json"),
        _ => (publish::html(brief, documents, data).into_bytes(), "text/html; charset=utf-8", "html"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_engine::model::Section;

    #[test]
    fn sentences_are_changed_or_taken_out_and_keep_their_words() {
        let sentence =
            |text: &str| Sentence { text: text.into(), citations: vec![Citation::default()], ..Sentence::default() };
        let mut brief: Brief = serde_json::from_str(
            r#"{"title":"t","area":"","from":null,"to":null,"lang":"en","kind":"situation","sections":[]}"#,
        )
        .expect("a brief");
        brief.sections = vec![
            Section { heading: "a".into(), sentences: vec![sentence("One."), sentence("Two.")], ..Section::default() },
            Section { heading: "b".into(), sentences: vec![sentence("Three.")], ..Section::default() },
        ];
        let made = edited(brief, &Form::parse("s0-0=Only++one.&s1-0=&title=New"));
        assert_eq!((made.title.as_str(), made.sections.len()), ("New", 1));
        assert_eq!(made.sections[0].sentences[0], sentence("Only one."));
        assert_eq!(made.sections[0].sentences[1].text, "Two.");
    }
}
