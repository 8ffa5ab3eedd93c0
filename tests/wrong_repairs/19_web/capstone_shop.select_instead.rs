// Capstone: reviews for the two products of a shop, with a real server. Three things are
// wrong, and the compiler sees only one of them:
// - The body of a request can be read only once. So what reads it (`Json`) comes last.
// - A review for a missing product makes `add` panic. `Missing` is there for this case.
// - When `stop` gets its value, the server must finish what it has begun and end.
// New here: `axum::serve(...).with_graceful_shutdown(future)` does this when the future
// ends. `stop` is a future, too. But it gives a `Result`, and the one wanted here `()`.

use axum::extract::{Json, Path, State};
use axum::response::{IntoResponse, Response};
use axum::{Router, http::StatusCode, routing::post};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::{sync::oneshot, task, time::Duration, time::timeout};

type Shop = Arc<Mutex<[Vec<String>; 2]>>; // the reviews of each product
type Reply = Result<StatusCode, Missing>;
struct Missing(usize);
impl IntoResponse for Missing {
    fn into_response(self) -> Response {
        (StatusCode::NOT_FOUND, format!("no product {}", self.0)).into_response()
    }
}

async fn add(shop: State<Shop>, Path(id): Path<usize>, Json(new): Json<String>) -> Reply {
    let mut shop = shop.lock().unwrap();
    shop.get_mut(id).ok_or(Missing(id))?.push(new);
    Ok(StatusCode::CREATED)
}

async fn serve(listener: TcpListener, shop: Shop, stop: oneshot::Receiver<()>) {
    let app = Router::new().route("/reviews/{id}", post(add));
    tokio::select! {
        _ = async { axum::serve(listener, app.with_state(shop)).await } => {}
        _ = stop => {}
    }
}

// One visitor, in the middle of whose request the server has to stop. Leave it as it is.
async fn visit(id: usize, shop: &Shop) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap(); // 0: any free port
    let address = listener.local_addr().unwrap();
    let mut visitor = TcpStream::connect(address).await.unwrap();
    let (stop, stopped) = oneshot::channel();
    let server = tokio::spawn(serve(listener, shop.clone(), stopped));
    let json = "content-type: application/json\r\ncontent-length: 6\r\n\r\n";
    let head = format!("POST /reviews/{id} HTTP/1.1\r\nexpect: 100-continue\r\n{json}");
    visitor.write_all(head.as_bytes()).await.unwrap();
    visitor.read_exact(&mut [0; 25]).await.unwrap(); // "100 Continue": the handler runs
    stop.send(()).unwrap();
    task::yield_now().await;
    assert!(!server.is_finished(), "one request has begun");
    visitor.write_all(br#""good""#).await.unwrap();
    let mut answer = String::new();
    let end = timeout(Duration::from_secs(1), visitor.read_to_string(&mut answer)).await;
    end.expect("the server must end after `stop`").unwrap();
    server.await.unwrap();
    answer
}

#[tokio::main]
async fn main() {
    println!("{}", visit(0, &Shop::default()).await);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn reviews_come_in_and_the_server_ends() {
        let shop = Shop::default();
        let [good, bad] = [visit(1, &shop).await, visit(2, &shop).await];
        assert!(good.starts_with("HTTP/1.1 201"), "{good:?}");
        assert!(bad.starts_with("HTTP/1.1 404"), "{bad:?}");
        assert_eq!(shop.lock().unwrap()[1], ["good"]);
    }
}
