//! This is no exercise, and nothing here is ever called.
//!
//! It names what many exercises of chapters 17 to 20 call of their crates, with the types that
//! they call it with. The compiler makes the code of these calls once, when the crates are
//! built, and `verify` takes it from there. An exercise that calls something else costs a
//! little more time. See docs/course-format.md, "Crates".

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use http_body_util::BodyExt;
use serde_json::Value;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use sqlx::{AnyPool, Connection, SqliteConnection};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

/// What is awaited, whatever it does.
pub type Work<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// The same as `#[tokio::test]` hands it over.
pub type Test<'a> = Pin<&'a mut dyn Future<Output = ()>>;

/// 13: words on the command line. They are read into a type of each exercise's own.
#[derive(clap::Parser)]
pub struct Words {
    /// A text with a default
    #[arg(long, default_value = "a")]
    pub text: String,
    /// A number with a default
    #[arg(short, long, default_value_t = 1)]
    pub number: u32,
    /// A small number that may be missing
    #[arg(long)]
    pub small: Option<u8>,
    /// Yes or no
    #[arg(long)]
    pub flag: bool,
    /// Bare words
    pub rest: Vec<String>,
}

pub fn words() -> Result<Words, clap::error::ErrorKind> {
    use clap::Parser;
    let words = Words::try_parse_from([""].as_slice());
    words.map_err(|error| error.kind()).or(Ok(Words::parse()))
}

/// 13: JSON.
pub fn json(text: &str) -> serde_json::Result<String> {
    let known: (String, u32, i64, Option<String>, Vec<String>) = serde_json::from_str(text)?;
    let unknown: Value = serde_json::from_str(text)?;
    Ok(serde_json::to_string(&known)? + &serde_json::to_string(&unknown)?)
}

/// 14: the runtimes of `#[tokio::main]` and `#[tokio::test]`, and tasks.
pub fn runtime(main: Work<()>, fails: Work<sqlx::Result<()>>, tests: [Test; 2]) {
    use tokio::runtime::Builder;
    let all = Builder::new_multi_thread().enable_all().build().unwrap();
    all.block_on(main);
    all.block_on(fails).unwrap();
    let one = Builder::new_current_thread().enable_all().build().unwrap();
    let [first, second] = tests;
    one.block_on(first);
    let mut paused = Builder::new_current_thread();
    let paused = paused.enable_all().start_paused(true).build().unwrap();
    paused.block_on(second);
}

pub async fn tasks(work: Work<()>, text: Work<String>) -> String {
    tokio::time::sleep(2 * Duration::from_millis(1)).await;
    tokio::spawn(work).await.unwrap();
    let text = tokio::spawn(text);
    tokio::time::timeout(Duration::from_secs(1), text)
        .await
        .unwrap()
        .unwrap()
}

/// 15: what answers are made of.
pub async fn answer() -> Response {
    let parts = [
        "text".into_response(),
        String::new().into_response(),
        StatusCode::NOT_FOUND.into_response(),
        (StatusCode::NOT_FOUND, "text").into_response(),
        (StatusCode::NOT_FOUND, String::new()).into_response(),
        Json(1_i64).into_response(),
    ];
    parts.into_iter().next().unwrap_or_default()
}

/// 15: what handlers are given.
pub async fn order(
    Path((number, _, name)): Path<(u32, usize, String)>,
    new: Json<String>,
) -> Result<Json<i64>, StatusCode> {
    let missing = name.is_empty() || *new == name;
    (!missing)
        .then_some(Json(number.into()))
        .ok_or(StatusCode::NOT_FOUND)
}

pub async fn numbers(_: Path<u32>, _: Path<usize>) -> Result<String, StatusCode> {
    Ok(String::new())
}

pub async fn names(_: Path<String>) {}

pub async fn stored(_: State<AnyPool>, _: Path<String>) -> axum::response::Result<Json<i64>> {
    Err(StatusCode::NOT_FOUND.into())
}

pub fn app() -> Router {
    let app = Router::new().route("/", get(answer).post(order));
    app.route("/other", post(names).get(numbers)).with_state(())
}

pub fn app_with_database(pool: AnyPool) -> Router {
    let app = Router::new().route("/", get(stored).post(stored));
    app.route("/other", post(stored)).with_state(pool)
}

/// 15: requests without a network.
pub async fn requests(app: Router) -> String {
    let empty = Request::get("/").body(Body::empty()).unwrap();
    let answer = app.clone().oneshot(empty).await.unwrap();
    let kind = answer.headers().get("content-type").cloned();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    let text = Request::builder().method("POST").uri("/");
    let text = text.header("content-type", "application/json");
    let answer = app.oneshot(text.body(String::new()).unwrap()).await;
    let whole = axum::body::to_bytes(answer.unwrap().into_body(), 9).await;
    format!("{kind:?} {}", String::from_utf8_lossy(&body)) + &format!("{whole:?}")
}

/// 15: a server.
pub async fn server(listener: TcpListener, app: Router, stop: Work<()>) -> std::io::Result<()> {
    let server = axum::serve(listener, app);
    server.with_graceful_shutdown(stop).await
}

pub async fn client() -> std::io::Result<String> {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let mut stream = TcpStream::connect(listener.local_addr()?).await?;
    stream.write_all(b"text").await?;
    let mut text = String::new();
    stream.read_to_string(&mut text).await?;
    Ok(text)
}

/// 16: files for databases.
pub fn folder() -> std::io::Result<String> {
    let folder = tempfile::tempdir()?;
    Ok(folder.path().join("a.db").display().to_string())
}

/// 16: a file of SQLite.
pub async fn sqlite(url: &str) -> sqlx::Result<i64> {
    let options = SqliteConnectOptions::new().filename(url);
    let pool = SqlitePool::connect_with(options.create_if_missing(true)).await?;
    let other = SqlitePool::connect(url).await?;
    sqlx::raw_sql(url).execute(&pool).await?;
    sqlx::query(url).execute(&pool).await?;
    let text: Option<String> = sqlx::query_scalar(url)
        .bind(1_i64)
        .fetch_optional(&pool)
        .await?;
    let number: Option<i64> = sqlx::query_scalar(url).fetch_optional(&pool).await?;
    let count: i64 = sqlx::query_scalar(url).fetch_one(&pool).await?;
    let row: (i64, i64) = sqlx::query_as(url).fetch_one(&pool).await?;
    let mut transaction = pool.begin().await?;
    let write = sqlx::query(url).bind("text").bind(1_i64);
    let written = write.execute(&mut *transaction).await?;
    transaction.commit().await?;
    other.close().await;
    let number = number.unwrap_or(text.map_or(1, |text| text.len() as i64));
    Ok(row.0 + count + number + written.last_insert_rowid())
}

pub async fn connection(url: &str) -> sqlx::Result<u64> {
    let mut one = SqliteConnection::connect(url).await?;
    sqlx::raw_sql(url).execute(&mut one).await?;
    let done = sqlx::query(url).bind(url).execute(&mut one).await?;
    one.clear_cached_statements().await?;
    Ok(done.rows_affected())
}

/// 16: a database that may be SQLite's or PostgreSQL's.
pub async fn any(url: &str) -> sqlx::Result<Option<i64>> {
    sqlx::any::install_default_drivers();
    let pool = AnyPool::connect(url).await?;
    sqlx::raw_sql(url).execute(&pool).await?;
    let mut transaction = pool.begin().await?;
    let write = sqlx::query(url).bind(url.to_owned()).bind(1_i64);
    write.execute(&mut *transaction).await?;
    transaction.commit().await?;
    let read = sqlx::query_scalar(url).bind(url.to_owned());
    read.fetch_optional(&pool).await
}
