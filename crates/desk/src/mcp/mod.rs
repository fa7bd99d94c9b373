//! Answers for language models by the Model Context Protocol. Every answer carries the words that it rests on, so that
//! whoever repeats it can cite them.

mod tools;

use crate::state::Desk;
use axum::Router;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, ErrorData, Implementation, ListToolsResult,
    PaginatedRequestParams, ServerCapabilities, ServerConfig,
};
use rmcp::service::RequestContext;
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{RoleServer, ServerHandler, ServiceExt};
use serde_json::Value;
use std::sync::Arc;

/// The route over HTTP. The guard has seen who asks; each request is answered by itself, without a session.
pub fn routes(desk: &Arc<Desk>) -> Router<Arc<Desk>> {
    let desk = Arc::clone(desk);
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        // Which hosts are ours is the guard's to know.
        .disable_allowed_hosts()
        .with_max_request_body_bytes(MOST);
    let make = move || Ok(Server { desk: Arc::clone(&desk) });
    let service: StreamableHttpService<Server, LocalSessionManager> =
        StreamableHttpService::new(make, Arc::default(), config);
    Router::new().route_service("/mcp", service)
}

/// Bytes of a question at most.
const MOST: usize = 256 << 10;

/// Answers on standard input and output, until the input ends.
pub async fn stdio(desk: Arc<Desk>) -> Result<(), String> {
    let running = Server { desk }.serve(rmcp::transport::stdio()).await.map_err(|e| e.to_string())?;
    running.waiting().await.map(drop).map_err(|e| e.to_string())
}

/// The server of one record.
#[derive(Clone)]
struct Server {
    desk: Arc<Desk>,
}

const MANNERS: &str = "A record of reports on crises. Every value is somebody's claim: say who says it, keep rival \
     values apart, never average tolls, and cite the document and the words that an answer gives.";

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("vigie", env!("CARGO_PKG_VERSION")))
            .with_instructions(MANNERS)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(tools::all()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let asked = Value::Object(request.arguments.unwrap_or_default());
        let Some(tool) = tools::named(&request.name) else {
            return Err(ErrorData::invalid_params(format!("there is no tool {}", request.name), None));
        };
        let data = self.desk.data();
        let done = self.desk.read(move |record| Ok(tool(record, data, &asked))).await;
        let result = match done {
            Ok(Ok(value)) => CallToolResult::structured(value),
            Ok(Err(problem)) => wrong(&problem.detail, problem.hint.as_deref().unwrap_or("")),
            Err(failed) => wrong(&failed.0.what, &failed.0.hint),
        };
        Ok(result.into())
    }
}

/// What the model is told when there is no answer.
fn wrong(what: &str, hint: &str) -> CallToolResult {
    CallToolResult::error(vec![ContentBlock::text(format!("{what}\n{hint}").trim().to_string())])
}
