//! Views that a person keeps: the address of the situation, under a name.

use super::ctx::Ctx;
use super::decide::Form;
use crate::state::Desk;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

/// Letters of a name, and of an address.
const MOST: (usize, usize) = (60, 2000);

/// Keeps a view, or forgets it.
pub async fn keep(State(desk): State<Arc<Desk>>, c: Ctx, body: String) -> Response {
    let form = Form::parse(&body);
    if !c.sent_by_us(form.get("csrf")) {
        return c.forbidden();
    }
    // Only what asks for a situation: never a way out of the desk.
    let address = form.get("address").filter(|a| a.starts_with('?') && a.len() < MOST.1).unwrap_or("").to_string();
    let name: String = form.get("name").unwrap_or("").chars().take(MOST.0).collect();
    let (who, to, forget) = (c.person.name.clone(), format!("/{address}"), form.get("forget").is_some());
    let made = desk
        .write(move |record| match (forget, name.is_empty()) {
            (_, true) => Ok(()),
            (true, _) => record.forget_view(&who, &name),
            (false, _) => record.keep_view(&who, &name, &address),
        })
        .await;
    match made {
        Ok(()) => Redirect::to(&to).into_response(),
        Err(failed) => c.trouble(&failed),
    }
}
