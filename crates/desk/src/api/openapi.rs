//! The description of the API in the words of OpenAPI 3.1, made of the list of routes.

use super::answer::Answer;
use super::call::{Call, Done};
use super::param::Param;
use super::routes::{Fresh, Method, ROUTES, Route};
use serde_json::{Map, Value, json};

/// Shapes of bodies and answers.
const SHAPES: &str = include_str!("shapes.json");

/// The description as an answer.
pub fn answer(_: &Call) -> Done {
    Ok(Answer::json(&document()))
}

/// The description.
pub fn document() -> Value {
    let mut paths = Map::new();
    for route in ROUTES {
        let method = if route.method == Method::Get { "get" } else { "post" };
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        path[method] = operation(route);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Vigie",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "A record of crises that can be checked: every value has a speaker, and every speaker words.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}, {"session": []}, {}],
        "paths": paths,
        "components": {
            "schemas": shapes(),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "Made with vigie account token."},
                "session": {"type": "apiKey", "in": "cookie", "name": crate::auth::SESSION},
            },
        },
    })
}

/// The shapes by name.
pub fn shapes() -> Value {
    serde_json::from_str(SHAPES).unwrap_or_else(|e| panic!("shapes.json: {e}"))
}

fn operation(route: &Route) -> Value {
    let in_path = route.in_path.iter().map(|name| {
        json!({"name": name, "in": "path", "required": true,
            "schema": {"type": "string", "minLength": 1, "maxLength": 2000}})
    });
    let parameters: Vec<Value> = in_path.chain(route.query.iter().map(parameter)).collect();
    let mut operation = json!({
        "operationId": route.name,
        "summary": route.says,
        "description": format!("Needs the role {} or more; a token needs the scope {}.", route.needs.word(),
            route.scopes.join(" or ")),
        "parameters": parameters,
        "responses": responses(route),
    });
    if route.method == Method::Post {
        let body = json!({"$ref": "#/components/schemas/DecisionRequest"});
        operation["requestBody"] = json!({"required": true, "content": {"application/json": {"schema": body}}});
    }
    operation
}

fn parameter(param: &Param) -> Value {
    json!({"name": param.name, "in": "query", "required": param.must, "description": param.says,
        "schema": param.kind.schema()})
}

fn responses(route: &Route) -> Value {
    let shape = match route.shape {
        "" if route.kind == "application/geo+json" => json!({"type": "object"}),
        "" if route.kind == "application/zip" => json!({"type": "string", "format": "binary"}),
        "" => json!({"type": "string"}),
        name => json!({"$ref": format!("#/components/schemas/{name}")}),
    };
    let media = route.kind.split(';').next().unwrap_or(route.kind);
    let done = json!({"description": route.says, "content": {media: {"schema": shape}}});
    let mut all = Map::new();
    all.insert(if route.method == Method::Get { "200" } else { "201" }.into(), done);
    if route.fresh != Fresh::Never {
        all.insert("304".into(), json!({"description": "Not changed since the answer with this ETag."}));
    }
    let problem = json!({"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}});
    for (status, says) in problems(route) {
        all.insert((*status).into(), json!({"description": says, "content": problem}));
    }
    Value::Object(all)
}

/// What else a route may answer.
fn problems(route: &Route) -> Vec<&'static (&'static str, &'static str)> {
    let fits = |(status, _): &&(&str, &str)| match *status {
        "400" | "413" | "415" => route.method == Method::Post,
        _ => true,
    };
    PROBLEMS.iter().filter(fits).collect()
}

const PROBLEMS: [(&str, &str); 9] = [
    ("400", "The body is no JSON."),
    ("401", "Who asks is not known."),
    ("403", "Who asks may not."),
    ("404", "There is nothing of this name."),
    ("413", "The body is too large."),
    ("415", "The body is not application/json."),
    ("422", "What is asked is not written as it must be."),
    ("500", "An error of the desk's own."),
    ("503", "The record is being written, or cannot be reached; try again."),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => fields.iter().for_each(|(key, value)| match (key.as_str(), value) {
                ("$ref", Value::String(to)) => drop(found.insert(to.rsplit('/').next().unwrap_or("").into())),
                _ => references(value, found),
            }),
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }

    #[test]
    fn every_shape_that_is_named_is_there_and_used() {
        let (whole, mut found) = (document(), BTreeSet::new());
        references(&whole, &mut found);
        let there: BTreeSet<String> = shapes().as_object().expect("shapes").keys().cloned().collect();
        assert_eq!(found, there);
    }

    #[test]
    fn every_route_has_a_name_of_its_own_and_says_what_stands_in_its_path() {
        let names: BTreeSet<&str> = ROUTES.iter().map(|r| r.name).collect();
        assert_eq!(names.len(), ROUTES.len());
        for route in ROUTES {
            let braces: Vec<&str> = route.path.split('{').skip(1).filter_map(|p| p.split('}').next()).collect();
            assert_eq!(braces, route.in_path, "{}", route.path);
            assert!(route.says.ends_with('.'), "{}", route.says);
        }
    }
}
