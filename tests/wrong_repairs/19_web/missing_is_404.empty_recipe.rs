// A cook keeps recipes on a small server. When somebody asks for a recipe that is not
// there, the answer has status 200 (OK) and the body `null`. Other programs take this for
// a recipe.
//
// New here: a handler may give back a `Result`, if both its sides can become an answer.
// `Ok(answer)` and `Err(answer)` both send what is in them. A `StatusCode` alone is an
// answer with this status and no body.
//
// Make this true: a recipe that is there comes as before. For one that is missing, the
// answer has status 404 (not found) and no body. `find` is right; leave it as it is.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::{Json, Router, extract::Path, routing::get};
use http_body_util::BodyExt; // has `collect`
use serde::Serialize;
use tower::ServiceExt; // has `oneshot`

#[derive(Serialize)]
struct Recipe {
    minutes: u32,
}

fn find(name: &str) -> Option<Recipe> {
    let known = [("soup", 40), ("pancakes", 25)];
    let (_, minutes) = known.into_iter().find(|(known, _)| *known == name)?;
    Some(Recipe { minutes })
}

async fn recipe(Path(name): Path<String>) -> Json<Recipe> {
    Json(find(&name).unwrap_or(Recipe { minutes: 0 }))
}

fn app() -> Router {
    Router::new().route("/recipes/{name}", get(recipe))
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
    println!("{:?}", visit("/recipes/soup").await);
    println!("{:?}", visit("/recipes/stone").await);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_missing_is_not_found() {
        let (status, body) = visit("/recipes/pancakes").await;
        assert_eq!((status, &*body), (200, r#"{"minutes":25}"#));
        let (status, body) = visit("/recipes/stone").await;
        assert_eq!(status, 404, "the status says that it is missing");
        assert_eq!(body, "", "where nothing is found, nothing is sent");
    }
}
