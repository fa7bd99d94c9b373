//! Accounts, sessions, tokens, invitations and the audit, on both databases.

use super::*;
use crate::{Account, Invitation, Kind, Token};

fn account(name: &str, role: &str) -> Account {
    Account { name: name.into(), role: role.into(), password: Some("hash".into()), ..Account::default() }
}

const LATER: &str = "2999-01-01T00:00:00.000000Z";
const BEFORE: &str = "2001-01-01T00:00:00.000000Z";

#[test]
fn accounts_are_made_once_and_an_admin_always_stays() {
    both(|address| {
        made(address).close().expect("closed");
        let mut record = Record::desk(address).expect("open");
        assert!(!record.has_accounts().expect("an answer") && !record.has_admin().expect("an answer"));
        record.add_account(&account("ana", "admin")).expect("made");
        record.add_account(&account("ben", "reader")).expect("made");
        assert_eq!(record.add_account(&account("ana", "reader")).expect_err("taken").kind, Kind::Asked);
        assert!(record.set_role("ana", "reader").is_err() && record.remove_account("ana").is_err());
        record.set_role("ben", "admin").expect("changed");
        record.remove_account("ana").expect("removed");
        assert_eq!(record.accounts().expect("accounts").iter().map(|a| a.name.as_str()).collect::<Vec<_>>(), ["ben"]);
        assert!(record.remove_account("nobody").is_err() && record.set_role("nobody", "admin").is_err());
        record.set_totp("ben", Some(&[1, 2, 3])).expect("set");
        assert_eq!(record.account("ben").expect("one").and_then(|a| a.totp), Some(vec![1, 2, 3]));
        assert_eq!([7, 7, 6, 8].map(|step| record.use_step("ben", step).expect("used")), [true, false, false, true]);
    });
}

#[test]
fn sessions_and_tokens_end_with_time_with_the_password_and_with_the_account() {
    both(|address| {
        made(address).close().expect("closed");
        let mut record = Record::desk(address).expect("open");
        record.add_account(&account("ana", "admin")).expect("made");
        record.add_account(&account("ben", "reader")).expect("made");
        record.open_session(b"s1", "ben", LATER).expect("open");
        record.open_session(b"s2", "ben", BEFORE).expect("open");
        assert_eq!(record.session(b"s1").expect("one").map(|s| s.account.name), Some("ben".into()));
        assert_eq!(record.session(b"s2").expect("over"), None);
        record.set_password("ben", "other").expect("set");
        assert_eq!(record.session(b"s1").expect("ended"), None);
        for (hash, until) in [(b"t1", LATER), (b"t2", BEFORE)] {
            let (hash, account, made) = (hash.to_vec(), "ben".into(), String::new());
            let token = Token { hash, account, label: "x".into(), scopes: "read".into(), made, until: until.into() };
            record.add_token(&token).expect("made");
        }
        assert!(record.token(b"t1").expect("one").is_some() && record.token(b"t2").expect("over").is_none());
        assert!(!record.remove_token("ana", b"t1").expect("not hers"));
        record.remove_account("ben").expect("removed");
        assert!(record.token(b"t1").expect("ended").is_none());
    });
}

#[test]
fn an_invitation_makes_an_account_or_a_new_password_once() {
    both(|address| {
        made(address).close().expect("closed");
        let mut record = Record::desk(address).expect("open");
        let to = |name: &str, until: &str| Invitation {
            account: name.into(),
            role: "analyst".into(),
            maker: "ana".into(),
            until: until.into(),
        };
        record.invite(b"i1", &to("ben", LATER)).expect("invited");
        record.invite(b"i2", &to("ben", LATER)).expect("again");
        assert_eq!(record.invitation(b"i1").expect("void"), None);
        assert_eq!(record.accept(b"i2", "hash").expect("in").role, "analyst");
        assert!(record.accept(b"i2", "hash").is_err() && record.invitations().expect("none").is_empty());
        record.set_totp("ben", Some(&[1])).expect("set");
        record.invite(b"i3", &to("ben", LATER)).expect("invited");
        let again = record.accept(b"i3", "other").expect("in");
        assert_eq!((again.password.as_deref(), again.totp), (Some("other"), None));
        record.invite(b"i4", &to("eve", BEFORE)).expect("invited");
        assert!(record.accept(b"i4", "hash").is_err() && record.account("eve").expect("none").is_none());
    });
}

#[test]
fn the_audit_is_written_while_somebody_else_writes_and_never_changed() {
    both(|address| {
        let _writer = made(address);
        let mut record = Record::desk(address).expect("no turn to wait for");
        let first = record.note("ana", "POST /x", "why=y").expect("noted");
        record.answered(first, 201).expect("answered");
        let second = record.note("ben", "POST /z", "").expect("noted");
        record.answered(first, 500).expect("nothing to do");
        let lines = record.audit(None, 10).expect("lines");
        assert_eq!(lines.iter().map(|l| (l.num, l.status)).collect::<Vec<_>>(), [(second, None), (first, Some(201))]);
        assert_eq!(record.audit(Some(second), 10).expect("lines").len(), 1);
        for sql in ["DELETE FROM audit", "UPDATE audit SET who = 'eve' WHERE status = 201"] {
            assert!(record.db.run(sql, &[]).is_err(), "{sql}");
        }
    });
}
