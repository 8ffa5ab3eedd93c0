// A clinic keeps its waiting list in a database. `leave` takes one patient off the list
// and says how many rows it has deleted. The name comes from a web page, where anybody
// may type anything.
//
// `format!` put the name into the command itself, so the database read a part of the name
// as SQL. A bound value travels beside the command and is never read as SQL.

use sqlx::{Connection, SqliteConnection};

async fn leave(db: &mut SqliteConnection, name: &str) -> sqlx::Result<u64> {
    // No quotes around $1: it is not text in the command, it is the place of a value. The
    // command is the same for every name, so the database prepares it only once.
    let command = "delete from waiting where name = $1";
    let done = sqlx::query(command).bind(name).execute(db).await?;
    Ok(done.rows_affected())
}

fn main() {}

#[cfg(test)]
mod tests {
    use super::*;

    async fn clinic(folder: &tempfile::TempDir) -> SqliteConnection {
        let url = format!("sqlite:{}/clinic.db?mode=rwc", folder.path().display());
        let mut db = SqliteConnection::connect(&url).await.unwrap();
        let list = "create table waiting (name text);
            insert into waiting values ('Ito'), ('O''Hara'), ('Silva');";
        sqlx::raw_sql(list).execute(&mut db).await.unwrap(); // '' means '
        db
    }

    #[tokio::test]
    async fn an_apostrophe_is_part_of_the_name() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = clinic(&folder).await;
        let deleted = leave(&mut db, "O'Hara").await;
        assert_eq!(deleted.expect("O'Hara is a good name"), 1);
        assert_eq!(leave(&mut db, "O'Hara").await.unwrap(), 0, "she has left");
    }

    #[tokio::test]
    async fn a_strange_name_deletes_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = clinic(&folder).await;
        let deleted = leave(&mut db, "x' or 'a' = 'a").await.unwrap();
        assert_eq!(deleted, 0, "nobody on the list has this name");
    }

    #[tokio::test]
    async fn the_database_learns_one_command_for_all_names() {
        let folder = tempfile::tempdir().unwrap();
        let mut db = clinic(&folder).await;
        db.clear_cached_statements().await.unwrap();
        assert_eq!(leave(&mut db, "Ito").await.unwrap(), 1);
        assert_eq!(leave(&mut db, "Silva").await.unwrap(), 1);
        let learnt = db.cached_statements_size();
        assert_eq!(learnt, 1, "one command, and the name beside it");
    }
}
