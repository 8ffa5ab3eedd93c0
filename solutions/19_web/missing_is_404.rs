// A cook keeps recipes on a small server, and some recipes are not there.
//
// `Json` makes an answer of an `Option` as well: `None` becomes `null`, with status 200.
// So "not there" looked like success. In a `Result`, the two cases become two answers.

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

async fn recipe(Path(name): Path<String>) -> Result<Json<Recipe>, StatusCode> {
    // `ok_or` turns `None` into the error that is sent.
    find(&name).map(Json).ok_or(StatusCode::NOT_FOUND)
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
