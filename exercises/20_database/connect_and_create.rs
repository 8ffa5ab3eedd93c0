// Maya keeps a diary of the birds she sees. From today on it is in a database. SQLite is
// a database that lives in one single file.
//
// New here: the crate `sqlx` talks to databases.
//   SqliteConnectOptions        tell how to open the file. If it is missing, that is an
//                               error, but not with `.create_if_missing(true)`.
//   SqlitePool                  keeps some connections to the file and lends them out
//   query(text).execute(&pool)  sends a command in SQL, the language of databases
//   create table birds ...      makes a table. One that is there already is an error, but
//                               not if `if not exists` stands before the table's name.
//
// Make `open_diary` work on the first day, when there is no file yet, and on every day
// after, when the table is there already, with birds in it. No bird may get lost.

use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};
use std::path::Path;

async fn open_diary(file: &Path) -> sqlx::Result<SqlitePool> {
    let options = SqliteConnectOptions::new().filename(file);
    let pool = SqlitePool::connect_with(options).await?;
    let table = "create table birds (name text not null)";
    sqlx::query(table).execute(&pool).await?;
    Ok(pool)
}

#[tokio::main]
async fn main() -> sqlx::Result<()> {
    let folder = tempfile::tempdir()?; // is deleted at the end of `main`
    let diary = open_diary(&folder.path().join("diary.db")).await?;
    println!("The diary is open, with {} connection.", diary.size());
    diary.close().await;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_first_day_makes_the_diary() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("diary.db");
        let diary = open_diary(&file).await.expect("the first day");
        diary.close().await;
    }

    #[tokio::test]
    async fn the_next_day_finds_the_birds_of_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("diary.db");
        let diary = open_diary(&file).await.expect("the first day");
        let heron = sqlx::query("insert into birds values ('heron')");
        heron.execute(&diary).await.unwrap();
        diary.close().await;

        let diary = open_diary(&file).await.expect("the next day");
        let count = sqlx::query_scalar("select count(*) from birds");
        let birds: i64 = count.fetch_one(&diary).await.unwrap();
        diary.close().await;
        assert_eq!(birds, 1, "the heron of the first day should still be there");
    }

    #[tokio::test]
    async fn another_file_is_still_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("shopping.txt");
        std::fs::write(&file, "bread, eggs, tea, ".repeat(99)).unwrap();
        assert!(open_diary(&file).await.is_err(), "this is no diary");
    }
}
