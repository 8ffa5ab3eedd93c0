// Words are counted by several threads of a scope, which may borrow.

use std::cell::RefCell;
use std::collections::HashMap;
use std::thread;

struct Counter {
    words: RefCell<HashMap<String, usize>>,
}

impl Counter {
    fn count(&self, line: &str) {
        for word in line.split_whitespace() {
            *self.words.borrow_mut().entry(word.to_string()).or_default() += 1;
        }
    }
}

fn main() {
    let text = "to be or not to be\nthat is the question";
    let counter = Counter { words: RefCell::new(HashMap::new()) };
    thread::scope(|scope| {
        for line in text.lines() {
            scope.spawn(|| counter.count(line));
        }
    });
    let words = counter.words.borrow();
    println!("{} different words", words.len());
}
