//! A mailbox: messages that came since the last look. Nothing in it is changed, not even that they were seen.

use super::{Last, item};
use crate::fetch::{Kind, Trouble};
use crate::guard;
use crate::settings::Settings;
use crate::source::{Look, Source, Take, print};
use async_imap::{Client, Session};
use futures_util::TryStreamExt;
use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use url::Url;
use vigie_engine::model::Document;

/// Messages of one look; the next look goes on where it ends.
const MOST: usize = 50;

/// The messages after those of the last look: `imaps://user@host/folder`.
pub async fn list(source: &Source, last: &Last, settings: &Settings) -> Result<Look, Trouble> {
    let limit = Duration::from_secs(settings.seconds);
    let look = tokio::time::timeout(limit, messages(source, last, settings)).await;
    look.unwrap_or_else(|_| Err(trouble(source, "did not answer in time")))
}

fn trouble(source: &Source, what: impl std::fmt::Display) -> Trouble {
    Trouble::new(Kind::Passing, format!("the mailbox {}: {what}", source.url))
}

async fn messages(source: &Source, last: &Last, settings: &Settings) -> Result<Look, Trouble> {
    let url = Url::parse(&source.url).map_err(|e| trouble(source, e))?;
    let host = url.host().ok_or_else(|| trouble(source, "has no host"))?;
    let own = guard::allows(&host, &source.fetch.allow_private);
    let name = host.to_string().trim_matches(['[', ']']).to_string();
    let port = url.port().unwrap_or(if url.scheme() == "imaps" { 993 } else { 143 });
    let stream = connect(source, &name, port, own).await?;
    if url.scheme() == "imaps" {
        let server = ServerName::try_from(name).map_err(|e| trouble(source, e))?;
        let stream = tls().connect(server, stream).await.map_err(|e| trouble(source, e))?;
        return read(source, &url, stream, last, settings).await;
    }
    if !own {
        return Err(trouble(source, "is only asked in the clear on the own network (--allow-private); use imaps://"));
    }
    read(source, &url, stream, last, settings).await
}

/// Connects to an address that passed the guard.
async fn connect(source: &Source, name: &str, port: u16, own: bool) -> Result<TcpStream, Trouble> {
    let found = tokio::net::lookup_host((name, port)).await.map_err(|e| trouble(source, e))?;
    let passed: Vec<_> = found.filter(|a| own || guard::is_public(a.ip())).collect();
    if passed.is_empty() {
        return Err(trouble(source, "is on the own network; allow its host by name (--allow-private)"));
    }
    TcpStream::connect(passed.as_slice()).await.map_err(|e| trouble(source, e))
}

fn tls() -> TlsConnector {
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    // The provider knows both versions that it is asked for.
    let config = builder.map(|b| b.with_root_certificates(roots.clone()).with_no_client_auth());
    TlsConnector::from(Arc::new(
        config.unwrap_or_else(|_| ClientConfig::builder().with_root_certificates(roots).with_no_client_auth()),
    ))
}

async fn read<S>(source: &Source, url: &Url, stream: S, last: &Last, settings: &Settings) -> Result<Look, Trouble>
where
    S: AsyncRead + AsyncWrite + Unpin + Debug + Send,
{
    let mut client = Client::new(stream);
    client.read_response().await.map_err(|e| trouble(source, e))?.ok_or_else(|| trouble(source, "says nothing"))?;
    let user = decoded(url.username());
    let password = password(source, url).map_err(|e| trouble(source, e))?;
    let mut session = client.login(&user, &password).await.map_err(|(e, _)| trouble(source, e))?;
    let folder = decoded(url.path().trim_start_matches('/'));
    let folder = if folder.is_empty() { "INBOX".into() } else { folder };
    let found = new_messages(&mut session, source, &folder, last, settings.megabytes << 20).await;
    let _ = session.logout().await;
    found
}

/// The cursor is the mailbox's own count and the number of the last message: another count begins anew.
async fn new_messages<S>(
    session: &mut Session<S>,
    source: &Source,
    folder: &str,
    last: &Last,
    most: usize,
) -> Result<Look, Trouble>
where
    S: AsyncRead + AsyncWrite + Unpin + Debug + Send,
{
    let say = |e: async_imap::error::Error| trouble(source, e);
    let mailbox = session.examine(folder).await.map_err(say)?;
    let count = mailbox.uid_validity.unwrap_or(0);
    let before = last.cursor.as_deref().and_then(|c| c.split_once(':')).filter(|(c, _)| *c == count.to_string());
    let seen: u32 = before.and_then(|(_, n)| n.parse().ok()).unwrap_or(0);
    let from = seen.saturating_add(1);
    let sizes: Vec<_> = session
        .uid_fetch(format!("{from}:*"), "(UID RFC822.SIZE)")
        .await
        .map_err(say)?
        .try_collect()
        .await
        .map_err(say)?;
    // Asked for what comes after the last message, a server gives the last one.
    let mut new: Vec<(u32, usize)> = sizes
        .iter()
        .filter_map(|f| Some((f.uid?, f.size.unwrap_or(0) as usize)))
        .filter(|(uid, _)| *uid > seen)
        .collect();
    new.sort_unstable();
    new.truncate(MOST);
    let mut look = Look::default();
    for (uid, size) in &new {
        if *size > most {
            look.notes.push(format!("message {uid} is larger than {} MB and was left (setting megabytes)", most >> 20));
            continue;
        }
        let got: Vec<_> = session
            .uid_fetch(uid.to_string(), "(UID BODY.PEEK[])")
            .await
            .map_err(say)?
            .try_collect()
            .await
            .map_err(say)?;
        let Some(bytes) = got.iter().find_map(|f| f.body()) else { continue };
        let key = format!("{};uid={count}.{uid}", source.url);
        let mut one = item(
            Document { id: format!("{}-{uid}", source.name), ..Document::default() },
            key,
            Take::Bytes(bytes.to_vec()),
        );
        one.print = print(&[&uid.to_string()]);
        look.items.push(one);
    }
    look.cursor = Some(format!("{count}:{}", new.last().map_or(seen, |(uid, _)| *uid)));
    Ok(look)
}

fn decoded(text: &str) -> String {
    let pairs = format!("x={}", text.replace('+', "%2B"));
    url::form_urlencoded::parse(pairs.as_bytes()).next().map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// The password stands in a variable or a file that the source names, never in the record.
fn password(source: &Source, url: &Url) -> Result<String, String> {
    let fetch = &source.fetch;
    if let Some(name) = &fetch.password_env {
        return std::env::var(name).map_err(|_| format!("the variable {name} holds no password"));
    }
    if let Some(file) = &fetch.password_file {
        let read = std::fs::read_to_string(file).map_err(|e| format!("its password file {file}: {e}"))?;
        return Ok(read.trim_end_matches(['\r', '\n']).to_string());
    }
    let hint = "say where its password is: --password-env NAME or --password-file FILE";
    match url.password() {
        Some(_) => Err(format!("a password in the address would stand in the record; {hint}")),
        None => Err(hint.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_engine::data::Fetch;

    #[test]
    fn a_password_is_never_taken_from_the_address() {
        let url = Url::parse("imaps://ana:secret@mail.example/").expect("an address");
        assert!(password(&Source::default(), &url).expect_err("refused").contains("--password-env"));
        let file = std::env::temp_dir().join(format!("vigie-word-{}", std::process::id()));
        std::fs::write(&file, "open sesame\n").expect("a file");
        let fetch = Fetch { password_file: Some(file.display().to_string()), ..Fetch::default() };
        assert_eq!(password(&Source { fetch, ..Source::default() }, &url).as_deref(), Ok("open sesame"));
    }

    #[test]
    fn names_in_the_address_are_decoded() {
        assert_eq!(decoded("ana%40ngo.example"), "ana@ngo.example");
        assert_eq!(decoded("a+b"), "a+b");
    }
}
