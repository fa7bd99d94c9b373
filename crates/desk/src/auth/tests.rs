//! Who gets in, and who does not.

use super::{Listen, Role, totp};
use crate::api::{Method, ROUTES};
use crate::testing::{PASSWORD, Site};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[tokio::test(flavor = "multi_thread")]
async fn whoever_sits_at_the_machine_is_admin_until_somebody_has_an_account() {
    let site = Site::new(Listen::Loopback).await;
    assert_eq!(site.get("/accounts").await.status, 200);
    assert_eq!(site.get("/api/v1/status").await.status, 200);
    // A site of others whose name leads here, and a server in front.
    let foreign = site.ask("GET", "/api/v1/status", &[("Host", "evil.example")], "").await;
    assert_eq!((foreign.status, foreign.header("content-type")), (401, "application/problem+json"));
    assert_eq!(site.ask("GET", "/api/v1/status", &[("X-Forwarded-For", "1.2.3.4")], "").await.status, 401);
    site.account("ana", Role::Reader);
    assert_eq!(site.get("/api/v1/status").await.status, 401);
    let led = site.get("/accounts?a=b").await;
    assert_eq!((led.status, led.header("location")), (303, "/login?next=%2Faccounts%3Fa%3Db"));
}

#[tokio::test(flavor = "multi_thread")]
async fn from_elsewhere_nobody_gets_in_without_an_account() {
    let site = Site::new(Listen::Elsewhere).await;
    for path in ["/", "/accounts", "/incidents/i1", "/nothing"] {
        assert_eq!(site.get(path).await.status, 303, "{path}");
    }
    let reply = site.get("/api/v1/incidents").await;
    assert_eq!((reply.status, reply.json()["status"].as_i64()), (401, Some(401)));
    assert!(reply.header("www-authenticate").starts_with("Bearer"));
    assert_eq!(site.get("/mcp").await.status, 401);
    let address = vigie_store::Address::File(site.path.clone());
    let far = "0.0.0.0:8080".parse().expect("an address");
    let refusal = super::may_listen(&far, &address).expect_err("a refusal");
    assert!(refusal.hint.contains("vigie account add NAME --role admin"), "{refusal}");
    site.account("ana", Role::Admin);
    assert_eq!(super::may_listen(&far, &address), Ok(()));
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_makes_a_new_session_and_signing_out_ends_it() {
    let site = Site::new(Listen::Elsewhere).await;
    site.account("ana", Role::Reader);
    // The secret that somebody else put into the browser before is worth nothing after.
    let page = site.ask("GET", "/login", &[("Cookie", "vigie_session=planted")], "").await;
    let cookies = format!("vigie_session=planted; vigie_visitor={}", page.cookie("vigie_visitor").expect("a cookie"));
    let fields = format!("csrf={}&name=ana&password={}", page.csrf(), PASSWORD.replace(' ', "+"));
    let reply = site.form("/login", &cookies, &fields).await;
    let secret = reply.cookie("vigie_session").expect("a session");
    assert_eq!((reply.status, reply.header("location")), (303, "/"));
    assert!(secret != "planted" && secret.len() == 64);
    let as_of = |secret: &str| format!("vigie_session={secret}");
    let asked = async |cookie: String| site.ask("GET", "/account", &[("Cookie", &cookie)], "").await.status;
    assert_eq!((asked(as_of(&secret)).await, asked(as_of("planted")).await), (200, 303));
    let csrf = site.desk.door().csrf(&secret);
    assert_eq!(site.form("/logout", &as_of(&secret), &format!("csrf={csrf}")).await.status, 303);
    assert_eq!(asked(as_of(&secret)).await, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_need_what_only_our_own_pages_know() {
    let site = Site::new(Listen::Elsewhere).await;
    site.account("ana", Role::Admin);
    site.account("eve", Role::Admin);
    let (cookie, csrf) = site.session("ana").await;
    let (_, others) = site.session("eve").await;
    let end = "/account/sessions/end";
    for fields in ["", "csrf=", "csrf=x", &format!("csrf={others}")] {
        assert_eq!(site.form(end, &cookie, fields).await.status, 403, "{fields}");
    }
    let good = format!("csrf={csrf}");
    assert_eq!(site.form(end, &cookie, &good).await.status, 200);
    let kind = ("Content-Type", "application/x-www-form-urlencoded");
    for foreign in [("Origin", "http://evil.example"), ("Sec-Fetch-Site", "cross-site"), ("Origin", "null")] {
        let reply = site.ask("POST", end, &[("Cookie", &cookie), kind, foreign], &good).await;
        assert_eq!(reply.status, 403, "{foreign:?}");
    }
    // The way in is guarded too: nobody is signed in to an account of somebody else's choice.
    let fields = format!("name=eve&password={}", PASSWORD.replace(' ', "+"));
    assert_eq!(site.form("/login", "", &fields).await.status, 403);
    // Sitting at the machine is no proof that the page was ours.
    let local = Site::new(Listen::Loopback).await;
    assert_eq!(local.form("/accounts/invite", "", "name=eve&role=admin").await.status, 403);
    let foreign = [("Origin", "http://evil.example"), ("Content-Type", "application/json")];
    assert_eq!(local.ask("POST", "/api/v1/decisions", &foreign, "{}").await.status, 403);
    let plain = local.ask("POST", "/api/v1/decisions", &[("Content-Type", "text/plain")], "{}").await;
    assert_eq!(plain.status, 415);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_guesses_has_to_wait() {
    let site = Site::new(Listen::Elsewhere).await;
    site.account("ana", Role::Reader);
    for n in 0..5 {
        assert_eq!(site.sign_in("ana", "a wrong password", "").await.status, 401, "try {n}");
    }
    let reply = site.sign_in("ana", PASSWORD, "").await;
    assert_eq!((reply.status, reply.cookie("vigie_session")), (429, None));
    assert!(reply.header("retry-after").parse::<u64>().is_ok_and(|s| s > 60));
    let lines = site.record(|r| r.audit(None, 10)).expect("the audit");
    assert_eq!(lines.iter().filter(|l| l.what == "sign in" && l.status == Some(401)).count(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_factor_is_asked_and_its_code_counts_once() {
    let site = Site::new(Listen::Elsewhere).await;
    site.account("ana", Role::Reader);
    let (cookie, csrf) = site.session("ana").await;
    let offer = site.form("/account/second", &cookie, &format!("csrf={csrf}")).await;
    let typed = offer.body.split("name=\"secret\" value=\"").nth(1).expect("a secret").split('"').next().expect("one");
    let secret = totp::parsed(typed).expect("a secret");
    let wrong = site.form("/account/second", &cookie, &format!("csrf={csrf}&secret={typed}&code=000000")).await;
    assert_eq!(wrong.status, 422);
    let code = totp::code(&secret).expect("a code");
    let right = site.form("/account/second", &cookie, &format!("csrf={csrf}&secret={typed}&code={code}")).await;
    assert_eq!(right.status, 200, "{}", right.body);
    assert_eq!(site.sign_in("ana", PASSWORD, "").await.status, 401);
    // The code that set it up was used; it may have become another meanwhile.
    assert_eq!(site.sign_in("ana", PASSWORD, &code).await.status, 401);
    site.record(|r| r.set_totp("ana", Some(&[7; 20]))).expect("another secret");
    let later = totp_rs::Builder::new().with_secret(vec![7; 20]).build().expect("a secret");
    let now = jiff::Timestamp::now().as_second() as u64;
    let next = later.generate(now + 30).to_string();
    assert_eq!(site.sign_in("ana", PASSWORD, &next).await.status, 303);
    assert_eq!(site.sign_in("ana", PASSWORD, &next).await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_opens_an_account_once() {
    let site = Site::new(Listen::Loopback).await;
    let csrf = site.desk.door().csrf("local");
    let page = site.form("/accounts/invite", "", &format!("csrf={csrf}&name=ben&role=analyst")).await;
    let link = page.body.split("/invitation/").nth(1).expect("a link").split('<').next().expect("its end");
    let path = format!("/invitation/{link}");
    let form = site.get(&path).await;
    let visitor = format!("vigie_visitor={}", form.cookie("vigie_visitor").unwrap_or_default());
    let send = async |password: &str| {
        let word = password.replace(' ', "+");
        let fields = format!("csrf={}&password={word}&again={word}", form.csrf());
        site.form(&path, &visitor, &fields).await
    };
    // Whoever sits at the machine is known, so that their own word for forms is asked.
    assert!(!form.csrf().is_empty());
    assert_eq!(send("short").await.status, 422);
    let entered = send(PASSWORD).await;
    assert_eq!((entered.status, entered.header("location")), (303, "/"), "{}", entered.body);
    assert_eq!(site.record(|r| r.account("ben")).expect("accounts").map(|a| a.role), Some("analyst".into()));
    assert!(matches!(send(PASSWORD).await.status, 403 | 404));
    assert_eq!(site.get("/invitation/0000").await.status, 404);
    assert_eq!(site.session("ben").await.1.len(), 64);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_is_closed_to_those_below_its_role_and_to_tokens_of_other_scopes() {
    let site = Site::new(Listen::Elsewhere).await;
    for role in Role::ALL {
        site.account(role.word(), role);
    }
    let mut refused = 0;
    for route in ROUTES {
        let method = if route.method == Method::Get { "GET" } else { "POST" };
        let path = format!("/api/v1{}", route.path.replace(['{', '}'], ""));
        let asked = async |header: (&str, &str)| {
            site.ask(method, &path, &[header, ("Content-Type", "application/json")], "{}").await.status
        };
        assert_eq!(asked(("X", "y")).await, 401, "{path}");
        assert_eq!(asked(("Authorization", "Bearer nothing")).await, 401, "{path}");
        for role in Role::ALL {
            for scopes in ["read", "write", "feeds"] {
                let token = format!("Bearer {}", site.token(role.word(), scopes));
                let may = role >= route.needs && route.scopes.contains(&scopes);
                let status = asked(("Authorization", &token)).await;
                assert_eq!(status != 403, may, "{method} {path} {} {scopes}: {status}", role.word());
                refused += usize::from(!may);
            }
        }
        if route.method == Method::Post {
            let (cookie, _) = site.session("reader").await;
            assert_eq!(asked(("Cookie", &cookie)).await, 403, "{path}");
        }
    }
    assert!(refused > ROUTES.len(), "only {refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_changes_nothing_and_only_an_admin_manages_accounts() {
    let site = Site::new(Listen::Elsewhere).await;
    Role::ALL.into_iter().for_each(|role| site.account(role.word(), role));
    let (cookie, csrf) = site.session("reader").await;
    // Also where no page is: what is not known to be a person's own is closed.
    for path in ["/incidents/i1/decide", "/briefs", "/settings", "/anything", "/accounts/role", "/sources"] {
        let reply = site.form(path, &cookie, &format!("csrf={csrf}")).await;
        assert_eq!(reply.status, 403, "{path}");
    }
    for role in [Role::Analyst, Role::Editor] {
        let (cookie, csrf) = site.session(role.word()).await;
        for (path, more) in
            [("/accounts/role", "role=admin"), ("/accounts/remove", ""), ("/accounts/invite", "role=admin")]
        {
            let reply = site.form(path, &cookie, &format!("csrf={csrf}&name=reader&{more}")).await;
            assert_eq!(reply.status, 403, "{path}");
        }
        assert_eq!(site.ask("GET", "/accounts", &[("Cookie", &cookie)], "").await.status, 403);
    }
    let (cookie, csrf) = site.session("admin").await;
    let last = site.form("/accounts/remove", &cookie, &format!("csrf={csrf}&name=admin")).await;
    assert_eq!(last.status, 422, "{}", last.body);
    let promoted = site.form("/accounts/role", &cookie, &format!("csrf={csrf}&name=reader&role=editor")).await;
    assert_eq!(promoted.status, 200);
    assert_eq!(site.record(|r| r.account("reader")).expect("accounts").map(|a| a.role), Some("editor".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_opens_no_page_and_ends_with_its_account() {
    let site = Site::new(Listen::Elsewhere).await;
    site.account("ana", Role::Admin);
    site.account("ben", Role::Analyst);
    let token = format!("Bearer {}", site.token("ben", "read"));
    let asked = async |path: &str| site.ask("GET", path, &[("Authorization", &token)], "").await.status;
    assert_eq!((asked("/api/v1/status").await, asked("/account").await, asked("/").await), (200, 403, 403));
    let feeds = format!("Bearer {}", site.token("ben", "feeds"));
    assert_eq!(site.ask("GET", "/mcp", &[("Authorization", &feeds)], "").await.status, 403);
    site.record(|r| r.remove_account("ben")).expect("removed");
    assert_eq!(asked("/api/v1/status").await, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_is_closed_to_scripts_frames_and_guesses() {
    let site = Site::new(Listen::Loopback).await;
    for path in ["/login", "/accounts", "/api/v1/status", "/api/v1/nothing", "/nothing", "/api/v1/docs"] {
        let reply = site.get(path).await;
        let policy = reply.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(reply.header("referrer-policy"), "same-origin", "{path}");
        assert!(!reply.body.contains("<script>") && !reply.body.contains(" style="), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_addresses_and_headers_are_only_odd() {
    let site = Site::new(Listen::Loopback).await;
    for path in [
        "/static/../../../../etc/passwd",
        "/static/x/..%2f..%2f..%2fetc%2fpasswd",
        "/api/v1/documents/..%2f..%2fetc%2fpasswd",
        "/api/v1/incidents/%2e%2e%2f%2e%2e",
        "/api/v1/documents/%00",
        "/api/v1/documents/%ff",
        "/invitation/..%2f",
    ] {
        let reply = site.get(path).await;
        assert!((400..500).contains(&reply.status) && !reply.body.contains("root:"), "{path}: {}", reply.status);
    }
    let next = site.get("/login?next=/a%0d%0aSet-Cookie:%20evil=1").await;
    assert!(next.headers.iter().all(|(_, value)| !value.contains("evil")));
    let far = Site::new(Listen::Elsewhere).await;
    let led = far.get("/a%0d%0aSet-Cookie:%20evil=1").await;
    assert!(led.status == 303 && led.cookie("evil").is_none(), "{led:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn large_bodies_and_slow_clients_are_let_go() {
    let site = Site::new(Listen::Loopback).await;
    let json = [("Content-Type", "application/json")];
    for size in [300 << 10, 3 << 20] {
        let reply = site.ask("POST", "/api/v1/decisions", &json, &" ".repeat(size)).await;
        assert_eq!((reply.status, reply.header("content-type")), (413, "application/problem+json"), "{size}");
    }
    // A head that never ends.
    let mut stream = TcpStream::connect(site.at).await.expect("a connection");
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ").await.expect("sent");
    let mut rest = Vec::new();
    let ended = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut rest)).await;
    assert!(ended.is_ok(), "the desk still waits");
    // A body that never comes, while others are answered.
    let mut stream = TcpStream::connect(site.at).await.expect("a connection");
    let head = "POST /api/v1/decisions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{";
    stream.write_all(head.as_bytes()).await.expect("sent");
    assert_eq!(site.get("/api/v1/status").await.status, 200);
    let ended = tokio::time::timeout(Duration::from_secs(15), stream.read_to_end(&mut rest)).await;
    assert!(ended.is_ok(), "the desk still waits for the body");
    let text = String::from_utf8_lossy(&rest);
    assert!(text.starts_with("HTTP/1.1 503"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_write_has_its_line_and_no_secret_stands_in_it() {
    let site = Site::new(Listen::Loopback).await;
    let csrf = site.desk.door().csrf("local");
    site.form("/accounts/invite", "", &format!("csrf={csrf}&name=ben&role=reader")).await;
    let json = [("Content-Type", "application/json")];
    site.ask("POST", "/api/v1/decisions", &json, "{\"kind\": \"confirm\"}").await;
    let lines = site.record(|r| r.audit(None, 10)).expect("the audit");
    let told: Vec<(&str, Option<i64>)> = lines.iter().map(|l| (l.what.as_str(), l.status)).collect();
    assert_eq!(told, [("POST /api/v1/decisions", Some(422)), ("POST /accounts/invite", Some(200))]);
    assert!(lines.iter().all(|l| l.who == "local" && !l.detail.contains(&csrf)), "{lines:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_in_the_language_of_the_address_else_of_the_account_else_of_the_browser() {
    let site = Site::new(Listen::Elsewhere).await;
    site.account("ana", Role::Reader);
    let (cookie, csrf) = site.session("ana").await;
    let shown = async |path: &str, cookie: &str| {
        let reply = site.ask("GET", path, &[("Cookie", cookie), ("Accept-Language", "en")], "").await;
        reply.body.split("<html lang=\"").nth(1).unwrap_or("").get(..2).unwrap_or("").to_string()
    };
    assert_eq!(shown("/status", &cookie).await, "en");
    let reply = site.form("/account/language", &cookie, &format!("csrf={csrf}&language=fr")).await;
    assert_eq!((reply.status, reply.header("location")), (303, "/account"));
    let chosen = format!("{cookie}; vigie_lang=en");
    assert_eq!([shown("/status", &cookie).await, shown("/status", &chosen).await], ["fr", "fr"]);
    assert_eq!(shown("/status?lang=en", &cookie).await, "en");
    site.form("/account/language", &cookie, &format!("csrf={csrf}&language=")).await;
    assert_eq!(shown("/status", &cookie).await, "en");
}
