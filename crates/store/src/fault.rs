//! What can be wrong with a record, and what to do about it.

use std::fmt;
use std::path::Path;

/// What kind of trouble it is, for callers that act on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// There is no record.
    Missing,
    /// There is a file, and it is none of ours.
    NotARecord,
    /// A newer program wrote it.
    Newer,
    /// Bytes of it are not what was written.
    Damaged,
    /// No room is left, or the disk fails.
    Disk,
    /// It may not be read or written by this user.
    Rights,
    /// Another process is writing it.
    Locked,
    /// The server cannot be reached or does not know us.
    Server,
    /// What was asked for is not there or makes no sense.
    Asked,
    /// None of these.
    Other,
}

/// A sentence on what is wrong, and one on what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What kind of trouble.
    pub kind: Kind,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub hint: String,
}

/// A result of the store.
pub type Result<T> = std::result::Result<T, Fault>;

impl Fault {
    /// A fault of a kind.
    pub fn new(kind: Kind, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { kind, what: what.into(), hint: hint.into() }
    }

    /// Something that was kept is not as it was kept.
    pub fn damaged(what: impl Into<String>) -> Self {
        Self::new(Kind::Damaged, what, "run vigie check, and restore the last backup with vigie restore")
    }

    /// What the system says of a file.
    pub fn file(path: &Path, e: &std::io::Error) -> Self {
        use std::io::ErrorKind as E;
        let what = format!("{}: {e}", path.display());
        match e.kind() {
            E::NotFound => Self::new(Kind::Missing, what, "check the spelling of its path"),
            E::PermissionDenied | E::ReadOnlyFilesystem => Self::new(Kind::Rights, what, RIGHTS),
            E::StorageFull | E::QuotaExceeded | E::FileTooLarge => Self::new(Kind::Disk, what, ROOM),
            _ => Self::new(Kind::Other, what, "check the disk that it is on"),
        }
    }
}

const RIGHTS: &str = "check who owns it and its folder, or copy it to a place where you may write";
const ROOM: &str = "make room or raise the limit, then run the command again; what was acknowledged is kept";
const SERVER: &str = "check host, port, user, password and name in postgres://user:password@host:port/name";

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n  hint: {}", self.what, self.hint)
    }
}

impl std::error::Error for Fault {}

impl From<sqlx::Error> for Fault {
    fn from(e: sqlx::Error) -> Self {
        match &e {
            sqlx::Error::Database(inner) => {
                let (code, said) = (inner.code().unwrap_or_default().into_owned(), inner.message().to_string());
                match code.parse::<i32>() {
                    // PostgreSQL's codes have five places and are not extended codes of SQLite.
                    Ok(number) if code.len() < 5 => lite(number, &said),
                    _ => postgres(&code, &said),
                }
            }
            sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) => {
                Self::new(Kind::Server, format!("the server cannot be reached: {e}"), SERVER)
            }
            sqlx::Error::Configuration(_) => Self::new(Kind::Server, format!("the address is none: {e}"), SERVER),
            _ => Self::new(Kind::Other, format!("the record's database: {e}"), "run vigie check"),
        }
    }
}

/// By the primary code, which is the lowest byte.
fn lite(code: i32, said: &str) -> Fault {
    let (kind, what, hint) = match code & 0xff {
        5 | 6 => (Kind::Locked, "the record is being written by another process", "wait for it, or end it"),
        3 | 8 | 23 => (Kind::Rights, "the record may not be written", RIGHTS),
        10 | 13 => (Kind::Disk, "the disk is full or fails", ROOM),
        11 => return Fault::damaged(format!("the record's file is damaged ({said})")),
        14 => (Kind::Rights, "the record cannot be opened", RIGHTS),
        26 => (Kind::NotARecord, "the file is not a record", "give the file that vigie init made"),
        _ => (Kind::Other, "the record's database does not do it", "run vigie check"),
    };
    Fault::new(kind, format!("{what} ({said})"), hint)
}

fn postgres(code: &str, said: &str) -> Fault {
    let (kind, hint) = match code {
        "3D000" => (Kind::Missing, "make the database first: createdb NAME"),
        "42501" | "25006" => (Kind::Rights, "ask its owner to let you write: GRANT ALL ON SCHEMA public TO you"),
        "53100" | "53200" => (Kind::Disk, ROOM),
        "55P03" => (Kind::Locked, "wait for the other writer, or end it"),
        "XX001" | "XX002" => (Kind::Damaged, "restore the last backup with vigie restore"),
        _ if code.starts_with("28") || code.starts_with("08") => (Kind::Server, SERVER),
        _ => (Kind::Other, "run vigie check"),
    };
    Fault::new(kind, format!("the server says: {said} ({code})"), hint)
}
