//! Where a record is: a file, or a PostgreSQL database.

use crate::fault::{Fault, Kind, Result};
use std::fmt;
use std::path::PathBuf;

/// Where a record is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A SQLite file.
    File(PathBuf),
    /// A database of a PostgreSQL server, `postgres://…`.
    Server(String),
}

impl Address {
    /// What a person wrote: a path, or an address with its scheme.
    pub fn parse(text: &str) -> Result<Self> {
        match text.split_once("://") {
            Some(("postgres" | "postgresql", _)) => Ok(Self::Server(text.into())),
            Some(("sqlite" | "file", path)) => Ok(Self::File(path.into())),
            Some((scheme, _)) => {
                let hint = "give a file, or a database as postgres://user:password@host:port/name";
                Err(Fault::new(Kind::Asked, format!("a record is not kept at {scheme}://"), hint))
            }
            None if text.trim().is_empty() => {
                Err(Fault::new(Kind::Asked, "the record's address is empty", "give a file after --record"))
            }
            None => Ok(Self::File(text.into())),
        }
    }
}

/// Without the password.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Server(url) => match (url.find("://"), url.rfind('@')) {
                (Some(scheme), Some(at)) => write!(f, "{}…{}", &url[..scheme + 3], &url[at..]),
                _ => write!(f, "{url}"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_file_or_a_server_and_hides_its_password() {
        let server = Address::parse("postgres://ana:secret@db.example/desk").expect("an address");
        assert_eq!(server.to_string(), "postgres://…@db.example/desk");
        assert_eq!(Address::parse("a/b.vigie"), Ok(Address::File("a/b.vigie".into())));
        assert_eq!(Address::parse("mysql://x").expect_err("a fault").kind, Kind::Asked);
        assert!(Address::parse(" ").is_err());
    }
}
