//! Sessions, tokens and invitations: each is known by the hash of a secret that only its holder has.

use crate::accounts::{Account, account, asked, insert};
use crate::fault::Result;
use crate::record::{Record, now};

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Who.
    pub account: Account,
    /// Since when.
    pub made: String,
    /// Until when, if it is not used before.
    pub until: String,
}

/// A key for programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Hash of the key.
    pub hash: Vec<u8>,
    /// Whose.
    pub account: String,
    /// What it is for.
    pub label: String,
    /// What it may do, split by spaces.
    pub scopes: String,
    /// Since when.
    pub made: String,
    /// Until when.
    pub until: String,
}

/// A link that lets one person choose a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The name of the account.
    pub account: String,
    /// Its role, if the account is made by it.
    pub role: String,
    /// Who invites.
    pub maker: String,
    /// Until when.
    pub until: String,
}

/// Columns of an account beside another table.
const ACCOUNT: &str = "a.name, a.role, a.password, a.totp, a.step, a.lang, a.made";

impl Record {
    /// Opens a session, and clears away those that are over.
    pub fn open_session(&mut self, hash: &[u8], account: &str, until: &str) -> Result<()> {
        self.db.transaction(|db| {
            db.run("DELETE FROM sessions WHERE until <= $1", &[now().into()])?;
            let values = [hash.into(), account.into(), now().into(), until.into()];
            db.run("INSERT INTO sessions (hash, account, made, until) VALUES ($1,$2,$3,$4)", &values).map(drop)
        })
    }

    /// The session of a secret, if it is not over.
    pub fn session(&mut self, hash: &[u8]) -> Result<Option<Session>> {
        let sql = format!(
            "SELECT s.made, s.until, {ACCOUNT} FROM sessions s JOIN accounts a ON a.name = s.account
            WHERE s.hash = $1 AND s.until > $2"
        );
        let rows = self.db.rows(&sql, &[hash.into(), now().into()])?;
        let session = |row: &crate::value::Row| Session {
            made: row.text(0).into(),
            until: row.text(1).into(),
            account: account(row, 2),
        };
        Ok(rows.first().map(session))
    }

    /// Lets a session go on until a later time.
    pub fn prolong_session(&mut self, hash: &[u8], until: &str) -> Result<()> {
        self.db.run("UPDATE sessions SET until = $2 WHERE hash = $1", &[hash.into(), until.into()]).map(drop)
    }

    /// Ends a session.
    pub fn end_session(&mut self, hash: &[u8]) -> Result<()> {
        self.db.run("DELETE FROM sessions WHERE hash = $1", &[hash.into()]).map(drop)
    }

    /// Ends all sessions of an account but one.
    pub fn end_sessions(&mut self, account: &str, but: &[u8]) -> Result<()> {
        self.db.run("DELETE FROM sessions WHERE account = $1 AND hash <> $2", &[account.into(), but.into()]).map(drop)
    }

    /// Keeps a token.
    pub fn add_token(&mut self, token: &Token) -> Result<()> {
        let values = [
            token.hash.as_slice().into(),
            token.account.as_str().into(),
            token.label.as_str().into(),
            token.scopes.as_str().into(),
            now().into(),
            token.until.as_str().into(),
        ];
        let sql = "INSERT INTO tokens (hash, account, label, scopes, made, until) VALUES ($1,$2,$3,$4,$5,$6)";
        self.db.run(sql, &values).map(drop)
    }

    /// The token of a secret, if it is not over, with its account.
    pub fn token(&mut self, hash: &[u8]) -> Result<Option<(Token, Account)>> {
        let sql = format!(
            "SELECT t.hash, t.account, t.label, t.scopes, t.made, t.until, {ACCOUNT} FROM tokens t
            JOIN accounts a ON a.name = t.account WHERE t.hash = $1 AND t.until > $2"
        );
        let rows = self.db.rows(&sql, &[hash.into(), now().into()])?;
        Ok(rows.first().map(|row| (token(row), account(row, 6))))
    }

    /// The tokens of an account, the oldest first.
    pub fn tokens(&mut self, account: &str) -> Result<Vec<Token>> {
        let sql = "SELECT hash, account, label, scopes, made, until FROM tokens WHERE account = $1 ORDER BY made";
        Ok(self.db.rows(sql, &[account.into()])?.iter().map(token).collect())
    }

    /// Takes a token back; whether it was there.
    pub fn remove_token(&mut self, account: &str, hash: &[u8]) -> Result<bool> {
        Ok(self.db.run("DELETE FROM tokens WHERE account = $1 AND hash = $2", &[account.into(), hash.into()])? > 0)
    }

    /// Keeps an invitation. An older one for the same name is void.
    pub fn invite(&mut self, hash: &[u8], new: &Invitation) -> Result<()> {
        self.db.transaction(|db| {
            let values = [new.account.as_str().into(), now().into()];
            db.run("DELETE FROM invitations WHERE account = $1 OR until <= $2", &values)?;
            let values = [
                hash.into(),
                new.account.as_str().into(),
                new.role.as_str().into(),
                new.maker.as_str().into(),
                new.until.as_str().into(),
            ];
            let sql = "INSERT INTO invitations (hash, account, role, maker, until) VALUES ($1,$2,$3,$4,$5)";
            db.run(sql, &values).map(drop)
        })
    }

    /// The invitation of a secret, if it is not over.
    pub fn invitation(&mut self, hash: &[u8]) -> Result<Option<Invitation>> {
        let sql = "SELECT account, role, maker, until FROM invitations WHERE hash = $1 AND until > $2";
        let rows = self.db.rows(sql, &[hash.into(), now().into()])?;
        Ok(rows.first().map(invitation))
    }

    /// The invitations that nobody took up.
    pub fn invitations(&mut self) -> Result<Vec<Invitation>> {
        let sql = "SELECT account, role, maker, until FROM invitations WHERE until > $1 ORDER BY account";
        Ok(self.db.rows(sql, &[now().into()])?.iter().map(invitation).collect())
    }

    /// Takes an invitation up with the hash of a password: makes the account, or opens the one that is there anew,
    /// without its second factor. Works once.
    pub fn accept(&mut self, hash: &[u8], password: &str) -> Result<Account> {
        self.db.transaction(|db| {
            let sql = "DELETE FROM invitations WHERE hash = $1 AND until > $2 RETURNING account, role, maker, until";
            let rows = db.rows(sql, &[hash.into(), now().into()])?;
            let Some(taken) = rows.first().map(invitation) else {
                return Err(asked("the invitation was used or is over".into(), "ask for another one"));
            };
            let name = taken.account.as_str();
            db.run("DELETE FROM sessions WHERE account = $1", &[name.into()])?;
            let sql = "UPDATE accounts SET password = $2, totp = NULL WHERE name = $1";
            if db.run(sql, &[name.into(), password.into()])? == 0 {
                let (name, role) = (taken.account.clone(), taken.role.clone());
                insert(db, &Account { name, role, password: Some(password.into()), ..Account::default() })?;
            }
            let made = db.rows(&format!("SELECT {ACCOUNT} FROM accounts a WHERE a.name = $1"), &[name.into()])?;
            made.first().map(|row| account(row, 0)).ok_or_else(|| asked(format!("no account {name}"), "try again"))
        })
    }
}

fn token(row: &crate::value::Row) -> Token {
    let text = |n: usize| row.text(n).to_string();
    Token {
        hash: row.bytes(0).into(),
        account: text(1),
        label: text(2),
        scopes: text(3),
        made: text(4),
        until: text(5),
    }
}

fn invitation(row: &crate::value::Row) -> Invitation {
    let text = |n: usize| row.text(n).to_string();
    Invitation { account: text(0), role: text(1), maker: text(2), until: text(3) }
}
