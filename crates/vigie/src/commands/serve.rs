//! `serve`: the desk, until it is stopped.

use crate::cli::Global;
use crate::failure::Failure;
use crate::installation;
use crate::keeping::{Place, stamp};
use crate::output::{self, Outcome};
use std::net::SocketAddr;
use vigie_desk::Desk;
use vigie_desk::auth::{Listen, may_listen};
use vigie_desk::own::Installation;
use vigie_store::Address;

/// The desk: web app and API over a record, until it is stopped.
///
/// On this machine alone no account is needed. Where others can reach it, everyone signs in: make the first account
/// with vigie account before.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    pub place: Place,
    /// Address and port to listen at; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = LISTEN)]
    pub listen: String,
}

/// Where the desk listens if nothing else is said.
pub const LISTEN: &str = "127.0.0.1:8750";

pub fn run(args: &Args, _global: &Global) -> Result<Outcome, Failure> {
    // A record that is missing or of an older version is told, or brought forward, before anybody comes.
    args.place.read()?.close()?;
    let told = |at: SocketAddr| output::write(format!("http://{at}\n").as_bytes(), None);
    listen(args.place.address()?, &args.listen, told)
}

/// Opens the desk, tells where, and answers until the program is stopped.
pub fn listen(
    record: Address,
    listen: &str,
    told: impl FnOnce(SocketAddr) -> Result<(), Failure>,
) -> Result<Outcome, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|e| Failure::new(format!("no threads can be started: {e}"), "free some memory"))?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(listen).await.map_err(|e| taken(listen, &e))?;
        let at = listener.local_addr().map_err(|e| taken(listen, &e))?;
        may_listen(&at, &record)?;
        let from = Listen::at(&at);
        let own = Installation::new(installation::files, installation::entry_folder);
        let desk = Desk::with(from, record, stamp(), installation::data(), Some(own));
        told(at)?;
        let ended = vigie_desk::serve(listener, desk, stopped()).await;
        ended.map_err(|e| Failure::new(format!("the desk ended: {e}"), "start it again"))
    })?;
    Ok(Outcome::default())
}

fn taken(listen: &str, e: &std::io::Error) -> Failure {
    Failure::new(
        format!("cannot listen at {listen}: {e}"),
        "is another desk running? name another with --listen 127.0.0.1:0",
    )
}

/// When the user or the system asks the program to end.
async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut ended) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = ended.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}
