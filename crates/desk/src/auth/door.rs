//! Where the desk listens, and what that asks of those who come in.

use super::limit::Limit;
use super::secret::{fresh, sealed};
use std::net::{IpAddr, SocketAddr};
use std::sync::Mutex;
use tokio::sync::Semaphore;
use vigie_store::{Address, Fault, Kind, Record};

/// From where the desk can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listen {
    /// From this machine alone: as long as nobody has an account, whoever sits at it is admin.
    Loopback,
    /// From elsewhere: only with an account.
    Elsewhere,
}

impl Listen {
    /// What an address means.
    pub fn at(address: &SocketAddr) -> Self {
        if is_loopback(address.ip()) { Listen::Loopback } else { Listen::Elsewhere }
    }
}

/// Refuses to listen where strangers are before somebody can sign in to manage the desk.
pub fn may_listen(address: &SocketAddr, record: &Address) -> Result<(), Fault> {
    // On a thread of its own: the record waits, which a thread that serves others must not.
    let has_admin = || std::thread::scope(|scope| scope.spawn(|| Record::desk(record)?.has_admin()).join());
    if Listen::at(address) == Listen::Loopback || has_admin().unwrap_or(Ok(false))? {
        return Ok(());
    }
    let what = format!("{address} can be reached from other machines, and nobody has an account yet");
    let hint = format!("make one first: vigie account add NAME --role admin --record {record}");
    Err(Fault::new(Kind::Rights, what, hint))
}

/// What the guard remembers between requests.
pub struct Door {
    pub(crate) listen: Listen,
    pub(crate) tries: Mutex<Limit>,
    /// So many passwords are tried at once, each with some megabytes.
    pub(crate) hashing: Semaphore,
    key: [u8; 32],
}

impl Default for Door {
    fn default() -> Self {
        Self::new(Listen::Loopback)
    }
}

impl Door {
    /// A door of a desk that listens somewhere.
    pub fn new(listen: Listen) -> Self {
        let mut key = [0_u8; 32];
        rand::fill(&mut key);
        Self { listen, tries: Mutex::default(), hashing: Semaphore::new(2), key }
    }

    /// What a form must send back of whoever holds a secret.
    pub fn csrf(&self, secret: &str) -> String {
        sealed(&self.key, secret)
    }

    /// A secret for somebody who has not signed in.
    pub fn visitor(&self) -> String {
        fresh()
    }
}

/// This machine, also where it is written in the longer form.
pub fn is_loopback(ip: IpAddr) -> bool {
    ip.to_canonical().is_loopback()
}

/// Whether a host's name can only mean this machine: any other name could be one that a hostile site made lead here.
pub fn is_local_name(host: &str) -> bool {
    let bare = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(""),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    bare.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok_and(is_loopback)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_local() {
        let at = |text: &str| Listen::at(&text.parse().expect("an address"));
        for local in ["127.0.0.1:80", "[::1]:80", "127.8.0.1:1", "[::ffff:127.0.0.1]:80"] {
            assert_eq!(at(local), Listen::Loopback, "{local}");
        }
        for far in ["0.0.0.0:80", "[::]:80", "192.168.1.4:80"] {
            assert_eq!(at(far), Listen::Elsewhere, "{far}");
        }
    }

    #[test]
    fn only_names_of_this_machine_are_local() {
        for host in ["localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080", "[::1]"] {
            assert!(is_local_name(host), "{host}");
        }
        for host in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "10.0.0.1", "", "[", "::1]"]
        {
            assert!(!is_local_name(host), "{host}");
        }
    }
}
