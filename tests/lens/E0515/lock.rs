use std::sync::Mutex;
struct Db { rows: Mutex<Vec<String>> }
impl Db {
    fn first(&self) -> Option<&String> {
        let rows = self.rows.lock().unwrap();
        rows.first()
    }
    fn len(&self) -> &usize {
        &self.rows.lock().unwrap().len()
    }
}
fn main() { let d = Db { rows: Mutex::new(vec![]) }; println!("{:?} {}", d.first(), d.len()); }
