// A crawler shares its settings among workers.

use std::cell::RefCell;
use std::rc::Rc;
use std::thread;

struct Settings {
    host: String,
    retries: u32,
}

struct Worker {
    number: usize,
    settings: Rc<Settings>,
    seen: RefCell<Vec<String>>,
}

impl Worker {
    fn visit(&self, path: &str) -> bool {
        self.seen.borrow_mut().push(format!("{}{path}", self.settings.host));
        self.settings.retries > 0
    }
}

fn main() {
    let settings = Rc::new(Settings { host: String::from("example.org"), retries: 2 });
    let mut handles = Vec::new();
    for number in 0..3 {
        let worker = Worker {
            number,
            settings: Rc::clone(&settings),
            seen: RefCell::new(Vec::new()),
        };
        handles.push(thread::spawn(move || {
            println!("worker {}: {}", worker.number, worker.visit("/index.html"));
        }));
    }
    for handle in handles {
        handle.join().unwrap();
    }
}
