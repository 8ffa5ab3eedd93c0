// People count the birds in a garden. A POST on `/birds` adds one bird, a GET shows how
// many there are. The program compiles, but the count is always 0.
//
// New here: handlers can share a state.
//   router.with_state(garden)       gives the router its state
//   State(garden): State<Garden>    as a parameter of a handler: a clone of this state,
//                                   made anew for each request
//   get(show).post(add)             two handlers for one path
//
// Make this true: each POST is seen by all later requests to the same app. Two apps count
// on their own.

use axum::body::Body;
use axum::http::Request;
use axum::{Router, extract::State, routing::get};
use http_body_util::BodyExt; // has `collect`
use tower::ServiceExt; // has `oneshot`

#[derive(Default)]
struct Garden {
    birds: std::sync::Mutex<u32>,
}

impl Clone for Garden {
    fn clone(&self) -> Garden {
        let birds = *self.birds.lock().unwrap();
        Garden { birds: birds.into() }
    }
}

async fn add(State(garden): State<Garden>) {
    *garden.birds.lock().unwrap() += 1;
}

async fn show(State(garden): State<Garden>) -> String {
    format!("birds: {}", garden.birds.lock().unwrap())
}

fn app() -> Router {
    let app = Router::new().route("/birds", get(show).post(add));
    app.with_state(Garden::default())
}

// Plays the browser: sends one request to the app and gives back the body of the answer.
async fn send(app: &Router, method: &str) -> String {
    let request = Request::builder().method(method).uri("/birds");
    let request = request.body(Body::empty()).unwrap();
    let answer = app.clone().oneshot(request).await.unwrap();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8_lossy(&body).into_owned()
}

#[tokio::main]
async fn main() {
    let app = app();
    send(&app, "POST").await;
    println!("{}", send(&app, "GET").await);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn all_requests_share_one_count() {
        let (app, other) = (app(), app());
        for _ in 0..3 {
            send(&app, "POST").await;
        }
        assert_eq!(send(&app, "GET").await, "birds: 3", "one for each POST");
        assert_eq!(send(&app, "GET").await, "birds: 3", "a GET adds none");
        assert_eq!(send(&other, "GET").await, "birds: 0", "another app");
    }
}
