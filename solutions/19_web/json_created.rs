// A tea stall takes orders over the web. The order comes as JSON in the body of a POST,
// and the answer is JSON, too.
//
// axum cannot know in which form an `Order` should travel: as JSON, as HTML, as plain
// text? So an `Order` alone is no answer. `Json` around it chooses the form, and the
// status code beside it says that something new was made.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::{Json, Router, routing::post};
use http_body_util::BodyExt; // has `collect`
use serde::{Deserialize, Serialize};
use tower::ServiceExt; // has `oneshot`

#[derive(Deserialize)]
struct NewOrder {
    cups: u32,
}

#[derive(Serialize)]
struct Order {
    cups: u32,
    cents: u32,
}

async fn order(Json(new): Json<NewOrder>) -> (StatusCode, Json<Order>) {
    let (cups, cents) = (new.cups, new.cups * 250);
    // 200 would only say that all went well.
    (StatusCode::CREATED, Json(Order { cups, cents }))
}

fn app() -> Router {
    Router::new().route("/orders", post(order))
}

// Plays the guest: posts some JSON and gives back status, type and body of the answer.
async fn send(json: &'static str) -> String {
    let request = Request::post("/orders").header("content-type", "application/json");
    let request = request.body(Body::from(json)).unwrap();
    let answer = app().oneshot(request).await.unwrap();
    let status = answer.status().as_u16();
    let kind = answer.headers().get("content-type").cloned();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    format!("{status} {kind:?} {}", String::from_utf8_lossy(&body))
}

#[tokio::main]
async fn main() {
    println!("{}", send(r#"{"cups":2}"#).await);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_order_is_created() {
        let answer = send(r#"{"cups":3}"#).await;
        let expected = r#"201 Some("application/json") {"cups":3,"cents":750}"#;
        assert_eq!(answer, expected, "status, type and body");
        let answer = send(r#"{"mugs":3}"#).await;
        assert!(answer.starts_with("422"), "no cups, but: {answer}");
    }
}
