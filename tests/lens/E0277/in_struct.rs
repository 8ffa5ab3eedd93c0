use std::rc::Rc;
use std::thread;

struct Job {
    name: Rc<str>,
}

fn main() {
    let job = Job { name: Rc::from("sweep") };
    thread::spawn(move || println!("{}", job.name)).join().unwrap();
}
