//! Listens, with patience for slow lines and none for those who only hold a place.

use crate::{Desk, router};
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{Instant, Sleep};
use tower::{Service, ServiceBuilder};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

/// Until a request's head has come, and until a whole answer is made.
const HEAD: Duration = Duration::from_secs(if cfg!(test) { 2 } else { 15 });
const ANSWER: Duration = Duration::from_secs(if cfg!(test) { 8 } else { 120 });
/// So long a reader may take nothing of what waits for it.
const STALLED: Duration = Duration::from_secs(60);
/// Connections at a time.
const MOST: usize = 1000;
/// So long those who are being answered may go on when the desk closes.
const PARTING: Duration = Duration::from_secs(10);

/// Counts what pages of a large record ask first, so that nobody waits for it.
fn warm(desk: &Arc<Desk>) {
    let desk = Arc::clone(desk);
    std::thread::spawn(move || {
        let mut record = vigie_store::Record::read(desk.address()).ok()?;
        let kept = desk.kept();
        kept.areas(&mut record).ok()?;
        kept.parties(&mut record).ok()?;
        kept.places(&mut record).ok()
    });
}

/// Answers whoever comes, until told to end.
pub async fn serve(listener: TcpListener, desk: Arc<Desk>, end: impl Future<Output = ()>) -> io::Result<()> {
    let (closing, places) = (watch::channel(false), Arc::new(Semaphore::new(MOST)));
    let layers = ServiceBuilder::new()
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, ANSWER));
    warm(&desk);
    let app = router(desk).layer(layers);
    let mut end = std::pin::pin!(end);
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { break };
        let (stream, peer) = tokio::select! {
            () = &mut end => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                // Such as too many open files: whoever is being answered goes on, and makes room.
                Err(_) => {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
        };
        let (app, closing) = (app.clone(), closing.1.clone());
        tokio::spawn(async move {
            talk(stream, peer, app, closing).await;
            drop(place);
        });
    }
    let _ = closing.0.send(true);
    let all = u32::try_from(MOST).unwrap_or(u32::MAX);
    let _ = tokio::time::timeout(PARTING, places.acquire_many(all)).await;
    Ok(())
}

async fn talk(stream: TcpStream, peer: SocketAddr, app: axum::Router, mut closing: watch::Receiver<bool>) {
    let _ = stream.set_nodelay(true);
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        app.clone().call(request)
    });
    let stream = TokioIo::new(Patient::new(stream, STALLED));
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(64 << 10);
    let mut talk = std::pin::pin!(server.serve_connection(stream, service));
    let told = tokio::select! {
        _ = talk.as_mut() => false,
        _ = closing.wait_for(|closing| *closing) => true,
    };
    if told {
        talk.as_mut().graceful_shutdown();
        let _ = talk.await;
    }
}

/// A stream that fails when the other side takes nothing for too long.
struct Patient {
    stream: TcpStream,
    patience: Duration,
    until: Option<Pin<Box<Sleep>>>,
}

impl Patient {
    fn new(stream: TcpStream, patience: Duration) -> Self {
        Self { stream, patience, until: None }
    }

    /// What writing came to; waiting for too long is a failure.
    fn judge<T>(&mut self, written: Poll<io::Result<T>>, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.until = None;
            return written;
        }
        let end = Instant::now() + self.patience;
        let until = self.until.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(end)));
        ready!(until.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Patient {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.judge(written, cx)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(cx);
        self.judge(flushed, cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
