// In a hotel, guests ask a screen on which floor their room is. Room 214 is on floor 2.
// All is well as long as they ask for a number. When somebody asks for the room "attic",
// the handler panics.
//
// New here:
//   "/rooms/{number}"         a part in braces stands for any text without a `/`
//   Path(number): Path<Type>  as a parameter of a handler: takes this part out of the
//                             path and makes a `Type` of it. If that is not possible,
//                             axum does not call the handler, and answers with 400.
//                             (`Path(number)` is a pattern: it unpacks the value.)
//
// Make this true: a path whose room is not a number from 0 gets 400 (a bad request).

use axum::body::Body;
use axum::http::Request;
use axum::{Router, extract::Path, routing::get};
use http_body_util::BodyExt; // has `collect`
use tower::ServiceExt; // has `oneshot`

async fn floor(Path(number): Path<String>) -> String {
    let Ok(number) = number.parse::<u32>() else {
        return String::from("400 bad request");
    };
    format!("room {number} is on floor {}", number / 100)
}

fn app() -> Router {
    Router::new().route("/rooms/{number}", get(floor))
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
    println!("{:?}", visit("/rooms/214").await);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_numbers_are_rooms() {
        let (status, body) = visit("/rooms/307").await;
        assert_eq!((status, &*body), (200, "room 307 is on floor 3"));
        let (status, body) = visit("/rooms/12").await;
        assert_eq!((status, &*body), (200, "room 12 is on floor 0"));
        let answer: String = floor(Path("12".parse().unwrap())).await;
        assert_eq!(answer, body, "the handler is called for good numbers only");
        for path in ["/rooms/attic", "/rooms/-1", "/rooms/2.5"] {
            let (status, body) = visit(path).await;
            assert_eq!(status, 400, "{path} gave: {body}");
        }
    }
}
