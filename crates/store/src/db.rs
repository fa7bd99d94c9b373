//! One connection to either database, with the few things that the store asks of it.

use crate::address::Address;
use crate::fault::{Fault, Kind, Result};
use crate::value::{Row, Value};
use sqlx::postgres::{PgArguments, PgConnectOptions};
use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, SqliteConnection};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;
use tokio::runtime::Runtime;

/// A connection. Its calls wait for the answer.
pub struct Db {
    runtime: Runtime,
    conn: Conn,
}

enum Conn {
    Lite(Box<SqliteConnection>),
    Postgres(Box<PgConnection>),
}

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Only to read.
    Read,
    /// To read and write what is there.
    Write,
    /// To make it if it is not there.
    Create,
}

/// Rows that one statement inserts.
const ROWS: usize = 250;

impl Db {
    /// Connects.
    pub fn open(address: &Address, mode: Mode) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|e| Fault::new(Kind::Other, format!("no runtime: {e}"), "free some memory"))?;
        let conn = match address {
            Address::File(path) => Conn::Lite(Box::new(open_file(&runtime, path, mode)?)),
            Address::Server(url) => Conn::Postgres(Box::new(open_server(&runtime, url, mode)?)),
        };
        Ok(Self { runtime, conn })
    }

    /// Whether it is SQLite.
    pub fn is_file(&self) -> bool {
        matches!(self.conn, Conn::Lite(_))
    }

    /// Does one statement with its values; how many rows it touched.
    pub fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64> {
        let sql = AssertSqlSafe(sql.to_string());
        Ok(match &mut self.conn {
            Conn::Lite(c) => {
                self.runtime.block_on(sqlx::query_with(sql, lite(values)?).execute(&mut **c))?.rows_affected()
            }
            Conn::Postgres(c) => {
                self.runtime.block_on(sqlx::query_with(sql, server(values)?).execute(&mut **c))?.rows_affected()
            }
        })
    }

    /// Does statements without values, one after the other.
    pub fn script(&mut self, sql: &str) -> Result<()> {
        let sql = sqlx::raw_sql(AssertSqlSafe(sql.to_string()));
        match &mut self.conn {
            Conn::Lite(c) => self.runtime.block_on(c.execute(sql)).map(drop)?,
            Conn::Postgres(c) => self.runtime.block_on(c.execute(sql)).map(drop)?,
        }
        Ok(())
    }

    /// The rows that a question has for an answer.
    pub fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>> {
        let sql = AssertSqlSafe(sql.to_string());
        match &mut self.conn {
            Conn::Lite(c) => {
                let rows = self.runtime.block_on(sqlx::query_with(sql, lite(values)?).fetch_all(&mut **c))?;
                rows.iter().map(Row::of_file).collect()
            }
            Conn::Postgres(c) => {
                let rows = self.runtime.block_on(sqlx::query_with(sql, server(values)?).fetch_all(&mut **c))?;
                rows.iter().map(Row::of_server).collect()
            }
        }
    }

    /// The first value of the first row as a number; 0 if there is none.
    pub fn number(&mut self, sql: &str, values: &[Value]) -> Result<i64> {
        Ok(self.rows(sql, values)?.first().map_or(0, |row| row.int(0)))
    }

    /// Inserts rows, some hundred with each statement; `ending` says what to do with a row that is there.
    pub fn insert(&mut self, table: &str, columns: &str, rows: Vec<Vec<Value>>, ending: &str) -> Result<()> {
        let width = columns.split(',').count();
        for chunk in rows.chunks(ROWS) {
            let marks: Vec<String> = (0..chunk.len()).map(|n| self.places(n * width, width)).collect();
            let sql = format!("INSERT INTO {table} ({columns}) VALUES {} {ending}", marks.join(","));
            self.run(&sql, &chunk.concat())?;
        }
        Ok(())
    }

    /// As [`marks`], where no other value stands in the statement. SQLite takes long to find a value by its number among
    /// many, and none to take the next one.
    pub fn places(&self, before: usize, width: usize) -> String {
        if self.is_file() { format!("({})", vec!["?"; width].join(",")) } else { marks(before, width) }
    }

    /// Runs the work in one transaction: all of it is kept, or nothing.
    pub fn transaction<R>(&mut self, work: impl FnOnce(&mut Self) -> Result<R>) -> Result<R> {
        self.script(if self.is_file() { "BEGIN IMMEDIATE" } else { "BEGIN" })?;
        match work(self).and_then(|done| self.script("COMMIT").map(|()| done)) {
            Ok(done) => Ok(done),
            Err(fault) => {
                // The fault that came first is the one to tell.
                let _ = self.script("ROLLBACK");
                Err(fault)
            }
        }
    }

    /// Runs the questions of the work on one state of the record, whatever is written meanwhile.
    pub fn snapshot<R>(&mut self, work: impl FnOnce(&mut Self) -> Result<R>) -> Result<R> {
        self.script(if self.is_file() { "BEGIN" } else { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" })?;
        let done = work(self);
        let _ = self.script("ROLLBACK");
        done
    }

    /// Says goodbye, so that a file's log is folded into it.
    pub fn close(self) -> Result<()> {
        match self.conn {
            Conn::Lite(c) => self.runtime.block_on(c.close())?,
            Conn::Postgres(c) => self.runtime.block_on(c.close())?,
        }
        Ok(())
    }
}

/// `($5,$6,$7)` for the row that begins after four values.
pub fn marks(before: usize, width: usize) -> String {
    let marks: Vec<String> = (1..=width).map(|n| format!("${}", before + n)).collect();
    format!("({})", marks.join(","))
}

fn open_file(runtime: &Runtime, path: &Path, mode: Mode) -> Result<SqliteConnection> {
    if mode != Mode::Create && !path.exists() {
        let what = format!("there is no record at {}", path.display());
        return Err(Fault::new(Kind::Missing, what, "make one with vigie init, or name another with --record"));
    }
    if path.is_dir() {
        let what = format!("{} is a folder", path.display());
        return Err(Fault::new(Kind::NotARecord, what, "name the file of the record in it"));
    }
    let first = runtime.block_on(options(path, mode).connect());
    let opened = match first {
        // A disk that cannot be written has no room for the log beside the file: then the file is all there is.
        Err(_) if mode == Mode::Read && !beside(path, "-wal").exists() => {
            runtime.block_on(SqliteConnectOptions::new().filename(path).immutable(true).read_only(true).connect())
        }
        other => other,
    };
    opened.map_err(|e| {
        let fault = Fault::from(e);
        Fault { what: format!("{}: {}", path.display(), fault.what), ..fault }
    })
}

fn options(path: &Path, mode: Mode) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(Duration::from_secs(30))
        .read_only(mode == Mode::Read)
        .create_if_missing(mode == Mode::Create)
        .page_size(8192)
        .pragma("mmap_size", "1073741824")
        .pragma("cache_size", "-65536");
    if mode == Mode::Read {
        return options;
    }
    // Full: what is acknowledged has reached the disk, also when the power fails.
    options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full)
}

/// The file that SQLite keeps beside a record.
pub fn beside(path: &Path, ending: &str) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn open_server(runtime: &Runtime, url: &str, mode: Mode) -> Result<PgConnection> {
    let options = PgConnectOptions::from_str(url)?.application_name("vigie");
    let patience = Duration::from_secs(20);
    let opened = runtime.block_on(async { tokio::time::timeout(patience, options.connect()).await });
    let mut conn = opened.map_err(|_| sqlx::Error::Io(std::io::ErrorKind::TimedOut.into()))??;
    let manners = if mode == Mode::Read { "SET default_transaction_read_only = on;" } else { "" };
    let manners = format!("{manners} SET client_min_messages = warning; SET timezone = 'UTC'");
    runtime.block_on(conn.execute(sqlx::raw_sql(AssertSqlSafe(manners))))?;
    Ok(conn)
}

fn lite(values: &[Value]) -> Result<SqliteArguments> {
    let mut arguments = SqliteArguments::default();
    values.iter().try_for_each(|value| value.bind_file(&mut arguments))?;
    Ok(arguments)
}

fn server(values: &[Value]) -> Result<PgArguments> {
    let mut arguments = PgArguments::default();
    values.iter().try_for_each(|value| value.bind_server(&mut arguments))?;
    Ok(arguments)
}
