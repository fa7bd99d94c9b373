//! What a server on the other side gets, and what its answers mean.

use super::send::{Batch, sign};
use super::{Message, Wants, Way, What};
use crate::guard::system;
use crate::settings::Settings;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread::{self, JoinHandle};
use vigie_engine::model::{Lang, Severity};
use vigie_store::{Delivery, Sent};

/// A request as it arrived: first line and heads in small letters, and the body.
type Request = (String, String);

/// Takes one request and answers with this, or with nothing.
fn server(answer: &'static str) -> (String, JoinHandle<Request>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/room", listener.local_addr().expect("an address"));
    let taken = thread::spawn(move || {
        let mut stream = listener.accept().expect("a visitor").0;
        let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
        let (mut head, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).expect("a line");
            let line = line.trim_end().to_string();
            if line.is_empty() {
                break;
            }
            length =
                line.to_lowercase().strip_prefix("content-length: ").and_then(|n| n.parse().ok()).unwrap_or(length);
            head += &format!("{line}\n");
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).expect("a body");
        let _ = stream.write_all(answer.as_bytes());
        (head, String::from_utf8(body).expect("letters"))
    });
    (address, taken)
}

const WELL: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// An alert as it waits.
fn alert() -> Delivery {
    let message = Message {
        what: What::Alerts,
        title: "Ménaka: a town was taken".into(),
        lines: vec!["3 July 2025, 12 killed".into()],
        links: Vec::new(),
        severity: Some(Severity::High),
        html: None,
        data: json!({"incident": "i1"}),
    };
    let body = serde_json::to_string(&message).expect("a message");
    Delivery { item: "alert-1".into(), body, ..Delivery::default() }
}

/// What becomes of the alert on its way.
fn sent(to: Way, allowed: bool) -> Delivery {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let allow_private = if allowed { vec!["127.0.0.1".into()] } else { Vec::new() };
    let wants = Wants { to, lang: Lang::En, allow_private, ..Wants::default() };
    let batch = Batch::new("room".into(), wants, vec![alert()], Vec::new(), &Settings::default(), system());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(batch.send()).remove(0)
}

fn hook(url: String) -> Way {
    Way::Webhook { url, secret_env: None, secret_file: None }
}

/// The value of a head.
fn value<'a>(head: &'a str, name: &str) -> &'a str {
    let line = head.lines().find(|l| l.to_lowercase().starts_with(&format!("{name}: ")));
    line.map_or("", |l| &l[name.len() + 2..])
}

#[test]
fn a_hook_gets_the_items_and_can_tell_whose_they_are() {
    let folder = std::env::temp_dir().join(format!("vigie-hook-{}", std::process::id()));
    std::fs::write(&folder, "quay\n").expect("a secret");
    let (url, taken) = server(WELL);
    let way = Way::Webhook { url, secret_env: None, secret_file: Some(folder.display().to_string()) };
    assert_eq!(sent(way, true).sent, Sent::Sent);
    let (head, body) = taken.join().expect("a request");
    let told: Value = serde_json::from_str(&body).expect("JSON");
    assert!(head.starts_with("POST /room HTTP/1.1\n"), "{head}");
    assert_eq!((&told["subscription"], &told["items"][0]["item"]), (&json!("room"), &json!("alert-1")));
    assert_eq!(told["items"][0]["data"], json!({"incident": "i1"}));
    let signed = format!("sha256={}", sign("quay", value(&head, "vigie-timestamp"), &body));
    assert_eq!(value(&head, "vigie-signature"), signed);
    std::fs::remove_file(folder).expect("a file");
}

#[test]
fn the_same_items_have_the_same_name_whenever_they_come() {
    let names = [(); 2].map(|()| {
        let (url, taken) = server(WELL);
        sent(hook(url), true);
        value(&taken.join().expect("a request").0, "vigie-delivery").to_string()
    });
    assert_eq!((names[0].len(), &names[0]), (32, &names[1]));
}

#[test]
fn a_push_service_gets_words_a_title_and_how_grave_it_is() {
    let (url, taken) = server(WELL);
    assert_eq!(sent(Way::Push(url), true).sent, Sent::Sent);
    let (head, body) = taken.join().expect("a request");
    assert_eq!(
        value(&head, "title"),
        "=?utf-8?Q?=4D=C3=A9=6E=61=6B=61=3A=20=61=20=74=6F=77=6E=20=77=61=73=20=74=61=6B=65=6E?="
    );
    assert_eq!((value(&head, "priority"), value(&head, "tags")), ("5", "high"));
    assert!(body.contains("3 July 2025, 12 killed"), "{body}");
}

#[test]
fn answers_tell_what_arrived() {
    for (answer, expected) in [
        (WELL, Sent::Sent),
        ("HTTP/1.1 500 No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n", Sent::Waiting),
        // Another address was not asked for, and may be inside.
        (
            "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
            Sent::Waiting,
        ),
        ("", Sent::Unsure),
    ] {
        let (url, taken) = server(answer);
        assert_eq!(sent(hook(url), true).sent, expected, "{answer}");
        taken.join().expect("a request");
    }
}

#[test]
fn nothing_is_sent_inside_unless_it_is_allowed_by_name() {
    let refused = sent(hook("http://127.0.0.1:9/room".into()), false);
    assert_eq!((refused.sent, refused.tries), (Sent::Waiting, 1));
    assert!(!refused.body.contains("reached"), "{}", refused.body);
}
