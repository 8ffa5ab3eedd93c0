// A tea stall takes orders over the web. The order comes as JSON in the body of a POST:
// {"cups":2}. The answer is JSON too, with the price in it. But what the handler gives
// back is nothing that axum can make an answer of.
//
// New here:
//   Json(order): Json<NewOrder>  as a parameter: reads the body and makes a `NewOrder` of
//                                it with serde. A body that does not fit is refused.
//   Json(value)                  as an answer: makes JSON of the value, status 200 (OK)
//   (status, answer)             a pair of a `StatusCode` and an answer is an answer, too
//
// Make this true: a POST on `/orders` gives status 201 (created) and the order as JSON.

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

async fn order(Json(new): Json<NewOrder>) -> (StatusCode, String) {
    let (cups, cents) = (new.cups, new.cups * 250);
    let order = Order { cups, cents };
    (StatusCode::CREATED, serde_json::to_string(&order).unwrap())
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
