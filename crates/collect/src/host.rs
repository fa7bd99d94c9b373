//! What is known of each host while the program runs: its pace, its rules, and whether it is worth asking now.

use crate::fetch::{Kind, Trouble};
use crate::settings::AGENT;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use texting_robots::Robot;
use tokio::sync::{Mutex as Turns, Semaphore, SemaphorePermit};
use url::Url;

/// All hosts that were asked.
pub struct Hosts {
    rate: f64,
    at_once: usize,
    known: Mutex<HashMap<String, Arc<Host>>>,
}

/// One host and port.
pub struct Host {
    pace: Mutex<Option<Arc<DefaultDirectRateLimiter>>>,
    at_once: Semaphore,
    robots: Turns<Option<(Instant, Option<Robot>)>>,
    closed: Mutex<Option<(Instant, Trouble)>>,
}

/// How long the rules of a site hold before they are read again.
const RULES: Duration = Duration::from_secs(24 * 3600);
/// How long a host that cannot be reached is not asked again.
const DOWN: Duration = Duration::from_secs(60);
/// A site may ask for at most so many seconds between two requests.
const MOST_DELAY: f32 = 60.0;
/// Requests at once to a host of the own network, for which there is no pace.
const OWN: usize = 16;

impl Hosts {
    /// Requests a second, and requests at once, to each host.
    pub fn new(rate: f64, at_once: usize) -> Self {
        Self { rate, at_once, known: Mutex::default() }
    }

    /// The host of an address. Hosts of the own network that a source allows have no pace unless the source sets one.
    pub fn of(&self, url: &Url, own: bool, rate: Option<f64>) -> Arc<Host> {
        let name = format!("{}:{}", url.host_str().unwrap_or(""), url.port_or_known_default().unwrap_or(0));
        let mut known = lock(&self.known);
        let new = || {
            let rate = rate.or((!own).then_some(self.rate));
            Arc::new(Host::new(rate, if own { OWN } else { self.at_once }))
        };
        known.entry(name).or_insert_with(new).clone()
    }
}

impl Host {
    fn new(rate: Option<f64>, at_once: usize) -> Self {
        Self {
            pace: Mutex::new(rate.and_then(|rate| pace(1.0 / rate))),
            at_once: Semaphore::new(at_once),
            robots: Turns::default(),
            closed: Mutex::default(),
        }
    }

    /// A trouble if the host told us to wait, or was not there a moment ago.
    pub async fn ready(&self) -> Result<(), Trouble> {
        let closed = lock(&self.closed).clone();
        match closed.filter(|(until, _)| *until > Instant::now()) {
            Some((until, trouble)) => {
                let wait = Some(until.saturating_duration_since(Instant::now()));
                Err(Trouble { wait, held: true, ..trouble })
            }
            None => Ok(()),
        }
    }

    /// Waits for a turn by the host's pace, and for one of its places.
    pub async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        let place = self.at_once.acquire().await.ok();
        let pace = lock(&self.pace).clone();
        if let Some(pace) = pace {
            pace.until_ready().await;
        }
        place
    }

    /// Keeps in mind that the host is not to be asked for a while.
    pub fn note(&self, trouble: &Trouble) {
        let wait = match trouble.kind {
            Kind::Host => Some(DOWN),
            _ => trouble.wait.filter(|_| trouble.status == 429 || trouble.status == 503),
        };
        if let Some(until) = wait.and_then(|wait| Instant::now().checked_add(wait)) {
            *lock(&self.closed) = Some((until, trouble.clone()));
        }
    }

    /// Whether the rules of the site let us in; they are read when first needed, once at a time.
    pub async fn allows<F>(&self, url: &Url, read: impl FnOnce() -> F) -> Result<bool, Trouble>
    where
        F: Future<Output = Result<Option<Vec<u8>>, Trouble>>,
    {
        let mut robots = self.robots.lock().await;
        if robots.as_ref().is_none_or(|(at, _)| at.elapsed() >= RULES) {
            // Who waited for the rules finds that the host is not there.
            self.ready().await?;
            let text = read().await.inspect_err(|trouble| self.note(trouble))?;
            let robot = text.and_then(|text| Robot::new(AGENT, &text).ok());
            if let Some(delay) = robot.as_ref().and_then(|r| r.delay).filter(|d| *d > 0.0) {
                self.slower(delay.min(MOST_DELAY));
            }
            *robots = Some((Instant::now(), robot));
        }
        Ok(robots.as_ref().and_then(|(_, robot)| robot.as_ref()).is_none_or(|robot| robot.allowed(url.as_str())))
    }

    /// Goes no faster than the site asks for.
    fn slower(&self, delay: f32) {
        let mut own = lock(&self.pace);
        let now = own.as_ref().is_some_and(|_| delay <= 1.0);
        if !now {
            *own = pace(f64::from(delay)).or(own.take());
        }
    }
}

/// One request in so many seconds.
fn pace(seconds: f64) -> Option<Arc<DefaultDirectRateLimiter>> {
    let period = Duration::try_from_secs_f64(seconds).ok()?;
    Some(Arc::new(RateLimiter::direct(Quota::with_period(period)?)))
}

fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_rules_of_a_site_are_read_once_and_hold() {
        let host = Host::new(None, 2);
        let rules = || async { Ok(Some(b"User-agent: vigie\nDisallow: /own\nCrawl-delay: 3\n".to_vec())) };
        let url = |path: &str| Url::parse(&format!("https://a.example{path}")).expect("an address");
        assert!(host.allows(&url("/news"), rules).await.expect("read"));
        let again = || async { panic!("they are known") };
        assert!(!host.allows(&url("/own/x"), again).await.expect("known"));
        assert!(lock(&host.pace).is_some());
    }

    #[tokio::test]
    async fn a_host_that_is_away_is_not_asked_again_at_once() {
        let host = Host::new(Some(1.0), 2);
        assert!(host.ready().await.is_ok());
        host.note(&Trouble { wait: Some(Duration::from_secs(9)), status: 404, ..Trouble::new(Kind::Final, "x") });
        assert!(host.ready().await.is_ok());
        host.note(&Trouble { wait: Some(Duration::from_secs(9)), status: 429, ..Trouble::new(Kind::Passing, "x") });
        assert!(host.ready().await.expect_err("closed").wait.is_some_and(|w| w > Duration::from_secs(5)));
    }
}
