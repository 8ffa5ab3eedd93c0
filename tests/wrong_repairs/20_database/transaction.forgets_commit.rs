// A bakery takes orders. `order` writes the order into the book and takes the cakes off
// the shelf. The database refuses a shelf with fewer than 0 cakes, and `order` hands that
// error on.
//
// Each step was alone: when the second failed, the first was already made for good. Now
// both are in one transaction, so they become real together, at `commit`.

use sqlx::SqlitePool;

async fn order(pool: &SqlitePool, cake: &str, count: i64) -> sqlx::Result<i64> {
    // Every `?` below drops `tx` when it returns early, and that undoes all steps so far.
    // To check first, or to repair after, would cover only the trouble we think of.
    let mut tx = pool.begin().await?;
    let write = sqlx::query("insert into orders (cake, count) values ($1, $2)");
    let written = write.bind(cake).bind(count).execute(&mut *tx).await?;
    let take = sqlx::query("update shelf set count = count - $2 where cake = $1");
    take.bind(cake).bind(count).execute(&mut *tx).await?;
    Ok(written.last_insert_rowid()) // the number of the order
}

fn main() {}

#[cfg(test)]
mod tests {
    use super::*;

    async fn bakery(folder: &tempfile::TempDir) -> SqlitePool {
        let url = format!("sqlite:{}/bakery.db?mode=rwc", folder.path().display());
        let pool = SqlitePool::connect(&url).await.unwrap();
        let tables = "create table shelf (cake text, count integer check (count >= 0));
            create table orders (number integer primary key autoincrement,
                cake text, count integer check (count > 0));
            insert into shelf values ('plum', 6);";
        sqlx::raw_sql(tables).execute(&pool).await.unwrap();
        pool
    }

    // How many orders are in the book, and how many plum cakes are on the shelf?
    async fn state(pool: &SqlitePool) -> (i64, i64) {
        let both = "select (select count(*) from orders), (select count from shelf)";
        sqlx::query_as(both).fetch_one(pool).await.unwrap()
    }

    #[tokio::test]
    async fn an_order_happens_as_a_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let pool = bakery(&folder).await;
        assert_eq!(order(&pool, "plum", 2).await.unwrap(), 1, "order number 1");
        assert_eq!(state(&pool).await, (1, 4), "a good order should stay");
        assert!(order(&pool, "plum", 5).await.is_err(), "there are only 4");
        assert_eq!(state(&pool).await, (1, 4), "after an order for too many");
        for step in ["insert on orders", "update on shelf"] {
            let fail = "begin select raise(abort, 'no power'); end";
            let trouble = format!("create trigger '{step}' before {step} {fail}");
            sqlx::query(&trouble).execute(&pool).await.unwrap();
            assert!(order(&pool, "plum", 1).await.is_err(), "{step} should fail");
            assert_eq!(state(&pool).await, (1, 4), "after a failed {step}");
            let repair = format!("drop trigger '{step}'");
            sqlx::query(&repair).execute(&pool).await.unwrap();
        }
        let number = order(&pool, "plum", 1).await.unwrap();
        assert_eq!(number, 2, "failed orders should not use up numbers");
    }
}
