// Capstone. `POST /products` takes a delivery, such as `{"tea": 250, "oil": 310}`, and
// `GET /products/tea` answers 250. An `AnyPool` talks to the database that its URL names:
// a SQLite file, or PostgreSQL by DATABASE_URL. With the `Result` of axum, `?` can pass
// on each error that is an answer, such as a `StatusCode`. Make three things true:
// - A name is only a name, whatever stands in it.
// - A product that is not there is answered with 404.
// - A delivery is stored as a whole. If one of its names is taken, none of it is stored.

use axum::extract::{Path, State};
use axum::{Json, Router, http::StatusCode, response::Result, routing};
use sqlx::AnyPool;
use std::collections::BTreeMap;

fn failed(error: sqlx::Error) -> StatusCode {
    match error.as_database_error() {
        Some(error) if error.is_unique_violation() => StatusCode::CONFLICT, // 409
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

async fn add(db: State<AnyPool>, new: Json<BTreeMap<String, i64>>) -> Result<StatusCode> {
    for (name, price) in new.0 {
        let add = format!("insert into course_shop values ('{name}', {price})");
        sqlx::query(&add).execute(&*db).await.map_err(failed)?;
    }
    Ok(StatusCode::CREATED)
}

async fn price(db: State<AnyPool>, Path(name): Path<String>) -> Result<Json<i64>> {
    let price = sqlx::query_scalar("select price from course_shop where name = $1");
    let price = price.bind(name).fetch_one(&*db).await;
    Ok(Json(price.map_err(failed)?))
}

fn app(db: AnyPool) -> Router {
    let app = Router::new().route("/products", routing::post(add));
    let app = app.route("/products/{name}", routing::get(price));
    app.with_state(db)
}

fn main() {}

#[cfg(test)]
mod tests {
    use super::*;
    use tower::ServiceExt; // `oneshot` hands one request to the router, without a network

    #[tokio::test]
    async fn the_shop_works_on_a_real_database() {
        let folder = tempfile::tempdir().unwrap(); // all connections share its file
        let file = format!("sqlite:{}/shop.db?mode=rwc", folder.path().display());
        let url = std::env::var("DATABASE_URL").unwrap_or(file);
        sqlx::any::install_default_drivers(); // those of SQLite and PostgreSQL
        let db = AnyPool::connect(&url).await.unwrap();
        let table = "drop table if exists course_shop;
            create table course_shop (name text primary key, price bigint not null)";
        sqlx::raw_sql(table).execute(&db).await.unwrap();
        for (path, body, code, text) in [
            ("/products", r#"{"cook's oil": 480, "tea": 250}"#, 201, ""),
            ("/products/tea", "", 200, "250"),
            ("/products/x'or'x'='x", "", 404, ""),
            ("/products", r#"{"oil": 310, "tea": 9, "yam": 9}"#, 409, ""),
            ("/products/oil", "", 404, ""),
        ] {
            let method = if body.is_empty() { "GET" } else { "POST" };
            let request = axum::http::Request::builder().method(method).uri(path);
            let request = request.header("content-type", "application/json");
            let request = request.body(body.to_string()).unwrap();
            let answer = app(db.clone()).oneshot(request).await.unwrap();
            let status = answer.status().as_u16();
            let bytes = axum::body::to_bytes(answer.into_body(), 99).await.unwrap();
            assert_eq!((status, bytes), (code, text.into()), "{path} {body}");
        }
    }
}
