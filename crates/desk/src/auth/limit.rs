//! How often somebody may try to sign in.

use std::collections::HashMap;
use std::net::IpAddr;
use std::time::{Duration, Instant};

/// Failed tries of one name from one address, of one address, and of one name from everywhere.
const MOST: [usize; 3] = [5, 30, 100];
/// For so long a try counts.
const MEMORY: Duration = Duration::from_secs(15 * 60);
/// Keys that are remembered at most: whoever tries many names does not fill the memory.
const KEYS: usize = 20_000;

/// The tries that failed.
#[derive(Debug, Default)]
pub struct Limit {
    tries: HashMap<(Option<IpAddr>, Option<String>), Vec<Instant>>,
}

impl Limit {
    /// How long to wait before another try; nothing if it may be made.
    pub fn wait(&self, ip: Option<IpAddr>, name: &str, now: Instant) -> Option<Duration> {
        let waits = keys(ip, name).into_iter().zip(MOST).filter_map(|(key, most)| {
            let tries = self.tries.get(&key)?;
            let nth = tries.len().checked_sub(most)?;
            (tries[nth] + MEMORY).checked_duration_since(now)
        });
        waits.max()
    }

    /// Notes a try before it is made, so that many at once are not more than many in a row.
    pub fn note(&mut self, ip: Option<IpAddr>, name: &str, now: Instant) {
        if self.tries.len() > KEYS {
            self.tries.retain(|_, tries| tries.last().is_some_and(|last| now - *last < MEMORY));
        }
        if self.tries.len() > KEYS {
            // Those who tried longest ago are forgotten first.
            let mut last: Vec<Instant> = self.tries.values().filter_map(|tries| tries.last().copied()).collect();
            last.sort_unstable();
            let middle = last[last.len() / 2];
            self.tries.retain(|_, tries| tries.last().is_some_and(|at| *at > middle));
        }
        for key in keys(ip, name) {
            let tries = self.tries.entry(key).or_default();
            tries.retain(|at| now - *at < MEMORY);
            tries.push(now);
        }
    }

    /// Takes back the tries of a name from an address: it was the right person.
    pub fn forgive(&mut self, ip: Option<IpAddr>, name: &str) {
        keys(ip, name).into_iter().take(1).for_each(|key| drop(self.tries.remove(&key)));
    }
}

fn keys(ip: Option<IpAddr>, name: &str) -> [(Option<IpAddr>, Option<String>); 3] {
    let name = || Some(name.chars().take(60).collect());
    [(ip, name()), (ip, None), (None, name())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_tries_then_a_wait_and_others_are_not_kept_out() {
        let (mut limit, now) = (Limit::default(), Instant::now());
        let (here, there) = (Some(IpAddr::from([10, 0, 0, 1])), Some(IpAddr::from([10, 0, 0, 2])));
        for n in 0..5 {
            assert_eq!(limit.wait(here, "ana", now), None, "try {n}");
            limit.note(here, "ana", now);
        }
        assert!(limit.wait(here, "ana", now).is_some_and(|wait| wait <= MEMORY));
        assert_eq!((limit.wait(there, "ana", now), limit.wait(here, "eve", now)), (None, None));
        assert_eq!(limit.wait(here, "ana", now + MEMORY + Duration::from_secs(1)), None);
        limit.forgive(here, "ana");
        assert_eq!(limit.wait(here, "ana", now), None);
    }

    #[test]
    fn one_address_cannot_try_many_names_nor_many_addresses_one() {
        let (mut limit, now) = (Limit::default(), Instant::now());
        let here = Some(IpAddr::from([10, 0, 0, 1]));
        (0..30).for_each(|n| limit.note(here, &format!("n{n}"), now));
        assert!(limit.wait(here, "new", now).is_some());
        let ip = |n: u8| Some(IpAddr::from([10, 0, 1, n]));
        (0..100).for_each(|n| limit.note(ip(n), "ana", now));
        assert!(limit.wait(ip(200), "ana", now).is_some());
    }

    #[test]
    fn many_names_do_not_fill_the_memory() {
        let (mut limit, now) = (Limit::default(), Instant::now());
        (0..KEYS * 2).for_each(|n| limit.note(None, &n.to_string(), now));
        assert!(limit.tries.len() <= KEYS + 3, "{}", limit.tries.len());
    }
}
