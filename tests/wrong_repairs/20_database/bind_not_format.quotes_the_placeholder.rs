// A clinic keeps its waiting list in a database. `leave` takes one patient off the list
// and says how many rows it has deleted. The name comes from a web page, where anybody
// may type anything. Two things went wrong: Ms O'Hara cannot leave the list, and one
// visitor with a very strange name has emptied it.
//
// Make `leave` look for exactly the name it is given, whatever stands in it. The database
// should learn one command and use it for every name. So a command may have `$1` in place
// of a value: `.bind(value)` after `query(...)` sends the value beside the command.

use sqlx::{Connection, SqliteConnection};

async fn leave(db: &mut SqliteConnection, name: &str) -> sqlx::Result<u64> {
    let command = "delete from waiting where name = '$1'";
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
