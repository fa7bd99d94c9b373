//! One batch for one subscription on its way: mail, webhook, push, feed or files, and what became of it.

use super::atom;
use super::message::Message;
use super::wants::{Wants, Way};
use super::words::{Words, severity, words};
use crate::guard::{self, Lookup, Resolver};
use crate::settings::Settings;
use crate::state::back_off;
use crate::time::{after, now};
use hmac::{Hmac, Mac};
use lettre::message::{Mailbox, MultiPart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message as Mail, Tokio1Executor};
use reqwest::{Client, RequestBuilder, redirect};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::time::Duration;
use url::Url;
use vigie_engine::model::Severity;
use vigie_store::{Delivery, Sent};

/// What is sent to one subscription at once.
pub struct Batch {
    name: String,
    wants: Wants,
    items: Vec<(Delivery, Message)>,
    /// What was sent before, for the feed.
    log: Vec<(String, String, Message)>,
    settings: Settings,
    lookup: Lookup,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fate {
    Taken,
    /// It surely did not arrive.
    Refused(String),
    /// It may have arrived.
    Unknown(String),
}

/// Refusals after which something is given up.
const TRIES: i64 = 8;
/// More than this at once is sent together, also where no digest is asked for.
const MANY: usize = 5;
const SECONDS: u64 = 30;

impl Batch {
    /// A batch that was marked as begun.
    pub fn new(
        name: String,
        wants: Wants,
        begun: Vec<Delivery>,
        log: Vec<Delivery>,
        settings: &Settings,
        lookup: Lookup,
    ) -> Self {
        let read = |d: Delivery| Some((serde_json::from_str::<Message>(&d.body).ok()?, d));
        let items = begun.into_iter().filter_map(read).map(|(message, delivery)| (delivery, message)).collect();
        let sent = log.into_iter().filter(|d| d.sent == Sent::Sent);
        let log = sent.filter_map(read).map(|(message, d)| (d.item, d.at, message)).collect();
        Self { name, wants, items, log, settings: settings.clone(), lookup }
    }

    /// Sends it; each delivery with what became of it.
    pub async fn send(mut self) -> Vec<Delivery> {
        let items = std::mem::take(&mut self.items);
        let held = |d: &Delivery| d.due.get(..19) > d.at.get(..19);
        let one_by_one = matches!(self.wants.to, Way::Mail(_) | Way::Push(_) | Way::Drop(_));
        let together =
            !one_by_one || self.wants.digest.is_some() || items.len() > MANY || items.iter().any(|(d, _)| held(d));
        let together = together && !matches!(self.wants.to, Way::Drop(_));
        let groups: Vec<Vec<(Delivery, Message)>> =
            if together { vec![items] } else { items.into_iter().map(|item| vec![item]).collect() };
        let mut done = Vec::new();
        for group in groups {
            let fate = self.group(&group).await;
            done.extend(group.into_iter().map(|(delivery, _)| settled(delivery, &fate)));
        }
        done
    }

    async fn group(&self, group: &[(Delivery, Message)]) -> Fate {
        let words = words(self.wants.lang);
        match &self.wants.to {
            Way::Mail(to) => self.mail(to, group, words).await,
            Way::Webhook { url, secret_env, secret_file } => {
                let secret = match secret(secret_env.as_deref(), secret_file.as_deref()) {
                    Ok(secret) => secret,
                    Err(why) => return Fate::Refused(why),
                };
                self.webhook(url, secret.as_deref(), group).await
            }
            Way::Push(url) => self.push(url, group, words).await,
            Way::Atom(file) => self.atom(Path::new(file), group, words),
            Way::Drop(folder) => drop_files(Path::new(folder), group, words),
        }
    }

    fn subject(&self, group: &[(Delivery, Message)], words: &Words) -> String {
        match group {
            [(_, one)] => one.title.clone(),
            all => words.say("digest", &[("n", &all.len().to_string())]),
        }
    }

    async fn mail(&self, to: &[String], group: &[(Delivery, Message)], words: &Words) -> Fate {
        let mail = match self.written(to, group, words) {
            Ok(mail) => mail,
            Err(why) => return Fate::Refused(why),
        };
        let transport = match self.transport() {
            Ok(transport) => transport,
            Err(why) => return Fate::Refused(why),
        };
        // A server that cannot be reached surely took nothing.
        match tokio::time::timeout(Duration::from_secs(SECONDS), transport.test_connection()).await {
            Ok(Ok(true)) => {}
            Ok(Ok(false)) => return Fate::Refused("the mail server is not ready".into()),
            Ok(Err(e)) => return Fate::Refused(format!("the mail server: {e}")),
            Err(_) => return Fate::Refused("the mail server did not answer".into()),
        }
        match transport.send(mail).await {
            Ok(_) => Fate::Taken,
            Err(e) if e.is_permanent() || e.is_transient() || e.is_client() => {
                Fate::Refused(format!("the mail server: {e}"))
            }
            Err(e) => Fate::Unknown(format!("the mail server: {e}")),
        }
    }

    fn transport(&self) -> Result<AsyncSmtpTransport<Tokio1Executor>, String> {
        let hint = "write smtp = \"smtps://user@host\" into collect.toml";
        let told = self.settings.smtp.as_deref().ok_or_else(|| format!("no mail server is set; {hint}"))?;
        let mut url = Url::parse(told).map_err(|e| format!("smtp is no address ({e}); {hint}"))?;
        if let Some(name) = &self.settings.smtp_password_env {
            let password = std::env::var(name).map_err(|_| format!("the variable {name} holds no password"))?;
            url.set_password(Some(&password)).map_err(|()| format!("smtp has no host; {hint}"))?;
        }
        let builder =
            AsyncSmtpTransport::<Tokio1Executor>::from_url(url.as_str()).map_err(|e| format!("{e}; {hint}"))?;
        Ok(builder.timeout(Some(Duration::from_secs(SECONDS))).build())
    }

    fn written(&self, to: &[String], group: &[(Delivery, Message)], words: &Words) -> Result<Mail, String> {
        let from =
            self.settings.from.as_deref().ok_or("no sender is set; write from = \"vigie@host\" into collect.toml")?;
        let mailbox = |a: &str| a.parse::<Mailbox>().map_err(|e| format!("{a} is no address of mail ({e})"));
        let mut mail = Mail::builder().from(mailbox(from)?).subject(self.subject(group, words));
        for one in to {
            mail = mail.to(mailbox(one)?);
        }
        let footer = words.say("footer", &[("name", &self.name)]);
        let parts: Vec<String> = group.iter().map(|(_, m)| m.text(words)).collect();
        let text = format!("{}\n-- \n{footer}\n", parts.join("\n\n"));
        let html = match group {
            [(_, Message { html: Some(page), .. })] => page.clone(),
            all => {
                let parts: String = all.iter().map(|(_, m)| m.page(words)).collect();
                format!(
                    "<!doctype html><html><body>{parts}<hr><p>{}</p></body></html>",
                    super::message::escape(&footer)
                )
            }
        };
        // The same items are the same mail, should it come twice all the same.
        let id = format!("<{}@vigie.invalid>", digest(&self.name, group));
        mail.message_id(Some(id)).multipart(MultiPart::alternative_plain_html(text, html)).map_err(|e| e.to_string())
    }

    async fn webhook(&self, url: &str, secret: Option<&str>, group: &[(Delivery, Message)]) -> Fate {
        let item = |(d, m): &(Delivery, Message)| {
            let mut value = serde_json::to_value(m).unwrap_or_default();
            if let Value::Object(map) = &mut value {
                map.insert("item".into(), d.item.clone().into());
            }
            value
        };
        let body =
            json!({ "subscription": self.name, "items": group.iter().map(item).collect::<Vec<_>>() }).to_string();
        let time = jiff::Timestamp::now().as_second().to_string();
        let request = |client: &Client, url: Url| {
            let mut request = client.post(url).header("content-type", "application/json");
            request = request.header("vigie-timestamp", &time).header("vigie-delivery", digest(&self.name, group));
            if let Some(secret) = secret {
                request = request.header("vigie-signature", format!("sha256={}", sign(secret, &time, &body)));
            }
            request.body(body.clone())
        };
        self.post(url, request).await
    }

    async fn push(&self, url: &str, group: &[(Delivery, Message)], words: &Words) -> Fate {
        let text = match group {
            [(_, one)] => one.text(words),
            all => all.iter().map(|(_, m)| format!("- {}\n", m.title)).collect(),
        };
        // Heads of requests hold plain letters; others are written as mail writes them.
        let title = encoded(&self.subject(group, words));
        let grave = group.iter().filter_map(|(_, m)| m.severity).max();
        let priority = grave.map_or("3", |s| if s == Severity::High { "5" } else { "4" });
        let request = |client: &Client, url: Url| {
            let tags = grave.map_or("", severity);
            let request = client.post(url).header("title", &title).header("priority", priority).header("tags", tags);
            request.body(text.chars().take(4000).collect::<String>())
        };
        self.post(url, request).await
    }

    /// Sends a request. What the guard refuses to fetch it also refuses to send to.
    async fn post(&self, url: &str, request: impl Fn(&Client, Url) -> RequestBuilder) -> Fate {
        let url = match Url::parse(url) {
            Ok(url) => url,
            Err(e) => return Fate::Refused(format!("{url} is no address ({e})")),
        };
        if let Err(refused) = guard::check(&url, &self.wants.allow_private) {
            return Fate::Refused(refused.0);
        }
        let private = url.host().is_some_and(|host| guard::allows(&host, &self.wants.allow_private));
        let client = Client::builder()
            .user_agent(self.settings.agent())
            .redirect(redirect::Policy::none())
            .no_proxy()
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(SECONDS))
            .dns_resolver(Resolver { lookup: self.lookup.clone(), private })
            .build();
        let client = match client {
            Ok(client) => client,
            Err(e) => return Fate::Refused(format!("no request can be made: {e}")),
        };
        match request(&client, url.clone()).send().await {
            Ok(answer) if answer.status().is_success() => Fate::Taken,
            Ok(answer) => Fate::Refused(format!("{url} says {}", answer.status())),
            Err(e) if e.is_connect() || e.is_builder() => Fate::Refused(format!("{url} cannot be reached ({e})")),
            Err(e) => Fate::Unknown(format!("{url} gave no answer ({e})")),
        }
    }

    fn atom(&self, file: &Path, group: &[(Delivery, Message)], words: &Words) -> Fate {
        let at = now();
        let new = group.iter().rev().map(|(d, m)| (d.item.clone(), at.clone(), m.clone()));
        let entries: Vec<(String, String, Message)> = new.chain(self.log.iter().cloned()).take(100).collect();
        whole(file, &atom::feed(&self.name, &entries, words))
    }
}

/// A delivery with what became of it; why it was not taken stands with it.
fn settled(mut delivery: Delivery, fate: &Fate) -> Delivery {
    let why = match fate {
        Fate::Taken => {
            delivery.sent = Sent::Sent;
            return delivery;
        }
        Fate::Refused(why) => {
            delivery.tries += 1;
            delivery.sent = if delivery.tries >= TRIES { Sent::Dead } else { Sent::Waiting };
            delivery.due = after(back_off(delivery.tries as u32));
            why
        }
        Fate::Unknown(why) => {
            delivery.sent = Sent::Unsure;
            why
        }
    };
    if let Ok(Value::Object(mut map)) = serde_json::from_str(&delivery.body) {
        map.insert("fault".into(), why.as_str().into());
        delivery.body = Value::Object(map).to_string();
    }
    delivery
}

/// A file for each item: for programs, in words, and as a page where there is one. The name is that of the item.
fn drop_files(folder: &Path, group: &[(Delivery, Message)], words: &Words) -> Fate {
    if let Err(e) = std::fs::create_dir_all(folder) {
        return Fate::Refused(format!("{} cannot be made ({e})", folder.display()));
    }
    for (delivery, message) in group {
        let name: String = delivery
            .item
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || "-_".contains(c) { c } else { '-' })
            .collect();
        let mut value = serde_json::to_value(message).unwrap_or_default();
        value["item"] = delivery.item.clone().into();
        let page = message.html.as_ref().map(|html| ("html", html.clone()));
        for (ending, text) in [("json", value.to_string()), ("txt", message.text(words))].into_iter().chain(page) {
            let fate = whole(&folder.join(format!("{name}.{ending}")), &text);
            if fate != Fate::Taken {
                return fate;
            }
        }
    }
    Fate::Taken
}

/// Writes a file so that nobody sees half of it.
fn whole(file: &Path, text: &str) -> Fate {
    let mut part = file.as_os_str().to_owned();
    part.push(".part");
    let written = std::fs::write(&part, text).and_then(|()| std::fs::rename(&part, file));
    match written {
        Ok(()) => Fate::Taken,
        Err(e) => Fate::Refused(format!("{} cannot be written ({e})", file.display())),
    }
}

/// The signature of a body: HMAC-SHA256 of the time, a dot and the body.
pub fn sign(secret: &str, time: &str, body: &str) -> String {
    // A key of any length is taken.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(body.as_bytes());
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn secret(env: Option<&str>, file: Option<&str>) -> Result<Option<String>, String> {
    match (env, file) {
        (Some(name), _) => std::env::var(name).map(Some).map_err(|_| format!("the variable {name} holds no secret")),
        (_, Some(file)) => {
            let read = std::fs::read_to_string(file).map_err(|e| format!("the secret's file {file}: {e}"))?;
            Ok(Some(read.trim().to_string()))
        }
        _ => Ok(None),
    }
}

/// A name for these items together, the same whenever they are sent.
fn digest(name: &str, group: &[(Delivery, Message)]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(name);
    group.iter().for_each(|(d, _)| hasher.update(format!("\n{}", d.item)));
    hasher.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}

fn encoded(text: &str) -> String {
    if text.chars().all(|c| c.is_ascii() && !c.is_control()) {
        return text.into();
    }
    let quoted: String = text.bytes().map(|b| format!("={b:02X}")).collect();
    format!("=?utf-8?Q?{quoted}?=")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_that_of_the_rule() {
        // HMAC-SHA256 with the key "key" of "1.{}", as Python's hmac reckons it.
        assert_eq!(sign("key", "1", "{}"), "1ba6b8171186efc613e8bcc0cbdab2748f24984d7c5a84faa2637afa0e40d224");
        assert_ne!(sign("key", "1", "{}"), sign("key", "2", "{}"));
    }

    #[test]
    fn what_was_refused_is_tried_again_and_what_is_unknown_is_not() {
        let delivery = Delivery { body: "{}".into(), ..Delivery::default() };
        let refused = settled(delivery.clone(), &Fate::Refused("no".into()));
        assert_eq!((refused.sent, refused.tries), (Sent::Waiting, 1));
        assert!(refused.due > now() && refused.body.contains("\"fault\":\"no\""));
        let dead = settled(Delivery { tries: TRIES - 1, ..delivery.clone() }, &Fate::Refused("no".into()));
        assert_eq!(dead.sent, Sent::Dead);
        assert_eq!(settled(delivery, &Fate::Unknown("?".into())).sent, Sent::Unsure);
    }

    #[test]
    fn titles_go_into_the_head_of_a_request() {
        assert_eq!(encoded("Alert: Blockade"), "Alert: Blockade");
        assert_eq!(encoded("é"), "=?utf-8?Q?=C3=A9?=");
    }
}
