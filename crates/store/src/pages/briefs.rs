//! Briefs that people keep: every version as it was, a signed one for good.

use crate::fault::{Fault, Kind, Result};
use crate::pack::{pack, unpack};
use crate::record::{Record, now};
use crate::value::Row;
use serde::Serialize;
use vigie_engine::model::{Brief, Lang};

/// A line of the list of briefs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BriefLine {
    /// Its number.
    pub num: i64,
    /// Which version.
    pub version: i64,
    /// When this version was kept.
    pub at: String,
    /// By whom.
    pub who: String,
    /// Who signed this version.
    pub signed: Option<String>,
    /// Its title.
    pub title: String,
    /// The days it covers.
    pub days: (Option<String>, Option<String>),
    /// Language.
    pub language: String,
}

/// A version of a brief with its text.
#[derive(Clone, Debug)]
pub struct KeptBrief {
    /// What stands in the list.
    pub line: BriefLine,
    /// The brief as it was then.
    pub brief: Brief,
    /// All versions, newest first.
    pub versions: Vec<BriefLine>,
}

const COLUMNS: &str = "num, version, at, who, signed, title, day_from, day_to, language";

impl Record {
    /// Keeps a new brief, or a new version of one; its number and version.
    pub fn keep_brief(&mut self, num: Option<i64>, who: &str, brief: &Brief, signed: bool) -> Result<(i64, i64)> {
        self.db.transaction(|db| {
            let num = match num {
                Some(num) => num,
                None => db.number("SELECT MAX(num) FROM briefs", &[])? + 1,
            };
            let version = db.number("SELECT MAX(version) FROM briefs WHERE num = $1", &[num.into()])? + 1;
            let day = |day: Option<vigie_engine::model::Day>| day.map(|d| d.to_string());
            let values = [
                num.into(),
                version.into(),
                now().into(),
                who.into(),
                signed.then(|| who.to_string()).into(),
                brief.title.as_str().into(),
                brief.country.clone().into(),
                day(brief.from).into(),
                day(brief.to).into(),
                brief.lang.code().into(),
                pack(brief).into(),
            ];
            let sql = "INSERT INTO briefs (num,version,at,who,signed,title,area,day_from,day_to,language,body)
                VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)";
            db.run(sql, &values)?;
            Ok((num, version))
        })
    }

    /// The newest version of every brief, newest first.
    pub fn brief_list(&mut self) -> Result<Vec<BriefLine>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM briefs b WHERE version = (SELECT MAX(version) FROM briefs c WHERE c.num = b.num)
             ORDER BY num DESC LIMIT 500"
        );
        Ok(self.db.rows(&sql, &[])?.iter().map(line).collect())
    }

    /// A brief: its newest version, or the one that is asked for.
    pub fn kept_brief(&mut self, num: i64, version: Option<i64>) -> Result<KeptBrief> {
        let sql = format!("SELECT {COLUMNS}, body FROM briefs WHERE num = $1 ORDER BY version DESC");
        let rows = self.db.rows(&sql, &[num.into()])?;
        let wanted = rows.iter().find(|row| version.is_none_or(|v| row.int(1) == v));
        let Some(row) = wanted else {
            return Err(Fault::new(Kind::Asked, format!("there is no brief {num}"), "see the list of briefs"));
        };
        Ok(KeptBrief { line: line(row), brief: unpack(row.bytes(9))?, versions: rows.iter().map(line).collect() })
    }
}

fn line(row: &Row) -> BriefLine {
    let day = |n: usize| row.maybe_text(n).map(str::to_string);
    BriefLine {
        num: row.int(0),
        version: row.int(1),
        at: row.text(2).into(),
        who: row.text(3).into(),
        signed: day(4),
        title: row.text(5).into(),
        days: (day(6), day(7)),
        language: Lang::from_code(row.text(8)).map_or("", Lang::code).into(),
    }
}
