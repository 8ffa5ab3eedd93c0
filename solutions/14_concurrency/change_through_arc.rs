// A museum has several doors. At each door, a thread lets a group of visitors in and adds
// it to the museum's count.
//
// An `Arc` only lends its value to look at, since others may look at the same time.
// Without this rule, two doors could both read 12 and both write 13. The Mutex lets one
// thread at a time reach the count, so it may lend it for changing as well.
#![forbid(unsafe_code)]

use std::sync::{Arc, Mutex};
use std::thread;

struct Museum {
    visitors: Mutex<u32>,
}

impl Museum {
    fn new() -> Museum {
        let visitors = Mutex::new(0);
        Museum { visitors }
    }

    fn total(&self) -> u32 {
        *self.visitors.lock().unwrap()
    }
}

fn open_doors(museum: &Arc<Museum>, groups: [u32; 3]) {
    let threads = groups.map(|group| {
        let museum = Arc::clone(museum);
        // The guard is dropped at the end of this line, so the lock is held only briefly.
        thread::spawn(move || *museum.visitors.lock().unwrap() += group)
    });
    for thread in threads {
        thread.join().unwrap();
    }
}

fn main() {
    let museum = Arc::new(Museum::new());
    open_doors(&museum, [12, 5, 30]);
    println!("{} visitors today", museum.total());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_visitor_is_counted() {
        let museum = Arc::new(Museum::new());
        open_doors(&museum, [1, 2, 3]);
        assert_eq!(museum.total(), 6, "the museum itself has the count");
        open_doors(&museum, [10, 0, 10]);
        assert_eq!(museum.total(), 26, "the next groups come on top of the 6");
        let other = Arc::new(Museum::new());
        let total = std::thread::spawn(move || other.total()).join().unwrap();
        assert_eq!(total, 0, "each museum has a count of its own");
    }
}
