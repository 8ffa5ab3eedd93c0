use std::sync::Mutex;
struct S { m: Mutex<u32>, log: Vec<String> }
impl S {
    fn note(&mut self, t: &str) { self.log.push(t.to_string()); }
    fn run(&mut self) {
        let guard = self.m.lock().unwrap();
        println!("locked {}", *guard);
        self.note("x");
    }
}
fn main() { S { m: Mutex::new(1), log: vec![] }.run(); }
