use std::sync::Mutex;
struct S { m: Mutex<u32>, n: u32 }
impl S {
    fn set(&mut self) { self.n = 1; }
    fn run(&mut self) {
        match *self.m.lock().unwrap() {
            0 => {}
            _ => self.set(),
        }
    }
}
fn main() { S { m: Mutex::new(1), n: 0 }.run(); }
