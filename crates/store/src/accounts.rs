//! Who may use the desk of a record. Roles are words here; what each may do is the desk's to say.

use crate::address::Address;
use crate::db::{Db, Mode};
use crate::fault::{Fault, Kind, Result};
use crate::record::{Record, now};
use crate::schema;
use crate::stamp::Stamp;
use crate::value::{Row, Value};

/// A person who may sign in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// By which they sign in and are told of.
    pub name: String,
    /// `reader`, `analyst`, `editor` or `admin`.
    pub role: String,
    /// Hash of the password; none as long as the invitation waits.
    pub password: Option<String>,
    /// The secret of the second factor, if there is one.
    pub totp: Option<Vec<u8>>,
    /// The last step whose code was used: no code counts twice.
    pub step: i64,
    /// Language of their pages.
    pub lang: Option<String>,
    /// When it was made.
    pub made: String,
}

/// The role that may make accounts: one such account always stays.
const ADMIN: &str = "admin";
const COLUMNS: &str = "name, role, password, totp, step, lang, made";

impl Record {
    /// Opens the record for its accounts, sessions and audit, which no writer of reports touches: there is no turn to
    /// wait for, so that people can sign in while an import runs.
    pub fn desk(address: &Address) -> Result<Self> {
        let mut db = Db::open(address, Mode::Write)?;
        if schema::version(&mut db)? < schema::NEWEST {
            drop(db);
            Self::write(address, Stamp::default(), &mut |_| ())?.close()?;
            db = Db::open(address, Mode::Write)?;
        }
        Ok(Self::unlocked(db))
    }

    /// All accounts, by name.
    pub fn accounts(&mut self) -> Result<Vec<Account>> {
        let rows = self.db.rows(&format!("SELECT {COLUMNS} FROM accounts ORDER BY name"), &[])?;
        Ok(rows.iter().map(|row| account(row, 0)).collect())
    }

    /// The account of a name.
    pub fn account(&mut self, name: &str) -> Result<Option<Account>> {
        let rows = self.db.rows(&format!("SELECT {COLUMNS} FROM accounts WHERE name = $1"), &[name.into()])?;
        Ok(rows.first().map(|row| account(row, 0)))
    }

    /// Whether anybody has an account.
    pub fn has_accounts(&mut self) -> Result<bool> {
        Ok(self.db.number("SELECT COUNT(*) FROM (SELECT name FROM accounts LIMIT 1) a", &[])? > 0)
    }

    /// Whether somebody can sign in as admin.
    pub fn has_admin(&mut self) -> Result<bool> {
        Ok(admins(&mut self.db, "")? > 0)
    }

    /// Makes an account; a name that is taken is refused.
    pub fn add_account(&mut self, new: &Account) -> Result<()> {
        self.db.transaction(|db| {
            if db.number("SELECT COUNT(*) FROM accounts WHERE name = $1", &[new.name.as_str().into()])? > 0 {
                return Err(asked(format!("there is an account {} already", new.name), "choose another name"));
            }
            insert(db, new)
        })
    }

    /// Gives an account another role. The last admin stays one.
    pub fn set_role(&mut self, name: &str, role: &str) -> Result<()> {
        self.db.transaction(|db| {
            if role != ADMIN {
                keep_an_admin(db, name)?;
            }
            one(db.run("UPDATE accounts SET role = $2 WHERE name = $1", &[name.into(), role.into()])?, name)
        })
    }

    /// Sets the hash of a password, and ends the sessions that the old one opened.
    pub fn set_password(&mut self, name: &str, hash: &str) -> Result<()> {
        self.db.transaction(|db| {
            one(db.run("UPDATE accounts SET password = $2 WHERE name = $1", &[name.into(), hash.into()])?, name)?;
            db.run("DELETE FROM sessions WHERE account = $1", &[name.into()]).map(drop)
        })
    }

    /// Sets or takes away the secret of the second factor.
    pub fn set_totp(&mut self, name: &str, secret: Option<&[u8]>) -> Result<()> {
        let values = [name.into(), Value::Bytes(secret.map(Into::into))];
        one(self.db.run("UPDATE accounts SET totp = $2 WHERE name = $1", &values)?, name)
    }

    /// Notes that the code of a step was used; whether it had not been, nor a later one.
    pub fn use_step(&mut self, name: &str, step: i64) -> Result<bool> {
        let sql = "UPDATE accounts SET step = $2 WHERE name = $1 AND step < $2";
        Ok(self.db.run(sql, &[name.into(), step.into()])? == 1)
    }

    /// Sets the language of somebody's pages.
    pub fn set_lang(&mut self, name: &str, lang: &str) -> Result<()> {
        one(self.db.run("UPDATE accounts SET lang = $2 WHERE name = $1", &[name.into(), lang.into()])?, name)
    }

    /// Removes an account with its sessions and tokens. What the person decided stays. The last admin is not removed.
    pub fn remove_account(&mut self, name: &str) -> Result<()> {
        self.db.transaction(|db| {
            keep_an_admin(db, name)?;
            for table in ["sessions", "tokens", "invitations"] {
                db.run(&format!("DELETE FROM {table} WHERE account = $1"), &[name.into()])?;
            }
            one(db.run("DELETE FROM accounts WHERE name = $1", &[name.into()])?, name)
        })
    }
}

/// Adds the row of an account.
pub(crate) fn insert(db: &mut Db, new: &Account) -> Result<()> {
    let values = [
        new.name.as_str().into(),
        new.role.as_str().into(),
        new.password.clone().into(),
        new.totp.clone().into(),
        new.step.into(),
        new.lang.clone().into(),
        now().into(),
    ];
    db.run("INSERT INTO accounts (name,role,password,totp,step,lang,made) VALUES ($1,$2,$3,$4,$5,$6,$7)", &values)
        .map(drop)
}

/// An account from the columns that begin at one.
pub(crate) fn account(row: &Row, at: usize) -> Account {
    Account {
        name: row.text(at).into(),
        role: row.text(at + 1).into(),
        password: row.maybe_text(at + 2).map(Into::into),
        totp: Some(row.bytes(at + 3).to_vec()).filter(|secret| !secret.is_empty()),
        step: row.int(at + 4),
        lang: row.maybe_text(at + 5).map(Into::into),
        made: row.text(at + 6).into(),
    }
}

/// Other accounts than this one that can sign in as admin.
fn admins(db: &mut Db, but: &str) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM accounts WHERE role = $1 AND password IS NOT NULL AND name <> $2";
    db.number(sql, &[ADMIN.into(), but.into()])
}

/// Refuses what would leave the accounts without an admin.
fn keep_an_admin(db: &mut Db, name: &str) -> Result<()> {
    let sql = "SELECT COUNT(*) FROM accounts WHERE name = $1 AND role = $2";
    let is_admin = db.number(sql, &[name.into(), ADMIN.into()])? > 0;
    if is_admin && admins(db, name)? == 0 {
        return Err(asked(format!("{name} is the last admin"), "make another account admin first"));
    }
    Ok(())
}

/// That one account was touched.
fn one(rows: u64, name: &str) -> Result<()> {
    if rows == 1 { Ok(()) } else { Err(asked(format!("there is no account {name}"), "vigie account list shows all")) }
}

pub(crate) fn asked(what: String, hint: &str) -> Fault {
    Fault::new(Kind::Asked, what, hint)
}
