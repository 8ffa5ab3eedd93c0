// A ticket office has a web server. Another program visits its path `/health` every few
// seconds, to learn whether the server is still alive.
//
// New here: axum, a crate for web servers.
//   Router::new().route(path, get(handler))   says which handler answers a GET on a path
//   handler                a function that axum calls for each request. What it gives
//                          back becomes the answer. A handler may have to wait for
//                          something, so axum wants a future from it.
//   app.oneshot(request)   hands one request to the router, without any network
//   body.collect()         reads a body to its end
//
// (The error speaks of `debug_handler`, too. That part of axum is not at hand here.)
//
// Make this true: a GET on `/health` gives status 200 (all is well) and the text `ready`.

use axum::body::Body;
use axum::http::Request;
use axum::{Router, routing::get};
use http_body_util::BodyExt; // has `collect`
use tower::ServiceExt; // has `oneshot`

fn health() -> &'static str {
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
