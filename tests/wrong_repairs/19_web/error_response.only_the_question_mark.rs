// Bicycles for rent stand all over a town. Who asks for one gets the code of its lock.
// But `unlock` can fail, and then the handler panics: the visitor gets no answer at all.
//
// New here: `IntoResponse` is the trait of all that can become an answer. `String`,
// `Json` and `StatusCode` have it, pairs of a status and a text too. A type of your own
// gets it by one method, `into_response`. Then it may be the error in a handler's
// `Result`.
//
// Make this true: the server never panics. A bicycle that does not exist gives 404 (not
// found), one in repair 409 (conflict), both with the text of the error. This is a matter
// of `RentError` itself, so that every handler can use it.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Router, extract::Path, routing::get};
use http_body_util::BodyExt; // has `collect`
use tower::ServiceExt; // has `oneshot`

#[derive(Debug)]
enum RentError {
    Unknown,
    InRepair(&'static str),
}

impl IntoResponse for RentError {
    fn into_response(self) -> Response {
        let status = StatusCode::INTERNAL_SERVER_ERROR; // 500: the server is to blame
        (status, String::from("something went wrong")).into_response()
    }
}

fn unlock(number: u32) -> Result<u32, RentError> {
    match number {
        1..=20 => Ok(4000 + number),
        21 => Err(RentError::InRepair("a flat tyre")),
        _ => Err(RentError::Unknown),
    }
}

async fn rent(Path(number): Path<u32>) -> Result<String, RentError> {
    let code = unlock(number)?;
    Ok(format!("the code is {code}"))
}

// Plays the browser: asks for one bicycle.
async fn visit(number: u32) -> (u16, String) {
    let app = Router::new().route("/rent/{number}", get(rent));
    let request = Request::get(format!("/rent/{number}")).body(Body::empty());
    let answer = app.oneshot(request.unwrap()).await.unwrap();
    let status = answer.status().as_u16();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8_lossy(&body).into_owned())
}

#[tokio::main]
async fn main() {
    println!("{:?}", visit(7).await);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn each_error_has_its_answer() {
        let error = RentError::InRepair("no bell").into_response();
        assert_eq!(error.status(), 409, "the answer is made by the error");
        assert_eq!(visit(20).await, (200, "the code is 4020".into()));
        assert_eq!(visit(99).await, (404, "no such bike".into()));
        assert_eq!(visit(21).await, (409, "in repair: a flat tyre".into()));
    }
}
