//! Which addresses may be asked: public ones, and those of the own network that a source allows by name.
//!
//! A page from outside must not make this machine ask its own network. So every address is looked at before it is
//! asked, after every redirect too, and names are resolved by ourselves: a connection is made only to addresses that
//! passed, whatever a name means a moment later.

use ipnet::{Ipv4Net, Ipv6Net};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::fmt;
use std::future::Future;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use url::{Host, Url};

/// Why an address is not asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused(pub String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl std::error::Error for Refused {}

/// Ports below 1024 on which web servers stand; the others belong to mail, files and terminals.
const PORTS: [u16; 2] = [80, 443];
/// Ports above that belong to databases and the like.
const OTHERS: [u16; 8] = [2375, 3306, 5432, 5900, 6379, 9200, 11211, 27017];
/// Endings of names that only the own network knows.
const OWN: [&str; 8] = ["localhost", "local", "internal", "intranet", "lan", "home.arpa", "corp", "private"];

/// Says why an address is not asked; `allowed` are hosts of the own network that the source allows by name.
pub fn check(url: &Url, allowed: &[String]) -> Result<(), Refused> {
    if !matches!(url.scheme(), "http" | "https") {
        return refused(url, &format!("{}:// is not fetched, only http:// and https://", url.scheme()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return refused(url, "a name or password stands in the address");
    }
    let Some(host) = url.host() else { return refused(url, "there is no host in it") };
    if allows(&host, allowed) {
        return Ok(());
    }
    if url.port().is_some_and(|port| port < 1024 && !PORTS.contains(&port) || OTHERS.contains(&port)) {
        return refused(url, "the port is none of a web server");
    }
    match host {
        Host::Domain(name) => named(url, name),
        Host::Ipv4(address) if is_public(IpAddr::V4(address)) => Ok(()),
        Host::Ipv6(address) if is_public(IpAddr::V6(address)) => Ok(()),
        _ => refused(url, PRIVATE),
    }
}

const PRIVATE: &str = "it is on this machine or its own network, which only a source that allows it by name may ask";

fn named(url: &Url, name: &str) -> Result<(), Refused> {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let own = |ending: &&str| name == **ending || name.ends_with(&format!(".{ending}"));
    if OWN.iter().any(own) || !name.contains('.') {
        return refused(url, PRIVATE);
    }
    Ok(())
}

fn refused(url: &Url, why: &str) -> Result<(), Refused> {
    let mut shown = url.clone();
    let _ = shown.set_password(None);
    Err(Refused(format!("{shown} is not asked: {why}")))
}

/// Whether an address as a person wrote it is one of this machine or its own network, as far as its form shows.
pub fn is_own(address: &str) -> bool {
    let web = |u: &Url| matches!(u.scheme(), "http" | "https" | "imap" | "imaps");
    let Some(url) = Url::parse(address).ok().filter(web) else { return false };
    let Some(host) = url.host_str() else { return false };
    // Schemes of mail know no numbers in place of names, so that they are read as those of the web.
    Url::parse(&format!("http://{host}/")).is_ok_and(|url| check(&url, &[]).is_err())
}

/// Whether the source allows this host by name. The names of this machine are one.
pub fn allows(host: &Host<&str>, allowed: &[String]) -> bool {
    let told = host.to_string().trim_matches(['[', ']']).to_ascii_lowercase();
    let this = |name: &str| ["localhost", "127.0.0.1", "::1"].contains(&name);
    allowed
        .iter()
        .map(|a| a.trim_matches(['[', ']']).to_ascii_lowercase())
        .any(|a| a == told || this(&a) && this(&told))
}

/// Networks that are nobody's, one's own, or for special use.
const V4: [&str; 16] = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "255.255.255.255/32",
];
/// Of the new addresses only these are public; within them some are not.
const V6: &str = "2000::/3";
const NOT_V6: [&str; 5] = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2001:10::/28"];
/// Before an old address that a gateway translates.
const NAT64: &str = "64:ff9b::/96";

/// Whether an address is one of the public network.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(old) => !V4.iter().any(|net| net.parse::<Ipv4Net>().is_ok_and(|net| net.contains(&old))),
        IpAddr::V6(new) => match within(new) {
            Some(old) => is_public(IpAddr::V4(old)),
            None => {
                let of = |net: &str| net.parse::<Ipv6Net>().is_ok_and(|net| net.contains(&new));
                of(V6) && !NOT_V6.iter().any(|net| of(net))
            }
        },
    }
}

/// The old address that a new one carries within it.
fn within(new: Ipv6Addr) -> Option<Ipv4Addr> {
    let translated = NAT64.parse::<Ipv6Net>().is_ok_and(|net| net.contains(&new));
    let last = || {
        let [.., a, b, c, d] = new.octets();
        Ipv4Addr::new(a, b, c, d)
    };
    new.to_ipv4_mapped().or_else(|| translated.then(last))
}

/// The addresses of a name, once they are found.
pub type Found = Pin<Box<dyn Future<Output = std::io::Result<Vec<IpAddr>>> + Send>>;
/// How names are looked up; tests put their own in its place.
pub type Lookup = Arc<dyn Fn(String) -> Found + Send + Sync>;

/// Looks names up as the system does.
pub fn system() -> Lookup {
    Arc::new(|name: String| -> Found {
        Box::pin(async move { Ok(tokio::net::lookup_host((name.as_str(), 0)).await?.map(|a| a.ip()).collect()) })
    })
}

/// Gives the client only addresses that may be asked.
pub struct Resolver {
    /// How names are looked up.
    pub lookup: Lookup,
    /// Whether addresses of the own network pass: for hosts that a source allows by name.
    pub private: bool,
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let (found, private, name) = ((self.lookup)(name.as_str().into()), self.private, name.as_str().to_string());
        Box::pin(async move {
            let found = found.await?;
            let passed: Vec<SocketAddr> =
                found.iter().filter(|a| private || is_public(**a)).map(|a| SocketAddr::new(*a, 0)).collect();
            if passed.is_empty() && !found.is_empty() {
                return Err(Refused(format!("{name} is not asked: {PRIVATE}")).into());
            }
            Ok(Box::new(passed.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ways to make a machine ask itself or its neighbours; what follows `=>` is where redirects and names come in,
    /// which `fetch` and the resolver are asked about below.
    const TRICKS: [&str; 44] = [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://0/",
        "http://0.0.0.0/",
        "http://127.255.255.254/",
        "http://10.1.2.3/",
        "http://172.16.0.1/",
        "http://172.31.255.255/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://2852039166/",
        "http://100.64.0.1/",
        "http://198.18.0.1/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[2001:0:53aa:64c:0:0:80ff:fffe]/",
        "http://[fc00::1]/",
        "http://[fe80::1]/",
        "http://[ff02::1]/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://printer.local/",
        "http://metadata.google.internal/",
        "http://router/",
        "http://\u{ff11}\u{ff12}\u{ff17}.0.0.1/",
        "http://127\u{3002}0\u{3002}0\u{3002}1/",
        "http://news.example@127.0.0.1/",
        "http://user:word@news.example/",
        "file:///etc/passwd",
        "ftp://news.example/x",
        "gopher://news.example:70/_",
        "http://news.example:22/",
        "http://news.example:6379/",
    ];

    #[test]
    fn tricks_are_refused() {
        for trick in TRICKS {
            let url = Url::parse(trick).expect(trick);
            assert!(check(&url, &[]).is_err(), "{trick} was taken for {url}");
        }
        assert!(Url::parse("http:///").is_err() && Url::parse("http://[::1%eth0]/").is_err());
    }

    #[test]
    fn public_addresses_are_asked() {
        for fine in [
            "https://news.example/a?b=http://127.0.0.1/",
            "http://news.example:8080/",
            "http://8.8.8.8/",
            "http://[2606:4700::1]/",
            "http://[::ffff:8.8.8.8]/",
            "http://localhost.news.example/",
        ] {
            assert_eq!(check(&Url::parse(fine).expect(fine), &[]), Ok(()), "{fine}");
        }
    }

    #[test]
    fn a_source_allows_hosts_by_name_and_no_others() {
        let check = |url: &str, allowed: &str| check(&Url::parse(url).expect(url), &[allowed.into()]).is_ok();
        assert!(check("http://127.0.0.1:22/", "localhost") && check("http://[::1]:8000/", "127.0.0.1"));
        assert!(check("http://wiki.lan/", "wiki.lan") && check("http://10.0.0.7/", "10.0.0.7"));
        assert!(!check("http://127.0.0.2/", "localhost") && !check("http://10.0.0.8/", "10.0.0.7"));
        assert!(!check("file:///etc/passwd", "localhost") && !check("http://a:b@localhost/", "localhost"));
    }

    #[tokio::test]
    async fn a_name_that_means_the_own_network_is_refused_and_one_that_means_both_is_cut() {
        let asked = |private: bool, ips: &'static [&'static str]| async move {
            let ips: Vec<IpAddr> = ips.iter().map(|ip| ip.parse().expect("an address")).collect();
            let lookup: Lookup = Arc::new(move |_: String| -> Found {
                let ips = ips.clone();
                Box::pin(async move { Ok(ips) })
            });
            let found = Resolver { lookup, private }.resolve("rebind.example".parse().expect("a name")).await;
            found.map(|all| all.map(|a| a.ip().to_string()).collect::<Vec<_>>()).map_err(|e| e.to_string())
        };
        assert!(asked(false, &["127.0.0.1", "::1", "10.0.0.1"]).await.expect_err("refused").contains("own network"));
        assert_eq!(asked(false, &["192.168.0.1", "8.8.8.8"]).await, Ok(vec!["8.8.8.8".into()]));
        assert_eq!(asked(true, &["10.0.0.1"]).await, Ok(vec!["10.0.0.1".into()]));
    }
}
