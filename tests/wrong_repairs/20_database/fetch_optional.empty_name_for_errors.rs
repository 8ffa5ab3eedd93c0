// A school has a cloakroom with numbered hooks. A database knows whose coat hangs where.
// `query_scalar` asks for one value. The method at its end says how many rows may come:
// `fetch_one`, `fetch_optional` or `fetch_all`. `fetch_one` counts on a row: an answer
// without a row is an error to it.
//
// But an empty hook is nothing wrong. Make `owner` tell three things apart: a coat is
// `Ok(Some(name))`, an empty hook is `Ok(None)`, and a database that cannot answer is
// still an `Err`.

use sqlx::SqlitePool;

async fn owner(db: &SqlitePool, hook: i64) -> sqlx::Result<Option<String>> {
    let question = sqlx::query_scalar("select owner from coats where hook = $1");
    let name: String = question.bind(hook).fetch_one(db).await.unwrap_or_default();
    Ok(Some(name))
}

fn main() {}

#[cfg(test)]
mod tests {
    use super::*;

    async fn cloakroom(folder: &tempfile::TempDir) -> SqlitePool {
        let url = format!("sqlite:{}/coats.db?mode=rwc", folder.path().display());
        let db = SqlitePool::connect(&url).await.unwrap(); // rwc: read, write, create
        let coats = "create table coats (hook integer, owner text not null);
            insert into coats values (1, 'Amir'), (2, 'Lena');";
        sqlx::raw_sql(coats).execute(&db).await.unwrap();
        db
    }

    #[tokio::test]
    async fn a_coat_has_an_owner() {
        let folder = tempfile::tempdir().unwrap();
        let db = cloakroom(&folder).await;
        assert_eq!(owner(&db, 1).await.unwrap().as_deref(), Some("Amir"));
        assert_eq!(owner(&db, 2).await.unwrap().as_deref(), Some("Lena"));
    }

    #[tokio::test]
    async fn an_empty_hook_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let db = cloakroom(&folder).await;
        let answer = owner(&db, 7).await;
        let answer = answer.expect("an empty hook is not an error");
        assert_eq!(answer, None, "nobody's coat hangs on hook 7");
    }

    #[tokio::test]
    async fn a_database_that_cannot_answer_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let db = cloakroom(&folder).await;
        sqlx::query("drop table coats").execute(&db).await.unwrap();
        let answer = owner(&db, 1).await;
        assert!(answer.is_err(), "the table is gone, but: {answer:?}");
    }
}
