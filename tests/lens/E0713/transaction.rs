// A transaction is rolled back when it is dropped without a commit.

struct Transaction<'db> {
    rows: &'db mut Vec<String>,
    before: usize,
    committed: bool,
}

impl<'db> Transaction<'db> {
    fn begin(rows: &'db mut Vec<String>) -> Self {
        let before = rows.len();
        Self { rows, before, committed: false }
    }

    fn insert(&mut self, row: &str) {
        self.rows.push(row.to_string());
    }

    fn commit(mut self) -> &'db mut [String] {
        self.committed = true;
        &mut self.rows[self.before..]
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if !self.committed {
            self.rows.truncate(self.before);
        }
    }
}

fn main() {
    let mut rows = vec![String::from("first")];
    let mut transaction = Transaction::begin(&mut rows);
    transaction.insert("second");
    for row in transaction.commit() {
        println!("new: {row}");
    }
}
