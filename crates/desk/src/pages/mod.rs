//! Pages for people: rendered here, useful without any script, in the languages of `crates/desk/lang`.

mod actors;
mod alerts;
pub(crate) mod asked;
pub(crate) mod assets;
mod audit;
mod briefs;
mod campaign;
mod charts;
mod ctx;
mod data;
mod decide;
mod document;
mod entry;
mod excerpt;
mod incident;
mod kept;
mod map;
mod places;
mod review;
mod rows;
mod search;
mod settings;
mod situation;
mod sources;
mod status;
mod subscriptions;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod verdict;
mod views;
mod words;

pub use assets::link;
pub use ctx::Ctx;
pub use decide::Form;
pub use kept::Kept;
pub use words::Words;

use crate::state::Desk;
use axum::Router;
use axum::routing::{get, post};
use std::sync::Arc;

/// The parts that everybody uses.
pub(crate) const MENU: [(&str, &str); 4] =
    [("/", "nav.situation"), ("/review", "nav.review"), ("/briefs", "nav.briefs"), ("/alerts", "nav.alerts")];

/// The others.
pub(crate) const MORE: [(&str, &str); 10] = [
    ("/actors", "nav.actors"),
    ("/places", "nav.places"),
    ("/sources", "nav.sources"),
    ("/campaigns", "nav.campaigns"),
    ("/subscriptions", "nav.subscriptions"),
    ("/data", "nav.data"),
    ("/status", "nav.status"),
    ("/settings", "nav.settings"),
    ("/accounts", "access.accounts"),
    ("/audit", "nav.audit"),
];

/// The parts that only an admin sees.
pub(crate) const ADMIN: [&str; 2] = ["/accounts", "/audit"];

/// Their routes.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/", get(situation::page))
        .route("/map.json", get(situation::points))
        .route("/incidents/{id}", get(incident::page))
        .route("/incidents/{id}/decide", post(decide::decide))
        .route("/decisions/{num}/undo", post(decide::undo))
        .route("/campaigns", get(campaign::list))
        .route("/campaigns/{id}", get(campaign::page))
        .route("/document", get(document::page))
        .route("/document/original", get(document::original))
        .route("/search", get(search::page))
        .route("/review", get(review::page))
        .route("/briefs", get(briefs::list).post(briefs::make))
        .route("/briefs/check", post(briefs::check))
        .route("/briefs/{num}", get(briefs::page))
        .route("/briefs/{num}/edit", get(briefs::edit).post(briefs::save))
        .route("/briefs/{num}/sign", post(briefs::sign))
        .route("/briefs/{num}/file", get(briefs::file))
        .route("/actors", get(actors::list))
        .route("/actor", get(actors::page))
        .route("/places", get(places::list))
        .route("/sources", get(sources::list))
        .route("/source", get(sources::page))
        .route("/data", get(data::page))
        .route("/data/rebuild", post(data::rebuild))
        .route("/data/remove", post(data::remove))
        .route("/data/edit/{kind}", get(entry::form).post(entry::keep))
        .route("/alerts", get(alerts::page))
        .route("/status", get(status::page))
        .route("/subscriptions", get(subscriptions::page).post(subscriptions::change))
        .route("/settings", get(settings::page))
        .route("/views", post(views::keep))
        .route("/audit", get(audit::page))
        .route("/static/{mark}/{name}", get(assets::serve))
}
