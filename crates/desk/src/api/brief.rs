//! A situation report, made of what the record holds now.

use super::answer::Answer;
use super::call::{Call, Done};
use vigie_engine::data::Data;
use vigie_engine::model::{Brief, Kind, Lang};
use vigie_engine::publish;
use vigie_store::{Fault, Record, Select};

/// The brief that was asked for.
pub fn brief(record: &mut Record, call: &Call) -> Done {
    let options = publish::Options {
        area: call.asked.own("country"),
        from: call.asked.day("from"),
        to: call.asked.day("to"),
        kind: Kind::default(),
        lang: call.asked.text("lang").and_then(Lang::from_code).unwrap_or(Lang::ALL[0]),
        ..publish::Options::default()
    };
    Ok(Answer::json(&compose(record, &options, call.desk.data())?))
}

/// A brief with the verdict of its area and the sources that are not heard. The months before are what the verdict compares with.
pub fn compose(record: &mut Record, options: &publish::Options, data: &Data) -> Result<Brief, Fault> {
    let (documents, records, resolution) =
        record.view(&Select { country: options.area.clone(), ..Select::default() })?;
    let unheard = vigie_collect::unheard(record, options.area.as_deref(), data)?;
    let options = publish::Options { unheard, ..options.clone() };
    let input = publish::Input { documents: &documents, records: &records, resolution: &resolution };
    Ok(publish::assessed(&input, &options, data))
}
