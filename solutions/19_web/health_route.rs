// A ticket office has a web server. Another program visits its path `/health` every few
// seconds, to learn whether the server is still alive.
//
// A handler must give a future, for the server awaits it and serves other requests
// meanwhile. `async` makes the function such a handler, even if it has nothing to wait
// for.

use axum::body::Body;
use axum::http::Request;
use axum::{Router, routing::get};
use http_body_util::BodyExt; // has `collect`
use tower::ServiceExt; // has `oneshot`

// Every async function whose value can become an answer is a handler.
async fn health() -> &'static str {
    "ready"
}

fn app() -> Router {
    Router::new().route("/health", get(health))
}

// Plays the browser: sends one request and gives back status and body of the answer.
async fn visit(path: &str) -> (u16, String) {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let answer = app().oneshot(request).await.unwrap();
    let status = answer.status().as_u16();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8_lossy(&body).into_owned())
}

#[tokio::main]
async fn main() {
    println!("{:?}", visit("/health").await);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_server_says_that_it_is_ready() {
        let (status, body) = visit("/health").await;
        assert_eq!(status, 200);
        assert_eq!(body, "ready");
        let (status, _) = visit("/hello").await;
        assert_eq!(status, 404, "axum does this for unknown paths");
        let by_hand = tokio::spawn(health()).await.unwrap();
        assert_eq!(by_hand, "ready", "the handler itself gives the text");
    }
}
