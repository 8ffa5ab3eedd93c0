use std::thread;
struct Worker<'a> { name: &'a str }
impl<'a> Worker<'a> {
    fn start(self) -> thread::JoinHandle<()> {
        thread::spawn(move || println!("{}", self.name))
    }
}
fn main() { Worker { name: "a" }.start().join().unwrap(); }
