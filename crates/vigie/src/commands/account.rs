//! `account`: who may use the desk, from the command line of its machine.

use crate::cli::Global;
use crate::failure::Failure;
use crate::keeping::Place;
use crate::output::Outcome;
use crate::table;
use clap::{Subcommand, ValueEnum};
use std::io::{self, BufRead, IsTerminal};
use vigie_desk::auth::{account, accounts, password};
use vigie_store::{Account, Record};

/// Who may use the desk.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

const EXAMPLES: &str = "Examples:
  vigie account add ana --role admin
  vigie account add ben --role analyst --invite
  vigie account token ana --for 'nightly copy' --scope read --days 90

The password is asked for, or read from standard input.";

#[derive(Debug, Subcommand)]
enum Action {
    /// Make an account, or with --invite a link by which the person makes it.
    Add {
        /// By which the person signs in.
        name: String,
        /// What the person may do.
        #[arg(long, value_enum, default_value_t = Role::Reader)]
        role: Role,
        /// Print a link instead of asking for a password. For one who has an account, it sets a new password.
        #[arg(long)]
        invite: bool,
        #[command(flatten)]
        place: Place,
    },
    /// All accounts, with roles and tokens.
    List {
        #[command(flatten)]
        place: Place,
    },
    /// Give an account another role.
    Role {
        /// Whose.
        name: String,
        /// What the person may do from now on.
        #[arg(value_enum)]
        role: Role,
        #[command(flatten)]
        place: Place,
    },
    /// Make a token for programs; it is printed this once.
    Token {
        /// Whose. The token may do what its person may, as far as its scopes reach.
        name: String,
        /// What it is for.
        #[arg(long = "for", value_name = "WORDS", default_value = "program")]
        label: String,
        /// What it may do; may be given more than once.
        #[arg(long, value_enum, default_values_t = [Scope::Read])]
        scope: Vec<Scope>,
        /// For how many days it is good.
        #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(i64).range(1..=account::DAYS))]
        days: i64,
        #[command(flatten)]
        place: Place,
    },
    /// Remove an account with its sessions and tokens. What the person decided stays.
    Remove {
        /// Whose.
        name: String,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Role {
    Reader,
    Analyst,
    Editor,
    Admin,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Scope {
    Read,
    Write,
    Feeds,
}

impl Role {
    fn of(self) -> vigie_desk::auth::Role {
        vigie_desk::auth::Role::ALL[self as usize]
    }
}

pub fn run(args: &Args, _global: &Global) -> Result<Outcome, Failure> {
    let text = match &args.action {
        Action::Add { name, role, invite, place } => add(&mut open(place)?, name, *role, *invite)?,
        Action::List { place } => list(&mut open(place)?)?,
        Action::Role { name, role, place } => {
            open(place)?.set_role(name, role.of().word())?;
            format!("{name} is {} now\n", role.of().word())
        }
        Action::Token { name, label, scope, days, place } => token(&mut open(place)?, name, label, scope, *days)?,
        Action::Remove { name, place } => {
            open(place)?.remove_account(name)?;
            format!("{name} is removed\n")
        }
    };
    Ok(Outcome { text, ..Outcome::default() })
}

fn open(place: &Place) -> Result<Record, Failure> {
    Ok(Record::desk(&place.address()?)?)
}

fn add(record: &mut Record, name: &str, role: Role, invite: bool) -> Result<String, Failure> {
    if !password::is_name(name) {
        return Err(Failure::new(
            format!("{name:?} cannot be a name"),
            "use letters, digits and . _ - @, at most sixty",
        ));
    }
    if invite {
        let (secret, key, invitation) = accounts::new_invitation(name, role.of(), "command line");
        record.invite(&key, &invitation)?;
        return Ok(format!("/invitation/{secret}\n"));
    }
    if record.account(name)?.is_some() {
        return Err(Failure::new(
            format!("there is an account {name} already"),
            "choose another name, or use --invite",
        ));
    }
    let word = asked(name)?;
    if let Some(fault) = password::fault(name, &word) {
        let what = match fault {
            "name" => "the password holds the name",
            "long" => "the password is too long",
            _ => "the password is too short",
        };
        return Err(Failure::new(what, "use 10 to 200 letters that do not hold the name; several words are good"));
    }
    let hash = password::hash(&word).map_err(|why| Failure::new(why, "free some memory"))?;
    let role = role.of().word().to_string();
    record.add_account(&Account { name: name.into(), role, password: Some(hash), ..Account::default() })?;
    Ok(format!("{name} can sign in\n"))
}

/// The password: asked for without showing it, or the first line of standard input.
fn asked(name: &str) -> Result<String, Failure> {
    let failed = |e: io::Error| Failure::new(format!("no password can be read: {e}"), "write it to standard input");
    if io::stdin().is_terminal() {
        let term = console::Term::stderr();
        term.write_str(&format!("Password of {name}: ")).map_err(failed)?;
        return term.read_secure_line().map_err(failed);
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).map_err(failed)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_string())
}

fn list(record: &mut Record) -> Result<String, Failure> {
    let mut rows = Vec::new();
    for account in record.accounts()? {
        let tokens: Vec<String> = record.tokens(&account.name)?.iter().map(told).collect();
        let second = if account.totp.is_some() { "code" } else { "" };
        rows.push(vec![account.name, account.role, second.into(), account.made[..10].into(), tokens.join("; ")]);
    }
    for invited in record.invitations()? {
        rows.push(vec![invited.account, invited.role, "invited".into(), String::new(), String::new()]);
    }
    Ok(table::table(&["name", "role", "second factor", "since", "tokens"], &rows))
}

fn told(token: &vigie_store::Token) -> String {
    format!("{} ({}) until {}", token.label, token.scopes, token.until.get(..10).unwrap_or(""))
}

fn token(record: &mut Record, name: &str, label: &str, scopes: &[Scope], days: i64) -> Result<String, Failure> {
    if record.account(name)?.is_none() {
        return Err(Failure::new(format!("there is no account {name}"), "vigie account list shows all"));
    }
    let words: Vec<&str> = scopes.iter().map(|scope| account::SCOPES[*scope as usize]).collect();
    let made = account::new_token(name, label, &words, days);
    let (secret, token) = made.map_err(|fault| Failure::new(format!("the {fault} will not do"), "see --help"))?;
    record.add_token(&token)?;
    Ok(format!("{secret}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_and_scopes_are_those_of_the_desk() {
        for role in Role::value_variants() {
            assert_eq!(role.to_possible_value().expect("a word").get_name(), role.of().word());
        }
        for scope in Scope::value_variants() {
            let word = scope.to_possible_value().expect("a word");
            assert_eq!(word.get_name(), account::SCOPES[*scope as usize]);
        }
    }
}
